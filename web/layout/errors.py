"""Error pages in plain Norwegian, for whoever meets one."""

from http import HTTPStatus
from pathlib import Path

import structlog
from flask import Flask, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from web.layout.words import Words

log = structlog.get_logger(__name__)

WORDS = Words(Path(__file__).parent / "words")
KNOWN = (400, 403, 404, 405, 413, 429, 500, 503)
OTHERWISE = 500
A_MINUTE = 60
"""In seconds: how long our limits count, where a refusal does not say another time."""
NO_WORDS = ("/twilio/", "/healthz", "/livez", "/readyz")
"""Addresses that machines ask: their errors are left as they are."""


def register_error_pages(app: Flask) -> None:
    """Show every error of a page as a page; the API's as JSON."""
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return _page("expired", 400)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or request.path.startswith(NO_WORDS):
        return error
    code = error.code or OTHERWISE
    if request.path.startswith("/api/"):
        problem = jsonify(type="about:blank", title=error.name, status=code)
        problem.mimetype = "application/problem+json"
        return problem, code
    shown = make_response(_page(f"e{code if code in KNOWN else OTHERWISE}", code))
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        # RFC 6585, 4, lets us say when; RFC 9110, 10.2.3, how.
        asked = getattr(error, "retry_after", None)
        shown.headers["Retry-After"] = str(asked if isinstance(asked, int) else A_MINUTE)
    return shown


def _unexpected(error: Exception) -> ResponseReturnValue:
    # The log has the whole of it; the reader is told nothing of our insides.
    log.exception("page.failed", path=request.path, error=type(error).__name__)
    if request.path.startswith(NO_WORDS):
        return "", OTHERWISE
    if request.path.startswith("/api/"):
        problem = jsonify(type="about:blank", title="Internal Server Error", status=OTHERWISE)
        problem.mimetype = "application/problem+json"
        return problem, OTHERWISE
    return _page("e500", OTHERWISE)


def _page(name: str, code: int) -> ResponseReturnValue:
    lang = g.get("lang", "nb")
    words = WORDS.of(lang if lang in ("nb", "nn") else "nb")
    return render_template("design/error.html", words=words, error=words["errors"][name]), code
