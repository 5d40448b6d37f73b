"""What we write first: to whom, when, once, and how the answer to it is understood."""

from datetime import date

import pytest
from sqlalchemy import update

from conversations.models import InboundMessage, Task, TaskState
from conversations.notifications.models import NoticeKind, NoticeState
from tests.service.notifications.harness import (
    ARVID,
    CASEWORKER,
    OSLO,
    SERVICE,
    SOLVEIG,
    NoticeHarness,
    die,
    is_a_notice,
    oslo,
    shell,
)

THINK = "jeg må tenke på det"


class TestReminder:
    def test_who_wants_to_think_is_asked_and_reminded_after_two_days(
        self, harness: NoticeHarness
    ) -> None:
        asked = harness.texts(THINK)
        assert "Skal jeg minne deg på det om et par dager?" in asked
        assert harness.texts("ja") == "Det skal jeg gjøre. Du får en SMS onsdag 25. november."
        harness.at(2026, 11, 24, 16, 0)
        assert harness.notices() == []
        harness.at(2026, 11, 25, 9, 0)
        [sent] = harness.notices()
        assert is_a_notice(sent)
        assert "Du ville tenke på hvem som skal hjelpe deg." in sent
        assert "Vil du velge nå?" in sent
        harness.at(2026, 11, 27, 9, 0)
        assert harness.notices() == []

    def test_after_a_death_nothing_is_sent_before_a_caseworker_has_looked(
        self, harness: NoticeHarness
    ) -> None:
        harness.texts(THINK)
        harness.texts("ja")
        harness.texts("mannen min døde i går")
        harness.at(2026, 11, 25, 9, 0)
        assert [task.reason for task in harness.tasks] == ["death"]
        assert harness.notices() == []
        with harness.application.services.database.write() as session:
            session.execute(update(Task).values(state=TaskState.DONE))
        harness.at(2026, 11, 25, 12, 0)
        assert len(harness.notices()) == 1

    def test_two_days_before_the_weekend_is_monday(self, harness: NoticeHarness) -> None:
        harness.at(2026, 11, 26, 22, 0)
        harness.texts(THINK)
        assert "mandag 30. november" in harness.texts("ja")
        harness.at(2026, 11, 28, 12, 0)
        assert harness.notices() == []
        harness.at(2026, 11, 30, 9, 0)
        assert len(harness.notices()) == 1

    def test_no_is_no(self, harness: NoticeHarness) -> None:
        harness.texts(THINK)
        assert harness.texts("nei") == "Greit. Da minner jeg deg ikke på det."
        assert harness.kept == []

    def test_a_question_in_between_is_answered_and_it_is_asked_again(
        self, harness: NoticeHarness
    ) -> None:
        harness.texts(THINK)
        assert "Skal jeg minne deg" in harness.texts("hva koster det?")
        assert harness.kept == []
        harness.texts("ja")
        assert len(harness.kept) == 1

    def test_what_was_asked_before_is_asked_still(self, harness: NoticeHarness) -> None:
        harness.texts("jeg vil velge")
        harness.texts(THINK)
        harness.texts("ja")
        assert "koden" in harness.texts("hjelp").lower()

    def test_a_choice_in_the_meantime_makes_it_needless(self, harness: NoticeHarness) -> None:
        person = harness.person()
        harness.texts(THINK)
        harness.texts("ja")
        [notice] = harness.kept
        harness.choose(person, conversation=notice.conversation_id)
        harness.at(2026, 11, 25, 9, 0)
        assert harness.notices() == []
        assert harness.kept[0].why_dropped == "no_longer_true"

    def test_who_was_reminded_is_not_asked_again(self, harness: NoticeHarness) -> None:
        harness.texts(THINK)
        harness.texts("ja")
        harness.at(2026, 11, 25, 9, 0)
        harness.notices()
        assert "minne deg" not in harness.texts(THINK)

    def test_yes_to_choosing_begins_a_choice_days_later(self, harness: NoticeHarness) -> None:
        harness.texts(THINK)
        harness.texts("ja")
        harness.at(2026, 11, 25, 9, 0)
        harness.notices()
        harness.at(2026, 11, 28, 20, 0)
        assert "koden" in harness.texts("ja").lower()

    def test_no_to_choosing_leaves_it(self, harness: NoticeHarness) -> None:
        harness.texts(THINK)
        harness.texts("ja")
        harness.at(2026, 11, 25, 9, 0)
        harness.notices()
        assert "Da blir det som det er." in harness.texts("nei")

    def test_a_turn_that_is_run_again_plans_one(self, harness: NoticeHarness) -> None:
        harness.texts(THINK)
        turns = harness.application.services.turns
        ending = turns._committing
        commit, ending.commit = ending.commit, die  # type: ignore[method-assign,assignment]
        with pytest.raises(SystemExit):
            harness.texts("ja")
        ending.commit = commit  # type: ignore[method-assign]
        assert harness.kept == []
        [conversation] = {row.conversation_id for row in harness.rows(InboundMessage)}
        turns.run_next(conversation)
        assert len(harness.kept) == 1


class TestBeforeEffect:
    def test_it_comes_two_working_days_before(self, harness: NoticeHarness) -> None:
        choice = harness.choose(harness.person())
        harness.approve(choice, date(2026, 12, 1))
        harness.at(2026, 11, 26, 16, 59)
        assert harness.notices() == []
        harness.at(2026, 11, 27, 9, 0)
        assert harness.notices() == [
            "Hei fra Oslo kommune. Fra tirsdag 1. desember er det Hasselvind Omsorg som "
            "hjelper deg. Lurer du på noe? Svar her, eller ring 40 00 03 01."
        ]
        for _ in range(3):
            harness.later(hours=2)
            assert harness.notices() == []

    def test_christmas_is_no_working_day(self, harness: NoticeHarness) -> None:
        choice = harness.choose(harness.person())
        harness.approve(choice, date(2026, 12, 28))
        harness.at(2026, 12, 21, 12, 0)
        assert harness.notices() == []
        harness.at(2026, 12, 22, 9, 0)
        assert len(harness.notices()) == 1

    def test_a_choice_that_is_not_approved_is_not_announced(self, harness: NoticeHarness) -> None:
        harness.choose(harness.person())
        harness.at(2026, 12, 3, 10, 0)
        assert harness.notices() == []

    def test_nor_one_that_was_rejected_in_the_meantime(self, harness: NoticeHarness) -> None:
        person = harness.person()
        choice = harness.choose(person)
        harness.approve(choice, date(2026, 12, 1))
        harness.application.planner.plan()
        harness.application.register.reject(OSLO, choice.case_number, CASEWORKER, "feil")
        harness.at(2026, 11, 27, 9, 0)
        assert harness.notices() == []
        assert [each.why_dropped for each in harness.kept] == ["no_longer_true"]

    def test_another_date_is_told_anew(self, harness: NoticeHarness) -> None:
        choice = harness.choose(harness.person())
        harness.approve(choice, date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        harness.notices()
        harness.approve(choice, date(2026, 12, 4))
        harness.at(2026, 12, 2, 9, 0)
        [sent] = harness.notices()
        assert "fredag 4. desember" in sent

    def test_two_services_of_one_provider_are_one_notice(self, harness: NoticeHarness) -> None:
        both = (SERVICE, "home_nursing")
        choice = harness.choose(harness.person(services=both), services=both)
        harness.approve(choice, date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        assert len(harness.notices()) == 1

    def test_in_the_persons_own_standard(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person(standard="nn")), date(2026, 12, 1))
        harness.at(2026, 11, 27, 9, 0)
        [sent] = harness.notices()
        assert sent.startswith("Hei frå Oslo kommune. Frå tysdag 1. desember")


class TestDeadline:
    def test_who_has_not_chosen_is_told_three_days_before(self, harness: NoticeHarness) -> None:
        harness.person(choose_by=date(2026, 12, 4))
        harness.at(2026, 11, 30, 16, 0)
        assert harness.notices() == []
        harness.at(2026, 12, 1, 9, 0)
        [sent] = harness.notices()
        assert is_a_notice(sent)
        assert "Siste dag er fredag 4. desember." in sent
        harness.at(2026, 12, 3, 9, 0)
        assert harness.notices() == []

    def test_where_that_is_a_sunday_it_comes_on_friday(self, harness: NoticeHarness) -> None:
        harness.person(choose_by=date(2026, 12, 2))
        harness.at(2026, 11, 27, 9, 0)
        assert len(harness.notices()) == 1

    def test_who_has_chosen_is_not(self, harness: NoticeHarness) -> None:
        person = harness.person(choose_by=date(2026, 12, 4))
        harness.application.planner.plan()
        harness.choose(person)
        harness.at(2026, 12, 1, 9, 0)
        assert harness.notices() == []
        assert [each.state for each in harness.kept] == [NoticeState.DROPPED]

    def test_a_deadline_that_is_past_is_not_told(self, harness: NoticeHarness) -> None:
        harness.person(choose_by=date(2026, 12, 4))
        harness.application.planner.plan()
        harness.at(2026, 12, 7, 9, 0)
        assert harness.notices() == []


class TestProviderLeaves:
    def test_a_contract_that_ends_lets_people_choose_again(self, harness: NoticeHarness) -> None:
        harness.at(2027, 11, 1, 10, 0)
        harness.choose(harness.person())
        assert harness.notices() == []
        harness.at(2027, 12, 1, 9, 0)
        [sent] = harness.notices()
        assert "Avtalen vår med Hasselvind Omsorg varer til fredag 31. desember." in sent
        assert "koden" in harness.texts("ja").lower()
        harness.at(2027, 12, 15, 9, 0)
        assert harness.notices() == []

    def test_by_command_everybody_who_has_it_is_told_once(self, harness: NoticeHarness) -> None:
        harness.choose(harness.person())
        harness.choose(harness.person(phone=ARVID), provider="klokkebekk")
        for _ in range(2):
            said = shell(harness, "provider-leaves", "hasselvind").stdout
            assert said.startswith("1 person har Hasselvind Omsorg.")
        [sent] = harness.notices()
        assert "Hasselvind Omsorg skal slutte å gi hjelp her." in sent
        assert harness.fake.twilio.messages[-1].to == SOLVEIG
        assert harness.notices() == []

    def test_with_a_last_day(self, harness: NoticeHarness) -> None:
        harness.choose(harness.person())
        shell(harness, "provider-leaves", "hasselvind", "--last-day", "2026-12-31")
        assert "varer til torsdag 31. desember" in harness.notices()[0]

    def test_who_has_chosen_another_is_not_told(self, harness: NoticeHarness) -> None:
        person = harness.person()
        choice = harness.choose(person)
        harness.approve(choice, date(2026, 12, 1))
        harness.at(2026, 12, 1, 7, 0)
        shell(harness, "provider-leaves", "hasselvind")
        harness.choose(person, provider="klokkebekk")
        harness.at(2026, 12, 1, 9, 0)
        assert harness.notices() == []

    def test_without_a_number_a_letter_is_asked_for(self, harness: NoticeHarness) -> None:
        person = harness.person(phone=None)
        harness.choose(person)
        said = shell(harness, "provider-leaves", "hasselvind").stdout
        assert f"person {person.id}, Solveig Myrhaug" in said
        assert harness.notices() == []
        assert "må få brev" in shell(harness, "notices").stdout

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("nobody",), "Katalogen har ingen leverandør med id nobody."),
            (("hasselvind", "--municipality", "9999"), "9999"),
            (("hasselvind", "--last-day", "2026-01-01"), "Dagen er passert."),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, harness: NoticeHarness, arguments: tuple[str, ...], words: str
    ) -> None:
        result = shell(harness, "provider-leaves", *arguments)
        assert result.exit_code != 0
        assert words in result.stderr

    def test_nobody_who_has_it(self, harness: NoticeHarness) -> None:
        assert shell(harness, "provider-leaves", "hasselvind").stdout.startswith("Ingen har")


class TestSatisfied:
    @pytest.fixture
    def asked(self, harness: NoticeHarness) -> NoticeHarness:
        """A month after the new provider came."""
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 12, 1, 7, 0)
        harness.at(2026, 12, 30, 12, 0)
        assert harness.notices() == []
        harness.at(2027, 1, 4, 9, 0)  # the first of January and the weekend are no days for it
        [sent] = harness.notices()
        assert is_a_notice(sent)
        assert "Er du fornøyd? Svar med et tall." in sent
        return harness

    @pytest.mark.parametrize("answer", ["3", "4", "5", "ja"])
    def test_a_good_mark_is_kept_and_thanked_for(self, asked: NoticeHarness, answer: str) -> None:
        assert asked.texts(answer) == "Takk for svaret."
        [notice] = [each for each in asked.kept if each.kind is NoticeKind.SATISFIED]
        assert notice.answer == {"ja": "yes"}.get(answer, answer)
        assert notice.answered_at == oslo(2027, 1, 4, 9, 0)

    @pytest.mark.parametrize("answer", ["1", "2", "nei"])
    def test_a_low_one_leads_to_the_question_whether_to_switch(
        self, asked: NoticeHarness, answer: str
    ) -> None:
        assert "Vil du bytte til noen andre?" in asked.texts(answer)
        assert asked.kept[-1].answer == {"nei": "no"}.get(answer, answer)
        assert "koden" in asked.texts("ja").lower()

    def test_no_to_switching_leaves_it(self, asked: NoticeHarness) -> None:
        asked.texts("1")
        assert "Da blir det som det er." in asked.texts("nei")

    def test_another_number_is_asked_for_again(self, asked: NoticeHarness) -> None:
        assert "fra 1 til 5" in asked.texts("7")
        assert asked.texts("5") == "Takk for svaret."

    def test_it_is_asked_once(self, asked: NoticeHarness) -> None:
        asked.texts("5")
        for _ in range(3):
            asked.later(days=2)
            assert asked.notices() == []

    def test_an_old_choice_is_not_asked_about(self, harness: NoticeHarness) -> None:
        harness.approve(harness.choose(harness.person()), date(2026, 12, 1))
        harness.at(2026, 12, 1, 7, 0)
        harness.at(2027, 3, 1, 9, 0)
        assert harness.notices() == []
