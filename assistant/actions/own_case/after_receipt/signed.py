"""Who signs an undoing: her own name, another's, or a relative's place in the family.

Only a signature counts: «angre valget, dette er rot» is signed by nobody.
"""

import re
import unicodedata

from assistant.actions.situation import Situation

_GREETS = r"\b(?:hilsen|helsing|helsning|mvh|vh|hilsar|hilser)\b\W*(?:(?:fra|frå)\b\W*)?"
_RELATIVE = re.compile(
    rf"{_GREETS}(?:datter(?:en)?|datt[re]*a|dotter[ae]?|sønn(?:en)?|son(?:en)?|barnebarn\w*|niese\w*"
    r"|nevø\w*|svigersønn\w*|svigerdatter\w*|naboen|søster\w*|syster\w*|bror\w*|mannen|kona"
    r"|samboer\w*)\b",
    re.IGNORECASE,
)
"""Mother and father may be the person herself, who signs so to her own."""
_NAME = re.compile(
    rf"{_GREETS}(?P<name>[^\W\d_][\w-]*(?: +[^\W\d_][\w-]*){{0,3}})\W*$", re.IGNORECASE
)
_NOBODY = frozenset(
    "en ei ein et eit meg oss mor mora mamma far faren pappa bestemor bestefar".split()
)
"""What begins a signature that gives no name."""
_ALIKE = 3
"""Letters: so much of the beginning of a pet name is the name's own («Sølvi» for Solveig)."""


def by_another(situation: Situation) -> bool:
    """Whether another than who was proven here signs: «hilsen Per», «mvh sønnen»."""
    person = situation.person
    if person is None:
        return False
    if person.mandate is None and _RELATIVE.search(situation.text) is not None:
        return True
    found = _NAME.search(situation.text)
    if found is None:
        return False
    signed = found["name"].split()
    if signed[0].lower() in _NOBODY:
        return False
    own = (person.mandate.agent_name if person.mandate else person.name).split()
    return not any(
        _folded(each)[:_ALIKE] == _folded(one)[:_ALIKE] for each in own for one in signed
    )


def _folded(name: str) -> str:
    plain = name.lower().replace("ø", "o").replace("æ", "e").replace("å", "a")
    return unicodedata.normalize("NFKD", plain)
