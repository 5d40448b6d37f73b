"""Training: once for each state of the data, and never a broken model in place of a working one."""

import os
import shutil
from pathlib import Path

import pytest

from assistant.engine import train
from tests.engine.conftest import MODELS, PROJECT, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))


def test_the_fingerprint_follows_the_content_and_nothing_else(project: Path) -> None:
    first = train.fingerprint(project)
    assert first == train.fingerprint(PROJECT), "the same files elsewhere are the same data"
    os.utime(project / "config.yml", (1, 1))
    assert train.fingerprint(project) == first
    with (project / "data/nlu.yml").open("a") as nlu:
        nlu.write("# one more line\n")
    assert train.fingerprint(project) != first


@pytest.mark.parametrize("name", ["data/more.yml", "domain/more.yml"])
def test_a_new_file_of_data_or_domain_is_a_new_model(project: Path, name: str) -> None:
    first = train.fingerprint(project)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).touch()
    assert train.fingerprint(project) != first


def test_renaming_a_file_is_a_new_model(project: Path) -> None:
    first = train.fingerprint(project)
    (project / "data/rules.yml").rename(project / "data/zules.yml")
    assert train.fingerprint(project) != first


def test_a_model_of_the_same_data_is_not_trained_again_but_becomes_the_newest(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / f"brukervalg-{train.fingerprint(project)}.tar.gz"
    for age, name in enumerate([mine.name, "brukervalg-b.tar.gz", "brukervalg-a.tar.gz"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    os.utime(mine, (1, 1))
    assert train.train(project, tmp_path) == mine
    assert "up to date" in capsys.readouterr().out
    kept = sorted(path.name for path in tmp_path.glob("*.tar.gz"))
    assert kept == sorted([mine.name, "brukervalg-b.tar.gz"])
    assert mine.stat().st_mtime == max(path.stat().st_mtime for path in tmp_path.glob("*.tar.gz"))


@pytest.mark.engine
def test_data_that_rasa_refuses_is_reported_and_leaves_the_old_model(
    model: Path, project: Path
) -> None:
    before = sorted(MODELS.glob("*.tar.gz"))
    (project / "config.yml").write_text("recipe: default.v1\npipeline: [{name: Nobody}]\n")
    arguments = ("--project", str(project), "--models", str(MODELS))
    done = run("-m", "assistant.engine.train", *arguments)
    assert done.returncode == 1
    assert "Nobody" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(MODELS.glob("*.tar.gz")) == before
    assert not list(MODELS.glob("unfinished*"))
