"""When a person calls back: promised where the municipality's hours are known, and only there."""

from datetime import datetime

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize("words", ["jeg vil snakke med et menneske", "kan noen ringe meg"])
def test_the_time_is_read_back_and_stands_in_the_task(harness: DialogueHarness, words: str) -> None:
    assert "De tar kontakt i dag før 15." in harness.texting("solveig").says(words)
    [task] = harness.tasks
    assert task.promised_at == datetime.fromisoformat("2026-11-23T15:00+01:00")


def test_by_phone_they_call(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "0")
    assert "De ringer i dag før 15." in record.text


def test_at_the_weekend_it_is_monday(harness: DialogueHarness) -> None:
    harness.days_later(5)
    assert "mandag mellom 8 og 15" in harness.texting("solveig").says("0")


def test_where_the_hours_are_unknown_nothing_is_promised(harness: DialogueHarness) -> None:
    answer = harness.texting("gunnar").says("jeg vil snakke med et menneske")
    assert "Jeg vet ikke når." in answer
    [task] = harness.tasks
    assert task.promised_at is None


def test_danger_is_promised_no_call_later(harness: DialogueHarness) -> None:
    assert "tar kontakt" not in harness.texting("solveig").says(
        "jeg har falt og kommer meg ikke opp"
    )
    [task] = harness.tasks
    assert task.promised_at is None
