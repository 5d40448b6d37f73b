"""What another says that one must choose is no wish: it is asked whether she wants it herself."""

import pytest

from tests.dialogue.harness import DialogueHarness

ALONE = ("Ingen kan bestemme det for deg", "Ingen kan tvinge deg")


@pytest.mark.parametrize(
    "words",
    [
        "hjelperen min sier jeg må ta Klokkebekk",
        "dama fra firmaet sa at jeg skulle skrive Rognelykt",
        "hjelparen seier eg må ta Klokkebekk",
        "sønnen min vil at jeg skal ta Klokkebekk",
        "jeg må ta Klokkebekk, sier naboen",
        "jeg har fått beskjed om å velge Klokkebekk",
        "broren min har bestemt Klokkebekk for meg",
        "sønnen min sier jeg må ta Klokkebekk, men jeg vil ikke",
        "dottera mi seier eg skal ta Klokkebekk, men eg vil helst ikkje",
        "naboen krever at jeg skal ha Klokkebekk, det vil jeg ikke",
        "hjelperen sier velg Klokkebekk",
        "hjelparen sa: vel Klokkebekk",
        "datteren min har valgt Klokkebekk for meg",
        "hjelperen sier jeg må ta Klokkebekk, stemmer det?",
        "sonen min seier eg må ta Klokkebekk. Kan han det?",
    ],
)
def test_it_is_not_read_back_as_her_own_wish(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå?")
    solveig.proves()
    answer = solveig.says(words)
    assert any(each in answer for each in ALONE), answer
    assert "du velger" not in answer
    assert "du vel " not in answer


def test_a_yes_of_her_own_leads_to_the_read_back_and_registers_nothing(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå?")
    solveig.proves()
    assert "Vil du selv ha Klokkebekk" in solveig.says("hjelperen min sier jeg må ta Klokkebekk")
    assert "du velger Klokkebekk" in solveig.says("ja, det vil jeg")
    assert not harness.choices("solveig")


def test_at_a_read_back_it_takes_the_place_of_what_was_read(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    answer = solveig.says("datteren min sier jeg skal ta Klokkebekk i stedet")
    assert "Vil du selv ha Klokkebekk" in answer
    solveig.says("nei")
    solveig.says("ja")
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    "words",
    [
        "sønnen min tvinger meg til å ta Klokkebekk, jeg er redd ham",
        "sonen min pressar meg til å velje Klokkebekk, eg er redd han",
        "broren min sier jeg må ta Klokkebekk, og jeg er redd for ham",
        "naboen vil at jeg skal velge Klokkebekk, jeg tør ikke si nei",
    ],
)
def test_by_force_or_in_fear_it_is_a_wrong_and_nothing_is_chosen(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå?")
    solveig.proves()
    assert "Vil du selv ha" not in solveig.says(words)
    assert [(each.reason, each.summary["what"]) for each in harness.tasks] == [("abuse", "pressed")]
    assert "du velger" not in solveig.says("ja")
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    "words",
    [
        "Hei, har valgt Klokkebekk",
        "Jeg har tenkt meg om og har valgt Klokkebekk",
        "jeg og mannen min har valgt Klokkebekk",
        "sønnen min har valgt Klokkebekk, hva koster det?",
        "hjelperen sier jeg må ta Klokkebekk, når begynner de?",
        "jeg er ikke redd for å bytte til Klokkebekk",
    ],
)
def test_what_is_chosen_or_asked_is_not_another_s_pressure(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå?")
    solveig.proves()
    said = solveig.says(words)
    assert "Vil du selv" not in said
    assert not [each for each in harness.tasks if each.reason == "abuse"]
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("naboen anbefalte Klokkebekk, jeg vil ha dem", "du velger Klokkebekk"),
        ("sønnen min sier Klokkebekk er bra. jeg velger dem", "du velger Klokkebekk"),
        ("jeg vil bytte til Klokkebekk", "du velger Klokkebekk"),
        ("hva sier dere, skal jeg ta Klokkebekk?", "Klokkebekk"),
        ("legen sa jeg skulle ta medisin", "116 117"),
    ],
)
def test_a_wish_or_a_question_of_her_own_is_answered_as_ever(
    harness: DialogueHarness, words: str, answer: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå?")
    solveig.proves()
    said = solveig.says(words)
    assert answer in said
    assert "Vil du selv" not in said
