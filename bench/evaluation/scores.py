"""What an understanding is worth: how often right, how often wrong, and how sure when it was wrong.

Judged as bench/understanding/README.md says: an intent that the message also could have is no
error, and entities are judged only where the message names them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

KINDS = (
    *("provider", "service", "district", "municipality"),
    *("language", "option", "code", "birth_date"),
)
"""The kinds of entities that are judged; others that the model finds are let be."""
DANGER = "emergency"
BINS = 10
"""Of confidence, equally wide."""


@dataclass(frozen=True)
class Judged:
    """One message, what it means and how it was understood.

    Attributes:
        also: other intents that are right as well.
        named: its entities as (kind, value), or None where they are not judged.
        read: the likeliest intent, also when the model was in doubt.
        found: the entities that the model found, of the kinds that are judged.
    """

    text: str
    variety: str
    intent: str
    also: frozenset[str]
    misspelt: bool
    named: frozenset[tuple[str, str]] | None
    read: str
    confidence: float
    found: frozenset[tuple[str, str]]

    @property
    def right(self) -> bool:
        """Whether the reading is the intent, or one that would be right as well."""
        return self.read == self.intent or self.read in self.also

    @property
    def counted_as(self) -> str:
        """The reading as it is counted: one that is right as well counts as the intent."""
        return self.intent if self.right else self.read


@dataclass(frozen=True)
class Found:
    """How well one thing is found: right ones, ones too many, ones not found."""

    right: int = 0
    too_many: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right; 0 where nothing was found."""
        return _share(self.right, self.right + self.too_many)

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found; 0 where nothing is there."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.too_many + self.missed)


@dataclass(frozen=True)
class Bin:
    """The messages whose confidence lies in one span."""

    number: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Scores:
    """Everything that is reported of a set of judged messages.

    Attributes:
        threshold: the least confidence on which the dialogue acts; below it, it asks.
        danger_threshold: the least confidence on which it gives the alarm.
    """

    messages: Sequence[Judged]
    threshold: float
    danger_threshold: float

    def acted_on(self, each: Judged) -> bool:
        """Whether the dialogue answers a message, and does not ask what was meant."""
        least = self.danger_threshold if each.read == DANGER else self.threshold
        return each.confidence >= least

    @property
    def right(self) -> int:
        """Messages whose likeliest reading is right."""
        return sum(each.right for each in self.messages)

    @property
    def wrong(self) -> int:
        """Messages that are answered, and answered as something else than they are."""
        return sum(not each.right and self.acted_on(each) for each in self.messages)

    @property
    def not_understood(self) -> int:
        """Messages that are not answered, because every reading is too unlikely."""
        return sum(not self.acted_on(each) for each in self.messages)

    def of_variety(self, variety: str) -> "Scores":
        """The same figures of one variety's messages."""
        return Scores(
            [m for m in self.messages if m.variety == variety],
            self.threshold,
            self.danger_threshold,
        )

    @cached_property
    def intents(self) -> dict[str, Found]:
        """Each labelled intent, how well it is found, in order of first appearance."""
        meant = Counter(each.intent for each in self.messages)
        counted = Counter(each.counted_as for each in self.messages)
        right = Counter(each.intent for each in self.messages if each.right)
        return {
            name: Found(right[name], counted[name] - right[name], meant[name] - right[name])
            for name in meant
        }

    @property
    def macro_f1(self) -> float:
        """The mean of the intents' F1, each intent counting the same."""
        return sum(found.f1 for found in self.intents.values()) / len(self.intents)

    @property
    def danger(self) -> Found:
        """How well danger is found; an alarm is one that the dialogue acts on.

        Where an alarm is one of several right answers, it counts neither for nor against.
        """
        right = too_many = missed = 0
        for each in self.messages:
            alarm = each.read == DANGER and self.acted_on(each)
            right += alarm and each.intent == DANGER
            too_many += alarm and not each.right
            missed += each.intent == DANGER and not alarm
        return Found(right, too_many, missed)

    def entities(self, kind: str | None = None, *, misspelt: bool = False) -> Found:
        """How well entities are found, by kind and value; a value counts once a message.

        Args:
            kind: one of `KINDS`, or None for all together.
            misspelt: only messages in which a name is misspelt or misheard.
        """
        right = too_many = missed = 0
        for each in self.messages:
            if each.named is None or (misspelt and not each.misspelt):
                continue
            named, found = _of(kind, each.named), _of(kind, each.found)
            right += len(named & found)
            too_many += len(found - named)
            missed += len(named - found)
        return Found(right, too_many, missed)

    def confused(self, most: int) -> list[tuple[tuple[str, str], int]]:
        """The commonest (meant, read) pairs of wrong readings, with how often each came."""
        pairs = Counter((each.intent, each.read) for each in self.messages if not each.right)
        return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    @cached_property
    def bins(self) -> list[Bin]:
        """Confidence beside what became of it, from doubt to certainty; empty spans left out."""
        spans: dict[int, list[Judged]] = {}
        for each in self.messages:
            spans.setdefault(min(int(each.confidence * BINS), BINS - 1), []).append(each)
        return [
            Bin(
                len(members),
                sum(each.confidence for each in members) / len(members),
                sum(each.right for each in members) / len(members),
            )
            for _, members in sorted(spans.items())
        ]

    @property
    def calibration_error(self) -> float:
        """How far confidence lies from the share that is right, on average over the messages."""
        apart = sum(span.number * abs(span.confidence - span.right) for span in self.bins)
        return apart / len(self.messages)


def _of(kind: str | None, entities: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {each for each in entities if kind in (None, each[0])}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
