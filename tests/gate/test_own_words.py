"""Our own words in a reply are taken out before it is read."""

import pytest

from assistant.gate.own_words import quotes, without_ours

SENT = (
    "Aud, du velger Hasselvind Omsorg. De begynner omtrent tirsdag 8. desember. "
    "Er det rett? Svar ja eller nei."
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("«Er det rett? Svar ja» nei", "nei"),
        ("“Er det rett” nei", "nei"),
        ("du velger hasselvind omsorg de begynner omtrent nei", "nei"),
        ("Er det rett? Svar ja eller nei.", "."),
    ],
)
def test_a_quotation_of_ours_is_taken_out_and_told_of(text: str, rest: str) -> None:
    own = without_ours(text, [SENT])
    assert own.quotes_us
    assert own.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "> Er det rett? Svar ja eller nei.\nNei",
        "Nei\n\nDen man. 23. nov. kl. 10:14 skrev Kommunen:\n> Aud, du velger",
        "Nei\n\nOn Mon, 23 Nov, Kommunen wrote:\n> Aud, du velger",
        "Nei\n---- Opprinnelig melding ----\n> Aud, du velger",
        "Nei\nFra: Kommunen\n> Aud, du velger",
        "Nei\n\nDen man. skrev Kommunen:\n> Aud, du velger Hasselvind Omsorg. Er det rett?",
        "> Aud, du velger Hasselvind Omsorg. De begynner\n> omtrent tirsdag\nNei",
    ],
)
def test_lines_that_a_program_quotes_are_taken_out(text: str) -> None:
    own = without_ours(text, [SENT])
    assert own.rest == "Nei"
    assert not own.quotes_us


@pytest.mark.parametrize(
    "text",
    [
        "Ja\n> nei",
        "Ja\n> men ikke før jul",
        "Ja\nFra: neste år",
        "Ja\nDen 15. januar skrev legen:\nvent litt",
    ],
)
def test_a_line_that_only_looks_quoted_is_the_persons(text: str) -> None:
    assert without_ours(text, [SENT]).rest == text


@pytest.mark.parametrize("text", ["det er rett", "Ja, Hasselvind Omsorg", "«noe helt annet»"])
def test_the_words_in_which_people_answer_stay(text: str) -> None:
    own = without_ours(text, [SENT])
    assert own.rest == text
    assert not own.quotes_us


def test_a_quotation_may_end_within_a_word() -> None:
    assert quotes("Aud, du velger Hass", SENT)
    assert not quotes("Aud, du velger Vint", SENT)
    assert not quotes("Aud", SENT)
