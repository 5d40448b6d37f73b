"""Parts of a page that keep themselves up to date: asked for again and again, sent when changed."""

from hashlib import sha256

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

SEEN = "SEEN-VERSION"
"""Stands in a rendered part where its version belongs: in the address that it asks again at."""


def with_version(rendered: str) -> str:
    """A part with its version in place."""
    return rendered.replace(SEEN, _version(rendered))


def part(rendered: str) -> ResponseReturnValue:
    """A part for the page that asks, or 204 where it shows just that already.

    Args:
        rendered: with `SEEN` where its version belongs.
    """
    version = _version(rendered)
    if request.args.get("seen") == version:
        return Response(status=204)
    response = make_response(rendered.replace(SEEN, version))
    response.headers["ETag"] = f'"{version}"'
    return response


def _version(rendered: str) -> str:
    # The form's key is another in every answer and changes nothing that is seen.
    return sha256(rendered.replace(generate_csrf(), "").encode()).hexdigest()[:16]
