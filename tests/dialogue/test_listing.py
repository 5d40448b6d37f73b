"""Who can be chosen, in the chat: by presses from the district to three side by side."""

import pytest

from tests.channels.webchat.visitor import Visitor
from tests.dialogue.home import Home


@pytest.fixture
def astrid(fresh_home: Home) -> Visitor:
    return fresh_home.browsing()


def cards(visitor: Visitor) -> set[str]:
    """Whom the last answer shows."""
    last = visitor.part("chat-log").all("li", class_="said")[-1]
    return {each.all("h2")[0].text for each in last.all("article", class_="card")}


LISTED = {"Oslo kommunes hjemmetjeneste", "Klokkebekk Hjemmetjeneste", "Hasselvind Omsorg"}


def test_from_the_district_to_one_kind_of_help_and_three_side_by_side(astrid: Visitor) -> None:
    astrid.writes("Hvem kan jeg velge?")
    assert "Hvilken bydel" in astrid.answer
    astrid.presses("Grünerløkka")
    assert "Måkesund Assistanse" in cards(astrid)
    astrid.presses("Bare praktisk bistand")
    assert cards(astrid) == LISTED
    astrid.presses("Sammenlign dem")
    assert cards(astrid) == LISTED
    astrid.writes("hvem er best?")
    assert cards(astrid) == LISTED


def test_the_help_that_was_named_first_is_remembered_while_the_district_is_asked_for(
    astrid: Visitor,
) -> None:
    astrid.writes("Hvem kan jeg velge til praktisk bistand?")
    astrid.presses("Grünerløkka")
    assert cards(astrid) == LISTED
    assert "personlig assistanse" not in astrid.answer


def test_a_kind_of_help_by_itself_is_asked_back_for_the_district(astrid: Visitor) -> None:
    astrid.writes("praktisk bistand")
    assert "ikke spurt om noe" not in astrid.answer
    astrid.presses("Grünerløkka")
    assert cards(astrid) == LISTED
