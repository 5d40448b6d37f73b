"""The municipality's file, for the tests of what a changed decision does."""

from datetime import date

from choice_register.audit import Actor
from choice_register.exchange.import_records import DecisionRecord, Imported, PersonRecord
from choice_register.models import Person
from choice_register.types import Authority, NewService, PersonView
from tests.choice_register.harness import RegisterHarness

OFFICE = Actor("caseworker:office", "command_line", Authority.CASEWORKER)
SERVICE = "practical_assistance"


def as_in_the_file(harness: RegisterHarness, person: PersonView, **changed: object) -> PersonRecord:
    """The person as the municipality's system has them, without decisions."""
    with harness.database.read() as session:
        national_id = session.get_one(Person, person.id).national_id
    values = {
        "name": person.name,
        "birth_date": person.birth_date,
        "municipality": person.municipality,
        "district": person.district,
        "phone": person.phone,
        "standard": person.standard,
        "decisions": (),
    }
    return PersonRecord(national_id=national_id, **{**values, **changed})  # type: ignore[arg-type]


def decide(
    harness: RegisterHarness,
    person: PersonView,
    reference: str,
    last: date | None,
    services: tuple[str, ...] = (SERVICE,),
    *,
    first: date = date(2026, 11, 1),
) -> Imported:
    """A decision in the municipality's file: new, or the one of this reference changed."""
    granted = tuple(NewService(each) for each in services)
    decision = DecisionRecord(reference, first, first, last, granted)
    return harness.register.import_people(
        [as_in_the_file(harness, person, decisions=(decision,))], OFFICE
    )
