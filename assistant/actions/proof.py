"""Proof of who it is: the code from the letter together with the birth date."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.actions import people, resume
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ask_birth_date, ask_code, offer_person
from choice_register.letters import CODE_LENGTH, read_code
from choice_register.states import Attempt, CodeResult

LOCKED = {
    CodeResult.LOCKED_CONVERSATION,
    CodeResult.LOCKED_NUMBER,
    CodeResult.LOCKED_ALL,
}


def require(situation: Situation, wish: str, **wanted: Any) -> Reply:
    """Begin the proof for a wish that needs it; the wish goes on as soon as it is given.

    Args:
        situation: of somebody who has not proved who it is.
        wish: what to go on with.
        wanted: slots of the wish that were said already, such as the provider.
    """
    # Code or birth date may have been given already: neither is asked for twice.
    given = {name: situation.slots.get(name) for name in ("code", "birth_date")}
    reply = Reply().set(**FORGOTTEN | given | {"wish": wish} | wanted)
    acting = wish != "give_mandate" and (situation.slots.get("acting") or for_another(situation))
    situation = replace(situation, slots={**situation.slots, "acting": acting or None})
    reply.set(acting=acting or None)
    if situation.pending not in given:
        reply.say("proof.why_agent" if situation.slots.get("acting") else "proof.why")
    return reply.then(take_proof(situation, wish=wish, asked=False))


FOR_ANOTHER = re.compile(
    r"\b(?:jeg|eg|æ|je|ej) (?:har|hev) (?:fått |no |nå )?fullmakt"
    r"|\b(?:mor|mora|moren|far|faren|mamma|mammaen|pappa|pappaen|svigermor|svigerfar"
    r"|bestemor|bestefar|tante|tanta|onkel|kona|mannen) ?(?:mi|min|sin|vår)?\b"
    r"|\b(?:for|før|førr|åt) (?:henne|ho|na|han|ham|en|n)\b",
    re.IGNORECASE,
)
"""What somebody says who acts for another; it only decides whose birth date is asked for."""


def for_another(situation: Situation) -> bool:
    """Whether the message is about somebody else's case."""
    return situation.person is None and bool(FOR_ANOTHER.search(situation.text))


def take_proof(situation: Situation, wish: str | None = None, *, asked: bool = True) -> Reply:
    """Take a code, a birth date or both, and go on with the wish when both are there.

    Args:
        situation: the message with its entities.
        wish: what to go on with; the one in the slots when left out.
        asked: whether the message answers a question of ours, so that an empty one is a slip.
    """
    code = situation.entity("code") or situation.slots.get("code")
    born = situation.entity("birth_date") or situation.slots.get("birth_date")
    wish = wish or situation.slots.get("wish")
    reply = Reply()
    if situation.entity("code"):
        reply.do("mask")
    if code is not None and len(code) != CODE_LENGTH:
        reply.say("proof.digits", count=len(code)).set(code=None, birth_date=born)
        return reply.then(ask_code(situation)).set(wish=wish)
    if code is None:
        if asked and born is None:
            reply.say("proof.no_code")
        elif situation.entity("birth_date"):
            reply.say("proof.date_taken")
        reply.set(birth_date=born, wish=wish)
        return reply.then(ask_code(situation))
    # A slip of the finger is told at once; the register would count it as no try either.
    if read_code(code) is None:
        reply.say("proof.slip").set(code=None, birth_date=born, wish=wish)
        return reply.then(ask_code(situation))
    if born is None:
        if situation.pending == "birth_date" and asked and not situation.entity("code"):
            reply.say("proof.no_date")
        reply.set(code=code, wish=wish)
        return reply.then(ask_birth_date(situation))
    return reply.then(_try(situation, code, date.fromisoformat(born), wish))


def _try(situation: Situation, code: str, born: date, wish: str | None) -> Reply:
    result = situation.house.register.check_code(
        Attempt(
            code=code,
            birth_date=born,
            conversation=situation.conversation,
            caller=situation.caller,
            municipality=situation.municipality.id,
            channel=situation.channel,
            key=situation.key,
        )
    )
    reply = Reply().set(code=None, birth_date=None)
    if result is CodeResult.OK:
        # Read anew: this situation still remembers that nobody had proved who it was.
        proven = replace(situation)
        reply.set(pending=None)
        if proven.person is not None and proven.person.mandate is not None:
            reply.say("proof.ok_agent", name=proven.person.name)
            return reply.then(resume.after_proof(proven, wish))
        if proven.person is not None and situation.slots.get("standard") is None:
            reply.do("standard", value=proven.person.standard)
        return reply.say("proof.ok").then(resume.after_proof(proven, wish))
    if result in LOCKED:
        return reply.then(offer_person("locked", "proof.locked"))
    if result is CodeResult.LOCKED_LETTER:
        return reply.then(offer_person(people.NEW_LETTER, "proof.locked_letter"))
    if result is CodeResult.MANDATE_OVER:
        return reply.set(**FORGOTTEN).say("mandate.over")
    if result is CodeResult.EXPIRED:
        return reply.then(offer_person(people.NEW_LETTER, "proof.expired"))
    text = "proof.slip" if result is CodeResult.SLIP else "proof.wrong"
    reply.say(text).set(wish=wish)
    return reply.ask("code", "prompt.code", expect="code")
