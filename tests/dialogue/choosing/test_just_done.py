"""«Er det i orden nå?», «det var feil», «angrer ikke»: of the choice that was just made."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter


@pytest.fixture
def solveig(harness: DialogueHarness) -> Texter:
    """Solveig, who has just chosen Hasselvind."""
    texter = harness.texting("solveig")
    texter.says("jeg vil velge hasselvind")
    texter.proves()
    texter.says("ja")
    return texter


@pytest.mark.parametrize(
    "asked",
    [
        "er det rett da?", "er det i orden nå?", "e det i orden no", "er jeg ferdig?",
        "fikk dere det med dere?", "ble valget registrert", "må jeg gjøre noe mer?",
        "er alt ordnet da?", "hva skjer nå?", "vart det registrert?", "gikk det i orden?",
    ],
)  # fmt: skip
def test_how_it_stands(solveig: Texter, asked: str) -> None:
    answer = solveig.says(asked)
    assert "Hasselvind Omsorg er k" in answer, answer
    assert "søke om hjelp" not in answer


@pytest.mark.parametrize("said", ["nei det var feil", "det ble feil", "jeg valgte feil"])
def test_what_was_wrong_is_read_back_and_taken_back_on_a_yes(
    harness: DialogueHarness, solveig: Texter, said: str
) -> None:
    assert "ta tilbake valget av Hasselvind" in solveig.says(said)
    assert harness.standing("solveig")
    solveig.says("ja")
    assert not harness.standing("solveig")


@pytest.mark.parametrize(
    "said", ["unnskyld, klokkebekk mente jeg", "nei, det skulle være klokkebekk"]
)
def test_who_was_meant_is_read_back_instead(
    harness: DialogueHarness, solveig: Texter, said: str
) -> None:
    answer = solveig.says(said)
    assert "Du har allerede bedt om Hasselvind" in answer
    assert "du velger Klokkebekk" in answer
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]
    solveig.says("ja")
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")]


@pytest.mark.parametrize("said", ["angrer ikke", "nei jeg angrer ikke", "angrar ikkje"])
def test_no_regret_takes_nothing_back(harness: DialogueHarness, solveig: Texter, said: str) -> None:
    assert "ikke tatt tilbake" in solveig.says(said) or harness.standing("solveig")
    assert harness.standing("solveig")


def test_no_regret_after_it_was_taken_back(harness: DialogueHarness, solveig: Texter) -> None:
    solveig.says("ANGRE")
    assert "er tatt tilbake" in solveig.says("angrer ikke")
    assert not harness.standing("solveig")


@pytest.mark.parametrize("said", ["alt bra", "da er alt i orden", "fint", "alt er greit nå"])
def test_who_is_content_is_left_content(
    harness: DialogueHarness, solveig: Texter, said: str
) -> None:
    assert "bytte" not in solveig.says(said)
    assert harness.standing("solveig")


@pytest.mark.parametrize(
    "said", ["hvem har bestemt dette?", "er det rett at vasken er gratis?", "alt er vondt"]
)
def test_what_is_about_something_else_is_not_taken_for_it(solveig: Texter, said: str) -> None:
    assert "er kommet inn" not in solveig.says(said)
