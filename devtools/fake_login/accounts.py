"""Whom one can sign in as."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.yaml_files import read_yaml
from service.paths import ROOT

DEMO = ROOT / "devtools" / "demo"
CASEWORKERS = DEMO / "caseworkers.yml"
RELATIVES = DEMO / "relatives.yml"


@dataclass(frozen=True)
class Account:
    """Somebody known to a fake provider.

    Attributes:
        subject: the provider's own id.
        name: as shown in its list.
        note: what he or she is there to show.
        claims: what the id token tells beside the usual.
    """

    subject: str
    name: str
    note: str
    claims: dict[str, Any]


def citizen(national_id: str, name: str = "", note: str = "") -> Account:
    """A citizen, whom ID-porten knows by national id and by no name."""
    # Its `sub` is another for each client, and tells nothing.
    return Account(f"sub-{national_id[::-1]}", name or national_id, note, {"pid": national_id})


def relatives(file: Path = RELATIVES) -> list[Account]:
    """The demo's relatives, who have no decision of their own."""
    content = read_yaml(file)
    return [citizen(**each) for each in content["relatives"]]


def caseworkers(file: Path = CASEWORKERS) -> list[Account]:
    """The demo's caseworkers."""
    content = read_yaml(file)
    return [
        Account(
            each["subject"],
            each["name"],
            each["note"],
            {"name": each["name"], "roles": each["roles"]},
        )
        for each in content["caseworkers"]
    ]
