"""A part put right while code or birth date is asked for: that part is taken, the rest is kept."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("14.03.1942", "nei det var feil, 1941"),
        ("14.03.1942", "1941"),
        ("14.03.1942", "nei det er 41"),
        ("15.03.1941", "nei, den 14."),
        ("15.03.1941", "den fjortende skulle det være"),
        ("14.05.1941", "oi, mars mente jeg"),
        ("14.05.1941", "mars, ikke mai"),
        ("14.03.1942", "14.03.1941"),
        ("14.03.1942", "nei eg er fødd i 1941"),
    ],
)
def test_of_a_date_that_did_not_belong_to_the_code(
    harness: DialogueHarness, wrong: str, right: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "hører ikke sammen" in solveig.says(f"{solveig.person.code} {wrong}")
    answer = solveig.says(right)
    assert "Nå vet jeg hvem du er" in answer or "No veit eg kven du er" in answer
    assert "Hasselvind Omsorg" in answer
    assert "1941" not in "".join(message.text for message in harness.messages), "it is kept"


def test_another_code_is_tried_with_the_date_that_was_given(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("792983925 14.03.1941")
    assert "du velger Hasselvind" in solveig.says(solveig.person.code)


def test_the_same_code_again_tells_that_the_date_was_wrong(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{solveig.person.code} 15.03.1941")
    assert "Når er du født" in solveig.says(solveig.person.code)
    assert "du velger Hasselvind" in solveig.says("14.03.1941")


def test_of_the_code(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("792983925")
    assert "Skriv koden" in solveig.says("oi, jeg skrev feil kode")
    assert "du velger Hasselvind" in solveig.proves()


@pytest.mark.parametrize(
    "said", ["nei vent, klokkebekk", "klokkebekk mente jeg", "nei, klokkebekk"]
)
def test_of_the_provider(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "Det er Klokkebekk Hjemmetjeneste du vil ha" in solveig.says(said)
    assert "du velger Klokkebekk" in solveig.proves()


def test_of_the_help(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil ha hasselvind til vasken")
    randi.says("nei, sykepleien mente jeg")
    assert "Hasselvind Omsorg for det du kaller sykepleien" in randi.proves()


def test_who_is_rejected_before_the_proof_is_not_offered(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("nei, ikke hasselvind")
    assert "Hasselvind" not in solveig.proves()


@pytest.mark.parametrize("asked", ["kan dattera mi gjøre dette", "kan dottera mi svare for meg?"])
def test_the_question_is_put_again_after_what_was_asked_beside_it(
    harness: DialogueHarness, asked: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    for step in (solveig.person.code, f"{solveig.person.birth_date:%d.%m.%Y}", "ja"):
        answer = solveig.says(asked)
        last = answer.splitlines()[-1]
        assert "fullmakt nå" not in last
        assert "fullmakt no" not in last
        solveig.says(step)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]
