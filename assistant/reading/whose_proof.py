"""Whose code or birth date a message gives: «mor sin kode er …» and «far ble født …» are another's.

A try with it costs where it is wrong, and opens somebody's case where it is right. Closed forms,
clause by clause; what a daughter only reads out («datteren min leste koden: …») is the own one.
"""

import re
from enum import Enum

_RELATIVE = (
    r"(?:(?:min |mi )?(?:mor|mora|moren|mamma|far|faren|pappa|bestemor|bestefar|mormor|farmor"
    r"|morfar|farfar|tante|tanta|onkel|svigermor|svigerfar|mann|mannen|kone|kona|ektefellen|samboer"
    r"|samboeren|søster|søsteren|syster|systera|bror|broren|sønn|sønnen|son|sonen|datter|datteren"
    r"|dattera|datra|dotter|dottera|nabo|naboen|granne|grannen|venn|vennen|venninne|venninna"
    r"|venninnen)(?: (?:min|mi|vår))?)"
)
_GENITIVE = (
    r"(?:mors|mammas|fars|pappas|naboens|naboen s|mannens|konas|søsters|brors|bestemors|tantes)"
)
_PRONOUN = r"(?:hennes|hennar|henna|hans|deira|deires)"
_CODE = r"(?:kode|koden|koda|kodenummer|kodenummeret)"
_LETTER = r"(?:brev|brevet)"
_BIRTHDAY = r"(?:fødselsdato|fødselsdatoen|fødselsdag|fødselsdagen|bursdag|bursdagen|dato|datoen)"
_BORN = r"(?:er|e|ble|blei|vart|var) (?:født|fødd|født)"
_TO = r"(?:til|te|åt|fra|frå|for)"
_NAMED = r"(?-i:[A-ZÆØÅ][a-zæøå]+)"

_OTHERS_CODE = re.compile(
    rf"\b{_RELATIVE} (?:sin|si|sitt|sine) (?:{_LETTER}|{_CODE})\b"
    rf"|\b{_GENITIVE} (?:{_CODE}|{_LETTER})\b|\b(?-i:[A-ZÆØÅ][a-zæøå]+s) {_CODE}\b"
    rf"|\b(?:{_CODE}|{_LETTER}) (?:{_PRONOUN}\b|{_TO} (?:{_RELATIVE}|henne|ho|ham|han)\b"
    rf"|(?:til|te|åt) {_NAMED}(?! kommune)\b)"
    rf"|\b{_PRONOUN} {_CODE}\b"
    rf"|(?<!og )(?<!og min )\b{_RELATIVE} (?:har fått|fikk|fekk|har) "
    rf"(?:(?!ikk)\w+ ){{0,2}}{_CODE}\b",
    re.IGNORECASE,
)
_NOT_MINE = re.compile(
    rf"\b(?:ikke|ikkje|itj) (?:{_CODE} (?:min|mi)|(?:min|mi) {_CODE}|(?:min|mi)$)", re.IGNORECASE
)
_OTHERS_DATE = re.compile(
    rf"\b(?:{_RELATIVE}|hun|ho|han|hu) {_BORN}\b|\b{_GENITIVE} {_BIRTHDAY}\b"
    rf"|\b{_RELATIVE} (?:sin|si) {_BIRTHDAY}\b"
    rf"|\b{_BIRTHDAY} (?:{_PRONOUN}|{_TO} (?:{_RELATIVE}|henne|ho|ham|han))\b"
    rf"|\b{_PRONOUN} {_BIRTHDAY}\b"
    r"|\b(?:ikke|ikkje) (?:min|mi) (?:fødsels|burs)\w+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:!?\n]+|\.(?=\s+[A-ZÆØÅa-zæøå]{2,}\s)(?<!\d\.)|\smen\s")


class Whose(Enum):
    """Whose the code or date is that a message gives."""

    OWN = "own"
    CODE_OF_ANOTHER = "code_of_another"
    NOT_MINE = "not_mine"
    """«Det er ikke koden min»: nobody's that is told."""
    DATE_OF_ANOTHER = "date_of_another"


def whose(text: str) -> Whose:
    """Whose code or birth date is given; the person's own where nothing else is said.

    Args:
        text: as written or said.
    """
    for form, of in (
        (_NOT_MINE, Whose.NOT_MINE),
        (_OTHERS_CODE, Whose.CODE_OF_ANOTHER),
        (_OTHERS_DATE, Whose.DATE_OF_ANOTHER),
    ):
        if any(form.search(each.strip()) for each in _CLAUSE.split(text)):
            return of
    return Whose.OWN
