"""The intents that the assistant knows, read from the dialogue's domain."""

from pathlib import Path

import yaml

DOMAIN = Path(__file__).parents[1] / "assistant" / "domain.yml"


def known_intents(domain: Path = DOMAIN) -> frozenset[str]:
    """The names of all intents; each entry is a name, or a name with settings."""
    entries = yaml.safe_load(domain.read_text("utf-8"))["intents"]
    return frozenset(entry if isinstance(entry, str) else next(iter(entry)) for entry in entries)
