"""Who answers: said at the first text, and to «er det kommunen?», «datra mi sa jeg kunne ringe»."""

import re

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from core.channel import Channel

TELLS = frozenset(
    {
        *("greet", "greet.closed", "bot.what", "scam.careful", "find.not_for_you"),
        *("crisis.machine", "crisis.you_ring", "event.machine", "desk.assistant_answers"),
    }
)
"""Texts that tell by themselves that a machine answers."""

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


_SENT = re.compile(
    r"(?:(?:hei|hallo|god dag|goddag|ja|jo|du)\W+)*(?:det var )?(?:[^\W\d]+ ){1,3}(?:som )?"
    r"(?:sa|sier|seier|sei|mente|meinte|tipset|tipsa|ba|bad|foreslo|rådet|rådde)"
    r"(?: (?:til )?(?:meg|mæ))?(?: om)?(?: at| å)?"
    r"(?: (?:jeg|eg|æ|e) (?:kunne|kunn|skulle|sku|burde|måtte|kan|skal))?"
    r" (?:ringe|ringje|ring|skrive|skriv|kontakte|ta kontakt|spørre|spørje|snakke|høre|høyre)"
    r"(?: (?:til|med))?(?: (?:hit|her|dere|dykk|dokker|deg|dette nummeret|kommunen))*\W*",
    re.IGNORECASE,
)


def before(situation: Situation, answer: Reply) -> Reply:
    """That a machine answers, before the first text that tells something in a conversation.

    A call and a chat begin with it. What is grave comes first of all, and is not answered so: then
    it is told with the next answer.

    Args:
        situation: the turn.
        answer: what is said in it.
    """
    texts = {each["say"] for each in answer.messages if "say" in each}
    first = situation.channel == Channel.SMS and situation.context.get("untold")
    if not first or not texts or texts & TELLS:
        return Reply()
    return Reply().say("bot.answers")


def was_sent(text: str) -> bool:
    """Whether a message tells who said that she could call, and nothing of what she wants.

    Args:
        text: as written or said.
    """
    return "?" not in text and _SENT.fullmatch(" ".join(text.split())) is not None


def asks_whom(text: str) -> bool:
    """Whether a message asks nothing but whom it has come to.

    Args:
        text: as written or said.
    """
    return _WHOM.fullmatch(" ".join(text.split())) is not None
