"""Whom a choice is for, or which help, said anew while code or birth date is asked for.

Only in a closed form, in which every word belongs to the correction: «nei vent, Klokkebekk», «bare
vasken», «ikke Hasselvind, men Klokkebekk». Who is only spoken of, or rings at the door, is no wish.
"""

import re
from dataclasses import dataclass, replace

from assistant.actions.choosing import before_proof
from assistant.actions.choosing.wishes import scope
from assistant.actions.choosing.wishes.form import AWAY, NO, form
from assistant.actions.choosing.wishes.told_of import another_has, another_wishes, only_told
from assistant.actions.choosing.wishes.wished import wished
from assistant.actions.own_case.own_case import CHOICES
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again

_LEAD = rf"(?:(?:{NO}|oi|uff|vent|unnskyld|orsak|beklager|forresten) )*"
_WRONG = (
    r"(?:(?:det (?:var|va|er|ble|blei|vart) feil|(?:jeg|eg|æ|e) (?:sa|skrev|skreiv|tok) feil) )?"
)
_MEANT = r"(?:mente|meinte|mener|meiner)"
_SAYS = rf"(?:(?:(?:jeg|eg|æ|e) {_MEANT}|det (?:skulle|skal) (?:være|vere|vera)) )"
_SAID = (
    rf" (?:{_MEANT} (?:jeg|eg|æ|e)|(?:skulle|skal) det (?:være|vere|vera)|heller"
    r"|i ?stedet|i ?staden)"
)
_ONE = r"(?:(?:bare|berre|kun|til|for|med|hos) )*(?:FIRMA\d+|HJELP)"
_THINGS = rf"(?:heller )?{_ONE}(?: (?:og )?{_ONE})*"
_FORM = re.compile(
    rf"{_LEAD}{_WRONG}{_SAYS}?"
    rf"(?:{AWAY} {_THINGS}(?: (?:men )?{_THINGS})?|{_THINGS}(?: (?:og )?{AWAY} {_THINGS})?)"
    rf"(?:{_SAID})?(?: takk)?"
)
_TELLS = re.compile(
    rf"\b(?:{AWAY}|{_MEANT}|heller|skulle|skal|bare|berre|kun|til|i ?stedet|i ?staden)\b"
)
"""What tells that help is put right: «vent, hjemmehjelpen» says who has come."""
_REFUSED = re.compile(rf"\b{AWAY} (?:(?:bare|berre|til|for|hos|med) )*FIRMA(\d+)")


@dataclass(frozen=True)
class _Said:
    """A correction: the provider that it names, those that it rejects, and which help it is for."""

    named: str | None
    rejected: tuple[str, ...]
    help: scope.Scope


def answered(situation: Situation) -> Reply | None:
    """The wish with what is put right, and the question again; None where nothing is."""
    if situation.slots.get("wish") not in CHOICES:
        return None
    if only_told(situation):
        return ask_again(situation)
    said = _said(situation)
    if said is None:
        return None
    named, slots = said.named, situation.slots
    if named is not None:
        meant = replace(wished(situation), named=[named])
        if (refused := before_proof.refused(situation, meant)) is not None:
            return refused
    heeded = dict(scope.heeded(situation, said.help).slots["wished"])
    heeded["kept"] = [each for each in heeded["kept"] if each not in said.help.services]
    heeded["rejected"] = [each for each in heeded["rejected"] if each != named]
    heeded["rejected"] = list(dict.fromkeys([*heeded["rejected"], *said.rejected]))
    before = [each for each in slots.get("named") or () if each not in said.rejected]
    reply = Reply().set(named=[named] if named else before or None, wished=heeded)
    reply.set(wish=_wish(situation, said))
    wanted = said.help.services or slots.get("services") or ()
    reply.set(services=[each for each in wanted if each not in said.help.kept] or None)
    if named:
        reply.say("choice.heard", provider={"provider": named})
    else:
        reply.say("correct.taken")
    return reply.then(ask_again(_with_wish(situation, said)))


def _with_wish(situation: Situation, said: _Said) -> Situation:
    return replace(situation, slots={**situation.slots, "wish": _wish(situation, said)})


def _wish(situation: Situation, said: _Said) -> str:
    """A wish for the municipality is one no more where another is named, and the other way."""
    own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    before = str(situation.slots["wish"])
    if said.named == own:
        return "municipal"
    leaves = said.named is not None or own in said.rejected
    return "choose" if before == "municipal" and leaves else before


def _said(situation: Situation) -> _Said | None:
    """What the message puts right; None where it is not of the form, or leaves doubt."""
    meant = wished(situation)
    if meant.others or meant.condition or "?" in situation.text:
        return None
    if another_has(situation) or another_wishes(situation):
        return None
    said, firms = form(situation)
    if _FORM.fullmatch(said) is None:
        return None
    alone = re.fullmatch(r"FIRMA\d+", said) is not None
    no = re.search(rf"\b{NO}\b", said) is not None or " feil " in said or "forresten" in said
    helps = "HJELP" in said
    if not (alone or (firms and no) or _TELLS.search(said)):
        return None
    rejected = tuple(dict.fromkeys(firms[int(at)] for at in _REFUSED.findall(said)))
    left = {each for each in firms if each not in rejected}
    if len(left) > 1 or not all(map(situation.deps.catalogue.has_provider, left)):
        return None
    help_ = replace(scope.scope(situation), everything=False) if helps else scope.Scope()
    if not left and not rejected and not help_.is_said:
        return None
    return _Said(next(iter(left), None), rejected, help_)
