"""The parts of a message that one may have said alone: «jeg får ikke puste kan jeg bytte».

A danger and an errand often stand together with no sign between them, and the errand then weighs
as much as the danger. What stands first in the message, what stands last and what stands in between
is judged besides the whole. Nothing but the standard library and PyYAML is imported: the app judges
by the same code.
"""

from __future__ import annotations

import re

from assistant.nlu.danger.clauses import clauses
from assistant.nlu.danger.starts import asks_when, is_verb, starts

SHORTEST = 2
"""Words of a piece: «mor blør» says enough."""
MOST = 12
"""Pieces. Of a longer story the first and the last are looked at."""

_ANSWERS = frozenset("nei næi nai ne nehei jo ja jada joda da då altså men vent ikke ikkje".split())
_FRONTED = frozenset(
    "i på som når hvis viss dersom etter før førr tidligere ifjor hver kvar".split()
)
"""«I fjor lå hun på gulvet», «når jeg faller blir jeg»: what stands first holds the rest."""
_SUPPOSES = frozenset("som når hvis viss dersom".split())
"""These hold the rest even where they have a verb."""
_WORD = re.compile(r"\w+")


def beginnings_and_ends(text: str) -> list[str]:
    """What one may have said alone: the first clauses of a message, and the last, longest first.

    Args:
        text: as written or said.

    Returns:
        None of them is the whole; empty where there is only one clause.
    """
    cut = pieces(text)
    lengths = range(min(len(cut) - 1, MOST), 0, -1)
    found = [part for n in lengths for part in (" ".join(cut[:n]), " ".join(cut[-n:]))]
    return list(dict.fromkeys(part for part in found if len(part.split()) >= SHORTEST))


def middles(text: str) -> list[str]:
    """What stands neither first nor last: each clause in between, and each two, in order.

    Args:
        text: as written or said.
    """
    cut = pieces(text)[: MOST * 2]
    last = len(cut) - 1
    spans = [(n, end) for n in range(1, last) for end in (n + 1, n + 2) if end <= last]
    found = (" ".join(cut[n:end]) for n, end in spans)
    return [part for part in found if len(part.split()) >= SHORTEST]


def pieces(text: str) -> list[str]:
    """The clauses of a message, cut also where no sign stands."""
    found: list[str] = []
    for clause in clauses(text) or [text]:
        begun = 0
        for end in [*starts(clause), len(clause)]:
            piece = clause[begun:end].strip()
            begun = end
            if piece and found and len(piece.split(maxsplit=SHORTEST)) < SHORTEST:
                found[-1] += f" {piece}"
            elif piece:
                found.append(piece)
    for at in range(len(found) - 2, -1, -1):
        if _leads(found[at], first=at == 0):
            found[at : at + 2] = [f"{found[at]} {found[at + 1]}"]
    return found


def _leads(piece: str, *, first: bool) -> bool:
    """Whether a piece belongs to the next: «nei nei» to what it denies, or too short to stand."""
    words = _WORD.findall(piece.lower())
    fronted = words[:1] and words[0] in _FRONTED and not asks_when(words)
    if fronted and words[0] not in _SUPPOSES:
        fronted = not any(is_verb(word) for word in words)  # «I dag puster mor nesten ikke.»
    return bool(fronted) or (first and len(words) < SHORTEST) or _ANSWERS.issuperset(words)
