"""Another answers a read-back in the place of who was proven: it registers nothing and ends."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter


def read_back(harness: DialogueHarness) -> Texter:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "du velger Hasselvind" in solveig.proves()
    return solveig


def is_proven(harness: DialogueHarness, texter: Texter) -> bool:
    return harness.application.register.proven_person(texter.conversation.id) is not None


@pytest.mark.parametrize(
    "words",
    [
        "ja, hilsen Per, sønnen",
        "mvh Anne, datter",
        "Ja. Helsing Olav, sonen hennar",
        "ja. Anne (datter)",
        "mamma sier ja",
        "mor seier ja, ho vil ha dei",
        "Solveig sover, men ja",
        "Solveig vil det",
        "ja for Solveig",
        "hun sier ja",
        "far ligger, men dere kan registrere det",
        "mor ba meg svare ja",
        "jeg skriver for mor, ja",
    ],
)
def test_another_s_yes_registers_nothing_and_ends_the_proof(
    harness: DialogueHarness, words: str
) -> None:
    solveig = read_back(harness)
    answer = solveig.says(words)
    assert "fullmakt" in answer, answer
    assert not harness.choices("solveig")
    assert not is_proven(harness, solveig)
    solveig.says("ja")
    assert not harness.choices("solveig")
    assert [each.reason for each in harness.tasks] == ["another_used_letter"]


@pytest.mark.parametrize("words", ["dette er Arvid nå. ja", "Per her, ja"])
def test_another_name_ends_it_too_and_whose_case_it_is_is_asked(
    harness: DialogueHarness, words: str
) -> None:
    solveig = read_back(harness)
    assert "lukker jeg saken til Solveig" in solveig.says(words)
    solveig.says("ja")
    assert not harness.choices("solveig")
    assert not is_proven(harness, solveig)


@pytest.mark.parametrize(
    "words",
    ["ja, hilsen Solveig", "ja, hilsen bestemor", "Solveig her. ja", "Ja, Solveig Myrhaug",
     "ja takk, mor"],
)  # fmt: skip
def test_the_person_s_own_signed_yes_is_a_yes(harness: DialogueHarness, words: str) -> None:
    solveig = read_back(harness)
    assert "er registrert" in solveig.says(words)


@pytest.mark.parametrize(
    "words",
    [
        "sønnen min sier ja, og det gjør jeg også",
        "datteren min er her, hun sier ja",
        "mannen min er enig, ja",
        "ja det er rett. Hilsen Solveig Myrhaug og datteren",
    ],
)
def test_who_speaks_of_her_own_people_is_asked_once_more(
    harness: DialogueHarness, words: str
) -> None:
    solveig = read_back(harness)
    assert "Stemmer det?" in solveig.says(words)
    assert is_proven(harness, solveig)
    assert "er registrert" in solveig.says("ja")


def test_who_has_a_mandate_may_tell_what_the_giver_says(harness: DialogueHarness) -> None:
    hilde = harness.texting("arvid", "+4740012002")
    hilde.says("jeg vil bytte til hasselvind for far")
    hilde.says("449944891 02.09.1937")
    hilde.says("far sier ja")
    assert is_proven(harness, hilde)
