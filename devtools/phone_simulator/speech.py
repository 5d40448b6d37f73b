"""What a `<Say>` sounds like: pieces of text with pace and volume, and the pauses between them."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assistant.texts.measures import WORDS_PER_MINUTE, count_spoken_words

RATES = {"x-slow": 0.5, "slow": 0.8, "medium": 1.0, "fast": 1.2, "x-fast": 1.5, "default": 1.0}
"""SSML gives the words and leaves the numbers to the voice; these are ours."""

BREAK_STRENGTHS = {
    "none": 0.0,
    "x-weak": 0.0,
    "weak": 0.25,
    "medium": 0.4,
    "strong": 0.8,
    "x-strong": 1.2,
}
"""Seconds of `<break strength>`; SSML leaves these to the voice as well."""

DEFAULT_BREAK = BREAK_STRENGTHS["medium"]
PARAGRAPH_BREAK = 0.5


@dataclass(frozen=True)
class Piece:
    """Text spoken in one breath, at `rate` times the usual pace, with an SSML volume word."""

    text: str
    rate: float = 1.0
    volume: str = "medium"

    @property
    def seconds(self) -> float:
        """The time it takes: words ÷ (150 a minute × rate)."""
        return count_spoken_words(self.text) * 60 / (WORDS_PER_MINUTE * self.rate)


@dataclass(frozen=True)
class Silence:
    """A pause inside what is said."""

    seconds: float


def pieces(say: Element) -> list[Piece | Silence]:
    """The parts of a `<Say>` in the order they are heard, its SSML children applied."""
    found: list[Piece | Silence] = []
    _walk(say, 1.0, "medium", found)
    return found


def seconds(parts: list[Piece | Silence]) -> float:
    """How long the parts take together."""
    return sum(part.seconds for part in parts)


def plain(parts: list[Piece | Silence]) -> str:
    """The words alone."""
    return " ".join(part.text for part in parts if isinstance(part, Piece))


def parse_rate(value: str) -> float:
    """An SSML rate, a word or a percentage, as a factor.

    Raises:
        ValueError: when it is neither.
    """
    if value in RATES:
        return RATES[value]
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)%", value):
        return max(float(match[1]) / 100, 0.2)
    raise ValueError(f"not an SSML rate: {value!r}")


def parse_break(element: Element) -> float:
    """The seconds of a `<break>`.

    Raises:
        ValueError: when its time is not like `400ms` or `2s`.
    """
    if time := element.get("time"):
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s)", time)
        if match is None:
            raise ValueError(f"not an SSML time: {time!r}")
        return float(match[1]) / (1000 if match[2] == "ms" else 1)
    return BREAK_STRENGTHS.get(element.get("strength", "medium"), DEFAULT_BREAK)


def _walk(element: Element, rate: float, volume: str, found: list[Piece | Silence]) -> None:
    _add(element.text, rate, volume, found)
    for child in element:
        name = child.tag
        if name == "break":
            found.append(Silence(parse_break(child)))
        elif name == "sub":
            _add(child.get("alias"), rate, volume, found)
        else:
            child_rate = parse_rate(child.get("rate", "medium")) if name == "prosody" else 1.0
            child_volume = child.get("volume", volume) if name == "prosody" else volume
            _walk(child, rate * child_rate, child_volume, found)
            if name in {"p", "s"}:
                found.append(Silence(PARAGRAPH_BREAK))
        _add(child.tail, rate, volume, found)


def _add(text: str | None, rate: float, volume: str, found: list[Piece | Silence]) -> None:
    if text and (words := " ".join(text.split())):
        found.append(Piece(words, rate, volume))
