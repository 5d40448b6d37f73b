"""What is said of being rung."""

import pytest

from assistant.reading.call_wish import corrected_number, lets_go, wanted, whom


@pytest.mark.parametrize(
    "words",
    ["ikke ring meg", "ring meg ikke på 99112233", "ikkje ring meg", "dere må ikke ringe meg",
     "ikke ring datteren min på 40011888", "ring meg aldri mer"],
)  # fmt: skip
def test_no_call_is_wanted(words: str) -> None:
    assert wanted(words) is None


@pytest.mark.parametrize(
    "words",
    ["ring meg på 40011999", "ikke ring meg på 99112233, ring 40011999",
     "ikke ring meg før klokka ti", "kan dere ikke ringe meg tilbake?", "ikke ring på lørdag",
     "dere har ikke ringt"],
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
    "words", ["glem ikke å ringe", "ring meg", "jeg glemmer alt", "det er ikke viktig når"]
)
def test_not_let_go(words: str) -> None:
    assert not lets_go(words)


@pytest.mark.parametrize(
    "words", ["nei, 41 01 19 99 skal det være", "ikke 40011999, men 41011999", "feil, 41011999"]
)
def test_a_number_is_put_right(words: str) -> None:
    left = corrected_number(words)
    assert left is not None
    assert "40011999" not in left


@pytest.mark.parametrize(
    "words", ["datteren min har 41011999", "41011999", "nei", "nei, koden er 631467268"]
)
def test_no_number_is_put_right(words: str) -> None:
    assert corrected_number(words) is None
