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
    rf"\bring(?:e|je)?(?: heller| helst| gjerne| til| opp)* (?P<whom>(?:(?:min|mi) )?{_NEAR}\b"
    rf"(?: (?:min|mi)\b)?(?:,? (?-i:[A-ZÆØÅ][\w-]+))*|(?:ham|han|henne|ho)\b)",
    re.IGNORECASE,
)
_I = r"(?:jeg|eg|æ|e|je|vi|me)"
_I_RING = re.compile(
    rf"\b{_I}(?: \w+){{1,2}} (?:å )?ring(?:e|je)\b"
    rf"|\b(?:kan|skal|må|bør) {_I}(?: \w+)? ring(?:e|je)\b",
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
_CANNOT = re.compile(
    rf"(?<!dere )(?<!dykk )(?<!du )(?<!de )\b(?:kan|klarer|klarar|tør|torer|orker|orkar|liker"
    rf"|likar|vil|greier|får til)(?: {_I})?(?: (?:dessverre|bare|nok|så godt))* {_NOT} (?:å )?"
    rf"ring(?:e|je)?\b(?!(?: til)? (?:meg|mæ|oss)\b)",
    re.IGNORECASE,
)
"""«Jeg tør ikke ringe»: her own call, and none of ours that is refused."""
_TRY = re.compile(
    r"\b(?:prøv|forsøk)\w*\b[^.!?]*\b(?:klokka|klokken|kl|i morgen|i morgon|etter|seinere)\b",
    re.IGNORECASE,
)
_OTHER_ROAD = re.compile(
    r"\b(?:send|sende|skriv|skrive|melding\w*|sms|e-?post|mail|brev|kom|komme|besøk)\b",
    re.IGNORECASE,
)
_TEXT_ME = re.compile(r"\b(?:send|sende|skriv|skrive|melding\w*|sms)\b", re.IGNORECASE)
_RING = re.compile(r"\b(?:ring|ringe|ringje|ringja|oppringt|ringes|ringt opp)\b", re.IGNORECASE)
_AWAY = r"(?:ikke|ikkje)"
_NEEDS = r"(?:trenger|treng|behøver)"
_LET_GO = re.compile(
    r"(?:(?:nei|ja|å|forresten|men|du) )*"
    r"(?:glem (?:det|den|dette|oppringningen|samtalen|det med å ringe)|gløym (?:det|dette)"
    rf"|(?:det )?(?:trengs|trengst) {_AWAY}(?: å ringe| å ringje)?"
    rf"|(?:det )?(?:er|var) {_AWAY} (?:nødvendig|naudsynt)(?: å ringe| å ringje)?"
    rf"|(?:dere|de|du) {_NEEDS} {_AWAY} (?:å )?ring\w*(?: meg)?"
    rf"|(?:jeg|eg|æ) (?:{_NEEDS}|vil) {_AWAY} (?:å )?(?:bli ringt|bli oppringt|snakke med noen)"
    r"|avlys (?:det|samtalen))(?: likevel| lell| nå| no| allikevel| takk)*"
)
_OF_ANYTHING = re.compile(
    r"(?:\w+ )*(?:glem (?:det|den|dette)|gløym (?:det|dette)|trengs|trengst|nødvendig|naudsynt)"
    rf"(?: {_AWAY})?(?: likevel| lell| nå| no| allikevel| takk)*"
)
"""What may be said of whatever was talked of last, and names no call."""
_REFUSED_NUMBER = re.compile(
    rf"\b{_NOT} (?:å )?(?:(?:ring|ringe|ringje) )?(?:meg )?(?:på |nummer |nr )*{_NUMBER}",
    re.IGNORECASE,
)
_WRONG_NUMBER = re.compile(
    rf"{_NUMBER}(?:,? (?:det|som))? (?:er|e|var) "
    r"(?:feil|galt|gale|ikke riktig|ikke rett|ikkje rett)"
    rf"|\b(?:feil|galt)(?: nummer)?:? {_NUMBER}",
    re.IGNORECASE,
)
_AROUND = frozenset(
    """
    nei næi feil galt oi unnskyld orsak beklager det den jeg eg æ skal skulle være vere vera er var
    mente meinte nummeret nummer nr tlf telefon mobil mobilen rett riktig heller i stedet staden
    ring meg på og men mitt nytt bruk bruke prøv ta sa skrev skreiv ble blei vart vent forresten
    takk
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
    said = _CANNOT.sub(" ", text)
    if "?" in text or _REFUSED.search(said) is None:
        return text
    left = _REFUSED.sub(" ", said)
    there = _phone(left) and _TEXT_ME.search(left) is None
    return left if there or _RING.search(left) or _TRY.search(left) else None


def asks_to_be_rung(text: str) -> bool:
    """Whether a call is asked for in so many words.

    Args:
        text: as written or said.
    """
    left = wanted(text)
    return left is not None and _RING_ME.search(left) is not None


def on_another_number(text: str) -> bool:
    """Whether one number is refused and another given: «ikke ring 99112233, bruk 40011999».

    Args:
        text: as written or said.
    """
    left = wanted(text)
    return left is not None and left != text and _phone(left)


def whom(text: str) -> str | None:
    """Who else is to be rung than who writes, in the own words: «datteren min Kari».

    None where the writer is to be rung too, or only tells whom she rings herself.

    Args:
        text: as written or said.
    """
    found = _WHOM.search(text)
    if found is None or _RING_ME.search(text) or _I_RING.search(text):
        return None
    return " ".join(found["whom"].replace(",", "").split())


def lets_go(text: str, *, at_once: bool = True, who: str | None = None) -> bool:
    """Whether a call that was asked for is not wanted after all: «glem det», «ikke ring likevel».

    Args:
        text: as written or said.
        at_once: whether it was asked for just before; else only what names the call lets it go.
        who: else than the writer was to be rung.
    """
    said = " ".join(_WORD.findall(text.lower()))
    if _LET_GO.fullmatch(said) is not None:
        return at_once or _OF_ANYTHING.fullmatch(said) is None
    other = _of_another(text)
    return wanted(text) is None and (other is None or other.lower() in (who or "").lower())


def of_me(text: str) -> bool:
    """Whether it is the writer's own call that is refused: «ikke ring meg».

    Args:
        text: as written or said.
    """
    refused = _REFUSED.search(_CANNOT.sub(" ", text))
    return refused is not None and re.search(r"\b(?:meg|mæ|oss)\b", refused[0], re.I) is not None


def refuses_contact(text: str) -> bool:
    """Whether nobody is to take contact at all: «ikke ring meg», and no other road is named.

    Args:
        text: as written or said.
    """
    return lets_go(text) and not re.search(_NUMBER, text) and _OTHER_ROAD.search(text) is None


def _of_another(text: str) -> str | None:
    """Who is not to be rung, where that is somebody else than the writer."""
    refused = _REFUSED.search(text)
    found = None if refused is None else re.search(rf"\b{_NEAR}\b", refused[0], re.IGNORECASE)
    return None if found is None else found[0]


def is_wrong_number(text: str) -> bool:
    """Whether a number is only said to be wrong, and no other is given: «40011999 er feil».

    Args:
        text: as written or said.
    """
    return _WRONG_NUMBER.search(text) is not None and not _phone(_WRONG_NUMBER.sub(" ", text))


def corrected_number(text: str) -> str | None:
    """The part of a message that gives the right number; None where it puts none right.

    Only where the whole message is that: «nei, 41 01 19 99 skal det være».

    Args:
        text: as written or said.
    """
    left, refused = _REFUSED_NUMBER.subn(" ", _WRONG_NUMBER.sub(" feil ", text))
    said = set(_WORD.findall(left.lower()))
    if not _phone(left) or not said <= _AROUND:
        return None
    return left if refused or said & _CORRECTS else None


def _phone(text: str) -> bool:
    """Whether a telephone number stands there: eight digits, or one with its country."""
    found = re.search(_NUMBER, text)
    return found is not None and (
        found[0].startswith(("+", "00")) or sum(each.isdigit() for each in found[0]) == 8  # noqa: PLR2004
    )
