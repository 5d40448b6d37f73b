"""What is said of being rung."""

import pytest

from assistant.reading.call_wish import (
    corrected_number,
    is_wrong_number,
    lets_go,
    refuses_contact,
    wanted,
    whom,
)


@pytest.mark.parametrize(
    "words",
    ["ikke ring meg", "ring meg ikke på 99112233", "ikkje ring meg", "dere må ikke ringe meg",
     "ikke ring datteren min på 40011888", "ring meg aldri mer", "jeg vil ikke bli ringt",
     "dere kan ikke ringe meg", "dere kan ikke ringe",
     "ikke ring meg, send melding på 40011999"],
)  # fmt: skip
def test_no_call_is_wanted(words: str) -> None:
    assert wanted(words) is None


@pytest.mark.parametrize(
    "words",
    ["ring meg på 40011999", "ikke ring meg på 99112233, ring 40011999",
     "ikke ring meg før klokka ti", "kan dere ikke ringe meg tilbake?", "ikke ring på lørdag",
     "dere har ikke ringt", "jeg tør ikke å ringe.", "eg torer ikkje ringje",
     "jeg vil ikke ringe. kom hit i morgen", "Jeg kan ikke ringe, jeg hører dårlig",
     "jeg liker ikke å ringe, vil snakke med et menneske", "da kan jeg ikke ringe",
     "ikke ring 99112233, bruk 40011999", "ikke ring meg men på 40011888",
     "dere kan ikke ringe. jeg er ute nå, prøv klokka to"],
)  # fmt: skip
def test_a_call_is_not_refused(words: str) -> None:
    left = wanted(words)
    assert left is not None
    assert "99112233" not in left


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("ring datteren min på 40011888", "datteren min"),
        ("ring heller sønnen min Ola på 40011888", "sønnen min Ola"),
        ("ring meg på 40011888", None),
        ("ring naboen er du snill", "naboen"),
        ("datteren min ringte meg", None),
        ("ring ham på 40011888", "ham"),
        ("jeg ringer sønnen min hver dag, ring meg på 40011888", None),
        ("ring sønnen min om det er noe, men ring meg på 40011888", None),
        ("jeg har ringt mannen min, ring meg på 40011888", None),
        ("jeg skal ringe dottera mi på 40011888", None),
    ],
)
def test_whom(words: str, who: str | None) -> None:
    assert whom(words) == who


@pytest.mark.parametrize(
    "words", ["glem det", "gløym det", "dere trenger ikke ringe likevel", "det trengs ikke"]
)
def test_let_go(words: str) -> None:
    assert lets_go(words)


@pytest.mark.parametrize(
    "words",
    [
        "glem ikke å ringe",
        "ring meg",
        "jeg glemmer alt",
        "det er ikke viktig når",
        "det er ikke",
        "nei det er ikke",
        "ikke ring datteren min",
        "jeg liker ikke å ringe.",
    ],
)
def test_not_let_go(words: str) -> None:
    assert not lets_go(words)


@pytest.mark.parametrize("words", ["glem det", "det er ikke nødvendig", "nei, det trengs ikkje"])
def test_what_names_no_call_lets_go_only_at_once(words: str) -> None:
    assert not lets_go(words, at_once=False)


@pytest.mark.parametrize(
    "words",
    ["ikke ring datteren min", "ikke ring meg, send melding på 40011999", "ikke ring, send brev",
     "jeg tør ikke å ringe", "ikkje ring meg, kom på besøk"],
)  # fmt: skip
def test_not_all_contact_is_refused(words: str) -> None:
    assert not refuses_contact(words)


@pytest.mark.parametrize("words", ["ikke ring meg", "ikke ring", "glem det", "ikkje ring meg"])
def test_all_contact_is_refused(words: str) -> None:
    assert refuses_contact(words)


@pytest.mark.parametrize(
    "words", ["40011999 er feil nummer", "nei det er feil 40011999", "40011999 er ikkje rett"]
)
def test_a_number_is_only_said_to_be_wrong(words: str) -> None:
    assert is_wrong_number(words)
    assert corrected_number(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "nei, 41 01 19 99 skal det være",
        "ikke 40011999, men 41011999",
        "feil, 41011999",
        "ikke ring 40011999, bruk 41011999",
        "ikke ring meg på 40011999, jeg er på 41011999",
        "40011999 er feil, riktig er 41011999",
    ],
)
def test_a_number_is_put_right(words: str) -> None:
    left = corrected_number(words)
    assert left is not None
    assert "40011999" not in left


@pytest.mark.parametrize(
    "words",
    ["datteren min har 41011999", "41011999", "nei", "nei, koden er 631467268", "nei 631 467 268"],
)
def test_no_number_is_put_right(words: str) -> None:
    assert corrected_number(words) is None
