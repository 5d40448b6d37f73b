"""One case, three channels: what stopped in one conversation goes on in another, after the code."""

from dataclasses import replace

import pytest

from devtools.phone_simulator import CallRecord
from tests.dialogue.harness import PEOPLE, DialogueHarness, options

QUESTION = "Vil du gå videre med det?"


def keys(person: str) -> list[str]:
    """Code and birth date on the keypad."""
    return [PEOPLE[person].code, f"{PEOPLE[person].birth_date:%d%m%Y}"]


def wants_to_choose(harness: DialogueHarness, person: str, *then: str) -> CallRecord:
    return harness.calls(person, "jeg vil velge", *keys(person), *then)


def left_at_the_list(harness: DialogueHarness) -> list[str]:
    """Solveig stops by text message where the providers are offered; their names in order."""
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    return options(solveig.proves())


def left_at_the_read_back(harness: DialogueHarness) -> None:
    left_at_the_list(harness)
    harness.texting("solveig").says("hasselvind")


def test_what_began_by_text_is_finished_by_phone(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    record = wants_to_choose(harness, "solveig", "ja", "5")
    assert "Du var i gang med å velge Hasselvind Omsorg. " in record.text.replace("\n", " ")
    assert QUESTION in record.text
    assert "du velger Hasselvind Omsorg." in record.text
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_the_list_goes_on_by_phone_in_the_order_of_the_text(harness: DialogueHarness) -> None:
    menu = left_at_the_list(harness)
    # What she has already, the municipality's own, would be no choice.
    number = next(n for n, name in enumerate(menu, start=1) if "kommune" not in name)
    record = wants_to_choose(harness, "solveig", "5", str(number))
    assert "hvem som skal hjelpe deg" in record.text
    assert f"du velger {menu[number - 1]}." in record.text


def test_a_dropped_call_is_taken_up_when_calling_back(harness: DialogueHarness) -> None:
    harness.calls("solveig", "jeg vil velge", *keys("solveig"), "hasselvind", "@hangup")
    record = wants_to_choose(harness, "solveig", "ja", "ja")
    assert "Du var i gang med å velge Hasselvind Omsorg" in record.text
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_what_began_by_phone_is_finished_by_text(harness: DialogueHarness) -> None:
    harness.calls("solveig", "jeg vil velge", *keys("solveig"), "hasselvind", "@hangup")
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    assert QUESTION in solveig.proves()
    assert "du velger Hasselvind Omsorg" in solveig.says("ja")


def test_nothing_is_told_before_the_code(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    record = harness.calls("solveig", "jeg vil velge", PEOPLE["solveig"].code)
    assert "i gang" not in record.text
    assert "Hasselvind" not in record.text


def test_another_person_with_the_same_telephone_is_told_nothing(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    arvid = PEOPLE["arvid"]
    caller = replace(arvid, phone=PEOPLE["solveig"].phone)
    record = harness.calls(caller, "jeg vil bytte", arvid.code, f"{arvid.birth_date:%d%m%Y}")
    assert "vet jeg hvem du er" in record.text
    assert "i gang" not in record.text


def test_a_thread_that_another_person_has_taken_over_tells_nothing(
    harness: DialogueHarness,
) -> None:
    left_at_the_read_back(harness)
    arvid = harness.texting("arvid", PEOPLE["solveig"].phone)
    arvid.says("dette er ikke solveig, du har feil nummer")
    arvid.says("jeg vil bytte")
    arvid.proves()
    arvid.says("hasselvind")
    assert "i gang" not in wants_to_choose(harness, "solveig").text


def test_it_is_not_offered_when_the_choice_was_finished(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    harness.texting("solveig").says("ja")
    assert "i gang" not in wants_to_choose(harness, "solveig").text


def test_it_is_not_offered_when_it_was_finished_through_another_door(
    harness: DialogueHarness,
) -> None:
    left_at_the_read_back(harness)
    wants_to_choose(harness, "solveig", "ja", "ja")
    assert harness.standing("solveig")
    assert "i gang" not in wants_to_choose(harness, "solveig").text


def test_it_is_not_offered_the_next_day(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    harness.days_later(2)
    assert "i gang" not in wants_to_choose(harness, "solveig").text


def test_no_goes_on_with_what_was_wanted_now(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    record = wants_to_choose(harness, "solveig", "9")
    assert "Hvem vil du ha?" in record.heard[-1]
    assert not harness.choices("solveig")


def test_a_provider_named_now_needs_no_question(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    record = harness.calls("solveig", "jeg vil velge klokkebekk", *keys("solveig"))
    assert "i gang" not in record.text
    assert "du velger Klokkebekk" in record.text


def test_a_question_is_answered_before_the_offer_to_go_on(harness: DialogueHarness) -> None:
    left_at_the_read_back(harness)
    record = harness.calls("solveig", "hvem hjelper meg nå", *keys("solveig"), "ja")
    assert "Oslo kommunes hjemmetjeneste" in record.text
    assert record.text.index("Oslo kommunes hjemmetjeneste") < record.text.index(QUESTION)
    assert "du velger Hasselvind Omsorg." in record.text


@pytest.mark.parametrize("words", ["hva koster det", "saktere"])
def test_a_digression_does_not_lose_the_question(harness: DialogueHarness, words: str) -> None:
    left_at_the_read_back(harness)
    record = wants_to_choose(harness, "solveig", words, "ja")
    assert record.text.count(QUESTION) >= 2
    assert "du velger Hasselvind Omsorg." in record.text
