"""What the gate looks at and what it says: an answer, and the verdict on it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class Answered(str, enum.Enum):
    """What an answer comes to."""

    YES = "yes"
    NO = "no"
    CHANGED = "changed"
    """Something else than what was read back: another provider, service, person or number."""
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Mention:
    """A name that was found in a message: of what kind, which, and where in the text it stands."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """A message as the gate looks at it.

    Args:
        text: what the person wrote, said or keyed, without our own words.
        question: the question that waits.
        asked: what we said last, as the person got it: what an answer may repeat, or echo.
        read_back: the ids of what was read back; a name of something else changes the answer.
        services: the ids of the services that it is about.
        mentions: providers and services named in the text.
        names: of those who may answer, to know a signature by.
        acts_for: whether whoever answers acts for another, who is then the one it concerns.
        given: `text`, `speech` or `dtmf`.
        confidence: the recogniser's, 0 to 1; None where it told none.
        quotes_us: whether our own words stood in the message.
        repeated: whether the same text came just before, to another question.
        early: whether it was written before the question was put.
        unasked: whether something else was said after it.
        denied: whether the classifier is sure that it is a no.
    """

    text: str
    question: str
    asked: str = ""
    read_back: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()
    names: tuple[str, ...] = ()
    acts_for: bool = False
    given: str = "text"
    confidence: float | None = None
    quotes_us: bool = False
    repeated: bool = False
    early: bool = False
    unasked: bool = False
    denied: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the gate says, and why.

    Args:
        answered: yes, no, changed or unclear.
        why: the reason, in one word, for the log and the evaluation.
        instead: the ids of what was named in place of what was read back.
        signer: the name of whoever answers, where it is somebody else than expected.
    """

    answered: Answered
    why: str
    instead: tuple[str, ...] = field(default=())
    signer: str | None = None


def unclear(why: str) -> Verdict:
    """Neither yes nor no.

    Args:
        why: the reason, in one word.
    """
    return Verdict(Answered.UNCLEAR, why)
