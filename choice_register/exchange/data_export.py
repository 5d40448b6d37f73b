"""Everything that the register holds about one person, for that person: GDPR article 15."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from choice_register.audit import Actor, record
from choice_register.models import (
    Audit,
    Choice,
    Decision,
    DomainEvent,
    Done,
    GrantedService,
    Mandate,
    Person,
)
from choice_register.verification.models import CodeTry, LetterCode, Proof
from choice_register.verification.queries import ANOTHER_SPOKE
from core.clock import Clock
from core.database import Base, Database, as_data

HASH = frozenset({"code_hash"})
"""Told to nobody: with the birth date it is what a thief of the database would search with."""
AGENT = frozenset({"agent_subject"})
"""Of a mandate: it is made of another's national id."""
SUBJECT = frozenset({"subject"})
"""Of a line of the audit: by it a caseworker signs in; the person is told the name."""
OTHERS = frozenset({"letters", "caller"})
"""Of a try: it may have been compared with others' letters, and come from another's number."""

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Disclosed:
    """What the register holds.

    Attributes:
        data: by table, as data that JSON can hold.
        conversations: where the person was proven, or somebody with a mandate; what was said there
            other packages hold.
        shared: those of them where somebody else was proven too, by another letter or a mandate, or
            said to be somebody else.
    """

    person_id: int
    phone: str | None
    data: dict[str, Any]
    conversations: list[str]
    shared: list[str]


class Disclosure:
    """Gathers what is held about a person.

    Args:
        database: where everything is kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def person(self, national_id: str, actor: Actor) -> Disclosed | None:
        """Everything about the person with a national id, or None. The look is audited first."""
        with self._database.write() as session:
            person = session.scalars(
                select(Person).where(Person.national_id == national_id)
            ).one_or_none()
            if person is None:
                return None
            record(session, self._clock.now(), actor, "person_exported", person)
            session.flush()
            return _gather(session, person)


def _gather(session: Session, person: Person) -> Disclosed:
    decisions = _rows(session, Decision, Decision.person_id, [person.id])
    services = _rows(
        session, GrantedService, GrantedService.decision_id, [each.id for each in decisions]
    )
    choices = _rows(session, Choice, Choice.person_id, [person.id])
    letters = _rows(session, LetterCode, LetterCode.person_id, [person.id])
    mandates = _rows(session, Mandate, Mandate.person_id, [person.id])
    proofs = _rows(session, Proof, Proof.person_id, [person.id])
    audit = _rows(session, Audit, Audit.person_id, [person.id])
    events = _rows(session, DomainEvent, DomainEvent.person_id, [person.id])
    conversations = sorted(
        {proof.conversation for proof in proofs}
        | {choice.conversation for choice in choices if choice.conversation}
    )
    in_them = _rows(session, Proof, Proof.conversation, conversations)
    keys = sorted({each.key for each in choices} | {each.key for each in mandates})
    data = {
        "person": as_data(person),
        "decisions": [as_data(each) for each in decisions],
        "granted_services": [as_data(each) for each in services],
        "choices": [as_data(each) for each in choices],
        "letters": [as_data(each, HASH) for each in letters],
        "mandates": [as_data(each, AGENT) for each in mandates],
        "proofs": [as_data(each) for each in proofs],
        "code_tries": _tries(session, person, {each.id for each in letters}, conversations),
        "outcomes": [as_data(each) for each in _rows(session, Done, Done.key, keys)],
        "events": [as_data(each) for each in events],
        "audit": [as_data(each, SUBJECT) for each in audit],
    }
    others = (each for each in in_them if each.person_id != person.id or each.mandate_id)
    spoken = {each.conversation for each in audit if each.what == ANOTHER_SPOKE}
    # Who says afterwards to be another has written what is no word of the person's.
    said_by_others = {each.conversation for each in others} | (spoken & set(conversations))
    shared = sorted(each for each in said_by_others if each)
    return Disclosed(person.id, person.phone, data, conversations, shared)


def _tries(
    session: Session, person: Person, letters: set[int], conversations: list[str]
) -> list[dict[str, Any]]:
    """The tries in the person's conversations, and those compared with the person's letters."""
    rows = session.scalars(
        select(CodeTry).where(CodeTry.municipality == person.municipality).order_by(CodeTry.id)
    )
    return [
        as_data(each, OTHERS)
        for each in rows
        if each.conversation in conversations or letters.intersection(each.letters)
    ]


def _rows(
    session: Session, table: type[Row], column: InstrumentedAttribute[Any], values: Sequence[Any]
) -> list[Row]:
    return list(
        session.scalars(
            select(table).where(column.in_(values)).order_by(*table.__table__.primary_key)
        )
    )
