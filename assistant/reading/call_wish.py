"""What is said of being rung: wanted or not, where, whom, and a number put right.

«Ring meg ikke på 99 11 22 33, ring 400 12 345» wants a call on the second. A time that is refused
(«ikke ring før ti») refuses no call, and a question refuses none («kan dere ikke ringe meg?»).
"""

from __future__ import annotations

import re

_NUMBER = r"\+?\d[\d ]{4,}\d"
_NOT = r"(?:ikke|ikkje|ikkj|itj|itte|aldri)"
_NEAR = (
    r"(?:datter(?:en)?|dattera|datra|dotter|dottera|sønn(?:en)?|son(?:en)?|mann(?:en)?|kon[ae]"
    r"|samboer(?:en)?|søster(?:en)?|syster[ae]?|bror(?:en)?|mor|mora|moren|far|faren|mamma|pappa"
    r"|barnebarn(?:et)?|niesen?|niesa|nevø(?:en)?|svigerdatter(?:en)?|svigersønn(?:en)?|vergen?"
    r"|verja|nabo(?:en)?|naboa|venn(?:en)?|venninn[ae]n?)"
)
_WHOM = re.compile(
    rf"\bring\w*(?: heller| helst| gjerne| til| opp)* (?P<whom>(?:(?:min|mi) )?{_NEAR}\b"
    rf"(?: (?:min|mi)\b)?(?:,? (?-i:[A-ZÆØÅ][\w-]+))*)",
    re.IGNORECASE,
)
_ME = rf"(?: til)?(?: meg| oss| (?:(?:min|mi) )?{_NEAR}(?: (?:min|mi))?)?"
_END = r"(?=[ ]*(?:[.,;!\n]|$|likevel|men\b))"
_REFUSED = re.compile(
    rf"(?:(?<!glem )(?<!gløym )\b{_NOT}"
    rf"(?: å)?(?: (?:ring|ringe|ringje)| bli (?:ringt|oppringt)){_ME}|\bring{_ME} {_NOT})"
    rf"(?: mer| meir| igjen| tilbake| likevel)*"
    rf"(?:(?: på)?(?: nummer(?:et)?| nr\.?)? {_NUMBER}|{_END})",
    re.IGNORECASE,
)
_RING = re.compile(r"\b(?:ring|ringe|ringje|ringja|oppringt|ringes|ringt opp)\b", re.IGNORECASE)
_AWAY = r"(?:ikke|ikkje)"
_NEEDS = r"(?:trenger|treng|behøver)"
_LET_GO = re.compile(
    r"(?:(?:nei|ja|å|forresten|men|du) )*"
    r"(?:glem (?:det|den|dette|oppringningen|samtalen|det med å ringe)|gløym (?:det|dette)"
    rf"|(?:det )?(?:trengs|trengst|er|var) {_AWAY}(?: nødvendig| naudsynt)?"
    r"(?: å ringe| å ringje)?"
    rf"|(?:dere|de|du) {_NEEDS} {_AWAY} (?:å )?ring\w*(?: meg)?"
    rf"|(?:jeg|eg|æ) (?:{_NEEDS}|vil) {_AWAY} (?:å )?(?:bli ringt|bli oppringt|snakke med noen)"
    r"|avlys (?:det|samtalen))(?: likevel| lell| nå| no| allikevel| takk)*"
)
_REFUSED_NUMBER = re.compile(rf"\b{_NOT} (?:på |nummer |nr )*{_NUMBER}", re.IGNORECASE)
_AROUND = frozenset(
    """
    nei næi feil galt oi unnskyld orsak beklager det den jeg eg æ skal skulle være vere vera er var
    mente meinte nummeret nummer nr tlf telefon mobil mobilen rett riktig heller i stedet staden
    ring meg på og men mitt nytt sa skrev skreiv ble blei vart vent forresten takk
    """.split()
)
_CORRECTS = frozenset(
    "nei næi feil galt oi unnskyld orsak beklager skal skulle mente meinte heller rett riktig "
    "stedet staden".split()
)
_RING_ME = re.compile(
    r"\bring (?:til )?(?:meg|mæ|oss|tilbake)\b|\b(?:ringe|ringje) (?:til )?meg\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


def wanted(text: str) -> str | None:
    """What is left of a wish to be rung without what is refused; None where no call is wanted.

    Args:
        text: as written or said.
    """
    if "?" in text or _REFUSED.search(text) is None:
        return text
    left = _REFUSED.sub(" ", text)
    return left if _RING.search(left) else None


def asks_to_be_rung(text: str) -> bool:
    """Whether a call is asked for in so many words.

    Args:
        text: as written or said.
    """
    left = wanted(text)
    return left is not None and _RING_ME.search(left) is not None


def whom(text: str) -> str | None:
    """Who else is to be rung than who writes, in the own words: «datteren min Kari».

    Args:
        text: as written or said.
    """
    found = _WHOM.search(text)
    return None if found is None else " ".join(found["whom"].replace(",", "").split())


def lets_go(text: str) -> bool:
    """Whether a call that was asked for is not wanted after all: «glem det», «ikke ring likevel».

    Args:
        text: as written or said.
    """
    said = " ".join(_WORD.findall(text.lower()))
    return _LET_GO.fullmatch(said) is not None or wanted(text) is None


def corrected_number(text: str) -> str | None:
    """The part of a message that gives the right number; None where it puts none right.

    Only where the whole message is that: «nei, 41 01 19 99 skal det være».

    Args:
        text: as written or said.
    """
    left, refused = _REFUSED_NUMBER.subn(" ", text)
    said = set(_WORD.findall(left.lower()))
    if not re.search(_NUMBER, left) or not said <= _AROUND:
        return None
    return left if refused or said & _CORRECTS else None
