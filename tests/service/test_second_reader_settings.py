"""A second reader is asked only where it is wanted, whole and safe."""

import pytest
from pydantic import SecretStr, ValidationError

from core.settings import Settings
from service.production import unsafe_reader

GOOD = {
    "reader": "shadow",
    "reader_url": "https://modell.example.no/v1",
    "reader_key": SecretStr("sk-hemmelig"),
    "reader_model": "norsk-stor",
}


def wrong(**others: object) -> list[str]:
    settings = Settings(_env_file=None, **(GOOD | others))  # type: ignore[arg-type]
    return [name for name, _ in unsafe_reader(settings)]


def test_it_is_off_by_default_and_then_nothing_is_missing() -> None:
    settings = Settings(_env_file=None)
    assert settings.reader == "off"
    assert not list(unsafe_reader(settings))


def test_a_whole_one_is_taken() -> None:
    assert wrong() == []
    assert wrong(reader="on") == []


def test_one_on_this_machine_needs_neither_key_nor_certificate() -> None:
    assert wrong(reader_url="http://127.0.0.1:8000/v1", reader_key=SecretStr("")) == []


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("reader_url", "", "READER_URL"),
        ("reader_url", "modell.example.no/v1", "READER_URL"),
        ("reader_url", "file:///etc/passwd", "READER_URL"),
        ("reader_url", "http://modell.example.no/v1", "READER_URL"),
        ("reader_url", "http://127.0.0.1.example.no/v1", "READER_URL"),
        ("reader_url", "https://user:sk-hemmelig@modell.example.no/v1", "READER_URL"),
        ("reader_url", "https://modell.example.no/v1?key=sk-hemmelig", "READER_URL"),
        ("reader_model", " ", "READER_MODEL"),
        ("reader_key", SecretStr(""), "READER_KEY"),
    ],
)
def test_what_would_leak_or_not_work_is_refused_by_name(
    setting: str, value: object, named: str
) -> None:
    assert wrong(**{setting: value}) == [named]
    settings = Settings(_env_file=None, **(GOOD | {setting: value}))  # type: ignore[arg-type]
    assert "hemmelig" not in str(list(unsafe_reader(settings)))


def test_the_key_is_in_no_print_of_the_settings() -> None:
    settings = Settings(_env_file=None, **GOOD)  # type: ignore[arg-type]
    assert "hemmelig" not in f"{settings} {settings!r} {settings.model_dump()}"


def test_a_mode_that_nobody_knows_and_a_limit_that_is_too_long_are_refused() -> None:
    for setting, value in (("reader", "yes"), ("reader_seconds", 30.0)):
        with pytest.raises(ValidationError):
            Settings(_env_file=None, **{setting: value})  # type: ignore[arg-type]
