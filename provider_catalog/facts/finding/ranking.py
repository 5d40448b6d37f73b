"""Ranking: which entries' questions a message is most like, and how much of it they speak of.

scikit-learn's TF-IDF weighs each feature by how rare it is, so that «brukervalg», which stands in
every other question, decides little and «Vestre Aker» much. Likeness is the cosine with the one
question that is nearest; what tells an entry's questions from all others is learnt besides
(`learned`), since a stranger's words are seldom near to one question and often to many.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from provider_catalog.facts.finding.language import Language
from provider_catalog.facts.finding.learned import Learned, by_entry

WORDS, LETTERS = 0.72, 0.28
"""How much the words count, and how much the letters that save a misspelt one."""
UNSAID = 0.4
"""How much of the likeness is lost where nothing of what was written stands in the question."""
LOOKED_AT = 40
"""So many of the likeliest questions are looked at word by word."""
LEARNED_AT = 12
"""So many entries are looked at for what was learnt, however unlike their questions."""
DOUBT = 2.5
"""The weight of one common word, by which what a message says is held to be too little."""
ALIKE = 80.0
"""Of 100: how alike two words must be spelt to be taken for one (`rapidfuzz.fuzz.ratio`)."""


@dataclass(frozen=True)
class Ranked:
    """An entry beside a message.

    Attributes:
        score: how like the message its likeliest question is, 0 to 1.
        learned: how far it stands out by all its questions, in deviations from the mean entry.
    """

    entry: str
    score: float
    learned: float = 0.0


@dataclass(frozen=True)
class _Spoken:
    """Words that say something, and what they mean."""

    stems: tuple[str, ...]
    concepts: frozenset[str]


class Ranking:
    """Entries by how like a message their questions are.

    Args:
        language: reads the questions.
        asked: entry and question, an entry with as many as it has.
        told: by entry, the words that it answers with.
        learns: whether what tells the entries apart is learnt, which takes seconds once.
    """

    def __init__(
        self,
        language: Language,
        asked: Iterable[tuple[str, str]],
        told: Mapping[str, str] | None = None,
        *,
        learns: bool = False,
    ) -> None:
        # A third of the start of every command, and most commands rank nothing.
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

        self._language = language
        rows = list(asked)
        self._entries = [entry for entry, _ in rows]
        texts = [question for _, question in rows]
        contents = [language.content(question) for question in texts]
        self._contents = [self._spoken(content) for content in contents]
        words: dict[str, list[str]] = {}
        self._kinds: dict[str, set[str | None]] = {}
        for (entry, question), content in zip(rows, contents, strict=True):
            words.setdefault(entry, []).extend(content)
            kind = language.kind(language.words(question))
            self._kinds.setdefault(entry, set()).add(kind)
        for entry, said in (told or {}).items():
            words[entry] += language.content(said)
        self._vocabulary = {entry: self._spoken(stems) for entry, stems in words.items()}
        self._words = TfidfVectorizer(analyzer=language.features, sublinear_tf=True)
        self._letters = TfidfVectorizer(analyzer=language.letters, sublinear_tf=True)
        by_words = self._words.fit_transform(texts)
        by_letters = self._letters.fit_transform(texts)
        weights = self._words.idf_
        self._weight = {
            name.removeprefix("w:"): float(weights[at])
            for name, at in self._words.vocabulary_.items()
            if name.startswith("w:")
        }
        self._rarest = float(weights.max())
        self._learned: Learned | None = None
        if learns:
            self._learned = by_entry(by_words, by_letters, self._entries)
        # By feature: a message has few of them, and the questions are many.
        self._by_words, self._by_letters = by_words.T.tocsr(), by_letters.T.tocsr()

    def rank(self, text: str) -> list[Ranked]:
        """The entries that have anything in common with a text, likeliest first."""
        words, letters = self._words.transform([text]), self._letters.transform([text])
        alike = WORDS * (words @ self._by_words) + LETTERS * (letters @ self._by_letters)
        likeness = alike.toarray().ravel()
        said = self._language.content(text)
        best: dict[str, float] = {}
        alike_at = np.argpartition(-likeness, min(LOOKED_AT, len(likeness) - 1))[:LOOKED_AT]
        for at in alike_at[np.argsort(-likeness[alike_at], kind="stable")]:
            if likeness[at] <= 0:
                break
            entry = self._entries[at]
            score = float(likeness[at]) * (1 - UNSAID * self._unsaid(said, self._contents[at]))
            best[entry] = max(score, best.get(entry, 0.0))
        learned: Mapping[str, float] = {}
        if self._learned is not None and (words.nnz or letters.nnz):
            learned = self._learned.stand_out(words, letters)
            ahead = sorted(learned, key=lambda entry: -learned[entry])[:LEARNED_AT]
            best = {entry: 0.0 for entry in ahead} | best
        ranked = [Ranked(entry, score, learned.get(entry, 0.0)) for entry, score in best.items()]
        return sorted(ranked, key=lambda each: -each.score)

    def spoken_of(self, text: str, entry: str) -> float:
        """How much of what a text asks an entry speaks of, in any question or answer, 0 to 1.

        Of a text that says little, little can be spoken of: «mange firma der?» fits anything.
        """
        said = self._language.content(text)
        whole = sum(self._weight.get(stem, self._rarest) for stem in said)
        spoken = whole * (1 - self._unsaid(said, self._vocabulary[entry]))
        return spoken / (whole + DOUBT)

    def gives_kind(self, text: str, entry: str) -> bool | None:
        """Whether an entry gives the kind of answer that is wanted; None where no kind is told."""
        wanted = self._language.kind(self._language.words(text))
        return None if wanted is None else wanted in self._kinds[entry]

    def knows(self, word: str) -> bool:
        """Whether a word stands in any question, or means something, so that it is no name."""
        [*known] = self._language.words(word)
        stems = self._language.stems(word)
        return any(
            f"w:{stem}" in self._words.vocabulary_
            or self._language.is_common(common)
            or self._language.concepts_of(common)
            for common, stem in zip(known, stems, strict=True)
        )

    def _spoken(self, stems: Iterable[str]) -> _Spoken:
        once = tuple(dict.fromkeys(stems))
        found = (concept for stem in once for concept in self._language.concepts_of(stem))
        return _Spoken(once, frozenset(found))

    def _unsaid(self, said: Sequence[str], spoken: _Spoken) -> float:
        """How much of what was written does not stand among words, 0 to 1, by its weight."""
        if not said:
            return 0.0
        weights = [self._weight.get(stem, self._rarest) for stem in said]
        lost = [
            weight
            for stem, weight in zip(said, weights, strict=True)
            if not self._stands_in(stem, spoken)
        ]
        return sum(lost) / sum(weights)

    def _stands_in(self, stem: str, spoken: _Spoken) -> bool:
        if stem in spoken.stems:
            return True
        if not spoken.concepts.isdisjoint(self._language.concepts_of(stem)):
            return True
        alike = process.extractOne(stem, spoken.stems, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return alike is not None
