"""Mandates: a paper that was seen, with the one who saw it; refused and withdrawn in words."""

from datetime import date

import pytest

from choice_register.models import Mandate, Person
from tests.choice_register.harness import synthetic_id
from tests.web.console.harness import SOUTH, ConsoleHarness
from tests.web.console.people import field
from web.auth import Role

PAPER = {
    "paper": "guardian",
    "reference": "Sak 2026/77",
    "seen_on": "2026-11-23",
    "agent_name": "Berit Verge",
    "agent_phone": "400 11 005",
    "scope": "choose",
    "valid_to": "2027-06-30",
}


def register(harness: ConsoleHarness, person: int, **changes: str):  # type: ignore[no-untyped-def]
    page = harness.client().get(f"/casework/people/{person}/mandate?grunn=mandate").text
    typed = PAPER | {"key": field(page, "key")} | changes
    return harness.client().post(f"/casework/people/{person}/mandate", data=typed), typed


def test_a_paper_is_registered_in_the_name_of_who_saw_it(harness: ConsoleHarness) -> None:
    person = harness.person()
    sent, _ = register(harness, person.id)
    assert sent.status_code == 200
    assert "Koden til fullmektigen er" in sent.text
    [kept] = harness.rows(Mandate)
    assert (kept.seen_by, kept.reference) == ("caseworker:Kari Skog", "Sak 2026/77")
    assert "Berit Verge" in harness.client().get("/casework/mandates?all=1").text
    assert "Berit Verge" in harness.client().get(f"/casework/people/{person.id}?grunn=contact").text


def test_the_same_form_twice_is_one_mandate_with_one_code(harness: ConsoleHarness) -> None:
    person = harness.person()
    first, typed = register(harness, person.id)
    again = harness.client().post(f"/casework/people/{person.id}/mandate", data=typed)
    told = [page.text.split("er <strong>")[1][:11] for page in (first, again)]
    assert told[0] == told[1]
    assert len(harness.rows(Mandate)) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"paper": "next_of_kin"}, "Velg hvilket papir du har sett."),
        ({"paper": ""}, "Legalfullmakt gjelder daglig økonomi"),
        ({"paper": ""}, "Velg hvilket papir du har sett."),
        ({"scope": "own"}, "Velg hva fullmektigen får gjøre."),
        ({"reference": " "}, "Skriv hvilket papir du så"),
        ({"seen_on": "2026-11-24"}, "Skriv hvilket papir du så"),
        ({"seen_on": "i går"}, "Skriv datoen slik"),
        ({"agent_name": "123"}, "Skriv navnet"),
        ({"agent_phone": "22000000"}, "Skriv et mobilnummer"),
        ({"agent_national_id": "12345678901"}, "Dette er ikke et fødselsnummer."),
        ({"valid_to": "2029-01-01"}, "Siste dag må være"),
        ({"valid_to": "2026-11-01"}, "Siste dag må være"),
    ],
)
def test_what_cannot_be_is_refused_with_what_helps(
    harness: ConsoleHarness, changes: dict[str, str], says: str
) -> None:
    sent, _ = register(harness, harness.person().id, **changes)
    assert sent.status_code == 422
    assert says in sent.text
    assert "Berit Verge" in sent.text or "agent_name" in changes
    assert harness.rows(Mandate) == []


def test_a_paper_in_which_somebody_gives_it_to_oneself_is_refused(
    harness: ConsoleHarness,
) -> None:
    person = harness.person()
    with harness.application.services.database.read() as session:
        own_number = session.get_one(Person, person.id).national_id
    sent, typed = register(harness, person.id, agent_national_id=own_number)
    assert sent.status_code == 422
    assert "Dette er personens eget fødselsnummer." in sent.text
    assert 'aria-invalid="true"' in sent.text
    assert harness.rows(Mandate) == []
    # Put right, the same form is taken.
    another = typed | {"agent_national_id": synthetic_id(date(1970, 5, 20), 7)}
    again = harness.client().post(f"/casework/people/{person.id}/mandate", data=another)
    assert "Koden til fullmektigen er" in again.text
    assert len(harness.rows(Mandate)) == 1


@pytest.mark.parametrize("written", ["{0[0]} {0[1]}", " {0[0]}{0[1]} "])
def test_the_own_number_is_known_however_it_is_written(
    harness: ConsoleHarness, written: str
) -> None:
    person = harness.person()
    with harness.application.services.database.read() as session:
        number = session.get_one(Person, person.id).national_id
    typed = written.format((number[:6], number[6:]))
    sent, _ = register(harness, person.id, agent_national_id=typed)
    assert sent.status_code == 422
    assert harness.rows(Mandate) == []


def test_one_that_ends_soon_is_to_be_looked_at(harness: ConsoleHarness) -> None:
    register(harness, harness.person().id, valid_to="2026-12-10")
    page = harness.client().get("/casework/mandates").text
    assert "Utløper snart." in page
    assert "Solveig Myrhaug" in page


def test_a_withdrawal_needs_a_reason_and_ends_it(harness: ConsoleHarness) -> None:
    register(harness, harness.person().id)
    [kept] = harness.rows(Mandate)
    address = f"/casework/mandates/{kept.id}/withdraw"
    assert harness.client().post(address, data={"why": " "}).status_code == 422
    harness.client().post(address, data={"why": "Vergemålet er opphevet."})
    assert harness.rows(Mandate)[0].withdrawn_by == "caseworker:Kari Skog"
    page = harness.client().get(f"/casework/mandates/{kept.id}").text
    assert "Trukket 23. november 2026" in page
    assert "Kari Skog" in page


def test_another_municipality_has_none_of_it(harness: ConsoleHarness) -> None:
    person = harness.person()
    _, typed = register(harness, person.id)
    [kept] = harness.rows(Mandate)
    client = harness.client(who=SOUTH)
    assert client.get(f"/casework/mandates/{kept.id}").status_code == 404
    assert client.get(f"/casework/people/{person.id}/mandate?grunn=mandate").status_code == 404
    other = typed | {"key": "y" * 24}
    assert client.post(f"/casework/people/{person.id}/mandate", data=other).status_code == 404
    gone = client.post(f"/casework/mandates/{kept.id}/withdraw", data={"why": "x"})
    assert gone.status_code == 404
    assert client.get("/casework/mandates?all=1").text.count("Berit") == 0
    assert len(harness.rows(Mandate)) == 1
    assert harness.rows(Mandate)[0].withdrawn_at is None


def test_only_caseworkers_see_them(harness: ConsoleHarness) -> None:
    person = harness.person()
    for role in (Role.APPROVER, Role.READER, Role.EDITOR):
        client = harness.client(role)
        assert client.get("/casework/mandates").status_code == 403
        assert client.post(f"/casework/people/{person.id}/mandate", data=PAPER).status_code == 403
    assert harness.rows(Mandate) == []
