"""Writing domain events, in the transaction of the act itself: an act that is rolled back leaves
none, and one that is committed is never without. Why it is so: docs/decisions/021.

The payload names things by id and code word. No name, no number and no free text stands in it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from choice_register.event_types import EventType, Undoing
from choice_register.models import Choice, DomainEvent, Mandate

__all__ = ["EventType", "Undoing", "choice_event", "mandate_event"]


def choice_event(
    session: Session,
    at: datetime,
    type_: EventType,
    choice: Choice,
    *,
    mandate_id: int | None = None,
    **payload: Any,
) -> None:
    """Write that something happened to a choice.

    Args:
        mandate_id: the mandate by which it was done, where somebody else than the person did it.
        payload: beside case, service and provider.
    """
    session.flush()  # so that a new choice has its id
    named = {
        "case_number": choice.case_number,
        "service": choice.service,
        "provider_id": choice.provider_id,
    }
    session.add(
        DomainEvent(
            type=type_,
            occurred_at=at,
            municipality=choice.municipality,
            person_id=choice.person_id,
            choice_id=choice.id,
            mandate_id=mandate_id,
            payload={**named, **payload},
        )
    )


def mandate_event(
    session: Session, at: datetime, type_: EventType, mandate: Mandate, **payload: Any
) -> None:
    """Write that something happened to a mandate."""
    session.flush()
    session.add(
        DomainEvent(
            type=type_,
            occurred_at=at,
            municipality=mandate.municipality,
            person_id=mandate.person_id,
            choice_id=None,
            mandate_id=mandate.id,
            payload={"kind": mandate.kind.value, "scope": mandate.scope.value, **payload},
        )
    )
