"""Nobody sees or does anything in the console without a role for it: every address is tried."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.console.harness import KARI, SOUTH, ConsoleHarness
from web.auth import Role
from web.console.sections import SECTIONS

VALUES = {"UnicodeConverter": "x", "IntegerConverter": 1, "RowId": 1, "PathConverter": "x"}
PUBLIC = {"casework.static"}
"""What anybody may fetch: style sheets and scripts."""


def addresses(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Every method and address of the console, with its endpoint."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/casework") and rule.endpoint not in PUBLIC:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, _filled(app, rule), rule.endpoint


def _filled(app: Flask, rule: Rule) -> str:
    values = {
        name: VALUES.get(type(converter).__name__, "x")
        for name, converter in rule._converters.items()
    }
    return app.url_map.bind("127.0.0.1").build(rule.endpoint, values)


def roles_of(endpoint: str) -> tuple[Role, ...]:
    """Whom the section of an endpoint lets in."""
    name = endpoint.split(".")[1]
    return next((each.roles for each in SECTIONS if each.home.split(".")[0] == name), tuple(Role))


def unguarded(app: Flask) -> list[str]:
    """Addresses that answer somebody who is not signed in."""
    client = app.test_client()
    return [
        f"{method} {address}"
        for method, address, _ in addresses(app)
        if client.open(address, method=method).status_code not in (302, 401)
    ]


def test_whoever_is_not_signed_in_gets_nothing(harness: ConsoleHarness) -> None:
    harness.app.config["WTF_CSRF_ENABLED"] = False
    assert len(list(addresses(harness.app))) > 30
    assert unguarded(harness.app) == []


def test_a_new_page_without_a_guard_is_found(fresh_harness: ConsoleHarness) -> None:
    app = fresh_harness.app
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/casework/forgotten", "forgotten", lambda: "everything")
    assert unguarded(app) == ["GET /casework/forgotten"]


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_own_sections_and_no_others(harness: ConsoleHarness, role: Role) -> None:
    client = harness.client(role)
    for method, address, endpoint in addresses(harness.app):
        status = client.open(address, method=method).status_code
        if role in roles_of(endpoint):
            continue
        assert status == 403, f"{role} got {status} from {method} {address}"


def test_whoever_has_no_role_in_the_municipality_is_not_told_what_is_there(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    client = harness.client(who=SOUTH)
    for method, address, endpoint in addresses(harness.app):
        if endpoint.startswith(("casework.conversation.", "casework.queue.claim")):
            there = address.replace("/x", f"/{conversation}", 1)
            there = f"{there.removesuffix('/x')}/reply" if there.endswith("/x") else there
            form = {"key": "k" * 24, "text": "hei", "outcome": "answered"}
            assert client.open(there, method=method, data=form).status_code == 404, there
    assert conversation not in client.get("/casework/queue").text
    assert harness.tasks[0].assignee is None


def test_every_form_needs_the_key_of_its_page(harness: ConsoleHarness) -> None:
    client = harness.client(*Role, csrf=True)
    for method, address, _ in addresses(harness.app):
        if method == "POST":
            assert client.post(address, data={"key": "k" * 24}).status_code == 400, address


def test_what_is_too_long_is_not_read(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    form = {"text": "x" * 70_000, "key": "k" * 24}
    answer = harness.client().post(f"/casework/conversation/{conversation}/reply", data=form)
    assert answer.status_code == 413


def test_every_page_has_its_guards_and_nothing_that_runs_in_line(harness: ConsoleHarness) -> None:
    person = harness.person()
    conversation = harness.text(f"grunn asked {person.id}")
    client = harness.client(*Role)
    seen = 0
    for method, address, endpoint in addresses(harness.app):
        if method != "GET":
            continue
        there = address.replace("/x", f"/{conversation}") if "conversation" in endpoint else address
        answer = client.get(there)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.mimetype == "text/html" and answer.status_code == 200:
            seen += 1
            for forbidden in (r"<script(?![^>]*\bsrc=)", r"<[^>]+\sstyle=", r"<[^>]+\son[a-z]+="):
                assert not re.search(forbidden, answer.text), f"{forbidden} in {there}"
    assert seen > 8
