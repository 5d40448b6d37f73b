"""A wish put politely is answered, and goes on as the wish that it is."""

import pytest

from tests.dialogue.harness import DialogueHarness

CODE = "koden fra brevet"


@pytest.mark.parametrize(
    "wish",
    [
        "er det mulig å få noen andre til å vaske her",
        "Hadde det vært mulig å få et nytt firma?",
        "jeg tenkte på om jeg kunne få en ny hjemmehjelp",
        "kan dere hjelpe mor med å bytte firma",
        "eg lurer på om det er mogleg å få nokon andre",
        "får vi lov å skifte leverandør",
        "jeg skulle så gjerne hatt et privat firma",
    ],
)
def test_who_asks_whether_she_may_is_told_and_led_on(harness: DialogueHarness, wish: str) -> None:
    answer = harness.texting("solveig").says(wish)
    assert "bytte når du vil" in answer or "byte når du vil" in answer
    assert "koden" in answer.lower()
    assert answer.rstrip().endswith("siffer.")


@pytest.mark.parametrize(
    "question",
    [
        "hvor ofte kan jeg få bytte",
        "kan jeg bytte tilbake om jeg ikke blir fornøyd",
        "kan jeg få bytte klokkeslett på onsdager",
        "går det an å beholde henne jeg har når jeg bytter",
    ],
)
def test_what_asks_for_more_than_whether_she_may_is_a_question(
    harness: DialogueHarness, question: str
) -> None:
    assert (
        not harness.texting("solveig")
        .says(question)
        .startswith("Ja, du kan bytte når du vil. Først")
    )


def test_who_is_to_be_left_is_not_who_is_wished_for(harness: DialogueHarness) -> None:
    someone = harness.texting("solveig")
    answer = someone.says("er det mulig å få noen andre enn kommunen til vasken")
    assert CODE in answer
    assert "kommunes hjemmetjeneste er" not in answer


def test_a_helper_is_not_promised_to_come_along(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says(
        "kan jeg beholde Kari hvis jeg bytter til et privat firma"
    )
    assert "kan ikke love" in answer
    assert not answer.startswith("Ja, du kan beholde")
