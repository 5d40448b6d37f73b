"""Messages that say nothing: dots, smileys, and subtitle lines that a recogniser hears in silence.

The subtitles' forms are in noise.yml.
"""

from __future__ import annotations

import re

from assistant.gate.wording import either, table

LONGEST = 160
"""Characters: what is longer says something."""

_SUBTITLES = re.compile(either(table("noise")["subtitles"]), re.IGNORECASE)
_TOLD_OF = re.compile(r"(?:[\[(*♪][^\[\]()*♪]*[\])*♪]\s*)+")
"""What a recogniser writes in brackets of what it heard, and nobody can say: «[musikk spilles]»."""
_BARE = re.compile(r"^[\W_]+|[\W_]+$")
_ANSWERS = frozenset("👍👌✅✔☑🆗💯👎❌⛔*#⭐★🌟☆")
"""Signs that are an answer or a key, and no noise."""


def is_noise(text: str) -> bool:
    """Whether a message holds neither a word, a number nor a sign that answers.

    Args:
        text: as it came.
    """
    if any(sign.isalnum() or sign in _ANSWERS for sign in text):
        return False
    return bool(text.strip()) and len(text) <= LONGEST


def is_silence(heard: str) -> bool:
    """Whether what a recogniser heard is what it writes where nobody spoke.

    Args:
        heard: its words.
    """
    if len(heard) <= LONGEST and _TOLD_OF.fullmatch(heard.strip()):
        return True
    bare = _BARE.sub("", " ".join(heard.split()))
    return not bare or (len(bare) <= LONGEST and _SUBTITLES.fullmatch(bare) is not None)
