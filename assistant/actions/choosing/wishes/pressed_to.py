"""Somebody else says whom to choose: «hjelperen min sier jeg må ta Klokkebekk».

What another decides is no wish. It is asked whether she wants it herself, and said that nobody can
decide it for her; an agreeing word leads to a read-back (`agreed`), and nothing before it does.
Where there is force or fear it is a wrong done to her, and no choice is taken (`by_force`).
"""

import re

from assistant.actions.choosing.agreed import LATELY
from assistant.actions.reply import Reply
from assistant.actions.safety import grave
from assistant.actions.safety.life import care
from assistant.actions.situation import Situation
from assistant.actions.thread import CHOICE_STEPS, FORGOTTEN, ON_THE_SIDE, PROOF_STEPS

FREE = ON_THE_SIDE | CHOICE_STEPS | PROOF_STEPS
"""What may wait where a wish would be heard."""
_I = r"(?:jeg|eg|æ|e|je|me|vi)"
_NOBODY = (
    r"du|dere|dykk|det|dette|brevet|vedtaket|hva|kva|hei|hallo|ja|jo|nei|og|men|så|nå|no|da|då|takk"
    r"|selv|sjølv|meg|oss|har|om|når|fordi"
)
_WHO = rf"(?!(?:{_I}|{_NOBODY})\b)\w+"
_MINE = r"(?: (?:min|mi|vår|fra \w+|frå \w+|på \w+|i \w+))?"
_SAYS = (
    r"(?:sier|seier|sa|sei|mener|meiner|mente|meinte|krever|krev|påstår|forlanger|forlangar"
    r"|insisterer på|har sagt|maser om|masar om|skrev|skreiv)"
)
_MUST = r"(?:må|skal|ska|skulle|sku|bør|burde|lyt|måtte)"
_CHOOSE = (
    r"(?:ta|tar|velge|velje|vælge|skrive|skriv|svare|bytte til|byte til|bytte|byte|ha|gå for|bruke)"
)
_TAKE = r"(?:velg|vel|ta|tak|skriv|svar|bytt til|byt til|bruk)"
_TOLD = re.compile(
    rf"\b{_WHO}{_MINE} {_SAYS}(?: til meg)?(?: bare)?(?: at)? {_I} (?:bare )?{_MUST}"
    rf"(?: (?!ikk)\w+){{0,2}}? {_CHOOSE} (?:\w+ )?FIRMA"
    rf"|\b{_WHO}{_MINE} (?:vil|ønsker|ynskjer|krever|krev)(?: at)? {_I} {_MUST}"
    rf"(?: (?!ikk)\w+){{0,2}}? {_CHOOSE} (?:\w+ )?FIRMA"
    rf"|\b{_WHO}{_MINE} (?:ba|bad|ber|bed|tvinger|tvingar|presser|pressar|vil ha) meg"
    rf"(?: om| til)?(?: å)? {_CHOOSE} (?:\w+ )?FIRMA"
    rf"|\b{_WHO}{_MINE} {_SAYS}(?: til meg)?(?: bare)? {_TAKE} FIRMA"
    rf"|\b{_I} {_MUST} {_CHOOSE} FIRMA(?: i ?stedet| i ?staden)? {_SAYS} {_WHO}"
    rf"|\b(?:fått beskjed om|blitt bedt om|blitt fortalt|fått ordre om|bedt om) "
    rf"(?:å |at {_I} {_MUST} ){_CHOOSE} FIRMA"
    rf"|(?<!og )\b{_WHO}{_MINE} (?:har bestemt|bestemte|bestemmer) (?:at {_I} {_MUST} "
    rf"{_CHOOSE} )?FIRMA"
    rf"|(?<!og )\b{_WHO}{_MINE} (?:har valgt|har valt) FIRMA for meg\b",
    re.IGNORECASE,
)
_NOT_SO = r"(?! (?:\w+ )?(?:ikke|ikkje|itj|itte)\b)"
_OWN_WISH = re.compile(
    rf"\b{_I} (?:selv |sjølv |sjøl |også |òg )*(?:vil|vill|ønsker|ynskjer|har lyst|vel|velger)\b"
    rf"{_NOT_SO}|\b(?:vil|ønsker|ynskjer) (?:jeg|eg|æ)\b{_NOT_SO}",
    re.IGNORECASE,
)
_IS_IT_SO = re.compile(
    r"\b(?:stemmer|er|må jeg|må eg|kan (?:han|hun|ho|de|dei))(?: (?:det|jeg|eg|virkelig|riktig|rett"
    r"|sant|lov))*\?",
    re.IGNORECASE,
)
"""«… Stemmer det?»: what is asked is just whether another can decide it."""
_FORCE = re.compile(
    r"\b(?:tvinger|tvingar|tvang|tvunget|tvinga|presser|pressar|truer|trugar|truar)\b"
    r"|(?<!ikke )(?<!ikkje )\b(?:redd|livredd)\b|\btør ikk(?:e|je) (?:annet|anna|nekte|si nei)\b",
    re.IGNORECASE,
)


def by_another(situation: Situation) -> str | None:
    """Whom another says that she must choose; None where nobody does, or she wants it herself."""
    firms = [each for each in situation.mentions if each.kind == "provider"]
    if situation.pending not in FREE or len({each.value for each in firms}) != 1:
        return None
    text = situation.text
    if "?" in text and not _IS_IT_SO.search(text):
        return None  # What is asked beside it is answered.
    for each in sorted(firms, key=lambda mention: -mention.start):
        text = f"{text[: each.start]} FIRMA {text[each.end :]}"
    told = _TOLD.search(" ".join(re.sub(r"[,:«»\"]", " ", text).split()))
    if told is None or _OWN_WISH.search(text):
        return None
    return str(situation.entities["provider"][0])


def by_force(situation: Situation) -> Reply | None:
    """The answer where it is by force or in fear: «han tvinger meg til å ta …»; None elsewhere."""
    if by_another(situation) is None or _FORCE.search(situation.text) is None:
        return None
    return care.begin(situation, f"abuse:{grave.PRESSED}")


def asked(situation: Situation) -> Reply | None:
    """Whether she wants it herself; None where nobody else says whom to choose."""
    firm = by_another(situation)
    if firm is None or not situation.deps.catalogue.has_provider(firm):
        return None
    kept = {name: situation.slots.get(name) for name in ("code", "birth_date", "heard")}
    reply = Reply().set(**FORGOTTEN | kept).set(**{LATELY: [firm]})
    return reply.say("choice.yours_alone", expect="yes_no", provider={"provider": firm})
