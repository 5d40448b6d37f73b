"""Cutting a message into clauses, also speech that a recogniser wrote down without signs.

Every gap between two words is judged by a small linear model trained on messages that people cut
by hand: by the signs there, the words before and after, and how long the clause has become.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu.wording.normalise import skeleton

LIKELY = 0.2
"""How likely a gap must be a border. Below a half: a clause too many is read better than one too
few, for what two clauses say together is read as well."""
MOST_WORDS = 400
"""Words beyond these are one clause: no real message needs more."""
ENDS = frozenset(".!?;:…")
# What a word may do in a sentence, in the spellings of many dialects, as skeletons: a border in
# speech without signs is heard by them («… vondt i foten | jeg vil …»).
_KINDS = {
    "I": "jeg eg æ e je ej vi me mi mæ",
    "they": "han hun ho hu a det de di dem dei dæm d den du dere dokker dykk man en ein",
    "whose": "min mi mitt mine sin si mor mora moren far faren mamma pappa mannen kona kjerringa",
    "and": "og å men eller for fordi så",
    "if": "hvis viss om dersom når da at som selv sjøl hvor",
    "asks": "hva ka kva hvem kem kven hvordan korsn koss korleis hvor kor hvorfor koffer "
    "når hvilke",
    "will": "vil ville skal ska kan kunne må bør får ønsker ynskjer trenger treng lurer lure",
    "is": "er e var va har ha hadde hadd blir blei bli ble vart gikk går kommer kom kjem sa sier "
    "sei",
    "well": "ja nei jo hei hallo altså nå no vel takk unnskyld eh øh hm skjønner forresten ellers",
    "not": "ikke ikkje itj itte ikkj aldri ingen ingenting",
}
_KIND = {skeleton(word): kind for kind, words in _KINDS.items() for word in words.split()}

# Each alternative is a fixed word between blanks or a sign, so the pattern reads any text once.
JOINT = re.compile(
    r"[.?!;\n]+ ?|,? (?:og så|og|men|samt|dessuten|forresten|i tillegg) (?=\w)", re.IGNORECASE
)
REASONS = frozenset("hvis viss dersom om fordi når da siden sidan for så slik sånn".split())

Gap = dict[str, float]


@dataclass(frozen=True)
class Clause:
    """A part of a message that says one thing, from `start` to `end` (exclusive) as written."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


class Cutter:
    """Finds the borders of clauses; learnt from messages cut by hand."""

    def __init__(self) -> None:
        self._seen = DictVectorizer()
        self._border = LogisticRegression(C=2.0, max_iter=300, solver="liblinear")

    def fit(self, messages: Iterable[Sequence[str]]) -> Cutter:
        """Learn from messages given as their clauses, in order."""
        gaps: list[Gap] = []
        borders: list[bool] = []
        for clauses in messages:
            text = " ".join(clauses)
            starts, at = set[int](), 0
            for clause in clauses:
                starts.add(at)
                at += len(clause) + 1
            words = _words(text)
            gaps += _gaps(text, words)
            borders += [start in starts for start, _ in words[1:]]
        self._border.fit(self._seen.fit_transform(gaps), borders)
        return self

    def cut(self, text: str) -> list[Clause]:
        """The clauses of a message, in order; none of a text without words."""
        words = _words(text)
        if not words:
            return []
        borders = [0]
        if len(words) > 1:
            likely = self._border.predict_proba(self._seen.transform(_gaps(text, words)))[:, 1]
            borders += [at + 1 for at, chance in enumerate(likely) if chance >= LIKELY]
        return [
            Clause(text[words[first][0] : words[last - 1][1]], words[first][0], words[last - 1][1])
            for first, last in zip(borders, [*borders[1:], len(words)], strict=True)
        ]


def at_joints(text: str, clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses of a short message, cut at conjunctions too: «hva koster det, og når begynner de?».

    Not before a reason: «hvis jeg ikke er fornøyd, hvem klager jeg til» is one wish.
    """
    cut: list[Clause] = []
    for clause in clauses:
        start = clause.start
        for joint in JOINT.finditer(text, clause.start, clause.end):
            after = text[joint.end() :].split(" ", 1)[0].lower()
            if joint.start() > start and after not in REASONS:
                cut.append(Clause(text[start : joint.start()], start, joint.start()))
                start = joint.end()
        cut.append(Clause(text[start : clause.end], start, clause.end))
    return [clause for clause in cut if clause.text.strip()]


def _words(text: str) -> list[tuple[int, int]]:
    words = [match.span() for match in re.finditer(r"\S+", text)]
    if len(words) <= MOST_WORDS:
        return words
    return [*words[: MOST_WORDS - 1], (words[MOST_WORDS - 1][0], words[-1][1])]


def _gaps(text: str, words: Sequence[tuple[int, int]]) -> list[Gap]:
    """What there is to see at each gap between two words."""
    said = [skeleton(re.sub(r"\W", "", text[a:b].lower())) or text[a:b] for a, b in words]
    signs = sum(text.count(sign) for sign in ".,!?")
    unsigned = signs * 20 < len(words)
    seen: list[Gap] = []
    since = 0
    for at in range(len(words) - 1):
        since += 1
        sign = text[words[at][1] - 1]
        sign = sign if not sign.isalnum() else ""
        kinds = [_KIND.get(each, "-") for each in ["<", "<", *said, ">", ">", ">"][at : at + 7]]
        newline = "\n" in text[words[at][1] : words[at + 1][0]]
        capital = text[words[at + 1][0]].isupper()
        here = {"a": said[at], "b": said[at + 1]}
        here["bb"] = " ".join(said[at + 1 : at + 3])
        here["aa"] = " ".join(said[max(0, at - 1) : at + 1])
        here["bbb"] = " ".join(said[at + 1 : at + 4])
        gap: Gap = {f"{name}={value}": 1.0 for name, value in here.items()}
        gap[f"ab={here['a']} {here['b']}"] = 1.0
        if at + 2 < len(said):
            gap[f"c={said[at + 2]}"] = 1.0
        for name, first, last in (
            ("k1", 2, 4), ("k2", 2, 5), ("k3", 3, 5), ("k4", 3, 6), ("k5", 1, 4), ("k6", 1, 3),
        ):  # fmt: skip
            gap[f"{name}={unsigned} {' '.join(kinds[first:last])}"] = 1.0
        gap[f"b={here['b']} {kinds[4]}"] = 1.0
        gap[f"sign={sign}"] = 1.0
        gap[f"sign={sign} b={here['b']}"] = 1.0
        gap[f"ends={sign in ENDS and bool(sign)} capital={capital}"] = 1.0
        gap[f"unsigned={unsigned}"] = 1.0
        gap[f"unsigned={unsigned} b={here['b']}"] = 1.0
        gap["newline"] = float(newline)
        gap["since"] = min(since, 20) / 20
        gap[f"short={min(since, 3)}"] = 1.0
        gap["left"] = min(len(words) - at, 20) / 20
        seen.append(gap)
        if sign in ENDS and sign:
            since = 0
    return seen
