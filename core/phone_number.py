"""Telephone numbers: one judgement of what somebody typed, with what is allowed as arguments."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import phonenumbers

HOME = "NO"
_HOME_CODE = 47
_TEXTED = frozenset(
    {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
)
_RUNG = frozenset({phonenumbers.PhoneNumberType.FIXED_LINE})
_OF_A_SERVICE = frozenset(
    {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOICEMAIL,
        phonenumbers.PhoneNumberType.PAGER,
    }
)
"""815, 820 and 829, 800, and the five digits of a switchboard (02820): nobody's own telephone."""
_SHORT_CODE_DIGITS = 6
"""A short code has at most so many digits (ITU-T E.164 and Nkom's numbering plan): 113, 116117."""
_HOME_DIGITS = 8


class Fault(enum.StrEnum):
    """What is wrong with a number, for whoever has to say it."""

    NONE = "none"
    """No number at all."""
    SHORT = "short"
    """Digits are missing."""
    LONG = "long"
    """There are digits too many."""
    UNUSED = "unused"
    """As long as a number is, and nobody can have it."""
    SERVICE = "service"
    """An enterprise's or a short code: 815, 02820, 1881, 113."""
    FOREIGN = "foreign"
    """Another country's, where only ours are taken."""
    LANDLINE = "landline"
    """One that no text reaches, where one is needed."""
    SEVERAL = "several"
    """What was said may be more than one number."""


class NotAllowed(ValueError):
    """No telephone number, or none of those that are allowed here.

    Attributes:
        fault: what is wrong with it.
    """

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True)
class PhoneNumber:
    """A telephone number.

    Attributes:
        e164: as it is stored and dialled, `+4740000001`.
    """

    e164: str

    @classmethod
    def read(
        cls,
        typed: str,
        *,
        allow_foreign: bool,
        allow_landline: bool,
        allow_service: bool = True,
    ) -> Self:
        """The number that somebody typed, which must exist by the numbering plans.

        Args:
            typed: with or without a country code; without one it is Norwegian.
            allow_foreign: whether it may be another country's. Where we pay for texts to whatever
                is typed it may not: a slip, or somebody's scheme, costs that country's price.
            allow_landline: whether it may be one that no text reaches.
            allow_service: whether it may be an enterprise's (815, 02820), which is nobody's own.

        Raises:
            NotAllowed: it is none of these.
        """
        try:
            parsed = phonenumbers.parse(typed, HOME)
        except phonenumbers.NumberParseException:
            raise NotAllowed(_fault_of(typed), "not a telephone number") from None
        kind = phonenumbers.number_type(parsed)
        if not phonenumbers.is_valid_number(parsed):
            raise NotAllowed(_fault_of(typed), "no such telephone number")
        if not allow_service and kind in _OF_A_SERVICE:
            raise NotAllowed(Fault.SERVICE, "an enterprise's number")
        if not allow_foreign and parsed.country_code != _HOME_CODE:
            raise NotAllowed(Fault.FOREIGN, "another country's number")
        if not allow_landline and kind not in _TEXTED:
            fault = Fault.SERVICE if kind in _OF_A_SERVICE else Fault.LANDLINE
            raise NotAllowed(fault, "not a mobile number")
        return cls(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))

    @classmethod
    def one_of(
        cls,
        typed: Iterable[str],
        *,
        allow_foreign: bool,
        allow_landline: bool,
        allow_service: bool = True,
    ) -> Self:
        """The one of several readings that is allowed.

        Args:
            typed: what may have been meant.
            allow_foreign: see `read`.
            allow_landline: see `read`.
            allow_service: see `read`.

        Raises:
            NotAllowed: none is, with what is wrong with the one that comes nearest; or several are.
        """
        refused: list[NotAllowed] = []
        allowed: dict[str, Self] = {}
        for each in typed:
            try:
                number = cls.read(
                    each,
                    allow_foreign=allow_foreign,
                    allow_landline=allow_landline,
                    allow_service=allow_service,
                )
                allowed[number.e164] = number
            except NotAllowed as error:
                refused.append(error)
        if len(allowed) > 1:
            raise NotAllowed(Fault.SEVERAL, "several numbers may be meant")
        for number in allowed.values():
            return number
        nearest = sorted(refused, key=lambda error: _NEARNESS.index(error.fault))
        raise nearest[0] if nearest else NotAllowed(Fault.NONE, "no number")

    @property
    def is_possible(self) -> bool:
        """Whether it may be somebody's: long enough and with a country, though none may have it.

        For a number that a provider gives; a short code, a name or a hidden number is none.
        """
        parsed = self._parsed()
        return parsed is not None and phonenumbers.is_possible_number(parsed)

    @property
    def is_landline(self) -> bool:
        """Whether it is a fixed line's, which is rung and not texted. What is no number is none."""
        parsed = self._parsed()
        return parsed is not None and phonenumbers.number_type(parsed) in _RUNG

    def _parsed(self) -> phonenumbers.PhoneNumber | None:
        try:
            return phonenumbers.parse(self.e164) if self.e164.startswith("+") else None
        except phonenumbers.NumberParseException:
            return None


_NEARNESS = (
    *(Fault.SEVERAL, Fault.LANDLINE, Fault.FOREIGN, Fault.SERVICE, Fault.UNUSED),
    *(Fault.SHORT, Fault.LONG, Fault.NONE),
)
"""Whose refusal is told, of several readings: that of the one that is most of a number."""


def _fault_of(typed: str) -> Fault:
    """What is wrong with something that is no number that anybody has."""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if not digits:
        return Fault.NONE
    at_home = not typed.lstrip().startswith(("+", "00"))
    try:
        parsed = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException as error:
        too_long = error.error_type == phonenumbers.NumberParseException.TOO_LONG
        is_short = at_home and len(digits) <= _SHORT_CODE_DIGITS
        return Fault.LONG if too_long else Fault.SERVICE if is_short else Fault.SHORT
    if at_home and (
        phonenumbers.is_valid_short_number_for_region(parsed, HOME)
        or phonenumbers.is_emergency_number(digits, HOME)
        or (digits.startswith("0") and len(digits) == len("02820"))
    ):
        return Fault.SERVICE
    if parsed.country_code == _HOME_CODE and len(str(parsed.national_number)) < _HOME_DIGITS:
        return Fault.SHORT
    match phonenumbers.is_possible_number_with_reason(parsed):
        case phonenumbers.ValidationResult.TOO_SHORT:
            return Fault.SHORT
        case phonenumbers.ValidationResult.TOO_LONG:
            return Fault.LONG
    return Fault.UNUSED
