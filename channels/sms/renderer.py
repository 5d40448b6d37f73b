"""How a reply looks as a text message: plain letters, numbered options, counted segments, parts.

Typographic signs are written plainly, because one outside the GSM alphabet more than doubles the
price (`assistant.texts.measures`); letters, such as the Sámi ones, are kept.
"""

import re

from assistant.texts.measures import plain, segments
from conversations.renderer import Part, RenderedReply, Say, Texts
from core.channel import Channel

MOST_SEGMENTS = 6
"""A longer reply is split: 6 x 153 = 918 characters, as GOV.UK Notify does."""

MOST_AT_ONCE = 4
"""Segments: a screenful on a small telephone; more comes when it is asked for."""
MORE = "sms.more"

_SENTENCES = re.compile(r'(?<=[.!?:])[ ]+(?=[A-ZÆØÅÁČĐŊŠŦŽ0-9"(])|(?<=\n)')


def split(text: str) -> list[str]:
    """The text in parts of at most six segments, cut where a sentence or a line ends.

    Only a sentence that is too long itself is cut between words, and only a word that is too long
    itself is cut within.
    """
    parts = [""]
    for piece in _pieces(text):
        if segments((parts[-1] + piece).strip()) > MOST_SEGMENTS and parts[-1].strip():
            parts.append("")
        parts[-1] += piece
    return [part.strip() for part in parts]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sentence in _cut(text, _SENTENCES):
        if segments(sentence) <= MOST_SEGMENTS:
            pieces.append(sentence)
        else:
            for word in _cut(sentence, re.compile(r"\s+")):
                pieces += [word] if segments(word) <= MOST_SEGMENTS else list(word)
    return pieces


def _cut(text: str, where: re.Pattern[str]) -> list[str]:
    ends = [found.end() for found in where.finditer(text)] + [len(text)]
    starts = [0, *ends[:-1]]
    return [text[a:b] for a, b in zip(starts, ends, strict=True) if a < b]


class SmsRenderer:
    """Makes text messages of what the assistant wants said.

    Args:
        texts: where the sentences come from.
    """

    name: str = Channel.SMS

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, municipality: str) -> "SmsRenderer":
        """This renderer with a municipality's own texts."""
        return SmsRenderer(self._texts.of(municipality))

    def render(
        self,
        says: list[Say],
        standard: str,
        pace: dict[str, int],  # noqa: ARG002 - a text has no pace; a call has
    ) -> RenderedReply:
        """The messages as one paragraph; a question begins a new one, its options numbered.

        Of what takes more than `MOST_AT_ONCE` segments the first messages are sent, and the
        question that the reply ends with; the others are kept until the person writes MER.
        """
        asked_from = next((at for at, say in enumerate(says) if _asks(say)), len(says))
        told, asked = says[:asked_from], says[asked_from:]
        now = told
        while len(now) > 1 and segments(self._text(now, told, asked, standard)) > MOST_AT_ONCE:
            now = now[:-1]
        text = self._text(now, told, asked, standard)
        bodies = split(text) if text else []
        parts = tuple(Part(body, segments(body)) for body in bodies)
        return RenderedReply("\n".join(bodies), parts, rest=told[len(now) :])

    def _text(self, now: list[Say], told: list[Say], asked: list[Say], standard: str) -> str:
        more: list[Say] = [{"say": MORE}] if len(now) < len(told) else []
        text = ""
        for say in [*now, *more, *asked]:
            begins = _asks(say) or text.endswith("\n")
            text += ("\n\n" if begins else " ") + self._one(say, standard)
            text += "\n" if "options" in say else ""
        return plain(text).strip()

    def _one(self, say: Say, standard: str) -> str:
        rendered = self._texts.render(say, self.name, standard)
        options = [f"{number} {label}" for number, label in enumerate(rendered.options, start=1)]
        return "\n".join([rendered.text, *options])


def _asks(say: Say) -> bool:
    return "options" in say or "expect" in say
