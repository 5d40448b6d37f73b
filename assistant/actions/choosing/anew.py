"""«Nytt valg», «jeg vil ha Klokkebekk i stedet», where nothing waits: a choice is begun.

Closed forms, in which every word belongs to the wish, whatever the message was understood as.
"""

import re
from dataclasses import replace
from typing import Any

from assistant.actions.choosing.wishes.form import LEAD, I, form
from assistant.actions.own_case.own_case import WISH, WISHES, choose
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE

_MAY = rf"(?:{I} (?:vil|vill|må|skal|ønsker|ynskjer)|(?:kan|får|kunne) {I}|la meg|lat meg)"
_SOFTLY = r"(?: (?:gjerne|heller|også|bare|berre|å|få|helst|nå|no|da))*"
_END = r"(?: (?:takk|nå|no|da|då|i ?stedet|i ?steden|i ?staden|heller|likevel|allikevel|igjen))*"
_WILL = rf"(?:(?:{_MAY}|vil|må|skal){_SOFTLY} )?"
_NEW = re.compile(
    rf"{LEAD}{_WILL}(?:(?:gjøre|gjere|ta|ha|lage|begynne|starte|gjør|gjer) )?"
    rf"(?:(?:et|eit) )?(?:nytt|annet|anna) val[gt]?{_END}"
    rf"|{LEAD}{_WILL}(?:velge|velje|velg|vel) (?:på nytt|om igjen|om att|en gang til){_END}"
)
_FIRM = r"FIRMA\d"
_INSTEAD = re.compile(
    rf"{LEAD}(?:{_MAY}{_SOFTLY} (?:ha|få|velge|velje|bytte til|byte til|prøve) {_FIRM}{_END}"
    rf"|{_MAY} (?:heller )?få {_FIRM}{_END}|{I} (?:velger|vel|tar|tek){_SOFTLY} {_FIRM}{_END}"
    rf"|(?:heller )?{_FIRM} (?:i ?stedet|i ?staden|heller){_END}|heller {_FIRM}{_END})"
)


def is_begun(situation: Situation) -> bool:
    """Whether a choice is to be begun anew, with nobody named: «jeg må velge på nytt»."""
    free = situation.pending in ON_THE_SIDE and "?" not in situation.text
    return free and _NEW.fullmatch(form(situation)[0]) is not None


def answered(situation: Situation) -> Reply | None:
    """The choice begun; None where the message is none of this, or was understood as a wish."""
    if situation.pending not in ON_THE_SIDE or situation.intent in WISHES:
        return None
    said, firms = form(situation)
    named = list(dict.fromkeys(situation.entities.get("provider") or ()))
    if is_begun(situation):
        return choose(replace(situation, intent="choose_provider", kind=WISH, choice=None))
    if len(firms) != 1 or len(named) != 1 or _INSTEAD.fullmatch(said) is None:
        return None
    wish: dict[str, Any] = {"keep": [], "reject": [], "condition": None, "words": {}}
    wish |= {"negated": False, "want": [{"provider": named[0], "service": None}]}
    return choose(replace(situation, intent="choose_provider", kind=WISH, choice=wish))
