"""Danger judged by a model that was trained for it: alarm, check or none.

It reads the whole message, each clause of it, and what patterns and excuses (patterns.yml) found
in each sentence; then its parts (run_on.py), each as if it were all. No pattern alarms and no
excuse takes an alarm back by itself: the model weighs them. It was trained by `training` and lies
beside this file as plain numbers.

Nothing but the standard library and PyYAML is imported: the app judges by the same numbers with the
same code in its own environment, for when the engine is down or hangs.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from assistant.nlu.commands import command
from assistant.nlu.danger.clauses import clauses
from assistant.nlu.danger.lately import told_as_lately
from assistant.nlu.danger.patterns import DangerWatch, Sign
from assistant.nlu.danger.run_on import beginnings_and_ends, middles
from assistant.nlu.danger.words import danger_words
from assistant.nlu.day import today
from assistant.nlu.views import DOMAIN
from assistant.nlu.wording.normalise import Normalised, normalise

Level = Literal["alarm", "check"]
FILE = Path(__file__).with_name("model.json.gz")
MEDICAL = "urgent"
"""The kind of danger where neither a pattern nor the model names another: 113."""
KINDS = ("fire", "violence", "suicide")
"""The kinds that the model tells apart, for each has a first word of its own."""
VIEWS = (*DOMAIN, danger_words)
LEAST = {"suicide": -1.5}
"""Said in understatement, and what is said then does no harm to who meant something else."""
PLAIN = 0.95
"""How likely it is where it is plainly said that somebody will take their life."""
OF_A_PART = (0.9, 0.75)
"""How likely it must be of a part of the message alone, to alarm and to ask: a part has lost what
stood around it («i fjor», «på film»), and there are many (docs/decisions/026)."""
WITH_A_SIGN = 0.8
"""How likely a part must be, at the beginning or the end, in which a pattern stands."""
OF_A_MIDDLE = (0.97, 0.85)
"""The same of what stands in between: it has lost more."""
LEAST_ALARM = 0.62
"""Below this it is asked and not alarmed, whatever the left-out authors' quantiles allow: of 360
dangers by three authors who were not learnt from 2.5 % lie between, of 810 vivid everyday messages
1.5 %, and of those there are a hundred for each danger (docs/decisions/026)."""
OF_THE_WHOLE = 0.4
"""How likely the whole must be for a part to alarm in which no pattern is found; else it is asked
about: «fyr og flamme er eg for ordninga», «eg ser berre skuggar, finst brevet på lyd»."""
LEVELS: tuple[Level | None, ...] = (None, "check", "alarm")
SIGNS = ("clean", "excused", "excuse", "now")


@dataclass(frozen=True)
class Judgement:
    """What a message tells of danger.

    Attributes:
        level: alarm, check (ask about it) or None.
        kind: of danger, as in patterns.yml.
        likelihood: how likely it is that whoever reads it carefully would alarm.
    """

    level: Level | None
    kind: str
    likelihood: float


def views(message: Normalised) -> list[Counter[str]]:
    """The features of a message or clause, a view each, with how often each is there."""
    return [Counter(view(message)) for view in VIEWS]


def signs(found: Iterable[Sign]) -> dict[str, float]:
    """What patterns and excuses found, as numbers."""
    seen = dict.fromkeys(SIGNS, 0.0)
    for sign in found:
        seen["clean"] = max(seen["clean"], float(bool(sign.kinds - sign.excused)))
        seen["excused"] = max(seen["excused"], float(bool(sign.excused)))
        seen["excuse"] = max(seen["excuse"], float(bool(sign.excuses)))
        seen["now"] = max(seen["now"], float(sign.now))
    return seen


def summary(
    whole: float, parts: Sequence[float], words: int, found: Mapping[str, float]
) -> list[float]:
    """What the last step weighs: both scores, the length, and the signs.

    Args:
        whole: the score of the whole message.
        parts: the score of each clause.
        words: how many words it has.
        found: see `signs`.
    """
    best = max(parts, default=whole)
    long = math.log1p(words)
    return [whole, best, max(whole, best), long, whole * long, *(found[name] for name in SIGNS)]


class DangerModel:
    """A trained model. Made once; safe to use for every message.

    Args:
        path: the file that `training` wrote.

    Raises:
        OSError: there is none.
    """

    def __init__(self, path: Path = FILE) -> None:
        read = json.loads(gzip.decompress(path.read_bytes()))
        self.fingerprint: str = read["fingerprint"]
        self._rarity: list[dict[str, float]] = read["rarity"]
        self._weights: list[dict[str, list[float]]] = read["weights"]
        self._bias: list[float] = read["bias"]
        self._last: list[float] = read["last"]
        self._last_bias: float = read["last_bias"]
        self.alarm: float = max(read["alarm"], LEAST_ALARM)
        self.check: float = read["check"]
        self._watch = DangerWatch()

    def judge(self, text: str) -> Judgement:
        """Judge a message as it was written or said; a date of today in it is «i dag»."""
        judged = self._judge(text)
        if judged.level is not None or (lately := told_as_lately(text, today())) is None:
            return judged
        return self._judge(lately)

    def _judge(self, text: str) -> Judgement:
        """The whole message, and parts of it alone: the gravest of these."""
        gravest = whole = self._weigh(text, self.alarm, self.check)
        if gravest.level == "alarm":
            return gravest
        for parts, (alarm, check) in (
            (beginnings_and_ends(text), OF_A_PART),
            (middles(text), OF_A_MIDDLE),
        ):
            for part in parts:
                judged = self._weigh(
                    part, max(self.alarm, alarm), max(self.check, check), part=True
                )
                if judged.level is not None:
                    judged = replace(judged, level=self._level_of(part, judged, whole))
                if LEVELS.index(judged.level) > LEVELS.index(gravest.level):
                    gravest = judged
        return gravest

    def _level_of(self, part: str, judged: Judgement, whole: Judgement) -> Level:
        """What a part leads to by itself: it alarms where the whole is likely too, or by a sign."""
        sign = signs(self._watch.signs(normalise(part)))["clean"] > 0
        if judged.level == "alarm":
            return "alarm" if sign or whole.likelihood >= OF_THE_WHOLE else "check"
        if judged.kind == "suicide":
            return "check"  # «… og vil dø hjemme»: understatement is asked about, as in `_weigh`.
        return "alarm" if sign and judged.likelihood >= WITH_A_SIGN else "check"

    def _weigh(self, text: str, alarm: float, check: float, *, part: bool = False) -> Judgement:
        message = normalise(text)
        scores = self._scores(message)
        cut = clauses(text)
        parts = [self._scores(normalise(part))[0] for part in cut] if len(cut) > 1 else [scores[0]]
        found = list(self._watch.signs(message))
        row = summary(scores[0], parts, len(message.words), signs(found))
        total = self._last_bias + sum(w * x for w, x in zip(self._last, row, strict=True))
        likelihood = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        level: Level | None = None
        kind, of_life = self._kind(scores[1:], found), _of_life(found)
        if likelihood >= check or (of_life and not part):
            level = "alarm" if likelihood >= alarm else "check"
        if level == "alarm" and command(message) is not None:
            level = "check"  # «Hjelp» alone is a command as well: it is answered, and asked about
        if kind == "suicide" and not of_life and likelihood < PLAIN:
            # Said in understatement it is asked about directly, with the same numbers.
            level = level and "check"
        return Judgement(level, kind, likelihood)

    def _kind(self, scores: Sequence[float], found: Sequence[Sign]) -> str:
        """The kind that the model is sure of, else that of the first pattern that alarms."""
        best = max(range(len(KINDS)), key=lambda at: scores[at])
        if scores[best] > LEAST.get(KINDS[best], 0.0):
            return KINDS[best]
        named = [sign.first for sign in found if sign.first is not None]
        return next((kind for kind in named if kind not in KINDS), MEDICAL)

    def _scores(self, message: Normalised) -> list[float]:
        """How dangerous the words are, and how much of each of KINDS."""
        total = list(self._bias)
        for counts, rarity, weights in zip(
            views(message), self._rarity, self._weights, strict=True
        ):
            norm = 0.0
            sums = [0.0] * len(total)
            for feature, times in counts.items():
                rare = rarity.get(feature)
                if rare is None:
                    continue
                value = (1.0 + math.log(times)) * rare
                norm += value * value
                for at, weight in enumerate(weights[feature]):
                    sums[at] += value * weight
            if norm:
                length = math.sqrt(norm)
                total = [t + s / length for t, s in zip(total, sums, strict=True)]
        return total


def _of_life(found: Iterable[Sign]) -> bool:
    """Whether words for taking one's life stand there, and nothing says that they are a figure.

    A pattern alone alarms of nothing else. These words are few, and to ask costs a sentence.
    """
    return any("suicide" in sign.kinds - sign.excused for sign in found)


def write(path: Path, **parts: Any) -> None:
    """Write a model; the same parts give the same bytes."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
