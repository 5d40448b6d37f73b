"""A notice that cannot be said, or finds no quiet hour, ends in a task that a caseworker sees."""

from datetime import date
from typing import Any

from sqlalchemy import update

from conversations.models import Conversation
from conversations.notifications.models import Notice, NoticeKind, NoticeState
from conversations.notifications.placing import MUST_REACH
from tests.service.notifications.harness import SOLVEIG, NoticeHarness, shell


def planned(harness: NoticeHarness) -> None:
    """A notice that is due now, and not placed yet."""
    harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
    harness.at(2026, 11, 27, 9, 0)
    harness.application.planner.plan()


def change(harness: NoticeHarness, **values: Any) -> None:
    """What the notice tells, as a mistake has left it."""
    with harness.application.services.database.write() as session:
        session.execute(update(Notice).values(**values))


class TestWithoutWords:
    def test_it_is_tried_some_times_and_then_becomes_a_task(self, harness: NoticeHarness) -> None:
        planned(harness)
        change(harness, details={"provider": "hasselvind", "date": "no day"})
        harness.application.planner.place_due()
        assert [each.state for each in harness.kept] == [NoticeState.PLANNED]
        assert not harness.tasks
        for _ in range(8):
            harness.later(minutes=45)
            harness.application.planner.place_due()
        [kept] = harness.kept
        assert (kept.state, kept.why_dropped) == (NoticeState.DROPPED, "wording")
        [task] = harness.tasks
        assert (task.reason, task.peer) == ("undeliverable_notice", SOLVEIG)
        assert task.person_id == kept.person_id
        assert task.summary["notice"] == "before_effect"

    def test_it_is_not_tried_every_minute(self, harness: NoticeHarness) -> None:
        planned(harness)
        change(harness, details={"provider": "hasselvind", "date": "no day"})
        for _ in range(30):
            harness.application.planner.place_due()
        assert [each.failures for each in harness.kept] == [{"wording": 1}]

    def test_one_that_can_be_said_again_goes(self, harness: NoticeHarness) -> None:
        planned(harness)
        details = harness.kept[0].details
        change(harness, details={"provider": "hasselvind", "date": "no day"})
        harness.application.planner.place_due()
        change(harness, details=details)
        harness.later(minutes=5)
        assert len(harness.notices()) == 1
        assert not harness.tasks

    def test_it_ends_also_where_not_even_the_number_can_be_found(
        self, harness: NoticeHarness
    ) -> None:
        planned(harness)
        details = {"provider": "hasselvind", "date": "no day"}
        change(harness, municipality="9999", details=details)
        for _ in range(8):
            harness.application.planner.place_due()
            harness.later(minutes=45)
        assert [task.reason for task in harness.tasks] == ["undeliverable_notice"]


class TestHeldBack:
    def test_what_must_be_known_does_not_wait_for_ever_behind_a_conversation(
        self, harness: NoticeHarness
    ) -> None:
        harness.choose(harness.person())
        harness.texts("hva koster det?")
        shell(harness, "provider-leaves", "hasselvind")
        with harness.application.services.database.write() as session:
            session.execute(update(Conversation).values(holder="kari"))
        harness.later(days=1)
        harness.application.planner.run()
        assert not harness.tasks
        harness.later(days=6)
        harness.application.planner.run()
        [task] = harness.tasks
        assert task.reason == "undeliverable_notice"
        assert task.summary["notice"] == NoticeKind.PROVIDER_LEAVES
        assert "Oslo kommune" in task.summary["not_delivered"]
        assert NoticeKind.PROVIDER_LEAVES in MUST_REACH
