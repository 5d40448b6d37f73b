"""Sign-in as a Flask extension: the sessions in their cookies, and who is signed in now."""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from core.clock import Clock
from core.database import Database
from core.settings import Settings
from web.auth.people import Caseworker, Citizen
from web.auth.provider import Provider
from web.auth.relying_parties import Party, PartyName, parties
from web.auth.sessions import Held, Listener, Sessions
from web.layout.shell import show_while

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

EXTENSION = "sign_in"
WATCHING = "sign_in_watching"


class AuthExtension:
    """What this package has in one app.

    Args:
        app: whose extension it becomes.
        settings: providers, secret and public address.
        database: where sessions are kept.
        clock: what time it is.
        landing: by party, where somebody goes who was not going anywhere.
        listener: what hangs on citizens' sessions.
    """

    def __init__(  # noqa: PLR0917 - what the whole package stands on
        self,
        app: Flask,
        settings: Settings,
        database: Database,
        clock: Clock,
        landing: Mapping[PartyName, str],
        listener: Listener | None = None,
    ) -> None:
        self.parties = parties(settings)
        self.landing = landing
        self.roles_claim = settings.caseworker_roles_claim
        listeners = {PartyName.CITIZEN: listener}
        self.sessions = {
            name: Sessions(
                database, clock, settings.secret_keys, name, party.lifetime, listeners.get(name)
            )
            for name, party in self.parties.items()
        }
        oauth = OAuth(app)
        self.providers = {
            name: Provider(oauth, party, settings.base_url)
            for name, party in self.parties.items()
            if party.issuer
        }
        self._https = settings.base_url.startswith("https://")
        app.extensions[EXTENSION] = self

    def provider(self, party: PartyName) -> Provider:
        """A party's provider; answers 404 where there is none."""
        if party not in self.providers:
            abort(404)
        return self.providers[party]

    def cookie(self, party: PartyName) -> str:
        """The name of a party's cookie: with https one that no other host can set."""
        return f"__Host-{party.value}" if self._https else party.value

    def held(self, party: PartyName) -> Held | None:
        """The session of a party in this request, looked up once."""
        looked_up: dict[PartyName, Held | None] = g.setdefault("sign_in_held", {})
        if party not in looked_up:
            session_id = request.cookies.get(self.cookie(party), "")
            used = not is_watching()
            found = self.sessions[party].find(session_id, used=used) if session_id else None
            looked_up[party] = found
        return looked_up[party]

    def give_cookie(self, response: Response, party: PartyName, session_id: str) -> None:
        """Let the browser hold an id until it is closed."""
        response.set_cookie(
            self.cookie(party),
            session_id,
            secure=self._https,
            httponly=True,
            samesite="Lax",
            path="/",
        )
        g.pop("sign_in_held", None)

    def take_cookies(self, response: Response, party: PartyName) -> None:
        """Let the browser forget the id; a citizen's forgets all but a caseworker's own.

        What a citizen was shown to be, the chat holds too: whoever sits down next must not read on.
        """
        names = {self.cookie(party)}
        if party is PartyName.CITIZEN:
            names |= set(request.cookies) - {self.cookie(PartyName.CASEWORKER)}
        for name in names:
            response.delete_cookie(
                name, secure=self._https, httponly=True, samesite="Lax", path="/"
            )
        # OWASP ASVS 5.0.0, 14.3.1. Not "cookies": it would sign the other party out.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        g.pop("sign_in_held", None)

    def start_path(self, party: PartyName) -> str:
        """Where signing in begins."""
        return start_path(self.parties[party])


def start_path(party: Party) -> str:
    """Where signing in begins for a party."""
    return party.path if party.name is PartyName.CITIZEN else f"{party.path}/logg-inn"


def auth_extension() -> AuthExtension:
    """The extension of the app that answers this request."""
    return cast(AuthExtension, current_app.extensions[EXTENSION])


def current_citizen() -> Citizen | None:
    """The citizen who is signed in, or None."""
    held = auth_extension().held(PartyName.CITIZEN)
    return Citizen.of(held) if held else None


def show_while_signed_in(citizen: Citizen) -> None:
    """Let the page of this request stay open only while this very sign-in lasts."""
    here = url_for("sign_in.here", session=citizen.session)
    show_while(here, gone=url_for("sign_in.gone", next=request.path))


def forget_browser(response: Response) -> None:
    """Let the browser forget whatever a citizen has left in it, the chat too."""
    auth_extension().take_cookies(response, PartyName.CITIZEN)


def current_caseworker() -> Caseworker | None:
    """The caseworker who is signed in, or None."""
    held = auth_extension().held(PartyName.CASEWORKER)
    return Caseworker.of(held) if held else None


def is_watching() -> bool:
    """Whether the request is one that a page makes by itself."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, WATCHING, False))


def watching(view: View) -> View:
    """Mark a view that a page calls by itself: it does not keep the session alive."""
    setattr(view, WATCHING, True)
    return view
