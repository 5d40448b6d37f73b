"""Which of the granted services a wish is about, as it was said, and how it is told back.

Nothing is read back that the person cannot check. A text message names no help (promise 5): there
the person's own words tell it, and where there are none they are asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from assistant.actions.choosing.wishes.wished import wished
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import CHOICE_STEPS, FORGOTTEN, PROOF_STEPS

_NOT = re.compile(
    r"\b(?:ikke|ikkje|ikkj|itte|itj|ikkje|unntatt|unnateke|utenom|utanom|uten|utan|men ikke"
    r"|(?:annet|anna|andre) enn|bortsett (?:fra|frå))"
    r"\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
"""What stands before the help that is not meant."""
_EVERYTHING = re.compile(
    r"\b(?:alt|all hjelp\w*|alt sammen|altsammen|begge\w*|hele|heile|alle)\b", re.IGNORECASE
)


_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = 5
"""Letters: so long a beginning is known inside a word too («hjertemedisin»)."""
_FRAMES = Path(__file__).parents[3] / "nlu/listening/frames/words/choice.yml"
"""The same words by which the frame knows kinds of help."""
_BEGINNINGS = [
    (begun, service)
    for service, words in yaml.safe_load(_FRAMES.read_text("utf-8"))["services"].items()
    for begun in words.split()
]


_NAME = re.compile(
    r"(?:hjemme|heime|heim)?(?:syke|sjuke)(?:plei|søst)\w*|plei(?:e|a|en)"
    r"|medisin\w*|(?:morgen|kvelds?|sår)?stell\w*|dusj\w*"
    r"|\w*vask(?:en|a|ing|inga|ingen|inja|hjelp\w*)?"
    r"|rengjør\w*|reingjer\w*|renhold\w*|reinhald\w*|(?:hjemme|heime|heim|hus)hjelp\w*"
    r"|hus(?:arbeid|stell)\w*|praktisk\w*|handling\w*|bpa\w*|assistanse\w*"
)
"""Words that name a kind of help, and are no need or person in it."""


@dataclass(frozen=True)
class Scope:
    """What a message says of which help it is about.

    Attributes:
        services: what it is for; empty where that is not said.
        kept: what is to stay as it is.
        words: the person's own words for each.
        everything: whether all of the help is meant.
    """

    services: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    everything: bool = False

    @property
    def is_said(self) -> bool:
        """Whether the message tells which help it is about."""
        return bool(self.services or self.kept or self.everything)


def scope(situation: Situation) -> Scope:
    """What the message at hand says of which help it is about."""
    meant, words = wished(situation), dict[str, str]()
    words |= dict(meant.words or {})
    kept, named = list(meant.kept), list[str]()
    for each in situation.mentions:
        if each.kind != "service":
            continue
        start, end = _whole_word(situation.text, each.start, each.end)
        words.setdefault(each.value, situation.text[start:end])
        (kept if _NOT.search(situation.text[:start]) else named).append(each.value)
    for service, word in _help_words(situation):
        words.setdefault(service, word)
    for service, word in words.items():
        at = situation.text.lower().find(word.lower())
        if at >= 0 and _NOT.search(situation.text[:at]):
            kept.append(service)
    named += [each for each in meant.services or () if each not in named]
    # A word for a help tells of it also where no more was understood than that it was named.
    named += [each for each in words if each not in (*named, *kept)]
    kept = [each for each in dict.fromkeys(kept) if each != "all"]
    services = tuple(each for each in dict.fromkeys(named) if each not in kept)
    return Scope(services, tuple(kept), words, bool(_EVERYTHING.search(situation.text)))


def picked(said: Scope, among: list[str]) -> list[str]:
    """The services that are meant among those that a question was about."""
    if said.services:
        return [each for each in among if each in said.services]
    if said.kept:
        return [each for each in among if each not in said.kept]
    return list(among) if said.everything else []


def heeded(situation: Situation, said: Scope) -> Situation:
    """The situation that remembers the person's words for the help, for the read-back."""
    before = situation.slots.get("wished") or {}
    told = {
        "kept": list(dict.fromkeys([*before.get("kept", ()), *said.kept])),
        "rejected": list(before.get("rejected", ())),
        "condition": before.get("condition"),
        "words": {**before.get("words", {}), **said.words},
    }
    return replace(situation, slots={**situation.slots, "wished": told})


def ask_in_own_words(situation: Situation, services: list[str], provider: str | None) -> Reply:
    """Ask which help it is, in the person's own words; the second time a call is offered."""
    told = situation.slots.get("wished") or {}
    if told.get("asked"):
        number = {"phone": situation.municipality.phone}
        return Reply().set(**FORGOTTEN).say("choice.some_by_phone", number=number)
    reply = Reply().ask("service", "choice.in_own_words", expect="free")
    return reply.set(services=services, provider=provider, wished={**told, "asked": True})


def kinds_of_help(situation: Situation) -> set[str]:
    """The kinds of help that a message speaks of, in the words that people have for them."""
    return {service for service, _ in _words_for_help(situation)}


def names_help(word: str) -> bool:
    """Whether a word, in small letters, is one that people have for a kind of help."""
    return _service_of(word) is not None


def helps_in_order(situation: Situation) -> list[str]:
    """The kind of help of each word for one, in the order in which they stand."""
    return [service for service, _ in _words_for_help(situation)]


def names_only_help(situation: Situation) -> bool:
    """Whether every word for help names it: «natt», «mat» and «søster» tell of more than that.

    A word that she has used for it before in this choice is a name too.
    """
    used = {str(each).lower() for each in _words_before(situation).values()}
    words = [word.lower() for _, word in _words_for_help(situation)]
    return all(word in used or _NAME.fullmatch(word) is not None for word in words)


def _words_before(situation: Situation) -> Mapping[str, str]:
    return (situation.slots.get("wished") or {}).get("words") or {}


def _help_words(situation: Situation) -> list[tuple[str, str]]:
    """The same where they count: where it is asked, or read back, which help is meant."""
    if situation.pending not in CHOICE_STEPS | PROOF_STEPS:
        return []
    return _words_for_help(situation)


def _words_for_help(situation: Situation) -> list[tuple[str, str]]:
    """Words that tell of a kind of help, in order; never inside a provider's name."""
    taken = [(each.start, each.end) for each in situation.mentions if each.kind == "provider"]
    found = []
    for match in _WORD.finditer(situation.text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        service = _service_of(match.group().lower())
        if service is not None:
            found.append((service, match.group()))
    return found


def _service_of(word: str) -> str | None:
    best, meant = "", None
    for begun, service in _BEGINNINGS:
        known = word.startswith(begun) or (len(begun) >= _INSIDE and begun in word)
        if known and len(begun) > len(best):
            best, meant = begun, service
    return meant


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end
