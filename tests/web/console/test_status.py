"""A banner tells what is down, and nothing that waits for a reason of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.delivery.reconciliation import StatusReport
from conversations.models import InboundMessage, MessageState, OutboxRow, OutboxState
from devtools.fake_twilio import Fault, FaultKind
from tests.web.console.home import KARI, Home

SENDING = 'data-trouble="sending"'
ANSWERING = 'data-trouble="answering"'
BUSY = Fault(FaultKind.REFUSE, status=429, code=20429)


def banner(home: Home) -> str:
    return home.client().get("/casework/mine").text


def long_ago(home: Home, *rows: int) -> None:
    """As if these texts had become due an hour ago."""
    with home.house.services.database.write() as session:
        for each in rows:
            row = session.get_one(OutboxRow, each)
            row.next_try_at = min(row.next_try_at, datetime.now(UTC) - timedelta(hours=1))


def test_texts_that_nobody_sends_are_told_with_since_when(home: Home) -> None:
    home.text("hei")
    assert SENDING not in banner(home)
    long_ago(home, 1)
    page = banner(home)
    assert SENDING in page
    assert "SMS går ikke ut nå. 1 melding venter" in page


def test_twilio_that_is_busy_is_told_until_a_later_text_has_gone(home: Home) -> None:
    home.fake.twilio.faults.append(BUSY)
    home.text("hei")
    home.deliver()
    assert home.rows(OutboxRow)[0].state is OutboxState.WAITING
    assert SENDING in banner(home)
    home.text("hei", sender="+4740011008")
    home.deliver()
    assert home.rows(OutboxRow)[1].state is not OutboxState.WAITING
    assert SENDING not in banner(home)


def test_a_telephone_that_is_off_and_what_waits_behind_it_is_one_persons(home: Home) -> None:
    conversation = home.text("grunn asked")
    home.desk.claim(KARI, conversation)
    home.deliver()
    delivery = home.house.services.delivery
    delivery.record(StatusReport(home.rows(OutboxRow)[-1].provider_sid, "undelivered", "30003"))
    first = home.rows(OutboxRow)[-1]
    assert (first.state, first.failures) == (OutboxState.WAITING, {"handset": 1})
    home.desk.reply(KARI, conversation, "Vi ringer.", "k1")
    home.desk.reply(KARI, conversation, "Snart.", "k2")
    # The later ones are due, and wait for the first.
    long_ago(home, *(each.id for each in home.rows(OutboxRow) if each.id > first.id))
    assert home.deliver()[-1] != "Snart."
    assert SENDING not in banner(home)
    page = home.client().get(f"/casework/conversation/{conversation}").text
    assert "venter på å bli sendt: telefonen er av eller uten dekning, prøves igjen" in page
    assert page.count("venter på å bli sendt: den forrige må gå først") == 2


@pytest.mark.parametrize("decent", [True, False])
def test_what_waits_for_office_hours_is_told_only_when_they_have_come(
    home: Home, decent: bool
) -> None:
    home.text("hei")
    with home.house.services.database.write() as session:
        session.get_one(OutboxRow, 1).decent_hours = True
    long_ago(home, 1)
    # Monday at ten in Oslo, and twelve hours later.
    with home.later(hours=0 if decent else 12):
        assert (SENDING in banner(home)) is decent


def test_what_failed_once_and_waits_for_another_reason_now_is_no_fault_of_ours(home: Home) -> None:
    home.text("hei")
    with home.house.services.database.write() as session:
        row = session.get_one(OutboxRow, 1)
        row.failures, row.error_code = {"busy": 1, "handset": 1}, "30003"
        row.next_try_at = datetime.now(UTC) + timedelta(minutes=10)
    assert SENDING not in banner(home)


def test_one_message_that_cannot_be_answered_is_no_assistant_that_is_down(
    fresh_home: Home,
) -> None:
    home = fresh_home
    home.engine.stop()
    home.text("Hva koster det?")
    assert ANSWERING in banner(home)
    home.engine.start()
    home.text("Hva koster det?", sender="+4740011008")
    assert [each.state for each in home.rows(InboundMessage)] == [
        MessageState.WAITING,
        MessageState.DONE,
    ]
    assert ANSWERING not in banner(home)
