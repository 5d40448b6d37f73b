"""The files of statements and topics, read and checked: nothing without a source and a day."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, StrictBool, TypeAdapter
from pydantic.dataclasses import dataclass

from provider_catalog.facts.statement import FIGURE, Source, Statement
from provider_catalog.loading.reading import CatalogueError, parse, read
from provider_catalog.vocabulary import CLOSED, RULES, Day, WebAddress

TOPIC = "topic:"
OF_FIRMS = "provider:"
"""What an entry's name begins with that is a fact of a provider."""
STANDARDS = ("nb", "nn")
WORD_ASKED = (
    "hva er {}",
    "hva betyr {}",
    "kva tyder {}",
    "det står {} i brevet",
    "hva menes med {}",
)
"""How people ask for a word."""

Wording = dict[Literal["nb", "nn"], str]


@dataclass(frozen=True, config=CLOSED)
class RawSource:
    """Where a statement stands, as it is written."""

    title: str
    checked: Day
    url: WebAddress | None = None
    dated: str | None = None


@dataclass(frozen=True, config=CLOSED)
class RawStatement:
    """A statement as it is written."""

    topic: str
    source: str
    nb: str
    nn: str
    place: str = "NO"
    more_nb: str = ""
    more_nn: str = ""
    numbers: dict[str, int | None] = Field(default_factory=dict)
    holds_until: Day | None = None
    intent: str | None = None
    own_answer_first: StrictBool = False
    wherever: StrictBool = False
    q: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class _File:
    sources: dict[str, RawSource]
    statements: dict[str, RawStatement]


@dataclass(frozen=True, config=CLOSED)
class Topic:
    """What can be asked of any municipality's scheme.

    Attributes:
        intent: the dialogue's own answer for the own municipality.
        about: the topic by name, by standard.
        q: how people ask; STED stands for the place.
        rules: the rules that answer it, the first known one first.
        says: by rule and value, what is said of another municipality, by standard.
        specific: whether the rules' own words are a better answer than the dialogue's, which
            tells more than was asked.
    """

    intent: str
    about: Wording
    q: tuple[str, ...]
    rules: tuple[str, ...] = ()
    says: dict[str, dict[str, Wording]] = Field(default_factory=dict)
    specific: StrictBool = False


_FILE = TypeAdapter(_File)
_WAYS = TypeAdapter(dict[str, tuple[str, ...]])
_TOPICS = TypeAdapter(dict[str, Topic])


def _files(folder: Path) -> list[Path]:
    """The files of a folder and of the folders in it, by name: no order hangs on where they lie."""
    return sorted(folder.rglob("*.yml"), key=lambda file: file.name)


def read_statements(folder: Path) -> Iterator[Statement]:
    """Every statement of a folder's files.

    Raises:
        CatalogueError: a file is broken, a source is missing, or a number has no entry.
    """
    seen: set[str] = set()
    for file in _files(folder):
        content = parse(_FILE, read(file), file)
        for id_, raw in content.statements.items():
            if id_ in seen:
                raise CatalogueError(file, id_, "stands twice")
            seen.add(id_)
            if raw.source not in content.sources:
                raise CatalogueError(file, f"{id_}.source", f"no source {raw.source!r}")
            yield statement_of(file, id_, raw, content.sources[raw.source])


def statement_of(file: Path, id_: str, raw: RawStatement, source: RawSource) -> Statement:
    """A statement as it was written, checked.

    Raises:
        CatalogueError: nobody can ask for it, or a number that is said is not entered.
    """
    questions = raw.q + tuple(ask.format(word) for word in raw.words for ask in WORD_ASKED)
    if not questions:
        raise CatalogueError(file, f"{id_}.q", "nobody can ask for it")
    if bool(raw.more_nb) != bool(raw.more_nn):
        raise CatalogueError(file, f"{id_}.more_nn", "stands in one standard only")
    said = " ".join((raw.nb, raw.nn, raw.more_nb, raw.more_nn))
    for figure in FIGURE.findall(said):
        if figure not in raw.numbers:
            raise CatalogueError(file, f"{id_}.numbers", f"{figure} is said and not entered")
    return Statement(
        id=id_,
        place=raw.place,
        topic=raw.topic,
        short=MappingProxyType({"nb": raw.nb, "nn": raw.nn}),
        more=MappingProxyType({"nb": raw.more_nb, "nn": raw.more_nn}),
        source=Source(source.title, source.url, source.checked, source.dated),
        figures=MappingProxyType(dict(raw.numbers)),
        holds_until=raw.holds_until,
        intent=raw.intent,
        own_answer_first=raw.own_answer_first,
        questions=questions,
        terms=raw.words,
        wherever=raw.wherever,
    )


def read_ways_to_ask(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Further ways to ask, by the name that an entry has in its file; see `body.WAYS`.

    They stand apart from the statements, since there are many, and only the search needs them.

    Raises:
        CatalogueError: a file is broken.
    """
    found: dict[str, tuple[str, ...]] = {}
    for file in _files(folder):
        prefix = {"topics": TOPIC, "of_providers": OF_FIRMS}.get(file.stem, "")
        for name, ways in parse(_WAYS, read(file), file).items():
            found[f"{prefix}{name}"] = ways
    return MappingProxyType(found)


def read_topics(file: Path) -> Mapping[str, Topic]:
    """The topics by name.

    Raises:
        CatalogueError: the file is broken, or names a rule that is none.
    """
    topics = parse(_TOPICS, read(file), file)
    for name, topic in topics.items():
        for rule in (*topic.rules, *topic.says):
            if rule not in RULES:
                raise CatalogueError(file, f"{name}.rules", f"no such rule: {rule}")
    return MappingProxyType(topics)
