"""Notices by telephone: who has one with a cord is rung, told, and can answer in the same call."""

from datetime import datetime, timedelta

import pytest

from channels.phone.outgoing.outbound import we_call
from conversations.models import OutboxState
from conversations.notifications.models import NoticeKind, NoticeState
from conversations.notifications.placing import Placing, Wording
from conversations.notifications.planning import NewNotice
from conversations.threads import Opening
from devtools.fake_twilio import Answer
from devtools.phone_simulator import CallRecord
from tests.channels.harness import OSLO, wait_until
from tests.channels.phone.exchange import Exchange

MONDAY = datetime.fromisoformat("2026-11-23T10:00+01:00")
NIGHT = datetime.fromisoformat("2026-11-22T23:00+01:00")
CORD = "+4722000123"
SAID = "Jeg ringer fra Oslo kommune."


@pytest.fixture
def planned(phone: Exchange) -> Exchange:
    phone.again(now=MONDAY)
    phone.fake.callbacks.go_to(phone.base_url)
    return phone


def place(harness: Exchange, kind: NoticeKind = NoticeKind.REMIND) -> Placing:
    """Plan a notice, as a rule with a question, and place it."""
    now = harness.services.clock.now()
    new = NewNotice(f"about:{now}", kind, "0301", now - timedelta(hours=1), number=CORD)
    harness.services.notices.plan(new)
    [notice] = harness.services.notices.every(NoticeState.PLANNED)
    opening = Opening("0301", "phone", CORD, OSLO, thread=f"notice:{notice.id}")
    says = [we_call("Oslo"), {"say": "call.code", "expect": "code"}]
    return harness.services.notices.place(notice, opening, Wording(says, {"pending": "code"}))


def rings(harness: Exchange, answer: Answer) -> CallRecord | None:
    harness.fake.twilio.answers[CORD] = answer
    assert harness.services.delivery.run_next()
    wait_until(lambda: harness.outbox[0].state in (OutboxState.DELIVERED, OutboxState.UNDELIVERED))
    [call] = harness.fake.twilio.calls
    record = harness.fake.twilio.played.get(call.sid)
    assert record is None or not record.problems, record.problems
    return record


def test_who_answers_hears_the_notice_and_answers_it_in_the_same_call(planned: Exchange) -> None:
    assert place(planned) is Placing.PLACED
    record = rings(planned, Answer("human", ("123456782",)))
    assert record is not None
    assert record.heard[0].startswith(SAID)
    assert "Tast koden fra brevet." in record.text
    assert record.heard[-1] == "Når er du født?", "the answer was not understood as one"
    wait_until(lambda: planned.conversations[0].thread is None)
    [thread] = planned.conversations
    assert thread.peer == CORD


def test_the_same_request_twice_is_one_thread_and_one_document(planned: Exchange) -> None:
    place(planned)
    form = {"CallSid": "CA1", "From": OSLO, "To": CORD, "Direction": "outbound-api"}
    address = f"/twilio/voice/outbound?row={planned.outbox[0].id}"
    first, again = (planned.post.post(address, form).text for _ in range(2))
    assert first == again
    assert SAID in first
    assert len(planned.conversations) == 1


def test_a_call_between_other_numbers_does_not_get_the_notice(planned: Exchange) -> None:
    place(planned)
    form = {"CallSid": "CA2", "From": OSLO, "To": "+4722999999", "Direction": "outbound-api"}
    address = f"/twilio/voice/outbound?row={planned.outbox[0].id}"
    assert "koden" not in planned.post.post(address, form).text


def test_a_machine_is_told_only_that_we_called(planned: Exchange) -> None:
    place(planned)
    record = rings(planned, Answer("machine_end_beep"))
    assert record is not None
    assert "har prøvd å ringe" in record.heard[0]
    assert "koden" not in record.text
    assert not planned.tasks


@pytest.mark.parametrize("answer", [Answer("machine_end_beep"), Answer("")])
def test_what_must_be_known_and_was_not_heard_goes_to_a_person(
    planned: Exchange, answer: Answer
) -> None:
    place(planned, NoticeKind.PROVIDER_LEAVES)
    rings(planned, answer)
    task = wait_until(lambda: planned.tasks)[0]
    assert task.reason == "unreached_by_phone"
    assert task.call_back_number == CORD
    assert SAID in task.summary["not_delivered"]


def test_nobody_is_rung_at_night(planned: Exchange) -> None:
    planned.again(now=NIGHT)
    assert place(planned) is Placing.LATER
    assert not planned.outbox
