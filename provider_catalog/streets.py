"""Which district a street or a postcode lies in: a file of the catalogue's folder, if it has one.

No public register of this can be had as a package (docs/decisions/029), so a municipality puts an
export of its own address register here. `streets.tsv` has two lines before the rest, `# source:`
(a web address, or `demo`) and `# checked:` (a day); then a line for each street or postcode:
kommunenummer, name, and the ids of its districts, with tabs between. A street that runs through
several districts has them all, and the reader picks one: nothing is guessed from a house number.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from provider_catalog.loading.reading import CatalogueError

FILE = "streets.tsv"
FIELDS = 3
HOUSE = re.compile(r"\s+\d+\s*[a-zæøå]?$")
"""«12», «12 B» or «4c» behind a street's name."""
ENDINGS = (
    (re.compile(r"(g(a)?t(en|a|e)?|gt)\.?$"), "gt"),
    (re.compile(r"(v(ei|eg)?(en|n)?)\.?$"), "v"),
    (re.compile(r"(plass(en)?|pl)\.?$"), "pl"),
)
"""People write «gt.», «gata» and «gate» for the same, in one word or two."""


@dataclass(frozen=True)
class Whereabouts:
    """A street or a postcode, and where it lies.

    Attributes:
        name: as the register writes it.
        districts: ids; several where it runs through several.
        source: a web address, or `demo`.
        checked: the day of the register.
    """

    municipality: str
    name: str
    districts: tuple[str, ...]
    source: str
    checked: date


@dataclass(frozen=True)
class Streets:
    """All of them, by how people write them."""

    by_name: Mapping[str, tuple[Whereabouts, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, districts: Collection[str]) -> Self:
        """Read a catalogue's file; empty where there is none.

        Args:
            folder: the catalogue's.
            districts: the ids that there are.

        Raises:
            CatalogueError: a line is not of this form, or the file tells no source or day.
        """
        file = folder / FILE
        if not file.is_file():
            return cls()
        head, found = dict[str, str](), dict[str, tuple[Whereabouts, ...]]()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if line.startswith("#"):
                key, colon, value = line.lstrip("# ").partition(":")
                if colon and key in ("source", "checked"):
                    head[key] = value.strip()
                continue
            parts = line.split("\t")
            if len(parts) != FIELDS or not all(part.strip() for part in parts):
                raise CatalogueError(file, f"line {number}", "must be number, name and districts")
            try:
                each = Whereabouts(
                    parts[0],
                    parts[1],
                    tuple(parts[2].split()),
                    head["source"],
                    date.fromisoformat(head["checked"]),
                )
            except (KeyError, ValueError):
                raise CatalogueError(file, "source, checked", "must stand first") from None
            if not set(each.districts) <= set(districts):
                raise CatalogueError(file, f"line {number}", "names a district that is not there")
            key = plain_street(each.name)
            found[key] = (*found.get(key, ()), each)
        return cls(found)

    def find(self, sought: str) -> tuple[Whereabouts, ...]:
        """What lies in the street or has the postcode that somebody wrote, house number or not."""
        return self.by_name.get(plain_street(sought), ())


def plain_street(written: str) -> str:
    """A street's name as everybody writes it, without its house number."""
    folded = HOUSE.sub("", " ".join(written.casefold().replace(",", " ").split()))
    for ending, short in ENDINGS:
        folded, changed = ending.subn(short, folded)
        if changed:
            break
    # «alle» is «allé» to whoever has no accent on the keyboard; å keeps its ring.
    bare = "".join(each if each in "æøå" else unicodedata.normalize("NFD", each) for each in folded)
    return re.sub(r"[^0-9a-zæøå]", "", bare)
