"""One wish is one: what is corrected, rejected, registered or taken back comes back no more."""

import pytest

from tests.dialogue.harness import PEOPLE, DialogueHarness, Texter


def at_the_list(
    harness: DialogueHarness, wish: str = "jeg vil bytte", name: str = "solveig"
) -> Texter:
    someone = harness.texting(name)
    someone.says(wish)
    someone.proves()
    return someone


@pytest.mark.parametrize(
    ("wish", "corrected"),
    [
        ("jeg vil ha hasselvind", "nei vent, jeg mente klokkebekk"),
        ("eg vil ha hasselvind", "nei forresten, klokkebekk"),
        ("hva koster det? jeg vil ha hasselvind", "nei, klokkebekk skulle det være"),
        ("jeg velger hasselvind", "når begynner de? jeg vil heller ha klokkebekk"),
    ],
)
def test_who_was_rejected_is_not_read_back_again(
    harness: DialogueHarness, wish: str, corrected: str
) -> None:
    solveig = at_the_list(harness)
    read_back = solveig.says(wish)
    assert "Hasselvind Omsorg. De" in read_back
    assert "to ting" not in read_back
    assert "Klokkebekk Hjemmetjeneste. De" in solveig.says(corrected)
    receipt = solveig.says("ja det er rett")
    assert "Klokkebekk Hjemmetjeneste er registrert" in receipt
    assert "Hasselvind" not in receipt
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")]
    assert "Klokkebekk Hjemmetjeneste er t" in solveig.says("ANGRE")


def test_by_phone(harness: DialogueHarness) -> None:
    person = PEOPLE["solveig"]
    record = harness.calls(
        "solveig", "jeg vil bytte", person.code, f"{person.birth_date:%d%m%Y}",
        "jeg vil ha hasselvind", "nei vent jeg mente klokkebekk", "5",
    )  # fmt: skip
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")], record.text
    assert record.text.count("du velger Hasselvind") == 1, record.text


def test_in_the_chat(harness: DialogueHarness) -> None:
    solveig, person = harness.browsing(), PEOPLE["solveig"]
    for said in ("jeg vil bytte", person.code, f"{person.birth_date:%d.%m.%Y}"):
        solveig.writes(said)
    solveig.writes("jeg vil ha hasselvind")
    solveig.writes("nei vent, jeg mente klokkebekk")
    solveig.writes("ja det er rett")
    assert "er registrert" in solveig.answer
    assert "Hasselvind" not in solveig.answer


def test_a_wish_for_other_help_is_still_taken_up(harness: DialogueHarness) -> None:
    randi = at_the_list(harness, "bytt vasken til hasselvind og sykepleien til rognelykt", "randi")
    assert "Rognelykt Pleie for det du kaller sykepleien" in randi.says("ja")


def test_no_and_the_same_one_for_all_is_read_back_for_all(harness: DialogueHarness) -> None:
    randi = at_the_list(harness, "bytt vasken til hasselvind og sykepleien til rognelykt", "randi")
    read_back = randi.says("nei, hasselvind til alt")
    assert "all" in read_back
    assert "Hasselvind" in read_back
    assert "Rognelykt" not in randi.says("ja")
    assert {provider for _, provider in harness.standing("randi")} == {"hasselvind"}
    assert len(harness.standing("randi")) == 2


@pytest.mark.parametrize("dropped", ["ANGRE", "nei"])
def test_who_gives_up_is_not_asked_about_the_rest(harness: DialogueHarness, dropped: str) -> None:
    randi = at_the_list(harness, "bytt vasken til hasselvind og sykepleien til rognelykt", "randi")
    said = randi.says(dropped) + randi.says("nei")
    assert "Rognelykt" not in said
    assert not harness.standing("randi")


def test_what_was_rejected_meanwhile_is_not_taken_up(harness: DialogueHarness) -> None:
    randi = at_the_list(harness, "bytt vasken til hasselvind og sykepleien til rognelykt", "randi")
    randi.says("nei, jeg vil ikke ha rognelykt likevel")
    for said in ("hasselvind", "ja"):
        assert "Rognelykt" not in randi.says(said)


@pytest.mark.parametrize(
    "waits", ["jeg vil ha hasselvind", "jeg vil gi fullmakt til datteren min", "jeg vil bytte"]
)
def test_angre_speaks_of_what_is_registered_whatever_is_asked(
    harness: DialogueHarness, waits: str
) -> None:
    solveig = at_the_list(harness, "jeg vil velge klokkebekk")
    solveig.says("ja")
    solveig.says(waits)
    answer = solveig.says("ANGRE")
    assert "du vil ta tilbake valget av Klokkebekk" in answer
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")]
    assert "Klokkebekk Hjemmetjeneste er tatt tilbake" in solveig.says("ja")
    assert not harness.standing("solveig")


def test_a_wish_beside_a_question_is_no_longer_lost(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert "Det er Hasselvind Omsorg du vil ha" in solveig.says(
        "hva koster det? jeg vil ha hasselvind"
    )
    assert "du velger Hasselvind Omsorg" in solveig.proves()


@pytest.mark.parametrize(
    "no",
    ["nei, alt er feil", "nei, det er helt feil alt sammen", "nei, alt skal være som før",
     "nei takk til alt"],
)  # fmt: skip
def test_a_no_with_everything_in_it_is_no_wish_for_more(harness: DialogueHarness, no: str) -> None:
    randi = harness.texting("randi")
    randi.proves()
    randi.says("jeg vil ha Hasselvind til vaskingen")
    assert "all hjelpen" not in randi.says(no)
    randi.says("ja")
    assert not [each for each in harness.standing("randi") if each[0] == "home_nursing"]
