"""Taking in people leaves the database to others in between, and is whole in the end."""

import threading
import time
from datetime import date

import pytest
from sqlalchemy import event, select

from choice_register.audit import Actor
from choice_register.exchange.import_records import (
    DecisionRecord,
    Imported,
    LivesElsewhere,
    PersonRecord,
)
from choice_register.exchange.importing import AT_A_TIME
from choice_register.models import Audit, Choice, Decision, Person
from choice_register.types import Authority, ChoiceState, NewService
from core.database import Database
from tests.choice_register.harness import FROGNER, KRISTIANSAND, OSLO, RegisterHarness, synthetic_id

ACTOR = Actor("operator:test", "shell", Authority.CASEWORKER)
BORN = date(1941, 3, 14)


def people(count: int, name: str = "Prøve Person", municipality: str = OSLO) -> list[PersonRecord]:
    """So many, each with a decision; the same every time."""
    service = NewService("practical_assistance", hours_per_week=2)
    made = DecisionRecord("2026/1", date(2026, 1, 2), date(2026, 1, 2), None, (service,))
    return [
        PersonRecord(
            national_id=synthetic_id(date(1930 + number // 300, 3, 14), number % 300),
            name=name,
            birth_date=BORN,
            municipality=municipality,
            district=FROGNER,
            phone=None,
            standard="nb",
            decisions=(made,),
        )
        for number in range(count)
    ]


class Commits:
    """Counts the transactions of a database that wrote something."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        self._wrote = False
        event.listen(database.engine, "before_cursor_execute", self._statement)
        event.listen(database.engine, "commit", self._commit)

    def _statement(self, *arguments: object) -> None:
        self._wrote |= str(arguments[2]).lstrip().startswith(("INSERT", "UPDATE", "DELETE"))

    def _commit(self, _connection: object) -> None:
        self.count += self._wrote
        self._wrote = False


def test_it_is_written_in_batches(harness: RegisterHarness) -> None:
    commits = Commits(harness.database)
    done = harness.register.import_people(people(3 * AT_A_TIME + 1), ACTOR)
    assert (done.people_added, done.decisions_added) == (301, 301)
    assert commits.count == 4


def test_what_is_as_it_was_writes_nothing(harness: RegisterHarness) -> None:
    harness.register.import_people(people(150), ACTOR)
    commits = Commits(harness.database)
    assert harness.register.import_people(people(150), ACTOR) == Imported(
        people_same=150, decisions_same=150
    )
    assert commits.count == 0


def test_only_what_differs_is_written(harness: RegisterHarness) -> None:
    harness.register.import_people(people(150), ACTOR)
    changed = [*people(149), *people(150, name="Et Annet Navn")[149:]]
    done = harness.register.import_people(changed, ACTOR)
    assert (done.people_changed, done.people_same) == (1, 149)
    with harness.database.read() as session:
        kinds = session.scalars(select(Audit.what)).all()
    assert kinds.count("person_changed") == 1


def test_one_who_lives_elsewhere_stops_it_before_anything_is_written(
    harness: RegisterHarness,
) -> None:
    [neighbour] = people(1, municipality=KRISTIANSAND)
    harness.register.import_people([neighbour], ACTOR)
    with harness.database.write() as session:
        person = session.scalars(select(Person)).one()
        session.add(
            Choice(
                person_id=person.id, municipality=KRISTIANSAND, case_number="26-1",
                service="practical_assistance", provider_id="skjaerbris", contract_id="c",
                state=ChoiceState.RECEIVED, received_at=harness.clock.now(), channel="sms",
                authority=Authority.SELF, key="k",
            )
        )  # fmt: skip
    with pytest.raises(LivesElsewhere) as refused:
        harness.register.import_people(people(250)[::-1], ACTOR)
    assert refused.value.which == [249]
    with harness.database.read() as session:
        assert len(session.scalars(select(Person.id)).all()) == 1


def test_an_interrupted_one_is_finished_by_doing_it_again(harness: RegisterHarness) -> None:
    def interrupt(*arguments: object) -> None:
        if commits.count == 2:
            raise KeyboardInterrupt

    commits = Commits(harness.database)
    event.listen(harness.database.engine, "before_cursor_execute", interrupt)
    with pytest.raises(KeyboardInterrupt):
        harness.register.import_people(people(350), ACTOR)
    event.remove(harness.database.engine, "before_cursor_execute", interrupt)
    done = harness.register.import_people(people(350), ACTOR)
    assert (done.people_added, done.people_same) == (150, 200)
    with harness.database.read() as session:
        assert len(session.scalars(select(Person.id)).all()) == 350
        assert len(session.scalars(select(Decision.id)).all()) == 350
        added = session.scalars(select(Audit.id).where(Audit.what == "person_added"))
        assert len(added.all()) == 350


def test_the_same_person_twice_in_the_records_ends_as_the_last_says(
    harness: RegisterHarness,
) -> None:
    [first] = people(1)
    [last] = people(1, name="Et Annet Navn")
    harness.register.import_people([first], ACTOR)
    harness.register.import_people([last, first], ACTOR)
    with harness.database.read() as session:
        assert session.scalars(select(Person.name)).all() == ["Prøve Person"]


def test_another_process_can_write_meanwhile(harness: RegisterHarness) -> None:
    other = Database(harness.database.url)
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            begun = time.monotonic()
            with other.write() as session:
                session.execute(select(Person.id).limit(1))
            waits.append(time.monotonic() - begun)
            time.sleep(0.05)

    thread = threading.Thread(target=write)
    thread.start()
    begun = time.monotonic()
    harness.register.import_people(people(600), ACTOR)
    whole = time.monotonic() - begun
    done.set()
    thread.join()
    other.close()
    assert max(waits) < whole / 2
