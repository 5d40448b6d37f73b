"""A place that a message names: asked about, lived in, or only mentioned."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    "text",
    [
        "Hva gjelder for dem som bor i Bergen?",
        "Når starter det for de som bor i Asker?",
        "Er det slik i Trondheim?",
        "Hvilke tjenester kan de som bor i Bergen velge?",
        "Mor bor i Bergen. Hva koster det i Bergen?",
        "Vi bor her i Kragerø. Er det noe fritt valg i det hele tatt?",
        "Mor bor i Bergen. Jeg bor på Frogner. Kan hun bytte leverandør?",
        "Jeg bor i Asker, før bodde jeg i Oslo. Hva koster hjemmehjelp?",
        "Jeg kommer fra Bergen. Hva koster hjemmehjelp?",
    ],
)
def test_what_is_asked_of_another_place_is_never_answered_with_ours(
    harness: DialogueHarness, text: str
) -> None:
    answer = harness.texting("solveig").says(text)
    assert "I Oslo kan du" not in answer, answer
    assert any(name in answer for name in ("Bergen", "Asker", "Trondheim", "Kragerø")), answer


@pytest.mark.parametrize(
    "text",
    [
        "Når startet fritt brukervalg i Finland?",
        "Når innførte de fritt brukervalg i Asker?",
        "Hvor mange valgte privat i Asker i 2006?",
    ],
)
def test_our_own_history_is_told_of_nobody_else(harness: DialogueHarness, text: str) -> None:
    answer = harness.texting("solveig").says(text)
    assert "Oslo" not in answer or "Jeg vet ikke" in answer, answer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Broren min i Danmark sier det er dyrere der. Hva koster det her?", "betaler"),
        ("Jeg bor på Frogner, men er født i Bergen. Hva koster hjemmehjelp?", "betaler"),
        ("Kem eig Hasselvind? Æ bor på Frogner no men e fra Ålesund", "Hasselvind"),
    ],
)
def test_a_place_that_is_only_mentioned_takes_no_question_over(
    harness: DialogueHarness, text: str, told: str
) -> None:
    answer = harness.texting("solveig").says(text)
    assert told in answer, answer
    assert not {"Ålesund", "Danmark", "Bergen"} & set(answer.split()), answer


@pytest.mark.parametrize(
    "text", ["Hva er vedtaket mitt?", "hva står i vedtaket mitt", "hvem er leverandøren min"]
)
def test_the_own_case_is_no_word_to_explain(harness: DialogueHarness, text: str) -> None:
    assert "Skriv koden" in harness.texting("solveig").says(text)
