"""Worries, life events, wishes that only a person can meet: heard, answered honestly, passed on."""

import pytest

from tests.dialogue.harness import DialogueHarness


def test_nobody_must_choose_or_switch(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("må jeg velge noen, eller mister jeg hjelpen?")
    assert answer.startswith("Nei, du mister ikke hjelpen. Nei, du trenger ikke å velge.")
    assert "koden" not in answer


def test_a_death_is_met_with_condolence_and_an_urgent_task(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert solveig.says("mannen min døde i går").startswith("Kondolerer")
    [task] = harness.tasks
    assert task.reason == "death"
    assert task.urgent
    assert task.call_back_number == solveig.number


def test_a_death_in_the_middle_of_a_choice_lets_the_choice_go(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    solveig.says("mamma døde i natt, hun trenger ikke hjelp mer")
    solveig.says("ja")
    assert not harness.choices("solveig")


def test_theft_is_believed_and_an_urgent_task_after_a_yes(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("hun som vasker her stjeler penger fra lommeboka mi")
    assert answer.startswith("Takk for at du sier det")
    assert "02800" in answer
    assert "11" not in answer
    assert not harness.tasks, "nobody was asked"
    solveig.says("ja takk")
    [task] = harness.tasks
    assert (task.reason, task.urgent) == ("abuse", True)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("jeg vil ikke ha hjemmehjelp lenger, dere kan slutte å komme", "end_help"),
        ("jeg trenger mer hjelp enn jeg har nå", "more_help"),
        ("jeg har fått nytt telefonnummer", "change_contact"),
        ("jeg vil ikke at en mann skal stelle meg", "wish_gender"),
    ],
)
def test_what_only_a_person_can_do_is_offered_with_its_own_reason(
    harness: DialogueHarness, words: str, reason: str
) -> None:
    solveig = harness.texting("solveig")
    assert "?" in solveig.says(words)
    assert not harness.tasks, "nobody was asked"
    assert "menneske i Oslo" in solveig.says("ja takk")
    assert [task.reason for task in harness.tasks] == [reason]


def test_a_lost_letter_leads_to_a_new_one_and_not_to_the_code(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("jeg har mistet brevet med koden")
    assert "nytt brev" in answer
    assert "Skriv koden" not in answer
    solveig.says("ja")
    assert [task.reason for task in harness.tasks] == ["new_letter"]


def test_praise_is_passed_on(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert "Så fint" in solveig.says("hun som kommer til meg er så flink og snill, gull verdt")
    assert "sagt det videre" in solveig.says("ja")
    assert [task.reason for task in harness.tasks] == ["praise"]


def test_a_doubt_that_we_are_genuine_never_asks_for_the_code(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    answer = solveig.says("hvordan vet jeg at dette ikke er svindel?")
    assert "sentralbordet" in answer
    assert "koden" not in answer


def test_another_municipality_is_answered_with_its_own_name(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("søsteren min bor i Moss, kan hun velge der?")
    assert "Moss" in answer
    assert "I Oslo kan du" not in answer


def test_a_municipality_that_we_do_not_know_is_not_guessed_at(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("gjelder det samme om jeg flytter til Spania?")
    assert "Jeg vet ikke" in answer


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("hva betyr ordet vedtak?", "svaret på det du har søkt om"),
        ("det står utfører i brevet, hva betyr det", "kommer hjem til deg"),
        ("hva betyr BPA", "leder dem som hjelper deg"),
    ],
)
def test_a_word_is_explained_without_the_code(
    harness: DialogueHarness, words: str, meaning: str
) -> None:
    answer = harness.texting("solveig").says(words)
    assert meaning in answer
    assert "koden" not in answer


def test_the_office_s_hours_are_those_of_the_catalogue(harness: DialogueHarness) -> None:
    assert "mellom 08.00 og 15.00" in harness.texting("solveig").says(
        "når er kontoret deres åpent?"
    )


def test_a_death_some_months_ago_stops_no_visits(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("mannen min døde i mars, kan jeg bytte firma")
    assert "stanses" not in answer
    assert not [task for task in harness.tasks if task.reason == "death"]
