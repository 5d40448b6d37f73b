"""The words of these pages that stand for names."""

from collections.abc import Collection

from assistant.texts import Texts
from casework.review.labels import Refusal
from core.channel import Channel

REFUSALS = {
    Refusal.UNKNOWN_MESSAGE: "Meldingen finnes ikke her lenger.",
    Refusal.UNKNOWN_INTENT: "Velg hva meldingen betyr.",
    Refusal.EMPTY: "Teksten er tom. Ta den bort om den ikke kan brukes.",
    Refusal.TOO_LONG: "Teksten er for lang. Behold bare det som viser hva den betyr.",
    Refusal.HAS_DIGITS: "Teksten har et tall som kan være noens. Ta det bort først.",
    Refusal.HAS_MASK: "Teksten har prikker der noe er skjult. Ta dem bort først.",
    Refusal.DANGER: "Dette handler om fare. Det kan bare merkes som fare.",
    Refusal.OWN_LABEL: "Du har merket denne selv. En annen må se over.",
    Refusal.NOT_WAITING: "Noen andre har tatt denne.",
}
NOT_NOW = {
    "running": "En prøve er i gang allerede.",
    "nothing to train on": "Ingen meldinger er sett over ennå.",
    "no trial is ready": "Det er ingen prøve å ta i bruk.",
    "same person": "Du begynte prøven. En annen godkjenner må ta modellen i bruk.",
    "danger": "Ikke tatt i bruk: den nye modellen overser flere farer.",
    "fewer": "Ikke tatt i bruk: den nye modellen forstår færre av prøvemeldingene.",
    "unmeasured": "Ikke tatt i bruk: det finnes ingen prøvemeldinger å måle med her.",
    "nothing to go back from": "Ingen ny modell er tatt i bruk siden sist.",
    "former is gone": "Den forrige modellen finnes ikke lenger her. Si fra til den som drifter.",
}
OTHERS = {
    "greet": "Å hilse",
    "thank": "Å takke",
    "goodbye": "Å si ha det",
    "affirm": "Ja",
    "deny": "Nei",
    "pick_option": "Å velge noe fra lista",
    "give_code": "Å gi koden",
    "give_birth_date": "Å gi fødselsdatoen",
    "give_name": "Å gi navnet",
    "give_phone": "Å gi nummeret",
    "give_district": "Å gi bydelen",
    "correct_that": "Å rette noe",
    "reaction": "En reaksjon på en melding",
    "automatic": "Et automatisk svar",
    "more": "Å få mer",
    "repeat": "Å få det gjentatt",
    "slower": "Saktere",
    "wait": "Å vente",
    "confused": "Forstår ikke",
    "out_of_scope": "Noe annet enn det vi hjelper med",
}
"""Intents that are never offered to a citizen, and so have no text there."""


def intent_name(texts: Texts, intent: str) -> str:
    """An intent in the words that citizens are asked with, «Var det å bytte leverandør?»."""
    reading = texts.all.get(f"reading.{intent}")
    words = reading.wording("nb", Channel.WEB) if reading else OTHERS.get(intent, intent)
    return words[:1].upper() + words[1:]


def intents(texts: Texts, known: Collection[str]) -> list[tuple[str, str]]:
    """Every intent with a name to choose it by, in the names' order."""
    return sorted(((each, intent_name(texts, each)) for each in known), key=lambda pair: pair[1])
