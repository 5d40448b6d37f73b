"""How people say names, for the understanding pipeline in its own environment."""

import json
import subprocess
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from rapidfuzz.distance import Levenshtein

from provider_catalog.catalogue import ROOM, Catalogue
from provider_catalog.names import MUNICIPAL, read_spoken_names

ENGINE = ROOM.parent / "assistant" / "engine" / ".venv" / "bin" / "python"


def meanings(catalogue: Catalogue, form: str) -> set[tuple[str, str]]:
    return {
        (name["kind"], name["id"])
        for name in catalogue.spoken_names()
        if name["form"].casefold() == form.casefold()
    }


@pytest.mark.parametrize(
    ("form", "kind", "id_"),
    [
        ("hjemmehjelp", "service", "practical_assistance"),
        ("praktisk bistand", "service", "practical_assistance"),
        ("vask", "service", "practical_assistance"),
        ("rengjøring", "service", "practical_assistance"),
        ("hjemmesykepleie", "service", "home_nursing"),
        ("heimesjukepleie", "service", "home_nursing"),
        ("BPA", "service", "bpa"),
        ("klokkebekk", "provider", "klokkebekk"),
        ("måke sund", "provider", "maakesund"),
        ("kommunen", "provider", MUNICIPAL),
        ("sankthanshaugen", "district", "030104"),
        ("Oslo", "municipality", "0301"),
    ],
)
def test_what_people_say_has_its_meaning(
    catalogue: Catalogue, form: str, kind: str, id_: str
) -> None:
    assert meanings(catalogue, form) == {(kind, id_)}


def test_no_form_means_two_things_of_the_same_kind(catalogue: Catalogue) -> None:
    seen: dict[tuple[str, str], str] = {}
    for name in catalogue.spoken_names():
        key = (name["kind"], name["form"].casefold())
        assert seen.setdefault(key, name["id"]) == name["id"], name


def test_every_provider_district_and_municipality_has_its_own_name_among_them(
    catalogue: Catalogue,
) -> None:
    for municipality in catalogue.municipalities():
        assert ("municipality", municipality.id) in meanings(catalogue, municipality.name)
        for district in catalogue.districts(municipality.id):
            assert ("district", district.id) in meanings(catalogue, district.name)
        own = catalogue.municipal_provider(municipality.id)
        assert ("provider", own.id) in meanings(catalogue, own.name)


@pytest.mark.parametrize("municipality", ["0301", "3201", "4204", "4207"])
def test_providers_of_one_municipality_are_heard_apart(
    catalogue: Catalogue, municipality: str
) -> None:
    raw = yaml.safe_load((ROOM / "demo" / "contracts.yml").read_text(encoding="utf-8"))
    here = {c["provider"] for c in raw["contracts"] if c["municipality"] == municipality}
    short = [
        catalogue.provider(provider).name.split()[0].casefold()
        for provider in here
        if not catalogue.provider(provider).municipal
    ]
    assert len(short) > 1
    for one, other in combinations(short, 2):
        assert one[:2] != other[:2], (one, other)
        assert Levenshtein.normalized_distance(one, other) > 0.5, (one, other)


def test_the_names_are_plain_data(catalogue: Catalogue) -> None:
    names = catalogue.spoken_names()
    assert json.loads(json.dumps(names)) == names


def test_a_new_provider_is_known_without_training(copy: Path) -> None:
    providers = copy / "demo" / "providers.yml"
    text = providers.read_text(encoding="utf-8")
    providers.write_text(text.replace("Vintereple", "Sommerpære"), encoding="utf-8")
    names = read_spoken_names(copy / "demo", copy / "services.yml")
    assert {"kind": "provider", "id": "vintereple", "form": "Sommerpære Omsorg"} in names


@pytest.mark.skipif(not ENGINE.exists(), reason="the engine's environment is not installed")
def test_the_engine_s_python_reads_the_same_names(catalogue: Catalogue) -> None:
    script = (
        "import json, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from provider_catalog.names import read_spoken_names;"
        "print(json.dumps(read_spoken_names(Path(sys.argv[1]) / 'provider_catalog/demo')))"
    )
    done = subprocess.run(
        [ENGINE, "-I", "-c", script, ROOM.parent], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == catalogue.spoken_names()
