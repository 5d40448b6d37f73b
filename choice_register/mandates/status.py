"""Status of a mandate, and its public view."""

from datetime import date, datetime, time, timedelta

from choice_register.mandates.types import MandateState, MandateView
from choice_register.models import Mandate, Person
from core.clock import OSLO, Clock


def state_of(mandate: Mandate, today: date) -> MandateState:
    """How a mandate stands on a day in Oslo."""
    if mandate.withdrawn_at is not None:
        return MandateState.WITHDRAWN
    if today > mandate.valid_to:
        return MandateState.EXPIRED
    return MandateState.COMING if today < mandate.valid_from else MandateState.LIVE


def is_live(mandate: Mandate, at: datetime) -> bool:
    """Whether a mandate can be used at a time: asked at every use, and not only when it is proven.

    One that was given to a municipality is nothing in another, should the person move.
    """
    here = mandate.person.municipality == mandate.municipality
    return here and state_of(mandate, Clock(at).today()) is MandateState.LIVE


def begin_of(mandate: Mandate) -> datetime:
    """The moment when its first day begins in Oslo."""
    return datetime.combine(mandate.valid_from, time(), OSLO)


def end_of(mandate: Mandate) -> datetime:
    """The moment when its last day is over in Oslo."""
    return datetime.combine(mandate.valid_to + timedelta(days=1), time(), OSLO)


def is_oneself(person: Person, national_id: str | None) -> bool:
    """Whether a giver's national id is that of who would act for the giver: nobody may."""
    return national_id is not None and person.national_id == national_id


def authority_of(mandate: Mandate) -> str:
    """How the audit names it."""
    return f"mandate:{mandate.id}"


def view_mandate(mandate: Mandate, today: date) -> MandateView:
    """What other packages may know of a mandate, as it stands on a day."""
    return MandateView(
        id=mandate.id,
        person_id=mandate.person_id,
        municipality=mandate.municipality,
        kind=mandate.kind,
        scope=mandate.scope,
        state=state_of(mandate, today),
        agent_name=mandate.agent_name,
        agent_phone=mandate.agent_phone,
        bound=mandate.agent_subject is not None,
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
        given_at=mandate.given_at,
        given_through=mandate.given_through,
        reference=mandate.reference,
        seen_on=mandate.seen_on,
        seen_by=mandate.seen_by,
        withdrawn_at=mandate.withdrawn_at,
        withdrawn_by=mandate.withdrawn_by,
    )
