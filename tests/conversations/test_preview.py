"""A list quotes what a conversation is about, and never an answer that means nothing alone."""

import pytest

from conversations.models import InboundMessage
from conversations.preview import preview_message, speaks_for_itself


@pytest.mark.parametrize(
    "text",
    [
        *("Jeg vil klage", "mor har falt", "Hvem kommer på mandag?", "hjelp", "angre"),
        "ja, men hun har ikke fått mat på to dager",
        *("Nei, eg vil ha dei eg har", "Takk, men hva koster det?", "Eg treng ny kode"),
    ],
)
def test_what_somebody_wants_tells(text: str) -> None:
    assert speaks_for_itself(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ja", "Ja takk, fint", "nei", "Nei takk", "jau", "ok", "jepp", "Det er riktig", "gjerne"),
        *("hei", "God morgen", "Tusen takk", "👍", "4", "•••", "••• ••• •••", "40 01 10 01", "??"),
        "Jeg kjører bil nå og svarer senere. Sendt automatisk.",
    ],
)
def test_answers_and_courtesy_do_not(text: str) -> None:
    assert not speaks_for_itself(text)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("koden er ••• ••• •••", "give_code"),
        ("••.••.•••• er jeg født", "give_birth_date"),
        ("den andre", "pick_option"),
        ("Frogner", "give_district"),
        ("Solveig Myrhaug", "give_name"),
        ("si det en gang til", "repeat"),
    ],
)
def test_what_was_understood_as_an_answer_does_not(text: str, intent: str) -> None:
    assert not speaks_for_itself(text, intent)


def test_an_answer_with_a_story_in_it_tells() -> None:
    assert speaks_for_itself("ja hun har ligget på gulvet siden i går kveld", "affirm")


def heard(*texts: str) -> list[InboundMessage]:
    return [InboundMessage(text=each, understood={}) for each in reversed(texts)]


def test_the_last_that_tells_is_chosen_and_else_the_last() -> None:
    found = preview_message(heard("Hei", "Jeg vil klage på vedtaket", "ja", "••• ••• •••"))
    assert found is not None
    assert found.text == "Jeg vil klage på vedtaket"
    found = preview_message(heard("hei", "ja"))
    assert found is not None
    assert found.text == "ja"
    assert preview_message([]) is None
