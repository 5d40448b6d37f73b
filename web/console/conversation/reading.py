"""What was said in a conversation, with what was understood, what it rests on, and what arrived."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from babel.dates import format_time
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.caseworker import NotHere
from casework.models import Act, CaseworkEvent
from casework.tasks.queue import unanswered
from conversations.delivery.errors import Remedy, treatment
from conversations.masking import mask_ids
from conversations.models import (
    Conversation,
    InboundMessage,
    OutboxRow,
    OutboxState,
    Reply,
    ReplyKind,
    Task,
    TaskState,
)
from conversations.retry_policy import Failing
from conversations.tasks import in_order
from core.clock import OSLO
from core.database import Database

_WHO = {ReplyKind.ANSWER: "assistant", ReplyKind.NOTICE: "system", ReplyKind.PERSON: "caseworker"}
_WHY_WAITING: dict[Failing | Remedy, str] = {
    Failing.HANDSET: "telefonen er av eller uten dekning",
    Failing.OPERATOR: "operatøren tok ikke imot",
    Failing.BUSY: "Twilio svarer ikke nå",
    Failing.UNCLEAR: "det er uklart om den kom fram",
}
"""By what failed last."""
_WORST_FIRST = (
    *(OutboxState.FAILED, OutboxState.UNDELIVERED, OutboxState.WAITING),
    *(OutboxState.SENDING, OutboxState.SENT, OutboxState.DELIVERED),
)


@dataclass(frozen=True)
class Source:
    """Where a fact that was told stands: a page, and the date somebody compared it with."""

    url: str
    checked: str


@dataclass(frozen=True)
class Line:
    """Something that was said.

    Attributes:
        who: `person`, `assistant`, `system` or `caseworker`.
        name: the caseworker's; empty for others.
        understood: what a person's words were taken for; empty where nobody was asked.
        sources: what an answer rests on.
        waits: why it is not sent yet and when it is tried again, in words; empty where it does not
            wait for anything.
        delivery: how far it has come, for what is sent; None for what is shown or spoken.
        new: whether it waits for a caseworker's answer.
        message: the person's message; 0 for what others said.
        missed: whether it stands under «Ikke forstått» already.
        not_done: whether it tells that what was asked for waits for the caseworker.
    """

    who: str
    at: datetime
    text: str
    name: str = ""
    understood: dict[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    delivery: OutboxState | None = None
    waits: str = ""
    pictures: int = 0
    new: bool = False
    message: int = 0
    missed: bool = False
    not_done: bool = False


@dataclass(frozen=True)
class Seen:
    """A conversation as its page shows it.

    Attributes:
        tasks: those not done, the oldest first.
        done: those that are.
        events: what caseworkers did, the oldest first.
    """

    conversation: Conversation
    lines: list[Line]
    tasks: list[Task]
    done: list[Task]
    events: list[CaseworkEvent]

    @property
    def person_id(self) -> int | None:
        """The person whom its tasks name, the latest."""
        named = [each.person_id for each in (*self.done, *self.tasks) if each.person_id]
        return named[-1] if named else None

    @property
    def number(self) -> str | None:
        """Where to ring."""
        asked = [each.call_back_number for each in (*self.done, *self.tasks)]
        peer = self.conversation.peer
        known = [each for each in asked if each] or ([peer] if peer.startswith("+") else [])
        return known[-1] if known else None

    def assignees(self) -> set[str]:
        """Those who have its tasks."""
        return {each.assignee for each in self.tasks if each.assignee}


def read(database: Database, municipality: str, conversation_id: str) -> Seen:
    """A conversation.

    Raises:
        NotHere: no such conversation in this municipality.
    """
    with database.read() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None or conversation.municipality != municipality:
            raise NotHere(conversation_id)
        tasks = list(
            session.scalars(
                select(Task).where(Task.conversation_id == conversation_id).order_by(Task.id)
            )
        )
        events = list(
            session.scalars(
                select(CaseworkEvent)
                .where(CaseworkEvent.conversation_id == conversation_id)
                .order_by(CaseworkEvent.id)
            )
        )
        unfinished = [each for each in tasks if each.state is not TaskState.DONE]
        new = {each.id for each in session.scalars(unanswered(unfinished))}
        return Seen(
            conversation=conversation,
            lines=_lines(session, conversation_id, new, who_wrote(events)),
            tasks=unfinished,
            done=[each for each in tasks if each.state is TaskState.DONE],
            events=events,
        )


def earlier(
    database: Database, municipality: str, conversations: list[str], but: str
) -> list[Conversation]:
    """Other conversations of the same person, the latest first.

    Args:
        conversations: where the person was proven.
        but: the one that is looked at.
    """
    query = (
        select(Conversation)
        .where(Conversation.id.in_(conversations), Conversation.id != but)
        .where(Conversation.municipality == municipality)
        .order_by(Conversation.opened_at.desc())
    )
    with database.read() as session:
        return list(session.scalars(query))


def who_wrote(events: list[CaseworkEvent]) -> dict[int, str]:
    """The caseworkers' names, by the id of what they wrote."""
    return {each.details["reply"]: each.name for each in events if each.what is Act.REPLIED}


def _lines(
    session: Session, conversation_id: str, new: set[int], wrote: dict[int, str]
) -> list[Line]:
    sent: dict[int, list[OutboxRow]] = {}
    for row in session.scalars(
        select(OutboxRow).where(OutboxRow.conversation_id == conversation_id)
    ):
        sent.setdefault(row.reply_id, []).append(row)
    unfinished = (OutboxState.WAITING, OutboxState.SENDING)
    waiting = [row.id for rows in sent.values() for row in rows if row.state in unfinished]
    first = min(waiting, default=0)
    return [
        _heard(each, new)
        if isinstance(each, InboundMessage)
        else _said(each, sent.get(each.id, []), wrote.get(each.id, ""), first)
        for each in in_order(session, conversation_id)
    ]


def _heard(message: InboundMessage, new: set[int]) -> Line:
    return Line(
        "person",
        message.received_at,
        mask_ids(message.text),
        understood=message.understood or {},
        pictures=message.media_count,
        new=message.id in new,
        message=message.id,
        missed=message.missed is not None,
    )


def _said(reply: Reply, rows: list[OutboxRow], name: str, behind: int) -> Line:
    sources = [each["source"] for each in reply.says if each.get("source")]
    return Line(
        _WHO[reply.kind],
        reply.created_at,
        reply.text,
        name=name,
        not_done=any(str(each.get("say")).startswith("held.") for each in reply.says),
        sources=tuple(
            dict.fromkeys(
                Source(str(each.get("url", "")), str(each.get("checked", ""))) for each in sources
            )
        ),
        delivery=min((row.state for row in rows), key=_WORST_FIRST.index, default=None),
        waits=next(
            (_why_waiting(row, behind) for row in rows if row.state is OutboxState.WAITING), ""
        ),
    )


def _why_waiting(row: OutboxRow, behind: int) -> str:
    """Why a text is not sent yet, and when it is tried again; nothing where it goes at once.

    Args:
        behind: the first text of the conversation that is not out; the later ones wait for it.
    """
    again = format_time(row.next_try_at.astimezone(OSLO), "HH.mm", locale="nb")
    if row.error_code and (words := _WHY_WAITING.get(treatment(row.error_code))):
        return f"{words}, prøves igjen {again}"
    if row.decent_hours:
        return "sendes når det passer å skrive til folk"
    return "den forrige må gå først" if row.id > behind else ""
