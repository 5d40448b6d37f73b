"""Counts of choices and of who delivers, for the municipality's own figures. No names, no ids."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from choice_register.models import Choice, Decision, GrantedService, Person
from choice_register.types import ChoiceState
from core.clock import Clock
from core.database import Database
from core.year import Year


@dataclass(frozen=True)
class ChoiceCount:
    """How many choices of one kind were received in a month.

    Attributes:
        month: 1 to 12, in Oslo.
        district: where the person lives now; None where there are no districts.
        state: the state now, whenever it came about.
        count: choices: one for each service.
    """

    month: int
    district: str | None
    provider_id: str
    state: ChoiceState
    channel: str
    count: int


@dataclass(frozen=True)
class DeliveryCount:
    """How many granted services one provider delivers today.

    Attributes:
        provider_id: None is the municipality's own service where nobody has chosen another.
        count: services of decisions in force: one for each person and service.
    """

    district: str | None
    provider_id: str | None
    count: int


class Statistics:
    """Counts in the database, so that the size of the register hardly matters.

    Args:
        database: where everything is kept.
        clock: what day it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def choices(self, municipality: str, year: Year) -> list[ChoiceCount]:
        """The choices received in a year, counted by every way of telling them apart."""
        month = year.month(Choice.received_at).label("month")
        kinds = (month, Person.district, Choice.provider_id, Choice.state, Choice.channel)
        query = (
            select(*kinds, func.count())
            .join(Person, Person.id == Choice.person_id)
            .where(Choice.municipality == municipality, year.holds(Choice.received_at))
            .group_by(*kinds)
        )
        with self._database.read() as session:
            return [ChoiceCount(*row) for row in session.execute(query)]

    def waiting(self, municipality: str) -> int:
        """How many cases wait for a caseworker's approval."""
        query = select(func.count(Choice.case_number.distinct())).where(
            Choice.municipality == municipality, Choice.state == ChoiceState.RECEIVED
        )
        with self._database.read() as session:
            return session.scalar(query) or 0

    def deliveries(self, municipality: str) -> list[DeliveryCount]:
        """Who delivers the services of all decisions that are in force today."""
        today = self._clock.today()
        in_effect = aliased(Choice)
        granted = (
            select(Person.id, Person.district, GrantedService.service)
            .join(Decision, Decision.person_id == Person.id)
            .join(GrantedService, GrantedService.decision_id == Decision.id)
            .where(Person.municipality == municipality, Decision.valid_from <= today)
            .where(or_(Decision.valid_to.is_(None), Decision.valid_to >= today))
            .distinct()  # Two decisions that overlap grant a service once.
            .subquery()
        )
        query = (
            select(granted.c.district, in_effect.provider_id, func.count())
            .select_from(granted)
            .outerjoin(
                in_effect,
                and_(
                    in_effect.person_id == granted.c.id,
                    in_effect.service == granted.c.service,
                    in_effect.state == ChoiceState.IN_EFFECT,
                ),
            )
            .group_by(granted.c.district, in_effect.provider_id)
        )
        with self._database.read() as session:
            return [DeliveryCount(*row) for row in session.execute(query)]

    def districts_of(self, municipality: str) -> dict[int, str | None]:
        """The district of everybody in a municipality, for counts that others keep."""
        query = select(Person.id, Person.district).where(Person.municipality == municipality)
        with self._database.read() as session:
            return {person: district for person, district in session.execute(query)}
