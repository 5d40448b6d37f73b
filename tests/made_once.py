"""What every test's service makes anew from the same, made once: compiled statements, parsed files,
what is learnt of the facts' questions.

The fixtures are a plugin that tests/conftest.py names.
"""

import fcntl
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, create_engine, event

import core.database
from provider_catalog.facts.finding import learned, ranking
from service.paths import ROOT

LEARNED = ROOT / "var/facts_of_tests"
MOST_LEARNED = 12
"""Sets of questions: each test that edits a fact makes one of its own, of seventy megabytes."""


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """What SQLAlchemy has compiled for one test's database serves the others of its kind."""
    first: dict[str, Engine] = {}
    compiled: dict[str, dict[Any, Any]] = {}

    def create(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        kept = compiled.setdefault(engine.name, {})
        engine = engine.execution_options(compiled_cache=kept)
        if engine.name in first:
            # A compiled statement is found by its dialect.
            engine.dialect = first[engine.name].dialect
        else:
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


@pytest.fixture(scope="session", autouse=True)
def facts_learnt_once() -> Iterator[None]:
    """What is learnt of the same questions is kept for the next run, and learnt by one worker while
    the others wait: it takes ten seconds of processor time, and every edited fact is a new set.
    """
    LEARNED.mkdir(parents=True, exist_ok=True)
    by_entry = learned.by_entry

    def once(*asked: Any) -> learned.Learned:
        with (LEARNED / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return by_entry(*asked)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(learned, "KEPT", LEARNED)
        patched.setattr(learned, "MOST_KEPT", MOST_LEARNED)
        patched.setattr(ranking, "by_entry", once)
        yield
