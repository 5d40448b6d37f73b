"""Nobody but the owner reads the database: it holds national ids."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from core.database import Database
from core.private import make_private
from service.paths import ROOT


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_a_new_file_with_its_log_and_index_is_the_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        database = Database(f"sqlite:///{tmp_path}/new/people.sqlite")
        with database.write() as session:
            session.execute(text("CREATE TABLE kept (number INTEGER)"))
        files = sorted((tmp_path / "new").iterdir())
        assert [each.name for each in files] == [
            "people.sqlite",
            "people.sqlite-shm",
            "people.sqlite-wal",
        ]
        assert {mode(each) for each in files} == {"0o600"}
        assert mode(tmp_path / "new") == "0o700"
        database.close()
    finally:
        os.umask(before)


def test_a_file_from_before_is_closed_to_others_too(tmp_path: Path) -> None:
    for name in ("people.sqlite", "people.sqlite-wal", "people.sqlite-shm"):
        (tmp_path / name).touch(0o644)
    Database(f"sqlite:///{tmp_path}/people.sqlite").close()
    assert {mode(each) for each in tmp_path.iterdir()} == {"0o600"}


def test_a_folder_of_somebody_elses_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Database(f"sqlite:///{tmp_path}/people.sqlite").close()
    assert mode(tmp_path) == "0o755"


def test_the_programs_own_folder_is_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(0o755)
    make_private(folder)
    assert mode(folder) == "0o700"


def test_every_command_sees_to_it() -> None:
    command = [sys.executable, "-m", "service", "people"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert mode(ROOT / "var") == "0o700"
