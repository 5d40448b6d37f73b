"""Proof of who it is, by text message: the code from the letter and the birth date."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from choice_register.models import Person
from choice_register.verification.models import CodeTry, Proof
from conversations.models import InboundMessage
from service.retention.unfinished_proof import forget_unfinished_proofs
from tests.dialogue.harness import DialogueHarness, options

WRONG = "691467269"
"""A code with a right check digit that nobody has."""


@pytest.mark.parametrize(
    "messages",
    [
        ["CODE", "14.03.1941"],
        ["14.03.1941", "CODE"],
        ["CODE 14.03.1941"],
        ["koden er CODE og jeg er født 14. mars 1941"],
        ["631 467 268", "fjortende mars nittenførtien"],
    ],
)
def test_code_and_birth_date_in_any_order(harness: DialogueHarness, messages: list[str]) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    answer = ""
    for message in messages:
        answer = solveig.says(message.replace("CODE", solveig.person.code))
    assert "1 " in answer
    assert len(harness.rows(Proof)) == 1


def test_after_three_wrong_codes_the_second_code_is_asked_for_as_well(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil bytte til hasselvind")
    for _ in range(3):
        assert "koden" in solveig.says(f"{WRONG} 14.03.1941").lower()
    assert "kode 2" in solveig.proves()
    assert not harness.rows(Proof)
    assert "kode 2" in solveig.says("hva koster det?"), "the thread is kept"
    [person] = [each for each in harness.rows(Person) if each.phone == solveig.person.phone]
    second = harness.application.register.second_code(person.id)
    assert "du velger Hasselvind Omsorg" in solveig.says(str(second))
    assert len(harness.rows(Proof)) == 1


def test_who_has_no_second_code_gets_a_person(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    for _ in range(4):
        answer = solveig.says(f"{WRONG} 14.03.1941")
    assert "ingen kode 2, skriv 0" in answer
    solveig.says("0")
    assert harness.tasks


def test_a_slip_of_the_finger_costs_no_try(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    for _ in range(4):
        assert "siffer" in solveig.says("631467267 14.03.1941")
    assert "1 " in solveig.proves()
    assert [each.counted for each in harness.rows(CodeTry)] == [False]


def test_a_code_that_is_too_short_is_told_so(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    assert "ni siffer" in solveig.says("63146726")


def test_the_right_code_with_somebody_else_s_birth_date(harness: DialogueHarness) -> None:
    someone = harness.texting("else")
    someone.says("jeg vil velge")
    someone.says(f"{harness.texting('solveig').person.code} 20.01.1946")
    assert not harness.rows(Proof)


def test_two_with_the_same_birth_date_are_told_apart_by_the_code(harness: DialogueHarness) -> None:
    per = harness.texting("per")
    per.says("hvem hjelper meg nå")
    per.proves()
    [proof] = harness.rows(Proof)
    assert harness.application.register.person(proof.person_id).name == "Per Granlund Holte"


def test_a_letter_that_was_locked(harness: DialogueHarness) -> None:
    bjorg = harness.texting("bjørg")
    bjorg.says("jeg vil velge")
    assert "nytt brev" in bjorg.proves()
    assert "nytt brev" in bjorg.says("ja")
    [task] = harness.tasks
    assert task.reason == "new_letter"


def test_a_code_that_has_expired(harness: DialogueHarness) -> None:
    oddvar = harness.texting("oddvar")
    oddvar.says("jeg vil velge")
    assert "nytt brev" in oddvar.proves()
    assert not harness.rows(Proof)


def test_a_code_given_is_not_asked_for_again(harness: DialogueHarness) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says("jeg vil bytte")
    gunnar.says(gunnar.person.code)
    assert "født" in gunnar.says("jeg vil bytte til skjærbris")
    assert "Skjærbris Omsorg" in gunnar.says("06.06.1940")


def test_another_municipality_s_number_opens_nothing(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.to = harness.number_of(harness.texting("marit").person)
    solveig.says("jeg vil velge")
    solveig.proves()
    assert not harness.rows(Proof)


def test_the_telephone_number_proves_nothing(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")  # writes from the number that the register knows
    for question in ("hvem hjelper meg nå", "hva er vedtaket mitt", "angre"):
        answer = solveig.says(question)
        assert "koden" in answer
        assert "Oslo kommunes hjemmetjeneste" not in answer


@pytest.mark.parametrize(
    "words",
    ["koden er CODE", "CODE", "63-14-67-268", "seks tre en fire seks sju to seks åtte"],
)
def test_a_code_is_masked_in_what_is_kept(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.says(words.replace("CODE", solveig.person.code))
    kept = harness.messages[-1].text
    assert not any(sign.isdecimal() for sign in kept)
    assert "sju" not in kept


@pytest.mark.parametrize(
    "words", ["14.03.1941", "14. mars 1941", "fjortende mars nittenførtien", "140341"]
)
def test_a_birth_date_is_masked_in_what_is_kept(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.says(solveig.person.code)
    assert "Hvem vil du ha?" in solveig.says(words)
    kept = harness.messages[-1]
    for told in (kept.text, str(kept.understood["entities"])):
        assert not any(sign.isdecimal() for sign in told)
        assert "mars" not in told
        assert "førti" not in told


def test_a_code_whose_owner_stops_there_is_forgotten_after_half_an_hour(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    assert "født" in solveig.says(solveig.person.code)
    services = harness.application.services
    now = services.clock.now()
    assert forget_unfinished_proofs(services.database, now + timedelta(minutes=29)) == 0
    assert solveig.person.code in str(solveig.conversation.slots)
    assert forget_unfinished_proofs(services.database, now + timedelta(minutes=30)) == 1
    assert solveig.person.code not in str(solveig.conversation.slots)
    assert forget_unfinished_proofs(services.database, now + timedelta(minutes=30)) == 0
    assert "koden" in solveig.says("14.03.1941"), "whoever comes back is not asked for it"
    assert "Hvem vil du ha?" in solveig.proves()


@pytest.mark.parametrize("digits", ["14834111781", "148341 11781", "148341-11781"])
def test_a_national_id_is_masked_wherever_it_is_written(
    harness: DialogueHarness, digits: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(f"hei, fødselsnummeret mitt er {digits}, hva koster det")
    solveig.says("jeg vil ha et menneske")
    with harness.application.services.database.read() as session:
        texts = list(session.scalars(select(InboundMessage.text)))
    [task] = harness.tasks
    for kept in [*texts, *(line["text"] for line in task.transcript)]:
        assert "11781" not in kept


def test_the_proof_does_not_last_till_the_next_day(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå")
    assert "Oslo kommunes hjemmetjeneste" in solveig.proves()
    harness.days_later(1)
    assert "koden" in solveig.says("hvem hjelper meg nå")


@pytest.mark.parametrize(
    "messages",
    [
        ["631 467", "268", "14.03.1941"],
        ["63l467Z68", "fjortende i tredje en og førti"],
        ["del 1/2: 63146", "del 2/2: 7268", "19410314"],
        ["63146", "7268", "14.", "mars", "1941"],
        ["631467268", "14 mars", "førti en"],
        ["٦٣١٤٦٧٢٦٨", "14/III-41"],
    ],
)
def test_code_and_date_in_pieces_and_in_the_forms_that_people_use(
    harness: DialogueHarness, messages: list[str]
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    answers = [solveig.says(message) for message in messages]
    assert "Nå vet jeg hvem du er" in answers[-1], answers
    assert [each.counted for each in harness.rows(CodeTry)] == [False]
    kept = "".join(each.text for each in harness.messages)
    assert not any(sign.isdecimal() for sign in kept), kept


def test_a_date_that_may_be_two_is_read_back_and_costs_no_try(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.says(solveig.person.code)
    asked = solveig.says("tjue en to førti")
    assert options(asked) == ["21. februar", "20. desember"]
    assert not harness.rows(CodeTry)
    assert "hører ikke sammen" in solveig.says("2")
    assert [each.counted for each in harness.rows(CodeTry)] == [True]


def test_a_telephone_number_is_no_try_at_a_code(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    for number in ("22 33 44 55", "400 12 345", "+46 70 123 45 67"):
        assert "siffer" in solveig.says(number)
    assert not harness.rows(CodeTry)
