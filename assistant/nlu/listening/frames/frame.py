"""Who, what, not, if: what a message about choosing says of providers and kinds of help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from provider_catalog.names import MUNICIPAL

ALL = "all"
NONE, WANT, KEEP, REJECT = "none", "want", "keep", "reject"
WISH, QUESTION, STATEMENT = "wish", "question", "statement"
SELF = "self"


Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Frame:
    """What is said of who shall come.

    Attributes:
        want: pairs of service («all» for all of it) and provider, either None where not said.
        keep: the same for what is to stay.
        reject: providers that are not wanted.
        condition: what it hangs on, as written; None where nothing.
        negated: whether something is denied: «vil IKKJE bytte», «ikke Hasselvind».
        words: the person's own first word for each kind of help.
        speaker: who is speaking: self, relative, neighbour, helper, employee (of a provider) or
            guardian.
        kind: whether the message is a wish, a question or a statement.
    """

    want: tuple[Pair, ...] = ()
    keep: tuple[Pair, ...] = ()
    reject: tuple[str, ...] = ()
    condition: str | None = None
    negated: bool = False
    words: tuple[tuple[str, str], ...] = ()
    speaker: str = SELF
    kind: str = WISH

    def as_rasa(self) -> dict[str, Any]:
        """The frame as the engine's answers carry it."""
        return {
            "want": [{"service": service, "provider": provider} for service, provider in self.want],
            "keep": [{"service": service, "provider": provider} for service, provider in self.keep],
            "reject": list(self.reject),
            "condition": self.condition,
            "negated": self.negated,
            "words": dict(self.words),
            "speaker": self.speaker,
            "kind": self.kind,
        }


class Ids:
    """The catalogue's ids of the names that people who labelled frames wrote."""

    def __init__(self, names: dict[str, str]) -> None:
        self._ids = {name.split()[0].lower(): id_ for name, id_ in names.items()}

    def of(self, name: str | None) -> str | None:
        """The id of a name: known by its first word, «kommunen» is the municipality's own."""
        if name is None:
            return None
        first = name.split()[0].lower()
        return MUNICIPAL if first in ("kommunen", "municipality") else self._ids.get(first, first)


def true_frame(choice: dict[str, Any] | None, ids: Ids) -> Frame | None:
    """A labelled frame with the catalogue's ids; None where nothing is said of who shall come.

    Some who labelled called a message denied where only somebody beside the wish was, others did
    not: here it is denied wherever somebody is rejected. Some wrote «all» where no help was named,
    others nothing: `same_help` takes these for one another.
    """
    if choice is None:
        return None
    reject = tuple(sorted(str(ids.of(name)) for name in choice["reject"]))
    frame = Frame(
        want=tuple((each["service"], ids.of(each["provider"])) for each in choice["want"]),
        keep=tuple((each["service"], ids.of(each["provider"])) for each in choice["keep"]),
        reject=reject,
        condition=choice["condition"],
        negated=bool(choice["negated"]) or bool(reject),
    )
    said = frame.want or frame.keep or frame.reject or frame.condition or frame.negated
    return frame if said else None


def same_help(pairs: tuple[Pair, ...]) -> set[Pair]:
    """Pairs where all of the help, and help not named, are the same: both are asked about."""
    return {(None if service == ALL else service, provider) for service, provider in pairs}


def part(frame: Frame | None, name: str) -> str:
    """The part that a provider plays in a frame."""
    if frame is None:
        return NONE
    if name in {provider for _, provider in frame.want}:
        return WANT
    if name in {provider for _, provider in frame.keep}:
        return KEEP
    return REJECT if name in frame.reject else NONE
