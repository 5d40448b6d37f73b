"""A need of today comes before the errand that it stands beside, and neither is lost."""

import pytest

from assistant.actions.safety import hearing
from assistant.actions.safety.grave import is_supposed
from tests.dialogue.harness import DialogueHarness

NEEDS = [
    "og så har ingen kommet med medisinen min i dag",
    "jeg har ikke mat i huset",
    "varmen har gått og det er iskaldt inne",
    "jeg har sittet fast i stolen siden i morges",
    "eg har ikkje fått medisinen min i dag",
    "æ har itj fått mat i dag",
    "hjemmehjelpen kom ikke i dag heller",
    "kommer meg ikke ut av senga",
    "tom for insulin",
    "far sitter i våt bleie ennå",
]
NO_NEEDS = [
    "hva gjør jeg hvis ingen kommer",
    "hender det at ingen kommer",
    "kan jeg få mat levert",
    "ingen av dem snakker polsk",
    "jeg har ikke fått svar",
    "ingen kom i fjor heller",
    "hvem gir meg medisin",
    "jeg kommer ikke på koden",
    "hjelper de med ovnen",
]


def is_need(text: str) -> bool:
    return hearing.first("life", text, ("neglect",)) is not None and not is_supposed(text)


def test_needs_are_heard_and_questions_about_the_service_are_not() -> None:
    assert not [text for text in NEEDS if not is_need(text)]
    assert not [text for text in NO_NEEDS if is_need(text)]


def test_beside_a_code_it_comes_first_and_the_code_is_taken(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    answer = solveig.says(f"{solveig.person.code}. Og ingen har kommet med medisinen min i dag")
    assert answer.index("40 00 03 93") < answer.index("født")
    assert "116 117" in answer
    assert "113" in answer
    assert [(task.reason, task.urgent) for task in harness.tasks] == [("abuse", True)]
    assert "elger Hasselvind" in solveig.says(f"{solveig.person.birth_date:%d%m%Y}")


@pytest.mark.parametrize("need", ["vi har ikke mat i huset", "ingen kom i dag heller"])
def test_beside_a_question_it_comes_first_and_the_question_is_answered(
    harness: DialogueHarness, need: str
) -> None:
    answer = harness.texting("solveig").says(f"Hva koster det å bytte? {need}")
    assert answer.index("40 00 03 93") < answer.index("betale")


def test_a_pause_is_asked_about_and_only_then_asked_for(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("mor er innlagt på sykehus, kan dere sette besøkene på pause")
    assert "som før" in answer
    assert "Skal jeg be dem sette besøkene på vent?" in answer
    assert [task.summary["what"] for task in harness.tasks] == ["hospital"]
    assert "til de har svart deg" in solveig.says("ja")
    assert [task.summary["what"] for task in harness.tasks] == ["hospital", "pause"]
    assert "Nei, ikke ennå" in solveig.says("er det ordnet da")


def test_no_to_a_pause_asks_for_none(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg er bortreist fra fredag i to uker")
    assert "Da er besøkene som før" in solveig.says("nei")
    assert [task.summary["what"] for task in harness.tasks] == ["away"]


def test_abuse_is_told_in_confidence_and_nobody_rings_before_it_is_safe(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("hun som vasker her klyper meg hardt i armene")
    assert "hastesak" not in answer
    assert answer.index("Jeg sier det ikke til den det gjelder") < answer.index("trygt å nå deg?")
    [task] = harness.tasks
    assert (task.reason, task.urgent, task.summary["contact"]) == ("abuse", True, "not_yet")
    assert "når og hvordan de kan nå deg" in solveig.says("torsdag formiddag, men ikke ring")
    assert harness.tasks[-1].summary["what"] == "safe_time"


def test_no_contact_at_all_is_an_answer(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("han som kommer om kvelden er så hard i hendene at jeg har blåmerker")
    assert "ikke vil bli kontaktet" in solveig.says("nei aldri")
    assert harness.tasks[-1].summary["what"] == "no_contact"


@pytest.mark.parametrize("words", ["hva sa du", "hæ", "gjenta", "si det en gang til"])
@pytest.mark.parametrize("grave", ["jeg har falt og kommer meg ikke opp", "hva koster hjelpen"])
def test_a_call_says_again_what_it_said_also_in_a_danger(
    harness: DialogueHarness, grave: str, words: str
) -> None:
    record = harness.calls("gunnar", grave, words)
    said = [event.text for event in record.events if event.kind == "say"]
    first = next(text for text in said if "113" in text or "betale" in text)
    assert said.count(first) == 2, said
