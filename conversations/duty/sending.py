"""Texts and calls to those on duty, as rows of the outbox: sent and tried again as all are.

They have threads of their own, which no citizen's message ever comes into. They go at any hour,
and also to who wants no other messages; and what would come too late is not sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.delivery.outbox import add_unprompted
from conversations.duty.models import How
from conversations.lease import real_now
from conversations.models import DUTY_KEY, OutboxRow, OutboxState
from conversations.renderer import Renderer, Say
from conversations.threads import Opening, find_or_open
from core.channel import Channel
from provider_catalog.duty import Place

GOOD_FOR = timedelta(minutes=10)
"""So long a text or a call to somebody on duty is worth sending: by then others are called."""
CHANNELS = {How.SMS: Channel.DUTY_SMS, How.CALL: Channel.DUTY_CALL}
"""The threads' channels. Apart, so that a text that cannot be sent keeps no call waiting."""
OUTBOX = {How.SMS: Channel.SMS, How.CALL: Channel.PHONE}


@dataclass(frozen=True)
class To:
    """Whom something goes to.

    Args:
        municipality: whose duty list it is.
        place: the same, as the catalogue has it.
        number: E.164.
    """

    municipality: str
    place: Place
    number: str


class DutyMessages:
    """Makes the rows, in the caller's transaction.

    Args:
        renderers: by channel, how what is said is made; `phone` may be missing.
        place: a municipality as the catalogue has it.
    """

    def __init__(self, renderers: Callable[[str], Renderer], place: Callable[[str], Place]) -> None:
        self._renderers = renderers
        self.place = place

    def put(
        self,
        session: Session,
        to: To,
        key: str,
        says: Sequence[Say],
        *,
        now: datetime,
        how: How = How.SMS,
    ) -> OutboxRow | None:
        """Put a text or a call in the outbox once; None where it was put there before.

        Args:
            key: what makes it the same again.
            says: what the text says, or what the call is about.
        """
        key = f"{DUTY_KEY}{key}"
        if session.scalar(select(OutboxRow.id).where(OutboxRow.idempotency == key)) is not None:
            return None
        opening = Opening(to.municipality, CHANNELS[how], to.number, to.place.phone)
        conversation = find_or_open(session, opening, now)
        conversation.last_activity = now
        standard = to.place.standard
        made = self._renderers(Channel.SMS).of(to.municipality).render(list(says), standard, {})
        reply = add_unprompted(session, conversation, says, made.text, now, standard=standard)
        is_text = how is How.SMS
        row = OutboxRow(
            idempotency=key,
            conversation_id=conversation.id,
            reply_id=reply.id,
            channel=OUTBOX[how],
            to_number=to.number,
            from_number=to.place.phone,
            body="\n".join(part.body for part in made.parts) if is_text else "",
            segments=sum(part.segments for part in made.parts) if is_text else 0,
            despite_suppression=True,
            decent_hours=False,
            state=OutboxState.WAITING,
            next_try_at=real_now(),
            expires_at=real_now() + GOOD_FOR,
            created_at=now,
        )
        session.add(row)
        session.flush()
        return row
