"""Every language that somebody may ask for is called by its name."""

from pathlib import Path

import yaml

from assistant.nlu import naming
from assistant.texts.values import say_language

NAMES = Path(naming.__file__).with_name("names.yml")


def test_every_language_that_is_understood_has_a_name_in_both_standards() -> None:
    languages = yaml.safe_load(NAMES.read_text("utf-8"))["languages"]
    nameless = [
        (code, standard)
        for code in languages
        for standard in ("nb", "nn")
        if say_language(code, standard) == code
    ]
    assert not nameless
