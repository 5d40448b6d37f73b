"""Input of the chat form, cleaned so that it can be kept and read."""

import re
import unicodedata

from conversations.masking import mask_all

LONGEST = 2000
"""Characters: the most that one message may have; the page says so."""

_UNSEEN = re.compile(
    # What nobody sees: zero-width signs, marks that turn the direction of the words after them
    # (https://trojansource.codes), and control signs but the line break.
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_CODE_DIGITS = 9


def readable(text: str) -> str:
    """The text as it is seen: composed letters, one kind of line break, no unseen signs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _TAGS.sub("", _UNSEEN.sub("", text))).strip()


def holds_code(text: str) -> bool:
    """Whether a text may be a try of a letter's code: as many digits, written or in words."""
    return mask_all(text).count("•") >= _CODE_DIGITS
