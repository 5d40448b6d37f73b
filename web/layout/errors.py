"""Error pages in plain Norwegian, for whoever meets one."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

import structlog
from flask import Flask, current_app, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException

from web.layout.language import language
from web.layout.words import Words

log = structlog.get_logger(__name__)

WORDS = Words(Path(__file__).parent / "words")
KNOWN = (400, 403, 404, 405, 413, 429, 500, 503)
OTHERWISE = 500
A_MINUTE = 60
"""In seconds: how long our limits count, where a refusal does not say another time."""
FRAME = "error_frame"
"""Where an app keeps what the frame of its error pages is drawn from."""
NO_WORDS = ("/twilio/", "/healthz", "/livez", "/readyz")
"""Addresses that machines ask: their errors are left as they are."""


class Unreadable(BadRequest):
    """What was sent holds a sign that nobody writes and that cannot be kept."""


def register_error_pages(app: Flask, frame: Callable[[], Mapping[str, object]]) -> None:
    """Show every error of a page as a page; the API's as JSON.

    Args:
        app: where the errors come from.
        frame: what header and footer are drawn from. A room's own values are not asked for: the
            error may have come before there were any, or be theirs.
    """
    app.extensions[FRAME] = frame
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(Unreadable, _unreadable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return _page("expired", 400)


def _unreadable(_error: Unreadable) -> ResponseReturnValue:
    return _page("unreadable", 400)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or request.path.startswith(NO_WORDS):
        return error
    code = error.code or OTHERWISE
    if request.path.startswith("/api/"):
        problem = jsonify(type="about:blank", title=error.name, status=code)
        problem.mimetype = "application/problem+json"
        return problem, code
    shown = make_response(_page(f"e{_told_as(code)}", code))
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        # RFC 6585, 4, lets us say when; RFC 9110, 10.2.3, how.
        asked = getattr(error, "retry_after", None)
        shown.headers["Retry-After"] = str(asked if isinstance(asked, int) else A_MINUTE)
    return shown


def _told_as(code: int) -> int:
    """The status in whose words another is told: only what is our fault is said to be."""
    if code in KNOWN:
        return code
    return OTHERWISE if code >= OTHERWISE else HTTPStatus.BAD_REQUEST.value


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
    words = WORDS.of(language())
    page = current_app.jinja_env.get_template("design/error.html")
    frame = current_app.extensions[FRAME]()
    return page.render(frame, words=words, error=words["errors"][name]), code
