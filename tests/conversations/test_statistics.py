"""Counts of conversations, tasks, waiting and marks: on invented rows whose sums are known."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from choice_register.models import Person
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    Task,
    TaskState,
)
from conversations.notifications.models import Notice, NoticeKind, NoticeState
from conversations.statistics import ConversationCount, MarkCount, Statistics, TaskCount, Wait
from core.database import Database
from core.year import Year

OSLO, BAERUM = "0301", "3201"
MAY = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
JUNE = datetime(2026, 6, 4, 8, 0, tzinfo=UTC)


@dataclass
class Records:
    """Rows as the application writes them, with only what is counted filled in."""

    database: Database
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))

    @property
    def statistics(self) -> Statistics:
        return Statistics(self.database)

    def person(self, number: int) -> None:
        """Somebody in the register, whom tasks and notices can name."""
        with self.database.write() as session:
            session.add(
                Person(
                    id=number,
                    national_id=f"{number:011}",
                    name="Astrid",
                    birth_date=date(1942, 3, 14),
                    municipality=OSLO,
                    standard="nb",
                )
            )

    def conversation(
        self,
        at: datetime,
        channel: str = "sms",
        municipality: str = OSLO,
        messages: int = 1,
    ) -> str:
        """A conversation in which somebody wrote so many times; none: we began it."""
        name = f"c{next(self.numbers)}"
        with self.database.write() as session:
            session.add(
                Conversation(
                    id=name,
                    municipality=municipality,
                    channel=channel,
                    peer="+4740011001",
                    our_number="+4740000301",
                    thread=None,
                    standard="nb",
                    pace={},
                    slots={},
                    status=ConversationStatus.CLOSED,
                    opened_at=at,
                    last_activity=at,
                )
            )
            session.flush()
            for position in range(messages):
                number = next(self.numbers)
                session.add(
                    InboundMessage(
                        provider_id=f"SM{number}",
                        conversation_id=name,
                        position=position + 1,
                        text="",
                        media_count=0,
                        input="text",
                        received_at=at,
                        state=MessageState.DONE,
                        next_try_at=at,
                        key=f"k{number}",
                    )
                )
        return name

    def task(
        self,
        at: datetime,
        reason: str = "asked",
        *,
        conversation: str | None = None,
        municipality: str = OSLO,
        person: int | None = None,
        promised: float | None = None,
        replied: float | None = None,
        resolved: float | None = None,
    ) -> None:
        """A task; promised, first replied to and resolved so many hours after it was made."""

        def later(hours: float | None) -> datetime | None:
            return None if hours is None else at + timedelta(hours=hours)

        conversation = conversation or self.conversation(at, municipality=municipality)
        with self.database.write() as session:
            session.add(
                Task(
                    key=f"t{next(self.numbers)}",
                    conversation_id=conversation,
                    municipality=municipality,
                    reason=reason,
                    urgent=False,
                    channel="sms",
                    peer="",
                    person_id=person,
                    summary={},
                    transcript=[],
                    promised_at=later(promised),
                    created_at=at,
                    state=TaskState.DONE if resolved is not None else TaskState.OPEN,
                    first_reply_at=later(replied),
                    resolved_at=later(resolved),
                )
            )

    def mark(
        self,
        at: datetime,
        answer: str,
        *,
        kind: NoticeKind = NoticeKind.SATISFIED,
        person: int | None = None,
        municipality: str = OSLO,
    ) -> None:
        with self.database.write() as session:
            session.add(
                Notice(
                    key=f"n{next(self.numbers)}",
                    kind=kind,
                    municipality=municipality,
                    person_id=person,
                    details={},
                    due_at=at,
                    state=NoticeState.PLACED,
                    answer=answer,
                    answered_at=at,
                    created_at=at,
                )
            )


@pytest.fixture
def records(database_url: str) -> Iterator[Records]:
    database = Database(database_url)
    yield Records(database)
    database.close()


def test_conversations_are_those_that_somebody_began_and_handed_over_is_one_with_a_task(
    records: Records,
) -> None:
    alone = [records.conversation(MAY, messages=3), records.conversation(MAY)]
    records.conversation(MAY, "phone")
    records.conversation(MAY, messages=0)  # a notice of ours that nobody answered
    records.conversation(MAY, municipality=BAERUM)
    handed = records.conversation(JUNE)
    for _ in range(2):  # two tasks, one conversation
        records.task(JUNE, conversation=handed)
    counted = records.statistics.conversations(OSLO, Year(2026))
    assert set(counted) == {
        ConversationCount(5, "sms", handed_over=False, count=len(alone)),
        ConversationCount(5, "phone", handed_over=False, count=1),
        ConversationCount(6, "sms", handed_over=True, count=1),
    }
    assert records.statistics.conversations(OSLO, Year(2025)) == []


def test_tasks_are_counted_by_month_and_reason(records: Records) -> None:
    records.person(7)
    for person in (7, 7, None):
        records.task(MAY, "complaint", person=person)
    records.task(JUNE, "callback")
    records.task(JUNE, "callback", municipality=BAERUM)
    assert set(records.statistics.tasks(OSLO, Year(2026))) == {
        TaskCount(5, "complaint", 7, 2),
        TaskCount(5, "complaint", None, 1),
        TaskCount(6, "callback", None, 1),
    }


def test_a_wait_ends_with_the_first_word_or_else_when_the_task_is_done(records: Records) -> None:
    records.task(MAY, replied=2, resolved=30)
    records.task(MAY, resolved=5, promised=5)
    records.task(JUNE, replied=7.5, promised=7)
    records.task(JUNE, promised=1)  # still waits
    records.task(JUNE, replied=1, municipality=BAERUM)
    waits = records.statistics.waits(OSLO, Year(2026))
    assert sorted(waits, key=lambda wait: wait.waited) == [
        Wait(5, timedelta(hours=2), None),
        Wait(5, timedelta(hours=5), kept=True),
        Wait(6, timedelta(hours=7.5), kept=False),
    ]


def test_marks_are_one_to_five_and_nothing_else(records: Records) -> None:
    records.person(3)
    for answer in ("5", "5", "1", "yes", "no"):
        records.mark(MAY, answer, person=3)
    records.mark(MAY, "5")
    records.mark(MAY, "4", kind=NoticeKind.REMIND)
    records.mark(JUNE, "5", person=3, municipality=BAERUM)
    assert set(records.statistics.marks(OSLO, Year(2026))) == {
        MarkCount(5, 3, 5, 2),
        MarkCount(5, 3, 1, 1),
        MarkCount(5, None, 5, 1),
    }
