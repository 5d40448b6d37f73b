"""Diff between an imported record and the register, and applying it."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from choice_register.exchange.import_records import DecisionRecord, PersonRecord
from choice_register.models import Decision, GrantedService, Person
from choice_register.types import NewService

PERSON_FIELDS = ("name", "birth_date", "phone", "district", "standard")
DECISION_FIELDS = ("decided_on", "valid_from", "valid_to")


def is_same(
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


def change(row: Person | Decision, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set what differs; gives, for the audit, what each field was and is now."""
    changed = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changed[name] = [_plain(before), _plain(value)]
    return changed


def change_services(
    session: Session, decision: Decision, services: tuple[NewService, ...]
) -> dict[str, list[Any]]:
    """Make a decision grant these services; gives, for the audit, what each was and is now."""
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
            session.add(granted_service(wanted[name], decision.id))
        else:
            there[name].hours_per_week = wanted[name].hours_per_week
            there[name].tasks = list(wanted[name].tasks)
            there[name].choose_by = wanted[name].choose_by
    return changed


def granted_service(new: NewService, decision_id: int | None = None) -> GrantedService:
    """The row of a granted service."""
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
