"""The caseworker's part of a choice, at the shell."""

import re

import pytest

from choice_register.types import ChoiceState, PersonView
from tests.service.office import BAERUM, CATALOGUE, OSLO, Office


def state(office: Office, person: PersonView) -> ChoiceState:
    return office.register.choices(person.id)[0].state


@pytest.fixture
def person(office: Office) -> PersonView:
    return office.person()


def test_what_waits_is_listed_with_names_and_the_look_is_written_down(
    office: Office, person: PersonView
) -> None:
    assert office.does("choices", "list") == "Ingen valg venter.\n"
    made = office.choose(person)
    listed = office.does("choices", "list")
    assert listed.startswith(
        f"{made.case_number}  kommune 0301  mottatt 23. nov. 2026  mottatt, fra"
    )
    assert f"Solveig Myrhaug (person {person.id}): praktisk bistand hos " in listed
    assert CATALOGUE.provider(made.provider_id).name in listed
    [line] = office.audit("choice_seen")
    assert (line.person_id, line.details["case_number"]) == (person.id, made.case_number)
    assert line.who.startswith("caseworker:")


def test_one_municipality_sees_only_its_own(office: Office, person: PersonView) -> None:
    office.choose(person)
    assert office.does("choices", "list", "--municipality", BAERUM) == "Ingen valg venter.\n"
    assert office.audit("choice_seen") == []
    assert "Solveig" in office.does("choices", "list", "--municipality", OSLO)


def test_an_approved_choice_has_its_date_and_who_approved_it(
    office: Office, person: PersonView
) -> None:
    made = office.choose(person)
    told = office.does("choices", "approve", made.case_number, "--effect-date", "2026-12-15")
    assert told.startswith(f"Sak {made.case_number} er godkjent.\n  praktisk bistand hos ")
    assert "godkjent, fra 15. desember 2026" in told
    assert state(office, person) is ChoiceState.APPROVED
    [line] = office.audit("choice_approved")
    assert line.who.startswith("caseworker:")
    assert (line.channel, line.authority) == ("command_line", "caseworker")
    assert "godkjent, fra 15. desember 2026" in office.does("choices", "list")


def test_a_rejected_choice_keeps_its_reason(office: Office, person: PersonView) -> None:
    made = office.choose(person)
    reason = "Leverandøren har ikke plass."
    told = office.does("choices", "reject", made.case_number, "--reason", f" {reason} ")
    assert told.startswith(f"Sak {made.case_number} er avslått.\n")
    assert office.register.choices(person.id)[0].rejection_reason == reason
    assert office.does("choices", "list") == "Ingen valg venter.\n"
    assert "avslått, starter ikke" in office.does("choices", "list", "--all")


def test_what_is_decided_is_not_decided_again(office: Office, person: PersonView) -> None:
    made = office.choose(person)
    office.does("choices", "reject", made.case_number, "--reason", "Nei.")
    for command in (("approve", made.case_number), ("reject", made.case_number, "--reason", "x")):
        said = office.refuses("choices", *command)
        assert re.search(r"kan ikke (godkjennes|avslås)\. Den er: avslått\.", said)
    assert office.audit("choice_approved") == []


def test_wrong_numbers_dates_and_reasons_are_refused_in_norwegian(
    office: Office, person: PersonView
) -> None:
    number = office.choose(person).case_number
    assert office.refuses("choices", "approve", "26-99999-9") == (
        "Feil: Ingen sak har nummer 26-99999-9.\n"
    )
    elsewhere = office.refuses("choices", "approve", number, "--municipality", BAERUM)
    assert elsewhere == f"Feil: Kommune {BAERUM} har ingen sak med nummer {number}.\n"
    past = office.refuses("choices", "approve", number, "--effect-date", "2026-11-22")
    assert past == "Feil: Datoen er passert. Velg i dag eller en senere dag.\n"
    assert "må ha en begrunnelse" in office.refuses("choices", "reject", number, "--reason", " ")
    assert state(office, person) is ChoiceState.RECEIVED


def test_a_number_that_two_municipalities_use_needs_the_municipality(office: Office) -> None:
    ours, theirs = office.person(), office.person(municipality=BAERUM)
    number = office.choose(ours).case_number
    assert office.choose(theirs).case_number == number
    said = office.refuses("choices", "approve", number)
    assert "Flere kommuner har en sak" in said
    assert state(office, ours) is state(office, theirs) is ChoiceState.RECEIVED
    office.does("choices", "approve", number, "--municipality", BAERUM)
    assert state(office, theirs) is ChoiceState.APPROVED
    assert state(office, ours) is ChoiceState.RECEIVED
