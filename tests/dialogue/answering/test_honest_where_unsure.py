"""Where it is unsure what was meant, that is said: no riddle of a menu, and a person is offered."""

import pytest

from tests.dialogue.harness import PEOPLE, DialogueHarness


@pytest.mark.parametrize(
    "words",
    [
        "han som løfter meg, kaller meg en gammel sekk og ler godt",
        "bytte om på den fjerde fra toppen på arket mitt",
        "sa opp feil onkel her i går, det skulle være Petter og ikke Peder",
    ],
)
def test_who_told_a_matter_is_neither_asked_for_other_words_nor_given_a_menu(
    harness: DialogueHarness, words: str
) -> None:
    said = harness.texting("solveig").says(words)
    assert "Mente du" not in said
    assert "andre ord" not in said


@pytest.mark.parametrize(
    "words",
    [
        "Kan eg vente med å byte til etter barnedåpen i pinsa ein gong?",
        "Hvordan skriver jeg et testament så stebarna ikke får hytta?",
    ],
)
def test_a_question_that_is_not_understood_gets_no_riddle(
    harness: DialogueHarness, words: str
) -> None:
    assert "Mente du" not in harness.texting("solveig").says(words)


@pytest.mark.parametrize(
    "words",
    ["Bussen fra Drammen, går den i romjula?", "når kommer søppelbilen til Bekkestua på mandag"],
)
def test_what_lies_outside_is_said_to_whatever_place_it_names(
    harness: DialogueHarness, words: str
) -> None:
    said = harness.texting("solveig").says(words)
    assert "Det kan jeg ikke hjelpe med" in said
    assert "Drammen" not in said
    assert "Bekkestua" not in said


def test_a_medicine_is_no_place(harness: DialogueHarness) -> None:
    for words in (
        "kan jeg ta Ibux når jeg går på Eliquis?",
        "tåler eg vin når eg står på Metoprolol",
    ):
        assert "Hvilken kommune" not in harness.texting("solveig").says(words)


@pytest.mark.parametrize(
    "words",
    ["Hva skal jeg bruke koden i brevet til?", "Hvorfor står det en kode i brevet?"],
)
def test_who_asks_what_the_code_is_for_is_not_asked_for_it(
    harness: DialogueHarness, words: str
) -> None:
    said = harness.texting("solveig").says(words)
    assert "Skriv koden" not in said
    assert "koden" in said.lower()


def test_who_gives_the_code_beside_a_question_has_given_it(harness: DialogueHarness) -> None:
    said = harness.texting("solveig").says(f"{PEOPLE['solveig'].code} er det riktig kode?")
    assert "fødselsdato" in said.lower() or "født" in said


def test_a_death_of_years_ago_is_met_kindly(harness: DialogueHarness) -> None:
    said = harness.texting("solveig").says(
        "Slutt å sende brev til kona mi. Hun døde i 2019. Dette er det fjerde."
    )
    assert "leit" in said
    assert "haster" not in said
