"""Tasks for caseworkers: the hand-over with all that is needed to take it up."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.duty.alerts import raise_alert
from conversations.masking import mask_ids
from conversations.models import Conversation, InboundMessage, Reply, ReplyKind, Task, TaskState

log = structlog.get_logger(__name__)

MOST_OPEN = 8
"""Open tasks of a day from one telephone, urgent and others apart; our judgement."""
A_DAY = timedelta(days=1)
CALLS = frozenset({"callback", "asked"})
"""Reasons of tasks in which somebody asked to be rung: one matter."""
CALL, NOT_WANTED = "call", "not_wanted"
"""In a summary: that the call that was asked for is not wanted after all."""
WHOM = "whom"
"""In a summary: who else is to be rung. Such a call is another matter than the writer's own."""


@dataclass(frozen=True)
class NewTask:
    """What a caseworker is asked to do.

    Args:
        key: what the task is about; the same key again makes no second task.
        reason: `asked`, `emergency`, `not_understood`, `undeliverable`, `engine_down`, …
        urgent: whether it goes before the others.
        person_id: the proven person, or None.
        summary: what is known, for the caseworker.
        call_back_number: the number to call, where not the conversation's own.
        promised_at: when the person was told to expect a call, or None.
        danger: which danger it is about, where it is about one.
        amends: whether it only gives the number for a call that was asked for before in the same
            conversation: then that task gets it, and there is no second one.
    """

    key: str
    reason: str
    urgent: bool = False
    person_id: int | None = None
    summary: dict[str, Any] = field(default_factory=dict)
    call_back_number: str | None = None
    promised_at: datetime | None = None
    danger: str | None = None
    amends: bool = False


def add_task(session: Session, conversation: Conversation, new: NewTask, now: datetime) -> None:
    """Add a task in the caller's transaction, with the conversation until now.

    Of what is urgent those on duty are told (`conversations.duty`).
    """
    if session.scalar(select(Task.id).where(Task.key == new.key)) is not None:
        return
    session.flush()
    if new.amends and (earlier := _asked_before(session, conversation, new)) is not None:
        earlier.call_back_number = new.call_back_number or earlier.call_back_number
        earlier.promised_at = new.promised_at
        earlier.summary = _amended(earlier.summary, new)
        earlier.transcript = transcript(session, conversation.id)
        return
    if new.amends and new.summary.get(CALL) == NOT_WANTED:
        return  # A call is let go that nobody was asked for.
    if (contact := new.summary.get("contact")) is not None:
        _hold_calls(session, conversation, str(contact))
    if _enough(session, conversation, urgent=new.urgent, now=now):
        log.warning("task.enough", conversation=conversation.id, reason=new.reason)
        return
    task = Task(
        key=new.key,
        conversation_id=conversation.id,
        municipality=conversation.municipality,
        reason=new.reason,
        urgent=new.urgent,
        channel=conversation.channel,
        peer=conversation.peer,
        person_id=new.person_id,
        summary=new.summary,
        transcript=transcript(session, conversation.id),
        call_back_number=new.call_back_number or _number(conversation.peer),
        promised_at=new.promised_at,
        created_at=now,
        waiting_since=now,
        state=TaskState.OPEN,
    )
    session.add(task)
    session.flush()
    if new.urgent:
        raise_alert(session, task, now, new.danger)


def _asked_before(session: Session, conversation: Conversation, new: NewTask) -> Task | None:
    """What the number was asked for: the same matter in this conversation, not finished yet."""
    theirs = (
        select(Task)
        .where(Task.conversation_id == conversation.id, Task.state != TaskState.DONE)
        .where(Task.reason.in_(CALLS if new.reason in CALLS else {new.reason}))
        .order_by(Task.id.desc())
    )
    whom = new.summary.get(WHOM)
    return next((each for each in session.scalars(theirs) if each.summary.get(WHOM) == whom), None)


def _amended(before: dict[str, Any], new: NewTask) -> dict[str, Any]:
    """What is known now of a call that was asked for before: asked for anew, it is wanted."""
    known = dict(before)
    if new.call_back_number is not None or new.promised_at is not None:
        known.pop(CALL, None)
    return known | {name: new.summary[name] for name in (CALL, "contact") if name in new.summary}


def _hold_calls(session: Session, conversation: Conversation, contact: str) -> None:
    """A call asked for before waits, where something was told in confidence since."""
    theirs = (
        select(Task)
        .where(Task.conversation_id == conversation.id, Task.state != TaskState.DONE)
        .where(Task.reason.in_(CALLS))
    )
    for task in session.scalars(theirs):
        task.summary = task.summary | {"contact": contact}
        task.promised_at = None


def _enough(session: Session, conversation: Conversation, *, urgent: bool, now: datetime) -> bool:
    """Whether so many tasks are open from one telephone, of a day, that one more tells nothing.

    A machine that answers ours would otherwise make one with every text. Urgent ones are counted
    apart, so that no heap of others stands in the way of danger.
    """
    theirs = (
        select(func.count())
        .select_from(Task)
        .where(Task.state == TaskState.OPEN, Task.urgent == urgent)
        .where(Task.created_at > now - A_DAY)
    )
    if conversation.peer.startswith("+"):
        theirs = theirs.where(Task.peer == conversation.peer)
    else:
        theirs = theirs.where(Task.conversation_id == conversation.id)
    same_place = theirs.where(Task.municipality == conversation.municipality)
    return (session.scalar(same_place) or 0) >= MOST_OPEN


def _number(peer: str) -> str | None:
    # Who hides the number cannot be called back.
    return peer if peer.startswith("+") else None


def open_tasks(session: Session, municipality: str | None = None) -> list[Task]:
    """The tasks that nobody has taken: urgent ones first, then the oldest.

    Args:
        session: where to look.
        municipality: kommunenummer; None for all, which only an operator may see.
    """
    query = select(Task).where(Task.state == TaskState.OPEN)
    if municipality is not None:
        query = query.where(Task.municipality == municipality)
    return list(session.scalars(query.order_by(Task.urgent.desc(), Task.id)))


START = "start"
"""The input of the message that a call begins with: nobody said it."""

_WHO = {ReplyKind.ANSWER: "assistant", ReplyKind.NOTICE: "system", ReplyKind.PERSON: "caseworker"}


def transcript(session: Session, conversation: str) -> list[dict[str, str]]:
    """What was said in a conversation, oldest first, each answer after what it answers."""
    return [
        _line("person", each.received_at, mask_ids(each.text))
        if isinstance(each, InboundMessage)
        else _line(_WHO[each.kind], each.created_at, each.text)
        for each in in_order(session, conversation)
    ]


def in_order(session: Session, conversation: str) -> list[InboundMessage | Reply]:
    """What came in and what was answered, oldest first, each answer after what it answers."""
    messages = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.conversation_id == conversation)
        .order_by(InboundMessage.position)
    ).all()
    replies = session.scalars(
        select(Reply).where(Reply.conversation_id == conversation).order_by(Reply.id)
    ).all()
    turn_of = {message.id: message.turn or message.position for message in messages}
    # An answer to several texts stands after the last of them.
    last_of_turn = {turn_of[message.id]: message.position for message in messages}

    def position(reply: Reply) -> int:
        if reply.message_id is not None:
            return last_of_turn[turn_of[reply.message_id]]
        before = [m.position for m in messages if m.received_at <= reply.created_at]
        return max(before, default=0)

    placed: list[tuple[int, int, InboundMessage | Reply]] = [
        (message.position, 0, message) for message in messages if message.input != START
    ]
    placed += [(position(reply), 1, reply) for reply in replies]
    return [each for *_, each in sorted(placed, key=lambda entry: entry[:2])]


def _line(who: str, at: datetime, text: str) -> dict[str, str]:
    return {"who": who, "at": at.isoformat(), "text": text}


def person_wrote(session: Session, conversation_id: str, at: datetime) -> None:
    """Note that somebody waits for the caseworker, in the caller's transaction.

    Whoever waits already has waited since then. What rested wakes.
    """
    theirs = select(Task).where(
        Task.conversation_id == conversation_id, Task.state != TaskState.DONE
    )
    for task in session.scalars(theirs):
        task.waiting_since = task.waiting_since or at
        if task.state is TaskState.SNOOZED:
            task.state, task.snoozed_until = TaskState.TAKEN, None
