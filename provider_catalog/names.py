"""How people say the names of providers, services, districts and municipalities.

The understanding pipeline looks these up, so that a new provider needs no new training. It runs
in another environment: **this module needs nothing but Python 3.10 and PyYAML**, imports nothing
from this package, and gives plain lists and dictionaries. The files that it reads hold nothing
but mappings, lists and text that PyYAML's safe loader knows; whoever adds to them keeps it so.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

SERVICES_FILE = Path(__file__).with_name("national") / "services.yml"

MUNICIPAL = "municipal"
"""The provider id of «kommunen» said in general: the own service of whichever municipality."""


def read_spoken_names(data: Path, services: Path = SERVICES_FILE) -> list[dict[str, str]]:
    """Every way of saying a name, straight from the files.

    Args:
        data: the folder with municipalities.yml, districts.yml and providers.yml.
        services: the file with the services' names.

    Returns:
        `{"kind", "id", "form"}`, JSON-able, see `spoken_names`.
    """

    def read(file: Path) -> Any:
        return yaml.safe_load(file.read_text(encoding="utf-8"))

    return spoken_names(
        read(services),
        read(data / "municipalities.yml"),
        read(data / "districts.yml"),
        read(data / "providers.yml"),
    )


def spoken_names(
    services: Mapping[str, Any],
    municipalities: Mapping[str, Any],
    districts: Mapping[str, Any],
    providers: Mapping[str, Any],
) -> list[dict[str, str]]:
    """Every way of saying a name, from what the files hold.

    Returns:
        `{"kind": "provider" | "service" | "district" | "municipality", "id": …, "form": …}`,
        each form once, as written in the file (case and spelling are the finder's business).
        The provider id `municipal` stands for the municipality's own service in general.
    """
    found: list[tuple[str, str, str]] = []
    for service, names in services["services"].items():
        found += [("service", service, form) for form in [names["nb"], names["nn"]]]
        found += [("service", service, form) for form in names["said_as"]]
    found += [("provider", MUNICIPAL, form) for form in services["municipal_provider"]["said_as"]]
    for kind, entries in (
        ("municipality", municipalities["municipalities"]),
        ("district", districts["districts"]),
        ("provider", providers["providers"]),
    ):
        for entry in entries:
            found += [(kind, entry["id"], form) for form in [entry["name"], *entry["aliases"]]]
    return [{"kind": kind, "id": id_, "form": form} for kind, id_, form in dict.fromkeys(found)]
