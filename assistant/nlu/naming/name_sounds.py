"""How a name may be misspelt or misheard and still be that name: needs neither NumPy nor a model.

The engine finds names by this (`names`), and the app tries by it what a new name would take.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from assistant.nlu.wording.normalise import Word, skeleton
from assistant.nlu.wording.word_forms import FILLERS, FORMS

LONGEST_NAME_WORDS = 4
# Shortest name (letters of its skeleton) that forgives so many slips.
FORGIVEN_SLIPS = ((13, 3), (8, 2), (5, 1))
MOST_SLIPS = FORGIVEN_SLIPS[0][1]
TABLE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("names.yml").read_text(encoding="utf-8")
)
NOT_NAMES = frozenset(skeleton(word) for word in [*TABLE["not_names"], *FORMS, *FILLERS])


def sound_of(words: tuple[Word, ...]) -> str:
    """How words sound, without spaces."""
    return "".join(skeleton(word.spelt) for word in words)


def forgiven(sound: str) -> int:
    """How many slips a name that sounds so forgives."""
    return next((slips for length, slips in FORGIVEN_SLIPS if len(sound) >= length), 0)


def may_slip(sound: str, name: str, slips: int, words: tuple[Word, ...]) -> bool:
    """Whether words that are not quite a name may be it: no common words, no other beginning.

    Args:
        sound: how the words sound.
        name: how the name sounds.
        slips: how many it forgives.
    """
    common = any(skeleton(word.spelt) in NOT_NAMES for word in words)
    return not common and may_begin(sound, name, slips)


def may_begin(sound: str, name: str, slips: int) -> bool:
    """Whether what is not quite a name begins as it does: a short name keeps its first letter."""
    return slips > 1 or sound[:1] == name[:1]  # in a longer one that too may be misheard


def runs(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """The first word and the number of words of every run that may be a name."""
    for count in range(1, LONGEST_NAME_WORDS + 1):
        for first in range(len(words) - count + 1):
            yield first, count
