"""One case, three channels: a choice that stopped in one conversation goes on in another.

Who has proved who it is is asked whether to go on with a choice left in another conversation. Only
conversations in which the register has the same person proven are looked into, so neither a number
nor a telephone that is passed on tells anybody anything (promise 6).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from assistant.actions.choosing import undo
from assistant.actions.choosing.steps import beginning, offering, reading_back, refusing
from assistant.actions.mandates import mandate
from assistant.actions.own_case import tell as case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ask_service, offer

KEPT = timedelta(hours=24)
"""How long a place is kept; a thread that rested longer is over (`conversations.threads.IDLE`)."""

CHOOSING = ("choose", "switch", "municipal")
TOLD = (
    "decision",
    "provider",
    "status",
    "who_chose",
    "chosen",
    "starts",
    "now",
    "undo_until",
    "deadline",
)
"""Wishes that are answered first; then comes the question whether to go on."""
AT_ONCE = ("undo", "undo_now", "municipal", "give_mandate", "mandates", "withdraw_mandate")
"""Wishes that say already what is wanted now."""
PLACE = ("wish", "services", "offered", "page", "provider", "pending")
"""The slots that make up the place."""


def go_on(situation: Situation, wish: str | None) -> Reply:
    """Go on with what the person wanted when the proof was asked for."""
    if wish in TOLD:
        return case.tell(situation, wish)
    match wish:
        case "choose" | "switch" | "municipal":
            return beginning.begin(situation, wish)
        case "undo" | "undo_now":
            return undo.begin(replace(situation, slots={**situation.slots, "wish": wish}))
        case "give_mandate":
            return mandate.begin(situation, situation.slots.get("agent"))
        case "mandates":
            return mandate.tell(situation)
        case "withdraw_mandate":
            return mandate.withdraw(situation)
    if situation.person is not None and (own := situation.person.mandate) is not None:
        giver = situation.person.name.split()[0]
        return Reply().set(wish=None).say(f"mandate.agent_{own.scope.value}", giver=giver)
    return Reply().set(wish=None).say("greet.again")


def after_proof(situation: Situation, wish: str | None) -> Reply:
    """Go on with the wish, and with a choice left in another conversation if the person wants.

    A wish that names a provider, or takes a choice back, says already what is wanted now.
    """
    named = situation.entities.get("provider") or situation.slots.get("named")
    if wish in AT_ONCE or (wish in CHOOSING and named):
        return go_on(situation, wish)
    place = _left(situation)
    if place is None:
        return go_on(situation, wish)
    if wish not in TOLD:
        return Reply().set(wish=wish).then(ask(place))
    reply = go_on(situation, wish)
    return reply if reply.slots.get("pending") else reply.then(ask(place))


def ask(place: Mapping[str, Any]) -> Reply:
    """Ask whether to go on from a place, and keep it until the answer."""
    provider = place.get("provider")
    if provider:
        reply = Reply().say("resume.provider", provider={"provider": provider})
    else:
        reply = Reply().say("resume.list")
    return reply.ask("resume", "resume.ask", expect="yes_no").set(resume=dict(place))


def accept(situation: Situation) -> Reply:
    """Yes: the same question again, where it was left."""
    place = situation.slots.get("resume")
    if not place:
        return Reply().set(**FORGOTTEN).say("nothing_to_answer")
    return _at(situation, place)


def decline(situation: Situation) -> Reply:
    """No: on with what was wanted in this conversation."""
    wish = situation.slots.get("wish")
    reply = Reply().set(pending=None, resume=None)
    if wish in CHOOSING:
        return reply.then(beginning.begin(situation, wish))
    return reply.set(wish=None).say("resume.not_now")


def _at(situation: Situation, place: Mapping[str, Any]) -> Reply:
    """The place taken up in this conversation, with what has changed since then heeded."""
    services, provider = place.get("services"), place.get("provider")
    here = replace(situation, slots={**situation.slots, **place})
    reply = Reply().set(**FORGOTTEN | {"wish": place["wish"]})
    if place["pending"] == "service" or not services:
        return reply.set(provider=provider).then(ask_service(here))
    if provider:
        return reply.then(reading_back.with_provider(here, services, provider))
    fresh = offering.offer_list(here, services)
    now = fresh.slots.get("offered") or []
    # The order in which they were read is kept: «den andre» must mean the same one.
    offered = [each for each in place.get("offered") or () if each in now]
    if set(offered) != set(now):
        return reply.then(fresh)
    page = place.get("page") or 0
    return reply.set(services=services).then(offer(here, offered, page))


def _left(situation: Situation) -> Mapping[str, Any] | None:
    """The place of the latest choice under way elsewhere; None where there is none to go on with.

    What was chosen since, through whatever channel, has ended it.
    """
    person, decision, deps = situation.person, situation.decision, situation.deps
    if person is None or decision is None or not refusing.may_choose(situation):
        return None
    since = deps.clock.now() - KEPT
    proven = deps.register.proven_conversations(person.id, since)
    others = [each for each in proven if each != situation.conversation]
    granted = {each.service for each in decision.services}
    chosen = max((each.received_at for each in deps.register.choices(person.id)), default=None)
    for last_active, slots in deps.left_off(others, since):
        if chosen is not None and chosen >= last_active:
            return None
        if _under_way(slots) and granted.issuperset(slots.get("services") or ()):
            return {name: slots[name] for name in PLACE if slots.get(name) is not None}
    return None


def _under_way(slots: Mapping[str, Any]) -> bool:
    """Whether slots are those of a choice that was begun after proof and is not finished."""
    if slots.get("wish") not in CHOOSING or slots.get("pending") in ("code", "birth_date", None):
        return False
    if slots["pending"] == "service":
        return True
    return bool(slots.get("services") and (slots.get("offered") or slots.get("provider")))
