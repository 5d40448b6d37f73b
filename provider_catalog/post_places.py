"""The register of postcodes: which post place and municipality a code is, and every place's name.

The file tells its source and date. By the names a place is told from somebody's name, and a place
elsewhere from a misspelt one of ours.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "national/postcodes.tsv"


@dataclass(frozen=True)
class Postcode:
    """A postcode, as the register on file has it.

    Attributes:
        place: the post place; empty where the register does not know the code.
        municipality: kommunenummer; empty with it.
        municipality_name: also of those that have no page here.
    """

    code: str
    place: str = ""
    municipality: str = ""
    municipality_name: str = ""


@cache
def postcodes() -> dict[str, Postcode]:
    """Every postcode by its digits."""
    found: dict[str, Postcode] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            number, name, place, codes = line.split("\t")
            for code in codes.split():
                found[code] = Postcode(code, _written(place), number, _written(name))
    return found


@cache
def post_places() -> frozenset[str]:
    """Every name of a post place or a municipality, in small letters."""
    return frozenset(
        name.lower()
        for each in postcodes().values()
        for name in (each.place, each.municipality_name)
    )


def _written(capitals: str) -> str:
    """A name that the register has in capitals, as one writes it: «Bø i Telemark»."""
    return capitals.title().replace(" I ", " i ").replace(" Og ", " og ")
