"""The part of an address that names a municipality: `/baerum`."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from web.layout.filters import address_of, plain

NEAR = 75.0
"""Of 100: how alike what was written and a name must be for the name to be offered. «kristansan»
is 91 like Kristiansand, «utopia» 40 like Trondheim at most."""


def slug(municipality: Municipality) -> str:
    """The municipality's name as it stands in an address."""
    return address_of(municipality)


def by_slug(catalogue: Catalogue, wanted: str) -> Municipality | None:
    """The municipality that an address names, or None."""
    return next((each for each in catalogue.municipalities() if slug(each) == wanted), None)


def found(catalogue: Catalogue, sought: str) -> list[Municipality]:
    """The municipalities whose name, other names or number begin with what was written.

    Args:
        catalogue: knows them.
        sought: as somebody typed it, «Bærum», «baerum kommune» or «3201».
    """
    start = plain(sought)
    return [
        each
        for each in catalogue.municipalities()
        if each.id == start or any(plain(n).startswith(start) for n in (each.name, *each.aliases))
    ]


def alike(written: str, names: Iterable[str]) -> float:
    """How alike what was written and the likest of some names are, of 100."""
    return max(fuzz.ratio(plain(written), plain(name)) for name in names)


def near(catalogue: Catalogue, sought: str) -> list[Municipality]:
    """The municipalities that may have been meant by what was misspelt, the likeliest first."""
    scored = [
        (alike(sought, (each.name, *each.aliases)), each) for each in catalogue.municipalities()
    ]
    return [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score >= NEAR]
