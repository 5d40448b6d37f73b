"""What a message about choosing names: providers, kinds of help, conditions, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from assistant.nlu.entity import Found
from assistant.nlu.wording.normalise import skeleton
from provider_catalog.names import MUNICIPAL

_TABLE = yaml.safe_load((Path(__file__).parent / "words/choice.yml").read_text("utf-8"))
_SERVICES = [
    (skeleton(word), service)
    for service, words in _TABLE["services"].items()
    for word in words.replace("_", " ").split()
]
CUES: dict[str, frozenset[str]] = {}
BEGUN: list[tuple[str, str]] = []
for _cue, _words in _TABLE["cues"].items():
    for _word in str(_words).split():
        if _word.endswith("*"):
            BEGUN.append((skeleton(_word[:-1]), _cue))
        else:
            CUES[skeleton(_word)] = CUES.get(skeleton(_word), frozenset()) | {_cue}
ALL = frozenset(skeleton(word) for word in _TABLE["all"].split())
SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
JOINS = frozenset("men mæn mens medan og å samt så so for fordi siden sidan derimot".split())
"""Words between which one thing is said."""
INSIDE = 5
"""Letters: so long a beginning is known inside a word too («hjertemedisin»)."""
OWN = re.compile(r"\b(?:kommun|komunen|bydel|hjemmetjenest|heimetenest|heimetjenest|herad[ei])\w*")
"""The municipality's own service in words that are in no catalogue: «den er kommunal»."""
CONDITION = re.compile(
    r"\b(?:hvis|viss|vist|dersom|ifall|forutsatt at|forutsett at|så ?fremt|så ?framt|med mindre"
    r"|på (?:den )?betingelse(?:n)? (?:av )?at|på vilkår av at|så sant|så lenge|så snart"
    r"|så fort|so lenge|so snart|så lengje|forbeholdet er at|i så fall"
    r"|(?:men )?(?:bare|berre|bærre|bære|bere) "
    r"(?:om|hvis|viss|dersom|når|at|dei|de|dæm|dem|dom|ho|hun|han|det)"
    r"|(?<!lurer på )(?<!lure på )(?<!spør )(?<!vite )(?<!tru )(?<!også )om"
    r"|når|nå|(?:har|får|kan|kjem|blir|kommer|er|kæn|fær)(?= \w+ \w+))\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"[.,!?;:\n]| (?=(?:så|so|da|då|men|elles|ellers) )"
    r"| (?=(?:vil|vel|tar|tek|ønsker|ønskjer|velger) (?:jeg|eg|æ|je|vi|me|mor|far|han|hun|ho) )",
    re.IGNORECASE,
)
MOST = 14
"""Words of a condition: beyond them another thing is said, also without a sign."""


@dataclass(frozen=True)
class Place:
    """Something named, from `start` to `end` (exclusive), at the words `first` to `last`."""

    name: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Word:
    """A word as it is compared, where it stands, and in which sentence and phrase."""

    sound: str
    start: int
    end: int
    sentence: int
    phrase: int
    cues: frozenset[str]


@dataclass(frozen=True)
class Named:
    """A message about choosing, looked through."""

    text: str
    found: tuple[Found, ...]

    @cached_property
    def words(self) -> list[Word]:
        """The words, with where they stand."""
        words: list[Word] = []
        phrase = -1
        for at, sentence in enumerate(SENTENCE.finditer(self.text)):
            phrase += 1
            end = sentence.start()
            for match in re.finditer(r"[\w-]+", sentence.group()):
                start = sentence.start() + match.start()
                said = match.group().lower()
                begun = bool(words) and words[-1].phrase == phrase
                signs = self.text[end:start]
                if begun and (said in JOINS or any(sign in signs for sign in ",:–-()")):
                    phrase += 1
                sound = skeleton(said)
                end = sentence.start() + match.end()
                words.append(Word(sound, start, end, at, phrase, cues_of(sound)))
        return words

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences as written."""
        return [match.group() for match in SENTENCE.finditer(self.text)]

    @cached_property
    def providers(self) -> list[Place]:
        """Every time a provider is named, in order."""
        spans = [
            (str(one.value), one.start, one.end) for one in self.found if one.kind == "provider"
        ]
        for match in OWN.finditer(self.text.lower()):
            if not any(a < match.end() and match.start() < b for _, a, b in spans):
                spans.append((MUNICIPAL, match.start(), match.end()))
        return self._places(spans)

    @cached_property
    def services(self) -> list[Place]:
        """Every word that tells of a kind of help, in order."""
        taken = [(place.start, place.end) for place in self.providers]
        found = [
            (service, word.start, word.end)
            for word in self.words
            if (service := service_of(word.sound))
            and not any(a <= word.start < b for a, b in taken)
        ]
        return self._places(found)

    @cached_property
    def all_of_it(self) -> list[Place]:
        """Where it is said that all of the help is meant."""
        return self._places([("all", w.start, w.end) for w in self.words if w.sound in ALL])

    @cached_property
    def conditions(self) -> list[Place]:
        """What may be a condition: from its first word to where its clause ends."""
        spans = []
        for match in CONDITION.finditer(self.text):
            ends = ENDS.search(self.text, match.end() + 1)
            end = ends.start() if ends else len(self.text)
            inside = list(re.finditer(r"\S+", self.text[match.start() : end]))
            end = match.start() + inside[min(MOST, len(inside)) - 1].end()
            if len(self.text[match.start() : end].split()) > 1:
                spans.append((match.group().lower(), match.start(), end))
        return self._places(spans)

    @property
    def names(self) -> list[str]:
        """The providers named, each once."""
        return list(dict.fromkeys(place.name for place in self.providers))

    @property
    def kinds(self) -> list[str]:
        """The kinds of help named, each once."""
        return list(dict.fromkeys(place.name for place in self.services))

    def _places(self, spans: Iterable[tuple[str, int, int]]) -> list[Place]:
        places = []
        for name, start, end in sorted(spans, key=lambda span: span[1]):
            inside = [at for at, w in enumerate(self.words) if w.start < end and start < w.end]
            if inside:
                places.append(Place(name, start, end, inside[0], inside[-1]))
        return places


@lru_cache(maxsize=16_384)
def service_of(word: str) -> str | None:
    """The kind of help that a word tells of, by the longest beginning that it is known by."""
    sound, best = skeleton(word), ("", None)
    for begun, service in _SERVICES:
        known = sound.startswith(begun) or (len(begun) >= INSIDE and begun in sound)
        if known and len(begun) > len(best[0]):
            best = (begun, service)
    return best[1]


@lru_cache(maxsize=16_384)
def cues_of(word: str) -> frozenset[str]:
    """What a word says of a provider beside it, as `words/choice.yml` has it."""
    sound = skeleton(word)
    begun = {cue for start, cue in BEGUN if sound.startswith(start)}
    return CUES.get(sound, frozenset()) | begun
