"""Who can be chosen, in the chat: by presses from the district to three side by side."""

import time

import pytest

from tests.channels.webchat.visitor import Visitor
from tests.dialogue.harness import DialogueHarness


@pytest.fixture
def astrid(fresh_harness: DialogueHarness) -> Visitor:
    return fresh_harness.browsing()


def says(visitor: Visitor, words: str) -> None:
    """Press what stands on a button, or write it, and wait for the answer as long as it takes."""
    (visitor.presses if words in visitor.can_press else visitor.writes)(words)
    while "Svaret kommer" in visitor.told:
        time.sleep(0.2)
        visitor.asks_for_news()


def cards(visitor: Visitor) -> set[str]:
    """Whom the last answer shows."""
    last = visitor.part("chat-log").all("li", class_="said")[-1]
    return {each.all("h2")[0].text for each in last.all("article", class_="card")}


LISTED = {"Oslo kommunes hjemmetjeneste", "Klokkebekk Hjemmetjeneste", "Hasselvind Omsorg"}


def test_from_the_district_to_one_kind_of_help_and_three_side_by_side(astrid: Visitor) -> None:
    says(astrid, "Hvem kan jeg velge?")
    assert "Hvilken bydel" in astrid.answer
    says(astrid, "Grünerløkka")
    assert "Måkesund Assistanse" in cards(astrid)
    says(astrid, "Bare praktisk bistand")
    assert cards(astrid) == LISTED
    says(astrid, "Sammenlign dem")
    assert cards(astrid) == LISTED
    says(astrid, "hvem er best?")
    assert cards(astrid) == LISTED


def test_the_help_that_was_named_first_is_remembered_while_the_district_is_asked_for(
    astrid: Visitor,
) -> None:
    says(astrid, "Hvem kan jeg velge til praktisk bistand?")
    says(astrid, "Grünerløkka")
    assert cards(astrid) == LISTED
    assert "personlig assistanse" not in astrid.answer


def test_a_kind_of_help_by_itself_is_asked_back_for_the_district(astrid: Visitor) -> None:
    says(astrid, "praktisk bistand")
    assert "ikke spurt om noe" not in astrid.answer
    says(astrid, "Grünerløkka")
    assert cards(astrid) == LISTED
