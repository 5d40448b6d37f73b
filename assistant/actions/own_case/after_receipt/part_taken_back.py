"""«Angre sykepleien», «nei, bare vasken»: a part of what is registered is taken back, or is all.

A case is taken back as a whole. So where it holds more than the part, that is said in the question,
and after a yes the rest is read back anew. Only closed forms, in which every word belongs to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.actions.choosing import undo
from assistant.actions.choosing.wishes import scope
from assistant.actions.choosing.wishes.form import AWAY, LEAD, I, form
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
_ONLY = r"(?:bare|berre|kun)"
_ONE = rf"(?:{_FOR})*HJELP"
TAKES_AWAY = re.compile(
    rf"{LEAD}(?:{_WILL}{_UNDO} (?:meg )?{_HELP}|{AWAY} {_HELP}"
    rf"|{_HELP} (?:skulle|skal|ska|må|ville) {AWAY}(?: (?:byttes|bytast|endres|endrast))?"
    rf"|{_HELP} (?:skulle|skal|ska|må|kan) (?:være|vere|vera|bli|bli værende)? ?som (?:før|nå|no)"
    rf"|{I} (?:vil|skal|ville) {AWAY} (?:bytte|byte|endre|ha) {_HELP}"
    rf"|{_HELP} (?:angrer|angrar) {I}(?: på)?)"
    rf"{_END}",
)
ONLY = re.compile(
    rf"{LEAD}(?:(?:{I} (?:mente|meinte|ville|vil|skulle)|valget|valet|det)"
    r"(?: (?:skulle|skal|var|gjaldt|gjelder|gjeld|ha|være|vere|vera|gjelde|bytte|byte))* )?"
    rf"(?:bare|berre|kun)(?: (?:det|være|vere|være for))? {_HELP}"
    rf"(?: (?:{I} )?(?:mente|meinte|skulle|det|være|vere|gjelder|gjeld|jeg|eg|takk|ha))*"
    rf"|{LEAD}(?:{I} (?:vil|ville|skal|skulle|mente|meinte) )?"
    rf"(?:{_ONLY} (?:ha )?FIRMA0|(?:ha )?FIRMA0 {_ONLY})(?: {_ONLY})? {_HELP}(?: takk)?"
)
BUT_NOT = re.compile(rf"{LEAD}{_WILL}{_UNDO} (?:meg )?{_ONE} (?:(?:og|men) )?{AWAY} {_ONE}{_END}")
"""«Angre sykepleien, ikke vasken»: the first is taken away."""
THIS_FOR_THAT = re.compile(
    rf"{LEAD}{AWAY} {_ONE} (?:(?:men|heller|{_ONLY}) )*{_ONE}{_END}"
    rf"|{LEAD}(?:{_ONLY} )?{_ONE} (?:(?:og|men) )?(?P<last>{AWAY}) {_ONE}{_END}"
)
"""«Ikke vasken, sykepleien», «sykepleien, ikke vasken»."""


@dataclass(frozen=True)
class _Part:
    """Which help is not meant, and which is; `only` where all else of the latest case is not."""

    away: frozenset[str]
    wanted: frozenset[str] = frozenset()
    only: bool = False


def answered(situation: Situation, made: Sequence[ChoiceView]) -> Reply | None:
    """What a part that is named leads to, always a question; None where none is.

    Args:
        situation: of the proven person.
        made: the choices that can still be taken back, the latest first.
    """
    part = _part(situation)
    if part is None or not made or situation.decision is None:
        return None
    if set(form(situation)[1]) - {made[0].provider_id}:
        return None
    # «Bare vasken» speaks of what was done last, and not of another case.
    among = [each for each in made if not part.only or each.case_number == made[0].case_number]
    away = {each.service for each in among} - part.wanted if part.only else part.away
    touched = next((each for each in among if each.service in away), None)
    if touched is None:
        # What is left out is not chosen for: how it stands shows it.
        return Reply().set(pending=None).then(case.status(situation, situation.decision))
    of_case = {each.service for each in made if each.case_number == touched.case_number}
    elsewhere = {each.service for each in made} - of_case
    meant = (of_case - away) | (part.wanted - elsewhere)
    anew = [each.service for each in situation.decision.services if each.service in meant]
    asked = undo.ask(situation, touched)
    if not anew:
        return asked
    return Reply().say("undo.whole_case").then(asked).set(wished=_anew(situation, anew))


def _part(situation: Situation) -> _Part | None:
    said, helps = form(situation)[0], scope.helps_in_order(situation)
    if "?" in situation.text or not helps or not scope.names_only_help(situation):
        return None
    if ONLY.fullmatch(said) is not None:
        return _Part(frozenset(), frozenset(helps), only=True)
    if BUT_NOT.fullmatch(said) is not None:
        return _Part(frozenset(helps[:1]))
    if (swapped := THIS_FOR_THAT.fullmatch(said)) is not None:
        away, wanted = reversed(helps) if swapped["last"] else helps
        return _Part(frozenset({away}), frozenset({wanted}))
    return _Part(frozenset(helps)) if TAKES_AWAY.fullmatch(said) is not None else None


def _anew(situation: Situation, services: list[str]) -> dict[str, object]:
    """What is chosen anew once all was taken back, with the person's own words for the help."""
    heard = scope.scope(replace(situation, slots={**situation.slots, "pending": "service"}))
    return {
        "kept": [each for each in heard.words if each not in services],
        "rejected": [],
        "condition": None,
        "words": dict(heard.words),
        "anew": services,
    }
