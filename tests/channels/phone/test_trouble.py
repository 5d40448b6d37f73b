"""Whatever fails, the caller hears words, and a person gets a task where the machine could not."""

import random
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import text

from conversations.models import Task
from devtools.phone_simulator import EndedBy, Event
from service.engine.danger import watch
from tests.channels.harness import ASTRID, OSLO
from tests.channels.phone.dialogue import talk
from tests.channels.phone.exchange import Exchange

LONG_BEFORE_TWILIO_GIVES_UP = 5
"""Seconds; Twilio waits for fifteen (error 11205)."""
CALL = {"CallSid": "CA" + "1" * 32, "From": ASTRID, "To": OSLO, "CallStatus": "ringing"}


def assert_apology_and_task(phone: Exchange, heard: str, tasks: list[Task]) -> None:
    assert "Beklager, noe er galt hos oss." in heard
    assert "Et menneske i Oslo ringer deg på 4 0, 0 0, 0 0, 0 1." in heard
    [task] = tasks
    assert (task.reason, task.call_back_number) == ("no_answer_in_call", ASTRID)


def test_a_slow_answer_is_waited_for(phone: Exchange) -> None:
    phone.again(patience=timedelta(seconds=0.3))
    phone.engine.delay = 0.7
    record = phone.call("jeg vil bytte", "ha det")
    assert "Vent litt. Jeg ser etter." in record.heard
    assert "Tast koden fra brevet." in record.heard
    assert record.heard[-1] == "Da legger vi på."
    assert len(phone.engine.requests) == 3
    assert phone.tasks == []


def test_an_answer_that_never_comes_ends_in_an_apology_and_a_task(phone: Exchange) -> None:
    phone.engine.stop()
    record = phone.call()
    assert record.heard[:3] == ["Vent litt. Jeg ser etter."] * 3
    assert record.ended_by == EndedBy.APP
    assert_apology_and_task(phone, record.heard[3], list(phone.tasks))


def test_an_engine_that_comes_back_is_taken_up_in_the_same_call(phone: Exchange) -> None:
    def script() -> Iterator[str]:
        yield "jeg vil bytte"
        phone.engine.answer = lambda _request: 503
        yield "123456782"

    def come_back(event: Event) -> None:
        if event.kind == "pause":
            phone.engine.answer = talk

    record = phone.caller().call(script(), come_back)
    assert record.heard[-2:] == ["Vent litt. Jeg ser etter.", "Når er du født?"]
    assert phone.tasks == []


@pytest.mark.parametrize("broken", [500, b"not json", b'{"messages": "none", "slots": {}}'])
def test_an_engine_that_answers_nonsense_ends_in_words(phone: Exchange, broken: Any) -> None:
    phone.engine.answer = lambda _request: broken
    record = phone.call()
    assert record.ended_by == EndedBy.CALLER
    assert phone.tasks
    assert "Et menneske" in record.heard[-1]


def test_a_text_that_is_missing_ends_in_words(phone: Exchange) -> None:
    phone.engine.answer = lambda _request: {"messages": [{"say": "no.such"}], "slots": {}}
    record = phone.call()
    assert "Et menneske" in record.heard[-1]
    assert phone.tasks


def test_a_failure_of_our_own_is_an_apology_and_a_task(phone: Exchange) -> None:
    caller = phone.caller()

    def script() -> Iterator[str]:
        yield "jeg vil bytte"
        with phone.services.database.write() as session:
            session.execute(text("ALTER TABLE phone_step RENAME TO lost"))
        yield "123456782"

    record = caller.call(script())
    assert record.ended_by == EndedBy.APP
    assert_apology_and_task(phone, record.text, list(phone.tasks))


def test_without_a_database_the_caller_still_hears_words(phone: Exchange) -> None:
    with phone.services.database.write() as session:
        session.execute(text("ALTER TABLE phone_step RENAME TO lost"))
        session.execute(text("ALTER TABLE conversation RENAME TO lost_too"))
    begun = time.monotonic()
    record = phone.caller().call()
    assert time.monotonic() - begun < LONG_BEFORE_TWILIO_GIVES_UP
    assert record.heard == [
        "Beklager, noe er galt hos oss. Ring igjen om litt, eller ring kommunen."
    ]
    assert record.ended_by == EndedBy.APP


def test_an_answer_comes_long_before_twilio_gives_up(phone: Exchange) -> None:
    phone.again(patience=timedelta(seconds=0.5))
    phone.engine.delay = 3
    begun = time.monotonic()
    answer = phone.post.post("/twilio/voice", CALL)
    assert time.monotonic() - begun < 2
    assert [verb.tag for verb in ElementTree.fromstring(answer.content)] == [  # noqa: S314
        "Say",
        "Pause",
        "Redirect",
    ]


def test_a_number_that_nobody_has_says_so(phone: Exchange) -> None:
    record = phone.call(to="+4740009999")
    assert record.heard == ["Dette nummeret er ikke i bruk. Ring kommunen din i stedet."]
    assert record.ended_by == EndedBy.APP
    assert phone.conversations == []


def test_a_crash_between_answer_and_document_runs_nothing_twice(phone: Exchange) -> None:
    def lose_the_last_document() -> None:
        with phone.services.database.write() as session:
            session.execute(text("DELETE FROM phone_step"))

    first = phone.post.post("/twilio/voice", CALL)
    lose_the_last_document()
    assert phone.post.post("/twilio/voice", CALL).text == first.text
    assert len(phone.engine.requests) == 1


@pytest.mark.parametrize("seed", range(12))
def test_no_caller_is_ever_dropped(phone: Exchange, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same scripts every time
    said = ["", "0", "*", "#", "1", "2", "7", "123456782", "14031942", "jeg vil bytte", "gjenta"]
    said += ["saktere", "høyere", "vent litt", "nynorsk", "menneske", "jeg får ikke puste", "ja"]
    if seed % 3 == 0:
        phone.again(transfers={"0301": "+4722000000"})
        said += ["@answered", "@busy"]
    record = phone.call(*chance.choices(said, k=25))
    assert record.ended_by in {EndedBy.APP, EndedBy.CALLER}
    assert [problem for problem in record.problems if "keys pressed" not in problem] == []
    for document in record.documents:
        assert ElementTree.fromstring(document)[-1].tag in {"Redirect", "Hangup", "Dial"}  # noqa: S314


def test_danger_is_answered_in_the_call_while_the_engine_hangs(phone: Exchange) -> None:
    phone.watch = watch()
    phone.again()

    def script() -> Iterator[str]:
        phone.engine.delay = 6
        yield "jeg får ikke puste"
        phone.engine.delay = 0

    record = phone.caller().call(script())
    assert any(said.startswith("Legg på og ring 113 nå.") for said in record.heard)
    assert not any(said.startswith("Vent litt") for said in record.heard)
    assert [task.reason for task in phone.tasks] == ["emergency"]


def test_the_key_for_a_human_leaves_a_task_while_the_engine_hangs(phone: Exchange) -> None:
    phone.watch = watch()
    phone.again()

    def script() -> Iterator[str]:
        phone.engine.delay = 6
        yield "0"
        phone.engine.delay = 0

    record = phone.caller().call(script())
    assert any("et menneske tar kontakt med deg." in said for said in record.heard)
    assert [task.reason for task in phone.tasks][:1] == ["asked"]
