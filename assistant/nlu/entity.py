"""What was found in a message: the one form in which all finders report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.nlu.wording.normalise import Word


@dataclass(frozen=True)
class Found:
    """Something named in a message, from `start` to `end` (exclusive) of the text as written."""

    kind: str
    value: str | int
    start: int
    end: int
    finder: str
    confidence: float = 1.0

    def as_rasa(self) -> dict[str, Any]:
        """The entity as Rasa's trackers and the engine's answers carry it."""
        return {
            "entity": self.kind,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "extractor": self.finder,
            "confidence_entity": round(self.confidence, 3),
        }


def found_in(
    words: tuple[Word, ...], first: int, count: int, kind: str, value: str | int, finder: str
) -> Found:
    """Something found over `count` words from `first`."""
    return Found(kind, value, words[first].start, words[first + count - 1].end, finder)
