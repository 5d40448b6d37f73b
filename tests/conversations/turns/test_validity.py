"""Replies go at once, what we start when we may, and no text comes long after it was written."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from conversations.delivery.sending_window import is_decent, next_decent, until_quiet
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState
from core.working_days import is_working_day, working_day
from devtools.fake_twilio import CallbackPlan
from tests.channels.harness import ASTRID, BJARNE, ChannelsHarness

OSLO_TIME = ZoneInfo("Europe/Oslo")
HOURS = 3600


def oslo(*when: int) -> datetime:
    """A time in Oslo, as it is stored."""
    return datetime(*when, tzinfo=OSLO_TIME).astimezone(UTC)  # type: ignore[arg-type,misc]


MONDAY = (2026, 11, 23)


class TestHours:
    @pytest.mark.parametrize(
        "when",
        [(*MONDAY, 8, 0), (*MONDAY, 16, 59), (2026, 7, 1, 8, 0), (2026, 12, 23, 12, 0)],
    )
    def test_we_may_begin_on_a_working_day(self, when: tuple[int, ...]) -> None:
        assert is_decent(oslo(*when))
        assert next_decent(oslo(*when)) == oslo(*when)

    @pytest.mark.parametrize(
        ("when", "then"),
        [
            ((*MONDAY, 7, 59), (*MONDAY, 8, 0)),
            ((*MONDAY, 17, 0), (2026, 11, 24, 8, 0)),
            ((2026, 11, 21, 12, 0), (2026, 11, 23, 8, 0)),  # Saturday
            ((2027, 5, 17, 12, 0), (2027, 5, 18, 8, 0)),  # the seventeenth of May, a Monday
            ((2026, 12, 23, 17, 30), (2026, 12, 28, 8, 0)),  # Christmas, and the weekend after it
            ((2026, 12, 24, 9, 0), (2026, 12, 28, 8, 0)),
            ((2026, 12, 31, 9, 0), (2027, 1, 4, 8, 0)),
            ((2027, 3, 24, 18, 0), (2027, 3, 30, 8, 0)),  # Easter
            ((2026, 10, 23, 18, 0), (2026, 10, 26, 8, 0)),  # the night when the clock is moved
        ],
    )
    def test_otherwise_it_waits_for_the_next_one(
        self, when: tuple[int, ...], then: tuple[int, ...]
    ) -> None:
        assert not is_decent(oslo(*when))
        assert next_decent(oslo(*when)) == oslo(*then)

    def test_holidays_are_no_working_days(self) -> None:
        assert not is_working_day(date(2027, 5, 6))  # Ascension Day
        assert working_day(date(2026, 12, 1), -2) == date(2026, 11, 27)
        assert working_day(date(2026, 12, 28), -2) == date(2026, 12, 22)
        assert working_day(date(2027, 5, 18), -1) == date(2027, 5, 14)

    def test_the_evening_is_quiet(self) -> None:
        assert until_quiet(oslo(*MONDAY, 16, 59)) == timedelta(hours=3, minutes=1)
        assert until_quiet(oslo(*MONDAY, 22, 0)) == timedelta()


def at(still: ChannelsHarness, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same database at another time."""
    monkeypatch.setenv("BRUKERVALG_NOW", moment.isoformat())
    still.restart()
    still.serve()
    still.fake.twilio.plan = CallbackPlan(statuses=())


def begun_by_us(still: ChannelsHarness, which: int) -> None:
    """Let a reply that waits in the outbox be something that we started."""
    with still.services.database.write() as session:
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == still.outbox[which].id)
            .values(decent_hours=True, next_try_at=real_now())
        )


def write_and_answer(still: ChannelsHarness, text: str, sender: str = ASTRID) -> None:
    still.text(text, sender=sender)
    for conversation in still.conversations:
        still.services.turns.run_next(conversation.id)


class TestValidity:
    def test_a_reply_goes_at_once_also_at_night_and_is_good_for_four_hours(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(still, oslo(2026, 12, 25, 23, 30), monkeypatch)
        write_and_answer(still, "Hei")
        assert still.services.delivery.run_next()
        assert still.sent() == ["Du skrev: Hei"]
        assert still.fake.twilio.messages[0].validity_seconds == 4 * HOURS

    def test_how_long_is_a_setting(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BRUKERVALG_SMS_VALIDITY_SECONDS", "600")
        at(still, oslo(*MONDAY, 12, 0), monkeypatch)
        write_and_answer(still, "Hei")
        still.services.delivery.run_next()
        assert still.fake.twilio.messages[0].validity_seconds == 600

    def test_what_we_start_is_not_on_its_way_in_the_evening(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(still, oslo(*MONDAY, 16, 30), monkeypatch)
        write_and_answer(still, "Hei")
        begun_by_us(still, 0)
        still.services.delivery.run_next()
        assert still.fake.twilio.messages[0].validity_seconds == 3.5 * HOURS

    @pytest.mark.parametrize("night", [(2027, 5, 17, 12, 0), (2026, 12, 25, 12, 0)])
    def test_what_we_start_waits_for_a_working_day(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch, night: tuple[int, ...]
    ) -> None:
        at(still, oslo(*night), monkeypatch)
        write_and_answer(still, "Hei")
        begun_by_us(still, 0)
        assert still.services.delivery.run_next() is False
        assert still.outbox[0].attempts == 0
        at(still, next_decent(oslo(*night)), monkeypatch)
        assert still.services.delivery.run_next()
        assert still.sent() == ["Du skrev: Hei"]

    def test_a_second_try_waits_for_a_working_day_too(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(still, oslo(*MONDAY, 16, 55), monkeypatch)
        write_and_answer(still, "Hei")
        begun_by_us(still, 0)
        still.fake.twilio.plan = CallbackPlan(statuses=("undelivered",), error_code=30003)
        still.services.delivery.run_next()
        still.receive(1)
        while still.outbox[0].state is not OutboxState.WAITING:
            pass
        at(still, oslo(*MONDAY, 21, 0), monkeypatch)
        begun_by_us(still, 0)
        assert still.services.delivery.run_next() is False

    def test_a_reply_does_not_wait_behind_it(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(still, oslo(*MONDAY, 21, 0), monkeypatch)
        write_and_answer(still, "Hei")
        begun_by_us(still, 0)
        write_and_answer(still, "Er du der?")
        write_and_answer(still, "Hallo", sender=BJARNE)
        while still.services.delivery.run_next():
            pass
        assert still.sent() == ["Du skrev: Er du der?"]
        assert still.sent(BJARNE) == ["Du skrev: Hallo"]
        at(still, oslo(2026, 11, 24, 8, 0), monkeypatch)
        still.services.delivery.run_next()
        assert still.sent() == ["Du skrev: Er du der?", "Du skrev: Hei"]
