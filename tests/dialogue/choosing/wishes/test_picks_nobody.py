"""«Ja», «takk» and «vet ikke» to a list: helped on, in two ways, and then a person."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    "said",
    [
        ("ja", "takk", "ja takk"),
        ("vet ikke", "jeg er usikker", "vet ikke helt"),
        ("tja", "ok", "hmm"),
    ],
)
def test_said_in_two_ways_and_then_a_person(
    harness: DialogueHarness, said: tuple[str, str, str]
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.proves()
    first, second, third = (solveig.says(each) for each in said)
    assert "navnet" in first
    assert "nei" in second
    assert "menneske" in third
    assert "Hvem vil du ha?" in solveig.says("nei"), "the list is gone"
    assert "du velger Hasselvind" in solveig.says("hasselvind")


def test_no_is_no(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.proves()
    assert "lar det ligge" in solveig.says("nei")


def test_where_it_is_asked_which_help(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil velge hasselvind")
    randi.proves()
    assert "Svar med tallet" in randi.says("vet ikke")
    assert "Hasselvind" in randi.says("1")
