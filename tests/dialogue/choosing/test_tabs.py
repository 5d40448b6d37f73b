"""Of one chat several tabs may stand open: what is typed answers what its own tab shows."""

import pytest

from tests.channels.webchat.visitor import Visitor
from tests.dialogue.harness import PEOPLE, DialogueHarness

ASKS_TO_UNDO = "jeg vil angre valget mitt"


def tab_of(visitor: Visitor) -> Visitor:
    """Another tab of the same browser, as the chat stands now."""
    tab = Visitor(visitor.client.application, at=visitor.at)
    tab.client = visitor.client
    tab.opens()
    return tab


@pytest.fixture
def solveig(harness: DialogueHarness) -> Visitor:
    """Solveig in the chat, asked whether she chooses Hasselvind."""
    visitor, person = harness.browsing(), PEOPLE["solveig"]
    for said in ("jeg vil velge hasselvind", person.code, f"{person.birth_date:%d.%m.%Y}"):
        visitor.writes(said)
    assert "du velger Hasselvind" in visitor.answer
    return visitor


@pytest.mark.parametrize("yes", ["ja", "Ja takk", "ja det er rett"])
def test_a_yes_in_an_old_tab_registers_nothing_that_a_newer_one_asks(
    harness: DialogueHarness, solveig: Visitor, yes: str
) -> None:
    old = tab_of(solveig)
    solveig.writes("nei, jeg mente klokkebekk")
    assert "du velger Klokkebekk" in solveig.answer
    old.writes(yes)
    assert not harness.standing("solveig")
    assert "du velger Klokkebekk" in old.answer, "asked anew, where it can be read"
    old.writes("ja")
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")]


def test_nor_takes_it_back_what_a_newer_one_asks(
    harness: DialogueHarness, solveig: Visitor
) -> None:
    old = tab_of(solveig)
    solveig.writes("ja")
    solveig.writes(ASKS_TO_UNDO)
    old.writes("ja")
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_a_yes_in_the_tab_that_shows_the_question_is_one(
    harness: DialogueHarness, solveig: Visitor
) -> None:
    tab = tab_of(solveig)
    tab.writes("ja")
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_a_no_and_a_wish_in_an_old_tab_are_taken(
    harness: DialogueHarness, solveig: Visitor
) -> None:
    old = tab_of(solveig)
    solveig.writes("nei, den andre")
    old.writes("nei, jeg mente klokkebekk")
    assert "du velger Klokkebekk" in old.answer
    assert not harness.standing("solveig")


@pytest.mark.parametrize("told", ["", "x", "²", "-1", "9" * 40])
def test_a_form_that_does_not_tell_what_it_showed_confirms_nothing(
    harness: DialogueHarness, solveig: Visitor, told: str
) -> None:
    solveig.sends(solveig.filled("chat-write", tekst="ja") | {"sett": told})
    assert not harness.standing("solveig")
    assert "Hasselvind" in solveig.answer, "asked anew"


def test_danger_is_not_over_by_a_yes_to_something_older(
    harness: DialogueHarness, solveig: Visitor
) -> None:
    old = tab_of(solveig)
    solveig.writes("det brenner på kjøkkenet")
    solveig.writes("brannen er slukket og alt er bra nå")
    old.writes("ja")
    assert harness.conversation("web").slots["crisis"]
