"""What every turn does besides its own action: language, sources, what else was asked for."""

from collections.abc import Callable
from dataclasses import replace

from assistant.actions import call_back, commands
from assistant.actions.answering import about_a_firm
from assistant.actions.answering.sources import remember_sources
from assistant.actions.beside import unless_held
from assistant.actions.choosing import agreed, anew
from assistant.actions.choosing.steps import picking
from assistant.actions.choosing.wishes import (
    apart,
    no_pick,
    one_person,
    polite,
    pressed_to,
    staying,
)
from assistant.actions.choosing.wishes.told_of import has_now, only_told
from assistant.actions.facts import in_turn
from assistant.actions.facts.answering import from_facts, general_answer, names_only
from assistant.actions.foreign.which_language import NAMES_AND_NUMBERS, in_another_language
from assistant.actions.kept_for_later import take_up_later
from assistant.actions.mandates import mandate
from assistant.actions.own_case import asked, own_case
from assistant.actions.own_case.after_receipt import just_done, was_it_you
from assistant.actions.own_case.proof import corrected, lost_letter, proof
from assistant.actions.questions import answered
from assistant.actions.reply import Reply
from assistant.actions.safety import danger, grave, hearing, perhaps
from assistant.actions.safety.crisis import crisis
from assistant.actions.safety.crisis.state import SLOT
from assistant.actions.safety.life import care, life, needs
from assistant.actions.several import DANGER, Others, first_of, told, with_name_beside, with_others
from assistant.actions.situation import Situation
from assistant.actions.speaking import speaker
from assistant.actions.speaking.who_we_are import asks_whom, before, was_sent
from assistant.actions.speaking.written_standard import mirror, mirror_first
from assistant.actions.steering import as_meant, greet, not_understood, what_are_you
from assistant.actions.thread import ON_THE_SIDE, ask_again
from assistant.gate.noise import is_noise
from provider_catalog.facts.answering import is_question

Act = Callable[[Situation], Reply]

DOUBT = "nlu_fallback"
OFTEN = 3
"""So many times the same text in a row, within the hour, and the next is met with silence."""
HEARD = frozenset({"emergency", "talk_to_human", "request_callback"})
"""What is answered however often it is said; in a deluge only danger is."""


def in_every_turn(act: Act, others: Others) -> Act:
    """An action with what every turn does around it.

    Args:
        act: the action that the rules chose.
        others: what may come beside it in the same message.
    """

    errands = {**others.wishes, **others.questions, "give_code": proof.take_proof}

    def whole(situation: Situation) -> Reply:
        if commands.asks_again(situation):
            return Reply().do("repeat")  # What was asked stays asked, also in a danger.
        reply = Reply().set(danger_asked=None)
        if (foreign := in_another_language(situation)) is not None:
            return reply.then(foreign)
        meant = grave.as_meant(situation)
        if meant.intent != situation.intent:
            # What sounded grave was not: another action answers than the one that the rules chose.
            again = in_every_turn(others.first(meant.intent) or not_understood, others)
            return unless_held(again)(meant)
        situation = _plainly_none(danger.in_context(meant))
        if (answer := _grave(situation, others)) is not None:
            return reply.then(answer)
        if situation.danger == "alarm" and situation.intent == DANGER:
            # Neither a code nor a birth date in the same message comes before it.
            first = with_others(situation, act(situation), others)
            reply.then(_settled(situation)).then(mirror(situation))
            return reply.then(proof.masked(situation, first)).then(remember_sources(reply))
        if (beside := needs.beside(situation, errands)) is not None:
            reply.then(mirror_first(situation)).then(needs.first(situation))
            reply.then(proof.masked(beside, errand(beside, errands[beside.intent])))
            return danger.ask_beside(beside, reply) if situation.danger else reply
        if (cared := care.answered(situation) or pressed_to.by_force(situation)) is not None:
            reply.then(mirror_first(situation)).then(cared)
            return danger.asked_in_care(situation, reply)
        if (instead := perhaps.whole_answer(situation)) is not None:
            return reply.then(mirror(situation)).then(instead)
        if not danger.is_all(situation):
            answer = proof.masked(situation, errand(situation))
            reply.then(perhaps.before(situation)).then(before(situation, answer)).then(answer)
        return _asked_beside(situation, reply)

    def errand(situation: Situation, do: Act = act) -> Reply:
        if (brief := _brief(situation)) is not None:
            return brief
        settled = _settled(situation)
        if (answer := was_it_you.answered(situation)) is not None:
            return settled.then(mirror(situation)).then(answer)
        apart_or_anew = anew.is_begun(situation) or apart.answered(situation) is not None
        if life.is_must_i(situation) and not apart_or_anew:
            settled.then(mirror(situation))
            return settled.then(life.act(replace(situation, intent="must_i")))
        as_it_came = situation = as_meant(situation)
        situation, spoken = speaker.heard(situation)
        settled.set(acting=situation.slots.get("acting"), **was_it_you.let_go(situation))
        closes = as_it_came.person is not None  # What closes a case is not passed over.
        if (
            spoken is not None
            and not closes
            and (general := general_answer(as_it_came)) is not None
        ):
            settled.then(mirror(situation)).then(general)
            return settled.then(remember_sources(settled))
        if spoken is not None:
            settled.then(spoken)
            goes_on = speaker.is_shut(situation) and spoken.slots.get("pending") is None
            if situation.intent not in others.questions or not goes_on:
                return settled.then(mirror(situation))
            # The case is closed for this thread; what is common is answered all the same.
            situation = replace(situation, slots={**situation.slots, **spoken.slots})
        elif speaker.only_says_who(as_it_came, situation):
            settled.then(others.questions["ask_relative"](situation))
            return settled.then(remember_sources(settled))
        return settled.then(was_it_you.ask_after(situation, _rest(situation, do, others)))

    return whole


def _settled(situation: Situation) -> Reply:
    """Something was understood; and who was told of just now is not who was told of last."""
    forgotten = {agreed.LATELY: None} if situation.pending in agreed.FREE else {}
    older = call_back.grown_older(situation)
    return Reply().set(misses=None, unclear=None, **forgotten, **older)


def _rest(situation: Situation, act: Act, others: Others) -> Reply:
    """What a message leads to once it is known who talks, and that nothing grave is told."""
    if (alone := pressed_to.asked(situation)) is not None:
        return mirror(situation).then(alone)
    if (answer := answered(situation)) is not None:
        reply = mirror(situation).then(answer)
        return take_up_later(situation, reply, others.first)
    reply = mirror(situation)
    said = _about_the_case(situation)
    taken = proof.in_passing(situation) if said is None else None
    if taken is not None:
        return _with_code(situation, reply, taken, act, others)
    said = said or _in_general(situation, others)
    if said is not None:
        said = with_name_beside(situation, said, others)
        reply.then(_put_again(situation, said, others))
    else:
        doubted = situation.intent == DOUBT
        beginning, do = first_of(situation, not_understood if doubted else act, others)
        answer = with_others(beginning, do(beginning), others)
        reply.then(_put_again(beginning, answer, others))
        take_up_later(beginning, reply, others.first)
    return reply.then(remember_sources(reply)).then(agreed.remember(situation, reply))


def _put_again(situation: Situation, reply: Reply, others: Others) -> Reply:
    """An answer to a question on the side, with the question of ours that it would have replaced.

    What the answer offers by itself gives way; where it is nothing but an offer, ours comes after.
    """
    asked = situation.intent in others.questions or is_question(situation.text)
    waits = situation.pending
    now = reply.slots.get("pending", waits)
    given_up = "wish" in reply.slots and reply.slots["wish"] is None
    if reply.slots.get("asked") == waits:
        return reply  # What is offered now is answered first, and then ours is put again.
    if waits in ON_THE_SIDE or not asked or given_up or now == waits or now not in ON_THE_SIDE:
        return reply
    if any("say" in each and "expect" not in each for each in reply.messages):
        return told(reply).then(ask_again(situation))
    return reply.set(asked=waits) if now == "offer_person" else reply


def _with_code(situation: Situation, reply: Reply, taken: Reply, act: Act, others: Others) -> Reply:
    """What was asked in the message that gave a code: answered too, before what is asked of her."""
    now = replace(situation, slots={**situation.slots, **taken.slots})
    if situation.intent not in others.questions:
        return reply.then(taken)
    if now.person is not None and now.pending is None:
        taken.messages = [each for each in taken.messages if each.get("say") != "greet.again"]
        reply.then(taken).then(act(now))
    else:
        reply.then(told(act(replace(now, slots={**now.slots, "pending": None})))).then(taken)
    return reply.then(remember_sources(reply))


def _grave(situation: Situation, others: Others) -> Reply | None:
    """What is said in a danger, or to an answer to the question about one; None elsewhere."""
    answer = crisis.answered(situation)
    if answer is None:
        answer = perhaps.answered(situation)
    if answer is None:
        answer = danger.answered(perhaps.let_go(situation))
    if answer is not None:
        reply = mirror_first(situation).then(answer)
        lasts = reply.slots.get(SLOT, situation.slots.get(SLOT))
        return reply if lasts else take_up_later(situation, reply, others.first)
    # «Jeg har ikke valgt noen» stops a choice here; elsewhere it tells of pressure.
    warned = situation.context.get("warned")
    if warned and (mine := was_it_you.answered(situation)) is not None:
        return Reply().set(misses=None, unclear=None).then(mirror_first(situation)).then(mine)
    return None


def _asked_beside(situation: Situation, reply: Reply) -> Reply:
    """The reply with the question about what may be grave in the message, where anything may."""
    if situation.maybe == grave.ABUSE and pressed_to.by_another(situation) is not None:
        return reply  # Whose choice it is, is said and asked; by force it was `care` that answered.
    if situation.maybe in perhaps.ASKED and not danger.is_about_life(situation):
        return perhaps.ask_beside(situation, reply)
    return danger.ask_beside(situation, reply) if situation.danger == danger.CHECK else reply


def _brief(situation: Situation) -> Reply | None:
    """The answer to what holds no errand: a machine's text, noise, «er det kommunen?»."""
    often = int(situation.context.get("same_before") or 0) >= OFTEN
    machine = often or situation.context.get("flood")
    heard = HEARD & {DANGER} if situation.context.get("deluge") else HEARD
    if machine and situation.intent not in heard:
        return Reply()  # A machine on the other side, or a finger on the key: it is not fed.
    if situation.pending is not None and is_noise(situation.text):
        return ask_again(situation)
    if situation.pending is None and was_sent(situation.text):
        return Reply().set(misses=None, unclear=None).then(greet(situation))
    if asks_whom(situation.text):
        settled = Reply().set(misses=None, unclear=None)
        return settled.then(mirror(situation)).then(what_are_you(situation))
    return None


def _about_the_case(situation: Situation) -> Reply | None:
    """What is asked of the own case, whatever it was understood as."""
    said = call_back.put_right(situation)
    said = said or mandate.in_a_step(situation) or asked.with_proof(situation)
    if said is None and situation.intent == "undo_choice" and anew.is_begun(situation):
        return anew.answered(situation)
    said = said or just_done.answered(situation) or corrected.answered(situation)
    return said or (asked.heard(situation) if situation.person is not None else None)


def _in_general(situation: Situation, others: Others) -> Reply | None:
    """What is answered before the rules' own action: what is asked comes first of all."""
    said = about_a_firm.which(situation)
    said = said or in_turn.answered(situation, others.questions, others.wishes)
    said = said or lost_letter.heard(situation) or asked.heard(situation)
    said = said or _about_choosing(situation)
    return said or from_facts(situation, others.questions)


def _about_choosing(situation: Situation) -> Reply | None:
    """What is said of choosing in ways that no intent tells: which help, nothing new, politely."""
    if (told := agreed.answered(situation)) is not None:
        return told
    if (helped := no_pick.answered(situation)) is not None:
        return helped
    if (picked := picking.picked_politely(situation)) is not None:
        return picked
    if situation.pending in ("provider", "service") and only_told(situation):
        if situation.pending == "provider" and has_now(situation):
            return own_case.proven(picking.pick_who_comes_now)(situation)
        return ask_again(situation)
    if situation.intent not in HEARD and picking.names_firm_for_help(situation):
        return own_case.proven(picking.pick_service)(situation)
    if situation.intent not in HEARD and picking.says_which(situation):
        return own_case.proven(picking.pick_service)(situation)
    if one_person.is_wished(situation):
        return one_person.answered(situation)
    if staying.stays(situation):
        return staying.as_it_is(situation)
    if (begun := anew.answered(situation)) is not None:
        return begun
    if polite.asks_for_another(situation):
        return polite.answered(situation)
    if names_only(situation) and situation.pending in ON_THE_SIDE:
        wish = situation if situation.choice else replace(situation, kind=own_case.WISH)
        return own_case.choose(replace(wish, intent="choose_provider"))
    return None


def _plainly_none(situation: Situation) -> Situation:
    """«Jeg finner ikke brevet» in so many words, and «Emma Falt» as a name, ask of no danger."""
    if situation.danger == "alarm" and situation.entity("danger") == NO_KIND:
        as_doubted = replace(situation, intent=DOUBT)
        bodily = hearing.first("danger", situation.text) or hearing.first("plain", situation.text)
        if not bodily and lost_letter.heard(as_doubted) is not None:
            return grave.lowered(situation, None, None)
    if situation.danger != danger.CHECK:
        return situation
    named = situation.pending in OF_MANDATES and situation.intent in NAMES_AND_NUMBERS
    if named or lost_letter.heard(situation) is not None:
        return replace(situation, danger=None)
    return situation


NO_KIND = "urgent"
"""The danger in which no phrase tells what it is."""
OF_MANDATES = frozenset({"mandate_who", "mandate_scope", "mandate_which"})
"""Questions that are answered by names and by «bare se»."""
