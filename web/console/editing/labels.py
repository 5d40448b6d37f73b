"""What rules, facts and their values are called in the console."""

from pathlib import Path
from typing import Any

from core.yaml_files import read_yaml

_LABELS: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("labels.yml"))
RULES = _LABELS["rules"]
FACTS = _LABELS["facts"]
WORDS = _LABELS["words"]
VALUES = _LABELS["values"]


def word(slug: Any) -> str:
    """A slug in Norwegian."""
    return WORDS[str(slug)]
