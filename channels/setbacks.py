"""Setbacks: a turn to which the assistant gave no answer that can be used.

The message is kept and tried again. The person is told once that it takes time; a caseworker gets
a task when it takes too long, or when this very message seems to be the trouble.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from channels.acts import Outcome
from channels.assistant_client import AssistantFailed
from channels.backoff import Backoff
from channels.door import Door
from channels.lease import Lease, finish, real_now
from channels.masking import mask_ids
from channels.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    ReplyKind,
)
from channels.replies import add_reply, still_waiting
from channels.tasks import NewTask, add_task
from foundation.clock import Clock
from foundation.database import Database

log = structlog.get_logger(__name__)

TRY_AGAIN_LATER = "channel.try_again_later"
A_PERSON_TAKES_OVER = "channel.person_takes_over"


@dataclass(frozen=True)
class Patience:
    """How long a message is tried.

    With the default delays (1, 2, 4, 8 … 60 s) the notice comes after about a quarter of a
    minute and the task after about four minutes.

    Args:
        backoff: the delay before each next try.
        notice_after: tries until the person is told, once, that the answer comes later.
        task_after: tries until a person is asked to look while the engine is down.
        give_up_after: tries of a message that the engine answers with an error.
    """

    backoff: Backoff = field(
        default_factory=lambda: Backoff(timedelta(seconds=1), timedelta(seconds=60))
    )
    notice_after: int = 5
    task_after: int = 9
    give_up_after: int = 5


@dataclass(frozen=True)
class Setback:
    """What a setback led to.

    Args:
        given_up: whether a person has the message now.
        told: whether something for the person to read was put in the outbox.
    """

    given_up: bool
    told: bool


class Setbacks:
    """Counts failed tries, and does what each calls for.

    Args:
        database: where.
        clock: the time of the domain.
        doors: by channel, how a reply is made.
        patience: how long a message is tried.
    """

    def __init__(
        self, database: Database, clock: Clock, doors: Mapping[str, Door], patience: Patience
    ) -> None:
        self._database = database
        self._clock = clock
        self._doors = doors
        self._patience = patience

    def count(self, lease: Lease, message_ids: Sequence[int], failed: AssistantFailed) -> Setback:
        """Count a failed try in the one write that ends the turn.

        Args:
            message_ids: of the turn; its first counts the tries.

        Raises:
            LeaseLost: somebody else has the conversation now.
        """
        patience, now, told = self._patience, self._clock.now(), False
        with self._database.write() as session:
            conversation = finish(session, lease)
            messages = still_waiting(session, message_ids)
            message = messages[0]
            message.attempts += 1
            message.next_try_at = real_now() + patience.backoff.after(message.attempts)
            log.warning(
                "turn.postponed",
                conversation=conversation.id,
                failure=failed.failure.value,
                attempts=message.attempts,
            )
            given_up = not failed.engine_is_down and message.attempts >= patience.give_up_after
            if given_up:
                for each in messages:
                    each.state, each.text = MessageState.FAILED, mask_ids(each.text)
                told = self._tell(session, conversation, message, ReplyKind.ANSWER)
                conversation.status = ConversationStatus.HANDED_OVER
                task = NewTask(f"{message.key}:failed", "no_answer_found")
                add_task(session, conversation, task, now)
            elif message.attempts == patience.notice_after:
                told = self._tell(session, conversation, message, ReplyKind.NOTICE)
            if failed.engine_is_down and message.attempts == patience.task_after:
                task = NewTask(f"{message.key}:engine_down", "engine_down")
                add_task(session, conversation, task, now)
        return Setback(given_up, told)

    def _tell(
        self,
        session: Session,
        conversation: Conversation,
        message: InboundMessage,
        kind: ReplyKind,
    ) -> bool:
        """Say that we are late, or that a person takes over. A call is told in the call."""
        name = TRY_AGAIN_LATER if kind is ReplyKind.NOTICE else A_PERSON_TAKES_OVER
        outcome = Outcome([{"say": name}], conversation.standard, conversation.pace)
        try:
            door = self._doors[conversation.channel].of(conversation.municipality)
            reply = door.render(outcome.says, outcome.standard, outcome.pace)
        except Exception:
            # Even our own last word may fail; counting tries and calling a person must not.
            log.exception("turn.notice_failed", text=name)
            return False
        add_reply(session, message, kind, outcome, reply, now=self._clock.now())
        return bool(reply.parts)
