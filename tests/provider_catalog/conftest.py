"""The catalogue as it is shipped, and a copy of its files to break."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from provider_catalog.catalogue import ROOM, Catalogue

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The room's data files, to be changed and loaded again."""
    for name in ("schemes", "demo"):
        shutil.copytree(ROOM / name, tmp_path / name)
    for name in ("national.yml", "services.yml"):
        shutil.copy(ROOM / "national" / name, tmp_path / name)
    return tmp_path
