"""An office on a real database, with a dialogue by protocol and a fake Twilio."""

import json
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from devtools.fake_twilio import serve_fake
from provider_catalog.catalogue import ROOM
from tests.channels.protocol_engine import ProtocolEngine
from tests.logs import plainly
from tests.service.notifications.harness import NoticeHarness
from tests.service.office import Office
from tests.service.people_files import HEADER


@pytest.fixture
def database_url(each_database_url: str) -> str:
    """Each kind of database in turn, with all tables and nothing in them."""
    return each_database_url


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    # The fake Twilio runs in the commands' own process here; what it logs is none of their output.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    office = Office(database_url, engine, fake)
    yield office
    office.database.close()
    fake.stop()
    engine.stop()
    plainly()


@pytest.fixture
def files(office: Office, tmp_path: Path) -> Path:
    """The folder that holds the whole database, where that is a file."""
    if not office.database.is_sqlite:
        pytest.skip("PostgreSQL's files are the server's")
    return tmp_path


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., str]:
    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> str:
        file = tmp_path / "people.csv"
        file.write_text("\r\n".join([header, *rows]) + "\r\n", encoding=encoding)
        return str(file)

    return write


@pytest.fixture
def json_file(tmp_path: Path) -> Callable[..., str]:
    def write(*objects: object) -> str:
        file = tmp_path / "people.jsonl"
        file.write_text("\n".join(json.dumps(each) for each in objects), encoding="utf-8")
        return str(file)

    return write


@pytest.fixture
def harness(database_url: str, tmp_path: Path) -> Iterator[NoticeHarness]:
    catalogue = Path(shutil.copytree(ROOM / "demo", tmp_path / "catalogue"))
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    harness = NoticeHarness(database_url, engine, fake, catalogue)
    yield harness
    harness.close()
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
