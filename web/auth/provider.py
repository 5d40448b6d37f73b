"""Talking with a party's OpenID Connect provider. The protocol is Authlib's; the checks are named.

What a client of ID-porten must do:
https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_authorize and …/oidc_protocol_id_token
"""

from dataclasses import dataclass
from typing import Any

import requests
import structlog
from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import OAuth
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from flask import request, session
from joserfc.errors import InvalidClaimError, JoseError, MissingClaimError
from werkzeug.wrappers import Response

from web.auth.relying_parties import Party

log = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 10
LEEWAY_SECONDS = 30
"""How far the provider's clock and ours may be apart."""
UNFINISHED = 3
"""Starts that a browser may have open at once, in windows side by side."""
WELL_KNOWN = "/.well-known/openid-configuration"


class SignInRefused(Exception):
    """Somebody could not be signed in.

    Args:
        reason: `cancelled`, `state`, `level`, `token`, or `roles`: a key of the words.
        next_: where the person was going, if that is known.
    """

    def __init__(self, reason: str, next_: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.next = next_


class ProviderDown(Exception):
    """The provider does not answer, or answers with what is no answer."""


@dataclass(frozen=True)
class SignedIn:
    """What the provider told of somebody, checked.

    Attributes:
        claims: of the id token.
        id_token: the token itself, which a sign-out shows the provider.
        next: where the person was going.
    """

    claims: dict[str, Any]
    id_token: str
    next: str


class Provider:
    """One party's provider.

    Args:
        oauth: Authlib's registry in this app.
        party: whose.
        base_url: our own public address.
    """

    def __init__(self, oauth: OAuth, party: Party, base_url: str) -> None:
        self._party = party
        self._base_url = base_url
        issuer, key = party.issuer, party.client_key
        by_key = {
            "client_secret": key.read_text() if key else None,
            "client_auth_methods": [
                # ID-porten wants the issuer as audience, and the key's id in the header:
                # https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_token
                PrivateKeyJWT(issuer, headers={"kid": party.client_key_id, "typ": "JWT"})
            ],
        }
        method = "private_key_jwt" if key else "client_secret_basic"
        self._client = oauth.register(
            party.name.value,
            client_id=party.client_id,
            server_metadata_url=issuer.rstrip("/") + WELL_KNOWN,
            client_kwargs={
                "scope": party.scope,
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": method,
                "default_timeout": TIMEOUT_SECONDS,
            },
            **(by_key if key else {"client_secret": party.client_secret}),
        )

    def redirect(self, next_: str, language: str) -> Response:
        """Send the browser to the provider, with state, nonce and a code challenge of its own.

        Args:
            next_: where the person is going, a path of ours.
            language: `nb` or `nn`.

        Raises:
            ProviderDown: its addresses could not be read.
        """
        wishes = {"ui_locales": language}
        if self._party.acr:
            wishes["acr_values"] = self._party.acr[0]
        callback = f"{self._base_url}{self._party.path}/ferdig"
        try:
            self._require_own_issuer()
            made = self._client.create_authorization_url(callback, **wishes)
        except (requests.RequestException, ValueError, RuntimeError) as error:
            raise ProviderDown(type(error).__name__) from error
        answer = Response(status=302, headers={"Location": made.pop("url")})
        # In the browser's own signed cookie, under the state's name, until it comes back.
        self._drop_old_starts()
        self._client.save_authorize_data(redirect_uri=callback, next=next_, **made)
        return answer

    def _drop_old_starts(self) -> None:
        """Keep the latest starts that were not finished: a cookie holds four kilobytes."""
        starts = [key for key in session if key.startswith(f"_state_{self._party.name}_")]
        starts.sort(key=lambda key: session[key]["exp"])
        for key in starts[: -(UNFINISHED - 1)]:
            del session[key]

    def complete(self) -> SignedIn:
        """Take the browser back: fetch the tokens and check them.

        Signature, issuer, audience, time, nonce and level of assurance; the state and the code
        verifier are those of this browser and are used once.

        Raises:
            SignInRefused: something is not as it must be.
            ProviderDown: the provider does not answer.
        """
        state = request.args.get("state", "")
        begun = self._client.framework.get_state_data(session, state) or {}
        try:
            return self._checked(begun)
        except SignInRefused as error:
            error.next = begun.get("next", "")
            raise

    def _checked(self, begun: dict[str, Any]) -> SignedIn:
        try:
            self._require_own_issuer()
            token = self._client.authorize_access_token(
                claims_options=self._demands(), leeway=LEEWAY_SECONDS
            )
        except MismatchingStateError as error:
            raise self._refused("state", error) from error
        except OAuthError as error:
            cancelled = error.error in {"access_denied", "login_required"}
            raise self._refused("cancelled" if cancelled else "token", error) from error
        except (InvalidClaimError, MissingClaimError) as error:
            level = error.claim == "acr"
            raise self._refused("level" if level else "token", error) from error
        except JoseError as error:
            raise self._refused("token", error) from error
        except (requests.RequestException, ValueError, RuntimeError) as error:
            raise ProviderDown(type(error).__name__) from error
        if "userinfo" not in token:
            raise self._refused("token", ValueError("no id token"))
        return SignedIn(dict(token["userinfo"]), token["id_token"], begun["next"])

    def sign_out_url(self, id_token: str, after: str) -> str | None:
        """Where the browser goes to end the provider's session; None when nobody knows.

        Args:
            id_token: that the session began with.
            after: a path of ours that the provider sends the browser back to.
        """
        try:
            made = self._client.create_logout_url(f"{self._base_url}{after}", id_token)
        except (requests.RequestException, ValueError, RuntimeError):
            return None
        url: str = made["url"]
        return url

    def _require_own_issuer(self) -> None:
        """The addresses must be those of the issuer that was asked (OpenID Discovery 1.0, 4.3)."""
        told = self._client.load_server_metadata().get("issuer")
        if told != self._party.issuer:
            raise ValueError("the provider calls itself something else")

    def _demands(self) -> dict[str, dict[str, Any]]:
        demands: dict[str, dict[str, Any]] = {
            "iss": {"essential": True, "value": self._party.issuer},
            "aud": {"essential": True, "value": self._party.client_id},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }
        if self._party.acr:
            demands["acr"] = {"essential": True, "values": list(self._party.acr)}
        return demands

    def _refused(self, reason: str, error: Exception) -> SignInRefused:
        # The class of the error and no more: its text may hold what a token held.
        log.warning(
            "sign_in.refused", party=self._party.name, reason=reason, error=type(error).__name__
        )
        return SignInRefused(reason)
