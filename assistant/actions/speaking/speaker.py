"""What follows from who is talking: a road for each, and none to register for whoever gains by it.

The slot `acting` remembers it: a role said here, True where somebody else's code was spoken of,
False where it was somebody else before and is the person now. Why so: docs/decisions/032.
"""

from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.situation import CLOSED, END_PROOF, Situation
from assistant.actions.speaking.roles import (
    INTERESTED,
    OF_MANDATES,
    Role,
    role_in,
    says_agent,
    says_self,
)
from assistant.actions.thread import FORGOTTEN, ask_again, ask_code_anew, offer_person
from assistant.reading.own_name import own_name
from assistant.reading.proof import given_in
from provider_catalog.post_places import post_places

INTERESTED_TASK = "interested_party"
ANOTHER_TASK = "another_used_letter"
ROLES = frozenset(Role)
ALIKE = 0.75
"""How alike two names must be to be one, misheard or misspelt: «Solvei» is Solveig."""


def heard(situation: Situation) -> tuple[Situation, Reply | None]:
    """Heed who is talking, before anything else is answered.

    Args:
        situation: the message.

    Returns:
        The situation with what is known now, and what is said at once: where somebody has turned
        out not to be the person, or to gain by the choice. None where the errand goes on.
    """
    if situation.intent == "emergency":
        return situation, None  # Whoever tells of a danger: the number comes first.
    known, role, self_ = situation.slots.get("acting"), role_in(situation), says_self(situation)
    if known in INTERESTED:
        # The doors are shut for this thread (`is_interested`): a choice must be free of them.
        return situation, _shut_for_her_too() if self_ and role is None else None
    if role in INTERESTED:
        return _closed(_now(situation, role)), _interested(situation, role)
    person = situation.person
    if person is not None and _presents_another(situation):
        return _closed(_now(situation, None)), _another_name(situation)
    if person is None and role in (None, Role.RELATIVE) and says_agent(situation):
        now = _now(situation, role or known or True)
        return now, _with_mandate(now)
    if role is None or (person is not None and person.mandate is not None):
        if not self_ or person is not None:
            clears = known in ROLES and self_
            return (_now(situation, False) if clears else situation), None
        # Who was taken for another, or was never asked, says so at any time.
        now = _now(situation, False if known in ROLES or known is False else None)
        return now, _own_case(now)
    if person is not None:
        return _closed(_now(situation, role)), _not_the_person(situation, role)
    return _now(situation, role), None


def only_says_who(before: Situation, now: Situation) -> bool:
    """Whether a message says who is talking and nothing else that was understood.

    Args:
        before: the message as it came.
        now: the same once it is known who is talking (`heard`).
    """
    told = now.slots.get("acting")
    fresh = told in ROLES and before.slots.get("acting") != told
    return fresh and now.intent in NOTHING_ELSE and now.pending not in PROOF


NOTHING_ELSE = frozenset(
    "greet nlu_fallback wrong_person give_name out_of_scope affirm thank ask_bot correct_that "
    "give_district goodbye".split()
)
OF_MANDATE = frozenset({"ask_relative", "ask_mandates", "ask_word", "give_mandate", "more"})
PROOF = frozenset({"code", "birth_date"})


def is_interested(situation: Situation) -> bool:
    """Whether whoever talks gains by the choice, and so registers nothing here."""
    return situation.slots.get("acting") in INTERESTED


def is_another(situation: Situation) -> bool:
    """Whether whoever talks has said to be somebody else: a letter's code proves nothing then."""
    return situation.slots.get("acting") in ROLES


def is_shut(situation: Situation) -> bool:
    """Whether no case is opened here by a letter's code; what is common is answered."""
    return is_interested(situation) or is_another(situation)


def refused(situation: Situation, whose: int | None = None) -> Reply:
    """What somebody with an interest is told who wants something of a case all the same.

    Args:
        whose: the person whose letter's code was given; a note is left on that person.
    """
    reply = Reply().set(**FORGOTTEN).do("mask").say("speaker.interested_again")
    if whose is not None:
        reply.do("hand_over", **_note(situation, INTERESTED_TASK, whose))
    return reply


def _now(situation: Situation, acting: object) -> Situation:
    return replace(situation, slots={**situation.slots, "acting": acting})


def _own_case(situation: Situation) -> Reply | None:
    """«Nei, det er meg selv», where a code or a birth date is waited for: it is asked for anew.

    As the person's own. None where the message gives it, or says more that was understood.
    """
    waits = situation.pending in PROOF and situation.intent in (*NOTHING_ELSE, "deny", "go_back")
    if not waits or _holds_proof(situation):
        return None
    reply = Reply().set(acting=situation.slots.get("acting")).say("speaker.own_case")
    return reply.then(ask_again(situation))


def _with_mandate(situation: Situation) -> Reply | None:
    """«Jeg har fått fullmakt», and nothing else that was understood: its code is asked for."""
    asks = "?" in situation.text or _holds_proof(situation)
    if asks or situation.intent not in (*NOTHING_ELSE, *OF_MANDATE):
        return None
    if situation.pending in PROOF:
        # The wish stays; the code and birth date are now those of a mandate.
        own = Reply().set(code=None, birth_date=None, heard=None)
        own.set(acting=situation.slots.get("acting")).say("speaker.with_mandate")
        return own.then(ask_code_anew(situation))
    reply = Reply().set(**FORGOTTEN, acting=situation.slots.get("acting"))
    return reply.say("speaker.with_mandate").then(ask_code_anew(situation))


def _shut_for_her_too() -> Reply:
    """She herself, after somebody with an interest: not in this thread, but a person can."""
    reply = Reply().set(**FORGOTTEN).say("speaker.not_here")
    return reply.then(offer_person("after_interested"))


def _presents_another(situation: Situation) -> bool:
    """Whether who talks gives a name that is neither the proven person's nor the agent's."""
    person, text = situation.person, situation.text
    if person is None or situation.pending in OF_MANDATES or text.isupper():
        return False
    name = own_name(_without_firms(situation), post_places())
    if name is None:
        return False
    known = [person.name, *([person.mandate.agent_name] if person.mandate else [])]
    return not any(_may_be(name, each) for each in known)


def _may_be(name: str, known: str) -> bool:
    """Whether somebody called so may be whom we know: a first name, a surname alone, misheard.

    The given name may stand anywhere («Haugen Solveig»); the surname only first, for those who
    share a telephone often share it.
    """
    said, parts = name.lower().split(), known.lower().split()
    given = parts[:-1] or parts
    return any(_alike(said[0], part) for part in parts) or any(
        _alike(word, part) for word in said[1:] for part in given
    )


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _without_firms(situation: Situation) -> str:
    text = situation.text
    for mention in sorted(situation.mentions, key=lambda each: -each.start):
        if mention.kind in ("provider", "district", "municipality"):
            text = text[: mention.start] + text[mention.end :]
    return text


def _another_name(situation: Situation) -> Reply:
    """Another has the telephone or the machine now: what was proven is the first one's."""
    person = situation.person
    assert person is not None  # noqa: S101 - the caller has checked
    reply = Reply().set(**FORGOTTEN, acting=None).do(END_PROOF, another=True)
    return reply.say("speaker.another_name", name=person.name.split()[0])


def _interested(situation: Situation, role: Role) -> Reply:
    """Nothing is registered, what was proven ends, and the municipality has a note."""
    reply, whose = _close(situation)
    reply.set(**FORGOTTEN, acting=role.value)
    if _holds_proof(situation):
        reply.do("mask")
    reply.do("hand_over", **_note(situation, INTERESTED_TASK, whose, role))
    reply.say("speaker.interested").say("speaker.nothing_registered")
    return reply.say("speaker.told", municipality=situation.municipality.name)


def _not_the_person(situation: Situation, role: Role) -> Reply:
    """Who proved to be the person says to be another: the case is closed, and a person looks."""
    reply, whose = _close(situation)
    reply.set(**FORGOTTEN, acting=role.value)
    reply.do("hand_over", **_note(situation, ANOTHER_TASK, whose, role))
    reply.say("speaker.not_the_person")
    return reply.then(road(role))


def road(role: object) -> Reply:
    """How somebody close can act after all: with a mandate, or a paper that a person has seen."""
    if role == Role.GUARDIAN:
        return Reply().say("speaker.guardian")
    return Reply().say("relative.get_mandate").say("relative.together")


def _close(situation: Situation) -> tuple[Reply, int | None]:
    """End what was proven here; whose case it was."""
    person = situation.person
    if person is None:
        return Reply(), None
    return Reply().do(END_PROOF, another=True), person.id


def _closed(situation: Situation) -> Situation:
    """The situation as it is for the rest of this message: nobody is proven in it."""
    return replace(situation, context={**situation.context, CLOSED: True})


def _note(
    situation: Situation, reason: str, whose: int | None, role: object = None
) -> dict[str, Any]:
    # The person is no part of it any more: who talks is another.
    task = people.task(situation, reason, situation.caller)
    role = role or situation.slots.get("acting")
    made = _chosen_here(situation, whose)
    summary = task["summary"] | {"role": str(role), "case": made}
    return task | {"person": whose, "summary": summary, "promised_at": None}


def _chosen_here(situation: Situation, whose: int | None) -> str | None:
    """The case that was registered in this conversation before it was known who talks."""
    if whose is None:
        return None
    choices = situation.deps.register.choices(whose)
    mine = (each for each in choices if each.conversation == situation.conversation)
    return next((each.case_number for each in mine), None)


def _holds_proof(situation: Situation) -> bool:
    given = given_in(situation.text, situation.today, asked=None)
    return bool(given.codes or given.born or given.national_id)
