"""The judgement of its own: does this entry answer this question?

Likeness tells which entry is nearest; the nearest may still speak of something else. Four things
are weighed: how like its likeliest question is, to the whole message and to the part that asks;
how far it lies before the next one; how much of what is asked it speaks of at all (a thing that is
named and that it says nothing of counts against it); and whether it gives the kind of answer that
is wanted (when, how many, who, may I, what if, why).

The weights are those of a logistic regression (scikit-learn) on 176 questions that a stranger
wrote, with what answers each: see docs/decisions/027-answers-from-facts.md.
"""

from dataclasses import dataclass
from math import exp

PART, WHOLE, LEAD, SPOKEN, KIND, LONG, NOTHING = 0.4, 2.0, 2.5, 3.6, 0.9, 0.5, -2.1
MOST_LEAD = 0.3
"""Further ahead is no surer."""

SURE = 0.75
"""From here on an entry is said to answer."""
SURER = 0.85
"""The same where the message was understood as something that is no question to the facts."""
NEAR = 0.5
"""From here on it may be told as what is known nearest, and is said to be no more than that."""

ALIKE, AHEAD, MOST_OF_IT = 0.5, 0.12, 0.8
"""How like, how far ahead, or how much spoken of, for an entry to be more than the least unlike:
of 230 strangers' messages 15 were answered by an entry that was neither, 3 of them honestly."""
LEAST_ALIKE = 0.28
"""Below this likeness, the whole and the part together, an entry is no answer: of 62 answers that
judges read, the five below it were all about something else, and none that was right lay there."""
SPEAKS_OF_IT = 0.5
"""What is told as known nearest speaks of this much of what is asked."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for an entry.

    Attributes:
        part: its likeness to the part of the message that asks.
        whole: its likeness to the whole.
        lead: how far before the next one.
        spoken_of: how much of what is asked it speaks of, 0 to 1.
        kind: whether it gives the kind of answer that is wanted; None where none is told.
        long: whether the message tells a story as well.
    """

    part: float
    whole: float
    lead: float
    spoken_of: float
    kind: bool | None
    long: bool


def sure(evidence: Evidence) -> float:
    """How sure it is that an entry answers what was asked, 0 to 1."""
    kind = {True: 1, False: -1, None: 0}[evidence.kind]
    weighed = (
        NOTHING
        + PART * evidence.part
        + WHOLE * evidence.whole
        + LEAD * min(max(evidence.lead, 0.0), MOST_LEAD)
        + SPOKEN * evidence.spoken_of
        + KIND * kind
        + LONG * evidence.long
    )
    return 1 / (1 + exp(-weighed))


def is_faint(evidence: Evidence) -> bool:
    """Whether an entry shares a word or two with the question, as others do, and no more."""
    unlike = evidence.part < ALIKE and evidence.lead < AHEAD
    return unlike and evidence.spoken_of < MOST_OF_IT


def is_unlike(evidence: Evidence) -> bool:
    """Whether an entry is so unlike what was asked that it is told of to nobody."""
    return (evidence.part + evidence.whole) / 2 < LEAST_ALIKE


def is_near(evidence: Evidence) -> bool:
    """Whether an entry is about the same thing, though it does not answer."""
    return not is_faint(evidence) and evidence.spoken_of >= SPEAKS_OF_IT
