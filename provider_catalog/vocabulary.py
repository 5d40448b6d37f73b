"""The words that scheme files and provider files may use, defined once and checked at load.

A new word is added here first; texts in Bokmål and Nynorsk are then written for it. Slugs are
`Literal` types, so a value is plain text for whoever renders it.
"""

from dataclasses import KW_ONLY
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, get_args

import phonenumbers
from dateutil.relativedelta import relativedelta
from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

CLOSED = ConfigDict(extra="forbid")
"""Every shape in the files is closed: a key that it does not know is an error, never ignored."""

Service = Literal["practical_assistance", "home_nursing", "bpa"]
SERVICES: tuple[Service, ...] = get_args(Service)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Form = Annotated[
    str,
    StringConstraints(
        min_length=2, strip_whitespace=True, pattern=r"^[^\W_][\w&'’()./+ \-–,:]*$", max_length=80
    ),
]
"""A name as it is said or written: it goes into messages, pages and files, so it holds no sign that
a page, a spreadsheet or a formatter would read as something else than a name."""
Kommunenummer = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$")]
INVENTED = "demo"
Source = Annotated[str, StringConstraints(pattern=rf"^({INVENTED}|https?://\S+)$")]
"""Where a fact comes from: a web address, or `demo` for what is invented."""
# Text, because YAML reads an unquoted 22:30 as the number 1350.
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Count = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[int, Field(strict=True, ge=1990, le=2100)]
# Strict, because a number would otherwise be read as seconds since 1970.
Day = Annotated[date, Field(strict=True)]


def _valid_phone(number: str) -> str:
    # The pattern has been met, so the library can read it; whether such numbers exist it knows.
    if not phonenumbers.is_valid_number(phonenumbers.parse(number)):
        raise ValueError("is no valid phone number")
    return number


PhoneNumber = Annotated[
    str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$"), AfterValidator(_valid_phone)
]
"""E.164."""


class SchemeState(StrEnum):
    """Where a municipality's scheme stands."""

    PLANNED = "planned"
    """Decided, not begun; nobody can choose yet."""
    ACTIVE = "active"
    NO_PROVIDER = "no_provider"
    """In force, but with nobody to choose beside the municipality."""
    ENDING = "ending"
    """In force until a known date."""
    ENDED = "ended"


LONGEST = {"days": 366, "weeks": 53, "months": 12}
"""A year: no deadline or notice of a scheme is longer, and a slip of the keyboard soon is."""


@dataclass(frozen=True, config=CLOSED)
class Period:
    """A length of time that a municipality states: exactly one of days, weeks and months.

    Attributes:
        counted_from: what it runs from; None where the municipality does not say.
        approximate: stated as «about»; the answer must say so too.
        at_least: stated as a minimum.
    """

    _: KW_ONLY
    days: Count = 0
    weeks: Count = 0
    months: Count = 0
    counted_from: Literal["notice_received", "decision_date"] | None = None
    approximate: StrictBool = False
    at_least: StrictBool = False

    def __post_init__(self) -> None:
        if sum(length > 0 for length in (self.days, self.weeks, self.months)) != 1:
            raise ValueError("a period has exactly one of days, weeks and months")
        if any(self.duration[unit] > LONGEST[unit] for unit in self.duration):
            raise ValueError("a period is at most a year")

    @property
    def duration(self) -> dict[str, int]:
        """The one unit and its number, such as `{"days": 10}`, for a message's values."""
        units = {"days": self.days, "weeks": self.weeks, "months": self.months}
        return {unit: count for unit, count in units.items() if count}

    def after(self, day: date) -> date:
        """The day on which the period is over.

        A month ends on the same day of the next month, or on its last where there is none:
        a month after 31 January is 28 or 29 February.
        """
        return day + relativedelta(days=self.days, weeks=self.weeks, months=self.months)


@dataclass(frozen=True, config=CLOSED)
class StatedIn:
    """Not stated in general: each person finds it in this document."""

    stated_in: Literal["decision_letter", "contract"]


@dataclass(frozen=True, config=CLOSED)
class Coverage:
    """Whether a service is part of the scheme, from and until which day (both days count)."""

    covered: StrictBool
    since: Day | None = None
    until: Day | None = None

    def on(self, day: date) -> bool:
        """Whether the service is part of the scheme on a day."""
        begun = self.since is None or self.since <= day
        over = self.until is not None and self.until < day
        return self.covered and begun and not over


@dataclass(frozen=True, config=CLOSED)
class Hours:
    """From when to when, on which days; `07:30` means local time."""

    days: Literal["all_days", "weekdays"]
    opens: ClockTime
    closes: ClockTime


@dataclass(frozen=True, config=CLOSED)
class Survey:
    """A user survey's figure: how many of those who answered were satisfied, in per cent."""

    percent_satisfied: Annotated[int, Field(strict=True, ge=0, le=100)]
    answers: Count
    year: Year


Way = Literal[
    "phone", "letter", "form", "electronic_form", "current_provider", "service_centre",
    "office", "letter_to_everyone", "with_decision",
]  # fmt: skip
Office = Literal["district", "allocation_office", "assessment_office", "service_centre"]
Person = Literal["granted_practical_assistance", "lives_at_home_without_staff"]
Exclusion = Literal[
    "staffed_housing", "mental_health_or_substance_use_housing", "specialised_competence",
    "under_18", "support_contact",
]  # fmt: skip
OnBehalf = Literal[
    "nearest_relative_helps", "guardian_helps", "guardian_signs", "mandate_holder_signs",
]  # fmt: skip
Body = Literal["deciding_office", "provider", "municipality", "state_administrator"]
Enclosure = Literal["choice_information", "provider_information", "answer_deadline", "switch_form"]
ProviderInformation = Literal[
    "user_surveys", "quality_reports", "brochure_per_provider", "may_contact_providers",
]  # fmt: skip
Requirement = Literal["led_by_professional", "approved_routines"]

Value = bool | str | Period | StatedIn | Coverage | Hours | tuple[str, ...]
"""What a rule's value can be; the key tells which."""

RULES: dict[str, TypeAdapter[Value]] = {
    key: TypeAdapter(shape)
    for key, shape in {
        # Who and what
        "who": tuple[Person, ...],
        "covered_services": Coverage,
        "exclusions": tuple[Exclusion, ...],
        "provider_list": Literal["per_district"],
        "provider_requirements": tuple[Requirement, ...],
        "provider_information": tuple[ProviderInformation, ...],
        # Choosing
        "contact_office": Office,
        "how_choose": tuple[Way, ...],
        "choice_deadline": Period | StatedIn | Literal["as_soon_as_possible"],
        "default_without_choice": Literal["municipal_service"],
        "letter_contents": tuple[Enclosure, ...],
        "needs_contract": Literal["three_parties_sign"],
        "on_behalf": tuple[OnBehalf, ...],
        # Switching
        "switch_any_time": StrictBool,
        "switch_limit": Literal["unlimited"],
        "needs_reason": StrictBool,
        "how_switch": tuple[Way, ...],
        "signing": Literal["bankid"],
        "tell_current_provider": Literal["helps"],
        "start_after_switch": Period,
        "notice_period": Period | StatedIn,
        "keeps_current_without_action": StrictBool,
        "decision_changes_with_provider": StrictBool,
        # Money and time of day
        "price": Literal["same_for_all", "same_for_all_practical_tasks_only", "free"],
        "extra_services": Literal["full_price", "private_agreement"],
        "service_hours": Hours,
        "cleaning_hours": Hours,
        "night_hours": Literal["by_municipality"],
        # When something goes wrong or ends
        "complaint": tuple[Body, ...],
        "complaint_about_service": tuple[Body, ...],
        "complaint_written": StrictBool,
        "complaint_help": Body,
        "told_before_provider_ends": StrictBool,
        "when_scheme_ends": Literal["municipality_takes_over"],
    }.items()
}
"""Every rule that a scheme can state, and the shape of its value. Lists of bodies are in order."""

NATIONAL_RULES: dict[str, TypeAdapter[Value]] = {
    key: TypeAdapter(shape)
    for key, shape in {
        "responsible": Literal["municipality"],
        "choice_is_national_right": StrictBool,
        "participation": Literal["takes_part_does_not_decide"],
        "complaint_deadline_health_and_care": Period,
        "complaint_deadline_other": Period,
        "complaint_deadline_goes_first": StatedIn,
        "complaint_late_may_be_heard": StrictBool,
        "complaint_path": tuple[Body, ...],
        "complaint_written": StrictBool,
        "complaint_price": Literal["free"],
        "complaint_for_another": Literal["written_mandate"],
        "health_care_price": Literal["free"],
        "user_fee": Literal["regulated"],
        "interpreter_price": Literal["free"],
        "interpreter_booked_by": Literal["municipality"],
        "relative_has_authority": StrictBool,
        "statutory_relative_mandate_has_authority": StrictBool,
        "authority": tuple[Literal["future_mandate", "mandate", "guardian"], ...],
        "capacity_assessed_by": Literal["health_personnel"],
        "extent_stated_in": StatedIn,
        "information_adapted": StrictBool,
        "doctor_on_duty": Literal["116117"],
    }.items()
}
"""The rules of law that answers use; not one of them is a municipality's."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
OwnerType = Literal["municipal", "company", "nonprofit"]
ExtraService = Literal["cleaning", "garden", "snow_clearing", "escort", "meals", "handyman"]

FactValue = bool | int | str | Hours | Survey | tuple[str, ...]

FACTS: dict[str, TypeAdapter[FactValue]] = {
    key: TypeAdapter(shape)
    for key, shape in {
        "owner_type": OwnerType,
        "languages": tuple[Language, ...],
        "same_helper": StrictBool,
        "hours": Hours,
        "extra_services": tuple[ExtraService, ...],
        "size": Count,
        "survey": Survey,
        "phone": PhoneNumber,
    }.items()
}
"""What is told of every provider, in this order, the same for all; none is a judgement.

`languages` ISO codes; `same_helper` whether a fixed contact is promised; `size` employees;
`extra_services` what is sold beside the decision, none being an empty list.
"""
