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
_PERSONS = anywhere(_FORMS["persons"], flags=re.IGNORECASE)
_ASKS_US = re.compile(r"\b(?:kan|kunne|vil|må|skal|bør|får) (?:de|dykk|dokke)\b", re.I)
"""«Jeg er bortreist til fredag, kan de vente?»: somebody who wants something of us."""
_QUESTION = re.compile(r"[^.!?]*\?(?=\s|$)")
_OFFERS = re.compile(r"\b(?:deg|you)\b", re.IGNORECASE)
"""A machine's question is what it may do for you: «Kan jeg ringe deg senere?»."""


def is_automatic(text: str) -> bool:
    """Whether a message has the form of one that a machine sends by itself.

    Args:
        text: as it came.
    """
    line = " ".join(text[:LONGEST].split())
    if _BEGINS.match(_BEFORE.sub("", line, count=1)) is None and not _ANYWHERE.search(line):
        return False
    return not _is_of_a_person(line)


def _is_of_a_person(line: str) -> bool:
    """Whether there is in it what no machine writes: its own people, a need, a question."""
    asks = any(_OFFERS.search(each) is None for each in _QUESTION.findall(line))
    return asks or bool(_PERSONS.search(line) or _ASKS_US.search(line))
