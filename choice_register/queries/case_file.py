"""One case, or one person, as a caseworker sees it: what was chosen, and what happened to it.

Every look is audited with its reason, before anything is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record, record_about
from choice_register.choices.choice_view import can_undo
from choice_register.decisions import is_granted, view_person
from choice_register.models import Audit, Choice, Person
from choice_register.types import Authority, ChoiceState, PersonView
from core.clock import Clock
from core.database import Database
from core.names import names_match

AT_MOST = 50
"""People that one search shows: who gets more must search for less."""


@dataclass(frozen=True)
class ChoiceInCase:
    """A choice for one service, with all that a caseworker decides by."""

    service: str
    provider_id: str
    state: ChoiceState
    received_at: datetime
    effect_date: date | None
    ended_on: date | None
    channel: str
    authority: Authority
    rejection_reason: str | None
    can_undo: bool
    end_reason: str | None
    granted: bool
    """Whether a decision grants the service on the day of effect, or today where that is past."""


@dataclass(frozen=True)
class Event:
    """A line of the audit: who did what, when, and through which channel."""

    at: datetime
    who: str
    what: str
    channel: str | None
    authority: str | None
    details: dict[str, Any]


@dataclass(frozen=True)
class CaseFile:
    """A case.

    Attributes:
        choices: one for each service.
        events: what happened to the case, the oldest first; who only looked is among them.
        version: changes whenever a choice does; `approve` and `reject` take it as `seen`.
    """

    case_number: str
    municipality: str
    person: PersonView
    choices: tuple[ChoiceInCase, ...]
    events: tuple[Event, ...]
    version: str


@dataclass(frozen=True)
class FoundPerson:
    """Somebody that a search found, with the numbers of the cases, the newest first."""

    person: PersonView
    cases: tuple[str, ...]


class NoSuchCase(LookupError):
    """The municipality has no such case, or no such person."""


class CaseFiles:
    """Opens cases, and finds them. Nothing of another municipality is ever found.

    Args:
        database: where everything is kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, actor: Actor, municipality: str, case_number: str, reason: str) -> CaseFile:
        """A case with its history.

        Args:
            actor: who looks.
            municipality: kommunenummer.
            case_number: as the person was told it.
            reason: why it is looked at, for the audit.

        Raises:
            NoSuchCase: the municipality has none of this number.
        """
        with self._database.write() as session:
            choices = list(
                session.scalars(
                    select(Choice)
                    .where(Choice.municipality == municipality, Choice.case_number == case_number)
                    .order_by(Choice.id)
                )
            )
            if not choices:
                raise NoSuchCase(case_number)
            person = session.get_one(Person, choices[0].person_id)
            looked = {"case_number": case_number, "reason": reason}
            record(session, self._clock.now(), actor, "case_seen", person, **looked)
            session.flush()
            view = view_person(person)
            if person.municipality != municipality:
                # Where somebody lives now, and how to reach them there, is not this one's to see.
                view = replace(view, phone=None, district=None)
            return CaseFile(
                case_number=case_number,
                municipality=municipality,
                person=view,
                choices=tuple(self._view(session, each) for each in choices),
                events=_events(session, person.id, case_number),
                version=version_of(choices),
            )

    def _view(self, session: Session, choice: Choice) -> ChoiceInCase:
        today = self._clock.today()
        day = max(choice.effect_date or today, today)
        return ChoiceInCase(
            service=choice.service,
            provider_id=choice.provider_id,
            state=choice.state,
            received_at=choice.received_at,
            effect_date=choice.effect_date,
            ended_on=choice.ended_on,
            channel=choice.channel,
            authority=choice.authority,
            rejection_reason=choice.rejection_reason,
            can_undo=can_undo(choice, today),
            end_reason=choice.end_reason,
            granted=is_granted(session, choice.person_id, choice.service, day),
        )

    def open_person(
        self, actor: Actor, municipality: str, person_id: int, reason: str
    ) -> FoundPerson:
        """A person with the numbers of the cases.

        Raises:
            NoSuchCase: nobody in the municipality has this number.
        """
        with self._database.write() as session:
            person = session.get(Person, person_id)
            if person is None or person.municipality != municipality:
                raise NoSuchCase(str(person_id))
            record(session, self._clock.now(), actor, "person_seen", person, reason=reason)
            return FoundPerson(view_person(person), _cases(session, person.id))

    def find(
        self,
        actor: Actor,
        municipality: str,
        reason: str,
        *,
        case_number: str | None = None,
        birth_date: date | None = None,
        name: str | None = None,
    ) -> list[FoundPerson]:
        """People in a municipality by a case number, a birth date or a part of the name.

        That the search was made is audited, and that each of those found was seen.

        Args:
            reason: why it is searched, for the audit.
            case_number, birth_date, name: what is searched for; those given must all fit.

        Raises:
            ValueError: nothing is searched for.
        """
        conditions: list[ColumnElement[bool]] = []
        if case_number is not None:
            in_case = select(Choice.person_id).where(
                Choice.municipality == municipality, Choice.case_number == case_number
            )
            conditions.append(Person.id.in_(in_case))
        if birth_date is not None:
            conditions.append(Person.birth_date == birth_date)
        if not conditions and not (name or "").strip():
            raise ValueError("a search needs something to search for")
        within = (Person.municipality == municipality, *conditions)
        with self._database.write() as session:
            now = self._clock.now()
            # No database folds names as people write them: names alone are read and compared.
            names = select(Person.id, Person.name).where(*within).order_by(Person.name, Person.id)
            fits = (
                id_ for id_, its in session.execute(names) if name is None or names_match(name, its)
            )
            people = [session.get_one(Person, id_) for id_ in islice(fits, AT_MOST)]
            by = {"case_number": case_number, "birth_date": birth_date, "name": name}
            used = [what for what, value in by.items() if value is not None]
            record_about(
                session,
                now,
                actor,
                "searched",
                municipality=municipality,
                person_id=None,
                by=used,
                reason=reason,
                found=len(people),
            )
            for person in people:
                record(session, now, actor, "person_found", person, by=used, reason=reason)
            return [FoundPerson(view_person(each), _cases(session, each.id)) for each in people]

    def correct_phone(self, actor: Actor, municipality: str, person_id: int, phone: str) -> None:
        """Put another number on a person's record.

        Args:
            phone: in E.164.

        Raises:
            NoSuchCase: nobody in the municipality has this number.
        """
        with self._database.write() as session:
            person = session.get(Person, person_id, with_for_update=True)
            if person is None or person.municipality != municipality:
                raise NoSuchCase(str(person_id))
            if person.phone_corrected_at is None:
                person.phone_before = person.phone
            person.phone, person.phone_corrected_at = phone, self._clock.now()
            record(session, self._clock.now(), actor, "phone_corrected", person)


def version_of(choices: Sequence[Choice]) -> str:
    """What a case looks like now, in a few letters: two looks agree if nothing happened between."""
    seen = [f"{each.id}:{each.state}:{each.effect_date}" for each in choices]
    return sha256("|".join(seen).encode()).hexdigest()[:16]


def _events(session: Session, person_id: int, case_number: str) -> tuple[Event, ...]:
    lines = session.scalars(
        select(Audit).where(Audit.person_id == person_id).order_by(Audit.at, Audit.id)
    )
    return tuple(
        Event(each.at, each.who, each.what, each.channel, each.authority, each.details)
        for each in lines
        if each.details.get("case_number") == case_number
    )


def _cases(session: Session, person_id: int) -> tuple[str, ...]:
    numbers = session.scalars(
        select(Choice.case_number)
        .where(Choice.person_id == person_id)
        .order_by(Choice.received_at.desc(), Choice.id.desc())
    )
    return tuple(dict.fromkeys(numbers))
