"""Which place a message is about: a municipality, a country, or a place that nobody knows.

Every municipality is known by name (Statistics Norway's classification 131), so that a question
about another place is seen to be one although nothing is stated about that place.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from rapidfuzz.distance import OSA

from provider_catalog.loading.reading import read

FOLDER = Path(__file__).parent
NATION, OTHERS, UNKNOWN = "NO", "others", "unknown"

LONG_ENOUGH_FOR_A_SLIP = 8
"""Letters of a name that forgives one slip, after «i», «fra» and the like."""
LONGEST, SHORTEST = 4, 3
"""Words in a name, and letters in one that no register knows."""
SEARCHED = 2_000
"""Signs of a message in which places are looked for."""

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ENDS = re.compile(r"\s*[.!?]")
_BEFORE = frozenset("i på frå fra til te ti om hos for enn som med ved rundt mot inn".split())
_TAKES = frozenset(
    "går gå gått gikk gjekk står stå stått sto satt sett begynt byrja starta startet".split()
)
"""Before «på»: what follows is a medicine, or an event, and no place."""
_STREET = re.compile(
    r"(?:gata|gate|gaten|veien|vei|vegen|veg|alleen|plass|torg|torget|hus|huset|heimen|hjemmet|hjem|"
    r"sykehus|sjukehus|senter|senteret|sentralen|kirke|skole|bakken|stien|lia|avdeling)$"
)


@dataclass(frozen=True)
class Place:
    """A place that a question can be about.

    Attributes:
        id: kommunenummer, a country's ISO code, a town abroad as `SE-botkyrka`, `NO`, `others`,
            or `unknown`.
        name: as it is said, in Bokmål and Nynorsk.
        within: the country of a town abroad; None elsewhere.
    """

    id: str
    name: str
    name_nn: str = ""
    within: str | None = None

    @property
    def is_municipality(self) -> bool:
        """Whether it is a municipality of Norway."""
        return self.id.isdigit()


@dataclass(frozen=True)
class PlaceMention:
    """A place, and where in the text it is named; by its own name, or by that of a district."""

    place: Place
    start: int
    end: int
    by_district: bool = False


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int

    @cached_property
    def folded(self) -> str:
        return fold(self.text)


def fold(text: str) -> str:
    """Small letters, with the Swedish letters as Norwegian ones, and blanks as one."""
    letters = text.lower().replace("ä", "æ").replace("ö", "ø").replace("’", "'")
    return " ".join(letters.split())


class Places:
    """Every place that can be named.

    Args:
        municipalities: what municipalities.yml holds.
        others: what places.yml holds.
    """

    def __init__(self, municipalities: Mapping[str, Any], others: Mapping[str, Any]) -> None:
        self._by_id: dict[str, Place] = {}
        self._names: dict[str, Place] = {}
        self._ordinary = frozenset(map(fold, others["ordinary_words"]))
        self._no_place = frozenset(map(fold, others["no_place"]))
        rows = municipalities["municipalities"]
        for row in sorted(rows, key=lambda each: str(each.get("county", ""))):
            place = Place(row["id"], row["name"], row["name"])
            self._add(place, [row["name"], *row.get("also", ())])
        for id_, names in others["said_as"].items():
            self._add(self._by_id[id_], names)
        for id_, country in others["countries"].items():
            name = country["name"]
            self._add(Place(id_, name["nb"], name["nn"]), country["said_as"])
        for id_, town in others["abroad"].items():
            place = Place(id_, town["name"], town["name"], town["in"])
            self._add(place, [town["name"], *town.get("said_as", ())])
        for county in others["counties"]:
            self._add(Place(f"county-{fold(county)}", county, county), [county])
        self._add(Place(OTHERS, "andre kommuner", "andre kommunar"), others["others"])
        self._add(Place(NATION, "Norge", "Noreg"), others["whole_country"])
        self._postal: Mapping[str, list[str]] = others["postal_codes"]
        self._long = [
            (name, place)
            for name, place in self._names.items()
            if len(name) >= LONG_ENOUGH_FOR_A_SLIP and place.is_municipality and " " not in name
        ]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Read the places.

        Raises:
            CatalogueError: a file is broken.
        """
        return cls(read(folder / "municipalities.yml"), read(folder / "places.yml"))

    def _add(self, place: Place, names: Iterable[str]) -> None:
        self._by_id.setdefault(place.id, place)
        for name in names:
            self._names.setdefault(fold(name), place)

    def place(self, id_: str) -> Place:
        """The place of an id; KeyError if there is none such."""
        return self._by_id[id_]

    def of_postal_code(self, code: str) -> str | None:
        """The municipality that a postal code lies in, by number, as far as it is known."""
        series = self._postal.items()
        return next((id_ for id_, (first, last) in series if first <= code <= last), None)

    @property
    def municipalities(self) -> list[Place]:
        """Every municipality of Norway."""
        return [place for place in self._by_id.values() if place.is_municipality]

    def find(
        self,
        text: str,
        districts: Mapping[str, str] | None = None,
        own: Callable[[], Iterable[str]] = tuple,
    ) -> list[PlaceMention]:
        """The places that a text names, in order, each where it is first named.

        Args:
            text: as written.
            districts: names of districts, with the municipality of each.
            own: gives names that are no places, such as those of providers; asked only where a
                word may be a place that no register knows.
        """
        words = [
            _Word(found.group(), found.start(), found.end())
            for found in _WORD.finditer(text[:SEARCHED])
        ]
        ends = {at for at, word in enumerate(words) if _ENDS.match(text, word.end)}
        known = {fold(name): self._by_id[id_] for name, id_ in (districts or {}).items()}
        found: dict[str, PlaceMention] = {}
        at = 0
        while at < len(words):
            place, count = self._at(words, at, known, own, after_end=at - 1 in ends)
            if place is not None:
                start, end = words[at].start, words[at + count - 1].end
                by_district = fold(text[start:end]) in known
                mention = PlaceMention(place, start, end, by_district)
                found.setdefault(f"{place.id}:{place.name}", mention)
            at += count
        return list(found.values())

    def _at(
        self,
        words: list[_Word],
        at: int,
        districts: Mapping[str, Place],
        own: Callable[[], Iterable[str]],
        *,
        after_end: bool,
    ) -> tuple[Place | None, int]:
        """The place that begins with a word, and how many words it takes."""
        for count in range(min(LONGEST, len(words) - at), 0, -1):
            said = " ".join(word.folded for word in words[at : at + count])
            for name in (said, _without_genitive(said)):
                place = self._names.get(name) or districts.get(name)
                if place is not None and self._is_meant(name, words, at, count):
                    return place, count
        word = words[at]
        before = words[at - 1].folded if at else ""
        if before in _BEFORE and len(word.text) >= LONG_ENOUGH_FOR_A_SLIP - 1:
            for name, place in self._long:
                if OSA.distance(name, word.folded, score_cutoff=1) <= 1:
                    return place, 1
        if after_end:
            return None, 1
        if self._may_be_a_place(words, at) and not any(
            word.folded in fold(name).split() for name in own()
        ):
            return Place(UNKNOWN, word.text, word.text), 1
        return None, 1

    def _is_meant(self, name: str, words: list[_Word], at: int, count: int) -> bool:
        """Whether a name that is an ordinary word too is written as a name here."""
        after = words[at + count].folded if at + count < len(words) else ""
        if after.startswith("kommun") or name not in self._ordinary:
            return True
        before = words[at - 1].folded if at else ""
        return words[at].text[:1].isupper() and before in {"i", "på", "frå", "fra", "til", "og"}

    def _may_be_a_place(self, words: list[_Word], at: int) -> bool:
        """«i Vinterbro»: a word with a capital after «i» or «på» that no register knows."""
        word = words[at]
        if at == 0 or words[at - 1].folded not in {"i", "på"} or not word.text[:1].isupper():
            return False
        if word.text.isupper() or len(word.text) < SHORTEST:
            return False
        if at > 1 and words[at - 1].folded == "på" and words[at - 2].folded in _TAKES:
            return False  # «Jeg går på Marevan» is of a medicine.
        return word.folded not in self._no_place and not _STREET.search(word.folded)


def _without_genitive(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > SHORTEST + 1 else name
