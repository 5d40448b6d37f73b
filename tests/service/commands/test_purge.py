"""Forgetting: the words of old conversations go, what was decided stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Text, update
from sqlalchemy.orm import InstrumentedAttribute

from channels.phone.models import PhoneStep
from choice_register.models import Audit, Choice, Decision
from choice_register.types import CodeResult
from choice_register.verification.models import CodeTry, LetterCode
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    OutboxRow,
    OutboxState,
    Reply,
    Task,
)
from conversations.notifications.models import Notice, NoticeKind, NoticeState
from core.database import as_data
from tests.service.office import SOLVEIG, Office

SECRET = "kvasthilder"
"""A word that stands nowhere else."""


def old_conversation(office: Office) -> str:
    """Somebody proves who it is, chooses and asks for a person, which is taken care of."""
    person = office.person()
    conversation = office.texts(f"min hund heter {SECRET}")
    office.try_code(office.register.issue_letter(person.id), conversation)
    office.choose(person, conversation)
    office.texts(f"grunn asked {person.id}")
    office.does("tasks", "resolve", "1")
    with office.database.write() as session:
        session.add(
            PhoneStep(
                call_sid="CA1",
                step=1,
                conversation_id=conversation,
                question={"said": SECRET},
                twiml=f"<Say>{SECRET}</Say>",
                created_at=office.now,
            )
        )
    return conversation


def stored(office: Office, *tables: Any) -> list[Any]:
    return [as_data(row) for table in tables for row in office.rows(table)]


def test_the_words_and_numbers_of_an_old_conversation_go(office: Office) -> None:
    conversation = old_conversation(office)
    office.later(days=91)
    told = office.does("purge")
    for line in (
        "Slettet (eldre enn 90 dager):",
        "  ordene i 1 samtaler:",
        "    2 meldinger fra innbyggere",
        "    2 svar",
        "    2 sendte SMS-er",
        "    1 steg i telefonsamtaler",
        "    1 løste oppgaver",
        "  0 utløpte brev",  # expired for 49 days only
        "  1 forsøk på koder",
    ):
        assert line in told.splitlines()
    said = str(
        stored(office, Conversation, InboundMessage, Reply, OutboxRow, Task, PhoneStep, CodeTry)
    )
    for gone in (SECRET, "Et menneske", SOLVEIG, "home_nursing", "switch", "person.coming"):
        assert gone not in said
    [left] = office.rows(Conversation)
    assert (left.id, left.status, left.thread) == (conversation, ConversationStatus.CLOSED, None)


def test_the_words_are_not_left_in_the_files_either(office: Office, files: Path) -> None:
    old_conversation(office)
    office.later(days=91)

    def kept() -> bytes:
        return b"".join(each.read_bytes() for each in files.glob("test.sqlite*"))

    assert SECRET.encode() in kept()
    office.does("purge")
    assert SECRET.encode() not in kept()


def test_choices_decisions_and_audit_stay_to_the_letter(office: Office) -> None:
    old_conversation(office)
    office.later(days=400)
    before = stored(office, Choice, Decision, Audit)
    office.does("purge", "--older-than", "2")
    after = stored(office, Choice, Decision, Audit)
    assert [row for row in after if row in before] == before
    new = [row["what"] for row in after if row not in before]
    assert new == ["words_purged", "letters_purged"]


def test_a_dry_run_counts_the_same_and_touches_nothing(office: Office) -> None:
    old_conversation(office)
    office.later(days=200)
    everything = (Conversation, InboundMessage, Reply, OutboxRow, Task, LetterCode, CodeTry, Audit)
    before = stored(office, *everything)
    would = office.does("purge", "--dry-run")
    assert stored(office, *everything) == before
    assert would.startswith("Dette ville blitt slettet")
    assert "  1 utløpte brev" in would
    assert office.does("purge").splitlines()[1:] == would.splitlines()[1:]


def test_a_second_time_there_is_nothing_left_to_forget(office: Office) -> None:
    old_conversation(office)
    office.later(days=200)
    office.does("purge")
    lines = len(office.rows(Audit))
    assert "ordene i 0 samtaler" in office.does("purge")
    assert len(office.rows(Audit)) == lines


def test_what_is_younger_stays(office: Office) -> None:
    old_conversation(office)
    office.later(days=89)
    assert "ordene i 0 samtaler" in office.does("purge")
    assert office.rows(InboundMessage)[0].text.endswith(SECRET)
    assert "ordene i 1 samtaler" in office.does("purge", "--older-than", "88")


UNFINISHED: list[tuple[InstrumentedAttribute[Any], Any]] = [
    (Conversation.holder, "kari"),
    (Task.state, "taken"),
    (InboundMessage.state, MessageState.WAITING),
    (OutboxRow.state, OutboxState.WAITING),
]


@pytest.mark.parametrize(("column", "value"), UNFINISHED, ids=["held", "task", "message", "text"])
def test_a_conversation_that_is_not_over_keeps_its_words_however_old(
    office: Office, column: InstrumentedAttribute[Any], value: Any
) -> None:
    old_conversation(office)
    office.texts("en annen", sender="+4740011002")
    with office.database.write() as session:
        first = column.class_.id if column.class_ is not Conversation else Conversation.peer
        session.execute(
            update(column.class_)
            .where(first == (SOLVEIG if column.class_ is Conversation else 1))
            .values({column: value})
        )
    office.later(days=200)
    assert "ordene i 1 samtaler" in office.does("purge")
    texts = [message.text for message in office.rows(InboundMessage)]
    assert any(SECRET in text for text in texts)
    assert "en annen" not in texts


def test_more_conversations_than_go_in_one_transaction_all_go(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.retention.retention.AT_A_TIME", 2)
    for number in range(5):
        office.texts("hei", sender=f"+474001100{number}")
    office.later(days=91)
    assert "ordene i 5 samtaler" in office.does("purge", "--dry-run")
    assert "ordene i 5 samtaler" in office.does("purge")
    assert {row.peer for row in office.rows(Conversation)} == {""}


def test_who_writes_after_it_is_met_as_anybody(office: Office) -> None:
    former = old_conversation(office)
    office.later(days=91)
    office.does("purge")
    assert office.texts("hei igjen") != former


def test_an_expired_letter_stays_while_a_try_at_it_is_unsettled(office: Office) -> None:
    person = office.person()
    code = office.register.issue_letter(person.id)
    office.later(days=200)
    with office.database.write() as session:
        session.add(
            CodeTry(
                key="interrupted",
                conversation="c",
                caller=None,
                municipality=person.municipality,
                channel="sms",
                tried_at=office.now - timedelta(days=1),
                day=office.now.date(),
                letters=[office.rows(LetterCode)[0].id],
                risk=1,
                counted=True,
                result=None,
            )
        )
    assert "  0 utløpte brev" in office.does("purge")
    assert office.try_code(code, "d") is CodeResult.WRONG


def test_too_few_days_are_refused(office: Office) -> None:
    assert "--older-than" in office.refuses("purge", "--older-than", "1")


def test_every_text_column_of_a_conversation_is_emptied_or_known_to_hold_no_words(
    office: Office,
) -> None:
    """A new column must be emptied in channels/retention.py, or be named here."""
    old_conversation(office)
    office.later(days=91)
    office.does("purge")
    no_words = {
        *("id", "municipality", "channel", "our_number", "from_number", "standard", "status"),
        *("provider_id", "conversation_id", "input", "state", "key", "kind", "idempotency"),
        *("provider_sid", "reason", "person_id", "call_sid", "lease_owner", "error_code"),
    }
    for table in (Conversation, InboundMessage, Reply, OutboxRow, Task, PhoneStep):
        for row in office.rows(table):
            for column in table.__table__.columns:
                if isinstance(column.type, String | Text) or column.type.python_type in (
                    dict,
                    list,
                ):
                    left = getattr(row, column.name)
                    assert column.name in no_words or not left, (table, column.name, left)


def notice(office: Office, key: str, **values: object) -> None:
    """One that was planned for somebody who never wrote to us."""
    plain: dict[str, object] = {
        "kind": NoticeKind.MANDATE,
        "municipality": "0301",
        "number": SOLVEIG,
        "details": {"agent": SECRET},
        "due_at": office.now,
        "created_at": office.now,
        "failures": {},
    }
    with office.database.write() as session:
        session.add(Notice(key=key, **(plain | values)))


def test_notices_that_no_conversation_belongs_to_are_forgotten_too(office: Office) -> None:
    dropped = {"state": NoticeState.DROPPED, "why_dropped": "no_longer_true"}
    notice(office, "dropped", **dropped)
    notice(office, "written", state=NoticeState.DROPPED, why_dropped="by_letter")
    notice(office, "new", **dropped, due_at=office.now + timedelta(days=60))
    notice(office, "letter", state=NoticeState.DROPPED, why_dropped="no_number")
    notice(office, "planned", state=NoticeState.PLANNED)
    office.later(days=91)
    assert "    2 varsler" in office.does("purge", "--dry-run").splitlines()
    assert all(each.details for each in office.rows(Notice))
    assert "    2 varsler" in office.does("purge").splitlines()
    kept = {each.key for each in office.rows(Notice) if each.details or each.number}
    # A letter that waits to be written is like a task that is not done.
    assert kept == {"new", "letter", "planned"}
    assert "    0 varsler" in office.does("purge").splitlines()
