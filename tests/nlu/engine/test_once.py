"""Reading training data quicker than Rasa does gives the same data, and the same complaints."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.exceptions import YamlException
from rasa.shared.importers import utils
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils import validation

from assistant.engine import once

PROJECT = Path(__file__).resolve().parents[2] / "engine/project"


@pytest.fixture(autouse=True)
def rasas_own_ways_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in (
        (utils, "training_data_from_paths"),
        (validation, "validate_yaml_schema"),
        (TrainingData, "merge"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))


def read(folder: Path, language: str = "en") -> TrainingData:
    importer = TrainingDataImporter.load_from_config(
        str(PROJECT / "config.yml"), str(PROJECT / "domain.yml"), [str(folder)]
    )
    return importer.get_nlu_data(language)


def in_several_files(folder: Path) -> Path:
    """What merging must not lose: doubles, synonyms, and files with nothing but responses."""
    folder.mkdir()
    intent = 'version: "3.1"\nnlu:\n- intent: {}\n  examples: |\n    - {}\n    - [bytte]{}\n'
    (folder / "a.yml").write_text(intent.format("greet", "hei", '{"entity": "a", "value": "b"}'))
    (folder / "b.yml").write_text(intent.format("greet", "hei", "(a)"))
    (folder / "c.yml").write_text('version: "3.1"\nresponses:\n  utter_faq/a:\n  - text: a\n')
    return folder


@pytest.mark.parametrize("several", [False, True])
def test_the_data_is_the_same(tmp_path: Path, *, several: bool) -> None:
    folder = in_several_files(tmp_path / "data") if several else PROJECT / "data"
    before = read(folder)
    once.install()
    after = read(folder)
    assert before.training_examples, "something was read"
    assert after.fingerprint() == before.fingerprint()
    assert [each.data for each in after.training_examples] == [
        each.data for each in before.training_examples
    ]


def test_data_is_read_once_whatever_language_it_is_asked_in(tmp_path: Path) -> None:
    once.install()
    folder = in_several_files(tmp_path / "data")
    importer = TrainingDataImporter.load_from_config(
        str(PROJECT / "config.yml"), str(PROJECT / "domain.yml"), [str(folder)]
    )
    norwegian = importer.get_nlu_data("nb")
    for file in folder.iterdir():
        file.write_text("nobody reads this")
    assert importer.get_nlu_data("en").fingerprint() == norwegian.fingerprint()


@pytest.mark.parametrize(
    "wrong",
    [
        'version: "3.1"\nnlu:\n- intent: greet\n  examples:\n    wrong: key\n',
        'version: "3.1"\nnlu:\n- intent: greet\n  exampels: |\n    - hei\n',
        'version: "3.1"\nnlu:\n- intent: greet\n  intent: greet\n',
        'version: "3.1"\nnlu:\n\t- intent: greet\n',
    ],
)
def test_what_is_wrong_is_told_as_before_with_its_line(wrong: str) -> None:
    def complaint() -> str:
        with pytest.raises(YamlException) as refused:
            validation.validate_yaml_schema(wrong, "shared/nlu/training_data/schemas/nlu.yml")
        return str(refused.value)

    before = complaint()
    once.install()
    assert complaint() == before
    assert "line" in before.lower()
