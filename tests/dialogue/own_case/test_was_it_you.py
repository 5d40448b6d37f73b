"""A stranger with her letter, or with her number on the display: she hears of it and stops it."""

import pytest

from conversations.models import TaskState
from tests.dialogue.home import PEOPLE, Home, Texter, wait_until

STRANGER = "+4740019999"
WHERE = ("fresh_home", "home_on_postgres")


def warned(home: Home, her: Texter) -> str:
    """What comes to her telephone by itself."""
    before = len(her.got())
    home.house.planner.warn()
    wait_until(lambda: len(her.got()) > before)
    return her.got()[-1]


@pytest.mark.parametrize("where", WHERE)
def test_a_choice_with_her_letter_from_another_telephone_is_stopped_by_no(
    where: str, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(where)
    before = home.standing("solveig")
    stranger, solveig = home.texting("solveig", number=STRANGER), home.texting("solveig")
    stranger.says("jeg vil velge hasselvind")
    stranger.proves()
    assert "Saksnummeret" in stranger.says("ja")
    told = warned(home, solveig)
    assert "Solveig" in told
    assert "Var det deg? Hvis ikke, svar NEI" in told
    assert stranger.says("nei") != ""
    assert home.standing("solveig") != before, "from another number NEI stops nothing"
    solveig.says("NEI")
    assert home.standing("solveig") == before
    [task] = [each for each in home.tasks if each.state is TaskState.OPEN and each.urgent]
    assert task.person_id is not None


@pytest.mark.parametrize("where", WHERE)
def test_a_call_that_shows_her_number_is_told_to_her_telephone_and_stopped_by_no(
    where: str, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(where)
    before, person = home.standing("solveig"), PEOPLE["solveig"]
    born = f"{person.birth_date:%d%m%Y}"
    home.calls("solveig", "jeg vil velge hasselvind", person.code, born, "5")
    assert home.standing("solveig") != before
    solveig = home.texting("solveig")
    assert "Var det deg? Hvis ikke, svar NEI" in warned(home, solveig)
    solveig.says("NEI")
    assert home.standing("solveig") == before


@pytest.mark.parametrize("where", WHERE)
def test_a_lost_letter_in_the_middle_of_the_code_is_one_task_and_goes_where_it_went_before(
    where: str, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(where)
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "adressen kommunen har fra før" in solveig.says("brevet mitt er blitt borte")
    assert "nytt brev til deg" in solveig.says("ja")
    assert [task.reason for task in home.tasks] == ["new_letter"]
