"""Two wishes in one message: «hva koster det, og når begynner de?»

The message is cut where a sentence ends or a conjunction joins two clauses, and each part is ranked
by itself. A second wish is a part that is surely about something else than the whole message.
"""

from __future__ import annotations

import re
from collections.abc import Callable

SURE = 0.8
"""How sure the classifier must be of each part: better one wish answered than one made up."""
SHORTEST_PART = 2
MOST_PARTS = 4
LONGEST_READ = 400

# Each alternative is a fixed word between blanks or a sign, so the pattern reads any text once.
_CUT = re.compile(
    r"[.?!;\n]+|,? (?:og så|og|men|samt|dessuten|forresten|i tillegg) (?=\w)", re.IGNORECASE
)
# «Hvis jeg ikke er fornøyd, hvem klager jeg til?» is one wish with its reason.
_REASONS = frozenset("hvis viss dersom om fordi når da siden sidan for så slik sånn".split())

Ranking = Callable[[str], "list[tuple[str, float]]"]


def parts(text: str) -> list[str]:
    """The parts of a message that may be wishes of their own; a single one where it is one."""
    cut = [part.strip() for part in _CUT.split(text[:LONGEST_READ])]
    wishes = [part for part in cut if part.split(" ", 1)[0].lower() not in _REASONS]
    return [part for part in wishes if len(part.split()) >= SHORTEST_PART][:MOST_PARTS]


def second_wish(text: str, first: str, rank: Ranking) -> str | None:
    """The intent of another wish in the message, or None.

    Args:
        text: the message as written.
        first: the intent of the message as a whole.
        rank: ranks the intents of a part, likeliest first.
    """
    found = parts(text)
    if len(found) < 2:
        return None
    sure = [best[0] for part in found if (best := rank(part)[0])[1] >= SURE]
    # The first wish must be found in a part as well: else the cut went through one thought.
    if first not in sure:
        return None
    return next((intent for intent in sure if intent != first), None)
