"""Settings: a production start refuses what is missing or known from the demo, and says which."""

from datetime import UTC, datetime

import pytest

from foundation.clock import Clock
from foundation.settings import (
    DEMO_AUTH_TOKEN,
    DEMO_CLIENT_SECRET,
    DEMO_LOGIN,
    Settings,
    UnsafeSettings,
)

SAFE = {
    "twilio_account_sid": "AC" + "1" * 32,
    "twilio_auth_token": "a token of our own",
    "secret_key": "a key of our own",
    "public_base_url": "https://valg.kommune.example",
    "idporten_issuer": "https://idporten.no",
    "idporten_client_secret": "a secret of our own",
    "caseworker_issuer": "https://ansattporten.no",
    "caseworker_client_secret": "a secret of our own",
}


def test_a_production_start_with_secrets_of_its_own_is_let_through() -> None:
    Settings(_env_file=None, **SAFE).require_production_secrets()


def test_a_municipality_may_do_without_sign_in() -> None:
    without = {"idporten_issuer": "", "caseworker_issuer": ""}
    secrets = {"idporten_client_secret": "", "caseworker_client_secret": ""}
    Settings(_env_file=None, **SAFE | without | secrets).require_production_secrets()


def test_a_key_of_our_own_stands_for_the_secret() -> None:
    by_key = {"idporten_client_secret": "", "idporten_client_key": "key.pem"}
    Settings(_env_file=None, **SAFE | by_key).require_production_secrets()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("twilio_auth_token", DEMO_AUTH_TOKEN),
        ("twilio_auth_token", ""),
        ("twilio_account_sid", ""),
        ("secret_key", ""),
        ("public_base_url", ""),
        ("idporten_issuer", f"{DEMO_LOGIN}/idporten"),
        ("idporten_issuer", "http://idporten.no"),
        ("idporten_client_secret", DEMO_CLIENT_SECRET),
        ("caseworker_issuer", f"{DEMO_LOGIN}/ansatt"),
        ("caseworker_client_secret", ""),
        ("now", datetime(2026, 11, 21, tzinfo=UTC)),
    ],
)
def test_a_production_start_names_what_is_unsafe(name: str, value: object) -> None:
    settings = Settings(_env_file=None, **{**SAFE, name: value})
    with pytest.raises(UnsafeSettings, match=f"BRUKERVALG_{name.upper()}"):
        settings.require_production_secrets()


def test_the_address_that_is_signed_has_no_slash_at_its_end() -> None:
    settings = Settings(_env_file=None, public_base_url="https://valg.kommune.example/")
    assert settings.base_url == "https://valg.kommune.example"


def test_a_frozen_clock_tells_the_day_in_oslo() -> None:
    clock = Clock(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert clock.today().isoformat() == "2026-12-01"


def test_a_frozen_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Clock(datetime(2026, 11, 30, 23, 30))  # noqa: DTZ001
