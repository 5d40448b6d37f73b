"""Danger first: is this a message about danger to life or health, now?

Patterns in danger.yml alarm; excuses (the past, a supposition, «ikke», an idiom) take the alarm
back, and what is so now takes the excuse back. Missing a danger costs a life and a false alarm a
sentence, so where the two are equally likely it alarms.
"""

from __future__ import annotations

from collections.abc import Iterable
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
CERTAIN = "!"
# Excuses about a thing («brannvarsler», «vondt i knærne») count only for what alarms for that thing.
EXCUSED_BY_TOPIC = {"about": frozenset({"fire", "chest", "urgent"})}
# Life is never an idiom or a supposition that we dare to judge.
NEVER_EXCUSED = frozenset({"suicide"})
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
        return self.judge(message)[0]

    def judge(self, message: Normalised) -> tuple[Danger | None, bool]:
        """The first danger, and whether any part of the message was excused as a near miss."""
        excused = False
        for words in _sentences(message):
            danger, sentence_excused = self._sentence(words)
            if danger:
                return danger, False
            excused = excused or sentence_excused
        return None, excused

    def _sentence(self, words: list[Word]) -> tuple[Danger | None, bool]:
        doc = Doc(self._vocab, words=[skeleton(word.text) for word in words])
        alarms = sorted(self._alarms(doc), key=lambda match: match[1])
        if not alarms:
            return None, bool(self._excuses(doc))
        excuses = {self._name(match[0]) for match in self._excuses(doc)}
        is_now = bool(self._now(doc))
        for match, first, last in alarms:
            kind = self._name(match)
            certain = kind.startswith(CERTAIN)
            kind = kind.lstrip(CERTAIN)
            if certain or is_now or not self._excused(kind, excuses):
                span = (words[first].start, words[last - 1].end)
                return Danger(kind, self._numbers[kind], *span), False
        return None, True

    @staticmethod
    def _excused(kind: str, excuses: set[str]) -> bool:
        if kind in NEVER_EXCUSED:
            return False
        return any(kind in EXCUSED_BY_TOPIC.get(name, {kind}) for name in excuses)

    def _name(self, match: int) -> str:
        return str(self._vocab.strings[match])

    def _matcher(self, kinds: dict[str, list[str]]) -> Matcher:
        matcher = Matcher(self._vocab)
        for kind, patterns in kinds.items():
            for pattern in patterns:
                certain = pattern.startswith(CERTAIN)
                name = CERTAIN + kind if certain else kind
                matcher.add(name, [_tokens(pattern.lstrip(CERTAIN))])
        return matcher


def overruled(
    ranking: list[tuple[str, float]], danger: bool, excused: bool, threshold: float
) -> list[tuple[str, float]]:
    """A ranking of intents after danger had its say.

    `emergency` comes first where the patterns found danger, or where the classifier alone gives
    it `threshold` and nothing in the message excuses it; an excused near miss goes last.
    """
    likelihood = dict(ranking).get(INTENT, 0.0)
    others = [(name, confidence) for name, confidence in ranking if name != INTENT]
    if danger or (likelihood >= threshold and not excused):
        return [(INTENT, 1.0 if danger else likelihood), *others]
    return [*others, (INTENT, likelihood)] if excused and others else ranking


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
