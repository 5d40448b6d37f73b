"""A person on the phone: put through where a number is set, called back where nobody answers."""

import pytest
from exchange import Exchange
from running import ASTRID

from brukervalg.twiml import EndedBy

HIDDEN = ["anonymous", "+266696687", "", "Anonymous", "Restricted"]


@pytest.fixture
def putting_through(phone: Exchange) -> Exchange:
    phone.again(transfer_number="+4722000000")
    return phone


def test_without_a_number_to_put_through_to_nobody_is_dialled(phone: Exchange) -> None:
    record = phone.call("menneske")
    assert not any("<Dial" in document for document in record.documents)
    assert phone.tasks[0].call_back_number == ASTRID


def test_who_asks_for_a_person_is_put_through(putting_through: Exchange) -> None:
    record = putting_through.call("menneske", "@answered 60")
    assert [event.text for event in record.events if event.kind == "ring"] == ["+4722000000"]
    assert "Nå setter jeg deg over til et menneske." in record.text
    assert record.heard[-1] == "Ha det bra."
    assert record.ended_by == EndedBy.APP


@pytest.mark.parametrize("outcome", ["@no-answer", "@busy", "@failed"])
def test_who_is_not_answered_is_called_back_and_may_go_on(
    putting_through: Exchange, outcome: str
) -> None:
    record = putting_through.call("menneske", outcome, "jeg vil bytte")
    assert "Ingen svarte nå. Et menneske ringer deg på 4 0, 0 0, 0 0, 0 1." in record.text
    assert record.heard[-1] == "Tast koden fra brevet."
    [task] = putting_through.tasks
    assert task.call_back_number == ASTRID


def test_in_danger_nobody_is_put_through_before_113(putting_through: Exchange) -> None:
    record = putting_through.call("jeg får ikke puste")
    assert not any("<Dial" in document for document in record.documents)
    assert putting_through.tasks[0].reason == "emergency"


@pytest.mark.parametrize("number", HIDDEN)
def test_a_hidden_number_can_call(phone: Exchange, number: str) -> None:
    record = phone.call("jeg vil bytte", "123456782", from_=number)
    assert record.heard[-1] == "Når er du født?"
    assert phone.engine.requests[0]["context"]["caller"] is None


@pytest.mark.parametrize("number", HIDDEN)
def test_a_hidden_number_gets_a_task_without_number(phone: Exchange, number: str) -> None:
    phone.call("menneske", from_=number)
    assert [task.call_back_number for task in phone.tasks] == [None]


def test_a_hidden_number_is_told_whom_to_call(phone: Exchange) -> None:
    record = phone.call("", "", "", "", from_="anonymous")
    assert "Ring gjerne Oslo på" in record.heard[-1]


def test_two_hidden_numbers_are_two_threads(phone: Exchange) -> None:
    phone.call("jeg vil bytte", from_="anonymous")
    phone.call(from_="anonymous")
    assert len(phone.conversations) == 2
