"""Whose choice it is: two share a telephone, or somebody acts for another (trials/field.md K11)."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from choice_register.models import Person
from choice_register.types import ChoiceState
from tests.dialogue.harness import PEOPLE, DialogueHarness, Texter

AUD = PEOPLE["aud"]
HILDE = PEOPLE["arvid"].mandates[0]


def proof_of(name: str) -> str:
    person = PEOPLE[name]
    return f"{person.code} {person.birth_date:%d.%m.%Y}"


def chosen(harness: DialogueHarness, name: str = "aud") -> Texter:
    someone = harness.texting(name)
    someone.says("jeg vil velge hasselvind")
    someone.proves()
    assert "ANGRE" in someone.says("ja")
    return someone


def share_a_telephone(harness: DialogueHarness, one: str, other: str) -> None:
    with harness.application.services.database.write() as session:
        theirs = update(Person).where(Person.phone == PEOPLE[other].phone)
        session.execute(theirs.values(phone=PEOPLE[one].phone))


def test_with_one_telephone_for_two_undo_names_whose_choice_and_asks(
    harness: DialogueHarness,
) -> None:
    share_a_telephone(harness, "aud", "solveig")
    aud = chosen(harness)
    answer = aud.says("ANGRE")
    assert "Dette gjelder Aud Fagerstrand. Aud, du vil ta tilbake valget" in answer
    assert harness.standing("aud")
    aud.says("ja")
    assert harness.choices("aud")[-1].state is ChoiceState.WITHDRAWN


def test_with_a_telephone_of_ones_own_the_one_word_is_enough(harness: DialogueHarness) -> None:
    aud = chosen(harness)
    assert "er tatt tilbake" in aud.says("ANGRE")
    assert not harness.standing("aud")


@pytest.mark.parametrize("word", ["ANGRE", "angre", "Angre valget", "ANGRE. Hilsen Hilde"])
def test_who_has_a_mandate_is_asked_whose_choice_is_taken_back(
    harness: DialogueHarness, word: str
) -> None:
    hilde = harness.texting("arvid", HILDE.phone)
    hilde.says("jeg vil bytte til hasselvind for far")
    hilde.says(f"{HILDE.code} {PEOPLE['arvid'].birth_date:%d.%m.%Y}")
    hilde.says("ja")
    made = harness.choices("arvid")[-1]
    assert made.mandate_id
    answer = hilde.says(word)
    assert "Dette gjelder Arvid Tangvik. Du vil ta tilbake valget" in answer
    assert made.case_number in {
        each.case_number for each in harness.choices("arvid") if each.state is ChoiceState.RECEIVED
    }
    assert "for Arvid Tangvik er tatt tilbake" in hilde.says("ja")
    assert harness.choices("arvid")[-1].state is ChoiceState.WITHDRAWN


def test_who_has_a_mandate_and_a_case_of_her_own_is_asked_too(harness: DialogueHarness) -> None:
    with harness.application.services.database.write() as session:
        hers = update(Person).where(Person.phone == AUD.phone)
        session.execute(hers.values(phone=HILDE.phone))
    hilde = harness.texting("aud", HILDE.phone)
    hilde.says("jeg vil velge hasselvind")
    hilde.says(proof_of("aud"))
    hilde.says("ja")
    assert harness.choices(replace(AUD, phone=HILDE.phone))
    assert "Dette gjelder Aud Fagerstrand" in hilde.says("angre")


@pytest.mark.parametrize(
    "words",
    ["Mannen min Per vil ha Vintereple", "Dette er Per, jeg vil ha Lommedugg",
     "kona mi vil ha klokkebekk", "Mor vil bytte til vintereple",
     "her er Per, eg vil velje klokkebekk",
     "det er Per som skriver nå. Jeg vil ha Klokkebekk"],
)  # fmt: skip
def test_a_wish_of_somebody_else_is_not_read_back_as_the_proven_person_s(
    harness: DialogueHarness, words: str
) -> None:
    aud = harness.texting("aud")
    aud.says("hvem hjelper meg nå?")
    aud.proves()
    answer = aud.says(words)
    assert "du velger" not in answer, answer
    aud.says("ja")
    assert not harness.choices("aud")


def test_another_s_code_in_the_middle_of_a_choice_begins_anew_with_that_name(
    harness: DialogueHarness,
) -> None:
    share_a_telephone(harness, "aud", "solveig")
    aud = harness.texting("aud")
    aud.says("jeg vil velge")
    listed = aud.proves()
    assert "Hasselvind Omsorg" in listed
    answer = aud.says(proof_of("solveig"))
    assert "Solveig" in answer
    assert "Hasselvind Omsorg" not in answer, "the list was Aud's"
    aud.says("1")
    aud.says("ja")
    assert not harness.choices("aud")
    assert not harness.choices("solveig")
