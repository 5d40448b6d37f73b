"""Rules, providers and contracts are edited under the checks of the files, in plain words."""

from datetime import date

import pytest

from provider_catalog.catalogue import Catalogue
from tests.web.console.editing.content import (
    ROOT,
    approve,
    editions,
    editor,
    propose,
    the_proposal,
    typed_in,
)
from tests.web.console.home import KARI, OLA, SOUTH, Home

RULE = f"{ROOT}/rules/choice_deadline"
PROVIDER = f"{ROOT}/providers/hasselvind"
CONTRACT = f"{ROOT}/contracts/oslo-rognelykt"
PAGE = "https://www.oslo.kommune.no/side"
DAY = date(2026, 12, 1)
ADDRESSES = [
    *(f"{ROOT}/rules/{key}" for key in ("state", "price", "price:bpa", "start_after_switch")),
    *(f"{ROOT}/rules/{key}" for key in ("how_switch", "covered_services", "needs_reason")),
    *(f"{ROOT}/providers/{p}" for p in ("oslo-kommune", "hasselvind", "maakesund")),
    *(f"{ROOT}/contracts/{c}" for c in ("oslo-own", "oslo-rognelykt", "oslo-hasselvind")),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(home: Home, address: str) -> None:
    sent = propose(editor(home), address)
    assert sent.status_code == 422
    assert "Du har ikke endret noe." in sent.text


def test_every_rule_can_be_opened_in_every_municipality(home: Home) -> None:
    for place in home.house.catalogue.municipalities():
        client = editor(home, type(KARI)("kari", "Kari", place.id))
        listed = client.get(f"{ROOT}/rules")
        assert listed.status_code == 200
        for (key, service), _ in home.house.catalogue.scheme(place.id).rules.items():
            name = f"{key}:{service}" if service else key
            assert f"/rules/{name}" in listed.text
            assert client.get(f"{ROOT}/rules/{name}").status_code == 200


def test_an_approved_rule_is_what_the_scheme_states(home: Home) -> None:
    sent = propose(editor(home), RULE, **{
        "value-is": "period", "value-period-count": "2", "value-period-unit": "weeks",
        "value-period-from": "decision_date", "source": PAGE, "checked": "2026-11-22",
    })  # fmt: skip
    assert sent.status_code == 303
    page = editor(home, OLA).get(sent.location).text
    assert "Siden sier ikke noe om dette" in page.replace("</del>", "").replace("<del>", "")
    assert "2 uker, fra vedtaket" in page.replace("</ins>", "").replace("<ins>", "")
    approve(home, the_proposal(home))
    rule = home.house.catalogue.scheme("0301").rule("choice_deadline")
    assert (rule.as_data()["weeks"], rule.as_data()["counted_from"]) == (2, "decision_date")
    assert (rule.source, rule.checked) == (PAGE, date(2026, 11, 22))
    elsewhere = home.house.catalogue.scheme("4204").rule("choice_deadline")
    assert elsewhere == Catalogue.load().scheme("4204").rule("choice_deadline")


def test_a_day_that_is_typed_as_people_write_it_is_kept_as_the_catalogue_has_it(
    home: Home,
) -> None:
    sent = propose(editor(home), RULE, **{
        "value-is": "period", "value-period-count": "2", "value-period-unit": "weeks",
        "value-period-from": "decision_date", "source": PAGE, "checked": "22.11.2026",
    })  # fmt: skip
    assert sent.status_code == 303, sent.text
    approve(home, the_proposal(home))
    assert home.house.catalogue.scheme("0301").rule("choice_deadline").checked == date(2026, 11, 22)
    assert "22. november 2026" in editor(home).get(f"{ROOT}/rules").text
    sent = propose(editor(home), PROVIDER, **{"facts-size-checked": "22.11.2026"})
    assert sent.status_code == 303, sent.text
    assert the_proposal(home).content["facts"]["size"]["checked"] == "2026-11-22"


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"source": ""}, "source", "Skriv adressen til siden som sier det."),
        ({"checked": "31.02.2026"}, "checked", "Skriv en dag som finnes, slik: 23.12.2026."),
        ({"source": "siden"}, "source", "Skriv en nettadresse (https://…)."),
        ({"checked": ""}, "checked", "Skriv dagen da du så på siden."),
        ({"checked": "2026-02-31"}, "checked", "Skriv en dag som finnes, slik: 23.12.2026."),
        ({"value-is": ""}, "value-is", "Velg ett av svarene."),
        (
            {"value-is": "period", "value-period-count": "to", "value-period-unit": "weeks"},
            "value-period-count",
            "Skriv et helt tall.",
        ),
        ({"value-is": "period", "value-period-count": "0"}, "value-period-count", "fra 1 til"),
    ],
)
def test_a_rule_needs_an_answer_a_source_and_a_day(
    home: Home, changed: dict[str, str], field: str, told: str
) -> None:
    sent = propose(editor(home), RULE, **changed)
    assert sent.status_code == 422
    assert told in sent.text
    assert f'href="#{field}"' in sent.text
    assert f'id="{field}"' in sent.text


def test_a_scheme_that_ends_needs_its_last_day(home: Home) -> None:
    sent = propose(editor(home), f"{ROOT}/rules/state", **{"value-is": "ending"})
    assert "Skriv den siste dagen." in sent.text


def test_a_new_provider_is_described_approved_given_a_contract_and_can_be_chosen(
    home: Home,
) -> None:
    described = {
        "name": "Soltun Omsorg", "aliases": "Soltun\nsoltunn",
        "facts-owner_type-is": "nonprofit", "facts-languages-is": "these",
        "facts-languages-these-names": "bokmål, polsk", "facts-same_helper-is": "yes",
        "facts-phone-is": "this", "facts-phone-this-number": "21 00 01 01",
        "facts-hours-is": "unknown", "facts-extra_services-is": "these",
        "facts-extra_services-these-of": ["cleaning", "garden"], "facts-size-is": "number",
        "facts-size-number-count": "12", "facts-survey-is": "unknown",
    }  # fmt: skip
    # One source for all of it, where nothing else is said.
    stated = {"all-source": "demo", "all-checked": "2026-11-22"}
    sent = propose(editor(home), f"{ROOT}/providers/new", **described, **stated)
    assert sent.status_code == 303, sent.text
    made = the_proposal(home)
    assert made.piece == "provider:soltun-omsorg"
    assert made.content["facts"]["phone"]["value"] == "+4721000101"
    assert made.content["facts"]["languages"]["value"] == ["nb", "pl"]
    approve(home, made)
    assert "Lag en avtale" in editor(home).get(f"{ROOT}/providers").text
    sent = propose(
        editor(home),
        f"{ROOT}/contracts/new",
        provider="soltun-omsorg",
        services=["practical_assistance"],
        start="2026-11-01",
        capacity="10",
    )
    assert sent.status_code == 303, sent.text
    approve(home, the_proposal(home))
    catalogue = home.house.catalogue
    here = catalogue.providers("0301", "030101", "practical_assistance", DAY)
    assert "Soltun Omsorg" in [each.name for each in here]
    contract = catalogue.contract("soltun-omsorg", "0301", "030101", "practical_assistance", DAY)
    assert contract.capacity == 10
    page = editor(home).get(f"{ROOT}/providers/soltun-omsorg").text
    assert "norsk bokmål, polsk" in page
    assert "21 00 01 01" in page


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"name": ""}, "name", "Skriv navnet."),
        ({"name": "Klokkebekk Hjemmetjeneste"}, "name", "En annen leverandør heter det samme."),
        ({"facts-owner_type-is": "municipal"}, "facts-owner_type", "Bare kommunens egen"),
        ({"facts-size-source": ""}, "facts-size-source", "Skriv hvor du har det fra"),
        ({"facts-size-source": "vet"}, "facts-size-source", "Skriv en nettadresse"),
        ({"facts-size-checked": ""}, "facts-size-checked", "Skriv dagen da"),
        ({"facts-size-checked": "i går"}, "facts-size-checked", "Skriv dagen da"),
        ({"facts-size-number-count": "mange"}, "facts-size-number-count", "Skriv et helt tall."),
        ({"facts-size-number-count": "-4"}, "facts-size-number-count", "Skriv et tall fra 0"),
        ({"facts-languages-these-names": "klingonsk"}, "facts-languages-these-names", "Kjenner"),
        ({"facts-phone-this-number": "12"}, "facts-phone-this-number", "ikke et telefonnummer"),
        (
            {"facts-survey-survey-percent_satisfied": "140"},
            "facts-survey-survey-percent_satisfied",
            "Skriv et tall fra 0 til 100.",
        ),
    ],
)
def test_what_is_wrong_with_a_provider_is_told_at_its_field(
    home: Home, changed: dict[str, str], field: str, told: str
) -> None:
    sent = propose(editor(home), PROVIDER, **changed)
    assert sent.status_code == 422
    assert told in sent.text
    assert f'href="#{field}"' in sent.text
    assert f'id="{field}"' in sent.text


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"provider": ""}, "provider", "Velg en leverandør."),
        ({"provider": "no-such"}, "provider", "Velg en leverandør som er godkjent."),
        ({"services": []}, "services", "Velg minst én slags hjelp."),
        ({"where": "some", "districts": []}, "districts", "Velg minst én bydel."),
        ({"where": "some", "districts": ["420401"]}, "districts", "Velg bydeler i kommunen."),
        ({"start": ""}, "start", "Skriv den første dagen."),
        ({"end": "2020-01-01"}, "end", "Siste dag må være etter den første."),
        ({"capacity": "noen"}, "capacity", "Skriv et helt tall"),
        ({"provider": "hasselvind"}, "start", "Leverandøren har alt en avtale om det samme da."),
        ({"provider": "skjaerbris"}, "", "arbeider også i en annen kommune"),
    ],
)
def test_what_is_wrong_with_a_contract_is_told_at_its_field(
    home: Home, changed: dict[str, str], field: str, told: str
) -> None:
    sent = propose(editor(home), CONTRACT, **changed)
    assert sent.status_code == 422
    assert told in sent.text
    assert not field or f'id="{field}"' in sent.text


def test_what_is_said_in_a_form_is_kept_when_something_is_wrong(home: Home) -> None:
    sent = propose(editor(home), CONTRACT, capacity="noen", end="2028-01-01", why="Fordi.")
    kept = typed_in(sent)
    assert (kept["capacity"], kept["end"], kept["why"]) == (["noen"], ["01.01.2028"], ["Fordi."])
    assert "030109" in kept["districts"]


def test_an_ended_contract_is_over_for_those_who_choose(home: Home) -> None:
    propose(editor(home), f"{ROOT}/contracts/oslo-hasselvind", end="2026-11-30")
    approve(home, the_proposal(home))
    here = home.house.catalogue.providers("0301", "030101", "home_nursing", DAY)
    assert "Hasselvind Omsorg" not in [each.name for each in here]


@pytest.mark.parametrize("address", [PROVIDER, CONTRACT, f"{ROOT}/history/contract:oslo-rognelykt"])
def test_what_is_another_municipalitys_is_not_there(home: Home, address: str) -> None:
    stranger = editor(home, SOUTH)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, data={"why": "x"}).status_code in (404, 405)
    assert editions(home).waiting("4204") == []


def test_nobody_takes_an_id_that_is_anothers(home: Home) -> None:
    """A provider of a name that another municipality already has is refused, not taken over."""
    client = editor(home, SOUTH)
    opened = typed_in(client.get(f"{ROOT}/providers/new"))
    stated = {name: "demo" for name in opened if name.endswith("-source")}
    stated |= {name: "2026-11-22" for name in opened if name.endswith("-checked")}
    unknown = {name: "unknown" for name in opened if name.endswith("-is")}
    answers = {**stated, **unknown, "facts-owner_type-is": "company"}
    sent = propose(client, f"{ROOT}/providers/new", name="Hasselvind", **answers)
    assert sent.status_code == 422
    assert "En annen leverandør heter det samme." in sent.text
