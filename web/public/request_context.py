"""Request helpers: the page in both standards, its canonical address, cache headers."""

import re
import secrets
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

STANDARDS = {"website": "nb", "website_nn": "nn"}
"""The written standard by the name under which the pages are registered."""
SECONDS = 60
"""So long a page or an answer may be kept: a corrected fact is out within a minute."""
SEED = re.compile(r"[A-Za-z0-9]{1,32}")
SEED_BYTES = 4
PARAMETERS = {
    *("q", "bydel", "tjeneste", "lodd", "velg", "viktig"),
    *("sprak", "eier", "dager", "fast", "plass"),
}
"""What may stand in an address; the rest is not carried along."""


def keep_for_a_while(response: Response) -> Response:
    """After a page: it is the same for everybody who has the address, so it may be kept."""
    if response.status_code == HTTPStatus.OK:
        response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
        response.add_etag()
        response.make_conditional(request)
    return response


def in_other_standard() -> str:
    """The address of the same page, with the same picks, in the other written standard."""
    name = "website" if g.lang == "nn" else "website_nn"
    endpoint = (request.endpoint or "").rsplit(".", maxsplit=1)[-1]
    return url_for(f"{name}.{endpoint}", **_address())


def in_both_standards() -> dict[str, str]:
    """The page's whole address in each written standard, without what somebody picked there.

    For search engines: a list with one order or another is the same page.
    """
    endpoint = (request.endpoint or "").rsplit(".", maxsplit=1)[-1]
    return {
        standard: url_for(f"{name}.{endpoint}", _external=True, **(request.view_args or {}))
        for name, standard in STANDARDS.items()
    }


def seed() -> str | None:
    """The seed in the address, or None if there is none that could be ours."""
    given = request.args.get("lodd", "")
    return given if SEED.fullmatch(given) else None


def drawn() -> ResponseReturnValue:
    """To the same page with a new seed in its address, so that the order can be shown again."""
    address = _address()
    address["lodd"] = secrets.token_hex(SEED_BYTES)
    return redirect(url_for(request.endpoint or "", **address))


def carried(names: Iterable[str] = PARAMETERS) -> dict[str, Any]:
    """What stands in the address under some names, to be carried to another."""
    given = request.args.to_dict(flat=False)
    return {name: given[name] for name in sorted(names) if name in given}


def _address() -> dict[str, Any]:
    return {**(request.view_args or {}), **carried()}
