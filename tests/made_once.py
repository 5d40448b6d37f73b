"""What every test's service makes anew from the same, made once: compiled statements, parsed files.

The fixtures are a plugin that tests/conftest.py names.
"""

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.util import LRUCache

import core.database

MOST_STATEMENTS = 2000


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """What SQLAlchemy has compiled for one test's database serves the others of its kind."""
    first: dict[str, Engine] = {}

    def create(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        if engine.name in first:
            known = first[engine.name]
            # A compiled statement is found by its dialect.
            engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
        else:
            engine._compiled_cache = LRUCache(MOST_STATEMENTS)
            # After SQLAlchemy's own, so that the dialect knows its server by then.
            event.listen(engine, "first_connect", lambda *_: first.setdefault(engine.name, engine))
        return engine

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(core.database, "create_engine", create)
        yield


@pytest.fixture(scope="session", autouse=True)
def yaml_parsed_once() -> Iterator[None]:
    """The same text is the same data; each who reads it gets their own, as from the file."""
    parse, known = yaml.load, dict[tuple[Any, Any], bytes]()

    def load(stream: Any, Loader: Any) -> Any:
        if not isinstance(stream, str):
            return parse(stream, Loader=Loader)
        if (stream, Loader) not in known:
            known[stream, Loader] = pickle.dumps(parse(stream, Loader=Loader))
        return pickle.loads(known[stream, Loader])  # noqa: S301 - our own

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yaml, "load", load)
        yield
