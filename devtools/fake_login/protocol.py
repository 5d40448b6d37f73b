"""The protocol of one fake provider, by Authlib's server side."""

from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from authlib.oidc.rpinitiated import EndSessionEndpoint, EndSessionRequest
from flask import Flask
from joserfc.jwk import KeySet

from devtools.fake_login.accounts import Account
from devtools.fake_login.state import Client, Code, FakeProvider

LEVELS = ("idporten-loa-substantial", "idporten-loa-high", "substantial", "high")
TOKEN_SECONDS = 120
"""ID-porten's id tokens live two minutes."""


class StrictChallenge(CodeChallenge):  # type: ignore[misc]  # Authlib has no types
    """PKCE as ID-porten has it: demanded of everybody, and S256 only."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse a request without a challenge."""
        data = grant.request.payload.data
        if not data.get("code_challenge") or not data.get("code_challenge_method"):
            raise InvalidRequestError("Missing 'code_challenge' or 'code_challenge_method'")
        super().validate_code_challenge(grant, redirect_uri)


class Assertion(JWTBearerClientAssertion):  # type: ignore[misc]  # Authlib has no types
    """`private_key_jwt`, with the issuer as audience."""

    def __init__(self, provider: FakeProvider) -> None:
        super().__init__()
        self._provider = provider
        self._seen: set[str] = set()

    def get_audiences(self) -> list[str]:
        """ID-porten takes its issuer only."""
        return [self._provider.issuer]

    def resolve_client_public_key(self, client: Client) -> Any:
        """The key that was registered; a client without one is refused."""
        return client.public_key or KeySet([])

    def validate_jti(self, claims: dict[str, Any], jti: str) -> bool:  # noqa: ARG002
        """Each assertion is good once."""
        if jti in self._seen:
            return False
        self._seen.add(jti)
        return True


def authorization_server(app: Flask, provider: FakeProvider) -> AuthorizationServer:
    """The server of one provider."""

    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib has no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_assertion_jwt")

        def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
            account, acr, session = request.user
            data = request.payload.data
            provider.codes[code] = Code(
                code=code,
                client_id=request.client.client_id,
                redirect_uri=request.payload.redirect_uri,
                scope=request.scope,
                nonce=data["nonce"],
                acr=acr,
                code_challenge=data["code_challenge"],
                code_challenge_method=data["code_challenge_method"],
                account=account,
                session=session,
            )
            provider.nonces.add(data["nonce"])

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            # Taken out at the first try, so that no code is good twice whatever becomes of it.
            found = provider.codes.pop(code, None)
            mine = found is not None and found.client_id == client.client_id
            return found if mine and found and not found.is_expired() else None

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes.pop(authorization_code.code, None)

        def authenticate_user(self, authorization_code: Code) -> tuple[Account, str]:
            return authorization_code.account, authorization_code.session

    class IdToken(OpenIDCode):  # type: ignore[misc]  # Authlib has no types
        def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:  # noqa: ARG002
            return nonce in provider.nonces

        def resolve_client_private_key(self, client: Client) -> Any:  # noqa: ARG002
            return provider.key

        def get_encode_header(self, client: Client) -> dict[str, str]:  # noqa: ARG002
            return {"alg": "RS256", "kid": "demo"}

        def get_client_algorithm(self, client: Client) -> str:  # noqa: ARG002
            return "RS256"

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": client.client_id}

        def get_compatible_claims(self, request: OAuth2Request) -> dict[str, Any]:
            claims: dict[str, Any] = super().get_compatible_claims(request)
            claims["exp"] = claims["iat"] + TOKEN_SECONDS
            return claims

        def generate_user_info(self, user: tuple[Account, str], scope: str) -> UserInfo:  # noqa: ARG002
            account, session = user
            return UserInfo(sub=account.subject, sid=session, **account.claims)

        def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
            return provider.tamper(str(super().encode_id_token(token, request)))

    class EndSession(EndSessionEndpoint):  # type: ignore[misc]  # Authlib has no types
        def get_server_jwks(self) -> Any:
            return KeySet([provider.key])

        def end_session(self, end_session_request: EndSessionRequest) -> None:
            claims = end_session_request.id_token_claims or {}
            provider.sessions_ended.append(claims.get("sid", ""))

    server = AuthorizationServer()
    server.init_app(
        app,
        query_client=lambda client_id: (
            provider.client if client_id == provider.client.client_id else None
        ),
        save_token=lambda _token, _request: None,
    )
    server.register_grant(Grant, [StrictChallenge(required=True), IdToken(require_nonce=True)])
    server.register_client_auth_method("client_assertion_jwt", Assertion(provider))
    server.register_endpoint(EndSession)
    return server
