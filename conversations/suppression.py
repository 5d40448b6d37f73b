"""Suppression: who wants no text messages from one of our numbers.

Twilio keeps a list of its own for the English words (and for Norwegian ones where Advanced
Opt-Out is set up); ours mirrors it, so that nothing is tried that Twilio would refuse, and so that
STOPP counts also where Twilio does not know the word.
"""

import enum
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from conversations.models import Conversation, Suppression


class OptOut(enum.StrEnum):
    """What the person asked for; the words are Twilio's `OptOutType`."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


def is_suppressed(session: Session, number: str, our_number: str) -> bool:
    """Whether this number wants no texts from this number of ours."""
    found = session.scalar(
        select(Suppression.id).where(
            Suppression.number == number, Suppression.our_number == our_number
        )
    )
    return found is not None


def record_opt_out(
    session: Session, conversation: Conversation, asked: OptOut, source: str, now: datetime
) -> bool:
    """Put the person on the list or take them off it; HELP changes nothing.

    Returns:
        Whether the list changed.
    """
    number, our_number = conversation.peer, conversation.our_number
    listed = is_suppressed(session, number, our_number)
    if asked is OptOut.STOP and not listed:
        session.add(
            Suppression(
                number=number,
                our_number=our_number,
                municipality=conversation.municipality,
                source=source,
                since=now,
            )
        )
        session.flush()
        return True
    if asked is OptOut.START and listed:
        session.execute(
            delete(Suppression).where(
                Suppression.number == number, Suppression.our_number == our_number
            )
        )
        return True
    return False
