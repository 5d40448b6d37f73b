"""A banner tells what is down, and nothing that waits for a reason of its own."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conversations.delivery.reconciliation import StatusReport
from conversations.models import InboundMessage, MessageState, OutboxRow, OutboxState
from conversations.suppression import OptOut
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from devtools.fake_twilio import Fault, FaultKind
from tests.channels.harness import sid
from tests.engine_contract import Status
from tests.web.console.harness import KARI, OSLO, ConsoleHarness

SENDING = 'data-trouble="sending"'
TWILIO = 'data-trouble="unreached"'
ACCOUNT = 'data-trouble="account"'
ANSWERING = 'data-trouble="answering"'
BUSY = Fault(FaultKind.REFUSE, status=429, code=20429)
OTHER = "+4740011008"


def refuses(code: int, status: int = 400) -> Fault:
    return Fault(FaultKind.REFUSE, status=status, code=code)


def gone(_: str) -> Any:
    raise ConnectionError


def banner(harness: ConsoleHarness) -> str:
    return harness.client().get("/casework/mine").text


def long_ago(harness: ConsoleHarness, *rows: int) -> None:
    """As if these texts had become due an hour ago."""
    with harness.application.services.database.write() as session:
        for each in rows:
            row = session.get_one(OutboxRow, each)
            row.next_try_at = min(row.next_try_at, datetime.now(UTC) - timedelta(hours=1))


def test_texts_that_nobody_sends_are_told_with_since_when(harness: ConsoleHarness) -> None:
    harness.text("hei")
    assert SENDING not in banner(harness)
    long_ago(harness, 1)
    page = banner(harness)
    assert SENDING in page
    assert re.search(r"SMS går ikke ut, siden \d\d\.\d\d\.", page)
    assert "Én melding venter" in page


def test_twilio_that_is_busy_is_told_until_a_later_text_has_gone(harness: ConsoleHarness) -> None:
    harness.fake.twilio.faults.append(BUSY)
    harness.text("hei")
    harness.deliver()
    assert harness.rows(OutboxRow)[0].state is OutboxState.WAITING
    assert TWILIO in banner(harness)
    harness.text("hei", sender=OTHER)
    harness.deliver()
    assert harness.rows(OutboxRow)[1].state is not OutboxState.WAITING
    assert TWILIO not in banner(harness)


@pytest.mark.parametrize("code", [20003, 20005, 21606, 30002])
def test_an_account_or_a_number_that_twilio_refuses_is_told_until_a_text_has_gone(
    harness: ConsoleHarness, code: int
) -> None:
    harness.fake.twilio.faults += [refuses(code, 401 if code == 20003 else 400)] * 2
    harness.text("hei")
    harness.text("hei", sender=OTHER)
    harness.deliver()
    assert {each.state for each in harness.rows(OutboxRow)} == {OutboxState.FAILED}
    page = banner(harness)
    assert ACCOUNT in page
    assert f"Twilio avviser SMS fra oss (feil {code}), siden " in page
    assert "2 SMS ble ikke sendt" in page
    harness.text("hei", sender="+4740011009")
    harness.deliver()
    assert ACCOUNT not in banner(harness)


@pytest.mark.parametrize("code", [21211, 21614, 21610])
def test_a_number_that_cannot_be_texted_is_no_fault_and_shows_that_twilio_answers(
    harness: ConsoleHarness, code: int
) -> None:
    harness.fake.twilio.faults.append(refuses(20003, 401))
    harness.text("hei")
    harness.deliver()
    assert ACCOUNT in banner(harness)
    harness.fake.twilio.faults.append(refuses(code))
    harness.text("hei", sender=OTHER)
    harness.deliver()
    page = banner(harness)
    assert "data-trouble" not in page


def test_a_twilio_that_was_away_so_long_that_texts_were_given_up_is_told_still(
    harness: ConsoleHarness,
) -> None:
    harness.fake.twilio.faults.append(BUSY)
    harness.text("hei")
    harness.deliver()
    with harness.application.services.database.write() as session:
        row = session.get_one(OutboxRow, 1)
        row.next_try_at = row.expires_at = datetime.now(UTC) - timedelta(minutes=5)
    harness.deliver()
    assert harness.rows(OutboxRow)[0].state is OutboxState.FAILED
    assert TWILIO in banner(harness)


def given_up(harness: ConsoleHarness, row: int, *, minutes: int) -> None:
    """A text was tried in vain until it was no longer good, so many minutes ago."""
    harness.fake.twilio.faults.append(BUSY)
    harness.text("hei", sender=f"+474001300{row}")
    harness.deliver()
    until = datetime.now(UTC) - timedelta(minutes=minutes)
    with harness.application.services.database.write() as session:
        each = session.get_one(OutboxRow, row)
        each.next_try_at = each.expires_at = until
    harness.deliver()
    assert harness.rows(OutboxRow)[row - 1].state is OutboxState.FAILED


def test_what_was_given_up_is_not_said_to_be_tried_again_and_is_told_for_an_hour(
    harness: ConsoleHarness,
) -> None:
    given_up(harness, 1, minutes=50)
    page = banner(harness)
    assert TWILIO in page
    assert "vi prøver igjen" not in page
    assert "står under «Ikke levert»" in page
    with harness.application.services.database.write() as session:
        session.get_one(OutboxRow, 1).expires_at -= timedelta(minutes=20)
    # Nobody has texted since, and nothing waits: Twilio may be back, and is not said to be away.
    assert TWILIO not in banner(harness)


def test_what_was_given_up_long_ago_counts_while_another_waits_for_the_same(
    harness: ConsoleHarness,
) -> None:
    given_up(harness, 1, minutes=90)
    assert TWILIO not in banner(harness)
    harness.fake.twilio.faults.append(BUSY)
    harness.text("hei", sender=OTHER)
    harness.deliver()
    page = banner(harness)
    assert TWILIO in page
    assert "2 SMS er ikke sendt, og vi prøver igjen." in page


def test_a_telephone_that_is_off_and_what_waits_behind_it_is_one_persons(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    harness.deliver()
    delivery = harness.application.services.delivery
    delivery.record(StatusReport(harness.rows(OutboxRow)[-1].provider_sid, "undelivered", "30003"))
    first = harness.rows(OutboxRow)[-1]
    assert (first.state, first.failures) == (OutboxState.WAITING, {"handset": 1})
    harness.desk.reply(KARI, conversation, "Vi ringer.", "k1")
    harness.desk.reply(KARI, conversation, "Snart.", "k2")
    # The later ones are due, and wait for the first.
    long_ago(harness, *(each.id for each in harness.rows(OutboxRow) if each.id > first.id))
    assert harness.deliver()[-1] != "Snart."
    assert SENDING not in banner(harness)
    page = harness.client().get(f"/casework/conversation/{conversation}").text
    assert "venter på å bli sendt: telefonen er av eller uten dekning, prøves igjen" in page
    assert page.count("venter på å bli sendt: den forrige må gå først") == 2


@pytest.mark.parametrize("decent", [True, False])
def test_what_waits_for_office_hours_is_told_only_when_they_have_come(
    harness: ConsoleHarness, decent: bool
) -> None:
    harness.text("hei")
    with harness.application.services.database.write() as session:
        session.get_one(OutboxRow, 1).decent_hours = True
    long_ago(harness, 1)
    # Monday at ten in Oslo, and twelve hours later.
    with harness.later(hours=0 if decent else 12):
        assert (SENDING in banner(harness)) is decent


def test_what_failed_once_and_waits_for_another_reason_now_is_no_fault_of_ours(
    harness: ConsoleHarness,
) -> None:
    harness.text("hei")
    with harness.application.services.database.write() as session:
        row = session.get_one(OutboxRow, 1)
        row.failures, row.error_code = {"busy": 1, "handset": 1}, "30003"
        row.next_try_at = datetime.now(UTC) + timedelta(minutes=10)
    assert SENDING not in banner(harness)


def test_one_message_that_cannot_be_answered_is_no_assistant_that_is_down(
    fresh_harness: ConsoleHarness,
) -> None:
    harness = fresh_harness
    harness.engine.stop()
    harness.text("Hva koster det?")
    assert ANSWERING in banner(harness)
    harness.engine.start()
    harness.text("Hva koster det?", sender="+4740011008")
    assert [each.state for each in harness.rows(InboundMessage)] == [
        MessageState.WAITING,
        MessageState.DONE,
    ]
    assert ANSWERING not in banner(harness)


def test_an_engine_that_is_away_is_told_though_nobody_writes(fresh_harness: ConsoleHarness) -> None:
    harness = fresh_harness
    there = [True]
    harness.desk.status._engine_answers = lambda: there[0]
    harness.desk.status.look_at_engine()
    assert ANSWERING not in banner(harness)
    there[0] = False
    harness.desk.status.look_at_engine()
    page = banner(harness)
    assert re.search(r"Assistenten svarer ikke, siden \d\d\.\d\d\. Ingen meldinger venter", page)
    there[0] = True
    harness.desk.status.look_at_engine()
    assert ANSWERING not in banner(harness)


@pytest.mark.parametrize("answered", ["danger", "held", "opted out"])
def test_what_is_answered_without_the_engine_hides_no_engine_that_is_away(
    fresh_harness: ConsoleHarness, answered: str
) -> None:
    harness = fresh_harness
    held = harness.text("grunn asked", sender=OTHER)
    harness.desk.claim(KARI, held)
    harness.engine.answer, harness.engine.understands = lambda _: Status.NOT_NOW, gone
    harness.text("Hva koster det?")
    assert ANSWERING in banner(harness)
    if answered == "danger":
        conversation = harness.text("Jeg har falt og får ikke puste", "+4740011009", run=False)
        due = datetime.now(UTC) - timedelta(seconds=1)
        with harness.application.services.database.write() as session:
            session.get_one(InboundMessage, len(harness.rows(InboundMessage))).alarm_at = due
        assert harness.application.services.turns.run_next(conversation)
    elif answered == "held":
        harness.text("Er du der?", sender=OTHER)
    else:
        number = harness.conversation(held).our_number
        opening = Opening(OSLO, "sms", "+4740011009", number)
        harness.application.services.inbox.store(
            Incoming(sid(), opening, "STOP", opt_out=OptOut.STOP)
        )
    assert harness.rows(InboundMessage)[-1].state is MessageState.DONE
    page = banner(harness)
    assert ANSWERING in page
    assert "Én melding venter" in page


def test_a_page_that_stands_open_is_told_and_told_no_more(harness: ConsoleHarness) -> None:
    client = harness.client()
    quiet = client.get("/casework/troubles")
    assert "data-trouble" not in quiet.text
    harness.text("hei")
    long_ago(harness, 1)
    told = client.get("/casework/troubles")
    assert SENDING in told.text
    seen = re.findall(r"seen=(\w+)", told.text)[0]
    assert client.get("/casework/troubles", query_string={"seen": seen}).status_code == 204


def test_the_page_of_a_conversation_puts_none_of_it_in_an_address_that_it_asks_at(
    harness: ConsoleHarness,
) -> None:
    """Addresses stand in logs, and one as long as a conversation is answered by nobody."""
    conversation = harness.text("grunn asked")
    page = harness.client().get(f"/casework/conversation/{conversation}").text
    asked = re.findall(r'hx-get="([^"]*)"', page)
    assert "/casework/troubles?seen=" in asked
    for address in asked:
        assert len(address) < 300
        assert "Line(" not in address
        assert "grunn" not in address
