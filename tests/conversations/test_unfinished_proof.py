"""Half a proof that nobody finishes goes from every conversation that rests, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from conversations.models import Conversation, ConversationStatus
from core.database import Database
from service.retention.unfinished_proof import AT_A_TIME, KEPT_FOR, forget_unfinished_proofs

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def keep(database: Database, name: str, rested: timedelta, **slots: object) -> None:
    with database.write() as session:
        session.add(
            Conversation(
                id=name,
                municipality="0301",
                channel="sms",
                peer="+4740000001",
                our_number="+4740000301",
                thread=name,
                standard="nb",
                pace={},
                slots=slots,
                status=ConversationStatus.OPEN,
                opened_at=NOW - rested,
                last_activity=NOW - rested,
            )
        )


def slots(database: Database) -> dict[str, dict[str, object]]:
    with database.read() as session:
        return {row.id: row.slots for row in session.scalars(select(Conversation))}


def test_the_half_that_rests_goes_and_the_rest_stays(database: Database) -> None:
    keep(database, "code", KEPT_FOR, code="631467268", pending="birth_date", wish="choose")
    keep(database, "date", KEPT_FOR, birth_date="1941-03-14", pending="code")
    keep(database, "busy", KEPT_FOR - timedelta(seconds=1), code="631467268")
    keep(database, "none", KEPT_FOR, code=None, wish="choose")
    assert forget_unfinished_proofs(database, NOW) == 2
    left = slots(database)
    assert left["code"]["code"] is None
    assert left["code"]["pending"] == "birth_date"
    assert left["code"]["wish"] == "choose"
    assert left["date"]["birth_date"] is None
    assert left["busy"] == {"code": "631467268"}
    assert left["none"] == {"code": None, "wish": "choose"}


def test_however_many_there_are(database: Database) -> None:
    for number in range(AT_A_TIME + 1):
        keep(database, f"c{number}", KEPT_FOR, code="631467268")
    assert forget_unfinished_proofs(database, NOW) == AT_A_TIME + 1
    assert "631467268" not in str(slots(database))
