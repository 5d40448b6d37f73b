"""Nothing waits for ever on its way out: it is sent in time, or a caseworker sees it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from conversations.delivery.outbox import good_for
from conversations.delivery.reconciliation import StatusReport
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState
from conversations.retry_policy import POLICY
from devtools.fake_twilio import Fault, FaultKind
from tests.channels.harness import ChannelsHarness
from tests.channels.protocol_engine import echo
from tests.conversations.test_delivery import answer, deliver, make_due, silence
from tests.conversations.turns.test_validity import MONDAY, at, begun_by_us, oslo, write_and_answer
from tests.engine_contract import Status
from web.console.tasks.deliveries import WHAT_TO_DO
from web.console.tasks.task_words import REASONS

LONG_AGO = timedelta(minutes=1)


def set_all(still: ChannelsHarness, **values: object) -> None:
    with still.services.database.write() as session:
        session.execute(update(OutboxRow).values(**values))


def deliver_to_the_end(still: ChannelsHarness) -> OutboxRow:
    """Try on and on, far longer than any policy."""
    for _ in range(500):
        row = deliver(still)
        if row.state not in (OutboxState.WAITING, OutboxState.SENDING):
            return row
    raise AssertionError("it has no end")


class TestTwilioAway:
    def test_what_may_have_gone_out_ends_in_a_task(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=503, code=20503)] * 1000)
        row = deliver_to_the_end(still)
        assert (row.state, row.error_code) == (OutboxState.FAILED, "unclear")
        [task] = still.tasks
        assert task.reason == "undeliverable_unclear"
        assert task.summary["not_delivered"] == "Du skrev: Hei"

    def test_so_does_what_never_reached_twilio(self, still: ChannelsHarness) -> None:
        answer(still)
        still.fake.stop()
        assert deliver_to_the_end(still).state is OutboxState.FAILED
        assert [task.reason for task in still.tasks] == ["undeliverable_person"]

    def test_too_many_requests_are_tried_for_hours_not_minutes(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=429, code=20429)] * 1000)
        waited = timedelta()
        while deliver(still).state is OutboxState.WAITING:
            waited += still.outbox[0].next_try_at - real_now()
        assert waited > timedelta(hours=3)
        assert [task.reason for task in still.tasks] == ["undeliverable_person"]

    def test_failures_of_another_class_do_not_use_up_the_tries(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=429, code=20429)] * 8)
        for _ in range(9):
            row = deliver(still)
        still.services.delivery.record(StatusReport(row.provider_sid or "", "failed", "30008"))
        assert still.outbox[0].state is OutboxState.WAITING
        assert not still.tasks

    def test_a_word_that_comes_after_the_end_is_believed(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=500)] * 1000)
        row = deliver_to_the_end(still)
        report = StatusReport("SM" + "1" * 32, "delivered", None, (row.id, row.attempts))
        still.services.delivery.record(report)
        assert still.outbox[0].state is OutboxState.DELIVERED


class TestTooLate:
    def test_a_reply_that_is_too_old_is_not_sent_but_becomes_a_task(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        set_all(still, expires_at=real_now() - LONG_AGO)
        row = deliver(still)
        assert (row.state, row.error_code) == (OutboxState.FAILED, "expired")
        assert not still.sent()
        assert [task.reason for task in still.tasks] == ["undeliverable_person"]

    def test_a_retry_that_would_come_too_late_is_not_waited_for(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        set_all(still, expires_at=real_now() + timedelta(seconds=1))
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=429, code=20429))
        assert deliver(still).state is OutboxState.FAILED
        assert [task.reason for task in still.tasks] == ["undeliverable_person"]

    def test_one_that_twilio_has_is_found_also_when_it_is_too_late(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.append(Fault(FaultKind.DROP))
        assert deliver(still).state is OutboxState.SENDING
        set_all(still, expires_at=real_now() - LONG_AGO)
        assert deliver(still).state is OutboxState.SENT
        assert not still.tasks

    def test_it_keeps_nothing_waiting_behind_it(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        set_all(still, expires_at=real_now() - LONG_AGO)
        answer(still, "Er du der?")
        make_due(still)
        while still.services.delivery.run_next():
            pass
        assert still.sent() == ["Du skrev: Er du der?"]

    def test_what_twilio_gets_late_is_good_only_for_what_is_left(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        set_all(still, expires_at=real_now() + timedelta(minutes=30))
        deliver(still)
        assert still.fake.twilio.messages[0].validity_seconds == 30 * 60

    def test_what_we_start_may_go_until_the_end_of_the_second_working_day(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(still, oslo(2026, 11, 27, 16, 0), monkeypatch)  # a Friday
        write_and_answer(still, "Hei")
        begun_by_us(still, 0)
        with still.services.database.read() as session:
            row = session.get_one(OutboxRow, still.outbox[0].id)
        until = row.created_at + good_for(row.created_at, decent_hours=True)
        assert until == oslo(2026, 12, 1, 17, 0)


class TestAtNight:
    def test_an_answer_that_comes_hours_late_waits_for_the_morning(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(still, oslo(*MONDAY, 21, 0), monkeypatch)
        still.engine.answer = lambda request: Status.NOT_NOW
        write_and_answer(still, "Hei")
        at(still, oslo(*MONDAY, 23, 30), monkeypatch)
        still.engine.answer = echo
        still.services.turns.run_next(still.conversations[0].id)
        assert still.services.delivery.run_next() is False
        at(still, oslo(2026, 11, 24, 8, 0), monkeypatch)
        while still.services.delivery.run_next():
            pass
        assert still.sent() == ["Du skrev: Hei"]


class TestLostCallbacks:
    """A status callback that never came is asked for."""

    def sent(self, still: ChannelsHarness) -> OutboxRow:
        silence(still)
        answer(still)
        row = deliver(still)
        assert row.state is OutboxState.SENT
        assert row.ask_at is not None
        return row

    def ask(self, still: ChannelsHarness) -> OutboxRow:
        set_all(still, ask_at=real_now() - LONG_AGO)
        still.services.delivery.ask_what_became()
        return still.outbox[0]

    def test_nobody_asks_at_once(self, still: ChannelsHarness) -> None:
        self.sent(still)
        still.services.delivery.ask_what_became()
        assert still.outbox[0].state is OutboxState.SENT

    def test_what_arrived_is_known_to_have_arrived(self, still: ChannelsHarness) -> None:
        self.sent(still)
        still.fake.twilio.messages[0].body["status"] = "delivered"
        row = self.ask(still)
        assert (row.state, row.ask_at) == (OutboxState.DELIVERED, None)

    def test_what_did_not_arrive_is_a_task(self, still: ChannelsHarness) -> None:
        self.sent(still)
        still.fake.twilio.messages[0].body |= {"status": "undelivered", "error_code": 30005}
        row = self.ask(still)
        assert (row.state, row.ask_at) == (OutboxState.UNDELIVERED, None)
        assert [task.reason for task in still.tasks] == ["undeliverable_person"]

    def test_an_operator_that_gives_no_receipt_is_not_asked_for_ever(
        self, still: ChannelsHarness
    ) -> None:
        self.sent(still)
        still.fake.twilio.messages[0].body["status"] = "sent"
        for _ in range(50):
            row = self.ask(still) if still.outbox[0].ask_at else still.outbox[0]
        assert (row.state, row.ask_at) == (OutboxState.SENT, None)
        assert not still.tasks

    def test_what_twilio_never_tells_of_is_a_task_in_the_end(self, still: ChannelsHarness) -> None:
        self.sent(still)
        still.fake.stop()
        for _ in range(50):
            row = self.ask(still) if still.outbox[0].ask_at else still.outbox[0]
        assert row.ask_at is None
        assert [task.reason for task in still.tasks] == ["undeliverable_unclear"]


def test_every_end_of_a_text_has_words_and_something_to_do() -> None:
    ends = {each.task for each in POLICY.values() if each.task.startswith("undeliverable")}
    assert ends <= set(REASONS)
    assert ends <= set(WHAT_TO_DO)
