"""A notice that cannot be said, or finds no quiet hour, ends in a task that a caseworker sees."""

from datetime import date
from typing import Any

from sqlalchemy import update

from conversations.models import Conversation
from conversations.notifications.models import Notice, NoticeKind, NoticeState
from conversations.notifications.notices import MUST_REACH
from tests.service.notifications.village import SOLVEIG, Village, shell


def planned(village: Village) -> None:
    """A notice that is due now, and not placed yet."""
    village.approve(village.choose(village.person()), date(2026, 12, 1))
    village.at(2026, 11, 27, 9, 0)
    village.house.planner.plan()


def change(village: Village, **values: Any) -> None:
    """What the notice tells, as a mistake has left it."""
    with village.house.services.database.write() as session:
        session.execute(update(Notice).values(**values))


class TestWithoutWords:
    def test_it_is_tried_some_times_and_then_becomes_a_task(self, village: Village) -> None:
        planned(village)
        change(village, details={"provider": "hasselvind", "date": "no day"})
        village.house.planner.place_due()
        assert [each.state for each in village.kept] == [NoticeState.PLANNED]
        assert not village.tasks
        for _ in range(8):
            village.later(minutes=45)
            village.house.planner.place_due()
        [kept] = village.kept
        assert (kept.state, kept.why_dropped) == (NoticeState.DROPPED, "wording")
        [task] = village.tasks
        assert (task.reason, task.peer) == ("undeliverable_notice", SOLVEIG)
        assert task.person_id == kept.person_id
        assert task.summary["notice"] == "before_effect"

    def test_it_is_not_tried_every_minute(self, village: Village) -> None:
        planned(village)
        change(village, details={"provider": "hasselvind", "date": "no day"})
        for _ in range(30):
            village.house.planner.place_due()
        assert [each.failures for each in village.kept] == [{"wording": 1}]

    def test_one_that_can_be_said_again_goes(self, village: Village) -> None:
        planned(village)
        details = village.kept[0].details
        change(village, details={"provider": "hasselvind", "date": "no day"})
        village.house.planner.place_due()
        change(village, details=details)
        village.later(minutes=5)
        assert len(village.notices()) == 1
        assert not village.tasks

    def test_it_ends_also_where_not_even_the_number_can_be_found(self, village: Village) -> None:
        planned(village)
        details = {"provider": "hasselvind", "date": "no day"}
        change(village, municipality="9999", details=details)
        for _ in range(8):
            village.house.planner.place_due()
            village.later(minutes=45)
        assert [task.reason for task in village.tasks] == ["undeliverable_notice"]


class TestHeldBack:
    def test_what_must_be_known_does_not_wait_for_ever_behind_a_conversation(
        self, village: Village
    ) -> None:
        village.choose(village.person())
        village.texts("hva koster det?")
        shell(village, "provider-leaves", "hasselvind")
        with village.house.services.database.write() as session:
            session.execute(update(Conversation).values(holder="kari"))
        village.later(days=1)
        village.house.planner.run()
        assert not village.tasks
        village.later(days=6)
        village.house.planner.run()
        [task] = village.tasks
        assert task.reason == "undeliverable_notice"
        assert task.summary["notice"] == NoticeKind.PROVIDER_LEAVES
        assert "Oslo kommune" in task.summary["not_delivered"]
        assert NoticeKind.PROVIDER_LEAVES in MUST_REACH
