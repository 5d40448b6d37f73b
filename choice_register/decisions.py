"""People and decisions: who they are, what help they have, and who delivers it now."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from stdnum.no import fodselsnummer

from choice_register.audit import SYSTEM, Actor, record
from choice_register.models import Choice, Decision, GrantedService, Person
from choice_register.types import ChoiceState, DecisionView, NewService, PersonView, ServiceView
from choice_register.verification.proofs import actor_of, valid_proof
from core.clock import Clock
from core.database import Database
from provider_catalog.catalogue import Catalogue

LENGTH_OF_NATIONAL_ID = 11


class Decisions:
    """Keeps people and their decisions.

    Args:
        database: where they are kept.
        catalogue: who delivers by default, and which districts there are.
        clock: what day it is.
    """

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._catalogue = catalogue
        self._clock = clock

    def add_person(
        self,
        *,
        national_id: str,
        name: str,
        birth_date: date,
        municipality: str,
        district: str | None = None,
        phone: str | None = None,
        standard: str = "nb",
    ) -> PersonView:
        """Add a person who lives in a municipality (and, where it has districts, in one of them).

        Raises:
            KeyError: the municipality is not in the catalogue.
            ValueError: the national id is no such number, or the district is not there.
        """
        require_national_id(national_id)
        districts = {each.id for each in self._catalogue.districts(municipality)}
        self._catalogue.municipality(municipality)
        if (district is not None or districts) and district not in districts:
            raise ValueError(f"municipality {municipality} has no district {district}")
        with self._database.write() as session:
            person = Person(
                national_id=national_id,
                name=name,
                birth_date=birth_date,
                phone=phone,
                municipality=municipality,
                district=district,
                standard=standard,
            )
            session.add(person)
            session.flush()
            record(session, self._clock.now(), SYSTEM, "person_added", person)
            return view_person(person)

    def add_decision(
        self,
        person_id: int,
        *,
        reference: str,
        decided_on: date,
        valid_from: date,
        valid_to: date | None,
        services: list[NewService],
    ) -> None:
        """Add a decision; `valid_to` is its last day, or None when it names no end.

        Raises:
            NoResultFound: no such person.
            ValueError: it ends before it starts, or grants nothing.
        """
        if not services:
            raise ValueError("a decision grants at least one service")
        if valid_to is not None and valid_to < valid_from:
            raise ValueError("a decision cannot end before it starts")
        with self._database.write() as session:
            person = session.get_one(Person, person_id)
            granted = [
                GrantedService(
                    service=each.service,
                    hours_per_week=each.hours_per_week,
                    tasks=list(each.tasks),
                    choose_by=each.choose_by,
                )
                for each in services
            ]
            session.add(
                Decision(
                    person_id=person.id,
                    reference=reference,
                    decided_on=decided_on,
                    valid_from=valid_from,
                    valid_to=valid_to,
                    services=granted,
                )
            )
            now = self._clock.now()
            record(session, now, SYSTEM, "decision_added", person, reference=reference)

    def look_up(
        self,
        person_id: int,
        conversation: str | None = None,
        channel: str | None = None,
        by: Actor | None = None,
    ) -> DecisionView | None:
        """The decision in force today, or None. The look is audited.

        A look in a conversation where somebody has a mandate is the agent's, on that authority.

        Args:
            conversation, channel: where it is looked at from.
            by: a caseworker who looks; None for whoever is proven in the conversation.

        Raises:
            NoResultFound: no such person.
        """
        with self._database.write() as session:
            person = session.get_one(Person, person_id)
            decision = decision_in_force(session, person.id, self._clock.today())
            reference = decision.reference if decision else None
            now = self._clock.now()
            proof = valid_proof(session, conversation, now) if conversation else None
            actor = by or Actor("person", channel, conversation=conversation)
            if by is None and proof is not None and proof.mandate_id is not None:
                actor = actor_of(proof)
            record(session, now, actor, "decision_seen", person, reference=reference)
            return self._view(session, person, decision) if decision else None

    def person(self, person_id: int) -> PersonView:
        """One person.

        Raises:
            NoResultFound: no such person.
        """
        with self._database.read() as session:
            return view_person(session.get_one(Person, person_id))

    def _view(self, session: Session, person: Person, decision: Decision) -> DecisionView:
        return DecisionView(
            reference=decision.reference,
            decided_on=decision.decided_on,
            valid_from=decision.valid_from,
            valid_to=decision.valid_to,
            services=tuple(self._view_service(session, person, each) for each in decision.services),
        )

    def _view_service(
        self, session: Session, person: Person, granted: GrantedService
    ) -> ServiceView:
        now = choice_in_effect(session, person.id, granted.service)
        own = self._catalogue.municipal_provider(person.municipality)
        return ServiceView(
            service=granted.service,
            hours_per_week=granted.hours_per_week,
            tasks=tuple(granted.tasks),
            provider_id=now.provider_id if now else own.id,
            since=now.effect_date if now else None,
            choose_by=granted.choose_by,
        )


def require_national_id(national_id: str) -> None:
    """Refuse what cannot be a national id: 11 digits, of which the last two check the others.

    The month is not looked at, so synthetic numbers (month + 40, + 65 or + 80) pass.

    Raises:
        ValueError: it is none. The message does not repeat it.
    """
    digits = national_id if national_id.isascii() and national_id.isdigit() else ""
    if (
        len(digits) != LENGTH_OF_NATIONAL_ID
        or digits[9] != fodselsnummer.calc_check_digit1(digits)
        or digits[10] != fodselsnummer.calc_check_digit2(digits)
    ):
        raise ValueError("not a national id")


def decision_in_force(session: Session, person_id: int, on: date) -> Decision | None:
    """The decision in force on a day; when two overlap, the one that was made last."""
    return session.scalars(
        select(Decision)
        .where(Decision.person_id == person_id, *_in_force(Decision, on))
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(1)
    ).first()


def granted_on(
    person_id: InstrumentedAttribute[int], service: InstrumentedAttribute[str], day: date
) -> ColumnElement[bool]:
    """Whether the decision in force on a day grants a service, as a condition on a query's rows."""
    newer = aliased(Decision)
    made_later = exists().where(
        newer.person_id == Decision.person_id,
        *_in_force(newer, day),
        or_(
            newer.decided_on > Decision.decided_on,
            and_(newer.decided_on == Decision.decided_on, newer.id > Decision.id),
        ),
    )
    return exists().where(
        Decision.person_id == person_id,
        *_in_force(Decision, day),
        ~made_later,
        GrantedService.decision_id == Decision.id,
        GrantedService.service == service,
    )


def is_granted(session: Session, person_id: int, service: str, day: date) -> bool:
    """Whether the decision in force on a day grants a person a service."""
    decision = decision_in_force(session, person_id, day)
    return decision is not None and service in {each.service for each in decision.services}


def _in_force(decision: type[Decision], day: date) -> tuple[ColumnElement[bool], ...]:
    ends = or_(decision.valid_to.is_(None), decision.valid_to >= day)
    return decision.valid_from <= day, ends


def choice_in_effect(session: Session, person_id: int, service: str) -> Choice | None:
    """The choice that decides who delivers a service now; None is the municipality's own."""
    return session.scalars(
        select(Choice).where(
            Choice.person_id == person_id,
            Choice.service == service,
            Choice.state == ChoiceState.IN_EFFECT,
        )
    ).one_or_none()


def view_person(person: Person) -> PersonView:
    """What other packages may know of a person."""
    return PersonView(
        id=person.id,
        name=person.name,
        birth_date=person.birth_date,
        phone=person.phone,
        municipality=person.municipality,
        district=person.district,
        standard=person.standard,
    )
