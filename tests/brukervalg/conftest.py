"""An office on a real database, with a dialogue by protocol and a fake Twilio."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from brukervalg.fake_twilio import serve_fake
from migrations import upgrade
from tests.brukervalg.office import Office
from tests.channels.protocol_engine import ProtocolEngine


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    # The fake Twilio runs in the commands' own process here; what it logs is none of their output.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    upgrade(f"sqlite:///{tmp_path}/office.sqlite")
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    office = Office(tmp_path, engine, fake)
    yield office
    office.database.close()
    fake.stop()
    engine.stop()
    structlog.reset_defaults()
