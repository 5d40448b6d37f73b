"""Taking in people and their decisions from the municipality's own system, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.decisions import require_national_id
from choice_register.locks import hold
from choice_register.models import Decision, GrantedService, Person
from choice_register.states import NewService
from foundation.clock import Clock
from foundation.database import Database

PERSON_FIELDS = ("name", "birth_date", "phone", "district", "standard")
DECISION_FIELDS = ("decided_on", "valid_from", "valid_to")


@dataclass(frozen=True)
class DecisionRecord:
    """A decision as the municipality's system has it; `valid_to` is its last day, or None."""

    reference: str
    decided_on: date
    valid_from: date
    valid_to: date | None
    services: tuple[NewService, ...]


@dataclass(frozen=True)
class PersonRecord:
    """A person as the municipality's system has it, with the decisions to add or change."""

    national_id: str = field(repr=False)
    name: str
    birth_date: date
    municipality: str
    district: str | None
    phone: str | None
    standard: str
    decisions: tuple[DecisionRecord, ...]


@dataclass
class Imported:
    """How many people and decisions were new, changed, and as they were."""

    people_added: int = 0
    people_changed: int = 0
    people_same: int = 0
    decisions_added: int = 0
    decisions_changed: int = 0
    decisions_same: int = 0

    @property
    def nothing_new(self) -> bool:
        """Whether the register was left as it was."""
        return not (
            self.people_added + self.people_changed + self.decisions_added + self.decisions_changed
        )


class LivesElsewhere(ValueError):
    """Somebody in the records stands in the register with another municipality.

    Args:
        which: places in the sequence of records, from 0.
    """

    def __init__(self, which: list[int]) -> None:
        super().__init__(f"{len(which)} people belong to another municipality")
        self.which = which


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
        """Add what is new and change what differs, in one transaction, with audit lines.

        A decision that the records do not name is left as it is. The caller has checked districts
        and services against the catalogue.

        Raises:
            LivesElsewhere: somebody is another municipality's; nothing was written.
            ValueError: something is no national id, or a decision grants nothing or ends before
                it starts; nothing was written.
        """
        for each in records:
            require_national_id(each.national_id)
            for decision in each.decisions:
                _require_sound(decision)
        done = Imported()
        with self._database.write() as session:
            hold(session, "import")
            known = self._known(session, records)
            # In one order for everybody, so that nobody waits in a ring.
            for person in sorted(known.values(), key=lambda person: person.id):
                hold(session, f"person:{person.id}")
            elsewhere = [
                place
                for place, each in enumerate(records)
                if each.national_id in known
                and known[each.national_id].municipality != each.municipality
            ]
            if elsewhere:
                raise LivesElsewhere(elsewhere)
            for each in records:
                person = self._person(session, known.get(each.national_id), each, actor, done)
                known[each.national_id] = person
                for decision in each.decisions:
                    self._decision(session, person, decision, actor, done)
        return done

    def _known(self, session: Session, records: Sequence[PersonRecord]) -> dict[str, Person]:
        found: dict[str, Person] = {}
        for each in records:
            person = session.scalars(
                select(Person).where(Person.national_id == each.national_id)
            ).one_or_none()
            if person is not None:
                found[each.national_id] = person
        return found

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
        changed = _change(person, {name: getattr(new, name) for name in PERSON_FIELDS})
        if changed:
            record(session, now, actor, "person_changed", person, changed=changed)
            done.people_changed += 1
        else:
            done.people_same += 1
        return person

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
