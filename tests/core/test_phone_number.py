"""One judgement of a telephone number, with what is allowed said where it is asked for."""

import pytest

from core.phone_number import NotAllowed, PhoneNumber

MOBILE, LANDLINE, SWEDISH = "400 11 009", "22 00 00 00", "+46701234567"


@pytest.mark.parametrize(
    ("typed", "foreign", "landline", "e164"),
    [
        (MOBILE, False, False, "+4740011009"),
        ("+47 400 11 009", False, False, "+4740011009"),
        ("0047 40011009", False, False, "+4740011009"),
        (SWEDISH, True, False, "+46701234567"),
        (LANDLINE, False, True, "+4722000000"),
        ("+46 8 508 290 00", True, True, "+46850829000"),
    ],
)
def test_what_is_allowed_is_read(typed: str, foreign: bool, landline: bool, e164: str) -> None:
    number = PhoneNumber.read(typed, allow_foreign=foreign, allow_landline=landline)
    assert number.e164 == e164


@pytest.mark.parametrize(
    ("typed", "foreign", "landline"),
    [
        ("", True, True),
        ("x", True, True),
        ("113", True, True),
        ("123", True, True),
        (SWEDISH, False, True),
        (LANDLINE, True, False),
        ("+46 8 508 290 00", True, False),
        ("820 12 345", False, False),  # premium rate
    ],
)
def test_what_is_not_allowed_is_refused(typed: str, foreign: bool, landline: bool) -> None:
    with pytest.raises(NotAllowed):
        PhoneNumber.read(typed, allow_foreign=foreign, allow_landline=landline)


@pytest.mark.parametrize(
    ("number", "possible"),
    [("+4740011009", True), ("+4722000000", True), ("2440", False), ("Posten", False),
     ("anonymous", False), ("", False), ("+1", False)],
)  # fmt: skip
def test_whether_it_may_be_somebodys(number: str, possible: bool) -> None:
    assert PhoneNumber(number).is_possible is possible


@pytest.mark.parametrize(
    ("number", "landline"),
    [("+4722000000", True), ("+4755123456", True), ("+4740011001", False), ("+4799999999", False),
     ("anonymous", False), ("", False)],
)  # fmt: skip
def test_a_telephone_with_a_cord_is_told_by_its_number(number: str, landline: bool) -> None:
    assert PhoneNumber(number).is_landline is landline
