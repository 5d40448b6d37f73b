"""Whatever a scheme or a provider may state, there are words for it in both standards."""

from typing import Any, get_args, get_origin

from pydantic import TypeAdapter

from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.vocabulary import FACTS, NATIONAL_RULES, RULES
from web.api.app import create_api
from web.public.dependencies import WORDS
from web.public.municipality_page import SECTIONS

STANDARDS = ("nb", "nn")
APART = {"covered_services"}
"""Said for each service by itself."""
NOT_TOLD = {
    "complaint_deadline_other",  # of other decisions than those that these pages are about
    "capacity_assessed_by",  # not read in its source
    "information_adapted",  # not read in its source
    "doctor_on_duty",  # told where something cannot wait, and no rule of the scheme
}


def slugs(shape: Any) -> set[str]:
    """The values that a shape allows, as they are named in the words."""
    if shape is bool:
        return {"yes", "no"}
    if isinstance(shape, TypeAdapter):
        shape = shape._type  # the adapter has no public name for it
    if get_origin(shape) is tuple:
        return slugs(get_args(shape)[0])
    if isinstance(shape, str):
        return {shape}
    found: set[str] = set()
    for inner in get_args(shape):
        found |= slugs(inner)
    return found


def test_every_value_of_every_rule_can_be_said() -> None:
    faults = []
    for standard in STANDARDS:
        for key in sorted(set(RULES) - APART):
            words = WORDS.of(standard)["rules"].get(key, {})
            if not words.get("ask"):
                faults.append(f"{key}-{standard}: no question")
            missing = slugs(RULES[key]) - set(words.get("values", {}))
            faults += [f"{key}-{standard}: {value}" for value in sorted(missing)]
    assert not faults, "\n".join(faults)


def test_every_value_of_every_fact_can_be_said() -> None:
    faults = []
    for standard in STANDARDS:
        for key in sorted(set(FACTS) - {"languages", "phone", "size", "hours", "survey"}):
            words = WORDS.of(standard)["facts"].get(key, {})
            missing = slugs(FACTS[key]) - set(words.get("values", {}))
            faults += [f"{key}-{standard}: {value}" for value in sorted(missing)]
    assert not faults, "\n".join(faults)


def test_every_rule_stands_on_the_page_and_stands_there_once() -> None:
    told = [key for contents in SECTIONS.values() for key in contents.rules]
    assert sorted(told) == sorted(set(RULES) - APART)
    law = [key for contents in SECTIONS.values() for key in contents.law]
    everywhere = {"choice_is_national_right"}
    assert sorted(law) == sorted(set(NATIONAL_RULES) - NOT_TOLD - everywhere)


def test_every_address_and_parameter_of_the_open_data_has_words_in_both_standards() -> None:
    api = create_api(Catalogue.load(), Clock()).api_doc
    parameters = {
        each["name"] for path in api["paths"].values() for each in path["get"].get("parameters", ())
    }
    for standard in STANDARDS:
        words = WORDS.of(standard)["developers"]
        assert set(words["says"]) == {path.removeprefix("/v1") for path in api["paths"]}
        own = {name for name in words["names"] if name.startswith("/")}
        assert set(words["names"]) - own == parameters
        assert {name.rpartition(".")[0] for name in own} <= set(words["says"])
