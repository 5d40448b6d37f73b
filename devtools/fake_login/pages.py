"""The pages and endpoints of one fake provider."""

import re
import secrets

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from flask import Flask, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from devtools.fake_login.accounts import Account, citizen
from devtools.fake_login.protocol import LEVELS, authorization_server
from devtools.fake_login.state import FakeProvider

SYNTHETIC = re.compile(r"\d{2}[89]\d{8}")
"""Month plus 80: a number that nobody has
(https://skatteetaten.github.io/folkeregisteret-api-dokumentasjon/test/)."""


def create_app(provider: FakeProvider) -> Flask:
    """One provider as an app of its own, to be mounted where its issuer says."""
    app = Flask("fake_login", root_path=__file__.rsplit("/", 1)[0], static_folder=None)
    server = authorization_server(app, provider)

    @app.before_request
    def fail() -> ResponseReturnValue | None:
        return ("", 503) if provider.faults.down else None

    @app.get("/.well-known/openid-configuration")
    def configuration() -> ResponseReturnValue:
        at = provider.issuer
        return jsonify(
            issuer=at,
            authorization_endpoint=f"{at}/authorize",
            token_endpoint=f"{at}/token",
            jwks_uri=f"{at}/jwks",
            end_session_endpoint=f"{at}/logout",
            response_types_supported=["code"],
            subject_types_supported=["pairwise"],
            id_token_signing_alg_values_supported=["RS256"],
            code_challenge_methods_supported=["S256"],
            acr_values_supported=LEVELS,
            ui_locales_supported=["nb", "nn"],
        )

    @app.get("/jwks")
    def jwks() -> ResponseReturnValue:
        return jsonify(keys=[provider.key.as_dict(private=False)])

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> ResponseReturnValue:
        return _authorize(server, provider)

    @app.post("/token")
    def token() -> ResponseReturnValue:
        answer: ResponseReturnValue = server.create_token_response()
        return answer

    @app.route("/logout", methods=["GET", "POST"])
    def logout() -> ResponseReturnValue:
        return server.create_endpoint_response("end_session") or "Du er logget ut."

    return app


def _authorize(server: AuthorizationServer, provider: FakeProvider) -> ResponseReturnValue:
    try:
        grant = server.get_consent_grant()
        redirect_uri = grant.validate_authorization_request()
    except OAuth2Error as error:
        # Not sent back to whoever asked: the mistake is the app's, and its maker should see it.
        return render_template("fake_login/mistake.html", error=error.description), 400
    if request.method == "GET":
        query = request.query_string.decode()
        return render_template("fake_login/choose.html", provider=provider, query=query)
    if "cancel" in request.form:
        state = request.args.get("state", "")
        return "", 302, {"Location": f"{redirect_uri}?error=access_denied&state={state}"}
    wished = request.args.get("acr_values", "").split()
    level = next((each for each in wished if each in LEVELS), None)
    user = (_chosen(provider), level, secrets.token_urlsafe(16))
    answer: ResponseReturnValue = server.create_authorization_response(grant_user=user, grant=grant)
    return answer


def _chosen(provider: FakeProvider) -> Account:
    typed = request.form.get("national_id", "").strip()
    if provider.free and SYNTHETIC.fullmatch(typed):
        return citizen(typed)
    wanted = request.form.get("subject")
    for account in provider.accounts:
        if account.subject == wanted:
            return account
    abort(400)
