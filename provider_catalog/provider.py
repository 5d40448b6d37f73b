"""Municipalities, their districts, the providers and what is known of each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import to_jsonable_python

from provider_catalog.duty import Duty, SameDay
from provider_catalog.office_hours import Opening
from provider_catalog.vocabulary import CLOSED, FactValue, Form, Id, Kommunenummer, PhoneNumber

Line = Literal["110", "112", "113", "116 006", "116 117", "116 123"]
"""Fire, police, ambulance; abuse and violence, the doctor on duty, Mental Helse."""
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: of white words on the sender's colour."""


@checked_dataclass(frozen=True, config=CLOSED)
class Sender:
    """How a municipality shows that a page is its own.

    Attributes:
        name: as it signs letters, «Oslo kommune».
        colour: `#rrggbb`, dark enough for white words.
        mark: the file of its mark in the catalogue's folder, SVG; None for a neutral one. Arms are
            a municipality's own by law, so only it may put them here.
    """

    name: Form
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
    mark: Annotated[str, StringConstraints(pattern=r"^[\w-]+\.svg$")] | None = None

    def __post_init__(self) -> None:
        """Refuse a colour on which white cannot be read."""
        if (found := contrast_with_white(self.colour)) < LEAST_CONTRAST:
            raise ValueError(f"{self.colour} has {found:.1f} to 1 with white, not {LEAST_CONTRAST}")


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white, as WCAG 2.2 defines it (relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@checked_dataclass(frozen=True, config=CLOSED)
class Municipality:
    """A municipality that people can text and call.

    Attributes:
        id: kommunenummer.
        phone: the number to text and call, E.164.
        switchboard: the municipality's own number, E.164; None where not known.
        standard: the written standard that a conversation begins in.
        aliases: other ways of saying its name.
        opening: when people there answer and call back; None where the municipality has not said,
            and then no time is promised to anybody.
        transfer: where calls are put through when a person is asked for, E.164; None where nobody
            there takes calls at once, and then the caller is called back.
        lines: where a call in danger can be put through to, E.164, by the number that people know;
            only what the centre or the helpline has agreed to.
        duty: who is texted and rung when somebody is in danger; None where nobody is.
        same_day: its number for what cannot wait until the office opens; None where not known.
        groups: of caseworkers, to whom a case can be forwarded; names and no access.
        sender: how it shows that a page is its own; None for its name in neutral colours.
    """

    id: Kommunenummer
    name: Form
    phone: PhoneNumber
    switchboard: PhoneNumber | None
    standard: Literal["nb", "nn"]
    aliases: tuple[Form, ...]
    opening: Opening | None = None
    transfer: PhoneNumber | None = None
    lines: dict[Line, PhoneNumber] = field(default_factory=dict)
    duty: Duty | None = None
    same_day: SameDay | None = None
    groups: tuple[Form, ...] = ()
    sender: Sender | None = None


Cell = Annotated[int, Field(strict=True, ge=1, le=8)]
"""A column or a row of a sketch."""


@checked_dataclass(frozen=True, config=CLOSED)
class District:
    """A part of a municipality that has providers of its own (Oslo: bydel).

    Attributes:
        on_map: column from the west and row from the north, where the municipality has drawn up a
            sketch of its districts; None where it has not.
    """

    id: Id
    municipality: Kommunenummer
    name: Form
    aliases: tuple[Form, ...]
    on_map: tuple[Cell, Cell] | None = None


@dataclass(frozen=True)
class Fact:
    """One fact about a provider; value None means «opplysning mangler».

    Attributes:
        source: a web address, or `demo` for what is invented.
        checked: the date on which it was last compared with its source.
    """

    value: FactValue | None
    source: str
    checked: date

    def as_data(self) -> Any:
        """The value as JSON-able data, for a message's values."""
        return to_jsonable_python(self.value)


@dataclass(frozen=True)
class Provider:
    """Somebody who can be chosen; the municipality's own service is one of them.

    Attributes:
        municipal: the municipality's own service.
        facts: the same keys in the same order for every provider, see `vocabulary.FACTS`.
        aliases: how people shorten the name, and how it is misheard on the phone.
    """

    id: str
    name: str
    municipal: bool
    facts: Mapping[str, Fact]
    aliases: tuple[str, ...]

    @property
    def owner_type(self) -> str:
        """`municipal`, `company` or `nonprofit`; always known, so that it can always be told."""
        return str(self.facts["owner_type"].value)


def shuffled(providers: list[Provider], seed: str) -> list[Provider]:
    """The providers in an order that favours nobody and can be shown again later.

    The caller records the seed. Each provider's place is decided by the SHA-256 of seed and id,
    so every order is equally likely over seeds, the order in which they came makes no difference,
    and the same seed gives the same order in any version of any language.

    Args:
        providers: whom to put in order; not changed.
        seed: a new one for every list that is shown, such as the turn's key.
    """
    return sorted(providers, key=lambda p: sha256(f"{seed}\n{p.id}".encode()).digest())
