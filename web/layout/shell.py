"""The frame of every page: templates, static files, security headers, CSRF, error pages.

A room makes its blueprint with templates that extend `design/base.html`, and knows nothing of this
but the template's blocks.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, g, request
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from core.settings import Settings
from web.layout import filters
from web.layout.errors import WORDS, Unreadable, register_error_pages
from web.layout.filters import address_of
from web.layout.language import language, register_language

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static" / "design"
COLOUR = re.compile("[0-9a-f]{6}")
MOST_BYTES = 64 * 1024
"""The longest post that is read; what is longer is refused with 413."""
STATIC_SECONDS = 31_536_000
"""A year: the address of a static file changes with its content."""
HSTS_SECONDS = 31_536_000
NUL = "\x00"


def init_app(
    app: Flask,
    settings: Settings,
    *,
    without_csrf: Iterable[str] = (),
    is_invented: Callable[[], bool] = lambda: False,
) -> None:
    """Give an app the frame. Called once, after its blueprints are registered.

    Args:
        app: with its blueprints.
        settings: for the secret and the public address.
        without_csrf: blueprints whose posts prove themselves in another way (Twilio's signature).
        is_invented: whether anything that the pages tell of is made up; each page says so.
    """
    https = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_keys.former),
        # A form that lay open while the secret was changed is taken too.
        WTF_CSRF_SECRET_KEY=settings.secret_keys.for_signing,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        # With the prefix no other host of the same site can plant one (RFC 6265bis, 4.1.3.2).
        SESSION_COOKIE_NAME="__Host-brukervalg" if https else "brukervalg",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        # A form that lay open over lunch still works; the session's own end is the limit.
        WTF_CSRF_TIME_LIMIT=None,
        # Over http on loopback there is no referrer policy to rely on.
        WTF_CSRF_SSL_STRICT=https,
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "application/javascript"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        # A tenth less than at the usual 4, for a millisecond.
        COMPRESS_BR_LEVEL=5,
        # Pages themselves are not compressed: a secret beside mirrored input could be guessed
        # by the length (BREACH, https://breachattack.com).
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_SECONDS,
    )
    # One for each app: it keeps hold of the blueprints that are exempt, and so of all behind them.
    csrf = CSRFProtect(app)
    for name in without_csrf:
        csrf.exempt(app.blueprints[name])
    Compress(app)
    app.register_blueprint(_design())
    filters.register(app)
    register_language(app)
    app.jinja_env.globals.update(csp_nonce=_nonce, versioned=_Versioned(app))
    signs_in = bool(settings.idporten_issuer)
    frame = partial(_frame, citizens_sign_in=signs_in, is_invented=is_invented)
    app.context_processor(frame)
    register_error_pages(app, frame)
    app.before_request(partial(_refuse_nul, frozenset(without_csrf)))
    app.after_request(partial(_guarded, https=https))
    app.after_request(_read_whole)


def allow_frames(ancestors: str) -> None:
    """Let this one page stand in a frame of others: for the chat's own frame and nothing else.

    Args:
        ancestors: the addresses, as `frame-ancestors` takes them: `'self' https://oslo.example`.
    """
    g.frame_ancestors = ancestors


def show_while(address: str, *, gone: str) -> None:
    """Let this page stay open only as long as it is the page of whoever is there.

    A page that is left open, or come back to, asks by itself; where scripts do not run it goes away
    after the longest time that a sign-in lasts without use.

    Args:
        address: answers 204 as long as the page may stay.
        gone: where the browser goes otherwise.
    """
    g.shown_while, g.shown_until = address, gone


def _design() -> Blueprint:
    made = Blueprint(
        "design",
        __name__,
        template_folder="templates",
        static_folder="static/design",
        static_url_path="/static/design",
    )

    @made.get("/static/sender/<colour>.css")
    def sender_colour(colour: str) -> Response:
        """A municipality's colour as a style sheet: the policy allows no style inside a page."""
        if not COLOUR.fullmatch(colour):
            abort(404)
        response = Response(f":root {{ --sender: #{colour}; }}\n", mimetype="text/css")
        response.headers["Cache-Control"] = f"public, max-age={STATIC_SECONDS}, immutable"
        return response

    return made


def _read_whole(response: Response) -> Response:
    """Read a style sheet or script before it is compressed: as a stream its file stays open."""
    if response.mimetype in ("text/css", "text/javascript") and response.is_streamed:
        response.direct_passthrough = False
        response.make_sequence()
    return response


def _refuse_nul(signed: frozenset[str]) -> None:
    """No keyboard writes a NUL, and PostgreSQL keeps none.

    Args:
        signed: blueprints that take what others wrote, and take the NULs out themselves.
    """
    if request.blueprint in signed:
        return
    if NUL in request.path:
        abort(404)
    for given in (request.args, request.form):
        if any(NUL in each for name, values in given.lists() for each in (name, *values)):
            raise Unreadable


def _frame(*, citizens_sign_in: bool, is_invented: Callable[[], bool]) -> dict[str, object]:
    """What header and footer are drawn from, whichever package's page it is."""
    lang = language()
    return {
        "lang": lang,
        "frame": WORDS.of(lang)["frame"],
        "citizens_sign_in": citizens_sign_in,
        "invented": is_invented(),
        "slug_of": address_of,
    }


def _nonce() -> str:
    """This page's nonce; asking for it puts it in the policy."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


class _Versioned:
    """The address of a static file with a mark of its content, so that it can be kept for long."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._marks: dict[tuple[str, str], str] = {}

    def __call__(self, endpoint: str, filename: str) -> str:
        """The address of a file of a blueprint's static folder (`web.layout.static`)."""
        key = (endpoint, filename)
        if key not in self._marks:
            folder = self._app.blueprints[endpoint.split(".", maxsplit=1)[0]].static_folder
            if folder is None:
                raise ValueError(f"{endpoint} has no static folder")
            content = (Path(folder) / filename).read_bytes()
            self._marks[key] = hashlib.sha256(content).hexdigest()[:12]
        return self._app.url_for(endpoint, filename=filename, v=self._marks[key])


def _guarded(response: Response, *, https: bool) -> Response:
    """An answer with the security headers (OWASP ASVS 5.0, chapter 3.4)."""
    if request.path.startswith("/twilio/"):
        return response
    scripts = ["'self'"] + ([f"'nonce-{g.csp_nonce}'"] if "csp_nonce" in g else [])
    policy = (
        ContentSecurityPolicy()
        .default_src("'self'")
        .script_src(*scripts)
        .style_src("'self'")
        # Designsystemet's icons are pictures inside its style sheet.
        .img_src("'self'", "data:")
        .object_src("'none'")
        .base_uri("'none'")
        .form_action("'self'", *g.get("form_targets", ()))
        .frame_ancestors(*str(g.get("frame_ancestors", "'self'")).split())
    )
    guards = Secure(
        csp=policy,
        coop=CrossOriginOpenerPolicy().same_origin(),
        permissions=PermissionsPolicy().camera().microphone().geolocation(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        hsts=StrictTransportSecurity().max_age(HSTS_SECONDS) if https else None,
    )
    for name, value in guards.header_items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/") and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def allow_forms_to(*origins: str) -> None:
    """Let forms of this page be redirected to other origins: for signing in and out.

    Args:
        origins: scheme and host, as `form-action` takes them.
    """
    g.form_targets = (*g.get("form_targets", ()), *origins)
