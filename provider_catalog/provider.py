"""Municipalities, their districts, the providers and what is known of each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import to_jsonable_python

from provider_catalog.opening import Opening
from provider_catalog.vocabulary import CLOSED, FactValue, Form, Id, Kommunenummer, PhoneNumber


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
    """

    id: Kommunenummer
    name: Form
    phone: PhoneNumber
    switchboard: PhoneNumber | None
    standard: Literal["nb", "nn"]
    aliases: tuple[Form, ...]
    opening: Opening | None = None


@checked_dataclass(frozen=True, config=CLOSED)
class District:
    """A part of a municipality that has providers of its own (Oslo: bydel)."""

    id: Id
    municipality: Kommunenummer
    name: Form
    aliases: tuple[Form, ...]


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
