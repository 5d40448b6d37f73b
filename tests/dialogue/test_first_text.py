"""The first text that somebody gets tells that a machine answers, briefly, and once."""

import pytest

from assistant.texts.measures import segments
from channels.sms.renderer import MOST_AT_ONCE
from tests.dialogue.harness import DialogueHarness

MACHINE, MASKINA = "Her svarer en maskin.", "Her svarar ei maskin."


def first(harness: DialogueHarness, says: str) -> str:
    """The first answer to somebody, as it came."""
    solveig = harness.texting("solveig")
    solveig.says(says)
    return solveig.got()[0]


@pytest.mark.parametrize(
    "says",
    [
        "hva koster det?",
        "hvem kan jeg velge i Frogner?",
        "jeg vil bytte til Hasselvind",
        "kan du si noe om vintereple?",
        "når begynner de?",
        "asdf qwer lkjh",
        "kan noen ringe meg",
    ],
)
def test_the_first_answer_begins_with_it(harness: DialogueHarness, says: str) -> None:
    answer = first(harness, says)
    assert answer.startswith(MACHINE)
    assert segments(answer) <= MOST_AT_ONCE


def test_it_is_told_in_nynorsk_to_who_writes_it(harness: DialogueHarness) -> None:
    assert MASKINA in first(harness, "kva kostar det om eg vil byte heimehjelp?")


def test_it_is_told_once(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hva koster det?")
    solveig.says("hvem kan jeg velge?")
    assert [text.count("maskin") for text in solveig.got()] == [1, 0]


@pytest.mark.parametrize("says", ["hei", "er det kommunen?", "er du en robot?"])
def test_who_greets_or_asks_is_not_told_twice(harness: DialogueHarness, says: str) -> None:
    answer = first(harness, says)
    assert answer.lower().count("maskin") == 1


def test_danger_comes_first_and_then_it_is_told(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    for words in ("jeg har falt og kommer meg ikke opp", "det gikk bra", "ja", "hva koster det?"):
        solveig.says(words)
    alarm, *after = solveig.got()
    assert alarm.startswith("Ring 113")
    assert "maskin" not in alarm
    assert after[-1].startswith(MACHINE)


def test_who_tells_of_a_death_is_met_with_that_alone(harness: DialogueHarness) -> None:
    assert MACHINE not in first(harness, "mannen min er død")


def test_a_call_and_a_chat_begin_with_it_as_they_did(harness: DialogueHarness) -> None:
    assert MACHINE not in harness.calls("arvid", "hva koster det").text
    assert MACHINE not in harness.browsing().writes("hva koster det?").text
