"""Who the simulated people are, and what each of them wishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

PRACTICAL, NURSING, BPA = "practical_assistance", "home_nursing", "bpa"
OSLO, BAERUM = "0301", "3201"

Registered = frozenset[tuple[str, str]]
"""Services and the providers chosen for them."""


@dataclass(frozen=True)
class Resident:
    """A person with a decision.

    Attributes:
        municipality, district: where the person lives.
        services: what the decision grants.
        now: who helps already, where that is not the municipality.
        offers: by service, the providers that could be chosen.
    """

    municipality: str
    district: str | None
    services: tuple[str, ...]
    now: Mapping[str, str]
    offers: Mapping[str, tuple[str, ...]]


OSLO_BOTH = {PRACTICAL: ("hasselvind", "klokkebekk"), NURSING: ("hasselvind", "klokkebekk")}
BAERUM_BOTH = {PRACTICAL: ("lommedugg", "vintereple"), NURSING: ("lommedugg",)}
RESIDENTS = (
    Resident(OSLO, "030102", (PRACTICAL, NURSING), {}, OSLO_BOTH),
    Resident(OSLO, "030103", (PRACTICAL, NURSING), {PRACTICAL: "klokkebekk"}, OSLO_BOTH),
    Resident(OSLO, "030104", (PRACTICAL,), {}, OSLO_BOTH),
    Resident(OSLO, "030102", (PRACTICAL,), {PRACTICAL: "klokkebekk"}, OSLO_BOTH),
    Resident(OSLO, "030101", (NURSING,), {}, OSLO_BOTH),
    Resident(BAERUM, None, (PRACTICAL, NURSING), {}, BAERUM_BOTH),
    Resident(BAERUM, None, (PRACTICAL,), {}, BAERUM_BOTH),
    Resident(OSLO, "030102", (PRACTICAL, NURSING, BPA), {}, {**OSLO_BOTH, BPA: ("maakesund",)}),
)
NAMES = {
    "hasselvind": ("Hasselvind", "Hasselvind Omsorg", "hasselvind", "hasselvin"),
    "klokkebekk": ("Klokkebekk", "Klokkebekk Hjemmetjeneste", "klokkebekk", "klokkebekken"),
    "lommedugg": ("Lommedugg", "lommedugg", "Lommedugg Hjemmetjeneste", "lommeduggen"),
    "vintereple": ("Vintereple", "vintereple", "Vintereple Omsorg", "vintereplet"),
    "maakesund": ("Måkesund", "måkesund", "Måkesund Assistanse"),
}
WORDS = {
    PRACTICAL: ("vasken", "vaskinga", "rengjøringen", "handlinga", "støvsuginga", "husvasken"),
    NURSING: ("sykepleien", "sjukepleia", "medisinene", "sårstellet", "stellet", "sykepleieren"),
    BPA: ("BPA", "assistansen", "assistenten"),
}


@dataclass(frozen=True)
class Wish:
    """What a person wants: by service the provider, and the rest as it is.

    Attributes:
        resident: who wishes.
        change: service to provider; empty for somebody who wants no change at all.
        rejected: a provider that is not wanted.
        words: the person's own word for each service.
    """

    resident: Resident
    change: Mapping[str, str]
    rejected: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def registered(self) -> Registered:
        """What the register holds when all of it is done."""
        return frozenset(self.change.items())

    @property
    def kept(self) -> tuple[str, ...]:
        """The services that are to stay as they are."""
        return tuple(each for each in self.resident.services if each not in self.change)

    @property
    def providers(self) -> tuple[str, ...]:
        """The providers that are wished for, each once."""
        return tuple(dict.fromkeys(self.change.values()))

    def services_of(self, provider: str) -> frozenset[str]:
        """What a provider is wished for."""
        return frozenset(s for s, each in self.change.items() if each == provider)
