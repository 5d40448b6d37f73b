"""Calls that we place: at decent hours, to a person or a machine; nothing private before a code.

The fake of Twilio rings, tells who answers, and executes our documents as the one who does.
"""

from datetime import datetime

import pytest

from channels.phone.outgoing.outbound import CannotCall, put_call
from conversations.models import OutboxRow, OutboxState, Task, TaskState
from devtools.fake_twilio import Answer, Fault, FaultKind
from devtools.phone_simulator import CallRecord, EndedBy
from tests.channels.harness import ASTRID, OSLO, wait_until
from tests.channels.phone.exchange import Exchange

MONDAY = datetime.fromisoformat("2026-11-23T10:00+01:00")
NIGHT = datetime.fromisoformat("2026-11-22T23:00+01:00")


@pytest.fixture
def asked(phone: Exchange) -> Exchange:
    """Astrid asked for a person, and a caseworker has her called back."""
    phone.again(now=MONDAY)
    phone.fake.callbacks.go_to(phone.base_url)
    phone.call("menneske")
    return phone


def place(harness: Exchange) -> None:
    [task] = harness.tasks
    with harness.services.database.write() as session:
        put_call(
            session,
            session.get_one(Task, task.id),
            "Oslo",
            harness.renderer,
            harness.services.clock.now(),
        )


def calls_back(harness: Exchange, answer: Answer) -> CallRecord | None:
    """Place the call and let it be taken; how it went, None where nobody took it."""
    harness.fake.twilio.answers[ASTRID] = answer
    place(harness)
    assert harness.services.delivery.run_next()
    wait_until(lambda: row(harness).state in (OutboxState.DELIVERED, OutboxState.UNDELIVERED))
    [call] = harness.fake.twilio.calls
    assert (call.to, call.sender) == (ASTRID, OSLO)
    record = harness.fake.twilio.played.get(call.sid)
    assert record is None or not record.problems, record.problems
    return record


def row(harness: Exchange) -> OutboxRow:
    [only] = harness.outbox
    return only


def test_a_person_hears_who_calls_and_then_the_ordinary_greeting(asked: Exchange) -> None:
    record = calls_back(asked, Answer("human", ("jeg vil bytte", "123456782")))
    assert record is not None
    assert record.heard[0] == "Jeg ringer fra Oslo kommune."
    assert record.heard[1] == asked.call().heard[0], "not the ordinary greeting"
    assert record.heard[-1] == "Når er du født?"
    assert row(asked).state is OutboxState.DELIVERED


def test_nothing_private_is_said_before_the_code(asked: Exchange) -> None:
    record = calls_back(asked, Answer("unknown", ("hei",)))
    ordinary = asked.call("hei")
    assert record is not None
    assert record.heard[1:] == ordinary.heard


@pytest.mark.parametrize("machine", ["machine_end_beep", "machine_end_silence", "fax"])
def test_a_machine_is_told_only_that_we_called(asked: Exchange, machine: str) -> None:
    turns = len(asked.engine.requests)
    record = calls_back(asked, Answer(machine))
    assert record is not None
    assert record.heard == [
        "Hei. Oslo kommune har prøvd å ringe. Du kan ringe tilbake hit. Ha det bra."
    ]
    assert record.ended_by is EndedBy.APP
    assert len(asked.engine.requests) == turns, "the assistant was asked"
    assert (row(asked).state, row(asked).error_code) == (OutboxState.UNDELIVERED, "machine")


def test_a_call_that_nobody_takes_leaves_the_task_open(asked: Exchange) -> None:
    assert calls_back(asked, Answer("")) is None
    assert row(asked).error_code == "no-answer"
    [task] = asked.tasks
    assert task.state is TaskState.OPEN


def test_the_caller_goes_on_from_the_call_as_from_any_other(asked: Exchange) -> None:
    calls_back(asked, Answer("human", ("jeg vil bytte",)))
    called, placed = asked.conversations
    assert placed.peer == called.peer == ASTRID
    assert placed.our_number == OSLO
    assert placed.thread is None, "still open after the call"


def test_nobody_is_called_at_night(asked: Exchange) -> None:
    asked.again(now=NIGHT)
    place(asked)
    assert not asked.services.delivery.run_next()
    assert not asked.fake.twilio.calls
    asked.again(now=MONDAY)
    assert asked.services.delivery.run_next()
    assert len(asked.fake.twilio.calls) == 1


def test_machine_detection_is_asked_for(asked: Exchange) -> None:
    calls_back(asked, Answer("human"))
    [call] = asked.fake.twilio.calls
    assert call.detects


def test_a_broken_connection_does_not_call_twice(asked: Exchange) -> None:
    asked.fake.twilio.faults.append(Fault(FaultKind.DROP))
    place(asked)
    asked.services.delivery.run_next()
    wait_until(lambda: row(asked).state is not OutboxState.SENDING)
    asked.services.delivery.run_next()
    assert len(asked.fake.twilio.calls) == 1


def test_one_call_at_a_time_and_none_for_what_is_done(asked: Exchange) -> None:
    place(asked)
    with pytest.raises(CannotCall, match="under_way"):
        place(asked)
    with asked.services.database.write() as session:
        session.get_one(Task, 1).state = TaskState.DONE
    with pytest.raises(CannotCall, match="done"):
        place(asked)


def test_who_hides_the_number_cannot_be_called(phone: Exchange) -> None:
    phone.call("menneske", from_="anonymous")
    with pytest.raises(CannotCall, match="no_number"):
        place(phone)


def test_a_refused_call_makes_no_second_task(asked: Exchange) -> None:
    asked.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=400, code=21211))
    place(asked)
    asked.services.delivery.run_next()
    assert row(asked).state is OutboxState.FAILED
    assert len(asked.tasks) == 1


@pytest.mark.parametrize("query", ["", "?row=", "?row=x", "?row=-1"])
def test_an_address_without_a_row_is_refused(phone: Exchange, query: str) -> None:
    form = {"CallSid": "CA1", "From": OSLO, "To": ASTRID, "Direction": "outbound-api"}
    assert phone.post.post(f"/twilio/voice/outbound{query}", form).status_code == 400
