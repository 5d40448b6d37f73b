"""Whatever stands in an address, a search or a form: a page in the reader's own standard answers.

Every address of the whole application is tried with what no keyboard writes.
"""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.signed_in import as_citizen
from tests.web.console.conftest import shared_harness  # noqa: F401
from tests.web.console.harness import ConsoleHarness
from web.auth import Role

MALFORMED = ("%00", "%0D%0ASet-Cookie:a=b", "%1B%5B2J", "%ff%fe", "%E2%80%A8", "%", "%D9%A3%7F")
"""NUL, a line's end that would begin a header, a command to a terminal, halves of signs, a line's
end of Unicode, half an escape, and a digit that is none of ours."""
SIGN = "\x00"
ASKED = (
    *("q", "bydel", "tjeneste", "lodd", "velg", "viktig", "sprak", "eier", "dager", "fast"),
    *("plass", "for", "leverandor", "valg", "maalform", "svar", "angret", "kommune", "next"),
    *("grunn", "fra", "side", "ny", "slutt", "district", "service", "seed", "kind", "state"),
    *("code", "kode", "fodt", "key", "navn", "telefon", "text", "csrf_token"),
)
"""Names that the pages and forms read, here and there."""
REAL = {"here": "oslo", "municipality": "0301", "provider": "hasselvind"}
MACHINES = ("/api/", "/twilio/", "/healthz", "/livez", "/readyz", "/static/")
SITE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def readers(shared_harness: ConsoleHarness) -> list[FlaskClient]:  # noqa: F811
    """Nobody, a citizen, and a caseworker with every role."""
    citizen = shared_harness.app.test_client()
    as_citizen(shared_harness.app, citizen, "14834111781")
    return [shared_harness.app.test_client(), citizen, shared_harness.client(*Role)]


def addresses(harness: ConsoleHarness, part: str | None = None) -> Iterator[tuple[str, str]]:
    """Every method and address.

    Args:
        harness: whose application it is.
        part: stands in the place of each name and number; None for what leads somewhere.
    """

    def filled(rule: Rule) -> str:
        def value(found: re.Match[str]) -> str:
            if part is not None:
                return part
            return "1" if found[1] else REAL.get(found[2], "x")

        return re.sub(r"<(int:)?(?:path:)?(\w+)>", value, rule.rule)

    for rule in harness.app.url_map.iter_rules():
        if part is None or "<" in rule.rule:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, filled(rule)


def check(answer: TestResponse, asked: str) -> None:
    """What came is no error of ours, and tells a person something in the right standard."""
    # That the engine does not run here is the health check's to tell.
    assert answer.status_code < 500 or asked.startswith("/healthz"), asked
    assert "a=b" not in answer.headers.getlist("Set-Cookie"), asked
    told = answer.status_code >= 400 and answer.mimetype == "text/html"
    if told and not asked.startswith(MACHINES) and answer.data:
        assert "<h1" in answer.text, asked
        standard = "nn" if asked.startswith("/nn/") else "nb"
        assert f'<html lang="{standard}"' in answer.text, asked


@pytest.mark.parametrize("malformed", MALFORMED)
def test_a_malformed_part_of_an_address_is_no_error_of_ours(
    shared_harness: ConsoleHarness,  # noqa: F811
    readers: list[FlaskClient],
    malformed: str,
) -> None:
    tried = 0
    for reader in readers:
        for method, address in addresses(shared_harness, malformed):
            check(reader.open(address, method=method, base_url=SITE), address)
            tried += 1
    assert tried > 300


@pytest.mark.parametrize("malformed", MALFORMED)
def test_nor_is_what_stands_behind_an_address(
    shared_harness: ConsoleHarness,  # noqa: F811
    readers: list[FlaskClient],
    malformed: str,
) -> None:
    behind = "&".join(f"{name}={malformed}" for name in ASKED)
    for reader in readers:
        for method, address in addresses(shared_harness):
            check(reader.open(f"{address}?{behind}", method=method, base_url=SITE), address)
            check(reader.open(f"{address}?{malformed}=1", method=method, base_url=SITE), address)


def test_nor_is_any_one_of_them_alone(
    shared_harness: ConsoleHarness,  # noqa: F811
    readers: list[FlaskClient],
) -> None:
    public = [a for m, a in addresses(shared_harness) if m == "GET" and a.startswith("/nn")]
    for address in public:
        for name in ASKED:
            asked = f"{address}?{name}=%ff%fe"
            check(readers[1].get(asked, base_url=SITE), asked)


def test_nor_is_what_is_sent_by_a_form(
    shared_harness: ConsoleHarness,  # noqa: F811
    readers: list[FlaskClient],
) -> None:
    shared_harness.app.config["WTF_CSRF_ENABLED"] = False
    for reader in readers:
        for method, address in addresses(shared_harness):
            if method == "POST":
                for form in ({name: f"a{SIGN}b" for name in ASKED}, {SIGN: "a"}):
                    check(reader.post(address, data=form, base_url=SITE), address)
                check(reader.post(address, data=b"\x00\xff%", base_url=SITE), address)


@pytest.mark.parametrize(
    ("asked", "status", "title"),
    [
        ("/%00", 404, "Vi fant ikke siden"),
        ("/nn/%00", 404, "Vi fann ikkje sida"),
        ("/nn/velg/oslo/her/%00", 404, "Vi fann ikkje sida"),
        ("/?q=%00", 400, "Vi kunne ikke lese alt"),
        ("/nn/?q=Oslo%00", 400, "Vi kunne ikkje lese alt"),
        ("/nn/min-side?%00=1", 400, "Vi kunne ikkje lese alt"),
        ("/nn/finnes/ikke", 404, "Vi fann ikkje sida"),
        ("/chat/9999?maalform=nn", 404, "Vi fann ikkje sida"),
        ("/?q=%1B", 200, "Brukervalg"),
        ("/nnn", 404, "Vi fant ikke siden"),
    ],
)
def test_the_page_tells_what_was_wrong_in_the_standard_of_the_address(
    readers: list[FlaskClient], asked: str, status: int, title: str
) -> None:
    answer = readers[0].get(asked, base_url=SITE)
    assert answer.status_code == status
    assert title in answer.text


def test_a_form_that_lay_too_long_is_told_of_in_the_readers_standard(
    shared_harness: ConsoleHarness,  # noqa: F811
) -> None:
    shared_harness.app.config["WTF_CSRF_ENABLED"] = True
    answer = shared_harness.app.test_client().post("/nn/velg/oslo/ferdig", base_url=SITE)
    shared_harness.app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "Sida var for gammal" in answer.text


def test_a_page_asks_whether_it_may_stay_and_is_answered(readers: list[FlaskClient]) -> None:
    """A page of the choosing that stands open asks by itself."""
    assert readers[0].get("/velg/oslo/her/merke", base_url=SITE).status_code == 410
