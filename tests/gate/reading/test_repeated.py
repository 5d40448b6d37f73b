"""Dates, telephone numbers and the price: the same as was read back, or another."""

import pytest

from assistant.gate.reading.repeated import repeated

ASKED = (
    "Aud, du velger Hasselvind Omsorg. De begynner omtrent tirsdag 8. desember. "
    "Prisen er den samme, hvem du enn velger. Er det rett?"
)
THE_NUMBER = frozenset({"+4740012345"})


@pytest.mark.parametrize(
    "said",
    [
        *("tirsdag 8. desember", "8. desember", "den 8. des", "8.12.", "8/12", "8.12.2026"),
        *("tirsdag åttende desember", "tysdag 8. desember", "tirsdag 8.", "8. desember 2026"),
    ],
)
def test_the_date_that_was_read_back_is_known_however_it_is_put(said: str) -> None:
    assert "samedate" in repeated(f"ja {said}", ASKED)


@pytest.mark.parametrize(
    "said",
    [
        *("onsdag 8. desember", "tirsdag 15. desember", "8. januar", "15.12.2026", "8.1.27"),
        *("8. desember 2027", "den 15.", "tirsdag niende desember", "1/2"),
    ],
)
def test_any_other_date_is_another(said: str) -> None:
    read = repeated(f"ja {said}", ASKED)
    assert "samedate" not in read
    assert "otherdate" in read


def test_where_no_date_was_read_back_every_date_is_another() -> None:
    assert "otherdate" in repeated("ja 8. desember", "Er det rett?")


@pytest.mark.parametrize("number", ["400 12 345", "40012345", "+47 400 12 345", "40 01 23 45"])
def test_a_telephone_number_is_courtesy_or_what_was_read_back(number: str) -> None:
    assert "phonenumber" in repeated(f"ja {number}", ASKED)
    assert "samenumber" in repeated(f"ja {number}", ASKED, THE_NUMBER)


def test_another_number_than_the_one_read_back_is_no_courtesy() -> None:
    for other in ("400 12 346", "+46 70 123 45 67"):
        assert "othernumber" in repeated(f"ja {other}", ASKED, THE_NUMBER)


@pytest.mark.parametrize("said", ["08121941", "15122026", "15.12.2026", "1234567", "10 000 000"])
def test_other_digits_are_no_telephone_number(said: str) -> None:
    assert "phonenumber" not in repeated(f"ja {said}", ASKED)


def test_the_price_is_repeated_only_where_it_was_told() -> None:
    assert "sameprice" in repeated("ja, prisen er den samme", ASKED)
    assert "sameprice" not in repeated("ja, prisen er den samme", "Er det rett?")
