"""The demo data are invented, neutral, and fit on a phone line and in a text message."""

import re
from time import process_time

import gsm0338
import phonenumbers
import pytest
import yaml

from provider_catalog.catalogue import ROOM, Catalogue
from provider_catalog.provider import Provider
from provider_catalog.vocabulary import FACTS, Hours, Survey

PRIVATE = {"Oslo": 6, "Kristiansand": 3, "Flekkefjord": 2, "Bærum": 2, "Trondheim": 0, "Moss": 0}
PRAISE = re.compile(
    r"god|best|trygg|varm|kvalitet|flink|kjapp|rask|trivelig|hyggelig|eksklusiv|premium|beste", re.I
)


def every_provider(catalogue: Catalogue) -> list[Provider]:
    raw = yaml.safe_load((ROOM / "demo" / "providers.yml").read_text(encoding="utf-8"))
    return [catalogue.provider(each["id"]) for each in raw["providers"]]


def test_there_are_enough_providers_to_choose_between(catalogue: Catalogue) -> None:
    raw = yaml.safe_load((ROOM / "demo" / "contracts.yml").read_text(encoding="utf-8"))
    for municipality in catalogue.municipalities():
        private = {
            contract["provider"]
            for contract in raw["contracts"]
            if contract["municipality"] == municipality.id
            and not catalogue.provider(contract["provider"]).municipal
        }
        wanted = PRIVATE[municipality.name]
        assert len(private) >= wanted if wanted else not private


def test_every_provider_has_the_same_facts_in_the_same_order(catalogue: Catalogue) -> None:
    for provider in every_provider(catalogue):
        assert list(provider.facts) == list(FACTS)


def test_every_fact_says_that_it_is_invented_and_when_it_was_written(catalogue: Catalogue) -> None:
    for provider in every_provider(catalogue):
        for fact in provider.facts.values():
            assert fact.source == "demo"
            assert fact.checked.isoformat() == "2026-11-21"


def test_no_fact_is_free_text_so_none_can_praise(catalogue: Catalogue) -> None:
    slug = re.compile(r"[a-z_]{2,}|\+47\d{8}")
    for provider in every_provider(catalogue):
        for key, fact in provider.facts.items():
            values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
            for value in values:
                assert (
                    value is None
                    or isinstance(value, bool | int | Hours | Survey)
                    or (isinstance(value, str) and slug.fullmatch(value))
                ), f"{provider.id}.{key}: {value!r}"


def test_no_name_praises_its_bearer(catalogue: Catalogue) -> None:
    for provider in every_provider(catalogue):
        for name in (provider.name, *provider.aliases):
            assert not PRAISE.search(name), name


def test_owner_type_is_always_told_and_fits(catalogue: Catalogue) -> None:
    for provider in every_provider(catalogue):
        assert (provider.owner_type == "municipal") is provider.municipal
    kinds = {provider.owner_type for provider in every_provider(catalogue)}
    assert kinds == {"municipal", "company", "nonprofit"}


def test_some_facts_are_missing_so_that_the_demo_shows_it(catalogue: Catalogue) -> None:
    missing = [
        key
        for p in every_provider(catalogue)
        for key, fact in p.facts.items()
        if fact.value is None
    ]
    assert {"survey", "size", "same_helper"} <= set(missing)


def test_every_spoken_name_fits_in_a_plain_text_message(catalogue: Catalogue) -> None:
    gsm = gsm0338.Codec()
    for name in catalogue.spoken_names():
        encoded, _ = gsm.encode(name["form"])
        assert gsm.decode(encoded)[0] == name["form"]


def test_every_number_is_valid_and_every_number_to_call_is_somebody_s_own(
    catalogue: Catalogue,
) -> None:
    numbers = [municipality.phone for municipality in catalogue.municipalities()]
    numbers += [str(provider.facts["phone"].value) for provider in every_provider(catalogue)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number_for_region(parsed, "NO")
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == number


@pytest.mark.parametrize("name", ["municipalities", "districts", "providers", "contracts"])
def test_every_file_says_at_once_what_is_invented(name: str) -> None:
    first = (ROOM / "demo" / f"{name}.yml").read_text(encoding="utf-8")[:300]
    assert first.startswith("# DEMO.")
    assert "INVENTED" in first


def test_every_scheme_file_says_what_checked_means() -> None:
    for file in (ROOM / "schemes").glob("*.yml"):
        assert "NOT with the\n# live page" in file.read_text(encoding="utf-8"), file.name


def test_everything_loads_in_a_tenth_of_a_second() -> None:
    def seconds() -> float:
        start = process_time()
        Catalogue.load()
        return process_time() - start

    assert min(seconds() for _ in range(5)) < 0.1
