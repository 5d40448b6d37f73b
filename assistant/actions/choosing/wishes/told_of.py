"""Who is only spoken of: another's wish, and a provider that another has.

«Kona mi vil ha Klokkebekk» wishes for her, who has a code of her own; «min nabo har Klokkebekk» and
«Klokkebekk hadde jeg før» wish for nobody. None is read back as the choice of who was proven.
"""

import re

from assistant.actions.choosing.wishes.form import LEAD, I, form
from assistant.actions.situation import Situation

_RELATIVE = (
    r"(?:mann(?:en)?|kon[ae]|kjerring[ae]|gubben|samboer(?:en)?|mor[ae]?|moren|far(?:en)?|mamma|pappa"
    r"|søster(?:en)?|syster[ae]?|bror(?:en)?|svigermor|svigerfar|tant[ae]|onkel|datter(?:en)?"
    r"|datt[re]*a|dotter[ae]?|sønn(?:en)?|son(?:en)?|nabo\w*|granne\w*|venn?inn?[ae]|venn?en)"
)
_MINE = r"(?: (?:min|mi|vår|hennes))?"
_NAME = r"(?: [A-ZÆØÅ][\w-]+)?"
_WANTS = re.compile(
    rf"\b(?:(?:[Mm]in|[Mm]i) )?(?i:{_RELATIVE}){_MINE}{_NAME} (?:vil|vill|ønsker|ynskjer|skal|ska)"
    r"(?: gjerne| heller| også| òg)* (?:ha|velge|velje|bytte|byte|få)\b"
)
_SPEAKS = re.compile(
    r"\b(?:[Dd]ette|[Dd]et|[Hh]er) (?:er|e) (?P<name>[A-ZÆØÅ][\w-]+)"
    r"(?= som (?:skriver|skriv|snakker|ringer|ringjer)|[,.!;:]| her\b| og | nå\b|$)"
)
_HAS = re.compile(
    rf"\b(?i:(?:min |mi )?{_RELATIVE}{_MINE}|hun|ho|hu|han|dem|de|dei){_NAME}"
    r"(?: \w+){0,4}? (?:har|hadde|bruker|brukar|fikk|fekk|er fornøyd med|sier at|seier at) FIRMA\b"
)
_HAVE = r"(?:har|hev|hadde|bruker|brukar|brukte|fikk|fekk)"
_WHO = (
    rf"(?:{I}|hun|ho|hu|han|de|dei|HJELP{_MINE}"  # «Søster» is a nurse, too.
    rf"|(?:min |mi )?{_RELATIVE}{_MINE}(?: (?!vil|skal|ønsk|får)[a-zæøå]+)?)"
)
_BY_NOW = r"(?:jo|alt|allerede|allereie|fortsatt|framleis|også|òg|hatt|nå|no|alltid|en gang)"
_WHEN = (
    r"(?:før|førr|tidligere|tidlegare|sist|forrige gang|den gangen|da|då|i fjor|i dag|nå|no|hatt"
    r"|(?:fra|frå) før|(?:for|i) \w+ år(?: siden| sidan)?|(?:for )?lenge(?: siden)?|hjemme|heime"
    r"|også|òg|i huset|(?:til|på) HJELP|en gang|ein gong)"
)
_TOLD = re.compile(
    rf"{LEAD}(?:{_WHO} {_HAVE}(?: {_BY_NOW})* FIRMA\d|FIRMA\d {_HAVE} {_WHO}"
    rf"|FIRMA\d (?:var|va|er|e) det {_WHO} som {_HAVE})(?: {_WHEN})*"
)
"""Who has or had a firm, and when; «hadde jeg gjerne» wishes, and «har jeg valgt» tells of more."""
_HAVE_NOW = re.compile(
    rf"{LEAD}(?:{I} (?:har|hev|bruker|brukar)(?: (?!hatt){_BY_NOW})* FIRMA\d"
    rf"|FIRMA\d (?:har|hev|bruker|brukar) {I})(?: (?:nå|no|i dag|fra før|frå før|{_BY_NOW}))*"
)
_I_WISH = re.compile(
    r"\b(?:jeg|eg|æ|e|je|vi|me)(?: \w+)? (?:vil|vill|ønsker|ynskjer|tar|tek|velger|vel)\b"
    r"|\b(?:vil|kan) (?:jeg|eg|æ|e|je) (?:også |òg )?(?:ha|få|velge|velje)\b|\b(?:jeg|eg|æ) også\b",
    re.IGNORECASE,
)


def another_wishes(situation: Situation) -> bool:
    """Whether it is another's wish, or another says to be speaking, than who was proven here."""
    person = situation.person
    if person is None or person.mandate is not None:
        return False
    if _WANTS.search(situation.text):
        return True
    own = {part.lower() for part in person.name.split()}
    named = {each.group("name").lower() for each in _SPEAKS.finditer(situation.text)}
    firms = {situation.text[each.start : each.end].lower() for each in situation.mentions}
    return bool(named - own - firms)


def another_has(situation: Situation) -> bool:
    """Whether the provider named is one that somebody else has, and no wish stands there."""
    text = situation.text
    firms = [each for each in situation.mentions if each.kind == "provider"]
    for each in sorted(firms, key=lambda mention: -mention.start):
        text = f"{text[: each.start]}FIRMA{text[each.end :]}"
    return bool(_HAS.search(text)) and not _I_WISH.search(text)


def only_told(situation: Situation) -> bool:
    """Whether the whole message tells who has or had a firm: «Klokkebekk hadde jeg før»."""
    return "?" not in situation.text and _TOLD.fullmatch(form(situation)[0]) is not None


def has_now(situation: Situation) -> bool:
    """Whether the whole message is whom she has herself now: «jeg har Klokkebekk (fra før)».

    Asked whom she wants, that is an answer.
    """
    return _HAVE_NOW.fullmatch(form(situation)[0]) is not None
