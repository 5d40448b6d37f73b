"""A small app with this room in it, and the two providers on loopback."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from core.database import Database
from core.settings import Settings
from devtools.fake_login.server import RunningLogin, serve_login
from devtools.fake_login.state import Faults
from tests.web.auth.browsing import OURS, Visitor
from tests.web.auth.moving_clock import MovingClock
from web.auth import (
    Role,
    caseworker_required,
    citizen_required,
    current_caseworker,
    current_citizen,
    install,
    must_have,
    watching,
)
from web.auth.relying_parties import PartyName
from web.layout import shell

LANDING = {PartyName.CITIZEN: "/min-side", PartyName.CASEWORKER: "/saker"}


@pytest.fixture(scope="session")
def login() -> Iterator[RunningLogin]:
    running = serve_login(app_at=OURS, client_id="ours", client_secret="a secret of theirs")
    yield running
    running.stop()


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def settings(login: RunningLogin) -> Settings:
    login.citizens.faults = Faults()
    login.caseworkers.faults = Faults()
    return Settings(
        _env_file=None,
        public_base_url=OURS,
        idporten_issuer=login.citizens.issuer,
        idporten_client_id="ours",
        idporten_client_secret="a secret of theirs",
        caseworker_issuer=login.caseworkers.issuer,
        caseworker_client_id="ours",
        caseworker_client_secret="a secret of theirs",
    )


@pytest.fixture
def app(settings: Settings, database: Database, clock: MovingClock) -> Flask:
    return make_app(settings, database, clock)


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    return lambda: Visitor(app)


def make_app(settings: Settings, database: Database, clock: MovingClock) -> Flask:
    app = Flask("tests")
    install(app, settings, database, clock, LANDING)
    shell.init_app(app, settings)
    app.config["WTF_CSRF_ENABLED"] = False

    @app.get("/")
    def harness() -> str:
        return "forsiden"

    @app.route("/min-side", methods=["GET", "POST"])
    @citizen_required
    def own() -> str:
        citizen = current_citizen()
        assert citizen is not None
        return citizen.national_id

    @app.get("/saker")
    @caseworker_required()
    def cases() -> str:
        caseworker = current_caseworker()
        assert caseworker is not None
        return f"{caseworker.name} {caseworker.municipality}"

    @app.get("/saker/tekster")
    @caseworker_required(Role.EDITOR)
    def texts() -> str:
        return "tekster"

    @app.get("/saker/<municipality>")
    @caseworker_required()
    def case(municipality: str) -> str:
        return must_have(Role.CASEWORKER, municipality=municipality).name

    @app.get("/saker/fersk")
    @watching
    @caseworker_required()
    def fresh() -> str:
        return "fersk"

    return app
