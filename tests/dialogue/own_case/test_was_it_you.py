"""A stranger with her letter, or with her number on the display: she hears of it and stops it."""

import pytest

from conversations.models import TaskState
from tests.dialogue.harness import PEOPLE, DialogueHarness, Texter, wait_until

STRANGER = "+4740019999"
WHERE = ("fresh_harness", "harness_on_postgres")


def warned(harness: DialogueHarness, her: Texter) -> str:
    """What comes to her telephone by itself."""
    before = len(her.got())
    harness.application.planner.warn()
    wait_until(lambda: len(her.got()) > before)
    return her.got()[-1]


@pytest.mark.parametrize("where", WHERE)
def test_a_choice_with_her_letter_from_another_telephone_is_stopped_by_no(
    where: str, request: pytest.FixtureRequest
) -> None:
    harness: DialogueHarness = request.getfixturevalue(where)
    before = harness.standing("solveig")
    stranger, solveig = harness.texting("solveig", number=STRANGER), harness.texting("solveig")
    stranger.says("jeg vil velge hasselvind")
    stranger.proves()
    assert "Saksnummeret" in stranger.says("ja")
    told = warned(harness, solveig)
    assert "Solveig" in told
    assert "Var det deg? Hvis ikke, svar NEI" in told
    assert stranger.says("nei") != ""
    assert harness.standing("solveig") != before, "from another number NEI stops nothing"
    solveig.says("NEI")
    assert harness.standing("solveig") == before
    [task] = [each for each in harness.tasks if each.state is TaskState.OPEN and each.urgent]
    assert task.person_id is not None


@pytest.mark.parametrize("where", WHERE)
def test_a_call_that_shows_her_number_is_told_to_her_telephone_and_stopped_by_no(
    where: str, request: pytest.FixtureRequest
) -> None:
    harness: DialogueHarness = request.getfixturevalue(where)
    before, person = harness.standing("solveig"), PEOPLE["solveig"]
    born = f"{person.birth_date:%d%m%Y}"
    harness.calls("solveig", "jeg vil velge hasselvind", person.code, born, "5")
    assert harness.standing("solveig") != before
    solveig = harness.texting("solveig")
    assert "Var det deg? Hvis ikke, svar NEI" in warned(harness, solveig)
    solveig.says("NEI")
    assert harness.standing("solveig") == before


@pytest.mark.parametrize("where", WHERE)
def test_a_lost_letter_in_the_middle_of_the_code_is_one_task_and_goes_where_it_went_before(
    where: str, request: pytest.FixtureRequest
) -> None:
    harness: DialogueHarness = request.getfixturevalue(where)
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "adressen kommunen har fra før" in solveig.says("brevet mitt er blitt borte")
    assert "nytt brev til deg" in solveig.says("ja")
    assert [task.reason for task in harness.tasks] == ["new_letter"]


@pytest.mark.parametrize("no", ["nei det har jeg ikke sagt", "nei, det har eg aldri sagt ja til"])
def test_a_no_that_holds_it_was_me_stops_it(fresh_harness: DialogueHarness, no: str) -> None:
    harness = fresh_harness
    before = harness.standing("solveig")
    stranger, solveig = harness.texting("solveig", number=STRANGER), harness.texting("solveig")
    stranger.says("jeg vil velge hasselvind")
    stranger.proves()
    stranger.says("ja")
    warned(harness, solveig)
    solveig.says(no)
    assert harness.standing("solveig") == before
