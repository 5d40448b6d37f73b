"""What the words of a message say of danger, and in which order: a view for the model of danger."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from assistant.nlu.wording.normalise import Normalised, shortened, skeleton

ANY = "*"
SHORTEST, LONGEST = 2, 14
NEAR = 6
"""Words between two that are seen together."""


def _read() -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
    """Whole words, beginnings and endings, each with what they say."""
    table = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    whole: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    ends: dict[str, set[str]] = {}
    for meaning, words in table.items():
        for word in str(words).split():
            where = starts if word.endswith(ANY) else ends if word.startswith(ANY) else whole
            where.setdefault(skeleton(word.strip(ANY)), set()).add(str(meaning))
    return whole, starts, ends


_WHOLE, _STARTS, _ENDS = _read()


@lru_cache(maxsize=16_384)
def meanings(word: str) -> frozenset[str]:
    """What a word says of danger, in any spelling; empty for most words."""
    sound = skeleton(word)
    found = set(_WHOLE.get(sound, ()))
    for length in range(SHORTEST, min(len(sound), LONGEST) + 1):
        found |= _STARTS.get(sound[:length], set())
        found |= _ENDS.get(sound[-length:], set())
    return frozenset(found)


def danger_words(message: Normalised) -> list[str]:
    """What the words say, what stands near what and before what, and how much there is."""
    words = shortened(message.words)
    said = [
        (at, name)
        for at, word in enumerate(words)
        for name in sorted(meanings(word.text) | meanings(word.spelt))
    ]
    seen = [name for _, name in said]
    for index, (at, first) in enumerate(said):
        for later, second in said[index + 1 :]:
            if later - at > NEAR:
                break
            if later != at:
                seen.append(f"{first}>{second}")
    return seen
