"""What we write first: to whom, when, once, and how the answer to it is understood."""

import re
import threading
from collections.abc import Iterator
from datetime import date

import pytest
import structlog
from click.testing import CliRunner, Result

from brukervalg.cli import main
from brukervalg.fake_twilio import CallbackPlan, Fault, FaultKind, serve_fake
from brukervalg.notices import SwitchedOff
from channels.models import (
    InboundMessage,
    NoticeKind,
    NoticeState,
    OutboxRow,
    OutboxState,
    Suppression,
    TaskState,
)
from channels.sms.format import segments
from migrations import upgrade
from tests.brukervalg.village import (
    ARVID,
    CASEWORKER,
    LANDLINE,
    OSLO,
    SERVICE,
    SOLVEIG,
    Village,
    oslo,
)
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.running import wait_until

THINK = "jeg må tenke på det"


@pytest.fixture
def village(database_url: str) -> Iterator[Village]:
    upgrade(database_url)
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    village = Village(database_url, engine, fake)
    yield village
    village.close()
    fake.stop()
    engine.stop()
    keeps_to_itself([message.body["body"] for message in fake.twilio.messages])


def keeps_to_itself(sent: list[str]) -> None:
    """Promise 5, over all that went out in a test."""
    for body in sent:
        assert not re.search(r"https?:|www\.|\.no\b|\.com\b", body), body
        # Prices and the like may be told to who asks; what we begin with names no service.
        if body.startswith("Hei fr"):
            assert not re.search(r"praktisk|pleie|bistand|rengjøring|vedtak", body, re.I), body


def is_a_notice(body: str) -> bool:
    assert segments(body) <= 2, body
    return body.startswith("Hei fra Oslo kommune. ")


class TestReminder:
    def test_who_wants_to_think_is_asked_and_reminded_after_two_days(
        self, village: Village
    ) -> None:
        asked = village.texts(THINK)
        assert "Skal jeg minne deg på det om et par dager?" in asked
        assert village.texts("ja") == "Det skal jeg gjøre. Du får en SMS onsdag 25. november."
        village.at(2026, 11, 24, 16, 0)
        assert village.notices() == []
        village.at(2026, 11, 25, 9, 0)
        [sent] = village.notices()
        assert is_a_notice(sent)
        assert "Du ville tenke på hvem som skal hjelpe deg." in sent
        assert "Vil du velge nå?" in sent
        village.at(2026, 11, 27, 9, 0)
        assert village.notices() == []

    def test_two_days_before_the_weekend_is_monday(self, village: Village) -> None:
        village.at(2026, 11, 26, 22, 0)
        village.texts(THINK)
        assert "mandag 30. november" in village.texts("ja")
        village.at(2026, 11, 28, 12, 0)
        assert village.notices() == []
        village.at(2026, 11, 30, 9, 0)
        assert len(village.notices()) == 1

    def test_no_is_no(self, village: Village) -> None:
        village.texts(THINK)
        assert village.texts("nei") == "Greit. Da minner jeg deg ikke på det."
        assert village.kept == []

    def test_a_question_in_between_lets_it_go(self, village: Village) -> None:
        village.texts(THINK)
        village.texts("hva koster det?")
        village.texts("ja")
        assert village.kept == []

    def test_what_was_asked_before_is_asked_still(self, village: Village) -> None:
        village.texts("jeg vil velge")
        village.texts(THINK)
        village.texts("ja")
        assert "koden" in village.texts("hjelp").lower()

    def test_a_choice_in_the_meantime_makes_it_needless(self, village: Village) -> None:
        person = village.person()
        village.texts(THINK)
        village.texts("ja")
        [notice] = village.kept
        village.choose(person, conversation=notice.conversation_id)
        village.at(2026, 11, 25, 9, 0)
        assert village.notices() == []
        assert village.kept[0].why_dropped == "no_longer_true"

    def test_who_was_reminded_is_not_asked_again(self, village: Village) -> None:
        village.texts(THINK)
        village.texts("ja")
        village.at(2026, 11, 25, 9, 0)
        village.notices()
        assert "minne deg" not in village.texts(THINK)

    def test_yes_to_choosing_begins_a_choice_days_later(self, village: Village) -> None:
        village.texts(THINK)
        village.texts("ja")
        village.at(2026, 11, 25, 9, 0)
        village.notices()
        village.at(2026, 11, 28, 20, 0)
        assert "koden" in village.texts("ja").lower()

    def test_no_to_choosing_leaves_it(self, village: Village) -> None:
        village.texts(THINK)
        village.texts("ja")
        village.at(2026, 11, 25, 9, 0)
        village.notices()
        assert "Da blir det som det er." in village.texts("nei")

    def test_a_turn_that_is_run_again_plans_one(self, village: Village) -> None:
        village.texts(THINK)
        turns = village.house.services.turns
        commit, turns._commit = turns._commit, _die  # type: ignore[method-assign,assignment]
        with pytest.raises(SystemExit):
            village.texts("ja")
        turns._commit = commit  # type: ignore[method-assign]
        assert village.kept == []
        [conversation] = {row.conversation_id for row in village.rows(InboundMessage)}
        turns.run_next(conversation)
        assert len(village.kept) == 1


def _die(*_: object, **__: object) -> None:
    raise SystemExit


class TestBeforeEffect:
    def test_it_comes_two_working_days_before(self, village: Village) -> None:
        choice = village.choose(village.person())
        village.approve(choice, date(2026, 12, 1))
        village.at(2026, 11, 26, 16, 59)
        assert village.notices() == []
        village.at(2026, 11, 27, 9, 0)
        assert village.notices() == [
            "Hei fra Oslo kommune. Fra tirsdag 1. desember er det Hasselvind Omsorg som "
            "hjelper deg. Lurer du på noe? Svar her, eller ring 40 00 03 01."
        ]
        for _ in range(3):
            village.later(hours=2)
            assert village.notices() == []

    def test_christmas_is_no_working_day(self, village: Village) -> None:
        choice = village.choose(village.person())
        village.approve(choice, date(2026, 12, 28))
        village.at(2026, 12, 21, 12, 0)
        assert village.notices() == []
        village.at(2026, 12, 22, 9, 0)
        assert len(village.notices()) == 1

    def test_a_choice_that_is_not_approved_is_not_announced(self, village: Village) -> None:
        village.choose(village.person())
        village.at(2026, 12, 3, 10, 0)
        assert village.notices() == []

    def test_nor_one_that_was_rejected_in_the_meantime(self, village: Village) -> None:
        person = village.person()
        choice = village.choose(person)
        village.approve(choice, date(2026, 12, 1))
        village.house.planner.plan()
        village.house.register.reject(OSLO, choice.case_number, CASEWORKER, "feil")
        village.at(2026, 11, 27, 9, 0)
        assert village.notices() == []
        assert [each.why_dropped for each in village.kept] == ["no_longer_true"]

    def test_another_date_is_told_anew(self, village: Village) -> None:
        choice = village.choose(village.person())
        village.approve(choice, date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        village.notices()
        village.approve(choice, date(2026, 12, 4))
        village.at(2026, 12, 2, 9, 0)
        [sent] = village.notices()
        assert "fredag 4. desember" in sent

    def test_two_services_of_one_provider_are_one_notice(self, village: Village) -> None:
        both = (SERVICE, "home_nursing")
        choice = village.choose(village.person(services=both), services=both)
        village.approve(choice, date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        assert len(village.notices()) == 1

    def test_in_the_persons_own_standard(self, village: Village) -> None:
        village.approve(village.choose(village.person(standard="nn")), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        [sent] = village.notices()
        assert sent.startswith("Hei frå Oslo kommune. Frå tysdag 1. desember")


class TestDeadline:
    def test_who_has_not_chosen_is_told_three_days_before(self, village: Village) -> None:
        village.person(choose_by=date(2026, 12, 4))
        village.at(2026, 11, 30, 16, 0)
        assert village.notices() == []
        village.at(2026, 12, 1, 9, 0)
        [sent] = village.notices()
        assert is_a_notice(sent)
        assert "Siste dag er fredag 4. desember." in sent
        village.at(2026, 12, 3, 9, 0)
        assert village.notices() == []

    def test_where_that_is_a_sunday_it_comes_on_friday(self, village: Village) -> None:
        village.person(choose_by=date(2026, 12, 2))
        village.at(2026, 11, 27, 9, 0)
        assert len(village.notices()) == 1

    def test_who_has_chosen_is_not(self, village: Village) -> None:
        person = village.person(choose_by=date(2026, 12, 4))
        village.house.planner.plan()
        village.choose(person)
        village.at(2026, 12, 1, 9, 0)
        assert village.notices() == []
        assert [each.state for each in village.kept] == [NoticeState.DROPPED]

    def test_a_deadline_that_is_past_is_not_told(self, village: Village) -> None:
        village.person(choose_by=date(2026, 12, 4))
        village.house.planner.plan()
        village.at(2026, 12, 7, 9, 0)
        assert village.notices() == []


class TestProviderLeaves:
    def test_a_contract_that_ends_lets_people_choose_again(self, village: Village) -> None:
        village.at(2027, 11, 1, 10, 0)
        village.choose(village.person())
        assert village.notices() == []
        village.at(2027, 12, 1, 9, 0)
        [sent] = village.notices()
        assert "Avtalen vår med Hasselvind Omsorg varer til fredag 31. desember." in sent
        assert "koden" in village.texts("ja").lower()
        village.at(2027, 12, 15, 9, 0)
        assert village.notices() == []

    def test_by_command_everybody_who_has_it_is_told_once(self, village: Village) -> None:
        village.choose(village.person())
        village.choose(village.person(phone=ARVID), provider="klokkebekk")
        for _ in range(2):
            said = shell(village, "provider-leaves", "hasselvind").stdout
            assert said.startswith("1 person har Hasselvind Omsorg.")
        [sent] = village.notices()
        assert "Hasselvind Omsorg skal slutte å gi hjelp her." in sent
        assert village.fake.twilio.messages[-1].to == SOLVEIG
        assert village.notices() == []

    def test_with_a_last_day(self, village: Village) -> None:
        village.choose(village.person())
        shell(village, "provider-leaves", "hasselvind", "--last-day", "2026-12-31")
        assert "varer til torsdag 31. desember" in village.notices()[0]

    def test_who_has_chosen_another_is_not_told(self, village: Village) -> None:
        person = village.person()
        choice = village.choose(person)
        village.approve(choice, date(2026, 12, 1))
        village.at(2026, 12, 1, 7, 0)
        shell(village, "provider-leaves", "hasselvind")
        village.choose(person, provider="klokkebekk")
        village.at(2026, 12, 1, 9, 0)
        assert village.notices() == []

    def test_without_a_number_a_letter_is_asked_for(self, village: Village) -> None:
        person = village.person(phone=None)
        village.choose(person)
        said = shell(village, "provider-leaves", "hasselvind").stdout
        assert f"person {person.id}, Solveig Myrhaug" in said
        assert village.notices() == []
        assert "må få brev" in shell(village, "notices").stdout

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("nobody",), "Katalogen har ingen leverandør med id nobody."),
            (("hasselvind", "--municipality", "9999"), "9999"),
            (("hasselvind", "--last-day", "2026-01-01"), "Dagen er passert."),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, village: Village, arguments: tuple[str, ...], words: str
    ) -> None:
        result = shell(village, "provider-leaves", *arguments)
        assert result.exit_code != 0
        assert words in result.stderr

    def test_nobody_who_has_it(self, village: Village) -> None:
        assert shell(village, "provider-leaves", "hasselvind").stdout.startswith("Ingen har")


class TestSatisfied:
    @pytest.fixture
    def asked(self, village: Village) -> Village:
        """A month after the new provider came."""
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 12, 1, 7, 0)
        village.at(2026, 12, 30, 12, 0)
        assert village.notices() == []
        village.at(2027, 1, 4, 9, 0)  # the first of January and the weekend are no days for it
        [sent] = village.notices()
        assert is_a_notice(sent)
        assert "Er du fornøyd? Svar med et tall." in sent
        return village

    @pytest.mark.parametrize("answer", ["3", "4", "5", "ja"])
    def test_a_good_mark_is_kept_and_thanked_for(self, asked: Village, answer: str) -> None:
        assert asked.texts(answer) == "Takk for svaret."
        [notice] = [each for each in asked.kept if each.kind is NoticeKind.SATISFIED]
        assert notice.answer == {"ja": "yes"}.get(answer, answer)
        assert notice.answered_at == oslo(2027, 1, 4, 9, 0)

    @pytest.mark.parametrize("answer", ["1", "2", "nei"])
    def test_a_low_one_leads_to_the_question_whether_to_switch(
        self, asked: Village, answer: str
    ) -> None:
        assert "Vil du bytte til noen andre?" in asked.texts(answer)
        assert asked.kept[-1].answer == {"nei": "no"}.get(answer, answer)
        assert "koden" in asked.texts("ja").lower()

    def test_no_to_switching_leaves_it(self, asked: Village) -> None:
        asked.texts("1")
        assert "Da blir det som det er." in asked.texts("nei")

    def test_another_number_is_asked_for_again(self, asked: Village) -> None:
        assert "fra 1 til 5" in asked.texts("7")
        assert asked.texts("5") == "Takk for svaret."

    def test_it_is_asked_once(self, asked: Village) -> None:
        asked.texts("5")
        for _ in range(3):
            asked.later(days=2)
            assert asked.notices() == []

    def test_an_old_choice_is_not_asked_about(self, village: Village) -> None:
        village.approve(village.choose(village.person()), date(2026, 12, 1))
        village.at(2026, 12, 1, 7, 0)
        village.at(2027, 3, 1, 9, 0)
        assert village.notices() == []


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
        monkeypatch.setattr("channels.notices.put", _die)
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
        assert (task.reason, task.person_id) == ("undeliverable_opted_out", str(person.id))
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
    def test_a_landline_becomes_a_call_task(self, village: Village) -> None:
        person = village.person(phone=LANDLINE)
        village.approve(village.choose(person), date(2026, 12, 1))
        village.at(2026, 11, 27, 9, 0)
        assert village.notices() == []
        [task] = village.tasks
        assert (task.reason, task.person_id) == ("undeliverable_person", str(person.id))
        assert task.call_back_number == LANDLINE
        assert task.summary["notice"] == "before_effect"
        assert task.state is TaskState.OPEN

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


def shell(village: Village, *arguments: str) -> Result:
    environment = {
        "BRUKERVALG_DATABASE_URL": village.database_url,
        "BRUKERVALG_NOW": village.now.isoformat(),
        "BRUKERVALG_TWILIO_API_BASE_URL": village.fake.base_url,
    }
    result = CliRunner().invoke(main, arguments, env=environment)
    structlog.reset_defaults()  # a command logs to its own standard error, which is closed now
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
