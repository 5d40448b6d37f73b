"""A text to somebody else goes once, in its own thread, and what is secret in it is not kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from casework.tasks.redelivery import Redelivery
from conversations.delivery.reconciliation import StatusReport
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState
from core.clock import Clock
from devtools.fake_twilio import CallbackPlan, Fault, FaultKind
from tests.channels.harness import ASTRID, BJARNE, OSLO, ChannelsHarness

SECRET = "123 456 789"
MASKED = "Du skrev: koden er --- --- ---"


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Asks for a text to Bjarne, whoever writes."""
    act = {
        "do": "send_code",
        "to": BJARNE,
        "from": OSLO,
        "says": [{"say": "test.echo", "values": {"text": f"koden er {SECRET}"}}],
        "secret": ["text"],
        "slots": {"acting": True},
    }
    said = {"say": "test.echo", "values": {"text": request["text"]}}
    return {"messages": [act, said], "slots": {}, "understood": {"intent": "test"}}


@pytest.fixture
def asked(still: ChannelsHarness) -> ChannelsHarness:
    """Astrid has asked for it; the texts wait in the outbox."""
    still.fake.twilio.plan = CallbackPlan(statuses=())
    still.engine.answer = answer
    still.text("gi fullmakt")
    for conversation in still.conversations:
        still.services.turns.run_next(conversation.id)
    return still


def deliver(running: ChannelsHarness, times: int = 2) -> OutboxRow:
    """Send what is due, as in the daytime and as if every pause had passed; the row to Bjarne."""
    for _ in range(times):
        with running.services.database.write() as session:
            passed = real_now() - timedelta(seconds=1)
            session.execute(update(OutboxRow).values(next_try_at=passed, decent_hours=False))
        running.services.delivery.run_next()
    return to_bjarne(running)


def to_bjarne(running: ChannelsHarness) -> OutboxRow:
    [row] = [each for each in running.outbox if each.to_number == BJARNE]
    return row


def test_it_goes_in_the_other_s_own_thread_at_a_decent_hour(asked: ChannelsHarness) -> None:
    row = to_bjarne(asked)
    assert row.decent_hours
    hers, his = asked.conversations
    assert (hers.peer, his.peer, row.conversation_id) == (ASTRID, BJARNE, his.id)
    assert (his.slots, hers.slots) == ({"acting": True}, {})
    deliver(asked)
    assert asked.sent(BJARNE) == [f"Du skrev: koden er {SECRET}"]
    assert asked.sent(ASTRID) == ["Du skrev: gi fullmakt"]


def test_what_is_secret_is_in_no_transcript_and_leaves_the_outbox_with_the_text(
    asked: ChannelsHarness,
) -> None:
    assert SECRET in to_bjarne(asked).body
    assert SECRET not in str([vars(each) for each in asked.replies])
    assert [each.text for each in asked.replies if each.kind == "notice"] == [MASKED]
    assert deliver(asked).body == MASKED.replace("-", "•")


def test_a_try_that_failed_before_twilio_had_it_is_made_again_with_the_code(
    asked: ChannelsHarness,
) -> None:
    asked.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, status=429, code=20429)] * 2)
    assert SECRET in deliver(asked).body
    assert deliver(asked).state is OutboxState.SENT
    assert asked.sent(BJARNE) == [f"Du skrev: koden er {SECRET}"]


def test_what_twilio_had_is_not_sent_again_but_told_to_a_person(asked: ChannelsHarness) -> None:
    row = deliver(asked)
    assert row.provider_sid is not None
    # Of any other text this error would be a reason to try again.
    report = StatusReport(row.provider_sid, "undelivered", "30003", (row.id, row.attempts))
    asked.services.delivery.record(report)
    assert deliver(asked).state is OutboxState.UNDELIVERED
    [task] = asked.tasks
    assert task.summary["not_delivered"] == MASKED.replace("-", "•")
    desk = Redelivery(asked.services.database, Clock(), lambda: None)
    assert desk.one("0301", task.id).can_retry is False


def test_who_said_stop_gets_no_text_and_a_person_knows(still: ChannelsHarness) -> None:
    still.text("stopp", sender=BJARNE)
    [his] = still.conversations
    still.services.turns.run_next(his.id)
    still.engine.answer = answer
    still.text("gi fullmakt")
    for conversation in still.conversations:
        still.services.turns.run_next(conversation.id)
    assert not [row for row in still.outbox if SECRET in row.body]
    [task] = still.tasks
    assert (task.reason, task.summary) == ("undeliverable_opted_out", {"not_delivered": MASKED})


def test_what_it_sets_in_the_other_s_thread_outlives_a_turn_that_runs_there(
    still: ChannelsHarness,
) -> None:
    still.text("hei", sender=BJARNE)
    [his] = still.conversations

    def meanwhile(request: dict[str, Any]) -> dict[str, Any]:
        if request["conversation"] != his.id:
            return answer(request)
        still.text("gi fullmakt")
        hers = next(each for each in still.conversations if each.peer == ASTRID)
        still.services.turns.run_next(hers.id)
        return {"messages": [], "slots": {"pending": "code"}, "understood": {"intent": "test"}}

    still.engine.answer = meanwhile
    still.services.turns.run_next(his.id)
    [his] = [each for each in still.conversations if each.peer == BJARNE]
    assert his.slots == {"pending": "code", "acting": True}


def test_what_a_turn_forgets_stays_forgotten(still: ChannelsHarness) -> None:
    def turn(slots: dict[str, Any]) -> None:
        told = {"messages": [], "slots": slots, "understood": {"intent": "test"}}
        still.engine.answer = lambda _request: told
        still.text("hei")
        still.services.turns.run_next(still.conversations[0].id)

    turn({"pending": "code", "code": "1"})
    turn({"pending": "birth_date"})
    assert still.conversations[0].slots == {"pending": "birth_date"}
