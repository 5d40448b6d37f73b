"""The frame guards every page, whatever room the page comes from."""

import re

import pytest
from flask import Blueprint, Flask, render_template_string, request

from core.settings import Settings
from web.layout import shell

PAGE = """{% extends "design/base.html" %}{% block main %}<h1>{{ name }}</h1>
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}"></form>
{% endblock %}"""


@pytest.fixture
def app() -> Flask:
    app = Flask("test", static_folder=None)
    room = Blueprint("room", __name__)
    signed = Blueprint("signed", __name__)

    @room.route("/page", methods=["GET", "POST"])
    def page() -> str:
        return render_template_string(PAGE, name=request.args.get("name", ""))

    @room.get("/broken")
    def broken() -> str:
        raise RuntimeError("a secret of ours")

    @room.get("/framed")
    def framed() -> str:
        shell.allow_frames("'self' https://kommune.example")
        return render_template_string(PAGE)

    @signed.post("/twilio/sms")
    def webhook() -> str:
        return "ok"

    app.register_blueprint(room)
    app.register_blueprint(signed)
    shell.init_app(app, Settings(_env_file=None, secret_key="s" * 32), without_csrf=["signed"])
    return app


def test_a_page_carries_its_guards_and_allows_nothing_inline(app: Flask) -> None:
    answer = app.test_client().get("/page")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_the_page_that_asks_for_it_may_stand_in_a_frame_elsewhere(app: Flask) -> None:
    framed = app.test_client().get("/framed").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://kommune.example" in framed


def test_a_name_cannot_bring_a_script_along(app: Flask) -> None:
    page = app.test_client().get("/page?name=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_post_without_the_pages_own_mark_changes_nothing(app: Flask) -> None:
    answer = app.test_client().post("/page")
    assert answer.status_code == 400
    assert "Siden var for gammel" in answer.text


def test_a_post_with_the_pages_own_mark_goes_through(app: Flask) -> None:
    client = app.test_client()
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/page").text)
    assert found
    assert client.post("/page", data={"csrf_token": found[1]}).status_code == 200


def test_a_signed_webhook_needs_no_mark_of_a_page(app: Flask) -> None:
    assert app.test_client().post("/twilio/sms").status_code == 200


def test_a_post_that_is_too_long_is_refused_in_plain_words(app: Flask) -> None:
    answer = app.test_client().post("/page", data={"text": "a" * (shell.MOST_BYTES + 1)})
    assert answer.status_code == 413
    assert "Ingenting er lagret" in answer.text


def test_an_error_of_ours_tells_nothing_of_our_insides(app: Flask) -> None:
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Noe gikk galt hos oss" in answer.text


def test_a_page_that_is_not_there_is_said_to_be_so(app: Flask) -> None:
    answer = app.test_client().get("/nothing")
    assert answer.status_code == 404
    assert "Vi fant ikke siden" in answer.text


def test_a_style_sheet_is_compressed_and_kept_and_has_a_new_address_when_it_changes(
    app: Flask,
) -> None:
    client = app.test_client()
    found = re.search(
        r'href="(/static/design/vendor/designsystemet.css\?v=\w+)"', client.get("/page").text
    )
    assert found
    with client.get(found[1], headers={"Accept-Encoding": "br"}) as sheet:
        assert sheet.headers["Content-Encoding"] == "br"
        assert len(sheet.data) < 25_000
        assert "max-age=31536000" in sheet.headers["Cache-Control"]
