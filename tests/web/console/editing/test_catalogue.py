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
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness

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
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(
    harness: ConsoleHarness, address: str
) -> None:
    sent = propose(editor(harness), address)
    assert sent.status_code == 422
    assert "Du har ikke endret noe." in sent.text


def test_every_rule_can_be_opened_in_every_municipality(harness: ConsoleHarness) -> None:
    for place in harness.application.catalogue.municipalities():
        client = editor(harness, type(KARI)("kari", "Kari", place.id))
        listed = client.get(f"{ROOT}/rules")
        assert listed.status_code == 200
        for (key, service), _ in harness.application.catalogue.scheme(place.id).rules.items():
            name = f"{key}:{service}" if service else key
            assert f"/rules/{name}" in listed.text
            assert client.get(f"{ROOT}/rules/{name}").status_code == 200


def test_an_approved_rule_is_what_the_scheme_states(harness: ConsoleHarness) -> None:
    sent = propose(editor(harness), RULE, **{
        "value-is": "period", "value-period-count": "2", "value-period-unit": "weeks",
        "value-period-from": "decision_date", "source": PAGE, "checked": "2026-11-22",
    })  # fmt: skip
    assert sent.status_code == 303
    page = editor(harness, OLA).get(sent.location).text
    assert "Siden sier ikke noe om dette" in page.replace("</del>", "").replace("<del>", "")
    assert "2 uker, fra vedtaket" in page.replace("</ins>", "").replace("<ins>", "")
    approve(harness, the_proposal(harness))
    rule = harness.application.catalogue.scheme("0301").rule("choice_deadline")
    assert (rule.as_data()["weeks"], rule.as_data()["counted_from"]) == (2, "decision_date")
    assert (rule.source, rule.checked) == (PAGE, date(2026, 11, 22))
    elsewhere = harness.application.catalogue.scheme("4204").rule("choice_deadline")
    assert elsewhere == Catalogue.load().scheme("4204").rule("choice_deadline")


def test_a_day_that_is_typed_as_people_write_it_is_kept_as_the_catalogue_has_it(
    harness: ConsoleHarness,
) -> None:
    sent = propose(editor(harness), RULE, **{
        "value-is": "period", "value-period-count": "2", "value-period-unit": "weeks",
        "value-period-from": "decision_date", "source": PAGE, "checked": "22.11.2026",
    })  # fmt: skip
    assert sent.status_code == 303, sent.text
    approve(harness, the_proposal(harness))
    assert harness.application.catalogue.scheme("0301").rule("choice_deadline").checked == date(
        2026, 11, 22
    )
    assert "22. november 2026" in editor(harness).get(f"{ROOT}/rules").text
    sent = propose(editor(harness), PROVIDER, **{"facts-size-checked": "22.11.2026"})
    assert sent.status_code == 303, sent.text
    assert the_proposal(harness).content["facts"]["size"]["checked"] == "2026-11-22"


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
    harness: ConsoleHarness, changed: dict[str, str], field: str, told: str
) -> None:
    sent = propose(editor(harness), RULE, **changed)
    assert sent.status_code == 422
    assert told in sent.text
    assert f'href="#{field}"' in sent.text
    assert f'id="{field}"' in sent.text


def test_a_scheme_that_ends_needs_its_last_day(harness: ConsoleHarness) -> None:
    sent = propose(editor(harness), f"{ROOT}/rules/state", **{"value-is": "ending"})
    assert "Skriv den siste dagen." in sent.text


def test_a_new_provider_is_described_approved_given_a_contract_and_can_be_chosen(
    harness: ConsoleHarness,
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
    sent = propose(editor(harness), f"{ROOT}/providers/new", **described, **stated)
    assert sent.status_code == 303, sent.text
    made = the_proposal(harness)
    assert made.piece == "provider:soltun-omsorg"
    assert made.content["facts"]["phone"]["value"] == "+4721000101"
    assert made.content["facts"]["languages"]["value"] == ["nb", "pl"]
    approve(harness, made)
    assert "Lag en avtale" in editor(harness).get(f"{ROOT}/providers").text
    sent = propose(
        editor(harness),
        f"{ROOT}/contracts/new",
        provider="soltun-omsorg",
        services=["practical_assistance"],
        start="2026-11-01",
        capacity="10",
    )
    assert sent.status_code == 303, sent.text
    approve(harness, the_proposal(harness))
    catalogue = harness.application.catalogue
    here = catalogue.providers("0301", "030101", "practical_assistance", DAY)
    assert "Soltun Omsorg" in [each.name for each in here]
    contract = catalogue.contract("soltun-omsorg", "0301", "030101", "practical_assistance", DAY)
    assert contract.capacity == 10
    page = editor(harness).get(f"{ROOT}/providers/soltun-omsorg").text
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
    harness: ConsoleHarness, changed: dict[str, str], field: str, told: str
) -> None:
    sent = propose(editor(harness), PROVIDER, **changed)
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
    harness: ConsoleHarness, changed: dict[str, str], field: str, told: str
) -> None:
    sent = propose(editor(harness), CONTRACT, **changed)
    assert sent.status_code == 422
    assert told in sent.text
    assert not field or f'id="{field}"' in sent.text


def test_what_is_said_in_a_form_is_kept_when_something_is_wrong(harness: ConsoleHarness) -> None:
    sent = propose(editor(harness), CONTRACT, capacity="noen", end="2028-01-01", why="Fordi.")
    kept = typed_in(sent)
    assert (kept["capacity"], kept["end"], kept["why"]) == (["noen"], ["01.01.2028"], ["Fordi."])
    assert "030109" in kept["districts"]


def test_an_ended_contract_is_over_for_those_who_choose(harness: ConsoleHarness) -> None:
    propose(editor(harness), f"{ROOT}/contracts/oslo-hasselvind", end="2026-11-30")
    approve(harness, the_proposal(harness))
    here = harness.application.catalogue.providers("0301", "030101", "home_nursing", DAY)
    assert "Hasselvind Omsorg" not in [each.name for each in here]


@pytest.mark.parametrize("address", [PROVIDER, CONTRACT, f"{ROOT}/history/contract:oslo-rognelykt"])
def test_what_is_another_municipalitys_is_not_there(harness: ConsoleHarness, address: str) -> None:
    stranger = editor(harness, SOUTH)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, data={"why": "x"}).status_code in (404, 405)
    assert editions(harness).waiting("4204") == []


def test_nobody_takes_an_id_that_is_anothers(harness: ConsoleHarness) -> None:
    """A provider of a name that another municipality already has is refused, not taken over."""
    client = editor(harness, SOUTH)
    opened = typed_in(client.get(f"{ROOT}/providers/new"))
    stated = {name: "demo" for name in opened if name.endswith("-source")}
    stated |= {name: "2026-11-22" for name in opened if name.endswith("-checked")}
    unknown = {name: "unknown" for name in opened if name.endswith("-is")}
    answers = {**stated, **unknown, "facts-owner_type-is": "company"}
    sent = propose(client, f"{ROOT}/providers/new", name="Hasselvind", **answers)
    assert sent.status_code == 422
    assert "En annen leverandør heter det samme." in sent.text
