"""Proof of who it is, by text message: the code from the letter and the birth date."""

import pytest
from sqlalchemy import select

from channels.models import InboundMessage
from choice_register.models import CodeTry, Proof
from tests.conversations.home import Home

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
def test_code_and_birth_date_in_any_order(home: Home, messages: list[str]) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge")
    answer = ""
    for message in messages:
        answer = solveig.says(message.replace("CODE", solveig.person.code))
    assert "1 " in answer
    assert len(home.rows(Proof)) == 1


def test_three_wrong_codes_lock_and_a_person_is_offered(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge")
    for _ in range(2):
        assert "koden" in solveig.says(f"{WRONG} 14.03.1941").lower()
    locked = solveig.says(f"{WRONG} 14.03.1941")
    assert "menneske" in locked
    # The right code comes too late.
    solveig.says("jeg vil velge")
    assert "menneske" in solveig.proves()
    assert not home.rows(Proof)
    solveig.says("ja")
    [task] = home.tasks
    assert task.reason == "locked"


def test_a_slip_of_the_finger_costs_no_try(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge")
    for _ in range(4):
        assert "siffer" in solveig.says("631467267 14.03.1941")
    assert "1 " in solveig.proves()
    assert [each.counted for each in home.rows(CodeTry)] == [False]


def test_a_code_that_is_too_short_is_told_so(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge")
    assert "ni siffer" in solveig.says("63146726")


def test_the_right_code_with_somebody_else_s_birth_date(home: Home) -> None:
    someone = home.texting("else")
    someone.says("jeg vil velge")
    someone.says(f"{home.texting('solveig').person.code} 20.01.1946")
    assert not home.rows(Proof)


def test_two_with_the_same_birth_date_are_told_apart_by_the_code(home: Home) -> None:
    per = home.texting("per")
    per.says("hvem hjelper meg nå")
    per.proves()
    [proof] = home.rows(Proof)
    assert home.house.register.person(proof.person_id).name == "Per Granlund Holte"


def test_a_letter_that_was_locked(home: Home) -> None:
    bjorg = home.texting("bjørg")
    bjorg.says("jeg vil velge")
    assert "nytt brev" in bjorg.proves()
    assert "nytt brev" in bjorg.says("ja")
    [task] = home.tasks
    assert task.reason == "new_letter"


def test_a_code_that_has_expired(home: Home) -> None:
    oddvar = home.texting("oddvar")
    oddvar.says("jeg vil velge")
    assert "nytt brev" in oddvar.proves()
    assert not home.rows(Proof)


def test_a_code_given_is_not_asked_for_again(home: Home) -> None:
    gunnar = home.texting("gunnar")
    gunnar.says("jeg vil bytte")
    gunnar.says(gunnar.person.code)
    assert "født" in gunnar.says("jeg vil bytte til skjærbris")
    assert "Skjærbris Omsorg" in gunnar.says("06.06.1940")


def test_another_municipality_s_number_opens_nothing(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.to = home.number_of(home.texting("marit").person)
    solveig.says("jeg vil velge")
    solveig.proves()
    assert not home.rows(Proof)


def test_the_telephone_number_proves_nothing(home: Home) -> None:
    solveig = home.texting("solveig")  # writes from the number that the register knows
    for question in ("hvem hjelper meg nå", "hva er vedtaket mitt", "angre"):
        answer = solveig.says(question)
        assert "koden" in answer
        assert "Oslo kommunes hjemmetjeneste" not in answer


@pytest.mark.parametrize(
    "words",
    ["koden er CODE", "CODE", "63-14-67-268", "seks tre en fire seks sju to seks åtte"],
)
def test_a_code_is_masked_in_what_is_kept(home: Home, words: str) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.says(words.replace("CODE", solveig.person.code))
    kept = home.messages[-1].text
    assert not any(sign.isdecimal() for sign in kept)
    assert "sju" not in kept


@pytest.mark.parametrize("digits", ["14834111781", "148341 11781", "148341-11781"])
def test_a_national_id_is_masked_wherever_it_is_written(home: Home, digits: str) -> None:
    solveig = home.texting("solveig")
    solveig.says(f"hei, fødselsnummeret mitt er {digits}, hva koster det")
    solveig.says("jeg vil ha et menneske")
    with home.house.services.database.read() as session:
        texts = list(session.scalars(select(InboundMessage.text)))
    [task] = home.tasks
    for kept in [*texts, *(line["text"] for line in task.transcript)]:
        assert "11781" not in kept


def test_the_proof_does_not_last_till_the_next_day(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("hvem hjelper meg nå")
    assert "Oslo kommunes hjemmetjeneste" in solveig.proves()
    home.days_later(1)
    assert "koden" in solveig.says("hvem hjelper meg nå")
