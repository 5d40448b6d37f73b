"""Which district a street or a postcode lies in: by how people write it, and never guessed."""

from pathlib import Path

import pytest

from provider_catalog.catalogue import Catalogue
from provider_catalog.loading.reading import CatalogueError
from provider_catalog.streets import FILE, Streets

HEAD = "# A register.\n# source: https://www.example.no/adresser\n# checked: 2026-11-01\n"
ROWS = "0301\tThorvald Meyers gate\ta\n0301\tBygdøy allé\tb\n0301\tSognsveien\ta b\n0301\t0555\ta\n"


@pytest.fixture
def streets(tmp_path: Path) -> Streets:
    (tmp_path / FILE).write_text(HEAD + ROWS, "utf-8")
    return Streets.read(tmp_path, ["a", "b"])


@pytest.mark.parametrize(
    ("written", "districts"),
    [
        ("Thorvald Meyers gate", ("a",)),
        ("thorvald meyers gt. 12 B", ("a",)),
        ("THORVALD MEYERS GATA 4c", ("a",)),
        ("Thorvaldmeyersgate", ("a",)),
        ("bygdøy alle 5", ("b",)),
        ("Sognsveien 70", ("a", "b")),
        ("Sognsvegen", ("a", "b")),
        ("sognsv. 3", ("a", "b")),
        ("0555", ("a",)),
    ],
)
def test_a_street_is_found_however_it_is_written(
    streets: Streets, written: str, districts: tuple[str, ...]
) -> None:
    [found] = streets.find(written)
    assert found.districts == districts
    assert (found.source, found.checked.isoformat()) == (
        "https://www.example.no/adresser",
        "2026-11-01",
    )


@pytest.mark.parametrize("written", ["", "gate", "Meyers", "Sogn", "0556", "5", "Thorvald"])
def test_what_is_only_a_part_of_a_name_finds_nothing(streets: Streets, written: str) -> None:
    assert streets.find(written) == ()


def test_a_catalogue_without_the_file_knows_no_streets(tmp_path: Path) -> None:
    assert Streets.read(tmp_path, []).by_name == {}


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (ROWS, "source"),
        (HEAD.replace("2026-11-01", "november") + ROWS, "source"),
        (HEAD + "0301\tStorgata\n", "line 4"),
        (HEAD + "0301\tStorgata\tnowhere\n", "line 4"),
        (HEAD + "0301\t\ta\n", "line 4"),
    ],
)
def test_a_broken_file_is_told_by_its_line(tmp_path: Path, content: str, names: str) -> None:
    (tmp_path / FILE).write_text(content, "utf-8")
    with pytest.raises(CatalogueError) as error:
        Streets.read(tmp_path, ["a", "b"])
    assert names in str(error.value)


def test_every_street_of_the_demo_says_that_it_is_invented() -> None:
    catalogue = Catalogue.load()
    assert {each.source for some in catalogue.streets.by_name.values() for each in some} == {"demo"}
