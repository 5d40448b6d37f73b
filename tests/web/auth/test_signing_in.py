"""Signing in and out, as it should be."""

from collections.abc import Callable

from devtools.fake_login.server import RunningLogin
from tests.web.auth.browsing import OURS, Visitor, query

SOLVEIG = "14834111781"


def test_a_citizen_signs_in_and_comes_where_she_was_going(visitor: Callable[[], Visitor]) -> None:
    solveig = visitor()
    assert solveig.get("/min-side?vis=alt").location == "/logg-inn?next=%2Fmin-side%3Fvis%3Dalt"
    back = solveig.sign_in("/logg-inn?next=/min-side%3Fvis%3Dalt", national_id=SOLVEIG)
    assert (back.status_code, back.location) == (302, "/min-side?vis=alt")
    assert solveig.get("/min-side").text == SOLVEIG


def test_the_provider_is_asked_as_id_porten_wants_to_be_asked(
    visitor: Callable[[], Visitor], login: RunningLogin
) -> None:
    asked = query(visitor().begin("/logg-inn"))
    assert asked["response_type"] == "code"
    assert asked["acr_values"] == "idporten-loa-substantial"
    assert asked["code_challenge_method"] == "S256"
    assert asked["ui_locales"] == "nb"
    assert asked["redirect_uri"] == f"{OURS}/logg-inn/ferdig"
    assert {"state", "nonce", "code_challenge"} <= set(asked)


def test_a_caseworker_signs_in_with_roles(visitor: Callable[[], Visitor]) -> None:
    worker = visitor()
    back = worker.sign_in("/ansatt/logg-inn", subject="demo-hallgerd")
    assert back.location == "/saker"
    assert worker.get("/saker").text == "Hallgerd Stuvik 0301"


def test_whoever_began_many_times_can_still_finish_the_last_ones(
    visitor: Callable[[], Visitor],
) -> None:
    solveig = visitor()
    far = "/min-side?" + "a" * 500
    begun = [solveig.begin(f"/logg-inn?next={far}") for _ in range(12)]
    cookie = solveig.cookie("brukervalg")
    assert cookie
    assert len(cookie) < 4000
    back = solveig.come_back(solveig.choose(begun[-2], national_id=SOLVEIG))
    assert back.status_code == 302


def test_the_pages_of_signing_in_speak_as_the_page_that_one_came_from(
    visitor: Callable[[], Visitor],
) -> None:
    person = visitor()
    at = person.begin("/logg-inn?next=/nn/min-side")
    assert query(at)["ui_locales"] == "nn"
    back = person.come_back(person.choose(at, cancel="1"))
    assert "Innlogginga vart avbroten" in back.text
    assert "/logg-inn?next=%2Fnn%2Fmin-side" in back.text
