"""What must not work, and what is said then."""

import base64
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from flask import Flask
from joserfc.jwk import RSAKey

from core.database import Database
from core.settings import Settings
from devtools.fake_login.server import RunningLogin
from tests.web.auth.browsing import OURS, Visitor, query
from tests.web.auth.conftest import make_app
from tests.web.auth.moving_clock import MovingClock
from web.auth.safe_next import safe_next

SOLVEIG = "14834111781"
ARVID = "02893713428"
New = Callable[[], Visitor]


def test_another_state_than_the_browsers_own_is_refused(visitor: New) -> None:
    victim, attacker = visitor(), visitor()
    to = attacker.choose(attacker.begin("/logg-inn"), national_id=ARVID)
    back = victim.come_back(to)
    assert back.status_code == 400
    assert "startet i et annet vindu" in back.text
    assert victim.get("/min-side").status_code == 302


def test_an_address_to_come_back_to_is_good_once(visitor: New, login: RunningLogin) -> None:
    solveig = visitor()
    to = solveig.choose(solveig.begin("/logg-inn"), national_id=SOLVEIG)
    assert solveig.come_back(to).status_code == 302
    assert solveig.come_back(to).status_code == 400


def test_a_code_that_was_used_is_refused_by_the_provider(visitor: New, login: RunningLogin) -> None:
    thief = visitor()
    to = thief.choose(thief.begin("/logg-inn"), national_id=SOLVEIG)
    login.citizens.codes.clear()  # somebody has handed it in before
    back = thief.come_back(to)
    assert back.status_code == 400
    assert thief.cookie("citizen") is None


def test_a_code_of_another_sign_in_does_not_fit_the_verifier(visitor: New) -> None:
    mine, theirs = visitor(), visitor()
    stolen = query(theirs.choose(theirs.begin("/logg-inn"), national_id=ARVID))["code"]
    to = mine.choose(mine.begin("/logg-inn"), national_id=SOLVEIG)
    back = mine.come_back(to.replace(query(to)["code"], stolen))
    assert back.status_code == 400
    assert mine.cookie("citizen") is None


def change(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda claims: claims.__setitem__(name, value)


def leave_out(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda claims: claims.pop(name, None)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (change("nonce", "another"), 400),
        (leave_out("nonce"), 400),
        (change("acr", "idporten-loa-low"), 403),
        (leave_out("acr"), 403),
        (change("acr", ""), 403),
        (change("iss", "https://idporten.example"), 400),
        (change("aud", "another-client"), 400),
        (change("aud", ["another-client", "third"]), 400),
        (change("exp", int(time.time()) - 3600), 400),
        (leave_out("exp"), 400),
        (change("iat", int(time.time()) + 3600), 400),
        (change("nbf", int(time.time()) + 3600), 400),
        (change("at_hash", "of another token"), 400),
        (leave_out("pid"), 400),
        (change("pid", ""), 400),
        (change("pid", 14834111781), 400),
    ],
)
def test_a_token_that_is_not_as_it_must_be_lets_nobody_in(
    visitor: New, login: RunningLogin, fault: Callable[[dict[str, Any]], None], status: int
) -> None:
    login.citizens.faults.claims = fault
    person = visitor()
    back = person.sign_in("/logg-inn", national_id=SOLVEIG)
    assert back.status_code == status
    assert "Prøv igjen" in back.text
    assert person.cookie("citizen") is None


def test_a_token_that_another_key_has_signed_lets_nobody_in(
    visitor: New, login: RunningLogin
) -> None:
    login.citizens.faults.key = RSAKey.generate_key(2048, {"kid": "demo"})
    person = visitor()
    assert person.sign_in("/logg-inn", national_id=SOLVEIG).status_code == 400
    assert person.cookie("citizen") is None


@pytest.mark.parametrize("unsigned", [True, False])
def test_a_token_without_a_proper_signature_lets_nobody_in(
    visitor: New, login: RunningLogin, unsigned: bool
) -> None:
    login.citizens.faults.token = _unsigned if unsigned else _signed_with_the_public_key
    person = visitor()
    assert person.sign_in("/logg-inn", national_id=SOLVEIG).status_code == 400
    assert person.cookie("citizen") is None


def _unsigned(token: str) -> str:
    return f"{_header('none')}.{token.split('.')[1]}."


def _signed_with_the_public_key(token: str) -> str:
    return f"{_header('HS256')}.{token.split('.')[1]}.{token.split('.')[2]}"


def _header(alg: str) -> str:
    return base64.urlsafe_b64encode(f'{{"alg":"{alg}","kid":"demo"}}'.encode()).decode().rstrip("=")


@pytest.mark.parametrize("left_out", ["code_challenge", "code_challenge_method", "nonce"])
def test_the_provider_refuses_a_request_without_pkce_or_nonce(visitor: New, left_out: str) -> None:
    at = httpx.URL(visitor().begin("/logg-inn")).copy_remove_param(left_out)
    assert httpx.get(at, trust_env=False).status_code == 400


def test_the_provider_refuses_plain_challenges_and_foreign_addresses(visitor: New) -> None:
    at = httpx.URL(visitor().begin("/logg-inn"))
    plain = at.copy_set_param("code_challenge_method", "plain")
    assert httpx.get(plain, trust_env=False).status_code == 400
    foreign = at.copy_set_param("redirect_uri", "https://evil.example/logg-inn/ferdig")
    assert httpx.get(foreign, trust_env=False).status_code == 400


def test_whoever_cancels_is_told_so_and_is_not_signed_in(visitor: New) -> None:
    person = visitor()
    back = person.sign_in("/logg-inn", cancel="1")
    assert back.status_code == 400
    assert "avbrutt" in back.text
    assert person.cookie("citizen") is None


def test_a_provider_that_is_down_gives_a_plain_page_and_then_works_again(
    visitor: New, login: RunningLogin
) -> None:
    person = visitor()
    login.citizens.faults.down = True
    before = person.get("/logg-inn")
    assert (before.status_code, "virker ikke akkurat nå" in before.text) == (503, True)
    login.citizens.faults.down = False
    to = person.choose(person.begin("/logg-inn"), national_id=SOLVEIG)
    login.citizens.faults.down = True
    assert person.come_back(to).status_code == 503
    login.citizens.faults.down = False
    assert person.sign_in("/logg-inn", national_id=SOLVEIG).status_code == 302


def test_nobody_listening_at_the_provider_is_no_error_of_ours(
    settings: Settings, database: Database, clock: MovingClock
) -> None:
    nowhere = settings.model_copy(update={"idporten_issuer": "http://127.0.0.1:9/idporten"})
    visitor = Visitor(make_app(nowhere, database, clock))
    assert visitor.get("/logg-inn").status_code == 503


def test_a_provider_that_calls_itself_something_else_is_not_used(
    settings: Settings, database: Database, clock: MovingClock, login: RunningLogin
) -> None:
    other = login.citizens.issuer.replace("127.0.0.1", "localhost")
    app = make_app(settings.model_copy(update={"idporten_issuer": other}), database, clock)
    assert Visitor(app).get("/logg-inn").status_code == 503


def test_where_nobody_can_sign_in_the_pages_are_not_there(
    settings: Settings, database: Database, clock: MovingClock
) -> None:
    without = settings.model_copy(update={"idporten_issuer": "", "caseworker_issuer": ""})
    visitor = Visitor(make_app(without, database, clock))
    assert visitor.get("/logg-inn").status_code == 404
    assert visitor.get("/ansatt/ferdig?code=x&state=y").status_code == 404


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "min-side",
        "",
        "/" + "a" * 3000,
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(visitor: New, wanted: str) -> None:
    assert safe_next(wanted, "/min-side") == "/min-side"
    person = visitor()
    start = str(httpx.URL("/logg-inn").copy_set_param("next", wanted))
    assert person.sign_in(start, national_id=SOLVEIG).location == "/min-side"


def test_an_id_that_was_there_before_the_sign_in_opens_nothing_after_it(
    visitor: New, app: Flask
) -> None:
    attacker, victim = visitor(), visitor()
    attacker.sign_in("/logg-inn", national_id=ARVID)
    planted = attacker.cookie("citizen")
    assert planted
    for cookie in (planted, "chosen by the attacker"):
        victim.set_cookie("citizen", cookie)
        victim.sign_in("/logg-inn", national_id=SOLVEIG)
        assert victim.cookie("citizen") != cookie
        attacker.set_cookie("citizen", cookie)
        assert attacker.get("/min-side").status_code == 302


def test_the_cookie_of_the_other_party_opens_nothing(visitor: New) -> None:
    person = visitor()
    person.sign_in("/logg-inn", national_id=SOLVEIG)
    value = person.cookie("citizen")
    assert value
    person.set_cookie("caseworker", value)
    assert person.get("/saker").status_code == 302


def test_both_parties_may_be_signed_in_in_one_browser(visitor: New) -> None:
    person = visitor()
    person.sign_in("/logg-inn", national_id=SOLVEIG)
    person.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    assert person.get("/min-side").text == SOLVEIG
    assert person.get("/saker").text.startswith("Oddvin")
    assert person.post("/logg-ut").status_code == 200
    assert person.get("/min-side").status_code == 302
    assert person.get("/saker").status_code == 200


def test_a_caseworker_of_one_provider_is_no_citizen_of_the_other(visitor: New) -> None:
    person = visitor()
    to = person.choose(person.begin("/ansatt/logg-inn"), subject="demo-oddvin")
    back = person.get(to.removeprefix(OURS).replace("/ansatt/ferdig", "/logg-inn/ferdig"))
    assert back.status_code == 400


def test_too_many_starts_from_one_address_are_slowed_down(visitor: New) -> None:
    person = visitor()
    codes = [person.get("/logg-inn").status_code for _ in range(61)]
    assert (codes[0], codes[-1]) == (302, 429)
