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


def is_automatic(text: str) -> bool:
    """Whether a message has the form of one that a machine sends by itself.

    Args:
        text: as it came.
    """
    line = " ".join(text[:LONGEST].split())
    begins = _BEGINS.match(_BEFORE.sub("", line, count=1))
    return begins is not None or _ANYWHERE.search(line) is not None
