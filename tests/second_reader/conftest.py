"""A second reader before the double, on loopback."""

from collections.abc import Callable, Iterator

import pytest

from assistant.second_reader.openai_reader import OpenAIReader
from assistant.second_reader.reading import Named, ReadingContext
from devtools.fake_reader import RunningReader, serve_reader

NAMES = {"hasselvind": "Hasselvind", "vintereple": "Vintereple", "municipal": "kommunen"}
KEY = "sk-hemmelig-noekkel-i-tester-4711"

Ask = Callable[..., OpenAIReader]


def named(text: str, **where: str) -> tuple[Named, ...]:
    """What our own finders would find: `hasselvind="hasselvin"` for an id and how it is said."""
    return tuple(
        Named("provider", id_, text.index(said), text.index(said) + len(said))
        for id_, said in where.items()
    )


def context(text: str, pending: str | None = None, **where: str) -> ReadingContext:
    """A place for a text in which some providers are named."""
    return ReadingContext("0301", pending, named(text, **where))


@pytest.fixture
def double() -> Iterator[RunningReader]:
    running = serve_reader()
    running.fake.key = KEY
    yield running
    running.stop()


@pytest.fixture
def reader_at() -> Iterator[Ask]:
    """Makes readers, and closes them."""
    made: list[OpenAIReader] = []

    def make(address: str, **others: object) -> OpenAIReader:
        settings = {"within": 10.0, "rest": 60.0, "key": KEY, "model": "double"} | others
        reader = OpenAIReader(
            address,
            str(settings["key"]),
            str(settings["model"]),
            within=float(str(settings["within"])),
            rest=float(str(settings["rest"])),
            name_of=lambda _, id_: NAMES[id_],
        )
        made.append(reader)
        return reader

    yield make
    for each in made:
        each.close()


@pytest.fixture
def reader(double: RunningReader, reader_at: Ask) -> OpenAIReader:
    return reader_at(double.base_url)
