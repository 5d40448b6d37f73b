"""Messages by caseworkers, and the announcements of takeover and hand-back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.texts.measures import plain, segments
from casework.caseworker import Caseworker, CaseworkRefused, Why
from casework.writing.free_text import objections
from channels.sms.renderer import split
from conversations import way_back
from conversations.delivery.outbox import add_unprompted, put
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    Reply,
    ReplyKind,
)
from conversations.renderer import Part, Renderer, Say
from conversations.suppression import is_suppressed
from core.channel import Channel

A_PERSON_ANSWERS = "desk.person_answers"
A_PERSON_WRITES = "desk.person_writes"
A_COLLEAGUE_WILL = "desk.colleague_will_answer"
THE_ASSISTANT_ANSWERS = "desk.assistant_answers"

WRITTEN = (Channel.SMS, Channel.WEB)
"""Channels in which a caseworker can write."""


def parts_of(text: str) -> tuple[Part, ...]:
    """The text messages that a caseworker's words become, with their segments."""
    return tuple(Part(body, segments(body)) for body in split(plain(text).strip()) if body)


def require_a_way(session: Session, conversation: Conversation) -> None:
    """Check that words written in a conversation can reach the person.

    Raises:
        CaseworkRefused: they cannot.
    """
    if conversation.channel not in WRITTEN:
        raise CaseworkRefused(Why.NOT_BY_TEXT)
    if not conversation.peer:
        raise CaseworkRefused(Why.FORGOTTEN)
    if conversation.channel == Channel.SMS and is_suppressed(
        session, conversation.peer, conversation.our_number
    ):
        raise CaseworkRefused(Why.OPTED_OUT)


def can_reach(session: Session, conversation: Conversation) -> bool:
    """Whether words written in a conversation can reach the person."""
    try:
        require_a_way(session, conversation)
    except CaseworkRefused:
        return False
    return True


def require_sendable(conversation: Conversation, text: str, *, proven: bool) -> None:
    """Check what a caseworker has written (`free_text`).

    Raises:
        CaseworkRefused: it may not go on this channel.
    """
    web = conversation.channel == Channel.WEB
    if found := objections(text, private=web and proven, links=web):
        raise CaseworkRefused(Why.TOO_PRIVATE, objections=found)


def hold(session: Session, conversation: Conversation, me: Caseworker) -> None:
    """Let a caseworker have a conversation, and what the person writes next come into it.

    A thread of text messages that had ended goes on, unless the person has a newer one that
    somebody works with; an idle newer one ends, as it would have by itself.
    """
    if conversation.holder != me.id:
        conversation.holder, conversation.introduced = me.id, False
    if conversation.thread is None and conversation.channel == Channel.SMS and conversation.peer:
        key = f"sms:{conversation.peer}:{conversation.our_number}"
        newer = session.scalar(
            select(Conversation).where(Conversation.thread == key).with_for_update()
        )
        if newer is None or _rests(session, newer):
            if newer is not None:
                newer.thread, newer.status = None, ConversationStatus.CLOSED
                session.flush()
            conversation.thread = key
    if conversation.thread is not None:
        conversation.status = ConversationStatus.HANDED_OVER


def _rests(session: Session, conversation: Conversation) -> bool:
    waiting = select(InboundMessage.id).where(
        InboundMessage.conversation_id == conversation.id,
        InboundMessage.state == MessageState.WAITING,
    )
    return (
        conversation.status is ConversationStatus.OPEN
        and conversation.holder is None
        and session.scalar(waiting.limit(1)) is None
    )


def release(conversation: Conversation, *, ends: bool) -> None:
    """Let nobody have a conversation any more.

    What the assistant had asked before is not asked any more: a «ja» that was meant for the
    caseworker must not confirm a choice that was half made hours ago.

    Args:
        ends: whether the thread ends, so that the next message begins a new one.
    """
    conversation.holder, conversation.introduced = None, False
    conversation.slots = {}
    if ends:
        conversation.status, conversation.thread = ConversationStatus.CLOSED, None


class Voice:
    """Puts words of casework into conversations, in the caller's transaction.

    Args:
        renderers: by channel, how a text of ours is made.
        names: of municipalities, by kommunenummer.
    """

    def __init__(self, renderers: Mapping[str, Renderer], names: Mapping[str, str]) -> None:
        self._renderers = renderers
        self._names = names

    def introduce(
        self,
        session: Session,
        conversation: Conversation,
        me: Caseworker,
        now: datetime,
        text: str = A_PERSON_ANSWERS,
    ) -> bool:
        """Tell the person who answers now, once for each holder, where words can reach them."""
        if conversation.introduced or not can_reach(session, conversation):
            return False
        values = {"name": me.first_name, "municipality": self._names[conversation.municipality]}
        self.tell(session, conversation, [{"say": text, "values": values}], now)
        conversation.introduced = True
        return True

    def tell(
        self, session: Session, conversation: Conversation, says: Sequence[Say], now: datetime
    ) -> None:
        """Say texts of our own."""
        renderer = self._renderers[conversation.channel].of(conversation.municipality)
        made = renderer.render(list(says), conversation.standard, conversation.pace)
        # What did not fit comes when the person writes MER.
        reply = add_unprompted(session, conversation, says, made.text, now, rest=made.rest)
        put(session, conversation, reply, made.parts)
        conversation.last_activity = now

    def write(
        self, session: Session, conversation: Conversation, text: str, now: datetime
    ) -> Reply:
        """Say what a caseworker wrote."""
        parts = parts_of(text) if conversation.channel == Channel.SMS else ()
        # What is kept is what the person gets: a text message has no «» and no …
        words = "\n".join(part.body for part in parts) if parts else text.strip()
        reply = add_unprompted(session, conversation, [], words, now, kind=ReplyKind.PERSON)
        put(session, conversation, reply, parts)
        if conversation.channel == Channel.WEB:
            way_back.answered(session, conversation, self._renderers, now)
        conversation.last_activity = now
        return reply
