"""`brukervalg call-back`: the assistant calls somebody who waits for a call."""

from sqlalchemy import select

from choice_register.models import Audit
from conversations.models import OutboxRow
from tests.service.office import SOLVEIG, Office


def test_a_call_is_put_in_the_outbox_and_audited(office: Office) -> None:
    office.texts("grunn callback")
    assert "Assistenten ringer 40 01 10 01 nå" in office.does("call-back", "1")
    with office.database.read() as session:
        [call] = session.scalars(select(OutboxRow).where(OutboxRow.channel == "phone"))
        [line] = session.scalars(select(Audit).where(Audit.what == "call_placed"))
    assert (call.to_number, call.decent_hours) == (SOLVEIG, True)
    assert line.details["task"] == 1


def test_in_the_evening_it_says_when(office: Office) -> None:
    office.texts("grunn callback")
    office.later(hours=10)
    assert "tirsdag 24. november kl. 08.00" in office.does("call-back", "1")


def test_what_cannot_be_called_for_is_told_in_words(office: Office) -> None:
    assert "Ingen oppgave har nummer 7" in office.refuses("call-back", "7")
    office.texts("grunn callback")
    office.does("call-back", "1")
    assert "alt på vei" in office.refuses("call-back", "1")
    office.does("tasks", "resolve", "1")
    assert "alt løst" in office.refuses("call-back", "1")
