"""Who is speaking: the person, a relative, a neighbour, a helper, a guardian, a firm's employee."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

SELF = "self"


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    table = yaml.safe_load((Path(__file__).parent / "words/speakers.yml").read_text("utf-8"))
    parts = {name: pattern.strip() for name, pattern in table["parts"].items()}
    made = []
    for speaker, patterns in table["speakers"].items():
        for pattern in patterns:
            text = re.sub(r"<(\w+)>", lambda m: f"(?:{parts[m.group(1)]})", pattern)
            made.append((speaker, re.compile(rf"\b(?:{text})\b", re.IGNORECASE)))
    return made


@lru_cache(maxsize=256)
def speaker_of(text: str) -> str:
    """Who speaks, as told in the message; `self` where nothing tells of another.

    The first kind in `words/speakers.yml` that fits: a guardian who says «mor» is a guardian.
    """
    return next((who for who, pattern in _patterns() if pattern.search(text)), SELF)
