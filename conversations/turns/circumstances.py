"""How a message came: what of it is ours, what it can be an answer to, whether it just came before.

The gate (`assistant.gate`) judges an answer by these as well as by its words. Nothing here is
decided by the domain's clock, which may stand still: order is told by position, haste by real time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from assistant.gate.own_words import without_ours
from assistant.gate.reactions import reaction
from conversations.models import Conversation, InboundMessage, Reply, ReplyKind
from conversations.notifications.warnings import open_warnings
from core.channel import Channel

AT_ONCE: dict[str, timedelta] = {
    Channel.SMS: timedelta(seconds=3),
    Channel.PHONE: timedelta(seconds=2),
}
"""Real time. The same text again so soon is one answer that came twice: nobody has read, or heard,
the new question and answered it meanwhile. In the chat each form is taken once, and a new answer
rests before it can be tapped."""
SENT = 20
"""So many of our latest texts to this person are held against a message."""
WITHIN = timedelta(hours=1)
"""Domain time. The same text, again and again within it, is a machine's or a slip's."""
MOST_COUNTED = 10
HELD = "held.caseworker"
"""What is said where a caseworker answers, and something is asked for that we do not do then."""
MACHINE = "maskin"
"""The word by which we tell what we are, in both written standards."""
IN_WORDS = 4
"""Words. In a text of so many, numbers may differ from one sending to the next («ref. 12»); in a
shorter one they are what it says."""
MOST_IN_AN_HOUR = 60
"""Texts from one telephone within the hour: so many no person writes, and two machines do."""
MOST_HEARD_IN_AN_HOUR = 2 * MOST_IN_AN_HOUR
"""Beyond so many even a wish for a person is not answered again: its task stands. Danger is."""


@dataclass(frozen=True)
class Circumstances:
    """How the words of a turn came.

    Args:
        text: the words without ours; as they came where they are a reaction to one of ours.
        quotes_us: whether words of ours stood in them.
        asked_last: what we said last, as the person got it.
        repeated: the same text came a moment before.
        early: they were written before we said what we said last, or where that was not seen.
        unasked: what we said last asks for no yes or no: «et menneske ringer deg» is answered with
            «ja, takk», whatever was asked before it.
        same_before: how many times in a row the same text came before, within the hour.
        flood: whether more came from this telephone within the hour than a person writes.
        deluge: whether twice as many did.
        confidence: the recogniser's, 0 to 1; None where it told none.
        warned: the warnings to this number that nobody has answered.
        held: whether a caseworker answers in the conversation.
        told_held: whether we have said so since the caseworker's last words.
        untold: whether we have not told yet in this conversation that a machine answers.
    """

    text: str
    quotes_us: bool = False
    asked_last: str = ""
    repeated: bool = False
    early: bool = False
    unasked: bool = False
    same_before: int = 0
    flood: bool = False
    deluge: bool = False
    confidence: float | None = None
    warned: tuple[dict[str, Any], ...] = ()
    held: bool = False
    told_held: bool = False
    untold: bool = False

    def as_context(self) -> dict[str, Any]:
        """What the assistant is told of it: only what holds."""
        told = {
            "quotes_us": self.quotes_us,
            "asked_last": self.asked_last,
            "repeated": self.repeated,
            "early": self.early,
            "unasked": self.unasked,
            "same_before": self.same_before,
            "flood": self.flood,
            "deluge": self.deluge,
            "warned": list(self.warned),
            "held": self.held,
            "told_held": self.told_held,
            "untold": self.untold,
        }
        context: dict[str, Any] = {name: value for name, value in told.items() if value}
        return context if self.confidence is None else context | {"confidence": self.confidence}


def circumstances(
    session: Session,
    conversation: Conversation,
    messages: Sequence[InboundMessage],
    last: Reply | None,
    now: datetime,
) -> Circumstances:
    """How the messages of a turn came.

    Args:
        session: to read what came and went before.
        conversation: whose turn it is.
        messages: of the turn, in order.
        last: what we said last in the conversation, answered or begun by us; None for nothing.
        now: the time of the domain.
    """
    # "/" and "@" at the start mean something to the engine.
    lines = [message.text.strip().lstrip("/@ ").strip() for message in messages]
    text = "\n".join(line for line in lines if line)
    quotes_us = False
    if reaction(text) is None:
        own = without_ours(text, _sent(session, conversation))
        text, quotes_us = own.rest, own.quotes_us
    before = _before(session, messages[0])
    same = _same(messages[0], before)
    newest = messages[-1]
    lately = _lately(session, conversation, newest)
    return Circumstances(
        text=text,
        quotes_us=quotes_us,
        asked_last=last.text if last is not None else "",
        # Who says it a third time means it.
        repeated=same == 1 and _at_once(conversation.channel, messages[0], before[0]),
        early=last is not None and _is_early(messages, last),
        unasked=last is not None and _asks_nothing(last),
        same_before=same,
        flood=lately > MOST_IN_AN_HOUR,
        deluge=lately > MOST_HEARD_IN_AN_HOUR,
        confidence=_confidence(messages, before),
        warned=tuple(open_warnings(session, conversation, last, now)),
        held=conversation.holder is not None,
        told_held=_told_held(session, conversation),
        untold=_untold(session, conversation),
    )


def _is_early(messages: Sequence[InboundMessage], last: Reply) -> bool:
    """Whether words came before what we said last, or from a page that does not show it.

    Of one chat several pages may stand open, and each is answered as it stands.
    """
    if any(each.seen is not None and each.seen < last.id for each in messages):
        return True
    return last.seen_position is not None and messages[-1].position <= last.seen_position


def _told_held(session: Session, conversation: Conversation) -> bool:
    """Whether the last that was said, beside what we begin, is that a caseworker answers."""
    if conversation.holder is None:
        return False
    latest = session.scalar(
        select(Reply)
        .where(Reply.conversation_id == conversation.id)
        .where(or_(Reply.kind == ReplyKind.PERSON, Reply.message_id.is_not(None)))
        .order_by(Reply.id.desc())
        .limit(1)
    )
    return latest is not None and any(say.get("say") == HELD for say in latest.says)


def _untold(session: Session, conversation: Conversation) -> bool:
    """Whether no words of ours in this conversation have told what answers: a machine."""
    told = select(Reply.id).where(
        Reply.conversation_id == conversation.id, Reply.text.icontains(MACHINE)
    )
    return session.scalar(told.limit(1)) is None


def _sent(session: Session, conversation: Conversation) -> list[str]:
    """What this person was sent lately: in all conversations of a telephone, else in this one."""
    ours = select(Reply.text).order_by(Reply.id.desc()).limit(SENT)
    if conversation.channel == Channel.WEB or not conversation.peer.startswith("+"):
        return list(session.scalars(ours.where(Reply.conversation_id == conversation.id)))
    same = (
        Conversation.peer == conversation.peer,
        Conversation.our_number == conversation.our_number,
    )
    return list(session.scalars(ours.join(Conversation).where(*same)))


def _before(session: Session, first: InboundMessage) -> list[InboundMessage]:
    return list(
        session.scalars(
            select(InboundMessage)
            .where(InboundMessage.conversation_id == first.conversation_id)
            .where(InboundMessage.position < first.position)
            .order_by(InboundMessage.position.desc())
            .limit(MOST_COUNTED)
        )
    )


def _asks_nothing(reply: Reply) -> bool:
    """Whether a reply says something, and asks for no yes or no. «Ta den tid du trenger» leaves the
    question before it open.
    """
    if any(act.get("do") == "pace" for act in reply.acts):
        return False
    return bool(reply.says) and not any(say.get("expect") == "yes_no" for say in reply.says)


def _at_once(channel: str, later: InboundMessage, earlier: InboundMessage) -> bool:
    """Whether one message came so soon after another that they are one answer."""
    at_once = AT_ONCE.get(channel)
    if at_once is None or later.arrived_at is None or earlier.arrived_at is None:
        return False
    return later.arrived_at - earlier.arrived_at < at_once


def _confidence(
    messages: Sequence[InboundMessage], before: Sequence[InboundMessage]
) -> float | None:
    """The recogniser's least figure; None where it told none.

    Google's recogniser, which Twilio asks, gives 0 where it has no figure, and would give it where
    it is not sure at all
    (https://cloud.google.com/dotnet/docs/reference/Google.Cloud.Speech.V2/latest/Google.Cloud.Speech.V2.SpeechRecognitionAlternative).
    From one that has told more than 0 in the same call, 0 is a figure.
    """
    least = min((each.confidence for each in messages if each.confidence is not None), default=None)
    if least == 0 and not any(each.confidence for each in (*messages, *before)):
        return None
    return least


def _same(message: InboundMessage, before: Sequence[InboundMessage]) -> int:
    """How often the same text came before: in a row, or in turn with others where it is long.

    A machine may send two texts by turns. Who has few words may well use them again in between.
    """
    late = [each for each in before if message.received_at - each.received_at <= WITHIN]
    told = folded(message.text)
    same = [folded(each.text) == told for each in late]
    if len(told.split()) >= IN_WORDS:
        return sum(same)
    return next((at for at, each in enumerate(same) if not each), len(same))


def _lately(session: Session, conversation: Conversation, newest: InboundMessage) -> int:
    """How many texts came from a telephone within the hour."""
    if conversation.channel != Channel.SMS:
        return 0
    theirs = (
        select(func.count())
        .select_from(InboundMessage)
        .join(Conversation)
        .where(Conversation.peer == conversation.peer)
        .where(Conversation.our_number == conversation.our_number)
        .where(InboundMessage.received_at > newest.received_at - WITHIN)
    )
    return session.scalar(theirs) or 0


def folded(text: str) -> str:
    """A text by which two that are the same are told; numbers in a sentence may differ."""
    words = text.lower().split()
    if len(words) >= IN_WORDS:
        words = re.sub(r"[\d.,:/-]+", "#", " ".join(words)).split()
    return " ".join(words)
