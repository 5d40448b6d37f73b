"""Danger first: is this a message about danger to life or health, now?

Patterns in danger.yml alarm; excuses (the past, a supposition, «ikke», an idiom) take the alarm
back, and what is so now takes the excuse back. Missing a danger costs a life and a false alarm a
sentence, so where the two are equally likely it alarms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import spacy
import yaml
from spacy.matcher import Matcher
from spacy.tokens import Doc

from assistant.nlu.normalise import Normalised, Word, skeleton
from assistant.nlu.word_forms import FORMS

INTENT = "emergency"
GAP = "..."
LONGEST_GAP = 4
PREFIX = "*"
# Excuses about a thing («brannvarsler», «vondt i knærne») count only for what alarms for it.
EXCUSED_BY_TOPIC = {
    "about": frozenset({"fire", "chest", "urgent"}),
    "figure": frozenset(
        {"suicide", "chest", "stroke", "breathing", "violence", "unconscious", "urgent"}
    ),
    "nuisance": frozenset({"urgent", "fall", "fire"}),
    "applying": frozenset({"fall", "breathing"}),
}
# Life is no idiom or supposition that we dare to judge, save where another is said to take it.
EXCUSED_BY_FIGURE_ONLY = frozenset({"suicide"})
SENTENCE_ENDS = frozenset(".!?\n;")


@dataclass(frozen=True)
class Danger:
    """A danger that a message tells of: its kind, and whom to ring."""

    kind: str
    number: str
    start: int
    end: int


class DangerWatch:
    """Finds danger by the patterns of danger.yml. Made once; safe to use for every message."""

    def __init__(self, table: Path | None = None) -> None:
        read = yaml.safe_load((table or Path(__file__).with_name("danger.yml")).read_text("utf-8"))
        self._vocab = spacy.blank("nb").vocab
        self._numbers = {kind: str(entry["number"]) for kind, entry in read["kinds"].items()}
        self._alarms = self._matcher({k: e["patterns"] for k, e in read["kinds"].items()})
        self._excuses = self._matcher(read["excuses"])
        self._now = self._matcher({"now": read["now"]})

    def find(self, message: Normalised) -> Danger | None:
        """The first danger that the message tells of, or None."""
        return next(filter(None, map(self._danger_in, self._docs(message))), None)

    def is_near_miss(self, message: Normalised) -> bool:
        """Whether some of the message tells of the past, a supposition or the like, not of now."""
        return any(
            bool(self._excuses(doc)) and not self._now(doc) for _, doc in self._docs(message)
        )

    def _docs(self, message: Normalised) -> Iterable[tuple[list[Word], Doc]]:
        for words in _sentences(message):
            yield words, Doc(self._vocab, words=[skeleton(word.text) for word in words])

    def _danger_in(self, sentence: tuple[list[Word], Doc]) -> Danger | None:
        words, doc = sentence
        alarms = sorted(self._alarms(doc), key=lambda match: match[1])
        if not alarms:
            return None
        excuses = {self._name(match[0]) for match in self._excuses(doc)}
        is_now = bool(self._now(doc))
        for match, first, last in alarms:
            kind = self._name(match)
            if is_now or not self._excused(kind, excuses):
                span = (words[first].start, words[last - 1].end)
                return Danger(kind, self._numbers[kind], *span)
        return None

    @staticmethod
    def _excused(kind: str, excuses: set[str]) -> bool:
        if kind in EXCUSED_BY_FIGURE_ONLY:
            return "figure" in excuses
        return any(kind in EXCUSED_BY_TOPIC.get(name, {kind}) for name in excuses)

    def _name(self, match: int) -> str:
        return str(self._vocab.strings[match])

    def _matcher(self, kinds: dict[str, list[str]]) -> Matcher:
        matcher = Matcher(self._vocab)
        for kind, patterns in kinds.items():
            for pattern in patterns:
                matcher.add(kind, [_tokens(pattern)])
        return matcher


def overruled(
    ranking: list[tuple[str, float]], danger: bool, near_miss: Callable[[], bool], threshold: float
) -> list[tuple[str, float]]:
    """A ranking of intents after danger had its say.

    `emergency` comes first where the patterns found danger, or where the classifier alone gives
    it `threshold` and the message is no `near_miss` (asked only then); a near miss that the
    classifier took for danger goes last.
    """
    likelihood = dict(ranking).get(INTENT, 0.0)
    others = [(name, confidence) for name, confidence in ranking if name != INTENT]
    if danger:
        return [(INTENT, 1.0), *others]
    first = bool(ranking) and ranking[0][0] == INTENT
    if likelihood < threshold and not first:
        return ranking
    if near_miss():
        return [*others, (INTENT, likelihood)]
    return [(INTENT, likelihood), *others] if likelihood >= threshold else ranking


def _tokens(pattern: str) -> list[dict[str, object]]:
    """One line of danger.yml as a pattern of spaCy's Matcher."""
    tokens: list[dict[str, object]] = []
    for part in pattern.split():
        if part == GAP:
            tokens += [{"OP": "?"}] * LONGEST_GAP
            continue
        choices = part.split("|")
        whole = {_common(word) for word in choices if not word.endswith(PREFIX)}
        starts = [skeleton(word[: -len(PREFIX)]) for word in choices if word.endswith(PREFIX)]
        if starts:
            either = [*(f"{word}$" for word in sorted(whole)), *starts]
            tokens.append({"ORTH": {"REGEX": f"^(?:{'|'.join(either)})"}})
        else:
            tokens.append({"ORTH": {"IN": sorted(whole)}})
    return tokens


def _common(word: str) -> str:
    return skeleton(FORMS.get(word, word))


def _sentences(message: Normalised) -> Iterable[list[Word]]:
    """The words sentence by sentence, so that «i fjor» of one does not excuse the next."""
    sentence: list[Word] = []
    before = 0
    for word in message.words:
        between = message.original[before : word.start]
        if sentence and any(mark in SENTENCE_ENDS for mark in between) and len(between) < 8:
            yield sentence
            sentence = []
        sentence.append(word)
        before = word.end
    if sentence:
        yield sentence
