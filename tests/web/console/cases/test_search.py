"""Search in one's own municipality, a person's page, and a new letter."""

import pytest
from werkzeug.test import TestResponse

from choice_register.types import Attempt, CodeResult, LetterState
from choice_register.verification.models import LetterCode
from tests.channels.harness import sid
from tests.web.console.harness import BORN, KRISTIANSAND, SOUTH, ConsoleHarness
from tests.web.console.people import case, field
from web.auth import Role


def search(harness: ConsoleHarness, sought: str, **more: str) -> str:
    typed = {"sought": sought, "grunn": "contact", **more}
    return harness.client().post("/casework/search", data=typed).text


@pytest.mark.parametrize("sought", ["solveig", "MYRHAUG", "14.03.1941", "140341", "1941-03-14"])
def test_a_person_is_found_by_name_and_birth_date(harness: ConsoleHarness, sought: str) -> None:
    harness.person()
    harness.person("Sør Lending", KRISTIANSAND)
    page = search(harness, sought)
    assert "1 person<" in page
    assert "Solveig Myrhaug" in page
    assert "Sør Lending" not in page
    assert len(harness.audit("person_found")) == 1


@pytest.mark.parametrize("shape", ["{}", " {} ", "{}{}{}"])
def test_a_case_is_found_by_its_number_however_it_is_typed(
    harness: ConsoleHarness, shape: str
) -> None:
    made = case(harness)
    typed = shape.format(made.number) if shape != "{}{}{}" else made.number.replace("-", "")
    page = search(harness, typed)
    assert made.number in page


def test_without_a_reason_nothing_is_searched(harness: ConsoleHarness) -> None:
    harness.person()
    page = search(harness, "solveig", grunn="")
    assert "Velg hvorfor du søker." in page
    assert "Solveig Myrhaug" not in page
    assert not harness.audit("searched")


@pytest.mark.parametrize("sought", ["", "  ", "x", "12"])
def test_too_little_is_not_searched(harness: ConsoleHarness, sought: str) -> None:
    assert "Skriv et saksnummer" in search(harness, sought)


def test_nothing_of_another_municipality_is_found(harness: ConsoleHarness) -> None:
    made = case(harness, "Sør Lending", KRISTIANSAND)
    for sought in (made.number, "Sør Lending"):
        assert "Ingen treff" in search(harness, sought)
    assert harness.client().get(f"/casework/people/{made.person.id}?grunn=treat").status_code == 404


def test_a_person_page_needs_a_reason(harness: ConsoleHarness) -> None:
    person = harness.person()
    client = harness.client()
    assert "Solveig" not in client.get(f"/casework/people/{person.id}").text
    page = client.get(f"/casework/people/{person.id}?grunn=contact").text
    assert "2,5 timer i uken" in page
    [seen] = harness.audit("person_seen")
    assert seen.details["reason"] == "contact"


def test_a_new_letter_has_a_code_that_works_and_ends_the_old_one(harness: ConsoleHarness) -> None:
    person = harness.person()
    harness.application.register.issue_letter(person.id)
    sent = new_letter(harness, person.id, seen=1)
    assert sent.headers["Cache-Control"] == "no-store"
    assert "attachment" in sent.headers["Content-Disposition"]
    code = sent.text.split("Kode: ")[1].splitlines()[0]
    where = harness.text("hei")
    attempt = Attempt(code, BORN, where, None, "0301", "sms", sid())
    assert harness.application.register.check_code(attempt) is CodeResult.OK
    states = [each.state for each in harness.rows(LetterCode)]
    assert states == [LetterState.REPLACED, LetterState.LIVE]
    assert harness.audit("letter_issued")[-1].who == "caseworker:Kari Skog"
    for fixed in ("40 00 03 01", "3. januar 2027", "Oslo kommune"):
        assert fixed in sent.text
    assert "14. mars 1941" not in sent.text


def new_letter(harness: ConsoleHarness, person: int, **form: object) -> TestResponse:
    data = {"sure": "1", "grunn": "contact", **form}
    return harness.client().post(f"/casework/people/{person}/letter", data=data)


def test_of_two_letters_made_from_one_page_the_second_is_not_made(harness: ConsoleHarness) -> None:
    """Pressed twice, in two tabs or by a colleague: its code makes the first one's worthless."""
    person = harness.person()
    page = harness.client().get(f"/casework/people/{person.id}?grunn=contact").text
    seen = field(page, "seen")
    assert new_letter(harness, person.id, seen=seen).status_code == 200
    again = new_letter(harness, person.id, seen=seen)
    assert again.status_code == 409
    assert "Det ble laget et brev etter at du åpnet siden." in again.text
    assert len(harness.rows(LetterCode)) == 1
    # Told of the first, whoever wants another gets it.
    assert new_letter(harness, person.id, seen=field(again.text, "seen")).status_code == 200


def test_a_letter_is_made_by_a_caseworker_of_the_municipality_who_is_sure(
    harness: ConsoleHarness,
) -> None:
    person = harness.person()
    address, sure = f"/casework/people/{person.id}/letter", {"sure": "1"}
    assert harness.client(who=SOUTH).post(address, data=sure).status_code == 404
    assert harness.client(Role.APPROVER).post(address, data=sure).status_code == 403
    told = harness.client().post(address)
    assert told.status_code == 422
    assert "Kryss av når du skal sende brevet i dag." in told.text
    assert harness.client(csrf=True).post(address, data=sure).status_code == 400
    assert harness.rows(LetterCode) == []
