"""What a text costs its reader: how hard it is to read, how long to hear, how many texts it takes.

The limits are our promise 10. LIX is Björnsson's (1968): under 30 is «very easy»
(https://klartsagt.no/er-teksten-lettlest-lesbarhetsindeks-liks-gir-en-pekepinn/). It says little of
three words, so it is taken from `WORDS_FOR_LIX` words on.

A text in the GSM 7-bit alphabet (3GPP TS 23.038) takes 160 characters in one message or 153 in
each segment of a longer one. One letter outside it turns the whole message into UCS-2: 70 or 67.
"""

import re

from gsm0338 import Codec

MOST_LIX = 30
WORDS_FOR_LIX = 10
MOST_WORDS = 15
"""In a sentence."""
MOST_LONG_WORDS = 4
"""In a text too short for LIX."""
LONG_WORD = 6
"""A word of more letters than this is a long one."""
MOST_SEGMENTS = 2
PHONE_SECONDS = 20
WORDS_PER_MINUTE = 150
"""The slow end of what listeners find comfortable in synthetic speech (Sutton 1995)."""

_PLAIN = str.maketrans(
    {
        "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "•": "-", "·": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "", "\u200b": "", "\t": " ",
        "½": "1/2", "¼": "1/4", "¾": "3/4",
    }
)  # fmt: skip
_GSM = Codec()


def words(text: str) -> list[str]:
    """The words as one reads them; «8.30» and «SMS-en» are one each."""
    return re.findall(r"[^\W_]+(?:[.,:-][^\W_]+)*", text)


def sentences(text: str) -> list[str]:
    """The sentences; a line is one too."""
    ends = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [each for each in ends if words(each)]


def lix(text: str) -> float:
    """Words a sentence, and the share of long words in per cent; 0 where there is no word."""
    every = words(text)
    if not every:
        return 0.0
    long = [word for word in every if len(word) > LONG_WORD]
    return len(every) / max(len(sentences(text)), 1) + 100 * len(long) / len(every)


def count_spoken_words(text: str) -> int:
    """Words as a voice speaks them: every digit of a number counts as one word."""
    digits = len(re.findall(r"\d", text))
    spoken = len(re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text))
    return digits + spoken


def spoken_seconds(text: str) -> float:
    """How long a voice takes, in seconds."""
    return count_spoken_words(text) * 60 / WORDS_PER_MINUTE


def plain(text: str) -> str:
    """The text with typographic signs written in the signs of the GSM alphabet."""
    return text.translate(_PLAIN)


def outside_gsm(text: str) -> list[str]:
    """The signs that are not in the GSM alphabet, each once, in order."""
    return [sign for sign in dict.fromkeys(text) if not _in_gsm(sign)]


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


def _in_gsm(sign: str) -> bool:
    try:
        _GSM.encode(sign)
    except UnicodeEncodeError:
        return False
    return True
