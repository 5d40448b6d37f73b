"""«Var det deg?»: the answer to a warning, whenever it comes and whatever else is asked meanwhile.

In so many words («det var ikke meg») it is heard anywhere. A bare «nei» answers the warning where
that was said last, or where nothing waits; else it answers what was asked last, and the warning is
put again after it. A no stops what was done, at once; whoever answers for somebody else does not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.actions import commands
from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE, ask_undo, take_up
from assistant.gate.clean import clean
from assistant.gate.verdict import Answer, Answered, judge
from assistant.gate.wording import anywhere, parts_of, read
from choice_register.choices.stopping import Stop, Stopped, StopResult
from choice_register.types import NotProven
from core.names import search_words

_WORDS = read(Path(__file__).with_suffix(".yml"))
_PARTS = parts_of(_WORDS)
NOT_ME = anywhere(_WORDS["not_me"], _PARTS)
IT_WAS_ME = anywhere(_WORDS["it_was_me"], _PARTS)
STOP_IT = frozenset(_WORDS["stop_it"])

QUESTION = "was_it_you"
"""The question as the gate knows it; it waits in no slot (`conversations.notifications`)."""
NOT_ME_TASK = "not_me"
AN_ANSWER = frozenset({"affirm", "deny", "nlu_fallback", "stop_messages"})
"""What a message is understood as that is meant as an answer to what was said last."""
YES_NO = frozenset({"offer_person", "mandate_offer", "change_after_notice"})
"""Questions on the side that a bare yes or no is an answer to."""

Warned = Mapping[str, Any]


@dataclass(frozen=True)
class _Heard:
    """What a message says to a warning: `no`, `yes`, `unclear`, or None for nothing."""

    says: str | None
    clearly: bool = False
    signer: str | None = None


_DENIES = re.compile(r"\b(?:nei|næi|nai|ikke|ikkje|itj|itte|aldri)\b")


def answered(situation: Situation) -> Reply | None:
    """What an answer to a warning leads to; None where the message is none."""
    warned: list[Warned] = situation.context.get("warned") or []
    if not warned:
        return _denied(situation)
    meant = _meant(situation, warned)
    just = [each for each in warned if _was_last(situation, each)]
    if situation.intent == "wrong_person" and just:
        return _never_reached(situation, just[0])
    heard = _heard(situation, meant or warned, just=bool(just))
    if heard.says is None or not (heard.clearly or just or _nothing_waits(situation)):
        return None
    people_meant = {each["person"] for each in meant or warned}
    if len(people_meant) > 1 and not (just and len({e["person"] for e in just}) == 1):
        return None if heard.says == "unclear" else _ask_which(warned)
    asked = (meant or just or warned)[0]
    if heard.signer is not None:
        return Reply().say("confirm.whose", who=asked["who"]).set(notice=asked["notice"])
    match heard.says:
        case "no":
            return _stop(situation, asked, [each for each in warned if each is not asked])
        case "yes":
            reply = Reply().do("answer_notice", notice=asked["notice"], answer="yes")
            return reply.set(notice=None).say("was_it_you.confirmed").then(take_up(situation))
    if not just or situation.intent not in AN_ANSWER:
        return None
    return Reply().say("confirm.unclear").then(ask(asked))


def _denied(situation: Situation) -> Reply | None:
    """«Det var ikke meg» from the proven person, of whom nobody has been warned by now.

    With the code in hand the choice is taken back after a read-back, as any other; a person looks.
    """
    person = situation.person
    if person is None or person.mandate is not None or situation.pending not in ON_THE_SIDE:
        return None
    if not says_not_me(situation):
        return None
    choices = situation.deps.register.choices(person.id)
    latest = next((each for each in choices if each.can_undo), None)
    if latest is None:
        return None
    task = people.task(situation, NOT_ME_TASK, situation.caller, urgent=True)
    summary = task["summary"] | {"case": latest.case_number}
    reply = Reply().do("hand_over", **task | {"summary": summary})
    reply.say("was_it_you.told", municipality=situation.municipality.name)
    return reply.then(ask_undo(situation, latest.case_number, latest.provider_id))


def says_not_me(situation: Situation) -> bool:
    """Whether it is said in so many words: «det var ikke meg»."""
    names = (situation.person.name,) if situation.person else ()
    said = clean(situation.text, names)
    line = " . ".join(" ".join(each) for each in said.sentences)
    return not said.asks and NOT_ME.search(line) is not None


def ask(warned: Warned) -> Reply:
    """Put a warning again, after what was asked in between."""
    values = {"who": warned["who"], "date": {"date": warned["on"]}}
    reply = Reply().say("was_it_you.still", values=values)
    return reply.say("notice.was_it_you", expect="yes_no").set(notice=warned["notice"])


def ask_after(situation: Situation, reply: Reply) -> Reply:
    """After a bare no to something else: the warning that it may have been meant for.

    Not where the reply asks for yes or no itself: one question at a time, and the warning waits.
    """
    warned: list[Warned] = situation.context.get("warned") or []
    asks = any(message.get("expect") == "yes_no" for message in reply.messages)
    if not warned or asks or situation.intent != "deny":
        return reply
    return reply.then(ask(warned[0]))


def let_go(situation: Situation) -> dict[str, Any]:
    """The slots to empty where something else than an answer came: it is not the last word now."""
    warned: list[Warned] = situation.context.get("warned") or []
    again = situation.slots.get("notice") in {each["notice"] for each in warned}
    return {"notice": None} if again else {}


def _was_last(situation: Situation, warned: Warned) -> bool:
    return bool(warned["last"]) or situation.slots.get("notice") == warned["notice"]


def _nothing_waits(situation: Situation) -> bool:
    """Whether no question waits that a bare yes or no could be meant for."""
    return situation.pending in ON_THE_SIDE - YES_NO


def _meant(situation: Situation, warned: Sequence[Warned]) -> list[Warned]:
    """The warnings to those who are named in the message."""
    said = set(search_words(situation.text))
    return [each for each in warned if set(search_words(str(each["who"]))) <= said]


def _heard(situation: Situation, warned: Sequence[Warned], *, just: bool) -> _Heard:
    register = situation.deps.register
    names = tuple(register.person(each["person"]).name for each in warned)
    said = clean(situation.text, names)
    line = " . ".join(" ".join(each) for each in said.sentences)
    # «Nei, det har jeg ikke sagt» holds «det har jeg».
    not_me = NOT_ME.search(line)
    me = None if _DENIES.search(line) else IT_WAS_ME.search(line)
    if bool(not_me) != bool(me) and not said.asks:
        return _Heard("no" if not_me else "yes", clearly=True, signer=said.signer)
    if just and " ".join(said.unsigned) in STOP_IT:
        return _Heard("no", clearly=True)
    context = situation.context
    verdict = judge(
        Answer(
            text=situation.text,
            question=QUESTION,
            names=names,
            given=str(context.get("input") or "text"),
            confidence=context.get("confidence"),
            quotes_us=bool(context.get("quotes_us")),
            denied=situation.intent == "deny",
        )
    )
    match verdict.answered:
        case Answered.YES:
            return _Heard("yes", signer=said.signer)
        case Answered.NO:
            return _Heard("no", signer=said.signer)
    return _Heard("unclear", signer=said.signer)


def _ask_which(warned: Sequence[Warned]) -> Reply:
    names = list(dict.fromkeys(str(each["who"]) for each in warned))
    return Reply().say("was_it_you.which", names={"list": names}, expect="free")


def _stop(situation: Situation, asked: Warned, others: Sequence[Warned]) -> Reply:
    """Stop it, tell what came of it, and leave a task to a person who rings."""
    number = situation.caller
    stop = Stop(
        person_id=asked["person"],
        what=str(asked["what"]),
        case_number=asked["case"],
        mandate_id=asked["mandate"],
        done_at=datetime.fromisoformat(asked["done_at"]),
        where=asked["where"],
        number=number or "",
        conversation=situation.conversation,
        channel=situation.channel,
        key=situation.key,
    )
    reply = Reply().do("answer_notice", notice=asked["notice"], answer="no").set(notice=None)
    try:
        done = situation.deps.register.stop(stop)
        reply.say(f"was_it_you.{done.result.value}", values=_values(asked))
    except NotProven:
        # The number on record is another one since: whoever has this one may be anybody.
        done = Stopped(StopResult.OVER)
        reply.say("was_it_you.not_here")
    if done.letter_ended:
        reply.say("was_it_you.letter_ended")
    task = people.task(situation, NOT_ME_TASK, number, urgent=True)
    summary = task["summary"] | {"case": asked["case"], "stopped": done.result.value}
    reply.do("hand_over", **task | {"person": asked["person"], "summary": summary})
    reply.say("was_it_you.told", municipality=situation.municipality.name)
    if commands.is_bare(situation, commands.STOP):
        reply.say("was_it_you.stop_messages")
    mine = [each for each in others if each["person"] == asked["person"]]
    return reply.then(ask(mine[0])) if mine else reply.then(take_up(situation))


def _values(asked: Warned) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if asked.get("provider"):
        values["provider"] = {"provider": asked["provider"]}
    if asked.get("agent"):
        values["name"] = asked["agent"]
    return values


def _never_reached(situation: Situation, asked: Warned) -> Reply:
    """The number on record is somebody else's: the person has not been warned, so it is written."""
    task = people.task(situation, "warn_by_letter", situation.caller)
    reply = Reply().do("answer_notice", notice=asked["notice"], answer="wrong").set(notice=None)
    reply.do("hand_over", **task | {"person": asked["person"]})
    return reply.say("wrong_person")
