"""At the read-back it is said what is wished: «nei motsatt», «til begge», «nei, sykepleien».

What is wished is read back anew, or asked. Only closed forms; a no that says no more drops the
choice, as before.
"""

import re

from assistant.actions.choosing.form import LEAD, I, form
from assistant.actions.choosing.steps import picking, reading_back
from assistant.actions.choosing.told_of import only_told
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.gate.answer import Answered, Verdict

_BOTH = re.compile(
    rf"{LEAD}(?:{I} (?:mente|meinte|vil ha|ville ha) )?(?:(?:til|for|på|det gjelder|bare) )*"
    r"(?:begge(?: to| deler| delar| hjelpene)?|alt(?: sammen)?|all hjelp\w*)"
    rf"(?: (?:{I}|mente|meinte|takk|skal det være|skulle det være))?"
)
_OPPOSITE = re.compile(
    rf"{LEAD}(?:(?:det|{I}|mente|meinte|er|var|skal|skulle|ble|blei|bli|være|vere|ha|akkurat|helt"
    r"|heilt|stikk) )*"
    r"(?:motsatt\w*|motsett\w*|omvendt|tvert ?om|tvert ?imot|tvert i mot|andre veien|andre vegen)"
    rf"(?: (?:{I}|mente|meinte|det|takk|av det|rundt))*"
)
_HELP = re.compile(
    rf"{LEAD}(?:{I} (?:mente|meinte|vil ha|skulle ha) |det (?:skulle|skal|gjelder|gjeld|er)"
    r"(?: (?:være|vere|gjelde))? )?(?:(?:til|for|på|heller|bare|berre|kun) )*"
    rf"HJELP(?: og HJELP)*(?: (?:{I}|mente|meinte|skulle det være|det gjelder|takk))*"
)
_WILL = rf"(?:{I} )?(?:vil|vill|skal|velger|vel|tar|tek|ønsker|ynskjer|holder|går for|blir)"
_THE_SAME = rf"(?:(?:{I}|ha|å|heller|gjerne|helst|ved|med|på|for|fast|meg|til) )*"
_AFTER_ALL = re.compile(
    rf"\b{_WILL} {_THE_SAME}(?P<firm>FIRMA\d+)(?: (?:likevel|allikevel|altså|takk|da|då))*$"
    rf"|(?P<after>FIRMA\d+) (?:likevel|allikevel)(?: (?:altså|takk|da|då))*$"
)


def answered(situation: Situation, verdict: Verdict) -> Reply | None:
    """The read-back of what is wished instead, or the question which; None for all else."""
    if verdict.answered is Answered.YES or situation.pending != "confirm_choice":
        return None
    if "?" in situation.text or situation.decision is None or only_told(situation):
        return None
    said, firms = form(situation)
    services, provider = situation.slots.get("services") or [], situation.slots.get("provider")
    granted = [each.service for each in situation.decision.services]
    if (found := _AFTER_ALL.search(said)) is not None and len(set(firms)) > 1:
        # «Klokkebekk er ikke så verst, jeg vil ha Hasselvind likevel»: the last wish holds.
        at = int((found["firm"] or found["after"]).removeprefix("FIRMA"))
        if firms[at] == provider:
            return reading_back.read_back(situation, services, provider)
    if len(granted) == 1 or firms:
        return picking.for_all(situation) if verdict.answered is Answered.UNCLEAR else None
    if _OPPOSITE.fullmatch(said) is not None:
        return picking.ask_which(situation)
    if _BOTH.fullmatch(said) is not None and set(services) < set(granted):
        return picking.all_of_it(situation)
    if _HELP.fullmatch(said) is not None:
        return picking.only_some(situation)
    return None
