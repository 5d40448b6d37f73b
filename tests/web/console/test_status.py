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
from tests.channels.running import sid
from tests.engine_contract import Status
from tests.web.console.home import KARI, OSLO, Home

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
    assert re.search(r"SMS går ikke ut, siden \d\d\.\d\d\.", page)
    assert "Én melding venter" in page


def test_twilio_that_is_busy_is_told_until_a_later_text_has_gone(home: Home) -> None:
    home.fake.twilio.faults.append(BUSY)
    home.text("hei")
    home.deliver()
    assert home.rows(OutboxRow)[0].state is OutboxState.WAITING
    assert TWILIO in banner(home)
    home.text("hei", sender=OTHER)
    home.deliver()
    assert home.rows(OutboxRow)[1].state is not OutboxState.WAITING
    assert TWILIO not in banner(home)


@pytest.mark.parametrize("code", [20003, 20005, 21606, 30002])
def test_an_account_or_a_number_that_twilio_refuses_is_told_until_a_text_has_gone(
    home: Home, code: int
) -> None:
    home.fake.twilio.faults += [refuses(code, 401 if code == 20003 else 400)] * 2
    home.text("hei")
    home.text("hei", sender=OTHER)
    home.deliver()
    assert {each.state for each in home.rows(OutboxRow)} == {OutboxState.FAILED}
    page = banner(home)
    assert ACCOUNT in page
    assert f"Twilio avviser SMS fra oss (feil {code}), siden " in page
    assert "2 SMS ble ikke sendt" in page
    home.text("hei", sender="+4740011009")
    home.deliver()
    assert ACCOUNT not in banner(home)


@pytest.mark.parametrize("code", [21211, 21614, 21610])
def test_a_number_that_cannot_be_texted_is_no_fault_and_shows_that_twilio_answers(
    home: Home, code: int
) -> None:
    home.fake.twilio.faults.append(refuses(20003, 401))
    home.text("hei")
    home.deliver()
    assert ACCOUNT in banner(home)
    home.fake.twilio.faults.append(refuses(code))
    home.text("hei", sender=OTHER)
    home.deliver()
    page = banner(home)
    assert "data-trouble" not in page


def test_a_twilio_that_was_away_so_long_that_texts_were_given_up_is_told_still(home: Home) -> None:
    home.fake.twilio.faults.append(BUSY)
    home.text("hei")
    home.deliver()
    with home.house.services.database.write() as session:
        row = session.get_one(OutboxRow, 1)
        row.next_try_at = row.expires_at = datetime.now(UTC) - timedelta(minutes=5)
    home.deliver()
    assert home.rows(OutboxRow)[0].state is OutboxState.FAILED
    assert TWILIO in banner(home)


def given_up(home: Home, row: int, *, minutes: int) -> None:
    """A text was tried in vain until it was no longer good, so many minutes ago."""
    home.fake.twilio.faults.append(BUSY)
    home.text("hei", sender=f"+474001300{row}")
    home.deliver()
    until = datetime.now(UTC) - timedelta(minutes=minutes)
    with home.house.services.database.write() as session:
        each = session.get_one(OutboxRow, row)
        each.next_try_at = each.expires_at = until
    home.deliver()
    assert home.rows(OutboxRow)[row - 1].state is OutboxState.FAILED


def test_what_was_given_up_is_not_said_to_be_tried_again_and_is_told_for_an_hour(
    home: Home,
) -> None:
    given_up(home, 1, minutes=50)
    page = banner(home)
    assert TWILIO in page
    assert "vi prøver igjen" not in page
    assert "står under «Ikke levert»" in page
    with home.house.services.database.write() as session:
        session.get_one(OutboxRow, 1).expires_at -= timedelta(minutes=20)
    # Nobody has texted since, and nothing waits: Twilio may be back, and is not said to be away.
    assert TWILIO not in banner(home)


def test_what_was_given_up_long_ago_counts_while_another_waits_for_the_same(home: Home) -> None:
    given_up(home, 1, minutes=90)
    assert TWILIO not in banner(home)
    home.fake.twilio.faults.append(BUSY)
    home.text("hei", sender=OTHER)
    home.deliver()
    page = banner(home)
    assert TWILIO in page
    assert "2 SMS er ikke sendt, og vi prøver igjen." in page


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


def test_an_engine_that_is_away_is_told_though_nobody_writes(fresh_home: Home) -> None:
    home = fresh_home
    there = [True]
    home.desk.status._engine_answers = lambda: there[0]
    home.desk.status.look_at_engine()
    assert ANSWERING not in banner(home)
    there[0] = False
    home.desk.status.look_at_engine()
    page = banner(home)
    assert re.search(r"Assistenten svarer ikke, siden \d\d\.\d\d\. Ingen meldinger venter", page)
    there[0] = True
    home.desk.status.look_at_engine()
    assert ANSWERING not in banner(home)


@pytest.mark.parametrize("answered", ["danger", "held", "opted out"])
def test_what_is_answered_without_the_engine_hides_no_engine_that_is_away(
    fresh_home: Home, answered: str
) -> None:
    home = fresh_home
    held = home.text("grunn asked", sender=OTHER)
    home.desk.claim(KARI, held)
    home.engine.answer, home.engine.understands = lambda _: Status.NOT_NOW, gone
    home.text("Hva koster det?")
    assert ANSWERING in banner(home)
    if answered == "danger":
        conversation = home.text("Jeg har falt og får ikke puste", "+4740011009", run=False)
        due = datetime.now(UTC) - timedelta(seconds=1)
        with home.house.services.database.write() as session:
            session.get_one(InboundMessage, len(home.rows(InboundMessage))).alarm_at = due
        assert home.house.services.turns.run_next(conversation)
    elif answered == "held":
        home.text("Er du der?", sender=OTHER)
    else:
        number = home.conversation(held).our_number
        opening = Opening(OSLO, "sms", "+4740011009", number)
        home.house.services.inbox.store(Incoming(sid(), opening, "STOP", opt_out=OptOut.STOP))
    assert home.rows(InboundMessage)[-1].state is MessageState.DONE
    page = banner(home)
    assert ANSWERING in page
    assert "Én melding venter" in page


def test_a_page_that_stands_open_is_told_and_told_no_more(home: Home) -> None:
    client = home.client()
    quiet = client.get("/casework/troubles")
    assert "data-trouble" not in quiet.text
    home.text("hei")
    long_ago(home, 1)
    told = client.get("/casework/troubles")
    assert SENDING in told.text
    seen = re.findall(r"seen=(\w+)", told.text)[0]
    assert client.get("/casework/troubles", query_string={"seen": seen}).status_code == 204


def test_the_page_of_a_conversation_puts_none_of_it_in_an_address_that_it_asks_at(
    home: Home,
) -> None:
    """Addresses stand in logs, and one as long as a conversation is answered by nobody."""
    conversation = home.text("grunn asked")
    page = home.client().get(f"/casework/conversation/{conversation}").text
    asked = re.findall(r'hx-get="([^"]*)"', page)
    assert "/casework/troubles?seen=" in asked
    for address in asked:
        assert len(address) < 300
        assert "Line(" not in address
        assert "grunn" not in address
