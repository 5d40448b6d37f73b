"""What rules, facts and their values are called in the console."""

from pathlib import Path
from typing import Any

import yaml

_LABELS: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("labels.yml").read_text("utf-8")
)
RULES = _LABELS["rules"]
FACTS = _LABELS["facts"]
WORDS = _LABELS["words"]


def word(slug: Any) -> str:
    """A slug in Norwegian."""
    return WORDS[str(slug)]
