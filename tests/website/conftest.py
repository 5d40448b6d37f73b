"""The public pages and the API as they are served, on a day that stands still."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from design import shell
from foundation.clock import Clock
from foundation.settings import Settings
from provider_catalog.catalogue import Catalogue
from website import pages
from website.api.app import create_api, mount

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def create_site(catalogue: Catalogue, at: datetime = NOON) -> Flask:
    """Pages and API of a catalogue at a time."""
    app, clock = Flask("site", static_folder=None), Clock(at)
    api = create_api(catalogue, clock)
    pages.install(app, catalogue, clock, pages.Kept(words_days=90), api.api_doc)
    shell.init_app(app, Settings(_env_file=None))
    mount(app, api)
    return app


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture
def site(catalogue: Catalogue) -> Flask:
    return create_site(catalogue)


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    return site.test_client()
