"""Who is only spoken of: another's wish, and a provider that another has.

«Kona mi vil ha Klokkebekk» wishes for her, who has a code of her own; «min nabo har Klokkebekk»
wishes for nobody. Neither is read back as the choice of who was proven.
"""

import re

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
