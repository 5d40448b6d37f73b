"""The API as an application of its own, mounted under `/api`.

Of its own, because it has nothing of what pages need (sessions, forms, frames), and because every
error of it is JSON, also where no address matches. Anybody may read it from any page: it is public
data, without cookies.
"""

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, request
from flask_openapi.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from web.api.models import Mistake, Problem
from web.api.views import blueprint, problem
from web.public.request_context import SECONDS

log = structlog.get_logger(__name__)

ABOUT = (
    "What municipalities state about choosing who helps at home, and whom one can choose. Every "
    "statement has a source and a date; null is «not known» and is never filled from elsewhere. "
    "Providers come in a drawn order that means nothing: do not turn it into a ranking. "
    "Read-only; nothing in it is personal."
)


def create_api(catalogue: Catalogue, clock: Clock) -> OpenAPI:
    """The application.

    Args:
        catalogue: what it tells of.
        clock: what «today» is.
    """
    app = OpenAPI(
        "website.api",
        info={"title": "Brukervalg", "version": "1", "description": ABOUT},
        servers=[{"url": "/api"}],
        doc_ui=False,
        static_folder=None,
        validation_error_model=Problem,
        validation_error_callback=_invalid,
    )
    # The library's own default, 3.2, is newer than what readers of it know.
    app.openapi_version = "3.1.0"
    app.register_api(blueprint(catalogue, clock))
    app.add_url_rule("/openapi.json", view_func=lambda: jsonify(app.api_doc), endpoint="document")
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)
    app.after_request(_headed)
    return app


def mount(app: Flask, api: Flask) -> None:
    """Put the API under `/api` of another application."""
    # A method of a class is replaced, as Flask's own guide to dispatching does.
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/api": api})  # type: ignore[method-assign]


def _invalid(error: ValidationError) -> Response:
    mistakes = [
        Mistake(where=".".join(str(part) for part in each["loc"]), reason=each["msg"])
        for each in error.errors(include_url=False, include_context=False)
    ]
    return problem(422, "Unprocessable Content", "The question cannot be read.", *mistakes)


def _refused(error: HTTPException) -> Any:
    if error.response is not None:
        return error.response
    code = error.code or 500
    answer = problem(code, error.name, error.description or error.name)
    answer.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Location")
    )
    return answer


def _failed(error: Exception) -> Response:
    log.exception("api.failed", path=request.path, error=type(error).__name__)
    return problem(500, "Internal Server Error", "Something went wrong here. It is written down.")


def _headed(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    kept = response.status_code == HTTPStatus.OK and not g.get("drawn", False)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}" if kept else "no-store"
    if kept:
        response.add_etag()
        response.make_conditional(request)
    return response
