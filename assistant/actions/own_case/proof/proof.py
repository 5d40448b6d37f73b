"""Proof of who it is: the code from the letter together with the birth date."""

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.actions.choosing import resume
from assistant.actions.own_case.proof.given import (
    MOST_DATES,
    Proof,
    Tried,
    chosen_date,
    given,
    is_near,
    read_proof,
    tried,
    with_noughts,
)
from assistant.actions.reply import Option, Reply
from assistant.actions.safety import people
from assistant.actions.situation import Situation
from assistant.actions.speaking import speaker
from assistant.actions.speaking.roles import says_agent
from assistant.actions.thread import (
    FORGOTTEN,
    PROOF_STEPS,
    ask_birth_date,
    ask_code,
    ask_code_anew,
    first_code,
    offer_person,
)
from assistant.reading.whose_proof import Whose
from choice_register.types import Attempt, CodeResult
from choice_register.verification.letters import CODE_LENGTH

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
    if speaker.is_interested(situation):
        return speaker.refused(situation)
    # Code or birth date may have been given already: neither is asked for twice.
    kept = {name: situation.slots.get(name) for name in ("code", "birth_date", "heard")}
    reply = Reply().set(**FORGOTTEN | kept | {"wish": wish} | wanted)
    acting = situation.slots.get("acting")
    if wish == "give_mandate":
        acting = None if acting is True else acting  # Their own act: by the code of the letter.
    elif not acting and says_agent(situation):
        acting = True
    situation = replace(situation, slots={**situation.slots, "acting": acting})
    reply.set(acting=acting)
    if situation.pending not in kept:
        reply.say("proof.why_agent" if situation.slots.get("acting") else "proof.why")
    return reply.then(take_proof(situation, wish=wish, asked=False))


def take_proof(situation: Situation, wish: str | None = None, *, asked: bool = True) -> Reply:
    """Take a code, a birth date or both, and go on with the wish when both are there.

    Args:
        situation: the message with its entities.
        wish: what to go on with; the one in the slots when left out.
        asked: whether the message answers a question of ours, so that an empty one is a slip.
    """
    now = given(situation)
    if speaker.is_interested(situation):
        return speaker.refused(situation, _whose(situation, now))
    if now.of is not Whose.OWN:
        return _not_tried(situation, now.of, wish)
    before = situation.slots.get("birth_date")
    offered = [] if len(now.born) < 2 else [day.isoformat() for day in now.born]  # noqa: PLR2004
    said = now.born[0].isoformat() if len(now.born) == 1 else None
    born = said or chosen_date(before, situation) or (before if isinstance(before, str) else None)
    first, kept = first_code(situation), situation.slots.get("code")
    code = now.code or (kept if isinstance(kept, str) else None)
    if (former := tried(situation)) is not None:
        code, born = _with_tried(former, code, born)
    wish = wish or situation.slots.get("wish")
    situation = replace(situation, slots={**situation.slots, "wish": wish})
    stays = kept if first or (former and code is None) else code
    reply = Reply().set(wish=wish, heard=now.piece, code=stays, birth_date=born)
    if now.holds or isinstance(before, list):
        reply.do("mask")
    if now.wrong_length is not None or now.slip or now.several:
        return reply.then(_code_again(situation, now))
    if offered and len(offered) <= MOST_DATES:
        return reply.then(which_date(offered))
    # What was given as birth date and was none is told so, whether or not the code is there.
    no_date = born is None and asked and (offered or situation.pending == "birth_date")
    if code is None:
        if situation.pending != "birth_date" and now.piece:
            reply.say("proof.rest")
        elif asked and born is None and not offered:
            reply.say("proof.no_code")
        elif said:
            reply.say("proof.date_taken")
        return reply.then(ask_code(situation))
    if born is None:
        if no_date and not now.code:
            reply.say("proof.rest_date" if now.piece else "proof.no_date")
        return reply.then(ask_birth_date(situation))
    second = code if first else None
    return reply.then(_try(situation, first or code, date.fromisoformat(born), wish, second))


def _not_tried(situation: Situation, of: Whose, wish: str | None) -> Reply:
    """Another's code or birth date, or none of hers: not tried, and her own is asked for."""
    reply = Reply().do("mask").say(f"proof.{of.value}")
    if wish is not None:
        reply.set(wish=wish)
    if situation.pending == "birth_date" and of is Whose.DATE_OF_ANOTHER:
        return reply.then(ask_birth_date(situation))
    if of is not Whose.DATE_OF_ANOTHER and isinstance(situation.slots.get("code"), str):
        reply.set(code=None)  # «Det var mors kode», said of the one that was kept.
    return reply.then(ask_code_anew(situation))


def _with_tried(former: Tried, code: str | None, born: str | None) -> tuple[str | None, str | None]:
    """Code and birth date, where one of those that were tried is given anew and the other stands.

    The same one given again tells that the other was wrong, and that is asked for. A code that is
    quite another may be another person's, with a birth date of its own.
    """
    before = former.born.isoformat()
    if code is not None and born is None and is_near(code, former.code):
        return code, before
    if code is None and born is not None and born != before:
        return former.code, born
    return code, born


def in_passing(situation: Situation) -> Reply | None:
    """A code, or the birth date that was asked for, in a message that was understood as more.

    «Ja brevet ligger her, det står 631 467 268, men hvorfor spør dere?» gives the code.

    Returns:
        What is said of it; None where nothing was given, or who it is has been proven already.
    """
    if situation.person is not None or situation.intent in GIVEN:
        return None
    now = given(situation)
    asked_date = situation.pending == "birth_date" and len(now.born) >= 1
    if now.of is not Whose.OWN and situation.pending not in PROOF_STEPS:
        return None
    if not (
        now.of is not Whose.OWN
        or holds_code(situation)
        or (situation.pending == "code" and now.code)
        or asked_date
    ):
        return None
    return take_proof(situation, asked=False)


def holds_code(situation: Situation) -> bool:
    """Whether nine digits with the right check digit stand in a message, asked for or not."""
    code = read_proof(situation.text, situation.today, None).code
    return code is not None and len(code) == CODE_LENGTH


def masked(situation: Situation, reply: Reply) -> Reply:
    """A reply that hides the code in the message, whatever the message was taken for."""
    hidden = any(each.get("do") == "mask" for each in reply.messages)
    return reply if hidden or not holds_code(situation) else reply.do("mask")


GIVEN = frozenset({"give_code", "give_birth_date"})
"""Intents of messages that are given to prove who it is."""


def _code_again(situation: Situation, now: Proof) -> Reply:
    """What was wrong with the code; none of it costs a try."""
    reply = Reply().set(code=situation.slots.get("code") if first_code(situation) else None)
    if now.wrong_length is not None:
        reply.say("proof.digits", count=now.wrong_length)
    else:
        reply.say("proof.slip" if now.slip else "proof.several")
    return reply.then(ask_code(situation))


def which_date(offered: list[str]) -> Reply:
    """Read back the dates that may have been meant. Day and month, or the year, tell them apart:

    the whole date is not written in an answer that is kept.
    """
    days = {each[5:] for each in offered}
    labels: list[Any] = [{"day_of_year": each} for each in offered]
    if len(days) < len(offered):
        labels = [each[:4] for each in offered]
    options: list[Option] = [
        {"label": label, "value": each} for label, each in zip(labels, offered, strict=True)
    ]
    reply = Reply().ask("birth_date", "proof.which_date", expect="option", options=options)
    return reply.set(birth_date=offered)


def _whose(situation: Situation, now: Proof) -> int | None:
    """Whose letter somebody with an interest has: the code proves nothing, but is a trace."""
    if now.code is None or len(now.born) != 1:
        return None
    register = situation.deps.register
    if register.check_code(_attempt(situation, now.code, now.born[0])) is CodeResult.OWN_LETTER:
        return register.whose_letter(situation.key)
    return None


def _attempt(situation: Situation, code: str, born: date, second: str | None = None) -> Attempt:
    return Attempt(
        code=with_noughts(code),
        birth_date=born,
        conversation=situation.conversation,
        caller=situation.caller,
        municipality=situation.municipality.id,
        channel=situation.channel,
        key=situation.key,
        certain=len(code) == CODE_LENGTH,
        for_another=speaker.is_another(situation),
        another_before=situation.slots.get("acting") is False,
        second=with_noughts(second) if second else None,
        as_agent=bool(situation.slots.get("acting")),
        own_case=situation.slots.get("wish") is not None,
        proven_as=_proven_as(situation),
    )


def _proven_as(situation: Situation) -> int | None:
    """Who has been proven here as herself: nobody is the agent of the own case."""
    person = situation.person
    return person.id if person is not None and person.mandate is None else None


def _try(
    situation: Situation, code: str, born: date, wish: str | None, second: str | None
) -> Reply:
    former = situation.person
    result = situation.deps.register.check_code(_attempt(situation, code, born, second))
    reply = Reply().set(code=None, birth_date=None, heard=None)
    if result is CodeResult.OK:
        # Read anew: this situation still remembers that nobody had proved who it was.
        proven = replace(situation)
        reply.set(pending=None)
        if proven.person is not None and proven.person.mandate is not None:
            reply.say("proof.ok_agent", name=proven.person.name)
            return reply.then(resume.after_proof(proven, wish))
        if former is not None and proven.person is not None and former.id != proven.person.id:
            # Two share the telephone: nothing that the other had begun goes on under this name.
            who = proven.person.name.split()[0]
            return reply.set(**FORGOTTEN).say("proof.now_another", who=who)
        if proven.person is not None and situation.slots.get("standard") is None:
            reply.do("standard", value=proven.person.standard)
        return reply.say("proof.ok").then(resume.after_proof(proven, wish))
    if result in LOCKED and second is None:
        # Others' wrong codes, or own ones, shut nobody out: the letter has one code more.
        waits = {"code": {"first": code}, "birth_date": born.isoformat(), "wish": wish}
        return (
            reply.say("proof.second_why")
            .ask("code", "prompt.second_code", expect="code")
            .set(**waits)
        )
    if result in LOCKED:
        return reply.then(offer_person("locked", "proof.locked"))
    if result is CodeResult.LOCKED_LETTER:
        return reply.then(offer_person(people.NEW_LETTER, "proof.locked_letter"))
    if result is CodeResult.OWN_LETTER:
        reply.say("proof.own_letter").then(speaker.road(situation.slots.get("acting")))
        return reply.set(wish=wish).then(ask_code(situation))
    if result in (CodeResult.OF_ONESELF, CodeResult.NOT_AS_AGENT):
        # A code is kept by nobody for whom it proves nothing: both are asked for anew.
        return reply.set(wish=wish).say(f"proof.{result.value}").then(_own_again(situation))
    if result is CodeResult.MANDATE_OVER:
        return reply.set(**FORGOTTEN).say("mandate.over")
    if result is CodeResult.EXPIRED:
        return reply.then(offer_person(people.NEW_LETTER, "proof.expired"))
    return reply.set(wish=wish).then(_wrong(situation, result, code, None if second else born))


def _own_again(situation: Situation) -> Reply:
    """The own letter's code is asked for, where nobody is proven yet."""
    return Reply().set(pending=None) if situation.person else ask_code_anew(situation)


def _wrong(situation: Situation, result: CodeResult, code: str, born: date | None) -> Reply:
    """Ask anew; what did not belong together is kept, for one part of it may be put right."""
    reply = Reply()
    if result is CodeResult.SLIP and len(code) < CODE_LENGTH:
        reply.say("proof.digits", count=len(code))
    else:
        reply.say("proof.slip" if result is CodeResult.SLIP else "proof.wrong")
    reply.then(ask_code_anew(situation))
    if result is CodeResult.WRONG and born is not None:
        reply.set(code={"tried": with_noughts(code), "born": born.isoformat()})
    return reply


def try_again(situation: Situation, code: str, born: date) -> Reply:
    """Try a code and a birth date of which one was put right, and go on with what was wished."""
    return _try(situation, code, born, situation.slots.get("wish"), None)
