"""Messages that no person wrote: away, driving, undeliverable, «we have received your message».

Their forms are in automatic.yml.
"""

from __future__ import annotations

import re

from assistant.gate.wording import anywhere, table

LONGEST = 800
"""Characters: the form shows at the start of a message."""

_FORMS = table("automatic")
_BEGINS = anywhere(_FORMS["begins"], flags=re.IGNORECASE)
_ANYWHERE = anywhere(_FORMS["anywhere"], flags=re.IGNORECASE)
_BEFORE = re.compile(r"\W*")
_ASKS_US = re.compile(r"\b(?:kan|kunne|vil|må|skal|bør|får) (?:dere|de|dykk|dokke)\b", re.I)
"""«Jeg er bortreist til fredag, kan dere vente?»: somebody who wants something of us."""


def is_automatic(text: str) -> bool:
    """Whether a message has the form of one that a machine sends by itself.

    Args:
        text: as it came.
    """
    line = " ".join(text[:LONGEST].split())
    if _BEGINS.match(_BEFORE.sub("", line, count=1)) is not None:
        return True
    return _ANYWHERE.search(line) is not None and _ASKS_US.search(line) is None
