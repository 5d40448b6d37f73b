"""«Har noen valgt for meg?»: asked in many ways, and mistaken for a question about mandates."""

import re

from assistant.actions.own_case import proof, whole_case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation

_CHOSEN = r"(?:valgt|valt|vælgt|velger|vel|bytt|bytta|byttet|bestemt|bestilt|ordnet|ordna|gjort)"
_SOMEBODY = (
    r"(?:noen|nokon|noko|nåkka|andre|ein annan|en annen|hvem|kven|kem|datteren|dattera|sønnen"
    r"|sonen|de|dei|dere|kommunen)"
)
_FOR_ME = re.compile(
    rf"\b{_SOMEBODY}\b(?:(?!\bfullmakt).){{0,40}}\b{_CHOSEN}\b"
    r".{0,30}\b(?:for|før|førr|åt|på) (?:meg|mæ|mei|mine)\b"
    rf"|\b{_CHOSEN} (?:noe|noko|noen|nokon) (?:for|før|førr|åt) (?:meg|mæ|mei)\b"
    r"|\b(?:valg|val|valt|valgt|bytte|byte)\b.{0,20}\b(?:i mitt navn|i namnet mitt|på mine vegne)\b"
    r"|\b(?:valgt|valt|bytta|byttet|ny leverandør|nye folk)\b.{0,30}\b(?:uten|utan|uta)\b"
    r".{0,15}\b(?:meg|mæ|mei|jeg|eg|æ|selv|sjølv|sjøl|spørre|spørje)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(r"\?|^\s*(?:har|hev|ha|er|hvem|kven|kem|kan noen ha)\b", re.IGNORECASE)


def heard(situation: Situation) -> Reply | None:
    """«Har noen valgt for meg?», whatever it was understood as; None where it is not asked."""
    if not (_FOR_ME.search(situation.text) and _ASKS.search(situation.text)):
        return None
    if situation.person is None:
        return proof.require(situation, "who_chose")
    return whole_case.who_chose(situation)
