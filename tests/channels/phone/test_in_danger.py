"""In danger on the telephone: put through at once where that is set up, and never left."""

import pytest

from channels.phone.outgoing.emergency_lines import asked_for
from channels.phone.questions import Question
from devtools.phone_simulator import EndedBy
from tests.channels.phone.exchange import Exchange

DANGER = "jeg får ikke puste"
AMK = "+4722000113"


@pytest.fixture
def connecting(phone: Exchange) -> Exchange:
    phone.again(lines={"113": AMK})
    return phone


@pytest.mark.parametrize("said", ["1", "sett meg over til 113"])
def test_who_is_in_danger_is_put_through_at_once_and_the_call_goes_on(
    connecting: Exchange, said: str
) -> None:
    record = connecting.call(DANGER, said, "@answered 60")
    assert "For å bli satt over til 113, trykk 1." in record.text
    assert [event.text for event in record.events if event.kind == "ring"] == [AMK]
    assert "Jeg er her fortsatt. Gjør som de sa." in record.heard[-2:][0] + record.heard[-1]
    assert record.ended_by != EndedBy.APP


def test_where_nobody_answers_there_it_can_be_tried_again(connecting: Exchange) -> None:
    record = connecting.call(DANGER, "1", "@no-answer", "1", "@answered 60")
    assert [event.text for event in record.events if event.kind == "ring"] == [AMK, AMK]
    assert "Jeg fikk ikke svar der." in record.text
    assert "Jeg er her fortsatt. Gjør som de sa." in record.text


def test_a_yes_to_what_the_assistant_asked_puts_nobody_through(connecting: Exchange) -> None:
    record = connecting.call(DANGER, "ja", "5")
    assert not any("<Dial" in document for document in record.documents)
    assert len(connecting.engine.requests) == 4


def test_without_numbers_nothing_is_offered(phone: Exchange) -> None:
    record = phone.call(DANGER, "1")
    assert "satt over" not in record.text
    assert not any("<Dial" in document for document in record.documents)


def test_who_falls_silent_in_danger_is_never_left(connecting: Exchange) -> None:
    record = connecting.call(DANGER, *[""] * 9)
    assert record.ended_by != EndedBy.APP
    assert record.text.count("Jeg legger ikke på.") == 8
    assert "Ha det" not in record.text
    assert record.text.count("For å bli satt over til 113, trykk 1.") == 10
    told = [task for task in connecting.tasks if task.summary.get("what")]
    assert [(task.reason, task.urgent) for task in told] == [("emergency", True)]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("sett over", "113"),
        ("kan du sette meg over til Mental Helse", "116 123"),
        ("koble meg til 116 123", "116 123"),
        ("ja takk sett meg over", "113"),
        ("ja", None),
        ("jeg har ringt 113", None),
        ("nei", None),
    ],
)
def test_what_is_said_for_being_put_through(words: str, number: str | None) -> None:
    assert asked_for(Question([], lines=["113", "116 123"]), "", words) == number
