"""The API: what it states, what it refuses and how, and that nothing thrown at it breaks it."""

import json
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from provider_catalog.catalogue import Catalogue
from provider_catalog.vocabulary import RULES
from tests.web.public.conftest import create_site

V1 = "/api/v1"
PROBLEM = "application/problem+json"


def test_a_rule_comes_with_its_source_and_what_is_not_stated_is_null(reader: FlaskClient) -> None:
    scheme = reader.get(f"{V1}/municipalities/4207/scheme").json
    rules = {(rule["key"], rule["service"]): rule for rule in scheme["rules"]}
    assert {key for key, _ in rules} == set(RULES)
    assert rules["choice_deadline", None] == {
        "key": "choice_deadline",
        "service": None,
        "value": {
            **{"days": 0, "weeks": 2, "months": 0, "counted_from": "decision_date"},
            **{"approximate": False, "at_least": False},
        },
        "source": "https://www.flekkefjord.kommune.no/fritt-brukervalg.586245.no.html",
        "checked": "2026-11-21",
    }
    assert rules["how_choose", None]["value"] is None


def test_the_scheme_is_told_as_it_is_on_the_day_that_is_asked_for(reader: FlaskClient) -> None:
    def covered(on: str) -> dict[str, Any]:
        scheme = reader.get(f"{V1}/municipalities/4204/scheme?on={on}").json
        return {each["service"]: each["covered"] for each in scheme["services"]}

    assert covered("2026-12-31") == {
        "practical_assistance": True, "home_nursing": False, "bpa": None,
    }  # fmt: skip
    assert covered("2027-01-01")["home_nursing"] is True


def test_the_same_seed_gives_the_same_order_and_no_seed_a_new_one(reader: FlaskClient) -> None:
    asked = f"{V1}/municipalities/0301/providers?service=practical_assistance&district=030105"
    drawn = reader.get(asked)
    assert drawn.headers["Cache-Control"] == "no-store"
    again = reader.get(f"{asked}&seed={drawn.json['seed']}")
    assert again.json == drawn.json
    assert "max-age" in again.headers["Cache-Control"]
    assert {each["municipal"] for each in drawn.json["providers"]} == {True, False}
    orders = {
        tuple(each["id"] for each in reader.get(f"{asked}&seed=s{n}").json["providers"])
        for n in range(20)
    }
    assert len(orders) > 5


def test_where_nobody_can_choose_the_list_is_empty_and_says_so(reader: FlaskClient) -> None:
    answer = reader.get(f"{V1}/municipalities/5001/providers?service=home_nursing&seed=a").json
    assert answer["open"] is False
    assert answer["providers"] == []


def test_side_by_side_everybody_has_the_same_keys_in_the_same_order(reader: FlaskClient) -> None:
    asked = "provider=hasselvind&provider=maakesund&provider=oslo-kommune&seed=a"
    answer = reader.get(f"{V1}/municipalities/0301/comparison?{asked}").json
    keys = [[fact["key"] for fact in each["facts"]] for each in answer["providers"]]
    assert keys[0] == keys[1] == keys[2]
    assert answer["if_nobody_is_chosen"]["value"] == "municipal_service"


@pytest.mark.parametrize(
    ("asked", "status", "where"),
    [
        ("municipalities/9999", 404, None),
        ("providers/nobody", 404, None),
        ("nothing", 404, None),
        ("municipalities/0301/scheme?on=1", 422, "on"),
        ("municipalities/0301/scheme?on=2026-02-30", 422, "on"),
        ("municipalities/0301/scheme?day=2026-12-01", 422, "day"),
        ("municipalities/0301/providers?service=bpa", 422, "district"),
        ("municipalities/0301/providers?service=bpa&district=420401", 422, "district"),
        ("municipalities/0301/providers?service=cleaning&district=030105", 422, "service"),
        ("municipalities/0301/providers?service=bpa&district=030105&seed=%00", 422, "seed"),
        ("municipalities/0301/comparison", 422, "provider"),
        ("municipalities/0301/comparison?provider=skjaerbris", 422, "provider"),
        ("municipalities/0301/comparison?provider=hasselvind&provider=hasselvind", 422, "provider"),
        (
            "municipalities/0301/comparison?" + "&".join(f"provider=p{n}" for n in range(4)),
            422,
            "provider",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(
    reader: FlaskClient, asked: str, status: int, where: str | None
) -> None:
    answer = reader.get(f"{V1}/{asked}")
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
    problem = json.loads(answer.text)
    assert problem["status"] == status
    assert [each["where"] for each in problem["errors"]] == ([where] if where else [])


def test_it_is_read_only(reader: FlaskClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(reader, method)(f"{V1}/municipalities")
        assert (answer.status_code, answer.mimetype) == (405, PROBLEM)
        assert "GET" in answer.headers["Allow"]


def test_what_has_not_changed_is_not_sent_again(reader: FlaskClient) -> None:
    first = reader.get(f"{V1}/law")
    again = reader.get(f"{V1}/law", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_any_page_may_read_it_and_no_cookie_goes_with_it(reader: FlaskClient) -> None:
    answer = reader.get(f"{V1}/municipalities")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers


thrown = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
document = "/api/openapi.json"
anywhere = schemathesis.openapi.from_wsgi(document, create_site(Catalogue.load()))
somewhere = schemathesis.openapi.from_wsgi(document, create_site(Catalogue.load()))


@somewhere.hook
def map_path_parameters(_context: Any, given: dict[str, Any] | None) -> dict[str, Any] | None:
    """Questions about what there is get further in than those about what there is not."""
    known = {"municipality": ["0301", "4204", "3103"], "provider": ["hasselvind", "oslo-kommune"]}
    return given and {
        name: known[name][len(str(value)) % len(known[name])] for name, value in given.items()
    }


@anywhere.parametrize()
@thrown
def test_nothing_thrown_at_it_breaks_it(case: schemathesis.Case) -> None:
    case.call_and_validate()


@somewhere.parametrize()
@thrown
def test_nothing_thrown_at_what_there_is_breaks_it(case: schemathesis.Case) -> None:
    # A district that does not exist is refused, and the document cannot list all that do.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
