"""The number to be rung on that comes in several messages: «ring meg på 22 33», and then «44 55».

Whoever asks to be rung has a task at once, on the number that she writes or calls from. What comes
after it is read as the number it goes on with, and read back. The slot `heard` holds it meanwhile.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.actions.mandates.who import any_phone, fault_of_phone, phone_in
from assistant.actions.own_case.proof.given import LONGEST_PIECE
from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE, PROOF_STEPS, take_up
from assistant.reading.call_wish import (
    corrected_number,
    is_wrong_number,
    lets_go,
    of_me,
    on_another_number,
    wanted,
    whom,
)
from assistant.reading.numbers.phones import begun_number
from assistant.reading.proof import given_in
from core.channel import Channel
from core.phone_number import Fault, NotAllowed

RING = re.compile(r"\b(?:ring|ringe|ringje|ringja|oppringt|ringes)\b", re.IGNORECASE)
NOT_RING = re.compile(r"\?|\b(?:ikke|ikkje|itte|itj|hvem|kven|kem)\b", re.IGNORECASE)
OF_A_PERSON = re.compile(r"\b(?:født|fødd|fødsel\w*|født\w*|kode\w*)\b", re.IGNORECASE)
"""What tells a birth date or a code from the number that was asked for."""
COURTESY = re.compile(
    r"\b(?:ja|jo|takk|hei|det (?:er|e)|de e|nummeret?|telefon\w*|fasttelefon|tlf|mobil\w*|"
    r"mitt|min|er|på)\b",
    re.IGNORECASE,
)
"""What stands around a telephone number."""
AS_A_NUMBER = re.compile(r"\W*(?:\d{2} ?){4}\W*|\W*\d{3} \d{2} \d{3}\W*")
"""Eight digits as telephone numbers are written: in pairs, in three groups, or in a row."""

NO_OTHER = frozenset({"nlu_fallback", "request_callback", "talk_to_human", "give_phone"})
"""What «ikke ring datteren min» is understood as, and what it is not."""

DOUBTED = frozenset({"nlu_fallback", "give_phone", "give_code", "give_birth_date"})
"""What «ring sønnen min på …» is understood as, where it is not taken for a wish to be rung."""

Act = Callable[[Situation], Reply]

CALLED = "tlf"
"""What the slot `heard` begins with where a call-back may still get its number."""
PROMISED = "oppringing"
"""What the slot `heard` begins with where a call was promised: it may be put right or let go.
Who else than the writer is to be rung stands after `|`."""
BEFORE = "før "
"""What stands before both, once something else has been said since."""


def hand_over(situation: Situation) -> Reply:
    """Hand over to a person; a number that was begun is asked for to its end."""
    if situation.intent == "request_callback":
        left = wanted(situation.text)
        if left is None:
            reply = Reply().set(reason=None).say("person.not_wanted")
            return reply.then(take_up(situation))
        situation = replace(situation, text=left)
        if (other := _another_s(situation)) is not None:
            return other
    reply = people.hand_over(situation)
    if _files_a_number(situation, reply):
        reply.set(heard=PROMISED)
    asked = situation.intent == "request_callback" and situation.channel != Channel.PHONE
    if not asked or situation.caller is None or phone_in(situation) is not None:
        return reply
    if reply.slots.get("pending", situation.pending) is not None:
        return reply
    begun = begun_number(situation.text)
    if begun is None:
        return reply.set(heard=CALLED)
    return reply.then(_rest_of(begun, "callback"))


def _another_s(situation: Situation) -> Reply | None:
    """«Ring datteren min på …»: a call of its own, which puts no other right; None without one."""
    who, number = whom(situation.text), phone_in(situation)
    if who is None or number is None:
        return None
    act = people.task(situation, "callback", number)
    act["summary"]["whom"] = who
    done = {"pending": None} if situation.pending in ON_THE_SIDE else {}
    name = situation.municipality.name
    reply = Reply().set(**done, reason=None, misses=None).do("hand_over", **act)
    reply.say("person.calls_another", municipality=name, number={"phone": number})
    return reply.then(people.when(situation)).set(heard=f"{PROMISED}|{who}"[:LONGEST_PIECE])


def _doubted(situation: Situation) -> Reply | None:
    """«Mannen min har koden, ring ham på …», whatever it was understood as."""
    free = situation.pending in ON_THE_SIDE | PROOF_STEPS and situation.intent in DOUBTED
    if not free or wanted(situation.text) != situation.text:
        return None
    given = given_in(situation.text, situation.today)
    return None if given.codes or given.born else _another_s(situation)


def grown_older(situation: Situation) -> dict[str, str]:
    """The slot of a call that was promised in the turn before, as it is after this one.

    «Det er ikke nødvendig» is said of what was talked of last, and that is the call no more.
    """
    heard = str(situation.slots.get("heard") or "")
    return {"heard": f"{BEFORE}{heard}"} if heard.startswith((CALLED, PROMISED)) else {}


def _heard(situation: Situation) -> str:
    return str(situation.slots.get("heard") or "").removeprefix(BEFORE)


def _whom(situation: Situation) -> str | None:
    """Who else than the writer the call is for that was promised last."""
    heard = _heard(situation)
    return heard.partition("|")[2] or None if heard.startswith(PROMISED) else None


def _files_a_number(situation: Situation, reply: Reply) -> bool:
    """Whether a call was promised in a text or a chat, on whatever number."""
    filed = any(each.get("do") == "hand_over" for each in reply.messages)
    return filed and situation.intent == "request_callback" and situation.channel != Channel.PHONE


def put_right(situation: Situation) -> Reply | None:
    """What is said of a call that was just promised: another number, or no call after all.

    The task may be somebody's already, so it is never taken away: it says what is wanted now.
    """
    if (other := _doubted(situation)) is not None:
        return other
    if situation.pending not in ON_THE_SIDE:
        return None
    if not _heard(situation).startswith((CALLED, PROMISED)):
        if on_another_number(situation.text):
            return hand_over(replace(situation, intent="request_callback"))
        refused = situation.intent in NO_OTHER and wanted(situation.text) is None
        return Reply().set(reason=None, pending=None).say("person.not_wanted") if refused else None
    who = _whom(situation)
    if is_wrong_number(situation.text):
        name = situation.municipality.name
        asked = Reply().ask(
            "callback_number", "person.which_number", expect="phone", municipality=name
        )
        return asked.set(reason="callback", heard=_heard(situation))
    if (right := corrected_number(situation.text)) is not None:
        there = replace(situation, text=right)
        there = replace(there, slots={**there.slots, "reason": "callback"})
        return _promised(people.take_number(there), who)
    at_once = not str(situation.slots["heard"]).startswith(BEFORE)
    if not lets_go(situation.text, at_once=at_once, who=who):
        return None
    act = people.task(situation, "callback", None) | {"promised_at": None}
    act["summary"] |= {"call": "not_wanted"}
    if who is not None and not of_me(situation.text):
        act["summary"]["whom"] = who
    reply = Reply().set(heard=None, pending=None, reason=None, misses=None)
    return reply.do("hand_over", **act, amends=True).say("person.call_let_go")


def take_number(situation: Situation) -> Reply:
    """The number to call back, alone or together with what came of it before."""
    who, heard = _whom(situation), _heard(situation)
    heard = heard if heard.startswith(CALLED) else ""
    if heard:
        reason = situation.slots.get("reason") or "callback"
        situation = replace(situation, slots={**situation.slots, "reason": reason})
    whole = replace(situation, text=f"{heard or CALLED} {situation.text}")
    alone = phone_in(situation) is not None
    if not alone and heard and phone_in(whole) is not None:
        return _promised(people.take_number(whole), who)
    begun = begun_number(whole.text)
    if alone or begun is None or fault_of_phone(whole.text) is not Fault.SHORT:
        return _promised(people.take_number(situation), who)
    return _rest_of(begun, str(situation.slots.get("reason") or people.ASKED))


def _promised(reply: Reply, who: str | None) -> Reply:
    """What was promised is remembered, with whom it is to."""
    filed = [each for each in reply.messages if each.get("do") == "hand_over"]
    if not filed:
        return reply.set(heard=None if who is None else f"{PROMISED}|{who}")
    if who is None:
        return reply.set(heard=PROMISED)
    for each in filed:
        each["summary"]["whom"] = who
    for each in reply.messages:
        if each.get("say") == "person.calls":
            each["say"] = "person.calls_another"
    return reply.set(heard=f"{PROMISED}|{who}")


def or_number(act: Act) -> Act:
    """An action for digits, unless they are the number of a call-back that was just asked for.

    Args:
        act: what they lead to else.
    """

    def either(situation: Situation) -> Reply:
        if _asks_to_be_rung(situation):
            return hand_over(replace(situation, intent="request_callback"))
        return take_number(situation) if _is_number_of_call(situation) else act(situation)

    return either


def _asks_to_be_rung(situation: Situation) -> bool:
    """«Ring 400 12 345»: a number with what it is for."""
    text, free = situation.text, situation.pending in ON_THE_SIDE
    told = situation.intent == "give_phone" and RING.search(text) and not NOT_RING.search(text)
    return bool(free and told and phone_in(situation))


def _is_number_of_call(situation: Situation) -> bool:
    if not _heard(situation).startswith(CALLED) or situation.pending not in (
        None,
        "callback_number",
    ):
        return False
    if _is_proof(situation):
        return False
    try:
        any_phone(situation.text)
    except NotAllowed:
        return begun_number(f"{CALLED} {situation.text}") is not None
    return True


def _is_proof(situation: Situation) -> bool:
    """Whether a birth date or a code is given: its digits are no telephone number.

    «22 03 19 41» may be either; alone, and written as a number, it is the number waited for.
    """
    if situation.pending == "callback_number" and not OF_A_PERSON.search(situation.text):
        return False
    given = given_in(situation.text, situation.today)
    said = COURTESY.sub(" ", situation.text)
    return bool(given.codes or (given.born and not AS_A_NUMBER.fullmatch(said.strip(" ,.!"))))


def _rest_of(begun: str, reason: str) -> Reply:
    asked = Reply().ask("callback_number", "person.rest_of_number", expect="phone")
    return asked.set(reason=reason, heard=f"{CALLED} {begun}"[:LONGEST_PIECE])
