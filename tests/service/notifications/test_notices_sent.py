"""How a notice goes out: once, in decent hours, not to who wants none, and what if it cannot."""

import threading
from datetime import date

import pytest

from conversations.models import OutboxRow, OutboxState, Reply, Suppression
from conversations.notifications.models import NoticeState
from devtools.fake_twilio import CallbackPlan, Fault, FaultKind
from service.notifications.planner import SwitchedOff
from tests.channels.harness import wait_until
from tests.service.notifications.harness import LANDLINE, SOLVEIG, NoticeHarness, die, shell

THINK = "jeg må tenke på det"


class TestOnce:
    def test_two_workers_at_once_send_one(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        other = harness.another()
        start, placed = threading.Barrier(4), []

        def work(application: object) -> None:
            start.wait()
            placed.append(application.planner.run())  # type: ignore[attr-defined]

        applications = [harness.application, other, harness.application, other]
        threads = [
            threading.Thread(target=work, args=(application,)) for application in applications
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        other.services.close()
        harness.notices()
        assert len(harness.fake.twilio.messages) == 1
        assert [each.state for each in harness.kept] == [NoticeState.PLACED]

    def test_a_crash_between_planning_and_sending_loses_nothing(
        self, harness: NoticeHarness
    ) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        harness.application.planner.plan()
        harness.later(minutes=1)  # the process died, and another one starts
        harness.application.planner.run()
        assert [each.state for each in harness.kept] == [NoticeState.PLACED]
        harness.later(minutes=1)  # and died again before it was sent
        assert len(harness.notices()) == 1

    def test_a_crash_while_it_is_placed_leaves_it_planned(
        self, harness: NoticeHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        monkeypatch.setattr("conversations.notifications.notices.put", die)
        with pytest.raises(SystemExit):
            harness.application.planner.run()
        monkeypatch.undo()
        assert [each.state for each in harness.kept] == [NoticeState.PLANNED]
        assert len(harness.notices()) == 1


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
        harness: NoticeHarness,
        quiet: tuple[int, ...],
        effect: date,
        then: tuple[int, ...],
    ) -> None:
        harness.approve(harness.choose(harness.person()), effect)
        harness.at(*quiet)
        assert harness.notices() == []
        harness.at(*then)
        assert len(harness.notices()) == 1

    def test_one_that_was_placed_too_late_to_be_sent_waits(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 16, 59)
        harness.application.planner.run()
        harness.at(2026, 11, 27, 17, 1)
        harness.deliver()
        assert harness.fake.twilio.messages == []
        harness.at(2026, 11, 30, 8, 0)
        harness.deliver()
        assert len(harness.fake.twilio.messages) == 1

    def test_nobody_is_interrupted(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        harness.texts("jeg vil velge")
        assert harness.notices() == []
        harness.later(minutes=59)
        assert harness.notices() == []
        harness.later(minutes=1)
        assert len(harness.notices()) == 1

    def test_two_notices_to_one_number_do_not_come_at_once(self, harness: NoticeHarness) -> None:
        for _ in range(2):  # a married couple with one telephone
            harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        assert len(harness.notices()) == 1
        harness.later(hours=1)
        assert len(harness.notices()) == 1


class TestSwitchedOff:
    def test_who_said_stopp_gets_nothing(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.texts("stopp")
        harness.at(2026, 11, 27, 9, 0)
        assert harness.notices() == []
        assert [each.why_dropped for each in harness.kept] == ["opted_out"]
        assert harness.tasks == []

    def test_that_a_provider_leaves_reaches_them_another_way(self, harness: NoticeHarness) -> None:
        person = harness.person()
        harness.choose(person)
        harness.texts("stopp")
        harness.later(hours=2)
        shell(harness, "provider-leaves", "hasselvind")
        assert harness.notices() == []
        [task] = harness.tasks
        assert (task.reason, task.person_id) == ("undeliverable_opted_out", person.id)
        assert "skal slutte" in task.summary["not_delivered"]
        assert "leverandør som slutter" in shell(harness, "tasks").stdout

    def test_also_where_stopp_came_before_it_was_sent(self, harness: NoticeHarness) -> None:
        harness.choose(harness.person())
        shell(harness, "provider-leaves", "hasselvind")
        harness.application.planner.run()
        with harness.application.services.database.write() as session:
            session.add(
                Suppression(
                    number=SOLVEIG,
                    our_number="+4740000301",
                    municipality="0301",
                    source="person",
                    since=harness.now,
                )
            )
        harness.deliver()
        assert harness.fake.twilio.messages == []
        assert [task.reason for task in harness.tasks] == ["undeliverable_opted_out"]

    @pytest.mark.parametrize("setting", ["before_effect", "satisfied, 0301:before_effect"])
    def test_a_municipality_can_do_without_a_kind(
        self, harness: NoticeHarness, setting: str
    ) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.application.planner.plan()
        harness.at(2026, 11, 27, 9, 0, notices_off=setting)
        assert harness.notices() == []
        assert [each.why_dropped for each in harness.kept] == ["switched_off"]

    def test_another_municipality_is_another_matter(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0, notices_off="3201:before_effect")
        assert len(harness.notices()) == 1

    def test_where_reminders_are_off_nobody_is_offered_one(self, harness: NoticeHarness) -> None:
        harness.at(2026, 11, 23, 11, 0, notices_off="remind")
        assert "minne deg" not in harness.texts(THINK)

    def test_a_kind_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(ValueError, match="birthday"):
            SwitchedOff.of("birthday")


class TestUndeliverable:
    def test_a_landline_is_rung_and_never_texted(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person(phone=LANDLINE)), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        assert harness.notices() == []
        assert harness.fake.twilio.messages == []
        [call] = harness.fake.twilio.calls
        assert call.to == LANDLINE
        [row] = harness.rows(OutboxRow)
        assert (row.channel, row.decent_hours) == ("phone", True)
        [reply] = harness.rows(Reply)
        assert "er det Hasselvind Omsorg som hjelper deg" in reply.text

    def test_one_that_does_not_arrive_becomes_one_too(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        harness.fake.twilio.plan = CallbackPlan(statuses=("sent", "undelivered"), error_code=30005)
        harness.notices()
        wait_until(lambda: harness.tasks)
        assert [task.reason for task in harness.tasks] == ["undeliverable_person"]

    def test_a_try_that_failed_is_made_again_at_a_decent_hour(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 11, 27, 16, 55)
        harness.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=429, code=20429))
        harness.notices()
        assert [row.state for row in harness.rows(OutboxRow)] == [OutboxState.WAITING]
        assert harness.fake.twilio.messages == []


class TestCommand:
    def test_what_is_planned_is_shown_and_sent_on_request(self, harness: NoticeHarness) -> None:
        person = harness.person(choose_by=date(2026, 12, 4))
        assert shell(harness, "notices").stdout == "Ingen varsler venter.\n"
        harness.application.planner.plan()
        shown = shell(harness, "notices").stdout
        assert f"kommune 0301  person {person.id}: fristen for å velge, 4. desember 2026" in shown
        harness.at(2026, 12, 1, 10, 0)
        assert "1 varsel er lagt i utkurven" in shell(harness, "notices", "--due").stdout
        harness.deliver()
        assert len(harness.fake.twilio.messages) == 1
