"""What is stored, taken out as data."""

import json
from datetime import date
from typing import Any

from choice_register.models import Person
from choice_register.types import CodeResult, PersonView
from choice_register.verification.models import LetterCode
from conversations.models import Conversation
from core.database import Base
from tests.service.office import BAERUM, OSLO, SOLVEIG, Office


def person_told_of(office: Office, person: PersonView) -> dict[str, Any]:
    stored = next(each for each in office.rows(Person) if each.id == person.id)
    data: dict[str, Any] = json.loads(
        office.does("export", "person", "--national-id", stored.national_id)
    )
    return data


def test_choices_come_out_by_municipality_and_day_without_names(office: Office) -> None:
    first = office.choose(office.person()).case_number
    office.later(hours=14)  # 23.00 UTC: the day after, in Oslo
    second = office.choose(office.person()).case_number
    third = office.choose(office.person(municipality=BAERUM)).case_number
    everything = office.data("export", "choices")
    assert [each["case_number"] for each in everything] == [first, second, third]
    assert everything[0].keys() == {
        *("municipality", "case_number", "service", "provider_id", "state", "received_at"),
        *("effect_date", "ended_on", "channel", "authority", "rejection_reason"),
        "end_reason",
    }
    assert everything[0]["received_at"] == "2026-11-23T09:00:00+00:00"
    assert (everything[0]["state"], everything[0]["channel"]) == ("received", "paper")
    assert date.fromisoformat(everything[0]["effect_date"]) > date(2026, 11, 23)
    ours = office.data("export", "choices", "--municipality", OSLO, "--since", "2026-11-24")
    assert [each["case_number"] for each in ours] == [second]


def test_audit_lines_come_out_by_municipality_and_day(office: Office) -> None:
    person = office.person()
    office.person(municipality=BAERUM)
    office.later(days=1)
    office.choose(person)
    lines = office.data("export", "audit", "--municipality", OSLO)
    assert [line["what"] for line in lines] == ["person_added", "decision_added", "choice_received"]
    since = office.data("export", "audit", "--since", "2026-11-24")
    assert [(line["what"], line["person_id"]) for line in since] == [("choice_received", person.id)]
    assert person.name not in json.dumps(lines)


def test_an_export_with_nothing_in_it_is_empty(office: Office) -> None:
    assert office.does("export", "choices") == ""
    assert "finnes ikke i katalogen" in office.refuses("export", "audit", "--municipality", "1")


def test_a_person_is_told_of_all_that_is_stored_and_who_looked(office: Office) -> None:
    person = office.person()
    conversation = office.texts("jeg vil bytte")
    code = office.register.issue_letter(person.id)
    assert office.try_code(code, conversation) is CodeResult.OK
    case = office.choose(person, conversation).case_number
    office.texts(f"grunn asked {person.id}")
    office.does("choices", "list")
    told = person_told_of(office, person)
    register, channels = told["register"], told["channels"]
    assert register["person"]["name"] == "Solveig Myrhaug"
    assert [each["reference"] for each in register["decisions"]] == [f"2026/{person.id}"]
    assert [each["service"] for each in register["granted_services"]] == ["practical_assistance"]
    assert [each["case_number"] for each in register["choices"]] == [case]
    assert len(register["letters"]) == len(register["code_tries"]) == len(register["proofs"]) == 1
    assert [each["text"] for each in channels["messages"]] == [
        "jeg vil bytte",
        f"grunn asked {person.id}",
    ]
    assert len(channels["replies"]) == len(channels["sent"]) == 2
    assert [each["reason"] for each in channels["tasks"]] == ["asked"]
    # Who looked, and this look too.
    looks = [line["what"] for line in register["audit"]]
    assert "choice_seen" in looks
    assert looks[-1] == "person_exported"
    assert register["audit"][-1]["who"].startswith("caseworker:")


def test_nothing_of_anybody_else_is_in_it_and_no_hash(office: Office) -> None:
    person, other = office.person(), office.person("Arvid Tangvik")
    for each, sender in ((person, SOLVEIG), (other, "+4740011002")):
        conversation = office.texts(f"hei fra {each.name}", sender=sender)
        office.try_code(office.register.issue_letter(each.id), conversation)
        office.choose(each, conversation)
    told = json.dumps(person_told_of(office, person), ensure_ascii=False)
    assert "hei fra Solveig Myrhaug" in told
    for secret in (
        "Arvid",
        "+4740011002",
        *(person.national_id for person in office.rows(Person) if person.id == other.id),
        *(letter.code_hash for letter in office.rows(LetterCode)),
    ):
        assert secret not in told


def test_what_the_number_wrote_without_proof_is_only_counted(office: Office) -> None:
    person = office.person()
    office.texts("dette kan være hvem som helst")
    told = person_told_of(office, person)
    assert told["channels"]["messages"] == []
    assert told["channels"]["conversations_from_the_number_without_proof"] == 1


def test_a_conversation_that_two_were_proven_in_is_pointed_out(office: Office) -> None:
    person, other = office.person(), office.person("Arvid Tangvik")
    conversation = office.texts("hei")
    for each in (person, other):
        assert office.try_code(office.register.issue_letter(each.id), conversation) is CodeResult.OK
    assert person_told_of(office, person)["conversations_with_others_in_them"] == [conversation]


def test_the_number_may_be_typed_unseen(office: Office) -> None:
    person = office.person()
    number = office.rows(Person)[0].national_id
    result = office.run("export", "person", answers=f"{number}\n")
    assert result.exit_code == 0
    assert f'"id": {person.id}' in result.output
    assert result.output.count(number) == 1  # in what is told of the person, and not as it is typed


def test_a_number_that_nobody_has_is_refused(office: Office) -> None:
    office.person()
    said = office.refuses("export", "person", "--national-id", "14834111781")
    assert said == "Feil: Ingen i registeret har dette fødselsnummeret.\n"


def test_every_table_is_told_of_or_known_to_hold_nothing_about_a_person(office: Office) -> None:
    """A new table must be added to the export, or here with the reason why it need not be."""
    about_nobody = {
        "lock",  # names of locks and counters
        "colleague",  # those who work here
        "duty_attempt",  # whom of those on duty we called, and how
        "edition",  # what everybody is told, and who of those who work here wrote it
        "edition_count",
        "provider_name",  # what providers are called
        "probe",  # always empty: the health check writes to it and takes it back
    }
    told = person_told_of(office, office.person())
    tables = {
        *("person", "decision", "granted_service", "choice", "letter_code", "code_try"),
        *("proof", "audit", "done", "conversation", "inbound_message", "reply", "outbox"),
        *("delivery_event", "suppression", "task", "phone_step", "notice", "mandate"),
        *("desk_event", "reply_draft", "duty_alert", "sign_in_session", "label", "domain_event"),
        *("way_back", "second_reading"),
    }
    assert set(Base.metadata.tables) == tables | about_nobody
    assert told["signed_in"] == told["to_learn_from"] == []
    # Sessions and labels stand beside; conversations that are only counted have a key of their own.
    parts = len(told["register"]) + len(told["channels"])
    assert parts == len(tables - {"sign_in_session", "label"}) + 1
    assert Conversation.__tablename__ in tables
