"""It answers the question that was asked, about the place that was asked about, with its source."""

import pytest

from tests.dialogue.harness import DialogueHarness

OSLO_ONLY = ("ti dager", "bydel", "koden", "Hasselvind", "I Oslo")
"""What would be Oslo's, or a demand for a code, in an answer about another place."""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Når starter fritt brukervalg i Trondheim?", "våren 2025"),
        ("Har Bergen det?", "I Bergen kan du velge"),
        ("Hvordan er det i Kristiansand?", "I Kristiansand kan du velge"),
        ("Har Asker fritt brukervalg?", "Jeg vet ikke om du kan velge i Asker"),
        ("Hva koster det i Flekkefjord?", "I Flekkefjord betaler du like mye"),
        ("Hvor lang tid tar det å bytte i Kristiansand?", "omtrent en måned"),
        ("Er det plikt i Danmark?", "siden 2003"),
        ("Har de det i Sverige også?", "LOV"),
        ("Kan man velge i Tromsø?", "1. september 2019"),
        ("hvordan er det i Vinterbro?", "Hvilken kommune"),
    ],
)
def test_another_place_is_never_answered_with_our_rules(
    harness: DialogueHarness, question: str, told: str
) -> None:
    answer = harness.texting("solveig").says(question)
    assert told in answer
    assert not [each for each in OSLO_ONLY if each in answer], answer


def test_somebody_who_lives_elsewhere_is_not_asked_for_a_code(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("jeg bor i Bærum og vil bytte firma")
    assert "Oslo" in answer
    assert "Bærum" in answer
    assert "koden" not in answer


def test_a_follow_up_keeps_the_topic(harness: DialogueHarness) -> None:
    someone = harness.texting("solveig")
    someone.says("Hvor lang tid tar det å bytte i Kristiansand?")
    answer = someone.says("og i Flekkefjord?")
    assert "Flekkefjord" in answer
    assert "måned" in answer


def test_where_it_stands_is_the_page_of_that_very_answer(harness: DialogueHarness) -> None:
    someone = harness.texting("solveig")
    assert "2003" in someone.says("Hvor lenge har Oslo hatt fritt brukervalg?")
    assert "et dokument fra Oslo" in someone.says("hvor står det?")
    assert "våren 2025" in someone.says("Når starter det i Trondheim?")
    assert "dagsavisen" in someone.says("hvor står det?").lower()


def test_that_everybody_speaks_norwegian_is_said_and_not_listed(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("jeg vil ha noen som snakker norsk")
    assert "Ingen" not in answer
    assert answer.startswith("Alle du kan velge, oppgir norsk.")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("kommer Hasselvind på lørdag?", "alle dager mellom 07.00 og 23.00"),
        ("hva er telefonnummeret til Klokkebekk?", "21 00 01 02"),
        ("hvor fornøyde er folk med Rognelykt?", "72 av 100"),
        ("hvor mange jobber i Måkesund?", "130"),
        ("kan Fjellvante måke snø?", "snømåking"),
    ],
)
def test_a_provider_is_answered_from_the_catalogue(
    harness: DialogueHarness, question: str, told: str
) -> None:
    assert told in harness.texting("solveig").says(question)


def test_a_word_of_the_letter_is_explained_and_no_code_is_asked_for(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says("Hva betyr effektueres?")
    assert "at det blir gjort" in answer
    assert "koden" not in answer


def test_the_greeting_promises_nothing_where_nobody_can_choose(harness: DialogueHarness) -> None:
    for person, told in (("hans", "2018"), ("ragnhild", "ikke i gang")):
        greeting = harness.texting(person).says("hei")
        assert told in greeting
        assert "hjelpe deg å velge" not in greeting


@pytest.mark.parametrize(
    "asked",
    [
        "kor tid begynne dette i Steinkjer",
        "Gjelder ANGRE-reglene i Stavanger?",
        "Hvem kan man velge mellom i Bodø?",
        "må man velge i Asker",
        "kommer de om natta i Ski kommune?",
        "hva skjer om jeg ikke velger i Larvik",
        "kan man kjøpe ekstra vask i Sandnes",
    ],
)
def test_a_place_that_is_not_in_the_data_is_said_not_to_be_known(
    harness: DialogueHarness, asked: str
) -> None:
    answer = harness.texting("solveig").says(asked)
    assert "vet ikke" in answer or "veit ikkje" in answer or "fant ikke" in answer
    assert not [each for each in OSLO_ONLY if each in answer], answer


def test_the_chat_names_a_document_that_has_no_address(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes("Hvor lenge har Oslo hatt fritt brukervalg?")
    assert "2003" in visitor.answer
    assert "Kilde: et dokument fra Oslo" in visitor.answer
    assert "Oppdiktet" not in visitor.answer


def test_a_wish_is_not_turned_away_because_a_relative_lives_elsewhere(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says("jeg vil bytte, datteren min i Bergen hjelper meg")
    assert "Bor du i" not in answer
