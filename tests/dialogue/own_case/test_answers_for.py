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
        "ja, hilsen Per Myrhaug, sønnen",
        "ja, hilsen Kåre Myrhaug (sønn)",
        "ja, hilsen sønnen til Solveig",
        "ja. Helsing Anne Myrhaug, dottera til Solveig",
        "Ja, Kåre, sønnen til Solveig",
        "ja, sønnen Per",
        "ja, hilsen hjelperen Anne",
        "ja, helsing sonen Per Myrhaug",
        "ja det er datteren",
        "ja, her er sonen hennar",
        "ja sier mor",
        "Ja, sier Solveig",
        "ja, seier ho",
        "ja for henne",
        "ja på hennes vegne",
        "ja, på vegne av mamma",
        "datteren svarer: ja",
        "sonen seier ja for ho",
        "mor sier jeg skal svare ja",
        "mamma sover, men jeg svarer ja",
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
     "ja takk, mor", "ja takk hjemmehjelp", "ja, hilsen Solveig Myrhaug"],
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
        "ja, hilsen Solveig og datteren",
        "ja vanlig hjemmehjelp",
        "ja, min sønn",
        "ja takk, og hils hjelperen",
        "ja, hils datteren hos dere",
        "Ja, Solveig er her",
        "ja. Solveig er hjemme hele dagen",
        "ja. tante er her",
        "ja, mor kan ikke hjelpe meg lenger",
        "ja. mor er på sykehjem nå",
        "ja, mor vil at jeg har det godt",
        "ja, han er enig",
        "ja, mannen min sier det",
        "ja, det er datteren min",
    ],
)
def test_who_speaks_of_her_own_people_is_asked_once_more(
    harness: DialogueHarness, words: str
) -> None:
    solveig = read_back(harness)
    answer = solveig.says(words)
    assert "fullmakt" not in answer, answer
    assert is_proven(harness, solveig)
    assert "er registrert" in answer or "er registrert" in solveig.says("ja")


@pytest.mark.parametrize(
    "words",
    ["ja min datter", "Ja, Kari, datteren", "ja, eldste datteren", "ja hun datteren", "ja, hun"],
)
def test_who_gives_a_mandate_speaks_of_its_agent(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil gi fullmakt")
    solveig.proves()
    solveig.says("datteren min Kari Myrhaug 40011777")
    solveig.says("se og velge")
    solveig.says(words)
    assert is_proven(harness, solveig)
    assert not [each for each in harness.tasks if each.reason == "another_used_letter"]


def test_who_has_a_mandate_may_tell_what_the_giver_says(harness: DialogueHarness) -> None:
    hilde = harness.texting("arvid", "+4740012002")
    hilde.says("jeg vil bytte til hasselvind for far")
    hilde.says("449944891 02.09.1937")
    hilde.says("far sier ja")
    assert is_proven(harness, hilde)
