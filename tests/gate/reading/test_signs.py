"""Signs: what is friendly is left out, what may mean something stays."""

import pytest

from assistant.gate.reading.signs import UNREAD, folded, marked, without_inner_dots


@pytest.mark.parametrize("text", ["Ja :)", "Ja :-)", "Ja <3", "Ja, det er rett."])
def test_friendly_faces_and_plain_signs_leave_no_word(text: str) -> None:
    assert UNREAD not in marked(text)


@pytest.mark.parametrize(
    "text",
    ["Ja :(", "Ja ;)", "Ja :/", "Ja xD", "Ja*", "ja/nei", "ja %", "ja ≠", "ja 🇸🇪", "j̶a̶", "ja &"],
)
def test_every_other_sign_stays_as_a_word_that_nobody_can_read(text: str) -> None:
    assert UNREAD in marked(folded(text))


def test_looks_and_skin_colours_of_a_sign_make_no_difference() -> None:
    assert folded("👍🏽\ufe0f") == "👍"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ja. A.F.", "Ja. A F"),
        ("Ja. A. Fagerstrand", "Ja. A Fagerstrand"),
        ("tlf. 400 12 345", "tlf 400 12 345"),
        ("84år", "84 år"),
        ("OK", "OK"),
        ("JA.", "JA."),
    ],
)
def test_dots_of_initials_and_abbreviations_end_no_sentence(text: str, read: str) -> None:
    assert without_inner_dots(text) == read
