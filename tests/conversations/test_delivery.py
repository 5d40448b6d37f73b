"""Delivery: each class of error has its treatment; nothing goes twice if it can be helped."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert, update
from sqlalchemy.orm import Session

from conversations.delivery.reconciliation import StatusReport
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState, Suppression
from devtools.fake_twilio import CallbackPlan, Fault, FaultKind
from tests.channels.harness import ASTRID, BJARNE, OSLO, ChannelsHarness, wait_until

LANDLINE = "+4722000000"


def answer(still: ChannelsHarness, text: str = "Hei", sender: str = ASTRID) -> None:
    """One text and its turn; the reply waits in the outbox."""
    still.text(text, sender=sender)
    for conversation in still.conversations:
        still.services.turns.run_next(conversation.id)


def silence(still: ChannelsHarness) -> None:
    """No status callbacks, so that a test sees only what it does itself."""
    still.fake.twilio.plan = CallbackPlan(statuses=())


def make_due(still: ChannelsHarness) -> None:
    """Let the time until the next try have passed."""
    with still.services.database.write() as session:
        session.execute(update(OutboxRow).values(next_try_at=real_now() - timedelta(seconds=1)))


def deliver(still: ChannelsHarness) -> OutboxRow:
    make_due(still)
    still.services.delivery.run_next()
    return still.outbox[0]


class TestStatus:
    def test_a_delivered_text_is_known_to_be_delivered(self, harness: ChannelsHarness) -> None:
        harness.text("Hei")
        wait_until(lambda: harness.outbox and harness.outbox[0].state is OutboxState.DELIVERED)
        wait_until(lambda: len(harness.events) == 3)
        assert {event.status for event in harness.events} == {"queued", "sent", "delivered"}

    def test_late_and_repeated_callbacks_change_nothing(self, harness: ChannelsHarness) -> None:
        harness.fake.twilio.plan = CallbackPlan(
            statuses=("delivered", "sent", "queued", "sending"), repeats=3
        )
        harness.text("Hei")
        wait_until(lambda: len(harness.events) == 4)
        assert harness.outbox[0].state is OutboxState.DELIVERED

    def test_a_forged_status_is_refused(self, still: ChannelsHarness) -> None:
        still.post._public = "https://evil.example"
        form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
        assert still.post.post("/twilio/status", form).status_code == 403
        assert not still.events

    @pytest.mark.parametrize("missing", ["MessageSid", "MessageStatus"])
    def test_a_status_without_its_fields_is_refused(
        self, still: ChannelsHarness, missing: str
    ) -> None:
        form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
        del form[missing]
        assert still.post.post("/twilio/status", form).status_code == 400

    def test_a_status_of_an_unknown_message_is_kept(self, still: ChannelsHarness) -> None:
        form = {"MessageSid": "SM1", "MessageStatus": "sent"}
        assert still.post.post("/twilio/status?row=999&attempt=1", form).status_code == 204
        assert len(still.events) == 1

    def test_a_status_that_nobody_knows_yet_is_kept(self, still: ChannelsHarness) -> None:
        form = {"MessageSid": "SM1", "MessageStatus": "teleported"}
        assert still.post.post("/twilio/status?row=x&attempt=", form).status_code == 204

    def test_a_status_of_a_call_is_taken(self, still: ChannelsHarness) -> None:
        form = {"CallSid": "CA1", "CallStatus": "completed"}
        assert still.post.post("/twilio/status", form).status_code == 204


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "code"), [(429, 20429), (503, 20503), (500, 20500), (429, 0)]
    )
    def test_what_passes_is_tried_again(
        self, still: ChannelsHarness, status: int, code: int
    ) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=status, code=code)] * 3)
        for _ in range(3):
            assert deliver(still).state in (OutboxState.WAITING, OutboxState.SENDING)
            assert still.outbox[0].next_try_at > real_now()
        assert deliver(still).state is OutboxState.SENT
        assert still.sent() == ["Du skrev: Hei"]
        assert not still.tasks

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            (21211, "undeliverable_person"),
            (21614, "undeliverable_person"),
            (21401, "undeliverable_operator"),
            (21606, "undeliverable_operator"),
            (99999, "undeliverable_operator"),
        ],
    )
    def test_what_does_not_pass_becomes_a_task(
        self, still: ChannelsHarness, code: int, reason: str
    ) -> None:
        answer(still)
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=400, code=code))
        assert deliver(still).state is OutboxState.FAILED
        [task] = still.tasks
        assert (task.reason, task.peer) == (reason, ASTRID)
        assert task.summary == {"error_code": str(code), "not_delivered": "Du skrev: Hei"}
        make_due(still)
        assert still.services.delivery.run_next() is False

    def test_a_landline_that_texts_is_called_instead(self, still: ChannelsHarness) -> None:
        answer(still, sender=LANDLINE)
        assert deliver(still).error_code == "21614"
        assert still.tasks[0].call_back_number == LANDLINE

    def test_who_opted_out_with_twilio_is_put_on_our_list_too(self, still: ChannelsHarness) -> None:
        still.fake.twilio.opted_out.add((ASTRID, OSLO))
        answer(still)
        assert deliver(still).state is OutboxState.FAILED
        assert [(s.number, s.source) for s in still.suppressions] == [(ASTRID, "twilio")]
        assert [task.reason for task in still.tasks] == ["undeliverable_opted_out"]

    def test_trying_ends_and_a_person_takes_over(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=429, code=20429)] * 100)
        for _ in range(100):
            row = deliver(still)
        assert row.state is OutboxState.FAILED
        assert [task.reason for task in still.tasks] == ["undeliverable_person"]

    def test_twilio_out_of_reach_is_tried_again(self, still: ChannelsHarness) -> None:
        answer(still)
        still.fake.stop()
        row = deliver(still)
        assert (row.state, row.error_code) == (OutboxState.WAITING, "unreachable")


class TestFailuresOnTheWay:
    @pytest.mark.parametrize(
        ("code", "state", "tasks"),
        [
            ("30003", OutboxState.WAITING, []),
            ("30008", OutboxState.WAITING, []),
            ("30005", OutboxState.UNDELIVERED, ["undeliverable_person"]),
            ("30006", OutboxState.UNDELIVERED, ["undeliverable_person"]),
            ("30007", OutboxState.UNDELIVERED, ["undeliverable_operator"]),
            ("", OutboxState.UNDELIVERED, ["undeliverable_person"]),
        ],
    )
    def test_each_class_has_its_treatment(
        self, still: ChannelsHarness, code: str, state: OutboxState, tasks: list[str]
    ) -> None:
        silence(still)
        answer(still)
        row = deliver(still)
        form = {"MessageSid": row.provider_sid, "MessageStatus": "undelivered", "ErrorCode": code}
        for _ in range(2):
            assert still.post.post("/twilio/status", form).status_code == 204
        assert still.outbox[0].state is state
        assert [task.reason for task in still.tasks] == tasks

    def test_an_unknown_failure_is_tried_once_more_and_no_more(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        for _ in range(2):
            row = deliver(still)
            still.services.delivery.record(StatusReport(row.provider_sid, "failed", "30008"))
        assert still.outbox[0].state is OutboxState.UNDELIVERED
        assert len(still.sent()) == 2
        assert len(still.tasks) == 1

    def test_a_late_word_of_the_failed_try_does_not_touch_the_next(
        self, still: ChannelsHarness
    ) -> None:
        silence(still)
        answer(still)
        first = deliver(still).provider_sid
        still.services.delivery.record(StatusReport(first, "undelivered", "30008", (1, 1)))
        claimed = still.services.delivery._outbox
        make_due(still)
        assert claimed.claim() is not None
        still.services.delivery.record(StatusReport(first, "sent", None, (1, 1)))
        assert still.outbox[0].state is OutboxState.SENDING
        assert still.outbox[0].provider_sid is None

    @pytest.mark.parametrize("code", ["21614", "20429"])
    def test_a_late_refusal_of_an_older_try_does_not_touch_the_next(
        self, still: ChannelsHarness, code: str
    ) -> None:
        silence(still)
        answer(still)
        outbox, delivery = still.services.delivery._outbox, still.services.delivery
        old = outbox.claim()
        make_due(still)  # the first sender stands still, and another takes the row
        new = outbox.claim()
        assert old is not None
        assert new is not None
        delivery._fail(old, code, 400)
        assert still.outbox[0].state is OutboxState.SENDING
        assert still.outbox[0].attempts == new.row.attempts
        assert not still.tasks
        delivery._accepted(new, "SM" + "1" * 32)
        assert still.outbox[0].state is OutboxState.SENT

    def test_delivered_is_the_last_word(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        sid = deliver(still).provider_sid
        for status in ("delivered", "undelivered", "sent"):
            still.services.delivery.record(StatusReport(sid, status, "30008"))
        assert still.outbox[0].state is OutboxState.DELIVERED


class TestUnclear:
    """Twilio accepted, but its answer never came: the one place where twice is possible."""

    @pytest.mark.parametrize("kind", [FaultKind.DROP, FaultKind.SLOW])
    def test_a_lost_answer_does_not_send_twice(
        self, still: ChannelsHarness, kind: FaultKind, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        silence(still)
        answer(still)
        client = still.services.delivery._sender._senders["sms"]._client
        client.http_client.timeout = 0.2
        still.fake.twilio.faults.append(Fault(kind, seconds=0.5))
        row = deliver(still)
        assert (row.state, row.provider_sid) == (OutboxState.SENDING, None)
        client.http_client.timeout = 5
        row = deliver(still)
        assert row.state is OutboxState.SENT
        assert row.provider_sid == still.fake.twilio.messages[0].sid
        assert still.sent() == ["Du skrev: Hei"]

    def test_what_was_never_accepted_is_sent_after_looking(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=500))
        assert deliver(still).state is OutboxState.SENDING
        assert deliver(still).state is OutboxState.SENT
        assert still.sent() == ["Du skrev: Hei"]

    def test_the_same_words_sent_before_are_not_taken_for_it(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        deliver(still)
        answer(still)
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=500))
        for _ in range(2):
            deliver(still)
        assert still.sent() == ["Du skrev: Hei"] * 2
        assert len({row.provider_sid for row in still.outbox}) == 2

    def test_a_callback_settles_it_before_we_look(self, still: ChannelsHarness) -> None:
        answer(still)
        still.fake.twilio.faults.append(Fault(FaultKind.DROP))
        deliver(still)
        wait_until(lambda: still.outbox[0].state is OutboxState.DELIVERED)
        make_due(still)
        assert still.services.delivery.run_next() is False
        assert still.sent() == ["Du skrev: Hei"]

    def test_while_twilio_cannot_be_asked_nothing_is_sent(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        still.fake.twilio.faults.append(Fault(FaultKind.DROP))
        deliver(still)
        still.fake.stop()
        for _ in range(3):
            assert deliver(still).state is OutboxState.SENDING


class TestAtOnce:
    def test_a_status_is_kept_though_another_opts_the_number_out_at_the_same_moment(
        self, still: ChannelsHarness
    ) -> None:
        if still.services.database.is_sqlite:
            pytest.skip("one writer at a time")
        silence(still)
        answer(still)
        row = deliver(still)
        meanwhile = iter([True])

        def opt_out_elsewhere(session: Session, *_: object) -> None:
            mine = any(isinstance(each, Suppression) for each in session.new)
            if mine and next(meanwhile, False):
                with Session(still.services.database.engine) as other, other.begin():
                    listed = {"number": ASTRID, "our_number": OSLO, "municipality": "0301"}
                    row = {**listed, "source": "twilio", "since": real_now()}
                    other.execute(insert(Suppression).values(**row))

        event.listen(Session, "before_flush", opt_out_elsewhere)
        try:
            report = StatusReport(row.provider_sid or "", "undelivered", "21610")
            still.services.delivery.record(report)
        finally:
            event.remove(Session, "before_flush", opt_out_elsewhere)
        assert next(meanwhile, None) is None
        assert still.outbox[0].state is OutboxState.UNDELIVERED
        assert [each.status for each in still.events] == ["undelivered"]
        assert len(still.suppressions) == 1


class TestOrder:
    def test_part_two_never_goes_before_part_one(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still, "langt")
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=429, code=20429))
        assert still.services.delivery.run_next() is True
        assert still.services.delivery.run_next() is False
        assert not still.sent()
        make_due(still)
        while still.services.delivery.run_next():
            pass
        assert still.sent() == [row.body for row in still.outbox]
        assert len(still.outbox) == 2

    def test_nor_while_part_one_is_on_its_way(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still, "langt")
        first = still.services.delivery._outbox.claim()
        assert first is not None
        # Another sender, while nobody knows yet whether part one went out.
        assert still.services.delivery._outbox.claim() is None
        assert still.services.delivery.run_next() is False
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=500))
        make_due(still)
        still.services.delivery.run_next()
        assert still.outbox[0].state is OutboxState.SENDING
        assert still.services.delivery._outbox.claim() is None
        assert not still.sent()

    def test_one_persons_trouble_does_not_hold_up_another(self, still: ChannelsHarness) -> None:
        silence(still)
        answer(still)
        answer(still, sender=BJARNE)
        still.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=429, code=20429))
        while still.services.delivery.run_next():
            pass
        assert not still.sent(ASTRID)
        assert still.sent(BJARNE) == ["Du skrev: Hei"]

    def test_a_row_is_claimed_by_one_sender_only(self, still: ChannelsHarness) -> None:
        answer(still)
        outbox = still.services.delivery._outbox
        assert outbox.claim() is not None
        assert outbox.claim() is None
