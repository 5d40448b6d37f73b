"""State of the fake identity provider, and the faults that a test can switch on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oidc.core import AuthorizationCodeMixin
from joserfc import jwt
from joserfc.jwk import RSAKey

from devtools.fake_login.accounts import Account

CODE_SECONDS = 60


@dataclass(frozen=True)
class Client(ClientMixin):  # type: ignore[misc]  # Authlib has no types
    """Our app, as the provider has registered it."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...]
    public_key: Any = None
    """With it the client must sign for itself (`private_key_jwt`); else it uses its secret."""

    @property
    def client_metadata(self) -> dict[str, Any]:
        """Authlib asks."""
        return {"post_logout_redirect_uris": self.post_logout_redirect_uris}

    def get_client_id(self) -> str:
        """Authlib asks."""
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        """Authlib asks."""
        return self.redirect_uris[0]

    def get_allowed_scope(self, scope: str) -> str:
        """What is given of a wished scope."""
        return " ".join(each for each in scope.split() if each in {"openid", "profile"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Whether it may be returned to."""
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        """Whether it is the secret."""
        return client_secret == self.client_secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        """Whether the client may show who it is in this way."""
        return method == ("client_assertion_jwt" if self.public_key else "client_secret_basic")

    def check_response_type(self, response_type: str) -> bool:
        """Only the code flow."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Only the code flow."""
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]  # Authlib has no types
    """An authorization code, good once and for a minute."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    acr: str | None
    code_challenge: str
    code_challenge_method: str
    account: Account
    session: str
    made_at: float = field(default_factory=time.time)

    def get_redirect_uri(self) -> str:
        """Authlib asks."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Authlib asks."""
        return self.scope

    def get_nonce(self) -> str:
        """Authlib asks."""
        return self.nonce

    def get_acr(self) -> str | None:
        """The level that the person signed in at."""
        return self.acr

    def get_auth_time(self) -> int:
        """When the person signed in."""
        return int(self.made_at)

    def is_expired(self) -> bool:
        """Whether it is too old."""
        return time.time() > self.made_at + CODE_SECONDS


@dataclass
class Faults:
    """What a test lets go wrong.

    Attributes:
        down: every answer is 503.
        claims: changes the claims of an id token before it is signed.
        key: signs in place of the provider's own key, under its name.
        token: makes another of a signed id token.
    """

    down: bool = False
    claims: Callable[[dict[str, Any]], None] | None = None
    key: RSAKey | None = None
    token: Callable[[str], str] | None = None


@dataclass
class FakeProvider:
    """One provider: ID-porten or the caseworkers'.

    Attributes:
        path: the last part of its issuer.
        title: as its page calls itself.
        accounts: whom one can sign in as.
        free: whether any synthetic national id may be typed in.
    """

    path: str
    title: str
    issuer: str
    client: Client
    accounts: list[Account]
    free: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "demo"}))
    codes: dict[str, Code] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    sessions_ended: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    def tamper(self, id_token: str) -> str:
        """The id token as the faults make it."""
        faults, token = self.faults, jwt.decode(id_token, self.key)
        if faults.claims:
            faults.claims(token.claims)
        if faults.claims or faults.key:
            id_token = jwt.encode(token.header, token.claims, faults.key or self.key)
        return faults.token(id_token) if faults.token else id_token
