"""What a message says of who shall come, made ready for choosing: scope, what is kept, who is not.

Nothing here is registered: it decides what is asked and read back. Where the frame and the names in
the message do not agree, less is taken for said, and the person is asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.actions.situation import Situation
from assistant.reading.clauses import asking

_WISHES = re.compile(
    r"\b(?:vil|ønsk\w+|ynskj\w+|skal|tenkt\w*)\s+"
    r"(?:(?:jeg|eg|æ|e|vi|nå|no|da|då|gjerne|helst|å|bare|berre|at)\s+){0,4}"
    r"(?:ha(?! svar\b| beskjed\b)|få(?! vite\b| opplyst\b| beskjed\b| svar\b| snakke\b| høre\b)|"
    r"velge?|velja|velje|bytte?|byt[ea]|skifte|bestille|tinge|melde)\b",
    re.IGNORECASE,
)
"""A wish in so many words."""
ALL = "all"
TELLS_OR_ASKS = frozenset({"question", "statement"})


@dataclass(frozen=True)
class Wished:
    """A wish about who shall come.

    Attributes:
        named: the providers it may be about.
        services: what it is for; None where that was not said.
        kept: services that are to stay as they are.
        rejected: providers that are not wanted.
        condition: what it hangs on, in the person's own words.
        words: the person's own words for services.
        others: further wishes in the same message, each for another provider and other services.
    """

    named: list[str] | None
    services: list[str] | None
    kept: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    condition: str | None = None
    words: Mapping[str, str] | None = None
    others: tuple[Mapping[str, Any], ...] = ()

    @property
    def slot(self) -> dict[str, Any] | None:
        """What the thread remembers of it; None where there is nothing."""
        told = {
            "kept": list(self.kept),
            "rejected": list(self.rejected),
            "condition": self.condition,
            "words": dict(self.words or {}),
        }
        return told if any(told.values()) else None


def wished(situation: Situation) -> Wished:
    """What the message at hand wishes; of its names alone where it has no frame."""
    named, services = situation.entities.get("provider"), situation.entities.get("service")
    frame = situation.choice
    if frame is None:
        # «Kan Hasselvind ta sprøyta?» and «jeg har Hasselvind» wish for nobody: that is asked.
        return Wished(None if situation.kind in TELLS_OR_ASKS else named, services)
    rejected = tuple(dict.fromkeys([*frame["reject"], *_excepted(situation)]))
    want = [each for each in frame["want"] if each["provider"] not in (None, "", *rejected)]
    providers = list(dict.fromkeys(each["provider"] for each in want))
    kept = [each["service"] for each in frame["keep"] if each["service"] not in (ALL, None)]
    words = {word: text for word, text in (frame.get("words") or {}).items()}
    if not providers:
        scope = [each["service"] for each in frame["want"] if each["service"] not in (ALL, None)]
        scope = scope or [each for each in services or [] if each not in kept]
        # Who is named and not wished for is only talked about, save where we asked for a name.
        only = _answered(situation, frame, set(named or []) - set(rejected))
        return Wished(only, scope or None, tuple(kept), rejected, frame["condition"], words)
    first, *others = providers
    scope = _of(want, first)
    taken = [service for other in others for service in _of(want, other)]
    every = [*scope, *taken]
    if others and (len(set(every)) < len(every) or not all(_of(want, each) for each in providers)):
        # Two names for the same help: which one is asked, not guessed.
        return Wished(providers, scope or None, tuple(kept), rejected, frame["condition"], words)
    further = tuple({"provider": each, "services": _of(want, each)} for each in others)
    stays = tuple(dict.fromkeys([*kept, *taken]))
    scope = [service for service in scope if service not in stays]
    return Wished([first], scope or None, stays, rejected, frame["condition"], words, further)


_ALL_BUT = re.compile(
    r"(?:annet|anna|andre|alle|alt)(?: annet| andre)? "
    r"(?:enn|unntatt|utenom|utanom|bortsett (?:fra|frå))\W*$",
    re.IGNORECASE,
)


def _excepted(situation: Situation) -> list[str]:
    """Whom a message leaves out: «alt annet enn Klokkebekk»."""
    said = (each for each in situation.mentions if each.kind == "provider")
    return [str(m.value) for m in said if _ALL_BUT.search(situation.text[: m.start])]


def in_so_many_words(situation: Situation) -> bool:
    """Whether somebody is wished for, and not only asked about or spoken of."""
    wanted = any(each["provider"] for each in (situation.choice or {}).get("want") or ())
    text = situation.text
    for clause in reversed(asking(text)):
        text = f"{text[: clause.start]} {text[clause.end :]}"
    return bool(_WISHES.search(text)) or (wanted and situation.kind not in TELLS_OR_ASKS)


def _answered(situation: Situation, frame: Mapping[str, Any], named: set[str]) -> list[str] | None:
    """The one name in an answer to «hvem vil du ha?»; it is read back before anything is done."""
    asked = situation.pending == "provider" and situation.kind not in TELLS_OR_ASKS
    return list(named) if asked and len(named) == 1 and not frame["negated"] else None


def _of(pairs: list[dict[str, Any]], provider: str) -> list[str]:
    """The services wished for from a provider; none where all, or not said which."""
    return [
        each["service"]
        for each in pairs
        if each["provider"] == provider and each["service"] not in (ALL, None)
    ]
