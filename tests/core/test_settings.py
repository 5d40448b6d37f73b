"""Settings: what is read from them."""

from datetime import UTC, datetime

import pytest

from core.clock import Clock
from core.settings import Settings


def test_the_address_that_is_signed_has_no_slash_at_its_end() -> None:
    settings = Settings(_env_file=None, public_base_url="https://valg.kommune.example/")
    assert settings.base_url == "https://valg.kommune.example"


def test_a_frozen_clock_tells_the_day_in_oslo() -> None:
    clock = Clock(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert clock.today().isoformat() == "2026-12-01"


def test_a_frozen_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Clock(datetime(2026, 11, 30, 23, 30))  # noqa: DTZ001
