"""The questions whose yes changes something: what a yes does, what a no does, and who judges.

Every answer to one of them goes through the gate (`assistant.gate`), whatever the message was
understood as. Where the gate finds neither yes nor no, a question or a wish in the message is
answered, and the question put again; else it is asked once more in other words, then a person is
offered. A new question of this kind is one line in `QUESTIONS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from assistant.actions import commands, steering
from assistant.actions.choosing import amended, resume, undo
from assistant.actions.choosing.steps import picking, registering
from assistant.actions.choosing.wishes.told_of import only_told
from assistant.actions.mandates import mandate, may_another, own_mandates
from assistant.actions.mandates.mandate_questions import ask_agent
from assistant.actions.own_case import notifications as notices
from assistant.actions.own_case import own_case
from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.situation import Situation
from assistant.actions.thread import (
    ASK_AGAIN,
    ask_again,
    choice_again,
    offer_person,
    undo_again,
    withdrawal_again,
    yes_or_no,
)
from assistant.gate.own_words import quotes
from assistant.gate.reactions import reaction
from assistant.gate.verdict import (
    Answer,
    Answered,
    Mention,
    Verdict,
    holds_an_answer,
    is_led_by_an_answer,
    judge,
)
from assistant.gate.wording import DOUBT
from core.channel import Channel

log = structlog.get_logger(__name__)

DOUBTED = frozenset({"question", "both", *DOUBT})
"""Why the gate finds neither yes nor no where something in the words speaks against a yes."""
TIMES = frozenset({"postponed"})
"""A time beside «ring meg» is when to ring, and no doubt."""

IN_PASSING = frozenset(
    "wait repeat slower more help go_back think_it_over ask_bot unhappy_with_bot correct_that "
    "give_name give_phone give_district use_nynorsk use_bokmal my_provider my_decision "
    "my_choice_status".split()
)
"""What words around a yes may be understood as, and what the yes is not given up for: «jeg måtte
sette meg først, ja det stemmer» is no wish to wait."""
GRAVE = frozenset(
    "emergency report_problem report_abuse report_death end_help pause_help more_help new_letter "
    "change_contact change_content ask_scam talk_to_human request_callback".split()
)
"""What matters more than the answer that may stand beside it: it is taken up, and then asked again.
Of all else a yes or a no at its edge is asked about, and not what its story may be about."""
A_PERSON = frozenset({"talk_to_human", "request_callback"})
A_PERSON_NAMED = re.compile(
    r"ring|telefon|tlf|snakk|prat|menneske|person|noen|nokon|folk|saksbehandler", re.IGNORECASE
)
"""«Ja. Tirsdag passer fint, da er jeg hjemme» is no wish to be rung."""
NOT_UNDERSTOOD = frozenset("nlu_fallback greet thank out_of_scope".split())
"""What nothing is known to be meant by: a yes or a no in it is asked about, not looked up."""

Act = Callable[[Situation], Reply]


@dataclass(frozen=True)
class Question:
    """A question that is answered with yes or no: what each does, and how it is put again."""

    yes: Act
    no: Act
    again: Act


QUESTIONS: dict[str, Question] = {
    "confirm_choice": Question(
        own_case.proven(registering.register),
        own_case.proven(registering.decline),
        choice_again,
    ),
    "confirm_undo": Question(own_case.proven(undo.register), undo.keep, undo_again),
    "confirm_mandate": Question(
        own_mandates.proven(mandate.register, "give_mandate"), mandate.drop, ask_agent
    ),
    "confirm_withdrawal": Question(
        own_mandates.proven(mandate.register_withdrawal, "withdraw_mandate"),
        mandate.keep,
        withdrawal_again,
    ),
    "confirm_stop": Question(
        steering.stop_messages, steering.go_on, yes_or_no("confirm_stop", "stop.ask_again")
    ),
    "confirm_goodbye": Question(
        steering.hang_up, steering.go_on, yes_or_no("confirm_goodbye", "goodbye.ask")
    ),
    "confirm_wrong_person": Question(
        people.wrong_person, steering.go_on, yes_or_no("confirm_wrong_person", "wrong_person.ask")
    ),
    "offer_person": Question(
        people.hand_over, people.decline, yes_or_no("offer_person", "person.offer")
    ),
    "resume": Question(
        own_case.proven(resume.accept),
        own_case.proven(resume.decline),
        yes_or_no("resume", "resume.ask"),
    ),
    "mandate_offer": Question(
        own_mandates.give, mandate.drop, yes_or_no("mandate_offer", "mandate.give_now")
    ),
    "remind": Question(notices.remind, notices.no_reminder, yes_or_no("remind", "think.remind")),
    "change_after_notice": Question(
        notices.go_on, notices.leave, yes_or_no("change_after_notice", "notice.change")
    ),
}
ASK_AGAIN.update({name: question.again for name, question in QUESTIONS.items()})

CONFIRMS = frozenset(name for name in QUESTIONS if name.startswith("confirm_"))
"""Those that read something back. The others are on the side: any other wish lets them go."""
OF_THE_CASE = frozenset({"confirm_choice", "confirm_undo", "resume"})
"""Those that are about the own case, which somebody else may be wished for."""
SHORT_ANSWER = frozenset("affirm deny pick_option".split())
AN_ANSWER = frozenset(
    "affirm deny pick_option nlu_fallback greet thank goodbye more give_code give_birth_date "
    "out_of_scope choose_provider switch_provider keep_municipal undo_choice withdraw_mandate "
    "give_mandate stop_messages wrong_person confused".split()
)
"""What a message is understood as that is meant as an answer, or nothing that can be answered: then
the question is put in other words. Everything else is a wish or a question of its own."""


def answered(situation: Situation) -> Reply | None:
    """What an answer to a question of this kind leads to; None where the message is no answer.

    Danger comes before any question, and is no answer to it.
    """
    question = QUESTIONS.get(situation.pending or "")
    if question is None or situation.intent == "emergency":
        return None
    if situation.pending != "confirm_undo" and own_case.takes_back(situation):
        return own_case.take_back(situation)
    if situation.pending in OF_THE_CASE and commands.is_bare(situation, commands.GIVE):
        return own_mandates.give(situation)  # We say those words ourselves (`may_another`).
    answer = as_answer(situation)
    verdict = judge(answer)
    log.info(
        "gate.judged", pending=situation.pending, answered=verdict.answered.value, why=verdict.why
    )
    if situation.person is not None and (anew := amended.answered(situation, verdict)) is not None:
        return anew
    if verdict.answered is not Answered.YES and undo.speaks_of_the_rest(situation):
        return ask_in_other_words(situation)
    match verdict.answered:
        case Answered.YES:
            return question.yes(situation)
        case Answered.NO:
            return question.no(situation)
        case Answered.CHANGED:
            return _changed(situation, verdict)
    if situation.pending in OF_THE_CASE and (road := may_another.answered(situation)) is not None:
        return road.then(ask_again(situation))
    if own_case.asks_about(situation):
        return None  # «Kan Lommedugg komme om kvelden?» is answered, and then it is asked again.
    meant = AN_ANSWER if situation.pending in CONFIRMS else SHORT_ANSWER
    if situation.intent in meant or _half_wants_a_person(situation, verdict):
        return ask_in_other_words(situation, verdict)
    if _hides_an_answer(situation, answer, verdict):
        return ask_in_other_words(situation, verdict)
    return None


def _hides_an_answer(situation: Situation, answer: Answer, verdict: Verdict) -> bool:
    """Whether a yes or a no stands among words that were understood as nothing much."""
    if situation.intent in IN_PASSING:
        return verdict.why not in DOUBTED and holds_an_answer(answer)
    if situation.intent in NOT_UNDERSTOOD:
        return verdict.why != "question" and holds_an_answer(answer)
    if situation.intent in A_PERSON and not A_PERSON_NAMED.search(situation.text):
        return is_led_by_an_answer(answer) and verdict.why != "question"
    if situation.intent in GRAVE or situation.pending not in {*CONFIRMS, "offer_person"}:
        return False
    return verdict.why != "question" and is_led_by_an_answer(answer)


def _half_wants_a_person(situation: Situation, verdict: Verdict) -> bool:
    """Whether an offered person is spoken of and not said yes to: «jeg snakker med folk hver dag».

    It is asked about once; who speaks of a person again gets one. A key is never in doubt, nor is
    a number or a time to ring.
    """
    if situation.pending != "offer_person" or situation.slots.get("unclear"):
        return False
    if situation.context.get("input") == "dtmf" or situation.text.strip().isdecimal():
        return False
    if situation.intent == "request_callback":
        rings = verdict.why in TIMES or situation.entity("phone_number") is not None
        return not rings or verdict.why in DOUBTED - TIMES
    return situation.intent == "talk_to_human"


def is_answered(situation: Situation) -> bool:
    """Whether a message is a yes or a no to what waits, in whatever language it is thought to be.

    «Fine by me, she can choose for me» is one, and «ja that is my daughter» begins as one.
    """
    if situation.pending not in QUESTIONS or situation.intent == "emergency":
        return False
    answer = as_answer(situation)
    if judge(answer).answered in (Answered.YES, Answered.NO):
        return True
    return situation.text.lower().split()[:1] in (["ja"], ["jo"], ["jau"], ["nei"])


def as_answer(situation: Situation) -> Answer:
    """The message as the gate looks at it."""
    context, slots, pending = situation.context, situation.slots, situation.pending or ""
    agent = slots.get("agent") or {}
    read_back, mentions = set[str](), list(situation.mentions)
    if pending in ("confirm_choice", "confirm_undo", "resume") and slots.get("provider"):
        read_back.add(str(slots["provider"]))
    if pending in ("confirm_mandate", "confirm_withdrawal"):
        read_back |= {str(agent.get("phone")), "agent"}
        # A mandate is read back with a name that is in no catalogue.
        mentions = [each for each in mentions if each.kind != "provider"]
        mentions += _agent_in(situation.text, str(agent.get("name") or ""))
    for at, mention in enumerate(mentions):
        if mention.kind == "provider" and mention.value == "municipal":
            own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
            mentions[at] = replace(mention, value=own)
    person = situation.person
    acts_for = person is not None and person.mandate is not None
    names: tuple[str, ...] = ()
    if person is not None:
        names = (person.mandate.agent_name,) if person.mandate else (person.name,)
    return Answer(
        text=situation.text,
        question=pending,
        asked=str(context.get("asked_last") or ""),
        read_back=frozenset(read_back),
        services=frozenset(map(str, slots.get("services") or ())),
        mentions=tuple(mentions),
        names=names,
        acts_for=acts_for,
        given=str(context.get("input") or "text"),
        confidence=context.get("confidence"),
        quotes_us=bool(context.get("quotes_us")),
        repeated=bool(context.get("repeated")),
        early=bool(context.get("early")),
        unasked=pending in CONFIRMS and bool(context.get("unasked")),
        denied=situation.intent == "deny",
    )


def _agent_in(text: str, name: str) -> list[Mention]:
    """The agent's name in a message, as the gate takes what was read back."""
    found = []
    for part in name.lower().split():
        at = text.lower().find(part)
        if at >= 0:
            found.append(Mention("provider", "agent", at, at + len(part)))
    return found


def ask_in_other_words(situation: Situation, verdict: Verdict | None = None) -> Reply:
    """Ask once more in other words; the second time offer a person, and keep what was asked."""
    times = int(situation.slots.get("unclear") or 0) + 1
    if times > 1 and situation.pending == "offer_person":
        return people.decline(situation)
    if times > 1:
        return offer_person("not_understood", "confirm.person").set(
            unclear=None, asked=situation.pending, **_kept(situation)
        )
    reply = Reply()
    if verdict is not None and verdict.signer and situation.person is not None:
        reply.say("confirm.whose", who=situation.person.name.split()[0])
    else:
        a_sign = verdict is not None and verdict.why == "sign"
        reply.say("confirm.reaction" if a_sign else "confirm.unclear")
    return reply.then(ask_again(situation)).set(unclear=times)


def _kept(situation: Situation) -> dict[str, object]:
    return {name: situation.slots.get(name) for name in ("provider", "services", "agent")}


def react(situation: Situation) -> Reply:
    """A thumb or a heart: no words. On the open question it may mean yes, so that is asked."""
    found = reaction(situation.text)
    last = str(situation.context.get("asked_last") or "")
    on_the_question = found is not None and quotes(found.quoted, last)
    if found is not None and found.approves and situation.pending in QUESTIONS and on_the_question:
        return Reply().say("confirm.reaction").then(ask_again(situation))
    return Reply()


def not_a_person(situation: Situation) -> Reply:
    """What a machine sends by itself is met with silence; what waits goes on waiting."""
    return ask_again(situation) if situation.channel == Channel.PHONE else Reply()


def _changed(situation: Situation, verdict: Verdict) -> Reply:
    """Something else than what was read back: that is dropped, and what was said is taken up."""
    match verdict.why:
        case "provider" if only_told(situation):
            return ask_in_other_words(situation)  # «Klokkebekk hadde jeg før.»
        case "provider" if situation.pending == "confirm_choice":
            only = verdict.instead[0] if len(verdict.instead) == 1 else None
            return own_case.proven(lambda there: picking.instead(there, only))(situation)
        case "person":
            return registering.for_another(situation)
        case "service":
            return own_case.proven(picking.only_some)(situation)
        case "number":
            return own_mandates.proven(mandate.take_agent, "give_mandate")(situation)
    return ask_in_other_words(situation)
