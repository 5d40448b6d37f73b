"""What is said of danger, abuse and death has a source, with the day on which it was read."""

import re
from pathlib import Path
from typing import Any

import yaml

from assistant.actions import safety
from assistant.texts.emergency_numbers import sentences_with_numbers
from tests.texts.reading import TEXTS

TOPICS = ("danger", "first_aid", "abuse", "events")
SOURCES: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    (Path(safety.__file__).parent / "sources.yml").read_text("utf-8")
)
NUMBER = re.compile(
    r"(?<![\d{])(?:\d{2,3} \d{2} \d{2} \d{2}|800 \d{2} \d{3}|116 \d{3}|0\d{4}|11\d)(?!\d)"
)


def test_every_number_is_one_with_a_source() -> None:
    without = {
        f"{name}: {number}"
        for name, text in TEXTS.all.items()
        if text.topic in TOPICS
        for wording in text.wordings.values()
        for number in NUMBER.findall(wording)
        if number not in SOURCES["numbers"]
    }
    assert not without
    assert any(sentences_with_numbers(w) for w in TEXTS.all["abuse.elders"].wordings.values())


def test_every_first_aid_has_a_source_and_every_source_a_text() -> None:
    advice = {name for name in TEXTS.all if name.startswith("first_aid.")}
    assert not advice - set(SOURCES["advice"])
    assert not set(SOURCES["advice"]) - set(TEXTS.all)
    listed = [each for part in SOURCES.values() for each in part.values()]
    assert all(
        each["read"] and (each["url"].startswith("https://") or each["says"]) for each in listed
    )
