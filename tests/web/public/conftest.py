"""The public pages and the API as they are served, on a day that stands still."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.clock import Clock
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from web.api.app import create_api, mount
from web.layout import shell
from web.public import pages
from web.public.dependencies import Full

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def create_site(catalogue: Catalogue, at: datetime = NOON, full: Full | None = None) -> Flask:
    """Pages and API of a catalogue at a time."""
    app, clock = Flask("site", static_folder=None), Clock(at)
    api = create_api(catalogue, clock)
    pages.install(app, catalogue, clock, pages.Kept(words_days=90), api.api_doc, full=full)
    shell.init_app(app, Settings(_env_file=None), is_invented=catalogue.is_invented)
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
