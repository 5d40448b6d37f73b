"""The case beside a conversation: who it is about, and what the register holds about them."""

from dataclasses import dataclass
from datetime import timedelta

from choice_register.audit import record_about
from choice_register.mandates.types import MandateView
from choice_register.types import ChoiceView, DecisionView, PersonView
from conversations.models import Conversation
from web.console.conversation import reading
from web.console.conversation.reading import Seen
from web.console.dependencies import Dependencies
from web.console.request.current_user import actor, here

LOOK_BACK = timedelta(days=180)
"""How far back a person's other conversations are shown."""


@dataclass(frozen=True)
class Case:
    """What the register holds about the person in a conversation.

    Attributes:
        proven: whether the person has shown in this conversation who it is, and it holds still.
        was_proven: whether that was shown here at some time.
        earlier: the person's other conversations here, the latest first.
    """

    person: PersonView
    proven: bool
    was_proven: bool
    decision: DecisionView | None
    choices: list[ChoiceView]
    mandates: list[MandateView]
    earlier: list[Conversation]


def is_proven(deps: Dependencies, conversation_id: str) -> bool:
    """Whether private things may be written in a conversation: the person there is proven."""
    last = deps.register.last_proven(conversation_id)
    return last is not None and last[1]


def of(deps: Dependencies, seen: Seen) -> Case | None:
    """The case of the person in a conversation; None where nobody knows who it is.

    Every look is audited, as the caseworker's.
    """
    conversation = seen.conversation
    last = deps.register.last_proven(conversation.id)
    person = last[0] if last else None
    if person is None and seen.person_id is not None:
        person = deps.register.person(seen.person_id)
    if person is None or person.municipality != conversation.municipality:
        return None
    me = actor(conversation.id)
    since = deps.clock.now() - LOOK_BACK
    there = deps.register.proven_conversations(person.id, since)
    return Case(
        person=person,
        proven=last is not None and last[1],
        was_proven=last is not None,
        decision=deps.register.decision(person.id, by=me),
        choices=deps.register.choices(person.id),
        mandates=deps.register.mandates_of(person.id, me),
        earlier=reading.earlier(
            deps.database, conversation.municipality, there, but=conversation.id
        ),
    )


def note_look(deps: Dependencies, seen: Seen, person: PersonView | None, why: str) -> None:
    """Note in the audit that a caseworker opened a conversation, and why."""
    with deps.database.write() as session:
        record_about(
            session,
            deps.clock.now(),
            actor(seen.conversation.id),
            "conversation_seen",
            municipality=here().municipality,
            person_id=person.id if person else None,
            reason=why,
        )
