"""How a notice goes out: once, in decent hours, not to who wants none, and what if it cannot."""

import threading
from datetime import date

import pytest

from conversations.models import OutboxRow, OutboxState, Reply, Suppression
from conversations.notifications.models import NoticeState
from devtools.fake_twilio import CallbackPlan, Fault, FaultKind
from service.notifications.planner import SwitchedOff
from tests.channels.running import wait_until
from tests.service.notifications.village import LANDLINE, SOLVEIG, Village, die, shell

THINK = "jeg må tenke på det"


class TestOnce:
    def test_two_workers_at_once_send_one(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        other = village.another()
        start, placed = threading.Barrier(4), []

        def work(house: object) -> None:
            start.wait()
            placed.append(house.planner.run())  # type: ignore[attr-defined]

        houses = [village.house, other, village.house, other]
        threads = [threading.Thread(target=work, args=(house,)) for house in houses]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        other.services.close()
        village.notices()
        assert len(village.fake.twilio.messages) == 1
        assert [each.state for each in village.kept] == [NoticeState.PLACED]

    def test_a_crash_between_planning_and_sending_loses_nothing(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        village.house.planner.plan()
        village.later(minutes=1)  # the process died, and another one starts
        village.house.planner.run()
        assert [each.state for each in village.kept] == [NoticeState.PLACED]
        village.later(minutes=1)  # and died again before it was sent
        assert len(village.notices()) == 1

    def test_a_crash_while_it_is_placed_leaves_it_planned(
        self, village: Village, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        monkeypatch.setattr("conversations.notifications.notices.put", die)
        with pytest.raises(SystemExit):
            village.house.planner.run()
        monkeypatch.undo()
        assert [each.state for each in village.kept] == [NoticeState.PLANNED]
        assert len(village.notices()) == 1


class TestHours:
    @pytest.mark.parametrize(
        ("quiet", "effect", "then"),
        [
            ((2027, 5, 17, 12, 0), date(2027, 5, 19), (2027, 5, 18, 8, 0)),
            ((2026, 12, 25, 12, 0), date(2026, 12, 29), (2026, 12, 28, 8, 0)),
            ((2026, 11, 27, 20, 30), date(2026, 12, 1), (2026, 11, 30, 8, 0)),
        ],
    )
    def test_nothing_is_begun_in_quiet_hours(
        self,
        village: Village,
        quiet: tuple[int, ...],
        effect: date,
        then: tuple[int, ...],
    ) -> None:
        village.approve(village.choose(village.person()), effect)
        village.at(*quiet)
        assert village.notices() == []
        village.at(*then)
        assert len(village.notices()) == 1

    def test_one_that_was_placed_too_late_to_be_sent_waits(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 16, 59)
        village.house.planner.run()
        village.at(2026, 11, 27, 17, 1)
        village.deliver()
        assert village.fake.twilio.messages == []
        village.at(2026, 11, 30, 8, 0)
        village.deliver()
        assert len(village.fake.twilio.messages) == 1

    def test_nobody_is_interrupted(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        village.texts("jeg vil velge")
        assert village.notices() == []
        village.later(minutes=59)
        assert village.notices() == []
        village.later(minutes=1)
        assert len(village.notices()) == 1

    def test_two_notices_to_one_number_do_not_come_at_once(self, village: Village) -> None:
        for _ in range(2):  # a married couple with one telephone
            village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        assert len(village.notices()) == 1
        village.later(hours=1)
        assert len(village.notices()) == 1


class TestSwitchedOff:
    def test_who_said_stopp_gets_nothing(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.texts("stopp")
        village.at(2026, 11, 27, 9, 0)
        assert village.notices() == []
        assert [each.why_dropped for each in village.kept] == ["opted_out"]
        assert village.tasks == []

    def test_that_a_provider_leaves_reaches_them_another_way(self, village: Village) -> None:
        person = village.person()
        village.choose(person)
        village.texts("stopp")
        village.later(hours=2)
        shell(village, "provider-leaves", "hasselvind")
        assert village.notices() == []
        [task] = village.tasks
        assert (task.reason, task.person_id) == ("undeliverable_opted_out", person.id)
        assert "skal slutte" in task.summary["not_delivered"]
        assert "leverandør som slutter" in shell(village, "tasks").stdout

    def test_also_where_stopp_came_before_it_was_sent(self, village: Village) -> None:
        village.choose(village.person())
        shell(village, "provider-leaves", "hasselvind")
        village.house.planner.run()
        with village.house.services.database.write() as session:
            session.add(
                Suppression(
                    number=SOLVEIG,
                    our_number="+4740000301",
                    municipality="0301",
                    source="person",
                    since=village.now,
                )
            )
        village.deliver()
        assert village.fake.twilio.messages == []
        assert [task.reason for task in village.tasks] == ["undeliverable_opted_out"]

    @pytest.mark.parametrize("setting", ["before_effect", "satisfied, 0301:before_effect"])
    def test_a_municipality_can_do_without_a_kind(self, village: Village, setting: str) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.house.planner.plan()
        village.at(2026, 11, 27, 9, 0, notices_off=setting)
        assert village.notices() == []
        assert [each.why_dropped for each in village.kept] == ["switched_off"]

    def test_another_municipality_is_another_matter(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0, notices_off="3201:before_effect")
        assert len(village.notices()) == 1

    def test_where_reminders_are_off_nobody_is_offered_one(self, village: Village) -> None:
        village.at(2026, 11, 23, 11, 0, notices_off="remind")
        assert "minne deg" not in village.texts(THINK)

    def test_a_kind_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(ValueError, match="birthday"):
            SwitchedOff.of("birthday")


class TestUndeliverable:
    def test_a_landline_is_rung_and_never_texted(self, village: Village) -> None:
        village.approve(village.choose(village.person(phone=LANDLINE)), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        assert village.notices() == []
        assert village.fake.twilio.messages == []
        [call] = village.fake.twilio.calls
        assert call.to == LANDLINE
        [row] = village.rows(OutboxRow)
        assert (row.channel, row.decent_hours) == ("phone", True)
        [reply] = village.rows(Reply)
        assert "er det Hasselvind Omsorg som hjelper deg" in reply.text

    def test_one_that_does_not_arrive_becomes_one_too(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        village.fake.twilio.plan = CallbackPlan(statuses=("sent", "undelivered"), error_code=30005)
        village.notices()
        wait_until(lambda: village.tasks)
        assert [task.reason for task in village.tasks] == ["undeliverable_person"]

    def test_a_try_that_failed_is_made_again_at_a_decent_hour(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 11, 27, 16, 55)
        village.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=429, code=20429))
        village.notices()
        assert [row.state for row in village.rows(OutboxRow)] == [OutboxState.WAITING]
        assert village.fake.twilio.messages == []


class TestCommand:
    def test_what_is_planned_is_shown_and_sent_on_request(self, village: Village) -> None:
        person = village.person(choose_by=date(2026, 12, 4))
        assert shell(village, "notices").stdout == "Ingen varsler venter.\n"
        village.house.planner.plan()
        shown = shell(village, "notices").stdout
        assert f"kommune 0301  person {person.id}: fristen for å velge, 4. desember 2026" in shown
        village.at(2026, 12, 1, 10, 0)
        assert "1 varsel er lagt i utkurven" in shell(village, "notices", "--due").stdout
        village.deliver()
        assert len(village.fake.twilio.messages) == 1
