"""An office on a real database, with a dialogue by protocol and a fake Twilio."""

import logging
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import create_engine, make_url, text

from brukervalg.fake_twilio import serve_fake
from migrations import upgrade
from tests.brukervalg.office import Office
from tests.brukervalg.village import Village
from tests.channels.protocol_engine import ProtocolEngine

POSTGRES = os.environ.get("BRUKERVALG_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/office.sqlite"
        return
    if not POSTGRES:
        pytest.skip("BRUKERVALG_TEST_POSTGRES is not set")
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"office_{secrets.token_hex(6)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    # The fake Twilio runs in the commands' own process here; what it logs is none of their output.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    upgrade(database_url)
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    office = Office(database_url, engine, fake)
    yield office
    office.database.close()
    fake.stop()
    engine.stop()
    structlog.reset_defaults()


@pytest.fixture
def files(office: Office, tmp_path: Path) -> Path:
    """The folder that holds the whole database, where that is a file."""
    if not office.database.is_sqlite:
        pytest.skip("PostgreSQL's files are the server's")
    return tmp_path


@pytest.fixture
def village(database_url: str) -> Iterator[Village]:
    upgrade(database_url)
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    village = Village(database_url, engine, fake)
    yield village
    village.close()
    fake.stop()
    engine.stop()
    keeps_to_itself([message.body["body"] for message in fake.twilio.messages])


def keeps_to_itself(sent: list[str]) -> None:
    """Promise 5, over all that went out in a test."""
    for body in sent:
        assert not re.search(r"https?:|www\.|\.no\b|\.com\b", body), body
        # Prices and the like may be told to who asks; what we begin with names no service.
        if body.startswith("Hei fr"):
            assert not re.search(r"praktisk|pleie|bistand|rengjøring|vedtak", body, re.I), body
