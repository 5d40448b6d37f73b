"""The office's hours, duty list and numbers: proposed by one, approved by another, used at once."""

from datetime import datetime

import pytest

from provider_catalog.duty import who_hears
from tests.web.console.editing.content import (
    ROOT,
    approve,
    editions,
    editor,
    propose,
    the_proposal,
)
from tests.web.console.harness import OSLO, SOUTH, ConsoleHarness

SATURDAY = datetime.fromisoformat("2026-11-21T10:00+01:00")
WEDNESDAY = datetime.fromisoformat("2026-12-23T10:00+01:00")


def change(harness: ConsoleHarness, name: str, **fields: object) -> None:
    sent = propose(editor(harness), f"{ROOT}/office/{name}", **fields)
    assert sent.status_code == 303, sent.text
    approve(harness, the_proposal(harness))


def test_a_day_that_is_closed_is_promised_by_nobody(harness: ConsoleHarness) -> None:
    opening = harness.application.catalogue.municipality(OSLO).opening
    assert opening is not None
    assert opening.is_open(WEDNESDAY)
    change(harness, "opening", closed="23.12.2026\n2026-12-30")
    opening = harness.application.catalogue.municipality(OSLO).opening
    assert opening is not None
    assert not opening.is_open(WEDNESDAY)
    assert opening.next_window(WEDNESDAY).begins.date().isoformat() == "2026-12-28"


def test_whoever_is_put_on_the_list_is_the_one_called(harness: ConsoleHarness) -> None:
    change(
        harness,
        "duty",
        **{"name-0": "Kveldsvakta", "phone-0": "400 00 399", "days-0": ["sat", "sun"]},
        **{"begins-0": "08:00", "ends-0": "20:00", "name-1": "", "phone-1": ""},
    )
    place = harness.application.catalogue.municipality(OSLO)
    hears = who_hears(place, "emergency", SATURDAY)
    assert [(each.name, each.phone) for each in hears.on_duty] == [("Kveldsvakta", "+4740000399")]
    assert not who_hears(place, "emergency", WEDNESDAY).on_duty
    harness.text("grunn emergency haster")
    assert harness.application.services.worker._duty.run_due() == 1
    assert "Kveldsvakta" not in harness.client().get("/casework/danger").text, "it is a Monday"


def test_calls_are_put_through_to_the_new_number_and_to_nobody_when_it_is_empty(
    harness: ConsoleHarness,
) -> None:
    change(harness, "transfer", phone="22 00 00 00")
    assert harness.application.catalogue.transfer(OSLO) == "+4722000000"
    change(harness, "transfer", phone="")
    assert harness.application.catalogue.transfer(OSLO) == ""
    change(harness, "same_day", phone="")
    assert harness.application.catalogue.municipality(OSLO).same_day is None


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("opening", {"opens": "15:00", "closes": "08:00"}, "closes"),
        ("opening", {"opens": "", "closes": "15:00"}, "opens"),
        ("opening", {"closed": "julaften"}, "closed"),
        ("duty", {"phone-0": "113"}, "phone-0"),
        ("duty", {"phone-0": "400 00 392"}, ""),
        ("duty", {"name-0": ""}, "name-0"),
        ("duty", {"days-0": []}, "days-0"),
        ("duty", {"minutes": "0"}, "minutes"),
        ("duty", {"minutes": "120"}, "minutes"),
        ("transfer", {"phone": "12"}, "phone"),
        ("same_day", {"source": ""}, "source"),
        ("same_day", {"source": "avisa"}, "source"),
        ("same_day", {"checked": "2999-01-01"}, "checked"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_in_norwegian(
    harness: ConsoleHarness, name: str, typed: dict[str, object], field: str
) -> None:
    sent = propose(editor(harness), f"{ROOT}/office/{name}", **typed)
    assert sent.status_code == 422
    assert (f'href="#{field}"' if field else "står to ganger") in sent.text
    assert editions(harness).waiting(OSLO) == []


def test_the_page_shows_what_holds_and_only_ones_own(harness: ConsoleHarness) -> None:
    page = editor(harness).get(f"{ROOT}/office").text
    assert "Vakttelefonen, 40 00 03 91" in page
    assert "alle dager, hele døgnet" in page
    assert "Vakttelefonen" not in editor(harness, SOUTH).get(f"{ROOT}/office").text
    assert editor(harness).get(f"{ROOT}/office/other").status_code == 404


def test_a_district_gets_another_name_and_a_new_one_a_number_of_its_own(
    harness: ConsoleHarness,
) -> None:
    before = harness.application.catalogue.districts(OSLO)
    last = len(before)
    change(
        harness,
        "districts",
        **{"name-0": "Gamlebyen", "aliases-0": "gamle oslo, byen i øst"},
        **{f"name-{last}": "Marka", f"aliases-{last}": "marka bydel"},
    )
    after = harness.application.catalogue.districts(OSLO)
    assert [each.id for each in after] == [*(each.id for each in before), "030116"]
    assert (after[0].name, after[0].aliases) == ("Gamlebyen", ("gamle oslo", "byen i øst"))
    assert after[-1].name == "Marka"
    forms = {each["form"] for each in harness.application.catalogue.names_since(OSLO)}
    assert {"Gamlebyen", "byen i øst", "Marka"} <= forms
    assert harness.application.catalogue.names_since("4204") == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name-0": ""}, "Skriv navnet på bydelen."),
        ({"name-0": "Sagene"}, "To bydeler heter det samme."),
        ({"aliases-0": "ja"}, "kan ikke være et navn"),
        ({"aliases-0": "klage"}, "kan ikke være et navn"),
    ],
)
def test_what_no_district_can_be_called_is_refused(
    harness: ConsoleHarness, typed: dict[str, str], says: str
) -> None:
    sent = propose(editor(harness), f"{ROOT}/office/districts", **typed)
    assert sent.status_code == 422
    assert says in sent.text
    assert editions(harness).waiting(OSLO) == []


def test_a_district_in_which_people_live_is_not_taken_away_nor_anothers_taken(
    harness: ConsoleHarness,
) -> None:
    for id_ in ("", "420401", "030199x<"):
        fields = {"id": [id_], "name-0": "Sentrum", "aliases-0": "", "why": "Nytt."}
        sent = editor(harness).post(f"{ROOT}/office/districts", data=fields)
        assert sent.status_code == 422, id_
    assert editions(harness).waiting(OSLO) == []


def test_groups_are_named_here_and_approved_like_all_else(harness: ConsoleHarness) -> None:
    change(harness, "groups", groups="Klageteam\nKveldslaget\nKlageteam")
    assert harness.application.catalogue.municipality(OSLO).groups == ("Klageteam", "Kveldslaget")
    change(harness, "groups", groups="")
    assert harness.application.catalogue.municipality(OSLO).groups == ()
