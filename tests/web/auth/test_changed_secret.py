"""The secret is changed while people are signed in, chat, and have forms open."""

import re
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask, render_template_string
from sqlalchemy import select

from core.database import Database
from core.settings import Settings
from service.cli import main
from tests.web.auth.browsing import Visitor
from tests.web.auth.conftest import make_app
from tests.web.auth.moving_clock import MovingClock
from web.auth.models import SignInSession
from web.auth.sessions import sessions_of
from web.layout import shell

SOLVEIG = "14834111781"
FORMER = "former-secret-of-this-test"
NEW = "new-secret-of-this-test"
FORM = '<form method="post"><input name="csrf_token" value="{{ csrf_token() }}"></form>'


@pytest.fixture
def before(settings: Settings) -> Settings:
    return settings.model_copy(update={"secret_key": FORMER})


@pytest.fixture
def after(settings: Settings) -> Settings:
    return settings.model_copy(update={"secret_key": NEW, "secret_key_fallbacks": FORMER})


def moved_on(person: Visitor, app: Flask) -> Visitor:
    """The same browser, at the app after its new start."""
    other = Visitor(app)
    other.client._cookies = person.client._cookies
    return other


def test_who_is_signed_in_stays_so_and_can_be_signed_out_by_name(
    before: Settings, after: Settings, database: Database, clock: MovingClock
) -> None:
    person = Visitor(make_app(before, database, clock))
    assert person.sign_in("/logg-inn", national_id=SOLVEIG).status_code == 302
    person = moved_on(person, make_app(after, database, clock))
    assert person.get("/min-side").text == SOLVEIG
    assert len(sessions_of(database, after.secret_keys, SOLVEIG)) == 1
    environment = {
        "BRUKERVALG_DATABASE_URL": str(database.url),
        "BRUKERVALG_SECRET_KEY": NEW,
        "BRUKERVALG_SECRET_KEY_FALLBACKS": FORMER,
        "BRUKERVALG_NOW": clock.now().isoformat(),
    }
    asked = ["sign-out", "--citizen"]
    alone = environment | {"BRUKERVALG_SECRET_KEY_FALLBACKS": ""}
    assert CliRunner().invoke(main, asked, input=SOLVEIG, env=alone).exit_code != 0
    assert person.get("/min-side").status_code == 200
    said = CliRunner().invoke(main, asked, input=SOLVEIG, env=environment)
    assert "Avsluttet 1 innlogginger" in said.output
    assert person.get("/min-side").status_code == 302


def test_what_hangs_on_the_former_secret_is_counted_until_nothing_does(
    before: Settings, after: Settings, database: Database, clock: MovingClock
) -> None:
    def told() -> str:
        environment = {
            "BRUKERVALG_DATABASE_URL": str(database.url),
            "BRUKERVALG_SECRET_KEY": NEW,
            "BRUKERVALG_SECRET_KEY_FALLBACKS": FORMER,
            "BRUKERVALG_NOW": clock.now().isoformat(),
        }
        asked = ["keys", "--changed", "2026-11-21"]
        said = CliRunner().invoke(main, asked, env=environment)
        assert said.exit_code == 0, said.output
        return said.output

    assert "kan tømmes" in told()
    person = Visitor(make_app(before, database, clock))
    person.sign_in("/logg-inn", national_id=SOLVEIG)
    assert "1 innlogginger er fra før" in told()
    Visitor(make_app(after, database, clock)).sign_in("/logg-inn", national_id=SOLVEIG)
    assert "1 innlogginger er fra før" in told()
    clock.move(hours=3)
    assert "kan tømmes" in told()


def test_a_new_session_is_the_new_secrets(
    after: Settings, database: Database, clock: MovingClock
) -> None:
    Visitor(make_app(after, database, clock)).sign_in("/logg-inn", national_id=SOLVEIG)
    with database.read() as session:
        [row] = session.scalars(select(SignInSession))
    assert row.key_mark == after.secret_keys.marks[0]
    alone = after.model_copy(update={"secret_key_fallbacks": ""})
    assert len(sessions_of(database, alone.secret_keys, SOLVEIG)) == 1


def with_form(settings: Settings) -> Flask:
    app = Flask("tests")
    shell.init_app(app, settings)

    @app.route("/form", methods=["GET", "POST"])
    def form() -> str:
        return render_template_string(FORM)

    return app


@pytest.mark.parametrize(("former", "status"), [(FORMER, 200), ("", 400)])
def test_a_form_that_lay_open_is_taken_while_the_former_secret_is_kept(
    before: Settings, former: str, status: int
) -> None:
    person = Visitor(with_form(before))
    token = re.search('value="([^"]+)"', person.get("/form").text)
    assert token
    settings = before.model_copy(update={"secret_key": NEW, "secret_key_fallbacks": former})
    sent: dict[str, Any] = {"csrf_token": token[1]}
    assert moved_on(person, with_form(settings)).post("/form", **sent).status_code == status
