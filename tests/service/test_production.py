"""A production start refuses what only suits a demo, and says all of it at once, in Norwegian."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from core.settings import DEMO_AUTH_TOKEN, DEMO_CLIENT_SECRET, DEMO_LOGIN, Settings
from service.cli import main
from service.production import UnsafeSettings, require_production_settings

SAFE: dict[str, object] = {
    "twilio_account_sid": "AC" + "1" * 32,
    "twilio_auth_token": "9f86d081884c7d659a2feaa0c55ad015",
    "secret_key": "a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "public_base_url": "https://valg.kommune.example",
    "catalogue": "/srv/our/catalogue",
    "proxies": 1,
    "idporten_issuer": "https://idporten.no",
    "idporten_client_secret": "a secret of our own",
    "caseworker_issuer": "https://ansattporten.no",
    "caseworker_client_secret": "a secret of our own",
}


def refusal(**changed: object) -> str:
    with pytest.raises(UnsafeSettings) as refused:
        require_production_settings(Settings(_env_file=None, **{**SAFE, **changed}))
    return str(refused.value)


def test_a_production_start_with_secrets_of_its_own_is_let_through() -> None:
    require_production_settings(Settings(_env_file=None, **SAFE))


def test_a_municipality_may_do_without_sign_in() -> None:
    without = {"idporten_issuer": "", "caseworker_issuer": ""}
    secrets = {"idporten_client_secret": "", "caseworker_client_secret": ""}
    require_production_settings(Settings(_env_file=None, **SAFE | without | secrets))


def test_a_key_of_our_own_stands_for_the_secret() -> None:
    by_key = {"idporten_client_secret": "", "idporten_client_key": "key.pem"}
    require_production_settings(Settings(_env_file=None, **SAFE | by_key))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("twilio_auth_token", DEMO_AUTH_TOKEN),
        ("twilio_auth_token", ""),
        ("twilio_auth_token", "b"),
        ("twilio_account_sid", ""),
        ("twilio_account_sid", "AC" + "0" * 32),
        ("twilio_account_sid", "my account"),
        ("secret_key", ""),
        ("secret_key", "a"),
        ("secret_key", "a" * 64),
        ("secret_key", "demo-secret-key-for-our-municipality"),
        ("public_base_url", ""),
        ("public_base_url", "http://valg.kommune.example"),
        ("catalogue", "provider_catalog/demo"),
        ("catalogue", "./provider_catalog/../provider_catalog/demo/"),
        ("proxies", 0),
        ("idporten_issuer", f"{DEMO_LOGIN}/idporten"),
        ("idporten_issuer", "http://idporten.no"),
        ("idporten_client_secret", DEMO_CLIENT_SECRET),
        ("caseworker_issuer", f"{DEMO_LOGIN}/ansatt"),
        ("caseworker_client_secret", ""),
        ("now", datetime(2026, 11, 21, tzinfo=UTC)),
    ],
)
def test_a_production_start_names_what_is_unsafe(name: str, value: object) -> None:
    said = refusal(**{name: value})
    assert f"BRUKERVALG_{name.upper()}: " in said
    assert said.count("BRUKERVALG_") == 1, "it names something that is right as well"


def test_a_catalogue_that_nobody_has_set_is_the_invented_one() -> None:
    settings = Settings(_env_file=None, **{k: v for k, v in SAFE.items() if k != "catalogue"})
    with pytest.raises(UnsafeSettings, match="BRUKERVALG_CATALOGUE: er demoens oppdiktede"):
        require_production_settings(settings)


def test_everything_that_is_wrong_is_said_at_once_and_no_secret_is_repeated() -> None:
    secret = "kattepus"
    said = refusal(secret_key=secret, twilio_auth_token=secret, proxies=0, catalogue="demo/../")
    assert "SECRET_KEY" in said
    assert "TWILIO_AUTH_TOKEN" in said
    assert "PROXIES" in said
    assert secret not in said


def test_the_command_says_it_and_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRUKERVALG_SECRET_KEY", "a")
    monkeypatch.setenv("BRUKERVALG_TWILIO_AUTH_TOKEN", "b")
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 1
    for name in ("SECRET_KEY", "TWILIO_AUTH_TOKEN", "CATALOGUE", "PROXIES", "PUBLIC_BASE_URL"):
        assert f"BRUKERVALG_{name}: " in done.output
    assert "for kort" in done.output
