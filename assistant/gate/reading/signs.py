"""Signs in a message: what changes nothing is left out, what may mean something is kept as a word.

«Ja :(» and «ja*» are not «ja». A sign that no list knows is therefore not thrown away: it becomes
the word `UNREAD`, which belongs to no way of saying yes.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.gate.wording import either, table

UNREAD = "☒"
"""Stands for a sign that may mean something and that the gate cannot read."""

_WORDS = table("courtesy")
_FRIENDLY = re.compile(either(map(re.escape, _WORDS["friendly_signs"])))
_FACE = re.compile(r"(?<![\w)])[:;=8xX][-'^o]?[()\[\]/\\|DPpOoSs3*$@#]+(?!\w)")
_PICTURE = re.compile(r"[\U0001F300-\U0001FAFF☀-➿]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f🏻🏼🏽🏾🏿"))
_PLAIN = frozenset(".,!?;:-–—'’`´()…\"«»“”„‹›")
_INITIALS = re.compile(r"\b([A-ZÆØÅ])\. ?(?=[A-ZÆØÅ])")
_LAST_INITIAL = re.compile(r"(?<=\b[A-ZÆØÅ] )([A-ZÆØÅ])\.")
_ABBREVIATED = re.compile(r"\b(tlf|nr|mob|f|kl|ca|tel|m|v)\.(?=\s*\w)", re.IGNORECASE)
_AGE = re.compile(r"\b(\d{2,3})(år)\b", re.IGNORECASE)


def folded(text: str) -> str:
    """A text in one form: letters composed, looks of a sign and skin colours left out.

    Args:
        text: as it came.
    """
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).replace("’", "'")


def without_inner_dots(text: str) -> str:
    """«Ja. A.F., tlf. 400 12 345» without the dots that end no sentence."""
    text = _LAST_INITIAL.sub(r"\1", _INITIALS.sub(r"\1 ", text))
    return _AGE.sub(r"\1 \2", _ABBREVIATED.sub(r"\1", text))


def marked(text: str) -> str:
    """A text with friendly faces left out, and every other sign than plain ones as `UNREAD`.

    Args:
        text: in one form (`folded`), without dates and telephone numbers.
    """
    text = _FACE.sub(f" {UNREAD} ", _FRIENDLY.sub(" ", text))
    return "".join(each if _is_plain(each) else f" {UNREAD} " for each in text)


def _is_plain(sign: str) -> bool:
    return sign.isalnum() or sign.isspace() or sign in _PLAIN or bool(_PICTURE.match(sign))
