"""What somebody types to find the way: a place, a postcode, a district, a provider, or a question.

A street or a postcode tells the district only where a municipality has put its register of them in
the catalogue's folder (`provider_catalog.streets`), with source and day. A street that runs through
several districts has them all: a wrong district would show the wrong providers. What is not found
is said not to be, with the chat beside it.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from provider_catalog.catalogue import Catalogue
from provider_catalog.post_places import Postcode, postcodes
from provider_catalog.provider import District, Municipality, Provider
from provider_catalog.streets import Whereabouts
from web.layout.filters import plain
from web.public.addresses import alike, found, near

POSTCODE = re.compile(r"\b(\d{4})\b")
SHORTEST = 3
"""Letters: of fewer than these nearly everything begins with something."""
ALIKE = 80.0
"""Of 100: how alike a district's or a provider's name must be to be offered. «hasselvnd» is 95 like
Hasselvind, «stavanger» 75 like Stovner, which is another place."""
LONGEST_NAME = 3
"""Words: what is longer is a question, not a name."""


@dataclass(frozen=True)
class Hits:
    """What was found.

    Attributes:
        municipalities: whose name, number or post place it is.
        districts: with their municipality.
        providers: with the municipality in which they have a contract.
        meant: what has a name that is alike, where nothing was found.
        postcode: four digits that are one, and where it lies.
        elsewhere: the name of a place that is in none of our municipalities, as it is written.
        question: it reads as a question more than as a name.
        streets: the street or the postcode, with its districts.
    """

    municipalities: list[Municipality] = field(default_factory=list)
    districts: list[tuple[District, Municipality]] = field(default_factory=list)
    providers: list[tuple[Provider, Municipality]] = field(default_factory=list)
    meant: "Hits | None" = None
    postcode: Postcode | None = None
    elsewhere: str | None = None
    question: bool = False
    streets: list[tuple[Whereabouts, Municipality, list[District]]] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether anything was found."""
        return bool(self.municipalities or self.districts or self.providers or self.streets)

    def is_called(self, name: str) -> bool:
        """Whether a district, a provider or a street that was found has this very name."""
        called = [
            *(each for found, _ in self.districts for each in (found.name, *found.aliases)),
            *(each for found, _ in self.providers for each in (found.name, *found.aliases)),
        ]
        return bool(self.streets) or plain(name) in map(plain, called)

    @property
    def only(self) -> Municipality | None:
        """The municipality, where it is all that was found and nothing has to be said of it."""
        alone = len(self.municipalities) == 1 and not self.districts and not self.providers
        return self.municipalities[0] if alone and self.postcode is None else None


@dataclass(frozen=True)
class _Place:
    """A name of the register of postcodes, and in which municipalities there is a place of it."""

    name: str
    municipalities: frozenset[str]


@cache
def _places() -> dict[str, _Place]:
    """Every post place and municipality, by how its name is typed."""
    found: dict[str, _Place] = {}
    for each in postcodes().values():
        for name in (each.place, each.municipality_name):
            known = found.get(plain(name))
            there = known.municipalities if known else frozenset()
            found[plain(name)] = _Place(name, there | {each.municipality})
    return found


def find(catalogue: Catalogue, sought: str) -> Hits:
    """Everything that the words may have meant.

    Args:
        catalogue: what there is to find.
        sought: as somebody typed it.
    """
    municipalities = found(catalogue, sought)
    postcode = None
    streets = _streets(catalogue, sought)
    code = POSTCODE.search(sought)
    # Four digits are a postcode before they are a municipality's number: 3201 is Sandefjord to
    # whoever lives there, and Bærum to an office.
    if code and (not municipalities or code.group(1) in postcodes()):
        postcode = postcodes().get(code.group(1), Postcode(code.group(1)))
        municipalities = [m for m in catalogue.municipalities() if m.id == postcode.municipality]
    place = _places().get(plain(sought).removesuffix("-kommune")) if postcode is None else None
    if place is not None and not municipalities:
        municipalities = [m for m in catalogue.municipalities() if m.id in place.municipalities]
    start = plain(sought).removeprefix("bydel-")
    long_enough = len(start) >= SHORTEST and postcode is None
    districts, providers = [], []
    named = any(plain(sought) == plain(each.name) for each in municipalities)
    for each in catalogue.municipalities() if long_enough and not named else []:
        for district in catalogue.districts(each.id):
            if any(begins(name, start) for name in (district.name, *district.aliases)):
                districts.append((district, each))
        for contract in catalogue.contracts(each.id):
            provider = catalogue.provider(contract.provider)
            if any(begins(name, start) for name in (provider.name, *provider.aliases)):
                providers.append((provider, each))
    # The municipality's own service bears its name: whoever writes «Oslo» means the place.
    if municipalities:
        providers = []
    # What lies in a known district needs its municipality no more beside it.
    known = {each.id for _, each, _ in streets}
    hits = Hits(
        [each for each in municipalities if each.id not in known],
        districts,
        list(dict(once(providers)).values()),
        postcode=postcode,
        streets=streets,
    )
    if place is not None and not municipalities and not hits.is_called(sought):
        # What begins like it may be meant; what is only alike is not, for this is a place's name.
        return Hits(meant=hits if hits.any else None, elsewhere=place.name)
    if hits.any:
        return hits
    question = sought.rstrip().endswith("?") or len(sought.split()) > LONGEST_NAME
    meant = _misspelt(catalogue, sought) if not postcode and not question else None
    return Hits(meant=meant, postcode=postcode, question=question)


def _misspelt(catalogue: Catalogue, sought: str) -> Hits | None:
    """What may have been meant by what was misspelt; None for nothing."""
    districts, providers = [], []
    for here in catalogue.municipalities():
        for district in catalogue.districts(here.id):
            if alike(sought, (district.name, *district.aliases)) >= ALIKE:
                districts.append((district, here))
        for contract in catalogue.contracts(here.id):
            provider = catalogue.provider(contract.provider)
            if alike(sought, (provider.name, *provider.aliases)) >= ALIKE:
                providers.append((provider, here))
    meant = Hits(near(catalogue, sought), districts, list(dict(once(providers)).values()))
    return meant if meant.any else None


def _streets(
    catalogue: Catalogue, sought: str
) -> list[tuple[Whereabouts, Municipality, list[District]]]:
    """The street or postcode that was written, also with a place behind it («…, Oslo»)."""
    code = POSTCODE.search(sought)
    tried = [sought, sought.split(",", maxsplit=1)[0], *([code.group(1)] if code else [])]
    whereabouts = next((hits for each in tried if (hits := catalogue.streets.find(each))), ())
    found = []
    for each in whereabouts:
        districts = {one.id: one for one in catalogue.districts(each.municipality)}
        here = catalogue.municipality(each.municipality)
        found.append((each, here, [districts[one] for one in each.districts]))
    return found


def begins(name: str, start: str) -> bool:
    """Whether a name, or a word of it, begins with what was written."""
    whole = plain(name)
    return whole.startswith(start) or f"-{start}" in whole


def once(
    providers: list[tuple[Provider, Municipality]],
) -> list[tuple[tuple[str, str], tuple[Provider, Municipality]]]:
    """Each provider and municipality with the pair's ids before it, to keep each pair once."""
    return [((p.id, m.id), (p, m)) for p, m in providers]
