"""Whoever has no code at hand has three ways on, at the step of the code and anywhere else."""

import pytest

from assistant.actions.own_case.proof.lost_letter import _LOST, _SIGN_IN
from assistant.gate.clean import words
from tests.dialogue.harness import DialogueHarness

LOST = [
    "jeg finner ikke brevet",
    "jeg har ikke fått noe brev",
    "send meg nytt brev",
    "hvor finner jeg koden?",
    "jeg ser så dårlig at jeg ikke klarer å lese brevet",
    "eg har mista brevet",
    "brevet er borte vekk",
    "jeg kastet det papiret med koden på",
    "har inga kode",
    "koden har jeg rotet bort",
    "æ finn ikkje brevet med koda",
]
SIGN_IN = ["kan jeg logge inn med BankID?", "går det an med bank-id", "Kan eg logge på i staden?"]
NOT_LOST = [
    "jeg vil skrive brev til ordføreren",
    "hva står det i vedtaket",
    "skal jeg få svar i brev?",
    "jeg finner ikke ut hvem jeg skal velge",
    "koden er 123 456 789",
]


def test_words_of_a_lost_letter() -> None:
    for text in LOST:
        assert _LOST.search(" ".join(words(text))), text
    for text in SIGN_IN:
        assert _SIGN_IN.search(" ".join(words(text))), text
    for text in NOT_LOST:
        said = " ".join(words(text))
        assert _LOST.search(said) is None, text
        assert _SIGN_IN.search(said) is None, text


def test_at_the_code_by_text(harness: DialogueHarness) -> None:
    texter = harness.texting("solveig")
    texter.says("jeg vil velge")
    for text in [*LOST[:6], *SIGN_IN[:2]]:
        said = texter.says(text)
        assert "adressen kommunen har fra før" in said or "adressa kommunen" in said, (text, said)
        assert "ID-porten" in said, text
        assert "brev?" in said, text
        back = texter.says("nei")
        assert "koden" in back.lower(), (text, back)  # whoever finds it goes on
    texter.says("send det nye brevet til Storgata 5")
    said = texter.says("ja")
    assert "nytt brev til deg" in said
    assert [task.reason for task in harness.tasks] == ["new_letter"]


def test_anywhere_by_phone_and_on_the_web(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "jeg har mistet brevet", "ja")
    assert "adressen kommunen har fra før" in record.text
    assert [task.reason for task in harness.tasks] == ["new_letter"]
    visitor = harness.browsing()
    visitor.writes("Jeg vil velge")
    visitor.writes("jeg finner ikke brevet")
    assert "Bestill brevet med lenken" in visitor.page.text
    links = [each.attributes.get("href") for each in visitor.page.all("a")]
    assert "/velg/oslo/nytt-brev" in links


@pytest.mark.parametrize("text", ["jeg finner ikke brevet"])
def test_without_anything_asked(harness: DialogueHarness, text: str) -> None:
    assert "nytt brev" in harness.texting("arvid").says(text)
