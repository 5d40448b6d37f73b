"""What may be danger is asked about in one sentence beside the answer; yes, no and silence."""

import pytest

from tests.dialogue.harness import DialogueHarness

SVIMMEL = "jeg er litt svimmel i dag, hva koster hjelpen?"
ASKED = "Er det fare nå?"


def test_the_errand_is_answered_and_danger_asked_about(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    help_alone = solveig.says("hva kan jeg si her")
    answer = solveig.says("hjelp")
    assert answer.startswith(help_alone.splitlines()[0])
    assert answer.splitlines()[-1].startswith(ASKED)
    assert "ring 113" in answer
    assert not harness.tasks


@pytest.mark.parametrize("yes", ["ja", "JA", "ja det er det", "ja, hjelp"])
def test_a_yes_is_the_alarm(harness: DialogueHarness, yes: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(SVIMMEL)
    assert solveig.says(yes).startswith("Ring 113 nå.")
    [task] = harness.tasks
    assert (task.reason, task.urgent) == ("emergency", True)


@pytest.mark.parametrize("no", ["nei", "nei da, ingen fare"])
def test_a_no_goes_on_with_the_errand(harness: DialogueHarness, no: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert ASKED in solveig.says(SVIMMEL)
    answer = solveig.says(no)
    assert answer.startswith("Godt å høre.")
    assert "koden" in answer
    assert not harness.tasks
    assert "du velger Hasselvind Omsorg" in solveig.proves()


def test_a_yes_to_it_is_no_yes_to_a_choice(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    assert ASKED in solveig.says(SVIMMEL)
    assert solveig.says("ja").startswith("Ring 113 nå.")
    assert ("practical_assistance", "hasselvind") not in harness.standing("solveig")


def test_who_says_something_else_has_said_it_to_the_thread(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(SVIMMEL)
    assert "Hasselvind Omsorg" in solveig.says("hvem kan jeg velge mellom på nordstrand")
    assert "113" not in solveig.says("ja"), "the question is no longer open"


def test_who_is_not_sure_gets_a_number_to_ring(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(SVIMMEL)
    assert "116 117" in solveig.says("vet ikke helt")


def test_on_nynorsk(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("Eg vil gjerne vite kva hjelpa kostar, og kven eg kan velje mellom no")
    answer = solveig.says("eg er litt svimmel i dag, kva kostar hjelpa?")
    assert "Er det fare no?" in answer


def test_in_the_chat(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes(SVIMMEL)
    assert ASKED in visitor.answer
    visitor.presses("Ja")
    assert "Ring 113 nå." in visitor.answer


def test_on_the_phone(harness: DialogueHarness) -> None:
    record = harness.calls("gunnar", SVIMMEL, "ja")
    assert ASKED in record.text
    assert "ring 113 nå" in record.text
    assert [task.reason for task in harness.tasks] == ["emergency"]


@pytest.mark.parametrize(
    "text",
    ["hun er ikke innlagt ennå, hun ligger her og rister og ser rett gjennom meg",
     "det står en fremmed mann i gangen min og roter i skuffene, jeg har låst meg inn på badet"],
)  # fmt: skip
def test_a_danger_beyond_doubt_stands_beside_what_else_is_heard(
    harness: DialogueHarness, text: str
) -> None:
    said = harness.texting("solveig").says(text)
    assert "113" in said or "112" in said.split(".")[0]


@pytest.mark.parametrize(
    "text",
    ["de ga mannen min insulin to ganger, nå svetter han og snakker rart",
     "han fekk dobbel dose insulin og snakkar tull",
     "jeg satte for mye insulin og skjelver, hvem skal jeg klage til"],
)  # fmt: skip
def test_who_has_had_too_much_insulin_is_given_something_sweet(
    harness: DialogueHarness, text: str
) -> None:
    said = harness.texting("solveig").says(text)
    assert "113" in said
    assert "søtt" in said
    assert "gi mat eller drikke" not in said
