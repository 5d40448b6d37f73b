"""Alarms: what may not wait for the assistant. Danger to life, and a wish for a human.

Every incoming message is looked at here too, by the same patterns as the assistant's. Where the
assistant has not answered within about a second, because it is down, hangs or fails on the message,
the channel answers by itself: the number to ring or a sentence, and a task. It takes no lease, for
the lease is what a turn that hangs holds. A turn that answers afterwards finds the message done and
commits nothing.
"""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.lease import real_now
from conversations.masking import mask_ids
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    ReplyKind,
)
from conversations.renderer import Act, Renderer, Say
from conversations.tasks import NewTask, add_task
from conversations.turns.directives import Outcome
from conversations.turns.replies import add_reply
from core.channel import Channel
from core.clock import Clock
from core.database import Database
from provider_catalog.duty import Place, told, who_hears

log = structlog.get_logger(__name__)

AT_A_TIME = 20
HUMAN: list[Say] = [{"say": "channel.person_told"}]
HUMAN_HIDDEN: list[Say] = [{"say": "channel.person_told_hidden"}]
"""To a caller whose number nobody knows."""


class Kind(enum.StrEnum):
    """What a message is about; the value is the reason of its task."""

    DANGER = "emergency"
    HUMAN = "asked"


AFTER = {Kind.DANGER: timedelta(seconds=1), Kind.HUMAN: timedelta(seconds=2)}
"""How long the assistant has, which knows more: when somebody calls back, and what was asked."""
ON_A_PAGE = timedelta(seconds=0.5)
"""On the web somebody looks at the page meanwhile: what may not wait stands there in a second."""


Begins = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""What a thread knows after an alarm, by what it knew before."""


def _nothing_more(_slots: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Alarm:
    """Why a message may not wait.

    Args:
        kind: danger to life, or a wish for a human.
        says: for danger, whom to ring; who learns of it is said after it.
        begins: what the thread knows of it afterwards, from what it knew before.
        after: how long the assistant has, where it is not what its kind has.
    """

    kind: Kind
    says: tuple[Say, ...] = ()
    begins: Begins = field(default=_nothing_more)
    after: timedelta | None = None


def due_after(alarm: Alarm, channel: str) -> timedelta:
    """How long the assistant has for what may not wait, by a channel."""
    if alarm.after is not None:
        return alarm.after
    usual = AFTER[alarm.kind]
    return min(usual, ON_A_PAGE) if channel == Channel.WEB else usual


Watch = Callable[[str], Alarm | None]
"""Looks at what somebody wrote or said; None for what may wait."""


def nothing(_text: str) -> None:
    """Watch for nothing."""
    return


class Alarms:
    """Answers what the assistant has not answered in time. Safe to use from several threads.

    Args:
        database: where.
        clock: the time of the domain.
        renderers: by channel, how a reply is made.
        watch: what is looked for.
        place: a municipality as the catalogue has it, for whether anybody there learns of it.
        on_reply: called after a commit that put something in the outbox.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        renderers: Mapping[str, Renderer],
        *,
        place: Callable[[str], Place],
        watch: Watch = nothing,
        on_reply: Callable[[], None] = lambda: None,
    ) -> None:
        self._place = place
        self._database = database
        self._clock = clock
        self._renderers = renderers
        self._watch = watch
        self._on_reply = on_reply

    def run_due(self) -> int:
        """Answer every message whose second has passed; how many were answered."""
        with self._database.read() as session:
            due = list(
                session.scalars(
                    select(InboundMessage.id)
                    .where(
                        InboundMessage.alarm_at <= real_now(),
                        InboundMessage.state == MessageState.WAITING,
                    )
                    .order_by(InboundMessage.alarm_at)
                    .limit(AT_A_TIME)
                )
            )
        return sum(self.answer(message) for message in due)

    def answer_any(self, messages: Iterable[InboundMessage]) -> bool:
        """Answer those of some messages that may not wait, at once; whether there were any."""
        return any([self.answer(each.id) for each in messages if each.alarm_at is not None])

    def answer(self, message_id: int) -> bool:
        """Answer one message now, if nobody has. False where nothing was said."""
        with self._database.write() as session:
            conversation = session.scalar(
                select(Conversation)
                .join(InboundMessage, InboundMessage.conversation_id == Conversation.id)
                .where(InboundMessage.id == message_id)
                .with_for_update(of=Conversation)
            )
            message = session.get_one(InboundMessage, message_id, with_for_update=True)
            if conversation is None or message.state is not MessageState.WAITING:
                return False
            message.alarm_at = None
            alarm = self._watch(message.text)
            # A human who answers already need not be called.
            if alarm is None or (conversation.holder and alarm.kind is Kind.HUMAN):
                return False
            if not self._tell(session, conversation, message, alarm):
                return False
        log.warning("alarm.answered", message=message_id, kind=alarm.kind.value)
        self._on_reply()
        return True

    def _tell(
        self, session: Session, conversation: Conversation, message: InboundMessage, alarm: Alarm
    ) -> bool:
        now, urgent = self._clock.now(), alarm.kind is Kind.DANGER
        hidden = conversation.channel == Channel.PHONE and not conversation.peer.startswith("+")
        says = list(alarm.says) or (HUMAN_HIDDEN if hidden else HUMAN)
        if urgent:
            place = self._place(conversation.municipality)
            hears = who_hears(place, alarm.kind.value, now)
            says = [*says, told(hears, place.name, now)]
        act: Act = {"do": "hand_over", "reason": alarm.kind.value, "urgent": urgent}
        outcome = Outcome(says, conversation.standard, conversation.pace, [act], [act])
        renderer = self._renderers[conversation.channel].of(conversation.municipality)
        try:
            reply = renderer.render(says, outcome.standard, outcome.pace)
        except Exception:
            # The words are missing. The turn may have others, and the task must be made at least.
            log.exception("alarm.cannot_say", message=message.id)
            reply = None
        if reply is not None:
            message.state, message.text = MessageState.DONE, mask_ids(message.text)
            # A turn of its own from now on: what was gathered with it is answered without it.
            message.turn = None
            add_reply(session, message, ReplyKind.ANSWER, outcome, reply, now=now)
        conversation.last_activity = now
        begun = alarm.begins(conversation.slots)
        conversation.slots = {**conversation.slots, **begun}
        if conversation.holder is None:
            conversation.status = ConversationStatus.HANDED_OVER
        # The key of the task that the assistant would have made: there is one, whoever makes it.
        key = f"{message.key}:hand_over:0"
        what = {"what": "the channel answered, for the assistant had not"}
        danger = (begun.get("crisis") or {}).get("kind") if urgent else None
        task = NewTask(key, alarm.kind.value, urgent=urgent, summary=what, danger=danger)
        add_task(session, conversation, task, now)
        return reply is not None
