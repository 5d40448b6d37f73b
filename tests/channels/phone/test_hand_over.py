"""A person on the phone: put through where a number is set, called back where nobody answers."""

from datetime import datetime

import pytest

from devtools.phone_simulator import CallRecord, EndedBy
from tests.channels.harness import ASTRID, KRISTIANSAND, OSLO
from tests.channels.phone.exchange import Exchange

OPEN = datetime.fromisoformat("2026-11-23T10:00+01:00")
"""A Monday morning."""
HIDDEN = ["anonymous", "+266696687", "", "Anonymous", "Restricted"]


@pytest.fixture
def putting_through(phone: Exchange) -> Exchange:
    phone.again(transfers={"0301": "+4722000000"}, now=OPEN)
    return phone


def test_without_a_number_to_put_through_to_nobody_is_dialled(phone: Exchange) -> None:
    record = phone.call("menneske")
    assert not any("<Dial" in document for document in record.documents)
    assert phone.tasks[0].call_back_number == ASTRID


def test_each_municipality_has_a_number_of_its_own(phone: Exchange) -> None:
    phone.again(transfers={"0301": "+4722000000", "4204": "+4738000000"}, now=OPEN)
    for to, rung in ((OSLO, "+4722000000"), (KRISTIANSAND, "+4738000000")):
        record = phone.call("menneske", "@answered 60", to=to)
        assert [event.text for event in record.events if event.kind == "ring"] == [rung]


def test_nobody_is_put_through_to_another_municipality(phone: Exchange) -> None:
    phone.again(transfers={"0301": "+4722000000"}, transfer_number="+4722000000", now=OPEN)
    record = phone.call("menneske", to=KRISTIANSAND)
    assert not any("<Dial" in document for document in record.documents)


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


def whispered(record: CallRecord) -> list[str]:
    return [event.text for event in record.events if event.kind == "whisper"]


def test_who_answers_hears_what_it_is_about_only_after_a_key(putting_through: Exchange) -> None:
    record = putting_through.call("menneske", "@answered 60")
    knock, *about = whispered(record)
    assert knock.startswith("Dette er valghjelpen i Oslo.")
    assert about[0] == "Oppgave 1."
    assert "Det gjelder et bytte." in about
    assert not set(whispered(record)) & set(record.heard), "the caller heard the whisper"


def test_a_machine_that_answers_hears_nothing_private(putting_through: Exchange) -> None:
    record = putting_through.call("menneske", "@voicemail")
    assert len(whispered(record)) == 1
    assert "Ingen svarte nå." in record.text


def test_a_whisper_is_for_a_call_that_is_put_through_only(putting_through: Exchange) -> None:
    putting_through.call("jeg vil bytte")
    [thread] = putting_through.conversations
    for what in ("whisper", "whisper/open"):
        for asked in (thread.id, "another"):
            address = f"/twilio/voice/{what}?conversation={asked}&step=1"
            assert putting_through.post.post(address, {"Digits": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("now", "put_through"),
    [
        ("2026-11-23T10:00+01:00", True),
        ("2026-11-23T15:30+01:00", False),
        ("2026-11-21T10:00+01:00", False),
        ("2026-12-25T10:00+01:00", False),
    ],
)
def test_who_asks_outside_the_hours_is_called_back(
    phone: Exchange, now: str, put_through: bool
) -> None:
    phone.again(transfers={"0301": "+4722000000"}, now=datetime.fromisoformat(now))
    record = phone.call("menneske", "@answered 60")
    assert any("<Dial" in document for document in record.documents) is put_through
    assert len(phone.tasks) == 1


def test_the_time_that_is_promised_is_read_back(phone: Exchange) -> None:
    saturday = datetime.fromisoformat("2026-11-21T10:00+01:00")
    phone.again(now=saturday)
    record = phone.call("", "", "", "")
    assert "De ringer mandag mellom 8 og 15." in record.text
    [task] = phone.tasks
    assert task.promised_at == datetime.fromisoformat("2026-11-23T15:00+01:00")


def test_who_gets_no_answer_in_the_hours_is_called_the_same_day(phone: Exchange) -> None:
    phone.again(transfers={"0301": "+4722000000"}, now=OPEN)
    record = phone.call("menneske", "@no-answer")
    assert "De ringer i dag før 15." in record.text


def test_where_the_hours_are_unknown_nothing_is_promised(phone: Exchange) -> None:
    phone.again(transfers={"4204": "+4738000000"})
    record = phone.call("menneske", "@no-answer", "", "", "", "", to=KRISTIANSAND)
    assert "Ingen svarte nå." in record.text
    assert "De ringer" not in record.text
    assert [task.promised_at for task in phone.tasks] == [None, None]


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


def test_a_hidden_number_is_put_through_before_a_number_is_asked_for(
    putting_through: Exchange,
) -> None:
    record = putting_through.call("noen", "@answered 60", from_="anonymous")
    assert any("<Dial" in document for document in record.documents)
    assert not putting_through.tasks


def test_a_hidden_number_that_nobody_answers_may_go_on(putting_through: Exchange) -> None:
    record = putting_through.call("noen", "@no-answer", "jeg vil bytte", from_="anonymous")
    assert "Ingen svarte nå. Ring" in record.text
    assert record.heard[-1] == "Tast koden fra brevet."


def test_a_hidden_number_is_told_whom_to_call(phone: Exchange) -> None:
    record = phone.call("", "", "", "", from_="anonymous")
    assert "Ring gjerne Oslo på" in record.text


def test_two_hidden_numbers_are_two_threads(phone: Exchange) -> None:
    phone.call("jeg vil bytte", from_="anonymous")
    phone.call(from_="anonymous")
    assert len(phone.conversations) == 2
