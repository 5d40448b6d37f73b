"""Validation of settings at a production start; everything that is wrong is told at once."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from core.settings import DEMO_CATALOGUE, DEMO_CLIENT_SECRET, Settings

SHORTEST_SECRET = 32
"""Characters: 32 random hexadecimal ones hold 128 bits. Twilio's tokens have as many."""
FEWEST_DIFFERENT = 8
"""Different characters of a secret: a drawn one of 32 hexadecimal ones has 14 of them, in the mean;
fewer than 8 means that somebody typed it."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_DEMO = re.compile(r"demo|not-for-production|change-?me", re.IGNORECASE)
_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
_DRAW = "Lag en slik: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"


class UnsafeSettings(ValueError):
    """A production start was asked for with settings that only suit a demo."""


def require_production_settings(settings: Settings) -> None:
    """Refuse to start in production with settings that only suit a demo.

    Raises:
        UnsafeSettings: every setting that is unsafe, and what it must be, a Norwegian line each.
    """
    wrong = list(unsafe(settings))
    if wrong:
        lines = "\n".join(f"  BRUKERVALG_{name}: {why}" for name, why in wrong)
        raise UnsafeSettings(f"Tjenesten starter ikke med disse innstillingene:\n{lines}")


def unsafe(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every unsafe setting by name, without the prefix, and what is wrong with it."""
    account = settings.twilio_account_sid
    if not account:
        yield "TWILIO_ACCOUNT_SID", "mangler. Den står i Twilios konsoll."
    elif not _ACCOUNT.fullmatch(account) or not account.strip("AC0"):
        yield "TWILIO_ACCOUNT_SID", "er ikke en konto hos Twilio. Den er AC og 32 tegn."
    if why := _weak(settings.twilio_auth_token):
        yield "TWILIO_AUTH_TOKEN", f"{why} Den står i Twilios konsoll."
    if why := _weak(settings.secret_key):
        yield "SECRET_KEY", f"{why} {_DRAW}"
    if any(_weak(former) for former in settings.secret_keys.former):
        yield "SECRET_KEY_FALLBACKS", "har en svak nøkkel. Bare egne, gamle nøkler skal stå der."
    if settings.secret_key in settings.secret_keys.former:
        yield "SECRET_KEY_FALLBACKS", "har nøkkelen som gjelder nå. Bare de gamle skal stå der."
    yield from _unsafe_surroundings(settings)
    yield from unsafe_reader(settings)
    for party in ("idporten", "caseworker"):
        yield from _unsafe_sign_in(settings, party)


def _unsafe_surroundings(settings: Settings) -> Iterator[tuple[str, str]]:
    address = urlsplit(settings.public_base_url)
    if not settings.public_base_url:
        yield "PUBLIC_BASE_URL", "mangler. Den er adressen som Twilio og innbyggerne bruker."
    elif address.scheme != "https" or not address.hostname:
        yield "PUBLIC_BASE_URL", "må begynne med https:// og ha et navn."
    if _is_demo(settings.catalogue):
        yield "CATALOGUE", "er demoens oppdiktede katalog. Sett kommunens egen mappe."
    if settings.proxies == 0:
        yield "PROXIES", "er 0. Sett hvor mange mellomtjenere som står foran, som regel 1."
    if settings.now is not None:
        yield "NOW", "får klokka til å stå stille. Fjern den."


def unsafe_reader(settings: Settings) -> Iterator[tuple[str, str]]:
    """What is wrong with a second reader's address, in the demo too; nothing where there is none.

    The address itself is not repeated: somebody may have put a key in it.
    """
    if settings.reader == "off":
        return
    address = urlsplit(settings.reader_url)
    here = address.hostname in LOOPBACK
    if not address.hostname or address.scheme not in ("http", "https"):
        yield "READER_URL", "mangler, eller er ikke en adresse. Den ser ut som https://…/v1."
    elif address.scheme != "https" and not here:
        yield "READER_URL", "må begynne med https://. Bare på denne maskinen går det uten."
    elif address.username or address.password or address.query or address.fragment:
        yield "READER_URL", "har mer enn en adresse i seg. Nøkkelen hører til i READER_KEY."
    if not settings.reader_model.strip():
        yield "READER_MODEL", "mangler. Det er tjenerens navn på modellen."
    if not here and not settings.reader_key.get_secret_value():
        yield "READER_KEY", "mangler. Bare en tjener på denne maskinen trenger ingen."


def _weak(secret: str) -> str:
    """Why a secret is too weak, or nothing. The secret itself is never repeated."""
    if not secret:
        return "mangler."
    if _DEMO.search(secret):
        return "er fra demoen."
    if len(secret) < SHORTEST_SECRET:
        return f"er for kort. Den må ha minst {SHORTEST_SECRET} tegn."
    if len(set(secret)) < FEWEST_DIFFERENT:
        return f"er for lett å gjette. Den må ha minst {FEWEST_DIFFERENT} ulike tegn."
    return ""


def _is_demo(catalogue: Path) -> bool:
    """Whether a folder is the demo's, however it is written."""
    return catalogue.resolve().parts[-2:] == DEMO_CATALOGUE.parts


def _unsafe_sign_in(settings: Settings, party: str) -> Iterator[tuple[str, str]]:
    """What is unsafe of a party's sign-in; nothing where nobody signs in."""
    issuer, secret, key = (
        getattr(settings, f"{party}_{name}") for name in ("issuer", "client_secret", "client_key")
    )
    name = party.upper()
    if issuer and urlsplit(issuer).scheme != "https":
        yield f"{name}_ISSUER", "må begynne med https://. La den stå tom for ingen innlogging."
    if issuer and key is None and secret in {"", DEMO_CLIENT_SECRET}:
        yield f"{name}_CLIENT_SECRET", f"mangler. Sett den, eller {name}_CLIENT_KEY."
