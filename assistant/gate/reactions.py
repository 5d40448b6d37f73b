"""Reactions: a thumb or a heart on one of our messages, which telephones send as words.

An iPhone turns a reaction to a text message into «Likte «…»» with the whole message inside, and
Google's and Samsung's programs into «👍 til «…»», in the language of the telephone
(https://support.apple.com/guide/iphone/iph018d3c336/ios, openclaw/openclaw#60677). None of these
words are the person's own. How they are written is in reactions.yml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gate.wording import either, table

_WORDS = table("reactions")


def _form() -> re.Pattern[str]:
    """What a reaction looks like: who did what, and to which message."""
    back, sign, media = _WORDS["taken_back"], _WORDS["with_sign"], _WORDS["media"]
    did = (
        f"(?P<approves>{either(_WORDS['approves'])})",
        f"(?P<other>{either(_WORDS['other'])})",
        rf"(?P<taken_back>{either(back['verb'])}\b.{{0,40}}?\b{either(back['from'])})",
        rf"{either(sign['verb'])}(?: {either(sign['with'])})?(?: {either(sign['article'])})?"
        rf"(?P<sign>.{{0,20}}?)(?: {either(sign['to'])})",
        rf"(?P<signs>[^\w\s«»“”\"'.,!?]{{1,8}})\s*{either(_WORDS['sign_first'])}",
    )
    to = (
        r"[«»“”„‟\"'‘’‹›](?P<quoted>.*?)(?:[«»“”„\"'‘’‹›…]\s*)*",
        rf"{either(media['article'])}?\s*{either(media['kind'])}\b.{{0,20}}",
    )
    before = rf"(?:{either(_WORDS['before'])}\s*)?"
    return re.compile(
        rf"^\W*?{before}{either(did)}\s*{either(_WORDS['message'])}?\s*:?\s*{either(to)}\.?\s*$",
        re.IGNORECASE | re.DOTALL,
    )


_REACTION = _form()
_APPROVING_SIGNS: Sequence[str] = _WORDS["approving_signs"]
_INVISIBLE = dict.fromkeys(map(ord, "\u200a\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f"))
LONGEST = 2000


@dataclass(frozen=True)
class Reaction:
    """A reaction to a message.

    Args:
        approves: whether it is a thumb up, a heart or their like, and not taken back.
        quoted: the words that it quotes, perhaps cut off; empty for a picture.
    """

    approves: bool
    quoted: str


def reaction(text: str) -> Reaction | None:
    """The reaction that a message is and nothing besides, or None.

    Args:
        text: as it came.
    """
    plain = unicodedata.normalize("NFC", text[:LONGEST].translate(_INVISIBLE)).strip()
    found = _REACTION.match(plain)
    if found is None or _goes_on_after(found.group("quoted") or ""):
        return None
    sign = f"{found.group('sign') or ''}{found.group('signs') or ''}".lower()
    approves = bool(found.group("approves")) or any(each in sign for each in _APPROVING_SIGNS)
    return Reaction(approves and not found.group("taken_back"), found.group("quoted") or "")


def _goes_on_after(quoted: str) -> bool:
    """Whether the quotation ended and the person's own words follow it."""
    opened = sum(quoted.count(sign) for sign in "«“„‹")
    closed = sum(quoted.count(sign) for sign in "»”›")
    return closed > opened or quoted.count('"') % 2 == 1
