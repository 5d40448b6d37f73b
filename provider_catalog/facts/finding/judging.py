"""The judgement of its own: does this entry answer this question?

What was found nearest may still speak of something else. So what speaks for an entry is weighed by
a logistic regression (scikit-learn), whose weights are fitted on strangers' questions with what
answers each: `python -m bench.facts_judge` prints them, and how right they are on an author whom
they were not fitted on (docs/decisions/027-answers-from-facts.md).
"""

from dataclasses import dataclass
from math import exp

OFFSET = -6.56
WEIGHTS = {
    "part": -0.42,
    "whole": 2.74,
    "learned": 0.39,
    "ahead": 0.0,
    "behind": 0.17,
    "spoken_of": 3.12,
    "kind": 0.29,
    "long": 1.44,
    "heard": 1.45,
    "topic": 0.09,
}
MORE = 6.0
"""What the place or the talk before counts, for a tenth of likeness six tenths."""

SURE = 0.45
"""From here on an entry is said to answer."""
SURER = 0.6
"""The same where the message was understood as something that is no question to the facts."""
SUREST = 0.75
"""The same where the dialogue has an answer that is made for such a question."""
NEAR = 0.25
"""From here on it may be told as what is known nearest, and is said to be no more than that."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for an entry.

    Attributes:
        part: its likeness to the part of the message that asks, 0 to 1.
        whole: its likeness to the whole, 0 to 1.
        learned: how far it stands out for the whole by all its questions, in deviations.
        lead: how far before the next one that gives another answer (below 0: how far behind).
        spoken_of: how much of what is asked it speaks of, 0 to 1.
        kind: whether it gives the kind of answer that is wanted; None where none is told.
        long: whether the message tells a story as well.
        heard: how surely the message was understood as the dialogue's question that it is about.
        topic: whether it is a rule of the municipality, and no statement.
    """

    part: float
    whole: float
    learned: float
    lead: float
    spoken_of: float
    kind: bool | None
    long: bool
    heard: float
    topic: bool

    def numbers(self) -> dict[str, float]:
        """Each by its name, as what is weighed."""
        return {
            "part": self.part,
            "whole": self.whole,
            "learned": self.learned,
            "ahead": max(self.lead, 0.0),
            "behind": min(self.lead, 0.0),
            "spoken_of": self.spoken_of,
            "kind": {True: 1.0, False: -1.0, None: 0.0}[self.kind],
            "long": float(self.long),
            "heard": self.heard,
            "topic": float(self.topic),
        }


def sure(evidence: Evidence, more: float = 0.0) -> float:
    """How sure it is that an entry answers what was asked, 0 to 1.

    Args:
        evidence: what speaks for it.
        more: what the place or the talk before adds, as likeness to the whole would.
    """
    numbers = evidence.numbers()
    weighed = OFFSET + MORE * more + sum(WEIGHTS[name] * numbers[name] for name in WEIGHTS)
    return 1 / (1 + exp(-weighed))
