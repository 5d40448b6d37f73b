"""Everything that this room holds about one person, for that person: GDPR article 15."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.models import CaseworkEvent, ReplyDraft
from channels.phone.models import PhoneStep
from conversations.duty.models import DutyAlert
from conversations.models import (
    Conversation,
    DeliveryEvent,
    InboundMessage,
    OutboxRow,
    Reply,
    Suppression,
    Task,
)
from conversations.notifications.models import Notice
from conversations.readings.models import SecondReading
from conversations.way_back import WayBack
from core.database import Base, Database, as_data

Row = TypeVar("Row", bound=Base)


def held_about(
    database: Database,
    person_id: int,
    conversations: Sequence[str],
    phone: str | None,
    without: Sequence[str] = (),
) -> dict[str, Any]:
    """What was said in a person's conversations, and what is kept about the person's number.

    A number proves nothing (promise 6), so conversations from it where nobody was proven are only
    counted: another may have used the phone. A caseworker can look into them with the person.

    Args:
        person_id: as tasks name the person.
        conversations: where the person was proven.
        phone: the number the municipality has for the person, or None.
        without: conversations that are left out: others have part in them.
    """
    with database.read() as session:
        tasks = _rows(session, Task, Task.person_id, [person_id])
        named = {*conversations, *(task.conversation_id for task in tasks)}
        ids = sorted(named.difference(without))
        mine = _rows(session, Conversation, Conversation.id, ids)
        sent = _rows(session, OutboxRow, OutboxRow.conversation_id, ids)
        numbers = sorted({each.peer for each in mine if each.peer} | ({phone} if phone else set()))
        from_phone = select(Conversation.id).where(
            Conversation.peer == phone, Conversation.id.not_in(ids)
        )
        return {
            "conversations": _data(mine),
            "messages": _data(_rows(session, InboundMessage, InboundMessage.conversation_id, ids)),
            "replies": _data(_rows(session, Reply, Reply.conversation_id, ids)),
            "sent": _data(sent),
            "delivery": _data(
                _rows(session, DeliveryEvent, DeliveryEvent.outbox_id, [each.id for each in sent])
            ),
            "call_steps": _data(_rows(session, PhoneStep, PhoneStep.conversation_id, ids)),
            "tasks": _data(_rows(session, Task, Task.conversation_id, ids)),
            # Also the caseworkers' private notes: what may be held back of them is for a person to
            # decide (docs/decisions/014).
            "desk": _data(_rows(session, CaseworkEvent, CaseworkEvent.conversation_id, ids)),
            "drafts": _data(_rows(session, ReplyDraft, ReplyDraft.conversation_id, ids)),
            "second_readings": _data(
                _rows(session, SecondReading, SecondReading.conversation_id, ids)
            ),
            "ways_back": _data(_rows(session, WayBack, WayBack.conversation_id, ids)),
            "alerts": _data(_rows(session, DutyAlert, DutyAlert.conversation_id, ids)),
            "notices": _data(_notices(session, person_id, ids)),
            "suppressions": _data(_rows(session, Suppression, Suppression.number, numbers)),
            "conversations_from_the_number_without_proof": (
                len(session.scalars(from_phone).all()) if phone else 0
            ),
        }


def _rows(
    session: Session, table: type[Row], column: InstrumentedAttribute[Any], values: Sequence[Any]
) -> list[Row]:
    ordered = select(table).where(column.in_(values)).order_by(*table.__table__.primary_key)
    return list(session.scalars(ordered))


def _notices(session: Session, person_id: int, conversations: Sequence[str]) -> list[Notice]:
    mine = or_(Notice.person_id == person_id, Notice.conversation_id.in_(conversations))
    return list(session.scalars(select(Notice).where(mine).order_by(Notice.id)))


def _data(rows: Sequence[Base]) -> list[dict[str, Any]]:
    return [as_data(row) for row in rows]
