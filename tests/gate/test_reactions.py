"""Reactions: a thumb or a heart that a telephone has turned into words."""

import pytest

from assistant.gate.reactions import reaction

ASKED = "«Er det rett? Svar ja eller nei.»"


@pytest.mark.parametrize(
    "text",
    [
        *(f"Likte {ASKED}", f"Lika {ASKED}", f"Elsket {ASKED}", f"Syntes godt om {ASKED}"),
        *(f"Gillade {ASKED}", f"Älskade {ASKED}", f"Elskede {ASKED}", f"Liked {ASKED}"),
        *(f"👍 til {ASKED}", f"❤️ to {ASKED}", f"Reagerte med 👍 på {ASKED}"),
        *(
            f"Reagerade med ❤️ på {ASKED}",
            f"Reacted 👍 to {ASKED}",
            f"Reagerte med et hjerte på {ASKED}",
        ),
        *(f"Gefällt {ASKED}", f"A aimé {ASKED}", f"Polubiono {ASKED}", f"Du likte {ASKED}"),
        f"Reaksjon: 👍 til {ASKED}",
        "\u200a\u200b👍\u200b to \u201c\u200aEr det rett?\u200a\u201d",
    ],
)
def test_a_thumb_up_or_a_heart_approves_of_what_it_quotes(text: str) -> None:
    found = reaction(text)
    assert found is not None
    assert found.approves
    assert "Er det rett" in found.quoted


@pytest.mark.parametrize(
    "text",
    [
        *(f"Mislikte {ASKED}", f"Misliker {ASKED}", f"Ogillade {ASKED}", f"Disliked {ASKED}"),
        *(f"Lo av {ASKED}", f"Skrattade åt {ASKED}", f"Lo ad {ASKED}", f"Laughed at {ASKED}"),
        *(f"Understreket {ASKED}", f"Framheva {ASKED}", f"Betonade {ASKED}", f"Emphasized {ASKED}"),
        *(f"Stilte spørsmål ved {ASKED}", f"Ifrågasatte {ASKED}", f"Questioned {ASKED}"),
        *(f"Fjernet et hjerte fra {ASKED}", f"Tog bort ett hjärta från {ASKED}"),
        *(f"Tog et hjerte tilbage fra {ASKED}", f"Stilte et spørsmålstegn ved {ASKED}"),
        *(f"N'a pas aimé {ASKED}", f"No le gustó {ASKED}", f"Lacht über {ASKED}"),
        *(f"Removed a like from {ASKED}", f"😂 til {ASKED}", f"Reagerte med 👎 på {ASKED}"),
    ],
)
def test_every_other_reaction_is_one_and_approves_of_nothing(text: str) -> None:
    found = reaction(text)
    assert found is not None
    assert not found.approves


@pytest.mark.parametrize(
    "text", ["Likte et bilde", "Loved an image", "Gillade ett bild", "Liked an attachment"]
)
def test_a_reaction_to_a_picture_quotes_nothing(text: str) -> None:
    found = reaction(text)
    assert found is not None
    assert found.quoted == ""


def test_a_quotation_may_be_cut_off() -> None:
    found = reaction("Stilte spørsmål ved «Er det rett…")
    assert found is not None
    assert found.quoted == "Er det rett"


@pytest.mark.parametrize(
    "text",
    [
        *("Likte det", "Likte Hasselvind", "Lo av dere", "Elsket å høre fra dere", "ja", "👍", ""),
        *("Tok meg bort fra «listen»", "Jeg likte «Hotel Cæsar»"),
        "Stilte spørsmål ved «Er det rett?» jeg får ikke puste",
    ],
)
def test_the_persons_own_words_are_no_reaction(text: str) -> None:
    assert reaction(text) is None
