"""What follows from who is talking: a road for each, and none to register for whoever gains by it.

The slot `acting` remembers it: a role said here, True where somebody else's code was spoken of,
False where it was somebody else before and is the person now. Why so: docs/decisions/032.
"""

from dataclasses import replace
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.situation import Situation
from assistant.actions.speaking.roles import INTERESTED, Role, role_in, says_self
from assistant.actions.thread import FORGOTTEN
from assistant.reading.proof import given_in

INTERESTED_TASK = "interested_party"
ANOTHER_TASK = "another_used_letter"
ROLES = frozenset(Role)


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
    known, role = situation.slots.get("acting"), role_in(situation)
    if known in INTERESTED:
        return situation, None  # The doors are shut for this thread (`is_interested`).
    if role in INTERESTED:
        return _now(situation, role), _interested(situation, role)
    person = situation.person
    if role is None or (person is not None and person.mandate is not None):
        clears = known in ROLES and says_self(situation)
        return (_now(situation, False) if clears else situation), None
    if person is not None:
        return _now(situation, role), _not_the_person(situation, role)
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
PROOF = frozenset({"code", "birth_date"})


def is_interested(situation: Situation) -> bool:
    """Whether whoever talks gains by the choice, and so registers nothing here."""
    return situation.slots.get("acting") in INTERESTED


def is_another(situation: Situation) -> bool:
    """Whether whoever talks has said to be somebody else: a letter's code proves nothing then."""
    return situation.slots.get("acting") in ROLES


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


def _interested(situation: Situation, role: Role) -> Reply:
    """Nothing is registered, what was proven ends, and the municipality has a note."""
    whose = _close(situation)
    reply = Reply().set(**FORGOTTEN, acting=role.value)
    if _holds_proof(situation):
        reply.do("mask")
    reply.do("hand_over", **_note(situation, INTERESTED_TASK, whose, role))
    reply.say("speaker.interested").say("speaker.nothing_registered")
    return reply.say("speaker.told", municipality=situation.municipality.name)


def _not_the_person(situation: Situation, role: Role) -> Reply:
    """Who proved to be the person says to be another: the case is closed, and a person looks."""
    whose = _close(situation)
    reply = Reply().set(**FORGOTTEN, acting=role.value)
    reply.do("hand_over", **_note(situation, ANOTHER_TASK, whose, role))
    reply.say("speaker.not_the_person")
    return reply.then(road(role))


def road(role: object) -> Reply:
    """How somebody close can act after all: with a mandate, or a paper that a person has seen."""
    if role == Role.GUARDIAN:
        return Reply().say("speaker.guardian")
    return Reply().say("relative.get_mandate").say("relative.together")


def _close(situation: Situation) -> int | None:
    """End what was proven here; whose case it was."""
    person = situation.person
    if person is None:
        return None
    situation.house.register.withdraw_proof(situation.conversation, another=True)
    return person.id


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
    choices = situation.house.register.choices(whose)
    mine = (each for each in choices if each.conversation == situation.conversation)
    return next((each.case_number for each in mine), None)


def _holds_proof(situation: Situation) -> bool:
    given = given_in(situation.text, situation.today, asked=None)
    return bool(given.codes or given.born or given.national_id)
