"""The voice: sentences as `<Say>`, slowly, a pause before every key, in pieces of legal size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from twilio.twiml import TwiML
from twilio.twiml.voice_response import Say

RATES = (90, 80, 70)
"""Per cent of the voice's usual pace: to begin with, and after each «saktere»."""
VOLUMES = ("medium", "loud", "x-loud")
KEY_PAUSE_MS = 400
MAX_SAY = 3000
"""Characters in one `<Say>`; Twilio takes 4,096 with the tags."""

_KEY = re.compile(r"\s+(?=trykk (?:\d|stjerne))", re.IGNORECASE)
"""Where a key is about to be named, in both written standards."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


@dataclass(frozen=True)
class Pace:
    """How the caller wants it: how many times slower and louder were asked for."""

    slower: int = 0
    louder: int = 0

    @property
    def rate(self) -> str:
        """As SSML wants it."""
        return f"{RATES[min(self.slower, len(RATES) - 1)]}%"

    @property
    def volume(self) -> str:
        """As SSML wants it."""
        return VOLUMES[min(self.louder, len(VOLUMES) - 1)]


@dataclass(frozen=True)
class Voice:
    """A voice and its language, as Twilio names them."""

    name: str
    language: str

    def speak(self, into: TwiML, text: str, pace: Pace) -> None:
        """Add a clean text to a document or a question, in as many `<Say>` as it needs."""
        for piece in split(text):
            say = Say(voice=self.name, language=self.language)
            for number, words in enumerate(_KEY.split(piece)):
                if number:
                    say.break_(time=f"{KEY_PAUSE_MS}ms")
                say.prosody(words, rate=pace.rate, volume=pace.volume)
            into.append(say)


def clean(text: str) -> str:
    """The text on one line, without what XML (or PostgreSQL) cannot hold."""
    return " ".join(_NOT_XML.sub("", text).split())


def split(text: str, limit: int = MAX_SAY) -> Iterator[str]:
    """The text in pieces of at most `limit` characters, cut between sentences where possible."""
    piece = ""
    for sentence in _SENTENCE.split(text):
        rest = sentence
        while len(piece) + len(rest) + 1 > limit:
            if piece:
                yield piece
                piece = ""
            else:
                yield rest[:limit]
                rest = rest[limit:]
        piece = f"{piece} {rest}".strip()
    if piece:
        yield piece
