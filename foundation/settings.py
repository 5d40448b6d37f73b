"""The settings, read from the environment (prefix `BRUKERVALG_`) and from a `.env` file."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import AwareDatetime, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

# Known to everybody who has read this file, so good for a demo and for tests and for nothing else.
DEMO_ACCOUNT_SID = "AC" + "0" * 32
DEMO_AUTH_TOKEN = "demo-auth-token-not-for-production"  # noqa: S105
DEMO_SECRET_KEY = "demo-secret-key-not-for-production"  # noqa: S105

DEMO_CLIENT_SECRET = "demo-client-secret-not-for-production"  # noqa: S105
DEMO_LOGIN = "http://127.0.0.1:8084"
"""Where the demo's own sign-in is (`brukervalg/fake_login`)."""

TWILIO_API = "https://api.twilio.com"


class UnsafeSettings(ValueError):
    """A production start was asked for with a secret that is missing or known from the demo."""


class Settings(BaseSettings):
    """All settings of the app, with their defaults.

    Attributes are named as in the contract, in lower case: `BRUKERVALG_DATABASE_URL` is
    `database_url`. The defaults suit the demo; `require_production_secrets` guards the rest.
    """

    model_config = SettingsConfigDict(
        env_prefix="BRUKERVALG_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = "sqlite:///var/brukervalg.sqlite"
    public_base_url: str = ""
    """The address that Twilio signs, without a trailing slash; empty means the loopback address."""
    port: int = 8080
    engine_port: int = 8081
    actions_port: int = 8082
    proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies stand before the app. Their word is taken for who calls (X-Forwarded-For);
    with too few, all the world seems to call from one address, and its limits are soon used up."""
    twilio_account_sid: str = DEMO_ACCOUNT_SID
    twilio_auth_token: str = DEMO_AUTH_TOKEN
    twilio_api_base_url: str = TWILIO_API
    secret_key: str = DEMO_SECRET_KEY
    now: AwareDatetime | None = None
    """An ISO time that freezes the clock; for the demo and for tests only."""
    catalogue: Path = Path("provider_catalog/demo")
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
    """Where calls are put through when a person is asked for; empty means a call-back."""
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
    def base_url(self) -> str:
        """The public address without a trailing slash."""
        return (self.public_base_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    def require_production_secrets(self) -> None:
        """Refuse to start in production with a secret that is missing or known from the demo.

        Raises:
            UnsafeSettings: names every setting that is missing or unsafe.
        """
        demo = {
            "BRUKERVALG_TWILIO_ACCOUNT_SID": (self.twilio_account_sid, DEMO_ACCOUNT_SID),
            "BRUKERVALG_TWILIO_AUTH_TOKEN": (self.twilio_auth_token, DEMO_AUTH_TOKEN),
            "BRUKERVALG_SECRET_KEY": (self.secret_key, DEMO_SECRET_KEY),
        }
        unsafe = [name for name, (value, known) in demo.items() if not value or value == known]
        for party in ("idporten", "caseworker"):
            unsafe += self._unsafe_sign_in(party)
        if not self.public_base_url:
            unsafe.append("BRUKERVALG_PUBLIC_BASE_URL")
        if self.now is not None:
            unsafe.append("BRUKERVALG_NOW (the clock must not stand still)")
        if unsafe:
            raise UnsafeSettings("missing or demo value: " + ", ".join(unsafe))

    def _unsafe_sign_in(self, party: str) -> list[str]:
        """What is unsafe of a party's sign-in; nothing where nobody signs in."""
        issuer, secret, key = (
            getattr(self, f"{party}_{name}") for name in ("issuer", "client_secret", "client_key")
        )
        unsafe = []
        if issuer and urlsplit(issuer).scheme != "https":
            unsafe.append(f"BRUKERVALG_{party.upper()}_ISSUER (https, or empty for no sign-in)")
        if issuer and key is None and secret in {"", DEMO_CLIENT_SECRET}:
            unsafe.append(f"BRUKERVALG_{party.upper()}_CLIENT_SECRET (or _CLIENT_KEY)")
        return unsafe
