"""The acts of a message: learnt from long messages, given in the order in which they are served."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from assistant.nlu.entity import Found
from assistant.nlu.listening.clauses import Clause, Cutter, at_joints
from assistant.nlu.listening.frames.frame import SELF, STATEMENT, Frame
from assistant.nlu.listening.frames.frame_model import FrameModel
from assistant.nlu.listening.long_messages import BACKGROUND, LongMessage
from assistant.nlu.listening.ranking import Ranking
from assistant.nlu.listening.reader import Reader
from assistant.nlu.listening.scoring import Scored, Scores, scored
from assistant.nlu.listening.urgency import COURTESY, DANGER, GIVEN, tier

LONG = 20
"""Words: a message above this is read as several acts; below it the whole decides."""
FOLDS = 4
"""The ranking learns from readings of messages that the reader had not learnt from."""
SURE = 0.8
"""How sure a clause of a short message must be of another wish: better one answered than one made
up."""
LIKELY = 0.15
"""How likely an act of a long message must be to be served: one answer of three may be needless."""
NEARLY = 0.7
"""Urgency orders acts that are nearly as likely as the likeliest; a faint wish does not come before
a plain question."""
FEARED = 0.3
"""How likely danger must be to come first whatever else is likelier; as in config.yml."""
MOST = 5
"""So many acts are told of; three are served at once."""
SHORTEST = 2
"""Words: a shorter clause of a short message is no wish of its own."""


@dataclass(frozen=True)
class Act:
    """One thing that a message asks for, and where: `start` to `end` (exclusive) as written."""

    intent: str
    confidence: float
    start: int
    end: int

    def as_rasa(self) -> dict[str, Any]:
        """The act as the engine's answers carry it."""
        return {
            "intent": self.intent,
            "confidence": round(self.confidence, 4),
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True)
class Heard:
    """A message read as acts.

    Attributes:
        acts: in the order in which they are served.
        ranking: of the intents, which the acts decide where the message is long.
        frame: what it says of who shall come.
        speaker: who speaks; see `frames.speaking`.
        kind: whether it is a wish, a question or a statement.
    """

    acts: tuple[Act, ...]
    ranking: tuple[tuple[str, float], ...]
    frame: Frame | None = None
    speaker: str = SELF
    kind: str = STATEMENT


class ActModel:
    """Cuts, reads and ranks. The classifier's scores come from outside, at training and after."""

    def __init__(self, intents: Sequence[str], temperature: float) -> None:
        self.intents = list(intents)
        self.temperature = temperature
        self.cutter = Cutter()
        self.reader = Reader(intents)
        self.ranking = Ranking(intents)
        self.frames = FrameModel()

    def fit(
        self,
        messages: Sequence[LongMessage],
        found: Sequence[Sequence[Found]],
        scores: Scores,
    ) -> ActModel:
        """Learn from long messages; the frames are learnt by themselves (`frames.fit`).

        Args:
            messages: cut by hand.
            found: the names in each.
            scores: of a classifier that has not read these messages: what it gives to a message
                that it knows by heart says nothing of strangers.
        """
        self.cutter.fit([[clause.text for clause in each.clauses] for each in messages])
        by_hand = [
            scored(each.text, each.clauses, names, scores, self.temperature)
            for each, names in zip(messages, found, strict=True)
        ]
        cut = self._cut_apart(messages, found, scores)
        seen = [
            (
                [*self._see(hand), *self._see(own)],
                [*map(_asks, each.acts), *(_asks(_act_at(each, c)) for c in own.clauses)],
            )
            for each, hand, own in zip(messages, by_hand, cut, strict=True)
        ]
        likely: list[np.ndarray] = [np.empty(0)] * len(messages)
        for fold in range(FOLDS):
            reader = self._reader(seen[at] for at in range(len(seen)) if at % FOLDS != fold)
            for at in range(fold, len(messages), FOLDS):
                likely[at] = reader.likely(self._see(cut[at]))
        self.reader = self._reader(seen)
        self.ranking.fit(zip(cut, likely, strict=True), [each.main for each in messages])
        return self

    def _cut_apart(
        self,
        messages: Sequence[LongMessage],
        found: Sequence[Sequence[Found]],
        scores: Scores,
    ) -> list[Scored]:
        """The messages as cut by somebody who had not seen them cut."""
        cut: dict[int, Scored] = {}
        for fold in range(FOLDS):
            others = [each for at, each in enumerate(messages) if at % FOLDS != fold]
            cutter = Cutter().fit([[clause.text for clause in each.clauses] for each in others])
            for at in range(fold, len(messages), FOLDS):
                text = messages[at].text
                cut[at] = scored(text, cutter.cut(text), found[at], scores, self.temperature)
        return [cut[at] for at in range(len(messages))]

    def _reader(self, seen: Iterable[tuple[list[Any], list[bool]]]) -> Reader:
        every = list(seen)
        return Reader(self.intents).fit(
            [each for clauses, _ in every for each in clauses],
            [act for _, acts in every for act in acts],
        )

    def _see(self, message: Scored) -> list[Any]:
        return self.reader.see(message.clauses, message.single)

    def hear(
        self,
        text: str,
        found: Sequence[Found],
        scores: Scores,
        ranking: Sequence[tuple[str, float]],
    ) -> Heard | None:
        """The acts of a message; None where it has no words.

        Args:
            text: as written.
            found: the names in it.
            scores: the classifier.
            ranking: what the classifier makes of the whole message.
        """
        clauses = self.cutter.cut(text)
        if not clauses:
            return None
        long = len(text.split()) > LONG
        if not long:
            clauses = at_joints(text, clauses)
        message = scored(text, clauses, found, scores, self.temperature)
        likely = self.reader.likely(self._see(message))
        if long and len(clauses) > 1:
            acts, ranked = self._long(message, likely, ranking)
        else:
            acts, ranked = self._short(message, ranking), ranking
        read = self.frames.read(text, found)
        return Heard(tuple(acts), tuple(ranked), read.frame, read.speaker, read.kind)

    def _long(
        self, message: Scored, likely: np.ndarray, ranking: Sequence[tuple[str, float]]
    ) -> tuple[list[Act], Sequence[tuple[str, float]]]:
        ranked = self.ranking.rank(message, likely)
        # Danger is never held for less likely than the whole message makes it.
        whole = dict(ranking).get(DANGER, 0.0)
        ranked = [
            (name, max(chance, whole) if name == DANGER else chance, at)
            for name, chance, at in ranked
        ]
        acts = [
            Act(name, chance, message.clauses[at].start, message.clauses[at].end)
            for name, chance, at in ranked
            if chance >= LIKELY
        ]
        if not acts:
            name, chance, at = ranked[0]
            acts = [Act(name, chance, message.clauses[at].start, message.clauses[at].end)]
        acts = _in_order(acts[:MOST])
        first = acts[0].intent
        rest = [(name, chance) for name, chance, _ in ranked if name != first]
        return acts, ((first, acts[0].confidence), *rest)

    def _short(self, message: Scored, ranking: Sequence[tuple[str, float]]) -> list[Act]:
        """The whole decides what is first; what a clause surely says beside it is heard too."""
        first, confidence = ranking[0]
        whole = Act(first, confidence, message.clauses[0].start, message.clauses[-1].end)
        surely: dict[str, Act] = {}
        for clause, row in zip(message.clauses, message.single, strict=True):
            best = int(row.argmax())
            if row[best] >= SURE and clause.words >= SHORTEST:
                name = self.intents[best]
                surely.setdefault(name, Act(name, float(row[best]), clause.start, clause.end))
        # The first must be found in a clause as well: else the cut went through one thought.
        if first not in surely:
            return [whole]
        others = [act for name, act in surely.items() if name != first]
        others = [act for act in others if act.intent not in COURTESY | GIVEN]
        return [Act(first, confidence, surely[first].start, surely[first].end), *others][:MOST]

    def save(self, path: Path) -> None:
        """Write the trained model to a file of our own making."""
        joblib.dump(self, path)

    @staticmethod
    def load(path: Path) -> ActModel:
        """Read a model that `save` wrote. Raises OSError where there is none."""
        model = joblib.load(path)
        if not isinstance(model, ActModel):
            raise TypeError(f"{path} holds no model of acts")
        return model


def _in_order(acts: Sequence[Act]) -> list[Act]:
    """The most urgent first among the likely ones; of equals the likeliest."""
    best = max(act.confidence for act in acts)

    def place(act: Act) -> tuple[bool, int, float]:
        feared = act.intent == DANGER and act.confidence >= FEARED
        likely = feared or act.confidence >= NEARLY * best
        return not likely, tier(act.intent), -act.confidence

    return sorted(acts, key=place)


def _asks(act: str) -> bool:
    return act not in BACKGROUND


def _act_at(message: LongMessage, clause: Clause) -> str:
    """What the people who cut the message by hand call most of a clause."""
    shared = [min(c.end, clause.end) - max(c.start, clause.start) for c in message.clauses]
    return message.acts[int(np.argmax(shared))]
