"""The number that calls are put through to: each municipality's own."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from service.application import Application
from service.production import UnsafeSettings

OSLO, MOSS = "0301", "3103"
OWN, COMMON = "+4722000000", "+4721000000"


def changed(folder: Path, keep: set[str] | None = None, **transfer: str) -> Catalogue:
    """The demo's catalogue with transfer numbers, of some municipalities only."""
    for file in (folder / "demo").glob("*.yml"):
        content: dict[str, list[dict[str, Any]]] = yaml.safe_load(file.read_text("utf-8"))
        for name, rows in content.items():
            place = "id" if name == "municipalities" else "municipality"
            left = [row for row in rows if not keep or row.get(place, MOSS) in keep]
            for row in left if name == "municipalities" else []:
                row.update({"transfer": transfer[row["id"]]} if row["id"] in transfer else {})
            content[name] = left
        file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    if keep:
        (folder / "demo/streets.tsv").unlink()  # It names the districts of those that are gone.
    return Catalogue.load(folder / "schemes", folder / "demo")


def test_each_municipality_has_its_own_and_gets_no_others(copy: Path) -> None:
    catalogue = changed(copy, **{OSLO: OWN})
    assert catalogue.transfer(OSLO, COMMON) == OWN
    assert catalogue.transfer(MOSS, COMMON) == ""


def test_the_installations_number_is_for_an_installation_of_one(copy: Path) -> None:
    catalogue = changed(copy, {MOSS})
    assert catalogue.transfer(MOSS, COMMON) == COMMON
    assert catalogue.transfer(MOSS) == ""


def test_one_number_for_several_is_refused_in_a_line(sqlite_url: str) -> None:
    settings = Settings(_env_file=None, database_url=sqlite_url, transfer_number=COMMON)
    with pytest.raises(UnsafeSettings, match=r"municipalities\.yml"):
        Application.build(settings)
