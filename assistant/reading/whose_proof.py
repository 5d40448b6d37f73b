"""Whose code or birth date a message gives: «mor sin kode er …» and «far ble født …» are another's.

A try with it costs where it is wrong, and opens somebody's case where it is right. Closed forms,
clause by clause. What a daughter only reads out («mannen min har lest koden: …») is the own one,
and so is what stands beside an own word: «jeg er født …, og mannen min er født 1939».
"""

import re
from enum import Enum

_RELATIVE = (
    r"(?:(?:min |mi )?(?:mor|mora|moren|mamma|far|faren|pappa|bestemor|bestefar|mormor|farmor"
    r"|morfar|farfar|tante|tanta|onkel|svigermor|svigerfar|mann|mannen|ektemann|ektemannen|kone"
    r"|kona|ektefellen|samboer|samboeren|søster|søsteren|syster|systera|bror|broren|sønn|sønnen"
    r"|son|sonen|datter|datteren|dattera|datra|dotter|dottera|nabo|naboen|granne|grannen|venn"
    r"|vennen|venninne|venninna|venninnen|bruker|brukeren|brukaren|kunden|pasienten|beboeren"
    r"|bebuaren|damen|dama|fruen)(?: (?:min|mi|vår))?)"
)
_PRONOUN = r"(?:hennes|hennar|henna|hans|deira|deires)"
_CODE = r"(?:kode|koden|koda|kodenummer|kodenummeret)"
_LETTER = r"(?:brev|brevet)"
_BIRTHDAY = r"(?:fødselsdato|fødselsdatoen|fødselsdag|fødselsdagen|bursdag|bursdagen|dato|datoen)"
_BORN = r"(?:er|e|ble|blei|vart|var) (?:født|fødd)"
_OTHERS = (
    r"(?:mors|mammas|fars|pappas|naboens|naboen s|mannens|konas|søsters|brors|bestemors|tantes)"
)
_THINGS = (
    r"(?:hvis|ellers|elles|oss|plass|gratis|altså|alles|deres|dens|vårs|dagens|ukens|årets|brevets"
    r"|brevs|vedtakets|kommunens|bydelens|tjenestens|firmas|brukervalgs)"
)
"""What ends as a genitive does and is nobody who has a code."""
_NAMED = r"(?-i:(?!Brukervalg|Oslo)[A-ZÆØÅ][a-zæøå]+)"

_OTHERS_CODE = re.compile(
    rf"\b(?:{_RELATIVE}|{_NAMED}) (?:sin|si|sitt|sine) (?:{_LETTER}|{_CODE})\b"
    rf"|\b(?!(?:hver|kvar|brevet|kommunen|vedtaket)\b)\w+ sin kode\b"
    rf"|\b{_OTHERS} (?:{_CODE}|{_LETTER})\b|\b(?!{_THINGS}\b)\w+s (?:kode|kodenummer)\b"
    rf"|\b(?!{_THINGS}\b){_NAMED}s {_CODE}\b"
    rf"|\b(?:{_CODE}|{_LETTER}) (?:{_PRONOUN}\b|(?:til|te|åt) (?:{_RELATIVE}|henne|ho|ham|han)\b"
    rf"|(?:til|te|åt) {_NAMED}(?! kommune)\b)"
    rf"|\b{_PRONOUN} {_CODE}\b"
    rf"|(?<!og )(?<!og min )\b{_RELATIVE} (?:har fått|fikk|fekk|har) "
    rf"(?:(?:en|ein|denne|også|òg|egen|eigen) ){{0,2}}{_CODE}\b(?! (?:min|mi)\b)",
    re.IGNORECASE,
)
_NOT_MINE = re.compile(
    rf"(?:\b(?:er|e|var)(?: jo| da)?|^(?:nei )?) ?\b(?:ikke|ikkje|itj) "
    rf"(?:{_CODE} (?:min|mi)\b|(?:min|mi) {_CODE}|(?:min|mi)(?=\W*(?:\d|$)))",
    re.IGNORECASE,
)
_OWN_CODE = re.compile(
    rf"\b(?:{_CODE}|{_LETTER}) (?:min|mi|mitt)\b"
    rf"|^(?:og )?(?:min|mi)\b(?: egen)?(?: {_CODE})? (?:er|e)\b",
    re.IGNORECASE,
)
_OTHERS_DATE = re.compile(
    rf"\b(?:{_RELATIVE}|hun|ho|han|hu) {_BORN}\b|\b{_OTHERS} {_BIRTHDAY}\b"
    rf"|\b(?:{_RELATIVE}|{_NAMED}) (?:sin|si) {_BIRTHDAY}\b"
    rf"|\b{_BIRTHDAY} (?:{_PRONOUN}|(?:til|te|åt|for) (?:{_RELATIVE}|henne|ho|ham|han))\b"
    rf"|\b{_PRONOUN} {_BIRTHDAY}\b"
    r"|\b(?:ikke|ikkje) (?:min|mi) (?:fødsels|burs)\w+",
    re.IGNORECASE,
)
_OWN_DATE = re.compile(
    rf"\b(?:jeg|eg|æ|je)(?: (?:selv|sjølv))?(?: {_BORN})?(?: (?:den|i))?(?: ?\d|$)"
    rf"|\b(?:jeg|eg|æ|je) (?:selv |sjølv )?{_BORN}\b|\b{_BIRTHDAY} (?:min|mi)\b"
    rf"|(?<!ikke )(?<!ikkje )\b(?:min|mi) {_BIRTHDAY}\b",
    re.IGNORECASE,
)
_OF_HER = re.compile(rf"^(?:hei )?(?:{_RELATIVE}|hun|ho|hu|han)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:er |e |ble |blei |vart |var )?(?:født|fødd|f)\b", re.IGNORECASE)
"""A birth date that is told of whoever the clause before it is about: «mor, født …»."""
_WHOLE_DATE = re.compile(
    r"\d{1,2}\W{1,2}(?:\d{1,2}|[a-zæøå]{3,9})\W{1,2}\d{2,4}|\b\d{6}\b|\b\d{8}\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:!?\n()]+|\.(?=\s+[A-ZÆØÅa-zæøå]{2,}\s)(?<!\d\.)|\smen\s")
_AND = re.compile(r"[,;:!?\n()]+|\.(?=\s+[A-ZÆØÅa-zæøå]{2,})|\s(?:men|og)\s")
_TAKES_BACK = re.compile(
    r"^\W*(?:(?:nei|oi|vent|unnskyld|orsak|beklager|å)\W+)*(?:det|den|dette) (?:er|e|var|va)\b",
    re.IGNORECASE,
)


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
        text: as written or said, with a small word in the place of every provider.
    """
    said = [each.strip(" .") for each in _CLAUSE.split(text)]
    if any(_NOT_MINE.search(each) for each in said):
        return Whose.NOT_MINE
    own = any(_OWN_CODE.search(_without_relatives(each)) for each in said)
    if not own and any(_OTHERS_CODE.search(each) for each in said):
        return Whose.CODE_OF_ANOTHER
    return Whose.DATE_OF_ANOTHER if _is_another_s_date(text) else Whose.OWN


def takes_back(text: str) -> bool:
    """Whether a code that was given is said to be another's after all: «det var mors kode».

    Args:
        text: as written or said.
    """
    if "?" in text or any(sign.isdigit() for sign in text) or not _TAKES_BACK.search(text):
        return False
    return whose(text) in (Whose.CODE_OF_ANOTHER, Whose.NOT_MINE)


def _is_another_s_date(text: str) -> bool:
    """Judged by the clause that holds the date, and by the one before it where it says nothing."""
    said = [each.strip(" .") for each in _AND.split(text)]
    holding = [at for at, each in enumerate(said) if _WHOLE_DATE.search(each)]
    if not holding:
        return any(_OTHERS_DATE.search(each) and not _OWN_DATE.search(each) for each in said)
    for at in holding:
        clause, before = said[at], said[at - 1] if at else ""
        if _OWN_DATE.search(_without_relatives(clause)):
            return False
        if _OTHERS_DATE.search(clause):
            return True
        says_nothing = not re.search(r"[^\W\d]{2,}", _WHOLE_DATE.sub("", clause))
        if _GOES_ON.search(clause) and _OF_HER.search(before):
            return True
        if says_nothing and _OTHERS_DATE.search(before) and not _OWN_DATE.search(before):
            return True
    return False


def _without_relatives(clause: str) -> str:
    return re.sub(rf"\b{_RELATIVE}\b", "", clause, flags=re.IGNORECASE)
