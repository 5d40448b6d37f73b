"""How a reply looks as a text message: plain letters, numbered options, counted segments, parts.

A text in the GSM 7-bit alphabet (3GPP TS 23.038) takes 160 characters in one message or 153 in
each segment of a longer one. One letter outside it turns the whole message into UCS-2: 70 or 67.
Typographic signs are therefore written plainly; letters, such as the Sámi ones, are kept.
"""

import re

from gsm0338 import Codec

from channels.door import DoorReply, Part, Say, Texts

MOST_SEGMENTS = 6
"""A longer reply is split: 6 x 153 = 918 characters, as GOV.UK Notify does."""

_PLAIN = str.maketrans(
    {
        "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "•": "-", "·": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "", "\u200b": "", "\t": " ",
        "½": "1/2", "¼": "1/4", "¾": "3/4",
    }
)  # fmt: skip
_GSM = Codec()
_SENTENCES = re.compile(r'(?<=[.!?:])[ ]+(?=[A-ZÆØÅÁČĐŊŠŦŽ0-9"(])|(?<=\n)')


def plain(text: str) -> str:
    """The text with typographic signs written in the signs of the GSM alphabet."""
    return text.translate(_PLAIN)


def segments(text: str) -> int:
    """How many SMS segments the text takes; an escape pair never stands across two of them."""
    try:
        sizes, one, many = [len(_GSM.encode(sign)[0]) for sign in text], 160, 153
    except UnicodeEncodeError:
        sizes, one, many = [len(sign.encode("utf-16-be")) // 2 for sign in text], 70, 67
    if sum(sizes) <= one:
        return 1
    count, used = 1, 0
    for size in sizes:
        if used + size > many:
            count, used = count + 1, 0
        used += size
    return count


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


class SmsDoor:
    """Makes text messages of what the assistant wants said.

    Args:
        texts: where the sentences come from.
    """

    name = "sms"

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, municipality: str) -> "SmsDoor":
        """This door with a municipality's own texts."""
        return SmsDoor(self._texts.of(municipality))

    def render(
        self,
        says: list[Say],
        standard: str,
        pace: dict[str, int],  # noqa: ARG002 - a text has no pace; a call has
    ) -> DoorReply:
        """The messages as one paragraph; a question begins a new one, its options numbered."""
        text = ""
        for say in says:
            begins = "options" in say or "expect" in say or text.endswith("\n")
            text += ("\n\n" if begins else " ") + self._one(say, standard)
            text += "\n" if "options" in say else ""
        text = plain(text).strip()
        bodies = split(text) if text.strip() else []
        return DoorReply("\n".join(bodies), tuple(Part(body, segments(body)) for body in bodies))

    def _one(self, say: Say, standard: str) -> str:
        rendered = self._texts.render(say, self.name, standard)
        options = [f"{number} {label}" for number, label in enumerate(rendered.options, start=1)]
        return "\n".join([rendered.text, *options])
