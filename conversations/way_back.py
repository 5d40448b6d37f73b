"""A way back to a chat: a text, when a person has answered, with a link that opens it once.

It is asked for on the chat's page, with a number; nobody gets a link unasked (promise 5). The text
tells nothing but that there is an answer. Of the link's secret only a hash is kept, and one link at
a time is out: whoever has not used it has it still.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from conversations.delivery.third_party_sms import make, put_out
from conversations.models import Conversation
from conversations.renderer import Renderer
from core.database import Base, UtcDateTime

ANSWERED = "channel.answered_on_the_web"
GOOD_FOR = timedelta(days=7)
DIGITS = 24
"""Of the secret: 80 bits, and only digits, so that it is masked wherever a code is."""


class WayBack(Base):
    """Where the one who writes in a chat wants to hear that it was answered."""

    __tablename__ = "way_back"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(40))
    """E.164; emptied with the conversation's words."""
    address: Mapped[str] = mapped_column(String(200))
    """Where the link leads; the secret is put behind it."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the link that is out; null before the first, and when it was used."""
    good_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


def ask(
    session: Session, conversation: Conversation, number: str, address: str, now: datetime
) -> None:
    """Keep where somebody wants to hear of an answer; asked again, the newer number counts."""
    known = session.get(WayBack, conversation.id, with_for_update=True)
    if known is None:
        session.add(
            WayBack(conversation_id=conversation.id, number=number, address=address, asked_at=now)
        )
    elif known.number != number:
        known.number, known.asked_at = number, now
        known.secret_hash = known.good_until = None


def answered(
    session: Session, conversation: Conversation, renderers: Mapping[str, Renderer], now: datetime
) -> None:
    """A person has answered in a chat: send the link, in the transaction of the answer."""
    back = session.get(WayBack, conversation.id, with_for_update=True)
    if back is None or not back.number:
        return
    if back.good_until is not None and now < back.good_until:
        return  # It has not been used, and leads to this answer as well.
    secret = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    back.secret_hash, back.good_until = _hash(secret), now + GOOD_FOR
    act = {
        "to": back.number,
        "from": conversation.our_number,
        "says": [{"say": ANSWERED, "values": {"link": f"{back.address}/{secret}"}}],
        "secret": ["link"],
    }
    text = make(act, conversation, renderers["sms"], conversation.standard)
    # Whoever asked to be told waits for it.
    put_out(session, text, conversation, now, decent_hours=False)


def is_open(session: Session, secret: str, municipality: str, now: datetime) -> bool:
    """Whether a link can be used now."""
    return _find(session, secret, municipality, now) is not None


def use(session: Session, secret: str, municipality: str, now: datetime) -> str | None:
    """Use a link up: the conversation that it leads to, or None where it leads nowhere (any more).

    The conversation's next answer is told by a new one.
    """
    back = _find(session, secret, municipality, now, lock=True)
    if back is None:
        return None
    back.secret_hash = back.good_until = None
    return back.conversation_id


def _find(
    session: Session, secret: str, municipality: str, now: datetime, *, lock: bool = False
) -> WayBack | None:
    query = (
        select(WayBack)
        .join(Conversation, Conversation.id == WayBack.conversation_id)
        .where(WayBack.secret_hash == _hash(secret), WayBack.good_until > now)
        .where(Conversation.municipality == municipality)
    )
    return session.scalar(query.with_for_update(of=WayBack) if lock else query)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
