"""The pages of signing in and out, for both parties."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import structlog
from flask import Blueprint, Flask, abort, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from core.clock import Clock
from core.database import Database
from core.settings import Settings
from web.auth.extension import (
    AuthExtension,
    auth_extension,
    current_caseworker,
    current_citizen,
    watching,
)
from web.auth.people import read_roles
from web.auth.provider import ProviderDown, SignedIn, SignInRefused
from web.auth.relying_parties import PartyName
from web.auth.safe_next import safe_next
from web.auth.sessions import Listener
from web.layout.language import language
from web.layout.shell import allow_frames
from web.layout.words import Words

log = structlog.get_logger(__name__)

LANDING: Mapping[PartyName, str] = {
    PartyName.CITIZEN: "/min-side",
    PartyName.CASEWORKER: "/casework/",
}
STATUS = {"cancelled": 400, "state": 400, "level": 403, "token": 400, "roles": 403}
NYNORSK = "/nn/"
"""How the pages in Nynorsk begin."""
LIMIT = "60 per minute"
"""For an address, at the two steps of a sign-in: a whole office may share an address."""


@cache
def _words() -> Words:
    return Words(Path(__file__).parent / "words")


def words() -> Any:
    """The words of these pages in the language of the page."""
    return _words().of(language())["sign_in"]


def install(
    app: Flask,
    settings: Settings,
    database: Database,
    clock: Clock,
    landing: Mapping[PartyName, str] = LANDING,
    *,
    listener: Listener | None = None,
) -> AuthExtension:
    """Let people sign in to an app.

    Args:
        app: before or after `web.layout.shell.init_app`.
        settings: providers, secret and public address.
        database: where sessions are kept.
        clock: what time it is.
        landing: by party, where somebody goes who was not going anywhere.
        listener: what hangs on citizens' sessions: told when one is used or over.
    """
    made = AuthExtension(app, settings, database, clock, landing, listener)
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    app.register_blueprint(_citizens(limiter))
    app.register_blueprint(_caseworkers(limiter))
    return made


def _citizens(limiter: Limiter) -> Blueprint:
    pages = Blueprint("sign_in", __name__, template_folder="templates")
    party = PartyName.CITIZEN

    @pages.get("/logg-inn")
    @limiter.limit(LIMIT)
    def start() -> ResponseReturnValue:
        return _start(party)

    @pages.get("/logg-inn/ferdig")
    @limiter.limit(LIMIT)
    def done() -> ResponseReturnValue:
        return _finish(party, _citizen_session)

    @pages.post("/logg-ut")
    def out() -> ResponseReturnValue:
        return _sign_out(party, "/logget-ut")

    @pages.get("/logget-ut")
    def ended() -> ResponseReturnValue:
        return render_template("sign_in/out.html", words=words(), onward=None)

    def here(session: str) -> ResponseReturnValue:
        citizen = current_citizen()
        return "", 204 if citizen is not None and citizen.session == session else 410

    pages.add_url_rule("/logg-inn/her/<session>", "here", watching(here))

    @pages.get("/logg-inn/borte")
    def gone() -> ResponseReturnValue:
        """Where a page goes that somebody has left open."""
        wanted = safe_next(request.args.get("next"), auth_extension().landing[party])
        _speak_as(wanted)
        return render_template("sign_in/gone.html", words=words(), start=_again(party, wanted))

    @pages.get("/logg-inn/utlogget")
    def ended_elsewhere() -> ResponseReturnValue:
        return _front_channel(party)

    return pages


def _caseworkers(limiter: Limiter) -> Blueprint:
    pages = Blueprint("sign_in_work", __name__, url_prefix="/ansatt", template_folder="templates")
    party = PartyName.CASEWORKER

    @pages.get("/logg-inn")
    @limiter.limit(LIMIT)
    def start() -> ResponseReturnValue:
        return _start(party)

    @pages.get("/ferdig")
    @limiter.limit(LIMIT)
    def done() -> ResponseReturnValue:
        return _finish(party, _caseworker_session)

    @pages.post("/logg-ut")
    def out() -> ResponseReturnValue:
        return _sign_out(party, "/ansatt/logget-ut")

    @pages.get("/logget-ut")
    def ended() -> ResponseReturnValue:
        return render_template("sign_in/out.html", words=words(), onward=None)

    @pages.get("/utlogget")
    def ended_elsewhere() -> ResponseReturnValue:
        return _front_channel(party)

    @pages.post("/kommune")
    def work_in() -> ResponseReturnValue:
        """Choose the municipality to work in, of those that he or she has a role in."""
        caseworker, held = current_caseworker(), auth_extension().held(party)
        wanted = request.form.get("municipality", "")
        if caseworker is None or held is None or wanted not in caseworker.roles:
            abort(404)
        sessions = auth_extension().sessions[party]
        sessions.replace_data(held.id, {**held.data, "municipality": wanted})
        return redirect(safe_next(request.form.get("next"), auth_extension().landing[party]), 303)

    return pages


def _start(party: PartyName) -> ResponseReturnValue:
    wanted = safe_next(request.args.get("next"), auth_extension().landing[party])
    _speak_as(wanted)
    try:
        return auth_extension().provider(party).redirect(wanted, language())
    except ProviderDown as error:
        return _down(party, error)


def _speak_as(path: str) -> None:
    """In the written standard of the pages that somebody came from."""
    if path.startswith(NYNORSK):
        g.lang = "nn"


def _finish(party: PartyName, session_of: Any) -> ResponseReturnValue:
    here = auth_extension()
    try:
        signed_in = here.provider(party).complete()
        subject, data = session_of(signed_in)
    except ProviderDown as error:
        return _down(party, error)
    except SignInRefused as error:
        _speak_as(error.next)
        page = render_template(
            "sign_in/refused.html",
            words=words(),
            reason=error.reason,
            start=_again(party, error.next),
        )
        return page, STATUS[error.reason]
    session_id = here.sessions[party].begin(
        subject,
        data,
        provider_session=signed_in.claims.get("sid"),
        former=request.cookies.get(here.cookie(party)),
    )
    log.info("sign_in.done", party=party.value)
    response = redirect(signed_in.next)
    here.give_cookie(response, party, session_id)
    return response


def _citizen_session(signed_in: SignedIn) -> tuple[str, dict[str, Any]]:
    national_id = signed_in.claims.get("pid")
    if not isinstance(national_id, str) or not national_id:
        raise SignInRefused("token")
    return national_id, {
        "national_id": national_id,
        "acr": signed_in.claims["acr"],
        "id_token": signed_in.id_token,
    }


def _caseworker_session(signed_in: SignedIn) -> tuple[str, dict[str, Any]]:
    claims = signed_in.claims
    roles = read_roles(claims.get(auth_extension().roles_claim))
    if not roles:
        raise SignInRefused("roles")
    return claims["sub"], {
        "subject": claims["sub"],
        "name": str(claims.get("name") or claims["sub"]),
        "roles": roles,
        "municipality": min(roles),
        "id_token": signed_in.id_token,
    }


def _sign_out(party: PartyName, after: str) -> ResponseReturnValue:
    here = auth_extension()
    held = here.held(party)
    if held is None:
        response = redirect(after, 303)
    else:
        here.sessions[party].end(held.id)
        log.info("sign_in.out", party=party.value)
        provider = here.providers.get(party)
        onward = provider.sign_out_url(held.data["id_token"], after) if provider else None
        # A form may not be sent on to another site (the content security policy), so the browser
        # is asked to go on by itself, and there is a link.
        response = make_response(render_template("sign_in/out.html", words=words(), onward=onward))
        if onward:
            response.headers["Refresh"] = f"0; url={onward}"
    here.take_cookies(response, party)
    return response


def _front_channel(party: PartyName) -> ResponseReturnValue:
    """The provider's frame tells that its session is over (OpenID Front-Channel Logout 1.0).

    The frame carries no cookie of ours, so the session is found by the provider's own id of it.
    Entra leaves the issuer out, so only another issuer is refused.
    """
    here, provider_session = auth_extension(), request.args.get("sid", "")
    issuer = here.parties[party].issuer
    if issuer:
        allow_frames(issuer)
    if request.args.get("iss", issuer) == issuer and provider_session:
        here.sessions[party].end_of_provider(provider_session)
    return "", 200, {"Cache-Control": "no-store"}


def _again(party: PartyName, next_: str) -> str:
    start = auth_extension().start_path(party)
    return f"{start}?{urlencode({'next': next_})}" if next_ else start


def _down(party: PartyName, error: ProviderDown) -> ResponseReturnValue:
    log.warning("sign_in.provider_down", party=party.value, error=str(error))
    start = auth_extension().start_path(party)
    page = render_template("sign_in/refused.html", words=words(), reason="down", start=start)
    return page, 503, {"Retry-After": "60"}
