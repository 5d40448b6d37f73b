"""«Er det kommunen?»: whether somebody asks whom she has reached, in so many words."""

import re

_OFFICES = (
    r"(?:\w+ )?(?:kommun(?:en|a|e|o)|hjemmetjenest(?:en|a)|heimetenest(?:a|o)|hjemmesykepleien"
    r"|heimesjukepleia|hjemmehjelpen|bydelen|rådhuset|servicekontoret|omsorgskontoret"
    r"|omsorgstjenesten|søknadskontoret|bestillerkontoret|tildelingskontoret|forvaltningen"
    r"|sentralbordet|helsetjenesten|nav|legekontoret|sykehuset)"
)
_ASKS = (
    r"(?:er (?:det|dette|jeg hos)|e det|e dæ|æ dæ|snakker jeg med|snakkar eg med|snakke æ med"
    r"|har jeg (?:kommet til|ringt(?: til)?)|har eg (?:kome til|ringt)|er jeg kommet til)"
)
_WHOM = re.compile(
    rf"(?:(?:ja|hei|hallo|men|unnskyld|orsak|god dag|goddag)\W+)*{_ASKS} (?:til )?{_OFFICES}"
    r"(?: (?:her|der|nå|da|jeg snakker med|eg snakkar med|som ringer|som skriver))*\W*",
    re.IGNORECASE,
)


def asks_whom(text: str) -> bool:
    """Whether a message asks nothing but whom it has come to.

    Args:
        text: as written or said.
    """
    return _WHOM.fullmatch(" ".join(text.split())) is not None
