"""A chat as its page shows it: read from the database, whoever wrote what there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channels.webchat.renderer import Drawn, Quick, WebRenderer
from channels.webchat.session import Ticket
from conversations.masking import mask_ids
from conversations.models import (
    Colleague,
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    Reply,
    ReplyKind,
    Task,
    TaskState,
)
from conversations.tasks import in_order
from conversations.threads import IDLE, waits_for_person
from core.channel import Channel
from core.database import Database

log = structlog.get_logger(__name__)

PRIVATE_FOR = timedelta(minutes=30)
"""So long after the person's last word private answers are shown, and only while the case is open:
the next one at the same machine may be somebody else."""

PROVEN = "proof.ok"
"""What the names of the texts begin with that tell that somebody has shown who it is."""


@dataclass(frozen=True)
class OpenCase:
    """The case that is open in a chat.

    Args:
        name: the first name of whose it is.
        since: when it was shown; what was private before was another's.
    """

    name: str
    since: datetime


Opened = Callable[[str], OpenCase | None]
"""Which case is open in a conversation now; the register knows, and looking is no use of it."""

_WHO = {ReplyKind.ANSWER: "assistant", ReplyKind.NOTICE: "system", ReplyKind.PERSON: "caseworker"}


@dataclass(frozen=True)
class Entry:
    """One thing that was said.

    Args:
        id: its name on the page.
        who: `person`, `assistant`, `system` or `caseworker`.
        at: when.
        drawn: what is shown.
        hidden: it was private, and is not shown any more.
        standard: in which it was said; None where a human wrote it.
    """

    id: str
    who: str
    at: datetime
    drawn: Drawn
    hidden: bool = False
    standard: str | None = None


@dataclass(frozen=True)
class Thread:
    """A conversation as far as its page is concerned.

    Args:
        conversation: its id; empty where nothing was written yet.
        standard: `nb` or `nn`; None where nothing was written yet.
        entries: what was said, oldest first.
        seen: the number of the newest reply, to tell an old page by.
        version: another when anything has changed that the page shows.
        awaited: an answer of the assistant is on its way.
        handed_over: a person has been asked for and has not come.
        promised: until when somebody is to have taken contact, where that was said and is to come.
        holder: the caseworker's first name, empty where it is not known; None where nobody has
            taken over.
        ended: it is over; what is written now begins another.
        case: the case that is open here; None where there is none.
        case_closed: whether one was open and is not any more.
    """

    conversation: str = ""
    standard: str | None = None
    entries: tuple[Entry, ...] = ()
    seen: int = 0
    version: str = ""
    awaited: bool = False
    handed_over: bool = False
    promised: datetime | None = None
    holder: str | None = None
    ended: bool = False
    case: OpenCase | None = None
    case_closed: bool = False

    @property
    def waits_for_person(self) -> bool:
        """Whether a person has been asked for or is there: somebody may answer later."""
        return bool(self.conversation) and (self.handed_over or self.holder is not None)

    @property
    def expects_news(self) -> bool:
        """Whether something may come by itself at any moment."""
        return self.awaited or self.handed_over or self.holder is not None

    @property
    def last_own(self) -> str | None:
        """The name of what the person wrote last: where a page that is opened begins."""
        return next((each.id for each in reversed(self.entries) if each.who == "person"), None)

    @property
    def urgent(self) -> bool:
        """Whether the last word was about danger to life: nothing may stand beside it."""
        return bool(self.entries and self.entries[-1].drawn.calls)

    @property
    def quick(self) -> tuple[Quick, ...]:
        """The answers to the last thing that was said."""
        last = self.entries[-1] if self.entries else None
        return last.drawn.quick if last and not self.ended and self.holder is None else ()


class Threads:
    """Reads chats for their pages.

    Args:
        database: where they are.
        renderer: draws what the assistant said.
        opened: which case is open in a conversation.
    """

    def __init__(self, database: Database, renderer: WebRenderer, opened: Opened) -> None:
        self._database = database
        self._renderer = renderer
        self._opened = opened

    def read(self, ticket: Ticket | None, municipality: str, now: datetime) -> Thread:
        """The chat that a ticket gives the right to; an empty one where there is none."""
        # Asked before the chat is read: who knows it has a connection of its own, and whoever
        # holds one and waits for another may wait for somebody who does the same.
        conversation = self.conversation_of(ticket, municipality, now)
        if conversation is None:
            return Thread()
        case = self._opened(conversation)
        with self._database.read() as session:
            found = session.get(Conversation, conversation)
            if found is None:
                return Thread()
            said = in_order(session, found.id)
            renderer = self._renderer.of(municipality)
            written = [each.received_at for each in said if isinstance(each, InboundMessage)]
            recent = now - max(written, default=found.opened_at) <= PRIVATE_FOR
            since = case.since if case is not None and recent else None
            proven = any(isinstance(each, Reply) and _proves(each) for each in said)
            return Thread(
                conversation=found.id,
                standard=found.standard,
                entries=tuple(_entries(said, renderer, private_since=since)),
                seen=max((each.id for each in said if isinstance(each, Reply)), default=0),
                version=_version(session, found, case),
                awaited=found.holder is None
                and any(isinstance(each, InboundMessage) and _waits(each) for each in said),
                handed_over=found.holder is None and found.status is ConversationStatus.HANDED_OVER,
                promised=_promised(session, found, now),
                holder=_name(session, found),
                ended=found.status is ConversationStatus.CLOSED,
                case=case,
                case_closed=proven and case is None,
            )

    def thread_of(self, ticket: Ticket, municipality: str, now: datetime) -> str | None:
        """What makes messages belong to the chat that a ticket gives the right to, while open."""
        with self._database.read() as session:
            found = _find(session, ticket, municipality, now)
            if found is None or found.thread is None:
                return None
            return found.thread.removeprefix(f"{Channel.WEB}:")

    def conversation_of(
        self, ticket: Ticket | None, municipality: str, now: datetime
    ) -> str | None:
        """The conversation that a ticket leads to; None where nothing was written yet."""
        with self._database.read() as session:
            found = _find(session, ticket, municipality, now)
            return found.id if found is not None else None

    def version(self, ticket: Ticket | None, municipality: str, now: datetime) -> str:
        """The version of a chat, at the cost of few looks: an open page asks again and again."""
        conversation = self.conversation_of(ticket, municipality, now)
        if conversation is None:
            return ""
        case = self._opened(conversation)
        with self._database.read() as session:
            found = session.get(Conversation, conversation)
            return _version(session, found, case) if found is not None else ""

    def is_known(self, message_id: str) -> bool:
        """Whether a message was stored before."""
        with self._database.read() as session:
            known = select(InboundMessage.id).where(InboundMessage.provider_id == message_id)
            return session.scalar(known) is not None

    def answered_with(self, message: int, beginnings: tuple[str, ...]) -> bool:
        """Whether the answer to a message holds a text whose name begins so."""
        with self._database.read() as session:
            said = session.scalars(select(Reply.says).where(Reply.message_id == message))
            return any(
                str(say.get("say", "")).startswith(beginnings) for says in said for say in says
            )


def _find(
    session: Session, ticket: Ticket | None, municipality: str, now: datetime
) -> Conversation | None:
    """The open thread of a ticket, else the one that it began, until it has rested for a day."""
    if ticket is None:
        return None
    ours = select(Conversation).where(
        Conversation.channel == Channel.WEB, Conversation.municipality == municipality
    )
    thread = f"{Channel.WEB}:{ticket.thread(municipality)}"
    found = session.scalar(ours.where(Conversation.thread == thread)) or session.scalar(
        ours.where(Conversation.id == ticket.conversation)
    )
    if found is None or found.holder is not None or waits_for_person(found):
        return found
    return found if now - found.last_activity <= IDLE else None


def _proves(reply: Reply) -> bool:
    return any(str(say.get("say", "")).startswith(PROVEN) for say in reply.says or ())


def _version(session: Session, conversation: Conversation, case: OpenCase | None) -> str:
    ours = InboundMessage.conversation_id == conversation.id
    waiting = InboundMessage.state == MessageState.WAITING
    replies = select(func.max(Reply.id)).where(Reply.conversation_id == conversation.id)
    counted = select(
        func.max(InboundMessage.id),
        func.count().filter(waiting),
        replies.scalar_subquery(),
    ).where(ours)
    last, awaited, reply = session.execute(counted).one()
    held = "held" if conversation.holder is not None else conversation.status.value
    # A case that closes by itself is seen on the open page too.
    return f"{last or 0}.{awaited}.{reply or 0}.{held}.{'open' if case else 'shut'}"


def _waits(message: InboundMessage) -> bool:
    return message.state is MessageState.WAITING


def _promised(session: Session, conversation: Conversation, now: datetime) -> datetime | None:
    return session.scalar(
        select(func.min(Task.promised_at)).where(
            Task.conversation_id == conversation.id,
            Task.state != TaskState.DONE,
            Task.promised_at > now,
        )
    )


def _name(session: Session, conversation: Conversation) -> str | None:
    if conversation.holder is None:
        return None
    known = select(Colleague.name).where(
        Colleague.caseworker == conversation.holder,
        Colleague.municipality == conversation.municipality,
    )
    return (session.scalar(known) or "").split(" ")[0]


def _entries(
    said: Iterable[InboundMessage | Reply], renderer: WebRenderer, *, private_since: datetime | None
) -> Iterable[Entry]:
    offered: tuple[Quick, ...] = ()
    for each in said:
        if isinstance(each, InboundMessage):
            words = _as_pressed(mask_ids(each.text), offered)
            yield Entry(f"m{each.id}", "person", each.received_at, Drawn((words,)))
        else:
            drawn = _drawn(each, renderer)
            offered = drawn.offered
            shown = private_since is not None and each.created_at >= private_since
            hidden = drawn.private and not shown
            if hidden:
                drawn = replace(drawn, blocks=(), quick=(), sources=())
            standard = None if each.kind is ReplyKind.PERSON else each.standard
            yield Entry(f"r{each.id}", _WHO[each.kind], each.created_at, drawn, hidden, standard)


def _as_pressed(text: str, offered: Iterable[Quick]) -> str:
    """Who pressed «Hasselvind Omsorg» said that, though the assistant was told «2»."""
    return next((quick.label for quick in offered if quick.says == text), text)


def _drawn(reply: Reply, renderer: WebRenderer) -> Drawn:
    if reply.kind is not ReplyKind.PERSON and reply.says:
        try:
            return renderer.draw(reply.says, reply.standard)
        except Exception:
            # A text that was said then and is no more: the words that were kept tell it.
            log.exception("chat.cannot_draw", reply=reply.id)
    return Drawn(tuple(line for line in reply.text.split("\n") if line.strip()))
