"""A broken file is refused with a message that names file, key and reason."""

from datetime import date
from pathlib import Path

import pytest

from provider_catalog.catalogue import Catalogue
from provider_catalog.loading.reading import CatalogueError


def load(folder: Path) -> Catalogue:
    return Catalogue.load(
        schemes=folder / "schemes",
        data=folder / "demo",
        national=folder / "national.yml",
        services=folder / "services.yml",
    )


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_unchanged_copy_loads(copy: Path) -> None:
    assert len(load(copy).municipalities()) == 6


OSLO, KRISTIANSAND = "schemes/oslo.yml", "schemes/kristiansand.yml"
CONTRACTS, PROVIDERS = "demo/contracts.yml", "demo/providers.yml"
MUNICIPALITIES, DISTRICTS = "demo/municipalities.yml", "demo/districts.yml"
JUST_A_SOURCE = "{source: 'https://a.no/', checked: 2026-11-21}"


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "reason"),
    [
        # Words that nobody has defined
        (OSLO, "rules:", f"rules:\n  best: {JUST_A_SOURCE}", "best", "no such rule"),
        (OSLO, "    - who\n", "    - whom\n    - who\n", "whom", "no such rule"),
        (OSLO, "value: helps", "value: hugs", "tell_current_provider.value", "'helps'"),
        (OSLO, "[phone, letter,", "[phone, fax,", "how_switch.value.1", "'letter'"),
        (OSLO, "value: active", "value: thriving", "state.value", "'active'"),
        (OSLO, "      bpa:", "      physio:", "physio", "Input should be"),
        (OSLO, "page_says:", "remark:", "remark", "Unexpected"),
        # Shapes
        (OSLO, "{days: 10,", "{days: -1,", "start_after_switch.by_service", "greater than"),
        (OSLO, "{days: 10,", "{days: 10, weeks: 1,", "start_after_switch.by_s", "exactly one"),
        (OSLO, "{days: 10,", "{dayz: 10,", "start_after_switch.by_service", "Unexpected"),
        (OSLO, "value: true", "value: 1", "switch_any_time.value", "valid boolean"),
        (OSLO, 'municipality: "0301"', "municipality: 0301", "municipality", "valid string"),
        ("schemes/trondheim.yml", '"22:30"', "22:30", "service_hours.value", "valid string"),
        # Source and date
        (OSLO, "    source: *switch\n", "", "rules.covered_services.source", "required"),
        (OSLO, "    checked: 2026-11-21\n", "", "rules.covered_services.checked", "required"),
        (OSLO, "&choice https://", "&choice see ", "sources.1", "pattern"),
        (OSLO, "checked: 2026-11-21", "checked: 20261121", "state.checked", "valid date"),
        # Left out, said twice, or against each other
        (OSLO, "    - who\n", "", "who", "neither"),
        (OSLO, "    - who\n", "    - price\n    - who\n", "not_stated.price", "as well"),
        (OSLO, "name: Oslo", "name: Oslo\nname: Oslo", "", "'name' stands twice"),
        (OSLO, "value: active", "value: ending", "state.until", "last day"),
        (OSLO, "until: null", "until: 2027-06-30", "state.until", "is ending"),
        (KRISTIANSAND, '"4204"', '"0301"', "municipality", "the same number as"),
        (OSLO, "rules:", "rules: [", "", "while parsing"),
        ("national.yml", "  verified: true", "  verified: maybe", "verified", "valid boolean"),
        ("national.yml", "  verified: true\n", "", "responsible.verified", "required"),
        ("national.yml", "value: municipality", "value: null", "responsible", "says nothing"),
        ("national.yml", "participation:", "participating:", "participating", "no such rule"),
        ("services.yml", "  bpa:", "  cpa:", "services.cpa", "Input should be"),
        ("services.yml", "nn: heimesjukepleie", "", "services.home_nursing.nn", "required"),
        # Providers
        (PROVIDERS, "      same_helper:", "      kind:", "oslo-kommune.facts.kind", "no such fact"),
        (PROVIDERS, "owner_type: {value: municipal", "owner_type: {value: null", "", "always told"),
        (PROVIDERS, "owner_type: {value: municipal", "owner_type: {value: company", "", "not fit"),
        (PROVIDERS, "source: demo", "source: hearsay", "facts.owner_type.source", "pattern"),
        (PROVIDERS, "+4721000101", "+4712", "hasselvind.facts.phone", "pattern"),
        (PROVIDERS, "+4721000101", "+4700000000", "hasselvind.facts.phone", "no valid phone"),
        (PROVIDERS, "percent_satisfied: 71", "percent_satisfied: 171", "survey", "less than"),
        (PROVIDERS, "id: klokkebekk", "id: hasselvind", "id", "stands twice"),
        (PROVIDERS, "providers:", "provider:", "providers", "one key"),
        # Municipalities and districts
        (MUNICIPALITIES, "+4740000301", "+4740003103", "phone", "stands twice"),
        (MUNICIPALITIES, "+4740000301", "+4700000301", "municipalities.0.phone", "no valid phone"),
        (MUNICIPALITIES, "standard: nb", "standard: no", "municipalities.0.standard", "'nb'"),
        (DISTRICTS, 'municipality: "0301"', 'municipality: "1103"', "030101", "no such mun"),
        # Contracts
        (CONTRACTS, "provider: hasselvind", "provider: nobody", "oslo-hasselvind", "nobody"),
        (CONTRACTS, '["030101", "030102"', '["110301"', "oslo-klokkebekk.districts", "110301"),
        (CONTRACTS, "end: 2027-12-31", "end: 2020-12-31", "contracts", "ends after it starts"),
        (CONTRACTS, "services: [bpa]", "services: []", "services", "at least 1"),
        (CONTRACTS, "services: [bpa]", "services: [gardening]", "services", "Input should be"),
        (CONTRACTS, "capacity: 40", "capacity: many", "capacity", "valid integer"),
        (CONTRACTS, "capacity: null}", "capacity: 3}", "oslo-own", "no limit"),
        (CONTRACTS, "provider: moss-kommune", "provider: rognelykt", "contracts", "Moss needs one"),
        (
            CONTRACTS, "services: [home_nursing], districts: all, start: 2027-01-01",
            "services: [practical_assistance], districts: all, start: 2027-01-01",
            "kristiansand-skjaerbris", "overlaps with kristiansand-skjaerbris-nursing",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    *, copy: Path, file: str, old: str, new: str, key: str, reason: str
) -> None:
    change(copy / file, old, new)
    with pytest.raises(CatalogueError) as refused:
        load(copy)
    message = str(refused.value)
    assert key in refused.value.key
    assert reason in refused.value.reason
    assert str(refused.value.file) in message
    assert refused.value.key in message
    assert refused.value.reason in message
    assert refused.value.file == copy / file or "same number" in reason


def test_a_municipality_without_a_scheme_file_is_told(copy: Path) -> None:
    (copy / "schemes" / "moss.yml").unlink()
    with pytest.raises(CatalogueError, match="no scheme file for 3103 Moss"):
        load(copy)


def test_a_missing_file_is_told(copy: Path) -> None:
    (copy / CONTRACTS).unlink()
    with pytest.raises(CatalogueError, match=r"contracts\.yml: No such file"):
        load(copy)


def test_a_folder_without_schemes_is_told(copy: Path) -> None:
    for file in (copy / "schemes").iterdir():
        file.unlink()
    with pytest.raises(CatalogueError, match="holds no scheme"):
        load(copy)


def test_a_scheme_that_ends_or_begins_changes_its_state_on_the_day(copy: Path) -> None:
    change(copy / OSLO, "value: active", "value: ending")
    change(copy / OSLO, "since: 2006\n", "since: 2026-12-01\n")
    change(copy / OSLO, "until: null", "until: 2027-06-30")
    oslo = load(copy).scheme("0301")
    states = [
        str(oslo.state_on(day))
        for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 6, 30), date(2027, 7, 1))
    ]
    assert states == ["planned", "ending", "ending", "ended"]
    assert oslo.covers("bpa", date(2027, 6, 30)) is True
    assert oslo.covers("bpa", date(2027, 7, 1)) is False
