"""Several things in one message: served, kept, and nothing of it lost on the way."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    "words",
    [
        "Hva koster det?\nJeg vil velge leverandør.",
        "Hva koster det? Jeg vil velge leverandør.",
        "Jeg vil velge leverandør. Hva koster det?",
    ],
)
def test_a_question_and_a_choice(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    alone = harness.texting("arvid").says("Hva koster det?").splitlines()[0]
    both = solveig.says(words)
    assert alone in both, "the question is not answered"
    assert "koden" in both, "the choice is lost"
    assert both.index(alone) < both.rindex("kode"), "the question of the choice does not stand last"
    assert "Hvem vil du ha?" in solveig.proves(), "the choice does not go on"


def test_a_question_and_a_wish_for_a_person(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    alone = harness.texting("arvid").says("Hva koster det?").splitlines()[0]
    assert alone in solveig.says("Hva koster det? Jeg vil snakke med et menneske.")
    assert [task.peer for task in harness.tasks] == [solveig.number]


def test_a_question_in_the_middle_of_a_choice_is_answered_beside_the_other(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    asked = harness.texting("arvid")
    price = asked.says("Hva koster det?").splitlines()[0]
    start = asked.says("Hvor lang tid tar det før de begynner?").splitlines()[0]
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    both = solveig.says("Hva koster det? Hvor lang tid tar det før de begynner?")
    assert price in both
    assert start in both
    assert both.count("Hasselvind Omsorg") >= 1
    assert "ja" in both.splitlines()[-1].lower(), "what was asked is not asked again"
    assert not harness.choices("solveig")


SCOPED = "Jeg vil bytte vasken til Hasselvind, men beholde sykepleieren."


def test_only_the_service_that_was_wished_for_is_read_back_and_registered(
    harness: DialogueHarness,
) -> None:
    randi = harness.texting("randi")
    randi.says(SCOPED)
    read_back = randi.proves()
    assert "Hasselvind Omsorg for det du kaller vasken" in read_back
    assert "Resten av hjelpen rører vi ikke." in read_back
    randi.says("ja")
    assert harness.standing("randi") == [("practical_assistance", "hasselvind")]


def test_a_code_and_a_birth_date_beside_the_wish_lose_nothing(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    code = randi.person.code
    read_back = randi.says(
        f"Jeg vil ha Hasselvind på vasken. Koden er {code} og jeg er født 21.12.1944."
    )
    assert "Hasselvind Omsorg for det du kaller vasken" in read_back
    randi.says("ja")
    assert harness.standing("randi") == [("practical_assistance", "hasselvind")]


def test_what_was_asked_beside_a_wish_is_answered_and_the_wish_goes_on_after_the_code(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    first = solveig.says(
        "Hei, jeg er 84 og bor på Frogner og har hatt det godt hele vinteren. "
        "Nå vil jeg gjerne velge Hasselvind til vasken. Hva koster det egentlig?"
    )
    assert "Du betaler like mye" in first
    assert "koden" in first
    assert "Hasselvind Omsorg" in solveig.proves()


def test_two_providers_for_two_services_are_taken_one_by_one(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("Jeg vil ha Hasselvind til vasken og Klokkebekk til sykepleien.")
    first = randi.proves()
    assert "Hasselvind Omsorg for det du kaller vasken" in first
    second = randi.says("ja")
    assert harness.standing("randi") == [("practical_assistance", "hasselvind")]
    assert "Klokkebekk" in second, "the other wish is forgotten"


def test_danger_is_answered_alone_and_the_wish_is_kept(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    said = solveig.says("Jeg vil ha Hasselvind til vasken. Jeg har falt og får ikke puste.")
    assert "113" in said
    assert "koden" not in said
    assert "Ring 113 likevel" in solveig.says("Takk, det går bra med meg nå.")
    assert "Er all fare over" in solveig.says("Jeg puster fint igjen, det er over.")
    after = solveig.says("ja")
    assert "koden" in after, "the wish is forgotten"


def test_a_rejected_provider_is_not_offered(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("Jeg vil ikke ha Hasselvind. Jeg vil velge en annen.")
    assert "Hasselvind Omsorg" not in solveig.proves()


def test_more_than_three_things_are_said_back_and_taken_one_by_one(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    said = solveig.says(
        "Hei, jeg har fire ting jeg lurer på nå som brevet har kommet i posten. "
        "Hva koster det? Hvordan klager jeg på vedtaket? "
        "Hva skjer om firmaet går konkurs? Hvem kan se opplysningene mine?"
    )
    assert "Etterpå tar vi:" in said
    assert "Så til det andre du tok opp:" in solveig.says("takk")
