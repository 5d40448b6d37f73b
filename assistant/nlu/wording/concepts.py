"""Which concepts of concepts.yml a word belongs to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from assistant.nlu.wording.normalise import skeleton

ANY = "*"
SHORTEST_STEM, LONGEST_STEM = 2, 16


def _read() -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
    """Whole words, beginnings and endings, each with its concepts."""
    table = yaml.safe_load(Path(__file__).with_name("concepts.yml").read_text(encoding="utf-8"))
    whole: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    ends: dict[str, set[str]] = {}
    for concept, words in table.items():
        for word in str(words).split():
            where = starts if word.endswith(ANY) else ends if word.startswith(ANY) else whole
            where.setdefault(skeleton(word.strip(ANY)), set()).add(str(concept))
    return whole, starts, ends


_WHOLE, _STARTS, _ENDS = _read()


@lru_cache(maxsize=16_384)
def concepts(word: str) -> frozenset[str]:
    """The concepts of a word, in any spelling; empty for most words."""
    sound = skeleton(word)
    found = set(_WHOLE.get(sound, ()))
    for length in range(SHORTEST_STEM, min(len(sound), LONGEST_STEM) + 1):
        found |= _STARTS.get(sound[:length], set())
        found |= _ENDS.get(sound[-length:], set())
    return frozenset(found)
