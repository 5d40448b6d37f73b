"""The own page on a real register, with people who have signed in."""

from collections.abc import Iterator

import pytest
from flask import Flask

from choice_register.register import Register
from core.database import Database
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from tests.choice_register.harness import CHEAP, SECRET, SECRETS, MovingClock, RegisterHarness
from tests.signed_in import without_providers
from tests.web.citizen.visits import Street
from tests.web.public.conftest import catalogue  # noqa: F401
from web.auth import install as install_sign_in
from web.citizen import pages
from web.citizen.dependencies import Dependencies
from web.layout import shell


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def harness(database: Database, catalogue: Catalogue) -> RegisterHarness:  # noqa: F811
    clock = MovingClock()
    register = Register(database, catalogue, clock, hasher=CHEAP, secrets=SECRETS)
    return RegisterHarness(database, catalogue, clock, register)


@pytest.fixture
def app(harness: RegisterHarness) -> Flask:
    app = Flask("own", static_folder=None)
    settings = without_providers(Settings(_env_file=None, secret_key=SECRET))
    install_sign_in(app, settings, harness.database, harness.clock)
    deps = Dependencies(
        harness.register, harness.catalogue, harness.database, harness.clock, SECRETS
    )
    pages.install(app, deps)
    shell.init_app(app, settings)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def street(app: Flask, harness: RegisterHarness) -> Street:
    return Street(app, harness)
