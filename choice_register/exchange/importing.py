"""Taking in people and their decisions from the municipality's own system.

All records are checked before anything is written. What differs from the register is then written
in batches, so that whoever answers a person meanwhile gets the database in between. An import that
is interrupted is finished by running it again: what is written already is as it was.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from choice_register.audit import Actor, record
from choice_register.decisions import granted_on, require_national_id
from choice_register.exchange.import_records import (
    DecisionRecord,
    Imported,
    LivesElsewhere,
    PersonRecord,
)
from choice_register.exchange.moving import has_something_under_way, move
from choice_register.idempotency import hold
from choice_register.models import Choice, Decision, GrantedService, Person
from choice_register.types import TAKES_A_PLACE, NewService
from core.clock import Clock
from core.database import Database

AT_A_TIME = 100
"""People a transaction."""
LOOKED_UP = 500
"""People a query, while it is found out what differs."""
BREATH_SECONDS = 0.15
"""The pause between two batches on SQLite, where whoever waits for the write lock looks only every
tenth of a second and would never find it free."""
PERSON_FIELDS = ("name", "birth_date", "phone", "district", "standard")
DECISION_FIELDS = ("decided_on", "valid_from", "valid_to")


class Importing:
    """Takes in records. The key is the national id, and for a decision its reference too.

    Args:
        database: where people and decisions are kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def load(self, records: Sequence[PersonRecord], actor: Actor) -> Imported:
        """Add what is new and change what differs, with audit lines, in batches.

        A decision that the records do not name is left as it is. The caller has checked districts
        and services against the catalogue.

        Raises:
            LivesElsewhere: somebody has a choice or a mandate in another municipality; nothing was
                written, unless they came there while this ran.
            ValueError: something is no national id, or a decision grants nothing or ends before
                it starts; nothing was written.
        """
        for each in records:
            require_national_id(each.national_id)
            for decision in each.decisions:
                _require_sound(decision)
        done = Imported()
        places = self._differing(records, done)
        for first in range(0, len(places), AT_A_TIME):
            if first and self._database.is_sqlite:
                time.sleep(BREATH_SECONDS)
            batch = places[first : first + AT_A_TIME]
            written = Imported()
            with self._database.write() as session:
                self._write(session, records, batch, actor, written)
            done.add(written)
        done.choices_not_granted = self._not_granted(records)
        return done

    def _differing(self, records: Sequence[PersonRecord], done: Imported) -> list[int]:
        """The places of the records that are not in the register as they stand; counts the rest.

        Raises:
            LivesElsewhere: somebody has a choice or a mandate in another municipality.
        """
        differing, elsewhere = [], []
        times = Counter(each.national_id for each in records)
        for first in range(0, len(records), LOOKED_UP):
            chunk = records[first : first + LOOKED_UP]
            with self._database.read() as session:
                known = _known(session, chunk)
                decisions = _decisions(session, known.values())
                for place, each in enumerate(chunk, start=first):
                    person = known.get(each.national_id)
                    if person is not None and self._is_busy_elsewhere(session, person, each):
                        elsewhere.append(place)
                    # Of somebody who stands here twice the last word counts: all are written.
                    elif times[each.national_id] == 1 and _is_same(person, decisions, each):
                        done.people_same += 1
                        done.decisions_same += len(each.decisions)
                    else:
                        differing.append(place)
        if elsewhere:
            raise LivesElsewhere(elsewhere)
        return differing

    def _write(
        self,
        session: Session,
        records: Sequence[PersonRecord],
        places: list[int],
        actor: Actor,
        done: Imported,
    ) -> None:
        hold(session, "import")
        batch = [records[place] for place in places]
        # In one order for everybody, so that nobody waits in a ring.
        for person_id in sorted(person.id for person in _known(session, batch).values()):
            hold(session, f"person:{person_id}")
        session.expire_all()
        known = _known(session, batch)
        self._move(session, known, records, places, actor=actor, done=done)
        for each in batch:
            person = self._person(session, known.get(each.national_id), each, actor, done)
            known[each.national_id] = person
            for decision in each.decisions:
                self._decision(session, person, decision, actor, done)

    def _is_busy_elsewhere(self, session: Session, person: Person, record: PersonRecord) -> bool:
        return person.municipality != record.municipality and has_something_under_way(
            session, person, self._clock.today()
        )

    def _move(
        self,
        session: Session,
        known: dict[str, Person],
        records: Sequence[PersonRecord],
        places: list[int],
        *,
        actor: Actor,
        done: Imported,
    ) -> None:
        """Move those whom the records have in another municipality, if that ends nothing."""
        elsewhere = {
            place: known[records[place].national_id]
            for place in places
            if records[place].national_id in known
            and known[records[place].national_id].municipality != records[place].municipality
        }
        busy = [
            place
            for place, person in elsewhere.items()
            if self._is_busy_elsewhere(session, person, records[place])
        ]
        if busy:
            raise LivesElsewhere(busy)
        if elsewhere:
            hold(session, "codes")
        for place, person in elsewhere.items():
            new = records[place]
            if person.municipality != new.municipality:
                where = (new.municipality, new.district)
                move(session, self._clock, person, actor, to=where)
                done.people_moved += 1

    def _not_granted(self, records: Sequence[PersonRecord]) -> int:
        """How many choices under way or in effect these people's decisions do not carry now."""
        theirs = (
            select(Choice)
            .join(Person, Person.id == Choice.person_id)
            .where(Choice.state.in_(TAKES_A_PLACE), Choice.municipality == Person.municipality)
            .where(~granted_on(Choice.person_id, Choice.service, self._clock.today()))
        )
        with self._database.read() as session:
            bare = {choice.id: choice.person_id for choice in session.scalars(theirs)}
            ids = {
                person.id
                for first in range(0, len(records), LOOKED_UP)
                for person in _known(session, records[first : first + LOOKED_UP]).values()
            }
        return sum(person in ids for person in bare.values())

    def _person(
        self,
        session: Session,
        person: Person | None,
        new: PersonRecord,
        actor: Actor,
        done: Imported,
    ) -> Person:
        now = self._clock.now()
        if person is None:
            person = Person(
                national_id=new.national_id,
                municipality=new.municipality,
                **{name: getattr(new, name) for name in PERSON_FIELDS},
            )
            session.add(person)
            session.flush()
            record(session, now, actor, "person_added", person)
            done.people_added += 1
            return person
        values = {name: getattr(new, name) for name in PERSON_FIELDS}
        values["phone"] = self._phone(person, new.phone, done)
        changed = _change(person, values)
        if changed:
            record(session, now, actor, "person_changed", person, changed=changed)
            done.people_changed += 1
        else:
            done.people_same += 1
        return person

    def _phone(self, person: Person, new: str | None, done: Imported) -> str | None:
        """The number to keep: a caseworker's correction holds until the file has a newer one."""
        if person.phone_corrected_at is None:
            return new
        if new in (None, person.phone_before):
            done.phones_kept += new != person.phone
            return person.phone
        done.phones_replaced += new != person.phone
        person.phone_corrected_at = person.phone_before = None
        return new

    def _decision(
        self, session: Session, person: Person, new: DecisionRecord, actor: Actor, done: Imported
    ) -> None:
        now = self._clock.now()
        decision = session.scalars(
            select(Decision).where(
                Decision.person_id == person.id, Decision.reference == new.reference
            )
        ).one_or_none()
        values = {name: getattr(new, name) for name in DECISION_FIELDS}
        if decision is None:
            granted = [_granted(each) for each in new.services]
            session.add(
                Decision(person_id=person.id, reference=new.reference, services=granted, **values)
            )
            record(session, now, actor, "decision_added", person, reference=new.reference)
            done.decisions_added += 1
            return
        changed = _change(decision, values) | _change_services(session, decision, new.services)
        if changed:
            details = {"reference": new.reference, "changed": changed}
            record(session, now, actor, "decision_changed", person, **details)
            done.decisions_changed += 1
        else:
            done.decisions_same += 1


def _known(session: Session, records: Iterable[PersonRecord]) -> dict[str, Person]:
    theirs = Person.national_id.in_({each.national_id for each in records})
    return {person.national_id: person for person in session.scalars(select(Person).where(theirs))}


def _decisions(session: Session, people: Iterable[Person]) -> dict[tuple[int, str], Decision]:
    theirs = Decision.person_id.in_([person.id for person in people])
    found = session.scalars(select(Decision).where(theirs).options(selectinload(Decision.services)))
    return {(each.person_id, each.reference): each for each in found}


def _is_same(
    person: Person | None, decisions: dict[tuple[int, str], Decision], record: PersonRecord
) -> bool:
    """Whether the register holds a record as it stands."""
    return (
        person is not None
        # A number that a caseworker corrected is settled when the file has it too.
        and person.phone_corrected_at is None
        and all(getattr(person, name) == getattr(record, name) for name in PERSON_FIELDS)
        and all(
            _is_same_decision(decisions.get((person.id, each.reference)), each)
            for each in record.decisions
        )
    )


def _is_same_decision(decision: Decision | None, record: DecisionRecord) -> bool:
    if decision is None:
        return False
    there = {granted.service: _said(granted) for granted in decision.services}
    return there == {each.service: _said(each) for each in record.services} and all(
        getattr(decision, name) == getattr(record, name) for name in DECISION_FIELDS
    )


def _require_sound(decision: DecisionRecord) -> None:
    if not decision.services:
        raise ValueError("a decision grants at least one service")
    if decision.valid_to is not None and decision.valid_to < decision.valid_from:
        raise ValueError("a decision cannot end before it starts")


def _change(row: Person | Decision, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set what differs; gives, for the audit, what each field was and is now."""
    changed = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changed[name] = [_plain(before), _plain(value)]
    return changed


def _change_services(
    session: Session, decision: Decision, services: tuple[NewService, ...]
) -> dict[str, list[Any]]:
    there = {granted.service: granted for granted in decision.services}
    wanted = {each.service: each for each in services}
    changed: dict[str, list[Any]] = {}
    for name in sorted(there.keys() | wanted.keys()):
        before = _said(there[name]) if name in there else None
        after = _said(wanted[name]) if name in wanted else None
        if before == after:
            continue
        changed[name] = [before, after]
        if name not in wanted:
            session.delete(there[name])
        elif name not in there:
            session.add(_granted(wanted[name], decision.id))
        else:
            there[name].hours_per_week = wanted[name].hours_per_week
            there[name].tasks = list(wanted[name].tasks)
            there[name].choose_by = wanted[name].choose_by
    return changed


def _granted(new: NewService, decision_id: int | None = None) -> GrantedService:
    return GrantedService(
        decision_id=decision_id,
        service=new.service,
        hours_per_week=new.hours_per_week,
        tasks=list(new.tasks),
        choose_by=new.choose_by,
    )


def _said(service: NewService | GrantedService) -> dict[str, Any]:
    return {
        "hours_per_week": service.hours_per_week,
        "tasks": list(service.tasks),
        "choose_by": _plain(service.choose_by),
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
