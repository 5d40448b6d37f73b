"""The tables of this room: what came in, what was answered, what is to be sent and done.

Times that people see (received, created) are the domain clock's. Times that processes wait for
(leases, next tries) are real time, because they must pass when the domain clock stands still.
"""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Enum, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UtcDateTime


class ConversationStatus(enum.StrEnum):
    """Whether a thread is going on."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    """A task waits for a caseworker; the assistant answers until one takes the conversation."""
    CLOSED = "closed"


class MessageState(enum.StrEnum):
    """How far an incoming message has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    """Given up after several tries; a task was made, so a person has it."""


class ReplyKind(enum.StrEnum):
    """Where a reply came from."""

    ANSWER = "answer"
    NOTICE = "notice"
    """Something that the channel itself had to tell, for example that we are late."""
    PERSON = "person"
    """Written by a caseworker."""


class OutboxState(enum.StrEnum):
    """How far something to be sent has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


class TaskState(enum.StrEnum):
    """How far a caseworker's task has come."""

    OPEN = "open"
    TAKEN = "taken"
    SNOOZED = "snoozed"
    """Its caseworker looks at it again later, or when the person writes."""
    DONE = "done"


def text_enum(kind: type[enum.StrEnum]) -> Enum:
    """A column for a word: plain text in the database, so that a new word needs no change there."""
    return Enum(
        kind, native_enum=False, length=20, values_callable=lambda states: [s.value for s in states]
    )


class Conversation(Base):
    """A thread with one person on one channel. Its random id, not the number, is its identity."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_municipality_opened_at", "municipality", "opened_at"),
        Index("ix_conversation_last_activity", "last_activity"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    municipality: Mapped[str] = mapped_column(String(4), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    peer: Mapped[str] = mapped_column(String(40), index=True)
    our_number: Mapped[str] = mapped_column(String(20))
    thread: Mapped[str | None] = mapped_column(String(120), unique=True)
    """What makes two messages belong together while the thread is open; null when it is closed."""
    standard: Mapped[str] = mapped_column(String(2))
    pace: Mapped[dict[str, int]] = mapped_column(JSON)
    """How many times the person asked for `slower` and `louder`."""
    slots: Mapped[dict[str, Any]] = mapped_column(JSON)
    holder: Mapped[str | None] = mapped_column(String(80))
    """The caseworker who answers in it (`casework`); the assistant is silent meanwhile."""
    introduced: Mapped[bool] = mapped_column(default=False)
    """Whether the person has been told who the holder is."""
    status: Mapped[ConversationStatus] = mapped_column(text_enum(ConversationStatus))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_activity: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when a thread that rests stays open, because we asked something in it ourselves."""
    lease_owner: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboundMessage(Base):
    """What a person wrote, said or keyed, stored once before it is acknowledged."""

    __tablename__ = "inbound_message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "position"),
        Index("ix_inbound_message_state_next_try_at", "state", "next_try_at"),
        Index("ix_inbound_message_missed", "missed"),
        Index("ix_inbound_message_alarm_at", "alarm_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[str] = mapped_column(String(120), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    position: Mapped[int]
    seen: Mapped[int | None]
    """The id of the newest reply on the page that it was written on, 0 for none; null where that is
    not known: by text message, by telephone, and for messages from before."""
    text: Mapped[str] = mapped_column(Text)
    """As it came until the turn is done, then with codes and national ids masked."""
    media_count: Mapped[int]
    input: Mapped[str] = mapped_column(String(10))
    """`text`, `speech` or `dtmf`."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Real time, to tell a double press from a new answer; null for messages from before."""
    confidence: Mapped[float | None] = mapped_column(Float)
    """The recogniser's, 0 to 1; null where it told none, and for what was not spoken."""
    state: Mapped[MessageState] = mapped_column(text_enum(MessageState))
    attempts: Mapped[int] = mapped_column(default=0)
    failures: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How often each class of failure has been met (`conversations.retry_policy`)."""
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """The turn's idempotency key: the same for every try of this message."""
    turn: Mapped[int | None]
    """The position of the first message of the turn that answers this one, once that has begun;
    null also where a message can only be a turn of its own."""
    understood: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the turn that begins with this message was understood as (`intent`, `confidence`,
    `entities`, `language`), masked as the text is; empty until then and where nothing was asked."""
    alarm_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Real time. When we answer by ourselves what may not wait (`conversations.turns.danger`)."""
    missed: Mapped[str | None] = mapped_column(String(10))
    """Why it should be looked at: `doubt` (the assistant asked back or gave up), `unanswered` (it
    knew no answer) or `flagged` (a caseworker saw that it was misread); null for the others."""


class Reply(Base):
    """What was answered, as data and as the text that the person got."""

    __tablename__ = "reply"
    __table_args__ = (UniqueConstraint("message_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("inbound_message.id"))
    kind: Mapped[ReplyKind] = mapped_column(text_enum(ReplyKind))
    says: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rest: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """What did not fit and comes when the person asks for more."""
    acts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    standard: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_position: Mapped[int | None]
    """The position of the last message that had come when this was said: no earlier one answers
    it. Null for what we begin ourselves, and for replies from before."""


DUTY_KEY = "duty:"
"""How the idempotency key begins of what goes to somebody on duty (`conversations.duty`)."""


class OutboxRow(Base):
    """One text message or call on its way out, or sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
        Index("ix_outbox_ask_at", "ask_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency: Mapped[str] = mapped_column(String(80), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    channel: Mapped[str] = mapped_column(String(10))
    to_number: Mapped[str] = mapped_column(String(40))
    from_number: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    segments: Mapped[int]
    despite_suppression: Mapped[bool]
    """True only for the confirmation of an opt-out."""
    decent_hours: Mapped[bool] = mapped_column(default=False)
    """True for what we start: it goes only at hours when we may (`delivery.sending_window`)."""
    secret: Mapped[bool] = mapped_column(default=False)
    """True where the body holds a code: it is masked when Twilio has it, and not sent again."""
    state: Mapped[OutboxState] = mapped_column(text_enum(OutboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    failures: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How often each class of failure has been met (`conversations.retry_policy`)."""
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Real time. For a row that is being sent: when another process may look into it."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Real time. After it the text would help nobody: it is not sent, and a person has a task."""
    ask_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Real time. When Twilio is asked what became of it, should nobody have told by then; null
    before it is sent and when it is known, or will never be."""
    sending_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    provider_sid: Mapped[str | None] = mapped_column(String(40), index=True)
    error_code: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def to_duty(self) -> bool:
        """Whether it goes to somebody on duty, and not to a citizen."""
        return self.idempotency.startswith(DUTY_KEY)


class DeliveryEvent(Base):
    """What Twilio told of a sent message: once per message and status, in any order."""

    __tablename__ = "delivery_event"
    __table_args__ = (UniqueConstraint("provider_sid", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_sid: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    error_code: Mapped[str | None] = mapped_column(String(40))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Suppression(Base):
    """A number that wants no text messages from one of our numbers."""

    __tablename__ = "suppression"
    __table_args__ = (UniqueConstraint("number", "our_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40))
    our_number: Mapped[str] = mapped_column(String(20))
    municipality: Mapped[str] = mapped_column(String(4))
    source: Mapped[str] = mapped_column(String(20))
    """`person` (asked us), `twilio` (asked Twilio, which told us)."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class Task(Base):
    """Something that a caseworker must do, with what is needed to do it."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_municipality_created_at", "municipality", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    """What the task is about: the same key again makes no second task."""
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    municipality: Mapped[str] = mapped_column(String(4), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    urgent: Mapped[bool]
    channel: Mapped[str] = mapped_column(String(10))
    peer: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)
    transcript: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    """The conversation until then, oldest first: `who`, `at` (ISO, UTC), `text` (masked)."""
    call_back_number: Mapped[str | None] = mapped_column(String(40))
    promised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[TaskState] = mapped_column(text_enum(TaskState))
    assignee: Mapped[str | None] = mapped_column(String(80), index=True)
    """The caseworker who has it."""
    for_group: Mapped[str | None] = mapped_column(String(80))
    """The group or the role that it was forwarded to, while nobody has taken it and after."""
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when the person waits for a caseworker's word; null once it was given."""
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_reply_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(20))
    """What came of it (`web.console.models.Outcome`)."""


class Colleague(Base):
    """A caseworker who has been at work in a municipality: somebody to forward to."""

    __tablename__ = "colleague"
    __table_args__ = (UniqueConstraint("caseworker", "municipality"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    caseworker: Mapped[str] = mapped_column(String(80))
    municipality: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(120))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answers: Mapped[bool]
    """Whether the colleague may open conversations there, as seen when last at work."""
    approves: Mapped[bool] = mapped_column(default=False)
    """And whether the colleague may approve choices there."""
