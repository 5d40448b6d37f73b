"""What the patterns of danger find in a message, and what speaks against them.

Patterns in patterns.yml name a danger; excuses (the past, a supposition, «ikke», an idiom) speak
against it, and what is so now speaks for it again. They are signs that the model weighs
(`model`): none of them decides alone.

Nothing but the standard library and PyYAML is imported: the app reads the same patterns with the
same code in its own environment, for when the engine is down or hangs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.nlu.wording.normalise import Normalised, Word, skeleton
from assistant.nlu.wording.word_forms import FORMS

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
class Sign:
    """What patterns and excuses found in one sentence.

    Attributes:
        first: the kind of the first pattern that matched, in the order of the words; None for none.
        kinds: of danger.
        excused: those of them that an excuse speaks for.
        excuses: the kinds of excuses.
        now: whether it is said to be so now.
    """

    first: str | None
    kinds: frozenset[str]
    excused: frozenset[str]
    excuses: frozenset[str]
    now: bool


class _Matcher:
    """Finds which of some patterns stand in a sentence, each as an expression over its words.

    A sentence is its words, each with a space before and after, so that a word is matched whole.
    """

    def __init__(self, kinds: dict[str, list[str]]) -> None:
        self._patterns = [
            (kind, re.compile(_expression(pattern)))
            for kind, patterns in kinds.items()
            for pattern in patterns
        ]

    def find(self, words: list[str]) -> Iterator[tuple[str, int, int]]:
        """The kind, first word and word after the last of the first match of each pattern."""
        sentence = "".join(f" {word} " for word in words)
        for kind, pattern in self._patterns:
            if found := pattern.search(sentence):
                before = sentence[: found.start()].count(" ") // 2
                yield kind, before, before + found.group().count(" ") // 2


class DangerWatch:
    """Finds danger by the patterns of patterns.yml. Made once; safe to use for every message."""

    def __init__(self, table: Path | None = None) -> None:
        read = yaml.safe_load(
            (table or Path(__file__).with_name("patterns.yml")).read_text("utf-8")
        )
        self._alarms = _Matcher({k: e["patterns"] for k, e in read["kinds"].items()})
        self._excuses = _Matcher(read["excuses"])
        self._now = _Matcher({"now": read["now"]})

    def signs(self, message: Normalised) -> Iterator[Sign]:
        """What is found in each sentence, for those who weigh it themselves."""
        for words in map(_skeletons, _sentences(message)):
            alarms = sorted(self._alarms.find(words), key=lambda match: match[1:])
            kinds = frozenset(kind for kind, _, _ in alarms)
            excuses = {kind for kind, _, _ in self._excuses.find(words)}
            excused = frozenset(kind for kind in kinds if self._excused(kind, excuses))
            now = any(self._now.find(words))
            first = alarms[0][0] if alarms else None
            yield Sign(first, kinds, excused, frozenset(excuses), now)

    @staticmethod
    def _excused(kind: str, excuses: set[str]) -> bool:
        if kind in EXCUSED_BY_FIGURE_ONLY:
            return "figure" in excuses
        return any(kind in EXCUSED_BY_TOPIC.get(name, {kind}) for name in excuses)


def overruled(
    ranking: list[tuple[str, float]], level: str | None, likelihood: float
) -> list[tuple[str, float]]:
    """A ranking of intents after danger had its say.

    `emergency` comes first where the model alarms, and last where it does not: the classifier of
    intents knows danger less well, and does not alarm by itself.

    Args:
        ranking: as the classifier gave it, likeliest first.
        level: alarm, check or None (see `model`).
        likelihood: of danger.
    """
    others = [(name, confidence) for name, confidence in ranking if name != INTENT]
    if level == "alarm":
        return [(INTENT, likelihood), *others]
    return [*others, (INTENT, min(likelihood, others[-1][1]))] if others else ranking


def _expression(pattern: str) -> str:
    """One line of patterns.yml as an expression over words, each with a space on both sides."""
    expression = ""
    for part in pattern.split():
        if part == GAP:
            expression += rf"(?: \S+ ){{0,{LONGEST_GAP}}}?"
            continue
        choices = part.split("|")
        whole = [re.escape(_common(word)) for word in choices if not word.endswith(PREFIX)]
        starts = [
            re.escape(skeleton(word[: -len(PREFIX)])) + r"\S*"
            for word in choices
            if word.endswith(PREFIX)
        ]
        expression += f" (?:{'|'.join([*whole, *starts])}) "
    return expression


def _skeletons(sentence: list[Word]) -> list[str]:
    return [skeleton(word.text) for word in sentence]


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
