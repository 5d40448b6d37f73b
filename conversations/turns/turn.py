"""A turn before it runs: the messages that it answers, and the state that they meet."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from conversations.models import Conversation, InboundMessage, Reply, ReplyKind
from conversations.turns.circumstances import Circumstances, circumstances
from conversations.turns.coalescing import is_settled, of_turn, settle, waiting
from conversations.turns.directives import Before
from core.clock import Clock
from core.database import Database


@dataclass(frozen=True)
class Turn:
    """Messages and the state that they meet, read before the assistant is asked."""

    messages: list[InboundMessage]
    conversation: Conversation
    before: Before
    came: Circumstances

    @property
    def first(self) -> InboundMessage:
        """The message whose key is the turn's, and which the reply belongs to."""
        return self.messages[0]

    @property
    def ids(self) -> list[int]:
        """Every message that the turn answers."""
        return [message.id for message in self.messages]

    @property
    def text(self) -> str:
        """The person's words, as the engine may see them."""
        return self.came.text


def read_turn(
    database: Database, clock: Clock, conversation_id: str, *, gathers: bool
) -> Turn | None:
    """What the next turn of a conversation answers; None where nothing waits.

    Args:
        database: where.
        clock: the time of the domain.
        conversation_id: whose lease is held.
        gathers: whether text messages that wait together are answered together.
    """
    with database.read() as session:
        found = waiting(session, conversation_id)
        if not found:
            return None
        first = found[0]
        conversation = session.get_one(Conversation, conversation_id)
        settled = is_settled(conversation, first, gathers=gathers)
    if not settled:
        with database.write() as session:
            settle(session, conversation_id)
    with database.read() as session:
        first = session.get_one(InboundMessage, first.id)
        messages = of_turn(session, first)
        last = session.scalar(
            select(Reply)
            .where(Reply.conversation_id == conversation_id)
            .where(or_(Reply.kind == ReplyKind.ANSWER, _begun_by_us()))
            .order_by(Reply.id.desc())
            .limit(1)
        )
        came = circumstances(session, conversation, messages, last, clock.now())
    before = Before(
        standard=conversation.standard,
        pace=conversation.pace,
        last_says=last.says if last else [],
        last_rest=last.rest if last else [],
    )
    return Turn(messages, conversation, before, came)


def _begun_by_us() -> ColumnElement[bool]:
    return and_(Reply.kind == ReplyKind.NOTICE, Reply.message_id.is_(None))
