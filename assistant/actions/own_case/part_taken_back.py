"""«Angre sykepleien», «nei, bare vasken»: a part of what is registered is taken back, or is all.

A case is taken back as a whole. So where it holds more than the part, that is said in the question,
and after a yes the rest is read back anew. Only closed forms, in which every word belongs to it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.actions.choosing import scope, undo
from assistant.actions.choosing.form import AWAY, LEAD, I, form
from assistant.actions.own_case import status as case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from choice_register.types import ChoiceView

_FOR = r"(?:til|te|for|på|av|med|om|valget|valet|byttet|bytet|det|meg) "
_HELP = rf"(?:{_FOR})*HJELP(?: (?:og |eller )?(?:{_FOR})*HJELP)*"
_UNDO = (
    r"(?:angre[r]?|angra[r]?|trekk\w*(?: tilbake)?|ta (?:bort|vekk|tilbake)|fjern\w*|stryk\w*"
    r"|slett\w*|avbestill\w*|dropp\w*)"
)
_WILL = rf"(?:{I} )?(?:(?:vil|vill|må|skal|ønsker å|ynskjer å|kan jeg|kan eg|bare|berre) )*"
_END = r"(?: (?:likevel|takk|tilbake|igjen|nå|no|da|då|være med|vere med|med))*"
TAKES_AWAY = re.compile(
    rf"{LEAD}(?:{_WILL}{_UNDO} (?:meg )?{_HELP}|{AWAY} {_HELP}"
    rf"|{_HELP} (?:skulle|skal|ska|må|ville) {AWAY}(?: (?:byttes|bytast|endres|endrast))?"
    rf"|{_HELP} (?:skulle|skal|ska|må|kan) (?:være|vere|vera|bli|bli værende)? ?som (?:før|nå|no)"
    rf"|{I} (?:vil|skal|ville) {AWAY} (?:bytte|byte|endre|ha) {_HELP})"
    rf"{_END}",
)
ONLY = re.compile(
    rf"{LEAD}(?:(?:{I} (?:mente|meinte|ville|vil|skulle)|valget|valet|det)"
    r"(?: (?:skulle|skal|var|gjaldt|gjelder|gjeld|ha|være|vere|vera|gjelde|bytte|byte))* )?"
    rf"(?:bare|berre|kun)(?: (?:det|være|vere|være for))? {_HELP}"
    rf"(?: (?:{I} )?(?:mente|meinte|skulle|det|være|vere|gjelder|gjeld|jeg|eg|takk|ha))*"
)


def answered(situation: Situation, made: Sequence[ChoiceView]) -> Reply | None:
    """What a part that is named leads to, always a question; None where none is.

    Args:
        situation: of the proven person.
        made: the choices that can still be taken back, the latest first.
    """
    said = form(situation)[0]
    only = ONLY.fullmatch(said) is not None
    if "?" in situation.text or not (only or TAKES_AWAY.fullmatch(said)):
        return None
    helps = scope.kinds_of_help(situation)
    every = {each.service for each in made}
    away = (every - helps) if only else (every & helps)
    if not helps or situation.decision is None:
        return None
    touched = next((each for each in made if each.service in away), None)
    if touched is None:
        # What is left out is not chosen for: how it stands shows it.
        return Reply().set(pending=None).then(case.status(situation, situation.decision))
    of_case = [each.service for each in made if each.case_number == touched.case_number]
    rest = [each for each in of_case if each not in away]
    reply = Reply()
    if rest:
        reply.say("undo.whole_case")
    reply.then(undo.ask(situation, touched))
    return reply.set(wished=_anew(situation, rest)) if rest else reply


def _anew(situation: Situation, rest: list[str]) -> dict[str, object]:
    """What is chosen anew once all was taken back, with the person's own words for the help."""
    heard = scope.scope(replace(situation, slots={**situation.slots, "pending": "service"}))
    kept = [each for each in heard.words if each not in rest]
    return {
        "kept": kept,
        "rejected": [],
        "condition": None,
        "words": dict(heard.words),
        "anew": rest,
    }
