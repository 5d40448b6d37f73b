"""After an alarm every reply is about the danger, until a person or the citizen says it is over."""

import pytest

from casework.caseworker import Caseworker
from casework.models import Outcome
from tests.dialogue.harness import DialogueHarness

KARI = Caseworker("kari", "Kari Nordli", "0301")
FALLEN = "jeg har falt og kommer meg ikke opp"
NEVER = ("velge", "leverandør", "forstår", "forsto", "Mente du", "Hva vil du", "Ha det")
"""Nothing of choosing, no menu, no «not understood», no goodbye."""


def about_danger(answer: str) -> str:
    assert answer, "silence is no answer in a crisis"
    assert not [word for word in NEVER if word in answer], answer
    return answer


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("jeg når ikke telefonen", "trygghetsalarm"),
        ("mobilen ligger på kjøkkenet og jeg får ikke tak i den", "trygghetsalarm"),
        ("de svarer ikke der", "trygghetsalarm"),
        ("kan ikke du ringe?", "kan ikke ringe 113"),
        ("kan du få noen til å komme hit", "kan ikke ringe 113"),
        ("når kommer hjelpen", "Vakten i Oslo er varslet. Men ikke vent"),
        ("skal jeg vente til han har sovet?", "Nei, ikke vent"),
        ("det går vel over", "Nei, ikke vent"),
        ("må jeg det da, er det så farlig", "Nei, ikke vent"),
        ("jeg orker ikke ringe", "Du er ikke til bry"),
        ("vil ikke være til bry", "Du er ikke til bry"),
        ("nei", "Ring 113"),
        ("ja jeg har ringt", "Gjør som de sier"),
        ("hva koster det å bytte", "Har du ringt 113?"),
        ("jeg vil velge hasselvind", "Har du ringt 113?"),
        ("xq zzt pfff", "Har du ringt 113?"),
        ("jeg vil snakke med et menneske", "Vakten i Oslo er varslet"),
        ("ha det", "Har du ringt 113?"),
    ],
)  # fmt: skip
def test_what_is_said_after_an_alarm_has_an_answer_of_its_own(
    harness: DialogueHarness, words: str, told: str
) -> None:
    solveig = harness.texting("solveig")
    assert solveig.says(FALLEN).startswith("Ring 113")
    assert told in about_danger(solveig.says(words))


def test_it_lasts_for_as_long_as_it_is_not_said_to_be_over(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    said = ["hei", "jeg vil bytte", "hvem kan jeg velge", "hei", "ok", "hvor mye er klokka"]
    for words in said:
        about_danger(solveig.says(words))
    assert solveig.conversation.slots["crisis"]


def test_that_it_went_well_is_asked_once_more(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert "Er all fare over nå?" in about_danger(solveig.says("det gikk bra"))
    assert solveig.conversation.slots["crisis"]
    assert "Blir det verre igjen" in solveig.says("ja")
    assert "crisis" not in solveig.conversation.slots
    assert "betale" in solveig.says("hva koster hjelpen")


@pytest.mark.parametrize("words", ["nei", "jeg vet ikke", "hun puster så rart igjen"])
def test_what_is_no_clear_yes_does_not_end_it(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    solveig.says("det gikk bra")
    assert "Ring 113" in about_danger(solveig.says(words))
    assert solveig.conversation.slots["crisis"]


def test_the_thread_is_taken_up_when_it_is_over(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(FALLEN)
    solveig.says("falsk alarm, alt er bra")
    assert "koden" in solveig.says("ja")


def test_a_person_who_finished_the_task_ends_it(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    conversation = solveig.conversation.id
    harness.application.desk.claim(KARI, conversation)
    harness.application.desk.resolve(KARI, conversation, Outcome.CALLED, "Ambulansen kom.", "k")
    assert "betale" in solveig.says("hva koster hjelpen")


def test_a_fire_is_110_to_the_end(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert "110" in solveig.says("det brenner på kjøkkenet")
    assert "Gå ut" in about_danger(solveig.says("jeg finner ikke telefonen"))
    assert "110" in about_danger(solveig.says("kan ikke du ringe"))


def test_another_danger_is_a_new_alarm(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert "110" in solveig.says("og nå brenner det på kjøkkenet")


def test_suicide_is_met_with_warmth_and_numbers_for_tonight(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("jeg orker ikke leve lenger")
    assert answer.startswith("Ring 113")
    assert "116 123" in answer
    assert "22 40 00 40" in answer
    for words in ("nei", "farvel", "dere trenger ikke komme mandag, da er jeg ikke her lenger"):
        assert "116 123" in about_danger(solveig.says(words))
    [task] = harness.tasks
    assert (task.reason, task.urgent) == ("emergency", True)


def test_suicide_in_understatement_is_asked_about_and_a_person_told(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    answer = about_danger(solveig.says("alle hadde hatt det bedre uten meg"))
    assert "Tenker du på å ta livet ditt?" in answer
    assert "116 123" in answer
    assert "113" in answer
    [task] = harness.tasks
    assert task.urgent
    assert "Ring 113" in solveig.says("ja")


def test_stop_is_heard_in_a_crisis_too(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert "113" not in solveig.says("STOPP")


def test_in_the_chat_and_on_nynorsk(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes(
        "eg har ramla på badet og kjem meg ikkje opp, og eg veit ikkje kva eg skal gjere"
    )
    assert "Ring 113 no." in visitor.answer
    visitor.writes("kan ikkje du ringje for meg")
    assert "kan ikkje ringje 113" in visitor.answer


def test_the_call_is_not_left(harness: DialogueHarness) -> None:
    record = harness.calls("gunnar", FALLEN, "jeg kan ikke legge på hjelp meg", "kan ikke du ringe")
    assert "trygghetsalarm" in record.text
    assert "kan ikke ringe 113" in record.text


@pytest.mark.parametrize(
    "answer",
    ["Nei, gardinen tok fyr av stearinlyset", "nei de tok feil, nå brenner det i gangen også"],
)
def test_words_of_a_correction_that_tell_of_a_danger_end_nothing(
    harness: DialogueHarness, answer: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    solveig.says("det gikk bra, det er slukket")
    assert "ikke fare" not in solveig.says(answer).lower()
    assert "110" in solveig.says("hva gjør jeg nå")


def test_a_yes_to_a_read_back_is_none_to_visits_that_wait(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("Jeg er bortreist fra fredag")
    for words in ("Jeg vil bytte til Hasselvind", f"{solveig.person.code} 14.03.1941"):
        solveig.says(words)
    assert "på vent" not in solveig.says("ja")
