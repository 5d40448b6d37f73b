"""Who can be chosen for a service in a district on a day, and why somebody cannot."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import Contract, NotCovered, NotCoveredReason

FROGNER, STOVNER, NORDSTRAND = "030105", "030111", "030114"


def ids(
    catalogue: Catalogue, municipality: str, district: str | None, service: str, on: date
) -> list[str]:
    return [p.id for p in catalogue.providers(municipality, district, service, on)]


def test_the_list_depends_on_the_district(catalogue: Catalogue, today: date) -> None:
    assert ids(catalogue, "0301", FROGNER, "home_nursing", today) == [
        "hasselvind", "klokkebekk", "oslo-kommune",
    ]  # fmt: skip
    assert ids(catalogue, "0301", STOVNER, "home_nursing", today) == [
        "hasselvind", "oslo-kommune", "rognelykt",
    ]  # fmt: skip


def test_the_list_depends_on_the_service(catalogue: Catalogue, today: date) -> None:
    assert ids(catalogue, "0301", FROGNER, "bpa", today) == ["maakesund", "oslo-kommune"]


def test_the_list_depends_on_the_day(catalogue: Catalogue) -> None:
    def nursing(on: date) -> list[str]:
        return ids(catalogue, "4204", None, "home_nursing", on)

    assert nursing(date(2026, 12, 31)) == ["kristiansand-kommune"]
    assert nursing(date(2027, 1, 1)) == ["kristiansand-kommune", "skjaerbris"]


def test_the_list_is_in_the_order_of_ids(catalogue: Catalogue, today: date) -> None:
    listed = ids(catalogue, "0301", FROGNER, "practical_assistance", today)
    assert listed == sorted(listed)
    assert "fjellvante" in listed


@pytest.mark.parametrize("service", ["practical_assistance", "home_nursing", "bpa"])
def test_the_municipality_s_own_service_is_always_one_of_them(
    catalogue: Catalogue, service: str, today: date
) -> None:
    for municipality in catalogue.municipalities():
        for district in [*catalogue.districts(municipality.id), None]:
            listed = catalogue.providers(
                municipality.id, district.id if district else None, service, today
            )
            own = [provider for provider in listed if provider.municipal]
            assert own == [catalogue.municipal_provider(municipality.id)]


@pytest.mark.parametrize("municipality", ["5001", "3103"])
def test_where_nobody_can_choose_there_is_only_the_municipality(
    catalogue: Catalogue, municipality: str, today: date
) -> None:
    for service in ("practical_assistance", "home_nursing"):
        listed = catalogue.providers(municipality, None, service, today)
        assert [provider.municipal for provider in listed] == [True]


@pytest.mark.parametrize(
    ("provider", "municipality", "district", "service", "reason"),
    [
        ("kvinlykt", "0301", FROGNER, "practical_assistance", NotCoveredReason.PROVIDER),
        ("oslo-kommune", "4204", None, "practical_assistance", NotCoveredReason.PROVIDER),
        ("no-such", "0301", FROGNER, "practical_assistance", NotCoveredReason.PROVIDER),
        ("maakesund", "0301", FROGNER, "home_nursing", NotCoveredReason.SERVICE),
        ("klokkebekk", "0301", STOVNER, "home_nursing", NotCoveredReason.DISTRICT),
        ("klokkebekk", "0301", None, "home_nursing", NotCoveredReason.DISTRICT),
        ("tunhaugen", "0301", FROGNER, "practical_assistance", NotCoveredReason.DATE),
        ("seljefloyt", "0301", NORDSTRAND, "home_nursing", NotCoveredReason.DATE),
        # Wrong in several ways: the widest is told.
        ("seljefloyt", "0301", FROGNER, "bpa", NotCoveredReason.SERVICE),
        ("seljefloyt", "0301", FROGNER, "home_nursing", NotCoveredReason.DISTRICT),
    ],
)
def test_a_contract_that_does_not_cover_it_is_refused_with_the_reason(
    *,
    catalogue: Catalogue,
    today: date,
    provider: str,
    municipality: str,
    district: str | None,
    service: str,
    reason: NotCoveredReason,
) -> None:
    with pytest.raises(NotCovered) as refused:
        catalogue.contract(provider, municipality, district, service, today)
    assert refused.value.reason is reason


def test_a_contract_holds_on_its_first_and_last_day_and_not_beside_them(
    catalogue: Catalogue,
) -> None:
    def on(day: date) -> Contract:
        return catalogue.contract("tunhaugen", "0301", FROGNER, "practical_assistance", day)

    assert on(date(2024, 7, 1)) == on(date(2026, 6, 30))
    for day in (date(2024, 6, 30), date(2026, 7, 1)):
        with pytest.raises(NotCovered):
            on(day)


def test_capacity_is_told_and_none_is_no_limit(catalogue: Catalogue, today: date) -> None:
    one = catalogue.contract("fjellvante", "0301", FROGNER, "practical_assistance", today)
    assert one.capacity == 1
    many = catalogue.contract("hasselvind", "0301", FROGNER, "practical_assistance", today)
    assert many.capacity is None


def test_a_municipality_is_found_by_the_number_that_was_called(catalogue: Catalogue) -> None:
    for municipality in catalogue.municipalities():
        assert catalogue.municipality_by_phone(municipality.phone) == municipality
    assert catalogue.municipality_by_phone("+4799999999") is None


def test_oslo_has_fifteen_districts_and_the_others_none(catalogue: Catalogue) -> None:
    assert {m.name: len(catalogue.districts(m.id)) for m in catalogue.municipalities()} == {
        "Oslo": 15, "Moss": 0, "Bærum": 0, "Kristiansand": 0, "Flekkefjord": 0, "Trondheim": 0,
    }  # fmt: skip


def test_unknown_ids_are_refused(catalogue: Catalogue) -> None:
    for look_up in (
        catalogue.municipality,
        catalogue.scheme,
        catalogue.provider,
        catalogue.municipal_provider,
        catalogue.service_names,
        catalogue.national_rule,
    ):
        with pytest.raises(KeyError):
            look_up("9999")


def test_nothing_in_a_loaded_catalogue_can_be_changed(catalogue: Catalogue, today: date) -> None:
    municipality = catalogue.municipality("0301")
    with pytest.raises(FrozenInstanceError):
        municipality.phone = "+4740000000"  # type: ignore[misc]
    with pytest.raises(TypeError):
        catalogue.provider("hasselvind").facts["size"] = None  # type: ignore[index]
    with pytest.raises(TypeError):
        catalogue.scheme("0301").rules["price", None] = None  # type: ignore[index]
    catalogue.municipalities().clear()
    catalogue.districts("0301").clear()
    catalogue.spoken_names()[0]["form"] = "changed"
    assert len(catalogue.municipalities()) == 6
    assert len(catalogue.districts("0301")) == 15
    assert catalogue.spoken_names()[0]["form"] == "praktisk bistand"
