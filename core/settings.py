"""The settings, read from the environment (prefix `BRUKERVALG_`) and from a `.env` file."""

from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.secret_keys import SecretKeys

CONNECTIONS = 80
"""One for each thread of `serve` (`tests/brukervalg/test_threads.py`). PostgreSQL takes 100: with a
second process either its limit is raised, or this is lowered and threads wait for each other."""

# Known to everybody who has read this file, so good for a demo and for tests and for nothing else.
DEMO_ACCOUNT_SID = "AC" + "0" * 32
DEMO_AUTH_TOKEN = "demo-auth-token-not-for-production"  # noqa: S105
DEMO_SECRET_KEY = "demo-secret-key-not-for-production"  # noqa: S105

DEMO_CLIENT_SECRET = "demo-client-secret-not-for-production"  # noqa: S105
DEMO_LOGIN = "http://127.0.0.1:8084"
"""Where the demo's own sign-in is (`devtools/fake_login`)."""

TWILIO_API = "https://api.twilio.com"
DEMO_CATALOGUE = Path("provider_catalog/demo")
"""Invented providers and contracts."""


class Settings(BaseSettings):
    """All settings of the app, with their defaults.

    Attributes are named as in the contract, in lower case: `BRUKERVALG_DATABASE_URL` is
    `database_url`. The defaults suit the demo; `service.production` guards the rest.
    """

    model_config = SettingsConfigDict(
        env_prefix="BRUKERVALG_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = "sqlite:///var/brukervalg.sqlite"
    database_connections: int = Field(default=CONNECTIONS, ge=10, le=1000)
    """How many connections a process asks PostgreSQL for at most: one for each thread."""
    public_base_url: str = ""
    """The address that Twilio signs, without a trailing slash; empty means the loopback address."""
    port: int = 8080
    engine_port: int = 8081
    actions_port: int = 8082
    fake_twilio_port: int = 8083
    """Where the demo's imitation of Twilio listens; for the demo and the simulators only."""
    fake_login_port: int = 8084
    """Where the demo's imitation of the sign-in listens; for the demo only."""
    proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies stand before the app. Their word is taken for who calls (X-Forwarded-For);
    with too few, all the world seems to call from one address, and its limits are soon used up."""
    twilio_account_sid: str = DEMO_ACCOUNT_SID
    twilio_auth_token: str = DEMO_AUTH_TOKEN
    twilio_api_base_url: str = TWILIO_API
    secret_key: str = DEMO_SECRET_KEY
    secret_key_fallbacks: str = ""
    """Former values of `secret_key`, the newest first, with commas between: what they made is still
    understood (docs/decisions/036-changing-the-secret.md)."""
    now: AwareDatetime | None = None
    """An ISO time that freezes the clock; for the demo and for tests only."""
    catalogue: Path = DEMO_CATALOGUE
    """The folder with providers and contracts; schemes come from `provider_catalog/schemes`."""
    voice: str = "Polly.Ida-Neural"
    voice_language: str = "nb-NO"
    speech_language: str = "no-NO"
    """The recogniser's own code for Norwegian: not of the same list as the voices'."""
    speech_model: str = "googlev2_telephony"
    gather_seconds: float = Field(default=2.0, ge=0, le=30)
    """How long a text that looks unfinished waits for the next one; 0 makes each its own turn."""
    sms_validity_seconds: int = Field(default=4 * 3600, ge=60, le=36_000)
    """How long Twilio may keep a text in its queue: later it would only confuse."""
    notices_off: str = ""
    """Kinds of notices that are not sent, everywhere or in one municipality, with commas between:
    `satisfied, 0301:deadline`."""
    transfer_number: str = ""
    """Where calls are put through when a person is asked for, in an installation of one
    municipality; with several, each has its own in the catalogue (`transfer`)."""
    reader: Literal["off", "shadow", "on"] = "off"
    """A second reader of messages (docs/decisions/035): none, one whose readings are only kept
    beside ours to be compared, or one whose readings are used."""
    reader_url: str = ""
    """Its OpenAI-compatible address, such as `https://…/v1`."""
    reader_key: SecretStr = SecretStr("")
    """What it knows us by; empty for a server that asks for none."""
    reader_model: str = ""
    """The server's name of the model."""
    reader_seconds: float = Field(default=2.0, ge=0.1, le=5.0)
    """How long a reading may take; then ours is used. A caller hears nothing meanwhile."""
    chat_frame_ancestors: str = "'self'"
    """The pages that may show the chat in a frame, as `frame-ancestors` takes them:
    `'self' https://www.oslo.kommune.no`."""

    idporten_issuer: str = f"{DEMO_LOGIN}/idporten"
    """Where citizens sign in: `https://idporten.no` or its test; empty where they cannot."""
    idporten_client_id: str = "brukervalg-demo"
    idporten_client_secret: str = DEMO_CLIENT_SECRET
    idporten_client_key: Path | None = None
    """A file with our private key (PEM), in place of the secret: what ID-porten wants."""
    idporten_client_key_id: str = ""
    caseworker_issuer: str = f"{DEMO_LOGIN}/ansatt"
    """Where caseworkers sign in: Ansattporten, or the municipality's own; empty for nowhere."""
    caseworker_client_id: str = "brukervalg-demo"
    caseworker_client_secret: str = DEMO_CLIENT_SECRET
    caseworker_client_key: Path | None = None
    caseworker_client_key_id: str = ""
    caseworker_roles_claim: str = "roles"
    """The claim with texts such as `0301:caseworker`."""
    caseworker_acr: str = ""
    """The accepted levels of assurance, with commas, the lowest first; empty asks for none."""

    @property
    def secret_keys(self) -> SecretKeys:
        """The secret that everything new is made with, and the former ones."""
        former = (key.strip() for key in self.secret_key_fallbacks.split(","))
        return SecretKeys(self.secret_key, tuple(key for key in former if key))

    @property
    def base_url(self) -> str:
        """The public address without a trailing slash."""
        return (self.public_base_url or f"http://127.0.0.1:{self.port}").rstrip("/")
