"""A message in clauses: danger often stands in one of many, «og forresten puster hun så rart»."""

from __future__ import annotations

import re

MOST = 16
SHORTEST = 3
"""Words. A shorter clause says too little alone, and is read with the one before it."""

# Fixed words and signs between blanks, so that any text is read once.
_CUT = re.compile(r"[.!?;:\n]+|,|\s[–-]\s|\b(?:men|og|mens|fordi|å så)\b(?=\s)", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """The clauses in order; the message itself where it has only one. Never empty for any words."""
    found: list[str] = []
    begun = 0
    for cut in [*_CUT.finditer(text), None]:
        part = text[begun : cut.start() if cut else len(text)].strip()
        begun = cut.end() if cut else len(text)
        if part and found and _short(part):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    if len(found) > 1 and _short(found[0]):
        found[:2] = [f"{found[0]} {found[1]}"]
    return [*found[: MOST - 1], " ".join(found[MOST - 1 :])] if len(found) > MOST else found


def _short(part: str) -> bool:
    return len(part.split(maxsplit=SHORTEST)) < SHORTEST
