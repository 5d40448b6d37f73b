"""Who may see what: roles are held in a municipality."""

from collections.abc import Callable

import pytest

from devtools.fake_login.server import RunningLogin
from tests.web.auth.browsing import Visitor
from web.auth.people import read_roles

New = Callable[[], Visitor]


def worker(visitor: New, subject: str) -> Visitor:
    made = visitor()
    assert made.sign_in("/ansatt/logg-inn", subject=subject).status_code == 302
    return made


def test_without_the_role_the_page_is_refused_in_plain_words(visitor: New) -> None:
    refused = worker(visitor, "demo-oddvin").get("/saker/tekster")
    assert refused.status_code == 403
    assert "Rollen din gir ikke tilgang hit" in refused.text
    assert worker(visitor, "demo-torbjorg").get("/saker/tekster").status_code == 200


def test_another_municipalitys_case_does_not_exist(visitor: New) -> None:
    oslo = worker(visitor, "demo-oddvin")
    assert oslo.get("/saker/0301").text == "Oddvin Kjerkhaug"
    assert oslo.get("/saker/4204").status_code == 404
    assert oslo.get("/saker/9999").status_code == 404
    assert worker(visitor, "demo-torbjorg").get("/saker/0301").status_code == 403


def test_whoever_works_in_two_chooses_where(visitor: New) -> None:
    both = worker(visitor, "demo-eilert")
    assert both.get("/saker").text == "Eilert Haugstrand 0301"
    chosen = both.post("/ansatt/kommune", municipality="4204", next="//evil.example")
    assert (chosen.status_code, chosen.location) == (303, "/saker")
    assert both.get("/saker").text == "Eilert Haugstrand 4204"
    assert both.get("/saker/0301").status_code == 200


def test_nobody_chooses_a_municipality_without_a_role_there(visitor: New) -> None:
    oslo = worker(visitor, "demo-oddvin")
    assert oslo.post("/ansatt/kommune", municipality="4204").status_code == 404
    assert oslo.get("/saker").text == "Oddvin Kjerkhaug 0301"
    assert visitor().post("/ansatt/kommune", municipality="0301").status_code == 404


def test_somebody_without_any_role_is_not_signed_in(visitor: New, login: RunningLogin) -> None:
    login.caseworkers.faults.claims = lambda claims: claims.update(roles=["0301:king"])
    nobody = visitor()
    back = nobody.sign_in("/ansatt/logg-inn", subject="demo-oddvin")
    assert back.status_code == 403
    assert "ingen rolle her" in back.text
    assert nobody.cookie("caseworker") is None


@pytest.mark.parametrize(
    ("claim", "roles"),
    [
        (["0301:editor", "0301:reader"], {"0301": ["editor", "reader"]}),
        ("0301:editor", {"0301": ["editor"]}),
        (
            ["0301:editor", "Mail.Read", 7, None, "0301:", ":editor", "*:editor"],
            {"0301": ["editor"]},
        ),
        (None, {}),
        ({"0301": "editor"}, {}),
    ],
)
def test_only_what_is_a_role_of_ours_counts(claim: object, roles: dict[str, list[str]]) -> None:
    assert read_roles(claim) == roles
