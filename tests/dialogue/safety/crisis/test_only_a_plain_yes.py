"""Only an unqualified yes ends a danger, or tells that somebody has rung."""

import pytest

from assistant.actions.safety.crisis.plainly import is_not_rung_yet
from tests.dialogue.harness import DialogueHarness

FALLEN = "jeg har falt og kommer meg ikke opp"
OVER = "Er all fare over"
QUALIFIED = [
    "ja nesten",
    "ja, litt",
    "nesten",
    "tror det",
    "ja tror det",
    "ja men det gjør fortsatt vondt",
    "snart",
    "ja snart",
    "ja ja",
    "jau litt",
    "ja delvis",
    "ja stort sett",
    "ja sånn halvveis",
    "ja foreløpig",
    "ja, på ein måte",
    "trur det ja",
    "ja kanskje",
    "det gikk nesten bra",
    "det er over snart",
    "ja bortsett fra foten",
]


@pytest.mark.parametrize("words", QUALIFIED)
def test_a_danger_is_not_over_for_half_a_yes(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert OVER in solveig.says("det gikk bra")
    answer = solveig.says(words)
    assert solveig.conversation.slots["crisis"], answer
    assert "113" in answer


@pytest.mark.parametrize(
    "words",
    ["ja", "Ja.", "jepp", "jau", "ja det er det", "ja, det er over", "joda",
     "ja alt er bra", "ja da"],
)  # fmt: skip
def test_a_danger_is_over_for_a_plain_yes(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert OVER in solveig.says("det gikk bra")
    solveig.says(words)
    assert not solveig.conversation.slots.get("crisis")


@pytest.mark.parametrize(
    "words",
    ["ja ja", "ja nesten", "ja, litt", "tror det", "snart", "jeg ringer snart", "ja takk",
     "jeg skal ringe 113", "kanskje", "har nesten ringt", "ja vel", "ho trur eg har ringt"],
)  # fmt: skip
def test_nobody_has_rung_for_half_a_yes(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert "Har du ringt 113?" in solveig.says("hva koster det å bytte")
    solveig.says(words)
    assert not solveig.conversation.slots["crisis"].get("rung")


@pytest.mark.parametrize(
    "words",
    ["ja", "jepp", "ja det har jeg", "ja jeg har ringt", "det har vi", "jau, eg har ringt",
     "ja 113 spør om adressen, de vil vite hvor vi bor"],
)  # fmt: skip
def test_somebody_has_rung_for_a_plain_yes(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert "Har du ringt 113?" in solveig.says("hva koster det å bytte")
    solveig.says(words)
    assert solveig.conversation.slots["crisis"].get("rung")


@pytest.mark.parametrize(
    "words", ["ja, det skal jeg", "ja, det gjør jeg", "ja, gjerne", "ja, vær så snill", "gjerne"]
)
def test_a_promise_is_no_call(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg får ikke puste")
    assert "Gjør som de sier" not in solveig.says(words)


@pytest.mark.parametrize(
    "words",
    ["jeg har ringt 113, de kommer snart", "har ringt, de tror det er hjertet",
     "har ringt, prøver å holde ham våken"],
)  # fmt: skip
def test_what_else_is_told_beside_a_call_takes_nothing_from_it(words: str) -> None:
    assert not is_not_rung_yet(words)


@pytest.mark.parametrize(
    "words",
    ["nei, jeg sier fra når faren er over", "hvordan vet jeg at faren er over?",
     "ambulansen er på vei", "eg vonar det er over"],
)  # fmt: skip
def test_when_it_will_be_over_is_not_that_it_is(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg får ikke puste")
    solveig.says("det er over nå")
    solveig.says(words)
    assert (solveig.conversation.slots.get("crisis") or {}).get("kind")


@pytest.mark.parametrize(
    "words",
    ["jeg har ringt naboen, skal ringe 113 nå", "har snakket med dattera, skal ringe snart"],
)
def test_another_call_is_not_the_call_for_help(words: str) -> None:
    assert is_not_rung_yet(words)


@pytest.mark.parametrize("words", ["ambulansen er på vei, snart her", "de er snart her"])
def test_help_that_is_soon_here_was_rung_for(words: str) -> None:
    assert not is_not_rung_yet(words)


@pytest.mark.parametrize(
    "words",
    ["jeg kan ikke si at faren er over", "ikke sikker på at det er over",
     "legen må si at det er over", "koss veit eg at faren er over"],
)  # fmt: skip
def test_who_doubts_that_it_is_over_ends_nothing(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg får ikke puste")
    solveig.says("det er over nå")
    solveig.says(words)
    assert (solveig.conversation.slots.get("crisis") or {}).get("kind")
