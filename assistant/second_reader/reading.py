"""What a reader gives: `read(message, context) -> Reading`, the same for ours and any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Act:
    """One thing that a message asks for, and where: `start` to `end` (exclusive) as written."""

    intent: str
    start: int
    end: int
    confidence: float | None = None
    """How likely it is meant; None from a reader that tells nothing of it."""


@dataclass(frozen=True)
class Choice:
    """Who, what, not, if: the frame of the contract, with the catalogue's ids.

    Attributes:
        want: pairs of service («all» for all of it) and provider, either None where not said.
        keep: the same for what is to stay.
        reject: providers that are not wanted.
        condition: what it hangs on, in the person's own words.
        negated: whether something is denied.
    """

    want: tuple[Pair, ...] = ()
    keep: tuple[Pair, ...] = ()
    reject: tuple[str, ...] = ()
    condition: str | None = None
    negated: bool = False

    def as_data(self) -> dict[str, Any]:
        """The frame as the engine's answers carry it."""
        return {
            "want": [{"service": service, "provider": provider} for service, provider in self.want],
            "keep": [{"service": service, "provider": provider} for service, provider in self.keep],
            "reject": list(self.reject),
            "condition": self.condition,
            "negated": self.negated,
        }


@dataclass(frozen=True)
class Named:
    """A name of the catalogue, or a service, that our own finders found in a message."""

    kind: str
    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """The acts of a message, the first first, and what it says of who shall come.

    Attributes:
        named: what the embedded reader found in it; nobody else is asked for that.
        stands: why no other may read this message (`ours.stands`); the embedded reader tells it.
        doubted: whether the reader doubts its own reading.
    """

    acts: tuple[Act, ...] = ()
    choice: Choice | None = None
    named: tuple[Named, ...] = ()
    stands: str | None = None
    doubted: bool = False

    def as_data(self) -> dict[str, Any]:
        """The reading as it goes with a turn to the engine (`accepted`)."""
        return {
            "acts": [{"intent": a.intent, "start": a.start, "end": a.end} for a in self.acts],
            "choice": self.choice.as_data() if self.choice else None,
        }


@dataclass(frozen=True)
class ReadingContext:
    """What a reader may know beside the words.

    Attributes:
        municipality: kommunenummer, whose providers have names there.
        pending: the question that waits for an answer, by its name.
        named: what our own finders found in the message: of names another reader sees these alone.
        names: ways of saying names that our finders do not know from their files.
    """

    municipality: str
    pending: str | None = None
    named: Sequence[Named] = ()
    names: Sequence[dict[str, str]] = ()


class NoReading(Exception):
    """A reader gave nothing that can be used; the embedded reading stands.

    Args:
        why: `late`, `failed`, `nonsense`, `resting` or `not_sent`; never the person's words.
        detail: for whoever looks into it: a status, a class of error.
    """

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why = why
        self.detail = detail


class Reader(Protocol):
    """Whoever turns a message into acts."""

    def read(self, message: str, context: ReadingContext) -> Reading:
        """The acts of a message.

        Raises:
            NoReading: there is none that can be used.
        """
