"""Authorisation: decorators for views, and a check for what a view has looked up itself."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.auth.extension import (
    auth_extension,
    current_caseworker,
    current_citizen,
    show_while_signed_in,
)
from web.auth.pages import words
from web.auth.people import Caseworker, Role
from web.auth.relying_parties import PartyName

P = ParamSpec("P")


def citizen_required(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Let a view answer only a citizen who is signed in; others are sent to sign in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        citizen = current_citizen()
        if citizen is None:
            return _sign_in_first(PartyName.CITIZEN)
        show_while_signed_in(citizen)
        return view(*args, **kwargs)

    return guarded


def caseworker_required(
    *roles: Role,
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let a view answer only a caseworker with one of the roles where he or she works just now.

    Args:
        roles: any of these will do; none given means any role at all.
    """

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            caseworker = current_caseworker()
            if caseworker is None:
                return _sign_in_first(PartyName.CASEWORKER)
            if not caseworker.may(*roles):
                return _lacks(caseworker)
            return view(*args, **kwargs)

        return guarded

    return guard


def must_have(*roles: Role, municipality: str) -> Caseworker:
    """The caseworker, who must have one of the roles in the municipality of what is looked at.

    Somebody without any role there gets 404, as if it did not exist; somebody with another role
    403. To be called in a view that `caseworker_required` guards.

    Args:
        roles: any of these will do; none given means any role at all.
        municipality: whose case, conversation or text it is.
    """
    caseworker = current_caseworker()
    if caseworker is None or not caseworker.may(municipality=municipality):
        abort(404)
    if not caseworker.may(*roles, municipality=municipality):
        abort(403)
    return caseworker


def _sign_in_first(party: PartyName) -> ResponseReturnValue:
    start = auth_extension().start_path(party)
    if request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers:
        query = request.full_path if request.query_string else request.path
        return redirect(f"{start}?{urlencode({'next': query})}")
    # What was sent is not kept. A form, or a part of a page, cannot be sent on to another site:
    # the content security policy stops it. So a plain page with a link.
    page = render_template("sign_in/ended.html", words=words(), start=start)
    return page, 401, {"HX-Refresh": "true", "WWW-Authenticate": "Session"}


def _lacks(caseworker: Caseworker) -> ResponseReturnValue:
    text = words()
    return render_template("sign_in/lacks.html", words=text, caseworker=caseworker), 403
