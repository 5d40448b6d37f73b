"""The last word about who and what holds: at the question which help, and at the read-back."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter


def asked_which(harness: DialogueHarness, wish: str) -> Texter:
    """Randi, who is asked whether it is for all her help."""
    randi = harness.texting("randi")
    randi.says(wish)
    assert "all hjelp" in randi.proves()
    return randi


@pytest.mark.parametrize(
    ("wish", "answer", "read_back"),
    [
        ("jeg vil ha hasselvind", "Rognelykt til sykepleien", "Rognelykt Pleie for det"),
        ("jeg vil ha rognelykt", "nei, Hasselvind til vasken", "Hasselvind Omsorg for det"),
        ("jeg vil ha rognelykt", "vask: Hasselvind", "Hasselvind Omsorg for det"),
        ("jeg vil ha rognelykt", "hasselvind til alt", "Hasselvind Omsorg for all"),
        ("eg vil ha rognelykt", "hasselvind te vaskinga", "Hasselvind Omsorg for det"),
        ("jeg vil ha kommunen", "nei hasselvind til vasken", "Hasselvind Omsorg for det"),
    ],
)
def test_the_firm_named_with_the_help_is_the_one(
    harness: DialogueHarness, wish: str, answer: str, read_back: str
) -> None:
    assert read_back in asked_which(harness, wish).says(answer)
    assert not harness.standing("randi")


def test_it_holds_also_where_the_help_is_asked_for_once_more(harness: DialogueHarness) -> None:
    randi = asked_which(harness, "jeg vil ha rognelykt")
    randi.says("noe av den, men heller hasselvind")
    assert "Hasselvind Omsorg for det du kaller vasken" in randi.says("vasken")


@pytest.mark.parametrize("told", ["rognelykt hadde jeg før", "naboen har rognelykt til vasken"])
def test_who_is_only_told_of_is_not(harness: DialogueHarness, told: str) -> None:
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "du velger Rognelykt" not in randi.says(told)
    assert "du velger Hasselvind" in randi.says("all hjelpen")


@pytest.fixture
def part(harness: DialogueHarness) -> Texter:
    """Randi, at the read-back of Hasselvind for her cleaning."""
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "det du kaller vasken" in randi.says("bare vasken")
    return randi


@pytest.mark.parametrize(
    "said", ["hasselvind til begge", "begge deler", "nei, til begge", "nei hasselvind skal ta alt"]
)
def test_both_is_read_back_for_all(harness: DialogueHarness, part: Texter, said: str) -> None:
    assert "Hasselvind Omsorg for all hjelpen" in part.says(said)
    assert not harness.standing("randi")


@pytest.mark.parametrize("said", ["nei motsatt", "nei omvendt", "tvert om", "nei, det er motsett"])
def test_the_opposite_is_asked_about(harness: DialogueHarness, part: Texter, said: str) -> None:
    assert "Skriv det med egne ord" in part.says(said) or "eigne ord" in part.got()[-1]
    assert "for det du" in part.says("sykepleien")
    assert not harness.standing("randi")


@pytest.mark.parametrize("said", ["nei, sykepleien", "nei, sykepleien mente jeg"])
def test_the_other_help_is_read_back(part: Texter, said: str) -> None:
    assert "Hasselvind Omsorg for det du kaller sykepleien" in part.says(said)


@pytest.mark.parametrize(
    "said",
    [
        "nei vent klokkebekk er ikke så verst jeg vil ha hasselvind likevel",
        "nei, klokkebekk er bra men jeg tar hasselvind likevel",
    ],
)
def test_who_is_wished_for_after_all_is_read_back(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ha hasselvind")
    solveig.proves()
    assert "du velger Hasselvind" in solveig.says(said)
    assert not harness.standing("solveig")


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ("nei, klokkebekk, ikke hasselvind", "du velger Klokkebekk"),
        ("jeg vil heller ha klokkebekk enn hasselvind", "du velger Klokkebekk"),
        ("nei", "ikke registrert noe nytt"),
        ("nei, alt er feil", "ikke registrert noe nytt"),
        ("klokkebekk hadde jeg før", "du velger Hasselvind"),
        ("ja", "er registrert"),
    ],
)
def test_near_misses_are_as_before(harness: DialogueHarness, said: str, follows: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ha hasselvind")
    solveig.proves()
    assert follows in solveig.says(said)
