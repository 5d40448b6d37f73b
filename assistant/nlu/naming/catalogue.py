"""The names in the catalogue that the engine is told to read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from assistant.nlu.entity import Found
from assistant.nlu.listening.frames.frame import Ids
from assistant.nlu.naming.names import Names
from assistant.nlu.wording.normalise import normalise

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = "provider_catalog/demo"
CHOICE_DATA = "assistant/data/choice"
"""What frames are learnt from beside the long messages."""


def names_in(catalogue: str) -> Names:
    """The names in a catalogue's folder, given from the project's root; the environment's first."""
    return Names.load(ROOT / (os.environ.get("BRUKERVALG_CATALOGUE") or catalogue))


def ids_in(catalogue: str) -> Ids:
    """The ids of a catalogue's providers by their names."""
    folder = ROOT / (os.environ.get("BRUKERVALG_CATALOGUE") or catalogue)
    providers = yaml.safe_load((folder / "providers.yml").read_text("utf-8"))["providers"]
    return Ids({each["name"]: each["id"] for each in providers})


def names_of_choosing(catalogue: str) -> tuple[Callable[[str], Sequence[Found]], Ids]:
    """Finds the names in what strangers wrote of choosing: some are in no catalogue here."""
    added = yaml.safe_load((ROOT / CHOICE_DATA / "names.yml").read_text("utf-8"))
    names = names_in(catalogue).and_also(added)
    return lambda text: names.find(normalise(text)), ids_in(catalogue)
