"""Failed turns: the assistant gave no answer that can be used.

The message is kept and tried again as `conversations.retry_policy` has it. The person is told once
that it takes time. A caseworker gets a task when it takes long, and at the latest when the tries
are used up: then the message is failed, the person is told, and what came after it is answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy.orm import Session

from conversations.lease import Lease, finish, real_now
from conversations.masking import mask_ids
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    ReplyKind,
)
from conversations.renderer import Renderer
from conversations.retry_policy import POLICY, Failing, Policy, counted
from conversations.tasks import NewTask, add_task
from conversations.turns.assistant_client import AssistantFailed
from conversations.turns.directives import Outcome
from conversations.turns.replies import add_reply, still_waiting
from core.clock import Clock
from core.database import Database

log = structlog.get_logger(__name__)

TRY_AGAIN_LATER = "channel.try_again_later"
A_PERSON_TAKES_OVER = "channel.person_takes_over"


@dataclass(frozen=True)
class Patience:
    """How long a message is tried.

    With the default delays (1, 2, 4, 8 … 60 s) the notice comes after about a quarter of a
    minute and the task after about four minutes.

    Args:
        policy: how often each class of failure is tried again.
        notice_after: tries until the person is told, once, that the answer comes later.
        task_after: tries until a person is asked to look while the engine is down.
    """

    policy: Policy = field(default_factory=lambda: POLICY)
    notice_after: int = 5
    task_after: int = 9


@dataclass(frozen=True)
class FailedTry:
    """What a setback led to.

    Args:
        given_up: whether a person has the message now.
        told: whether something for the person to read was put in the outbox.
    """

    given_up: bool
    told: bool


class TurnFailures:
    """Counts failed tries, and does what each calls for.

    Args:
        database: where.
        clock: the time of the domain.
        renderers: by channel, how a reply is made.
        patience: how long a message is tried.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        renderers: Mapping[str, Renderer],
        patience: Patience,
    ) -> None:
        self._database = database
        self._clock = clock
        self._renderers = renderers
        self._patience = patience

    def count(self, lease: Lease, message_ids: Sequence[int], failed: AssistantFailed) -> FailedTry:
        """Count a failed try in the one write that ends the turn.

        Args:
            message_ids: of the turn; its first counts the tries.

        Raises:
            LeaseLost: somebody else has the conversation now.
        """
        patience, now, told = self._patience, self._clock.now(), False
        retry = patience.policy[failed.failing]
        with self._database.write() as session:
            conversation = finish(session, lease)
            messages = still_waiting(session, message_ids)
            message = messages[0]
            message.attempts += 1
            message.failures = counted(message.failures, failed.failing)
            delay = retry.next_delay(message.failures[failed.failing])
            log.warning(
                "turn.postponed" if delay is not None else "turn.given_up",
                conversation=conversation.id,
                failure=failed.failing.value,
                attempts=message.attempts,
            )
            if delay is None:
                for each in messages:
                    each.state, each.text = MessageState.FAILED, mask_ids(each.text)
                told = self._tell(session, conversation, message, ReplyKind.ANSWER)
                conversation.status = ConversationStatus.HANDED_OVER
            else:
                message.next_try_at = real_now() + delay
                if message.attempts == patience.notice_after:
                    told = self._tell(session, conversation, message, ReplyKind.NOTICE)
            long = failed.failing is not Failing.MESSAGE and message.attempts >= patience.task_after
            if long or delay is None:
                # One task for a message and a reason, whether it came early or at the end.
                task = NewTask(f"{message.key}:{retry.task}", retry.task)
                add_task(session, conversation, task, now)
        return FailedTry(delay is None, told)

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
            renderer = self._renderers[conversation.channel].of(conversation.municipality)
            reply = renderer.render(outcome.says, outcome.standard, outcome.pace)
        except Exception:
            # Even our own last word may fail; counting tries and calling a person must not.
            log.exception("turn.notice_failed", text=name)
            return False
        add_reply(session, message, kind, outcome, reply, now=self._clock.now())
        return bool(reply.parts)
