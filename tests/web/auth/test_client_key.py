"""Showing who we are with a key of our own, as ID-porten wants it in production."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from core.database import Database
from core.settings import Settings
from devtools.fake_login.server import RunningLogin, serve_login
from tests.web.auth.browsing import OURS, Visitor
from tests.web.auth.conftest import make_app
from tests.web.auth.moving_clock import MovingClock

SOLVEIG = "14834111781"


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[tuple[RunningLogin, Path]]:
    """A provider that knows our public key, and the file with the private one."""
    key = RSAKey.generate_key(2048)
    file = tmp_path / "key.pem"
    file.write_bytes(key.as_pem(private=True))
    running = serve_login(
        app_at=OURS, client_id="ours", client_secret="not taken", client_key=key.as_pem(False)
    )
    yield running, file
    running.stop()


def sign_in(
    running: RunningLogin, file: Path | None, database: Database, clock: MovingClock
) -> int:
    settings = Settings(
        _env_file=None,
        public_base_url=OURS,
        idporten_issuer=running.citizens.issuer,
        idporten_client_id="ours",
        idporten_client_secret="not taken",
        idporten_client_key=file,
        idporten_client_key_id="our-key",
        caseworker_issuer="",
    )
    visitor = Visitor(make_app(settings, database, clock))
    return visitor.sign_in("/logg-inn", national_id=SOLVEIG).status_code


def test_our_key_is_taken_and_the_secret_is_not(
    strict: tuple[RunningLogin, Path], database: Database, clock: MovingClock
) -> None:
    running, file = strict
    assert sign_in(running, file, database, clock) == 302
    assert sign_in(running, None, database, clock) == 400


def test_another_key_is_refused(
    strict: tuple[RunningLogin, Path], database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    running, _ = strict
    other = tmp_path / "other.pem"
    other.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    assert sign_in(running, other, database, clock) == 400
