"""What was taken for a wish, an event or a word of steering, and asks, is answered first."""

import pytest

from tests.dialogue.home import Home


@pytest.mark.parametrize(
    ("message", "holds"),
    [
        ("Hvis jeg skriver ja her nå, har jeg bundet meg til noe da?", "ingenting gjort"),
        ("Jeg er redd for hunder og den nye har hund med, kan jeg si nei til det?", "om dyr"),
    ],
)
def test_a_question_taken_for_something_to_begin_is_answered(
    home: Home, message: str, holds: str
) -> None:
    answer = home.texting("solveig").says(message)
    assert holds in answer
    assert "ni siffer" not in answer


@pytest.mark.parametrize(
    "message",
    [
        "Jeg vil bytte til Hasselvind",
        "jeg ønsker at Klokkebekk skal komme i stedet",
        "eg vil heller ha Klokkebekk på vaskinga",
    ],
)
def test_a_wish_stays_a_wish(home: Home, message: str) -> None:
    assert home.texting("solveig").says(message).endswith("ni siffer.")


def test_a_widow_who_asks_what_becomes_of_her_help_hears_it_with_the_sympathy(home: Home) -> None:
    answer = home.texting("solveig").says("Mannen min døde i går. Mister jeg hjelpen min nå?")
    assert "slutter det ikke av seg selv" in answer


def test_the_person_who_is_offered_where_nothing_is_known_comes_on_a_yes(home: Home) -> None:
    someone = home.texting("solveig")
    assert someone.says("Hva kommer egenandelen til å være i 2035?").endswith("ta kontakt?")
    assert "Oslo" in someone.says("ja")
