"""What is asked of the own case is answered of its own rows: chosen, when, who, until when."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.actions.own_case.asked import kind_of
from assistant.actions.situation import Situation
from assistant.texts.text import Level
from choice_register.verification.models import Proof
from tests.dialogue.harness import PEOPLE, DialogueHarness
from tests.texts.reading import TEXTS

OWN = {
    "chosen": [
        "hva har jeg valgt?",
        "Hvem var det jeg valgte igjen?",
        "kven har eg valt",
        "ka æ har valgt",
        "har jeg valgt noen?",
        "hva er valget mitt",
        "hvem har jeg bestemt meg for å ha nå, hvem valgte jeg",
    ],
    "starts": [
        "når begynner de?",
        "når kommer de nye",
        "hvilken dag starter den nye hjelpen",
        "når blir byttet gjort",
        "Kortid byrjar dei nye?",
        "når er det de jeg valgte begynner",
    ],
    "now": [
        "hvem er det som kommer nå?",
        "hvem kommer til meg i dag",
        "kven hjelper meg no",
        "jeg vil vite hvem som kommer",
        "hvem har jeg nå",
    ],
    "deadline": [
        "hva er fristen for meg?",
        "når må jeg ha bestemt meg?",
        "hvor lenge kan jeg tenke",
        "Haster det for meg?",
        "når er siste dagen",
    ],
    "undo_until": ["kan jeg angre ennå?", "er det for sent å ombestemme seg", "rekker jeg å angre"],
    "who_chose": [
        "har noen valgt for meg?",
        "hvem har valgt for meg",
        "kven har valt for meg?",
        "har kommunen bestemt noe for meg",
        "har datra mi valgt noe for meg",
    ],
}
OTHERS = [
    "hva koster det",
    "når begynner møtet",
    "hvor lenge varer fullmakten",
    "hva er fristen for å klage",
    "hvem kommer hvis jeg ikke velger",
    "jeg har valgt hasselvind",
    "jeg vil bytte",
    "hva kan jeg velge mellom",
    "hun som kommer nå er fin",
]


def asked(text: str, *, mandate: object = None) -> str | None:
    person = SimpleNamespace(name="Arvid Tangvik", mandate=mandate)
    fake: Any = SimpleNamespace(text=text, mentions=(), entities={}, person=person)
    return kind_of(cast(Situation, fake))


@pytest.mark.parametrize("kind", OWN)
def test_each_question_in_many_words(kind: str) -> None:
    assert {text: asked(text) for text in OWN[kind]} == dict.fromkeys(OWN[kind], kind)


def test_other_questions_are_not_of_the_own_case() -> None:
    assert {text: asked(text) for text in OTHERS} == dict.fromkeys(OTHERS)


def test_whoever_acts_for_another_asks_with_other_words() -> None:
    words = {
        "hva har han valgt": "chosen",
        "hvem kommer til far": "now",
        "hvem hjelper Arvid nå": "now",
        "har noen valgt for henne": "who_chose",
    }
    assert {text: asked(text, mandate=object()) for text in words} == words
    assert asked("hva har han valgt") is None, "the person speaks of somebody else"


def test_before_a_choice(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hva har jeg valgt?")
    assert "ikke noe valg" in solveig.proves()
    assert "1. desember" in solveig.says("hva er fristen for meg?")
    starts = solveig.says("når begynner de?")
    assert "Ingen nye er valgt" in starts
    assert "3. desember" in starts
    assert "praktisk bistand" not in starts, "a text message tells no content of the decision"


def test_with_a_choice_under_way(harness: DialogueHarness) -> None:
    leif = harness.texting("leif")
    leif.proves()
    for words in ("hva har jeg valgt?", "når begynner de?", "kan jeg angre ennå?"):
        said = leif.says(words)
        assert "Hasselvind Omsorg" in said, words
        assert "2. desember" in said, words
    assert "Kommunen skrev det inn" in leif.says("har noen valgt for meg?")
    now = leif.says("hvem er det som kommer nå?")
    assert "Oslo kommunes hjemmetjeneste hjelper deg nå" in now
    assert "Hasselvind" in now


def test_asked_in_the_middle_of_a_choice_it_goes_on(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    answer = solveig.says("når begynner de?")
    assert "3. desember" in answer
    assert "Stemmer det?" in answer
    solveig.says("ja")
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


YOU = re.compile(r"\b(?:deg|din|ditt|dine)\b", re.IGNORECASE)


def test_whoever_acts_for_another_never_hears_you_of_the_other_s_case(
    harness: DialogueHarness,
) -> None:
    hilde = PEOPLE["arvid"].mandates[0]
    record = harness.calls(
        "arvid",
        "jeg har fått fullmakt fra far",
        hilde.code,
        f"{PEOPLE['arvid'].birth_date:%d%m%Y}",
        "hvem kommer til ham nå",
        "hva har han valgt",
        "hva står i vedtaket",
        "har noen valgt for ham",
        "hva er fristen for ham",
    )
    about = record.text[record.text.index("saken til Arvid Tangvik") :]
    assert "Klokkebekk Hjemmetjeneste hjelper Arvid nå" in about
    assert "Arvid har vedtak om" in about
    assert not YOU.search(about), about


def test_every_text_about_the_case_has_a_wording_for_who_acts_for_another() -> None:
    topics = {"case", "choice"}
    about = [
        name
        for name, text in TEXTS.all.items()
        if text.topic in topics
        and text.level > Level.PUBLIC
        and any(YOU.search(each) for each in text.wordings.values())
    ]
    assert about
    assert [name for name in about if f"{name}.of_another" not in TEXTS.all] == []


IN_PASSING = [
    "ja brevet ligger her, det står CODE men hvorfor spør dere om det?",
    "er det farlig å si den? kode er... eh vent... CODE",
    "hva koster det? koden er CODE",
    "Mvh Solveig, CODE står det, og hva skjer hvis jeg ikke velger?",
]


@pytest.mark.parametrize("words", IN_PASSING)
def test_a_code_in_passing_is_taken_and_hidden(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(words.replace("CODE", solveig.person.code))
    said = solveig.says("14.03.1941")
    assert "Nå vet jeg hvem du er" in said
    assert len(harness.rows(Proof)) == 1
    assert not any(solveig.person.code in each.text for each in harness.messages)


def test_code_date_and_question_in_one_breath_by_phone(harness: DialogueHarness) -> None:
    digits = " ".join(
        "null en to tre fire fem seks sju åtte ni".split()[int(d)] for d in "631467268"
    )
    record = harness.calls(
        "solveig",
        f"ja kode er eh vent {digits} og jeg er født fjortende mars nittenførtien hvem er det som "
        "kommer til meg",
    )
    assert "Oslo kommunes hjemmetjeneste hjelper deg nå" in record.text


def test_another_name_closes_the_case(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.proves()
    assert "lukker jeg saken til Solveig" in solveig.says("Dette er Arvid Tangvik, hva er valgt?")
    assert [each.withdrawn_at for each in harness.rows(Proof)] != [None]
    assert "Skriv koden" in solveig.says("hva har jeg valgt?")


def test_her_own_name_misspelt_closes_nothing(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.proves()
    assert "hjelper deg nå" in solveig.says("Dette er Solvei, hvem kommer til meg?")


def test_it_is_me_is_heard_at_the_code_and_after_a_mention(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    for words in ("datra mi sa jeg kunne skrive hit", "jeg vil bytte, mannen min liker dem ikke"):
        said = arvid.says(words)
        assert "fullmakt" not in said, words
    assert "koden fra brevet" in arvid.says("nei det er meg selv")
    assert "Hvem vil du ha?" in arvid.proves()


def test_a_bare_code_says_whose_birth_date_belongs_to_it(harness: DialogueHarness) -> None:
    hilde = PEOPLE["arvid"].mandates[0]
    texter = harness.texting("arvid", hilde.phone)
    asked_for = texter.says(hilde.code)
    assert "den du hjelper" in asked_for
    said = texter.says(f"{PEOPLE['arvid'].birth_date:%d.%m.%Y}")
    assert "bytte for Arvid" in said
