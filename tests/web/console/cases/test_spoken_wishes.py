"""What a person says on the phone or at the counter is registered, read back, and told of."""

import re

import pytest
from flask.testing import FlaskClient

from choice_register.models import Choice, DomainEvent
from choice_register.types import ChoiceState, PersonView
from choice_register.verification.letters import draw_code
from conversations.models import Suppression
from tests.web.console.harness import OLA, OSLO, SOLVEIG, SOUTH, ConsoleHarness
from tests.web.console.people import field
from web.auth import Role

SERVICE = "practical_assistance"


def options(page: str) -> dict[str, str]:
    """The providers that can be picked for the service, by name."""
    box = page.split(f'name="pick-{SERVICE}"', 1)[1].split("</select>", 1)[0]
    return {
        name: id_
        for id_, name in re.findall(r'<option value="([^"]+)">([^<]+)</option>', box)
        if id_
    }


def asked(client: FlaskClient, person: PersonView, **more: str) -> str:
    """The form for a choice is sent; gives the page that comes."""
    form = client.get(f"/casework/people/{person.id}/choose?grunn=contact").text
    provider = next(iter(options(form).values()))
    typed = {f"pick-{SERVICE}": provider, "shown": "id_seen", "key": field(form, "key"), **more}
    return client.post(f"/casework/people/{person.id}/read-back", data=typed).text


def say_yes(client: FlaskClient, person: PersonView, page: str, receipt: str = "sms") -> str:
    """The person said yes: what was read back is registered. The page that comes."""
    typed = {"wish": field(page, "wish"), "key": field(page, "key"), "receipt": receipt}
    address = f"/casework/people/{person.id}/register"
    return client.post(address, data=typed, follow_redirects=True).text


def choices(harness: ConsoleHarness) -> list[Choice]:
    return harness.rows(Choice)


def test_a_choice_at_the_counter_is_read_back_registered_and_told(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client()
    page = asked(client, person)
    assert "Les dette opp" in page
    assert "Ingenting er registrert ennå" in page
    assert choices(harness) == []
    done = say_yes(client, person, page)
    [choice] = choices(harness)
    assert choice.case_number in done
    assert "sett legitimasjon" in done
    assert (choice.state, choice.channel) == (ChoiceState.RECEIVED, "casework")
    [line] = harness.audit("choice_received")
    assert (line.who, line.subject) == ("caseworker:Kari Skog", "kari")
    assert line.authority == "caseworker"
    assert line.details["shown"] == "id_seen"
    said = " ".join(harness.deliver())
    assert choice.case_number in said
    assert "slik du ba om" in said
    assert "ANGRE" in said


def test_a_switch_takes_the_place_of_what_was_under_way_and_says_so(
    harness: ConsoleHarness,
) -> None:
    person, client = harness.person(), harness.client()
    say_yes(client, person, asked(client, person))
    form = client.get(f"/casework/people/{person.id}/choose?grunn=contact").text
    assert "som ikke har begynt" in form
    other = next(iter(options(form).values()))
    page = asked(client, person, **{f"pick-{SERVICE}": other})
    assert "tar plassen til valget av" in page
    say_yes(client, person, page)
    assert [each.state for each in choices(harness)] == [
        ChoiceState.WITHDRAWN,
        ChoiceState.RECEIVED,
    ]


def test_a_choice_is_taken_back_for_the_person_with_a_receipt(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client()
    say_yes(client, person, asked(client, person))
    [choice] = choices(harness)
    address = f"/casework/people/{person.id}/undo/{choice.case_number}?grunn=contact"
    form = client.get(address).text
    typed = {"case_number": choice.case_number, "shown": "paper", "key": field(form, "key")}
    page = client.post(f"/casework/people/{person.id}/read-back", data=typed).text
    assert "Du tar tilbake valget" in page
    say_yes(client, person, page)
    assert [each.state for each in choices(harness)] == [ChoiceState.WITHDRAWN]
    [line] = harness.audit("choice_withdrawn")
    assert line.details["shown"] == "paper"
    assert "er tatt tilbake" in harness.deliver()[-1]
    # Taken back: there is nothing more to take back.
    assert client.get(address).status_code == 404


def test_the_code_must_be_the_persons_own_and_gives_no_proof_afterwards(
    harness: ConsoleHarness,
) -> None:
    person, client = harness.person(), harness.client()
    code = harness.application.register.issue_letter(person.id)
    wrong = asked(client, person, shown="code", code="123456782")
    assert "Les dette opp" not in wrong
    assert "Koden" in wrong
    missing = asked(client, person, shown="code", code="")
    assert "Skriv koden som personen sier." in missing
    page = asked(client, person, shown="code", code=code)
    assert "rett kode fra brevet" in page
    conversation = f"desk:{person.id}:{harness.application.services.clock.today().isoformat()}"
    assert harness.application.register.given_proof(conversation) is None
    say_yes(client, person, page)
    [choice] = choices(harness)
    assert choice.channel == "phone"
    assert harness.audit("choice_received")[0].details["shown"] == "code"


def test_somebody_elses_code_registers_nothing(harness: ConsoleHarness) -> None:
    person, other = harness.person(), harness.person("Aud Berg")
    code = harness.application.register.issue_letter(other.id)
    page = asked(harness.client(), person, shown="code", code=code)
    assert "Koden er til noen andre" in page
    assert choices(harness) == []


def test_three_wrong_codes_shut_the_way_for_the_day(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client()
    code = harness.application.register.issue_letter(person.id)
    others = {draw_code() for _ in range(5)} - {code}
    for _ in range(3):
        assert "Koden stemmer ikke" in asked(client, person, shown="code", code=others.pop())
    page = asked(client, person, shown="code", code=code)
    assert "Koden kan ikke prøves mer i dag." in page
    assert choices(harness) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"shown": ""}, "Velg hvordan du vet hvem det er."),
        ({f"pick-{SERVICE}": ""}, "Velg en leverandør"),
        ({f"pick-{SERVICE}": "nobody"}, "Leverandøren finnes ikke lenger."),
    ],
)
def test_what_cannot_be_is_refused_with_what_helps(
    harness: ConsoleHarness, typed: dict[str, str], says: str
) -> None:
    page = asked(harness.client(), harness.person(), **typed)
    assert says in page
    assert choices(harness) == []


def test_sent_twice_it_is_one_choice_and_the_same_receipt(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client()
    page = asked(client, person)
    first, second = say_yes(client, person, page), say_yes(client, person, page)
    [choice] = choices(harness)
    assert choice.case_number in first
    assert choice.case_number in second
    assert len([each for each in harness.deliver() if choice.case_number in each]) == 1


def test_what_changed_since_the_read_back_is_read_again_before_the_yes_counts(
    harness: ConsoleHarness,
) -> None:
    person, client = harness.person(), harness.client()
    page = asked(client, person)
    form = client.get(f"/casework/people/{person.id}/choose?grunn=contact").text
    other = list(options(form).values())[1]
    second = harness.client(who=OLA)
    say_yes(second, person, asked(second, person, **{f"pick-{SERVICE}": other}))
    late = say_yes(client, person, page)
    assert "Noe er endret i saken siden du begynte" in late
    assert "tar plassen til" in late
    assert len(choices(harness)) == 1


def test_only_what_was_read_back_by_this_caseworker_for_this_person_is_registered(
    harness: ConsoleHarness,
) -> None:
    person, other, client = harness.person(), harness.person("Aud Berg"), harness.client()
    page = asked(client, person)
    for who, whose in ((client, other), (harness.client(who=OLA), person)):
        assert "Begynn på nytt" in say_yes(who, whose, page)
    forged = {"wish": "eyJhIjoxfQ.forged", "key": field(page, "key")}
    client.post(f"/casework/people/{person.id}/register", data=forged)
    assert choices(harness) == []


@pytest.mark.parametrize("role", [Role.APPROVER, Role.EDITOR, Role.READER])
def test_only_caseworkers_register(harness: ConsoleHarness, role: Role) -> None:
    person = harness.person()
    page = asked(harness.client(), person)
    client = harness.client(role)
    assert client.get(f"/casework/people/{person.id}/choose?grunn=contact").status_code == 403
    typed = {"wish": field(page, "wish"), "key": field(page, "key")}
    address = f"/casework/people/{person.id}/register"
    assert client.post(address, data=typed).status_code == 403
    assert client.post(f"/casework/people/{person.id}/read-back").status_code == 403


def test_another_municipality_has_no_such_person(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client(who=SOUTH)
    assert client.get(f"/casework/people/{person.id}/choose?grunn=contact").status_code == 404
    assert client.post(f"/casework/people/{person.id}/read-back").status_code == 404
    assert client.post(f"/casework/people/{person.id}/text", data={}).status_code == 404


def test_who_wants_no_texts_gets_the_receipt_on_paper(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client()
    with harness.application.services.database.write() as session:
        number = harness.application.catalogue.municipality(OSLO).phone
        session.add(
            Suppression(
                number=SOLVEIG,
                our_number=number,
                municipality=OSLO,
                source="person",
                since=harness.application.services.clock.now(),
            )
        )
    done = say_yes(client, person, asked(client, person))
    [choice] = choices(harness)
    assert "Kvitteringen ble ikke sendt" in done
    address = f"/casework/people/{person.id}/receipt/{choice.case_number}.txt?grunn=contact"
    file = client.get(address)
    assert file.mimetype == "text/plain"
    assert choice.case_number in file.text


def test_the_person_is_not_asked_whether_it_was_they_who_did_it(harness: ConsoleHarness) -> None:
    """The receipt tells it; the warning is for what others do by code, sign-in or mandate."""
    person, client = harness.person(), harness.client()
    since = harness.application.services.clock.now()
    say_yes(client, person, asked(client, person))
    [choice] = choices(harness)
    form = client.get(f"/casework/people/{person.id}/undo/{choice.case_number}?grunn=contact").text
    typed = {"case_number": choice.case_number, "shown": "id_seen", "key": field(form, "key")}
    page = client.post(f"/casework/people/{person.id}/read-back", data=typed).text
    say_yes(client, person, page)
    assert len(harness.rows(DomainEvent)) == 2
    assert harness.application.register.acts_since(since) == []
