"""What a person has said to us and what we have to do for them: the way from the person to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from conversations.models import Conversation, Task
from web.console.dependencies import Dependencies
from web.console.request.current_user import here

LOOK_BACK = timedelta(days=180)
"""How far back a person's conversations are shown."""
MOST = 20


@dataclass(frozen=True)
class Thread:
    """A conversation of a person, with its tasks.

    Attributes:
        proven: whether the person has shown there who it is; else a task names the person.
    """

    conversation: Conversation
    proven: bool
    tasks: Sequence[Task]


def person_threads(deps: Dependencies, person_id: int) -> list[Thread]:
    """A person's conversations in the municipality worked in, the latest first."""
    since = deps.clock.now() - LOOK_BACK
    proven = set(deps.register.proven_conversations(person_id, since))
    municipality = here().municipality
    with deps.database.read() as session:
        tasks = list(
            session.scalars(
                select(Task)
                .where(Task.municipality == municipality, Task.created_at >= since)
                .where((Task.person_id == person_id) | Task.conversation_id.in_(proven))
                .order_by(Task.id)
            )
        )
        ids = proven | {each.conversation_id for each in tasks}
        found = session.scalars(
            select(Conversation)
            .where(Conversation.id.in_(ids), Conversation.municipality == municipality)
            .order_by(Conversation.last_activity.desc())
            .limit(MOST)
        )
        return [
            Thread(each, each.id in proven, [it for it in tasks if it.conversation_id == each.id])
            for each in found
        ]
