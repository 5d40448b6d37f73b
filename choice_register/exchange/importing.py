"""Taking in people and their decisions from the municipality's own system.

All records are checked before anything is written. What differs from the register is then written
in batches, so that whoever answers a person meanwhile gets the database in between. An import that
is interrupted is finished by running it again: what is written already is as it was.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from choice_register.audit import Actor, record
from choice_register.decisions import granted_on, require_national_id
from choice_register.exchange.differences import (
    DECISION_FIELDS,
    PERSON_FIELDS,
    change,
    change_services,
    granted_service,
    is_same,
)
from choice_register.exchange.import_records import (
    DecisionRecord,
    Imported,
    LivesElsewhere,
    PersonRecord,
)
from choice_register.exchange.moving import has_something_under_way, move
from choice_register.idempotency import hold
from choice_register.models import Choice, Decision, Person
from choice_register.types import TAKES_A_PLACE
from core.clock import Clock
from core.database import Database

AT_A_TIME = 100
"""People a transaction."""
LOOKED_UP = 500
"""People a query, while it is found out what differs."""
BREATH_SECONDS = 0.15
"""The pause between two batches on SQLite, where whoever waits for the write lock looks only every
tenth of a second and would never find it free."""


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
                    elif times[each.national_id] == 1 and is_same(person, decisions, each):
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
        changed = change(person, values)
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
            granted = [granted_service(each) for each in new.services]
            session.add(
                Decision(person_id=person.id, reference=new.reference, services=granted, **values)
            )
            record(session, now, actor, "decision_added", person, reference=new.reference)
            done.decisions_added += 1
            return
        changed = change(decision, values) | change_services(session, decision, new.services)
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


def _require_sound(decision: DecisionRecord) -> None:
    if not decision.services:
        raise ValueError("a decision grants at least one service")
    if decision.valid_to is not None and decision.valid_to < decision.valid_from:
        raise ValueError("a decision cannot end before it starts")
