"""At a read-back somebody else is wished for: how that can be, and the read-back again."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter


def read_back(harness: DialogueHarness) -> Texter:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    return solveig


@pytest.mark.parametrize(
    "words",
    [
        "kan datteren min gjøre det, hun heter Kari",
        "kan sønnen min svare for meg? han heter Ola",
        "Kari, datteren min, skal ordne det",
        "dottera mi kan velje",
        "la svigersønnen min ordne det",
    ],
)
def test_it_is_answered_and_the_read_back_waits(harness: DialogueHarness, words: str) -> None:
    solveig = read_back(harness)
    answer = solveig.says(words)
    assert "når du har gitt fullmakt" in answer
    assert "du velger Hasselvind" in answer
    assert not harness.choices("solveig")
    assert "er registrert" in solveig.says("ja")


def test_the_words_that_we_ask_for_begin_a_mandate(harness: DialogueHarness) -> None:
    solveig = read_back(harness)
    solveig.says("får mannen min gjøre det")
    assert "Hvem skal hjelpe deg" in solveig.says("GI FULLMAKT")
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    "words", ["datteren min synes det er fint", "kan datteren min bo her?", "vi gjør det sammen"]
)
def test_who_only_speaks_of_her_people_is_told_of_no_mandate(
    harness: DialogueHarness, words: str
) -> None:
    answer = read_back(harness).says(words)
    assert "GI FULLMAKT" not in answer
    assert "Hasselvind" in answer


def test_a_no_beside_it_is_a_no(harness: DialogueHarness) -> None:
    solveig = read_back(harness)
    assert "ikke registrert noe nytt" in solveig.says("nei, datteren min skal bestemme")
