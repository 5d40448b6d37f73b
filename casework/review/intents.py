"""The intents that the assistant knows, read from the dialogue's domain."""

from pathlib import Path

from core.yaml_files import read_yaml

DOMAIN = Path(__file__).parents[2] / "assistant" / "domain.yml"


def known_intents(domain: Path = DOMAIN) -> frozenset[str]:
    """The names of all intents; each entry is a name, or a name with settings."""
    entries = read_yaml(domain)["intents"]
    return frozenset(entry if isinstance(entry, str) else next(iter(entry)) for entry in entries)
