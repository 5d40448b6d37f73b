"""A text to somebody else than the one in the conversation: the code of a mandate to its agent.

The assistant asks for it in a turn (the act `send_code`); it is put into the other's own thread and
into the outbox in the transaction that ends the turn. So it goes once, or the turn is run again
with the same key and the same code. A code is never in a transcript: the stored reply is made of
masked values, and the body in the outbox is masked as soon as Twilio has taken it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from conversations.delivery.outbox import add_unprompted, put
from conversations.masking import mask_all
from conversations.models import Conversation
from conversations.notifications.placing import ANSWERED_WITHIN, OPTED_OUT
from conversations.renderer import Act, RenderedReply, Renderer, Say
from conversations.suppression import is_suppressed
from conversations.tasks import NewTask, add_task
from conversations.threads import Opening, find_or_open
from core.channel import Channel


@dataclass(frozen=True)
class ToAnother:
    """A text that is ready to be put out.

    Args:
        opening: the other's thread.
        says: what it says, masked.
        slots: set in the thread.
        made: the text itself, in clear.
        masked: the text for the transcript.
        standard: which it is written in.
    """

    opening: Opening
    says: list[Say]
    slots: dict[str, Any]
    made: RenderedReply
    masked: str
    standard: str


def make(act: Act, conversation: Conversation, renderer: Renderer, standard: str) -> ToAnother:
    """Make the text of an act.

    Args:
        act: `to` and `from` (numbers in E.164), `says`, `secret` (names of the values to mask) and
            `slots`.
        conversation: where it was asked for.
        renderer: makes text messages.
        standard: the conversation's; of the other none is known.

    Raises:
        Exception: a text does not exist, or may not go by text message.
    """
    renderer = renderer.of(conversation.municipality)
    masked = [_masked(say, act["secret"]) for say in act["says"]]
    opening = Opening(
        municipality=conversation.municipality,
        channel=Channel.SMS,
        peer=act["to"],
        our_number=act["from"],
        standard=standard,
    )
    made, kept = renderer.render(act["says"], standard, {}), renderer.render(masked, standard, {})
    return ToAnother(opening, masked, act.get("slots") or {}, made, kept.text, standard)


def put_out(
    session: Session,
    text: ToAnother,
    asked_in: Conversation,
    now: datetime,
    *,
    decent_hours: bool = True,
) -> None:
    """Put a text into the other's thread and the outbox, in the caller's transaction.

    To who wants no texts from us a caseworker has to say it.

    Args:
        session: the caller's transaction.
        text: what goes out.
        asked_in: the conversation where it was asked for.
        now: the time of the domain.
        decent_hours: whether it waits for an hour when we may; not what its reader waits for.
    """
    thread = find_or_open(session, text.opening, now)
    reply = add_unprompted(session, thread, text.says, text.masked, now, standard=text.standard)
    if is_suppressed(session, text.opening.peer, text.opening.our_number):
        task = NewTask(f"code:{reply.id}", OPTED_OUT, summary={"not_delivered": text.masked})
        add_task(session, thread, task, now)
        return
    put(session, thread, reply, text.made.parts, decent_hours=decent_hours, secret=True)
    if thread.id != asked_in.id:
        # Its lease may be a turn's that runs there, which keeps what is set here (`set_meanwhile`).
        session.refresh(thread, ["slots"], with_for_update=True)
        thread.slots = thread.slots | text.slots
        thread.last_activity, thread.kept_until = now, now + ANSWERED_WITHIN


def set_meanwhile(read: Conversation, now: Conversation) -> dict[str, Any]:
    """The slots that somebody else's turn has set in a conversation while a turn ran there.

    Args:
        read: the conversation as the turn that ends here read it.
        now: as it stands, locked.
    """
    before = read.slots
    return {name: value for name, value in now.slots.items() if before.get(name) != value}


def _masked(say: Mapping[str, Any], secret: list[str]) -> Say:
    values = say.get("values") or {}
    hidden = {name: mask_all(str(values[name])) for name in secret if name in values}
    return {**say, "values": {**values, **hidden}}
