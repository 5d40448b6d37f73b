"""An option that is named to be refused: «ikke nummer to», «verken 1 eller 2»."""

from __future__ import annotations

import re

from assistant.reading.numbers.numerals import AND, LAST
from assistant.reading.numbers.runs import is_number, read_tokens
from assistant.reading.tokens import Token

NOT = frozenset(
    "ikke ikkje ikkj itj itte ingen inga verken korkje hverken unntatt unnateke".split()
)
_BEFORE_AN_OPTION = frozenset(
    "nummer nr numro nommer nåmmer alternativ valg val punkt den det dæ de han ho hun denne ha ta "
    "velge velje vil være noen nokon en ein . eller".split()
)
"""What may stand between the refusal and the option."""
_AFTER = re.compile(
    r"(?:nummer|nr\.?|alternativ)\s*\d+\s+(?:vil|vill|skal|ska|ønsker|ynskjer|orker)\s+"
    r"(?:jeg|eg|æ|e|je|vi|me)\s+(?:ikke|ikkje|itj|slett)"
    r"|\b(?:andre|anna|annet|annen|ein annan)\s+enn\s+(?:nummer|nr\.?|alternativ|den|det)?\s*"
    r"(?:\d|første|fyrste|siste|andre|tredje)",
    re.IGNORECASE,
)
"""«Nummer 1 vil jeg ikke ha», «alle andre enn nr 1»."""
_ARTICLES = frozenset({"en", "ein"})


def refuses_option(text: str) -> bool:
    """Whether the option that a message names is the one that is not wanted.

    Args:
        text: as written or said.
    """
    if _AFTER.search(text):
        return True
    refused = False
    for token in read_tokens(text):
        if token.text in NOT:
            refused = True
        elif refused and _is_option(token):
            return True
        elif token.text not in _BEFORE_AN_OPTION and token.text not in AND:
            refused = False
    return False


def _is_option(token: Token) -> bool:
    return token.text in LAST or (is_number(token) and token.text not in _ARTICLES)
