"""The demo people are invented, valid, and show what their notes promise."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import phonenumbers
import pytest
from argon2 import PasswordHasher

from choice_register.decisions import require_national_id
from choice_register.register import Register
from choice_register.types import Attempt, CodeResult
from choice_register.verification.letters import read_code
from core.clock import Clock
from core.database import Database
from devtools.demo.people import DemoPerson, describe_people, load_people, read_people
from provider_catalog.catalogue import Catalogue

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = read_people()
ODD = {"Oddvar Lysestø": CodeResult.EXPIRED, "Bjørg Hellesmark": CodeResult.LOCKED_LETTER}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="module")
def register(
    catalogue: Catalogue, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Register]:
    folder: Path = tmp_path_factory.mktemp("demo")
    file = shutil.copy(sqlite_template, folder / "demo.sqlite")
    database = Database(f"sqlite:///{file}")
    clock = Clock(Clock().now())
    load_people(database, catalogue, clock, hasher=CHEAP)
    yield Register(database, catalogue, clock, hasher=CHEAP)
    database.close()


def prove(register: Register, person: DemoPerson) -> CodeResult:
    return register.check_code(
        Attempt(
            code=person.code,
            birth_date=person.birth_date,
            conversation=person.name,
            caller=person.phone,
            municipality=person.municipality,
            channel="sms",
            key=person.name,
        )
    )


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_each_person_is_who_the_description_says(
    person: DemoPerson, register: Register, catalogue: Catalogue
) -> None:
    assert prove(register, person) is ODD.get(person.name, CodeResult.OK)
    if person.name in ODD:
        return
    proven = register.proven_person(person.name)
    assert proven is not None
    assert (proven.name, proven.phone) == (person.name, person.phone)
    decision = register.decision(proven.id)
    described = next(each for each in describe_people(catalogue) if each["name"] == person.name)
    if decision is None:
        assert described["services"] == []
        assert described["provider"] is None
        return
    assert [each.service for each in decision.services] == described["services"]
    now = {catalogue.provider(each.provider_id).name for each in decision.services}
    assert ", ".join(now) == described["provider"]
    until = [each.choose_by for each in decision.services if each.choose_by]
    assert all(day > date.today() for day in until)  # noqa: DTZ011


def test_there_are_enough_people_and_none_is_there_twice() -> None:
    assert len(PEOPLE) >= 14
    for field in ("name", "note", "national_id", "phone", "code"):
        assert len({getattr(person, field) for person in PEOPLE}) == len(PEOPLE)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_ids_are_synthetic_and_codes_and_phone_numbers_valid(person: DemoPerson) -> None:
    require_national_id(person.national_id)
    assert person.national_id[:6] == (
        f"{person.birth_date:%d}{person.birth_date.month + 80}{person.birth_date:%y}"
    )
    number = phonenumbers.parse(person.phone)
    assert phonenumbers.is_valid_number(number)
    assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    assert phonenumbers.region_code_for_number(number) == "NO"
    assert read_code(person.code) == person.code


def test_two_people_in_one_municipality_share_a_birth_date() -> None:
    born = [(person.municipality, person.birth_date) for person in PEOPLE]
    assert len(set(born)) < len(born)


def test_the_choice_under_way_can_be_taken_back(register: Register) -> None:
    person = next(each for each in PEOPLE if each.name == "Leif Sørumhaug")
    prove(register, person)
    proven = register.proven_person(person.name)
    assert proven is not None
    [choice] = register.choices(proven.id)
    [undone] = register.undo_choice(proven.id, choice.case_number, person.name, "sms", "undo")
    assert undone.provider_id == "hasselvind"
