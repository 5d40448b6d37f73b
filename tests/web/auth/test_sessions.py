"""A session: how long it lasts, what ends it, and what the database knows of it."""

from collections.abc import Callable

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from core.database import Database
from core.settings import Settings
from devtools.fake_login.server import RunningLogin
from service.cli import main
from tests.web.auth.browsing import HOST, OURS, Visitor
from tests.web.auth.conftest import make_app
from tests.web.auth.moving_clock import MovingClock
from web.auth.extension import EXTENSION, AuthExtension
from web.auth.models import SignInSession
from web.auth.relying_parties import PartyName
from web.auth.sessions import purge_sessions, sessions_of

SOLVEIG = "14834111781"
New = Callable[[], Visitor]


def rows(database: Database) -> list[SignInSession]:
    with database.read() as session:
        return list(session.scalars(select(SignInSession).order_by(SignInSession.id)))


def signed_in(visitor: New) -> Visitor:
    person = visitor()
    assert person.sign_in("/logg-inn", national_id=SOLVEIG).status_code == 302
    return person


def test_a_citizen_is_signed_out_after_half_an_hour_without_use(
    visitor: New, clock: MovingClock
) -> None:
    person = signed_in(visitor)
    clock.move(minutes=29)
    assert person.get("/min-side").status_code == 200
    clock.move(minutes=29)
    assert person.get("/min-side").status_code == 200
    clock.move(minutes=30)
    assert person.get("/min-side").status_code == 302


def test_and_after_two_hours_however_much_it_is_used(visitor: New, clock: MovingClock) -> None:
    person = signed_in(visitor)
    for _ in range(5):
        clock.move(minutes=20)
        assert person.get("/min-side").status_code == 200
    clock.move(minutes=20)
    assert person.get("/min-side").status_code == 302


def test_a_caseworker_is_signed_in_for_a_working_day(visitor: New, clock: MovingClock) -> None:
    worker = visitor()
    worker.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    for _ in range(11):
        clock.move(minutes=54)
        assert worker.get("/saker").status_code == 200
    clock.move(minutes=6)
    assert worker.get("/saker").status_code == 302


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(
    visitor: New, clock: MovingClock
) -> None:
    worker = visitor()
    worker.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    for _ in range(59):
        clock.move(minutes=1)
        assert worker.get("/saker/fersk").status_code == 200
    clock.move(minutes=1)
    assert worker.get("/saker/fersk").status_code == 302


def test_what_is_posted_after_the_end_is_not_done_and_not_sent_elsewhere(
    visitor: New, clock: MovingClock
) -> None:
    person = signed_in(visitor)
    clock.move(hours=3)
    answer = person.post("/min-side")
    assert answer.status_code == 401
    assert "Du er ikke lenger logget inn" in answer.text


def test_signing_out_ends_it_on_our_side_and_at_the_provider(
    visitor: New, login: RunningLogin, database: Database
) -> None:
    person = signed_in(visitor)
    kept = person.cookie("citizen")
    assert kept
    out = person.post("/logg-ut")
    assert out.status_code == 200
    assert person.cookie("citizen") is None
    person.set_cookie("citizen", kept)
    assert person.get("/min-side").status_code == 302
    [row] = rows(database)
    assert row.ended_at
    assert row.sealed is None
    onward = out.headers["Refresh"].removeprefix("0; url=")
    back = person.at_provider(onward)
    assert back.startswith(f"{OURS}/logget-ut")
    assert login.citizens.sessions_ended[-1] == row.provider_session
    assert "Du er logget ut" in person.come_back(back).text


def test_after_signing_out_nothing_is_left_for_whoever_sits_down_next(visitor: New) -> None:
    person = signed_in(visitor)
    person.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    person.set_cookie("chat-0301", "a conversation in which the own case was told")
    out = person.post("/logg-ut")
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert person.cookie("chat-0301") is None
    assert person.get("/saker").status_code == 200


def test_signing_out_twice_is_no_error(visitor: New) -> None:
    person = signed_in(visitor)
    person.post("/logg-ut")
    assert person.post("/logg-ut").location == "/logget-ut"


def test_a_link_does_not_sign_anybody_out(visitor: New) -> None:
    person = signed_in(visitor)
    assert person.get("/logg-ut").status_code == 405
    assert person.get("/min-side").status_code == 200


def test_signing_out_without_the_forms_token_is_refused(
    settings: Settings, database: Database, clock: MovingClock
) -> None:
    app = make_app(settings, database, clock)
    app.config["WTF_CSRF_ENABLED"] = True
    person = Visitor(app)
    person.sign_in("/logg-inn", national_id=SOLVEIG)
    assert person.post("/logg-ut").status_code == 400
    assert person.get("/min-side").status_code == 200


def test_signing_out_elsewhere_ends_it_here(visitor: New, database: Database) -> None:
    person, provider = signed_in(visitor), visitor()
    [row] = rows(database)
    elsewhere = f"/logg-inn/utlogget?sid={row.provider_session}"
    assert provider.get(f"{elsewhere}&iss=https://another.example").status_code == 200
    assert person.get("/min-side").status_code == 200
    assert provider.get(f"/ansatt/utlogget?sid={row.provider_session}").status_code == 200
    assert person.get("/min-side").status_code == 200
    assert provider.get(elsewhere).status_code == 200
    assert person.get("/min-side").status_code == 302


def test_all_sessions_of_somebody_can_be_ended(
    visitor: New, app: Flask, database: Database
) -> None:
    first, second, other = signed_in(visitor), signed_in(visitor), visitor()
    other.sign_in("/logg-inn", national_id="02893713428")
    extension: AuthExtension = app.extensions[EXTENSION]
    assert extension.sessions[PartyName.CITIZEN].end_of_subject(SOLVEIG) == 2
    assert {each.get("/min-side").status_code for each in (first, second)} == {302}
    assert other.get("/min-side").status_code == 200


def test_a_caseworker_who_has_left_is_out_at_once(visitor: New, database: Database) -> None:
    worker, other = visitor(), visitor()
    worker.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    other.sign_in("/ansatt/logg-inn", subject="demo-hallgerd")
    environment = {"BRUKERVALG_DATABASE_URL": database.url}
    said = CliRunner().invoke(main, ["sign-out", "demo-oddvin"], env=environment)
    assert said.output == "Avsluttet 1 innlogginger.\n"
    assert worker.get("/saker").status_code == 302
    assert other.get("/saker").status_code == 200


def test_with_another_secret_than_the_service_has_nobody_is_said_to_be_out(
    visitor: New, database: Database, clock: MovingClock
) -> None:
    worker = visitor()
    worker.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    environment = {
        "BRUKERVALG_DATABASE_URL": database.url,
        "BRUKERVALG_SECRET_KEY": "the secret of another shell",
        "BRUKERVALG_NOW": clock.now().isoformat(),
    }
    said = CliRunner().invoke(main, ["sign-out", "demo-oddvin"], env=environment)
    assert said.exit_code == 1
    assert "Avsluttet" not in said.output
    assert "1 åpne innlogginger hører til en annen BRUKERVALG_SECRET_KEY" in said.output
    assert worker.get("/saker").status_code == 200


def test_where_nobody_is_signed_in_none_is_a_true_answer(database: Database) -> None:
    environment = {
        "BRUKERVALG_DATABASE_URL": database.url,
        "BRUKERVALG_SECRET_KEY": "the secret of another shell",
    }
    said = CliRunner().invoke(main, ["sign-out", "demo-oddvin"], env=environment)
    assert said.output == "Avsluttet 0 innlogginger.\n"


def test_the_database_knows_neither_who_it_is_nor_the_cookie(
    visitor: New, database: Database
) -> None:
    person = signed_in(visitor)
    cookie = person.cookie("citizen")
    assert cookie
    with database.engine.connect() as connection:
        [stored] = connection.exec_driver_sql("SELECT * FROM sign_in_session").all()
    written = repr(stored)
    assert cookie not in written
    assert SOLVEIG not in written


def test_somebody_who_has_changed_the_row_gets_nothing(visitor: New, database: Database) -> None:
    person, other = signed_in(visitor), visitor()
    other.sign_in("/logg-inn", national_id="02893713428")
    mine, theirs = rows(database)
    with database.write() as session:
        session.get_one(SignInSession, theirs.id).sealed = mine.sealed
    assert other.get("/min-side").status_code == 302
    assert person.get("/min-side").status_code == 200


def test_the_cookie_is_for_our_server_only(
    settings: Settings, database: Database, clock: MovingClock, visitor: New
) -> None:
    plain = signed_in(visitor).client.get_cookie("citizen", domain=HOST)
    assert plain is not None
    assert (plain.http_only, plain.same_site, plain.secure) == (True, "Lax", False)
    public = settings.model_copy(update={"public_base_url": "https://valg.kommune.example"})
    extension: AuthExtension = make_app(public, database, clock).extensions[EXTENSION]
    response = Flask("x").response_class()
    with Flask("x").test_request_context():
        extension.give_cookie(response, PartyName.CITIZEN, "id")
    cookie = response.headers["Set-Cookie"]
    assert cookie == "__Host-citizen=id; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_sessions_that_are_over_are_purged(
    visitor: New, database: Database, clock: MovingClock
) -> None:
    signed_in(visitor)
    clock.move(hours=1)
    signed_in(visitor).post("/logg-ut")
    assert purge_sessions(database, clock.now(), dry_run=True) == 1
    clock.move(hours=1)
    assert purge_sessions(database, clock.now(), dry_run=False) == 2
    assert rows(database) == []


def test_each_sign_in_sweeps_away_what_is_over(
    visitor: New, database: Database, clock: MovingClock
) -> None:
    signed_in(visitor)
    clock.move(hours=3)
    fresh = signed_in(visitor)
    assert len(rows(database)) == 1
    assert fresh.get("/min-side").status_code == 200


def test_a_person_is_told_of_own_sessions(
    visitor: New, database: Database, settings: Settings
) -> None:
    signed_in(visitor)
    [told] = sessions_of(database, settings.secret_keys, SOLVEIG)
    assert told["started_at"] == "2026-11-21T10:00:00+00:00"
    assert not {"sealed", "id_hash"} & set(told)
    assert sessions_of(database, settings.secret_keys, "02893713428") == []
