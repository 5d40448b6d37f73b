"""Names from the catalogue, however they are misspelt, split or misheard.

The names are read when the engine starts, so that a new provider needs no new training; those that
a municipality has added since come with the message. Every
run of one to four words is compared, spaces away and in skeleton form, with every name by
edit distance; how many slips are forgiven grows with the length of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from assistant.nlu.entity import Found
from assistant.nlu.naming.name_sounds import (
    MOST_SLIPS,
    NOT_NAMES,
    TABLE,
    forgiven,
    may_begin,
    runs,
    sound_of,
)
from assistant.nlu.wording.normalise import Normalised, Word, normalise, skeleton
from provider_catalog.names import MUNICIPAL, read_spoken_names

FINDER = "names"
KEPT = 64
"""Rows of added names that are kept ready: one a municipality that has added any."""
# Names are looked for in the first words only: nobody names a provider after two hundred.
SEARCHED_WORDS = 200
FROM = frozenset({"fra", "frå", "av", "ifra", "ifrå", "te", "til"})
LETTERS = frozenset(
    "brev brevet breve melding meldingen meldinga beskjed beskjeden vedtak vedtaket papir papirer "
    "papiret skriv skrivet post skjema skjemaet sms-en svar svaret".split()
)
"""What a municipality sends; then it is not who shall help."""


SPOKEN = ("talende", "språklig", "talande", "språkleg")
"""«Polsktalende», «urduspråklig»: who speaks it."""


@dataclass(frozen=True)
class Name:
    """One way of saying who or what is meant: `sound` is its skeleton without spaces."""

    kind: str
    id: str
    sound: str
    slips: int


class Names:
    """Finds names of providers, services, districts, municipalities and languages."""

    def __init__(self, spoken: Iterable[Mapping[str, str]]) -> None:
        self._spoken = list(spoken)
        self._and_also = lru_cache(maxsize=KEPT)(self._made_with)
        known: dict[tuple[str, str, str], Name] = {}
        for entry in self._spoken:
            sound = sound_of(normalise(entry["form"]).spelt)
            known[(entry["kind"], entry["id"], sound)] = Name(
                entry["kind"], entry["id"], sound, forgiven(sound)
            )
        self._names = list(known.values())
        self._sounds = [name.sound for name in self._names]
        self._slips = np.array([name.slips for name in self._names])
        self._by_sound: dict[str, list[int]] = {}
        for at, sound in enumerate(self._sounds):
            self._by_sound.setdefault(sound, []).append(at)

    @classmethod
    def load(cls, data: Path) -> Names:
        """Read the names in `data`, and the languages'. Raises OSError where there are none."""
        languages = [
            {"kind": "language", "id": code, "form": form}
            for code, forms in TABLE["languages"].items()
            for form in (*forms, *(f"{form}{end}" for form in forms for end in SPOKEN))
        ]
        return cls([*read_spoken_names(data), *languages])

    def and_also(self, spoken: Iterable[Mapping[str, str]]) -> Names:
        """These names and some that were added since the engine started; made once for each row."""
        added = tuple((entry["kind"], entry["id"], entry["form"]) for entry in spoken)
        return self._and_also(added) if added else self

    def _made_with(self, added: tuple[tuple[str, str, str], ...]) -> Names:
        more = [{"kind": kind, "id": id_, "form": form} for kind, id_, form in added]
        return Names([*self._spoken, *more])

    def find(self, message: Normalised) -> list[Found]:
        """The names in a message, in order; the best where two of a kind overlap."""
        words = message.spelt[:SEARCHED_WORDS]
        heard = [skeleton(word.spelt) for word in words]
        places = list(runs(words))
        sounds = ["".join(heard[first : first + count]) for first, count in places]
        candidates = []
        for run, name, slips in sorted([*self._exactly(sounds), *self._nearly(places, heard)]):
            first, count = places[run]
            known = self._names[name]
            if known.id == MUNICIPAL and _sent_it(words, first):
                continue
            candidates.append((slips, -count, first, known))
        return _best(candidates, words)

    def _exactly(self, sounds: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """The runs that sound like a name: which, which name, and no slips."""
        for run, sound in enumerate(sounds):
            for name in self._by_sound.get(sound, ()):
                yield run, name, 0

    def _nearly(
        self, places: Sequence[tuple[int, int]], heard: Sequence[str]
    ) -> Iterator[tuple[int, int, int]]:
        """The runs that sound nearly like a name: which, which name, and how many slips.

        Few words are no common ones, so that few runs need to be compared with every name.
        """
        common = [sound in NOT_NAMES for sound in heard]
        asked = [
            (run, "".join(heard[first : first + count]))
            for run, (first, count) in enumerate(places)
            if not any(common[first : first + count])
        ]
        if not asked:
            return
        distances = cdist(
            [sound for _, sound in asked],
            self._sounds,
            scorer=OSA.distance,
            score_cutoff=MOST_SLIPS,
            dtype=np.uint8,
        )
        for at, name in zip(*np.nonzero(distances <= self._slips), strict=True):
            run, sound = asked[at]
            known, slips = self._names[name], int(distances[at, name])
            if slips and may_begin(sound, known.sound, known.slips):
                yield run, int(name), slips


def _best(candidates: list[tuple[int, int, int, Name]], words: tuple[Word, ...]) -> list[Found]:
    """The candidates that do not overlap a better one of their kind, in order."""
    # The municipality's service in general gives way to one that is named.
    candidates.sort(key=lambda found: (found[3].id == MUNICIPAL, found[0], found[1]))
    taken: dict[str, set[int]] = {}
    chosen: list[Found] = []
    for slips, minus_count, first, name in candidates:
        places = set(range(first, first - minus_count))
        if places & taken.setdefault(name.kind, set()):
            continue
        taken[name.kind] |= places
        confidence = 1.0 - slips / max(len(name.sound), 1)
        start, end = words[first].start, words[first - minus_count - 1].end
        chosen.append(Found(name.kind, name.id, start, end, FINDER, confidence))
    return sorted(chosen, key=lambda found: found.start)


def _sent_it(words: tuple[Word, ...], first: int) -> bool:
    """Whether «kommunen» is only who a letter came from: «jeg fikk brev fra kommunen»."""
    before = [word.spelt for word in words[max(first - 3, 0) : first]]
    return bool(before) and before[-1] in FROM and not LETTERS.isdisjoint(before[:-1])
