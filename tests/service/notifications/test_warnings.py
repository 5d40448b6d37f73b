"""«Var det deg?»: who hears of what others do in a case, when, once, and what a NEI does."""

from datetime import date

import pytest

from choice_register.mandates.types import NewMandate, Scope
from choice_register.types import ChoiceView, PersonView
from conversations.models import Conversation, OutboxRow
from conversations.notifications.models import NoticeState
from conversations.threads import Opening, find_or_open
from tests.service.notifications.harness import (
    ARVID,
    LANDLINE,
    SOLVEIG,
    NoticeHarness,
    die,
    is_a_notice,
)

STRANGER = "+4740019999"
ASKED = (
    "Hei fra Oslo kommune. Solveig, mandag 23. november ble Hasselvind Omsorg valgt for deg."
    "\n\nVar det deg? Hvis ikke, svar NEI, så stopper jeg det."
)


def from_number(harness: NoticeHarness, number: str) -> str:
    """A conversation by text with somebody."""
    before = {row.id for row in harness.rows(Conversation)}
    harness.texts("hva koster det?", number)
    found = [row.id for row in harness.rows(Conversation) if row.peer == number]
    return next((each for each in found if each not in before), found[-1])


def called_from(harness: NoticeHarness, number: str) -> str:
    """A call that came in and showed a number."""
    opening = Opening("0301", "phone", number, "+4721930301", thread="CA" + "7" * 32)
    with harness.application.services.database.write() as session:
        return find_or_open(session, opening, harness.application.services.clock.now()).id


def state_of(harness: NoticeHarness, person: PersonView) -> list[tuple[str, str]]:
    choices = harness.application.register.choices(person.id)
    return [(each.provider_id, each.state.value) for each in reversed(choices)]


def elsewhere(
    harness: NoticeHarness, person: PersonView, provider: str = "hasselvind"
) -> ChoiceView:
    """Somebody with her letter chooses from another number."""
    return harness.choose(person, provider, conversation=from_number(harness, STRANGER))


def test_a_choice_from_elsewhere_is_told_at_once_and_once(harness: NoticeHarness) -> None:
    elsewhere(harness, harness.person())
    [sent] = harness.notices()
    assert sent == ASKED
    assert is_a_notice(sent)
    assert harness.fake.twilio.messages[-1].to == SOLVEIG
    harness.application.planner.warn()
    harness.later(minutes=10)
    assert harness.notices() == []
    assert [each.state for each in harness.kept] == [NoticeState.PLACED]


def test_one_from_the_number_on_record_is_not(harness: NoticeHarness) -> None:
    harness.choose(harness.person(), conversation=from_number(harness, SOLVEIG))
    harness.choose(harness.person(phone=ARVID))  # a caseworker, from a paper
    assert harness.notices() == []


def test_a_call_proves_no_mobile_s_number_for_anyone_can_show_it(harness: NoticeHarness) -> None:
    harness.choose(harness.person(), conversation=called_from(harness, SOLVEIG))
    assert harness.notices() == [ASKED]
    assert harness.fake.twilio.messages[-1].to == SOLVEIG


def test_a_landline_that_has_just_called_is_not_rung_back(harness: NoticeHarness) -> None:
    landline = LANDLINE
    harness.choose(harness.person(phone=landline), conversation=called_from(harness, landline))
    harness.later(minutes=10)
    assert harness.kept == []


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ((2026, 11, 28, 12, 0), (2026, 11, 28, 12, 0)),  # a Saturday
        ((2026, 11, 26, 20, 59), (2026, 11, 26, 20, 59)),
        ((2026, 11, 26, 23, 0), (2026, 11, 27, 8, 0)),
        ((2026, 12, 25, 7, 0), (2026, 12, 25, 8, 0)),
    ],
)
def test_it_waits_for_no_office_and_wakes_nobody(
    harness: NoticeHarness, done: tuple[int, ...], told: tuple[int, ...]
) -> None:
    harness.at(*done)
    elsewhere(harness, harness.person())
    if done != told:
        assert harness.notices() == []
        harness.at(*told)
    assert len(harness.notices()) == 1


NO = [
    "nei",
    "NEI!",
    "Nei det var ikke meg",
    "det var ikkje meg",
    "jeg har ikke valgt noen",
    "stopp",
]
"""Each right after the warning; «stopp» means the choice then, not the messages."""


@pytest.mark.parametrize("words", NO)
def test_no_stops_it_at_once_and_makes_a_task(harness: NoticeHarness, words: str) -> None:
    person = harness.person()
    made = elsewhere(harness, person)
    harness.notices()
    said = harness.texts(words)
    assert "Valget av Hasselvind Omsorg er stoppet." in said
    assert "Koden i brevet ditt virker ikke lenger." in said
    assert state_of(harness, person) == [("hasselvind", "withdrawn")]
    [task] = harness.tasks
    assert (task.reason, task.urgent, task.person_id) == ("not_me", True, person.id)
    assert task.summary["case"] == made.case_number
    assert harness.kept[0].answer == "no"
    assert harness.notices() == []  # what was stopped is no new act


@pytest.mark.parametrize("words", ["ja", "Ja, det var meg", "det gjorde jeg selv"])
def test_yes_leaves_it(harness: NoticeHarness, words: str) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    assert "Da blir det slik" in harness.texts(words)
    assert state_of(harness, person) == [("hasselvind", "received")]
    assert harness.tasks == []
    assert "stoppet" not in harness.texts("nei")


def test_no_comes_days_later_and_in_the_middle_of_something_else(harness: NoticeHarness) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    harness.later(days=4)
    harness.texts("hva koster det?")
    harness.texts("jeg må tenke på det")
    asked = harness.texts("nei")  # to the reminder, which was asked last
    assert "Da minner jeg deg ikke på det." in asked
    assert "Hvis ikke, svar NEI, så stopper jeg det." in asked
    assert state_of(harness, person) == [("hasselvind", "received")]
    assert "er stoppet" in harness.texts("nei")
    assert state_of(harness, person) == [("hasselvind", "withdrawn")]


def test_in_so_many_words_it_is_heard_beside_any_question(harness: NoticeHarness) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    harness.texts("jeg må tenke på det")
    assert "er stoppet" in harness.texts("Nei, det var ikke meg som valgte")


def test_what_is_in_effect_is_left_to_a_person_at_once(harness: NoticeHarness) -> None:
    person = harness.person()
    made = elsewhere(harness, person)
    harness.notices()
    harness.approve(made, date(2026, 12, 1))
    harness.at(2026, 12, 2, 10, 0)
    said = harness.texts("det var ikke meg")
    assert "Hasselvind Omsorg har allerede begynt. Det må et menneske stoppe." in said
    assert state_of(harness, person) == [("hasselvind", "in_effect")]
    assert [(each.reason, each.urgent) for each in harness.tasks] == [("not_me", True)]


def test_from_another_number_no_is_nothing(harness: NoticeHarness) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    assert "stoppet" not in harness.texts("nei", STRANGER)
    assert "stoppet" not in harness.texts("det var ikke meg", ARVID)
    assert state_of(harness, person) == [("hasselvind", "received")]


def test_whoever_signs_with_another_name_does_not_answer_for_her(harness: NoticeHarness) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    assert "Det er Solveig som må svare." in harness.texts("ja hilsen Arvid")
    assert harness.kept[0].answer is None
    assert "er stoppet" in harness.texts("nei")
    assert state_of(harness, person) == [("hasselvind", "withdrawn")]


def test_two_on_one_telephone_each_get_their_own_and_answer_by_name(harness: NoticeHarness) -> None:
    hers, his = harness.person(), harness.person(name="Arvid Myrhaug")
    elsewhere(harness, hers)
    elsewhere(harness, his, "klokkebekk")
    first, second = harness.notices()
    assert first.startswith("Hei fra Oslo kommune. Solveig, ")
    assert second.startswith("Hei fra Oslo kommune. Arvid, ")
    harness.texts("hva koster det?")
    assert "Dette gjelder Arvid og Solveig. Hvem svarer?" in harness.texts("nei")
    assert "Valget av Hasselvind Omsorg er stoppet." in harness.texts("nei Solveig")
    assert state_of(harness, his) == [("klokkebekk", "received")]
    assert "Valget av Klokkebekk" in harness.texts("nei")


def test_a_switch_that_is_stopped_leaves_what_she_had_chosen(harness: NoticeHarness) -> None:
    person = harness.person()
    harness.choose(person, "klokkebekk", conversation=from_number(harness, SOLVEIG))
    harness.later(minutes=5)
    elsewhere(harness, person, "hasselvind")
    harness.notices()
    harness.texts("nei")
    assert state_of(harness, person) == [("klokkebekk", "received"), ("hasselvind", "withdrawn")]


def test_an_undoing_is_put_back(harness: NoticeHarness) -> None:
    person = harness.person()
    made = harness.choose(person, conversation=from_number(harness, SOLVEIG))
    theirs = from_number(harness, STRANGER)
    harness.later(hours=1)
    harness._prove(person, theirs)
    harness.application.register.undo_choice(person.id, made.case_number, theirs, "sms", "key")
    [sent] = harness.notices()
    assert "ble valget ditt av Hasselvind Omsorg tatt tilbake" in sent
    assert "er på plass igjen" in harness.texts("nei")
    assert state_of(harness, person) == [("hasselvind", "received")]


def test_a_mandate_that_she_did_not_give_ends_with_what_was_done_by_it(
    harness: NoticeHarness,
) -> None:
    person, theirs = harness.person(), from_number(harness, STRANGER)
    harness._prove(person, theirs)
    new = NewMandate(person.id, "Kenneth Moe", "+4740012345", Scope.CHOOSE, theirs, "sms", "key")
    harness.application.register.give_mandate(new)
    [sent] = harness.notices()
    assert "Solveig, Kenneth Moe har fått fullmakt" in sent
    assert "Fullmakten til Kenneth Moe er tatt tilbake." in harness.texts("nei")
    assert harness.application.register.mandates_of(person.id) == []
    assert [task.reason for task in harness.tasks] == ["not_me"]


def test_without_a_number_it_is_written_and_a_landline_is_rung_in_the_evening(
    harness: NoticeHarness,
) -> None:
    harness.at(2026, 11, 28, 19, 0)  # a Saturday
    nobody = harness.person(phone=None)
    elsewhere(harness, nobody)
    assert harness.notices() == []
    [task] = harness.tasks
    assert (task.reason, task.person_id) == ("warn_by_letter", nobody.id)
    assert "ble Hasselvind Omsorg valgt for deg" in task.summary["not_delivered"]
    assert STRANGER not in (task.peer, task.call_back_number)
    elsewhere(harness, harness.person(phone=LANDLINE))
    harness.notices()
    assert [call.to for call in harness.fake.twilio.calls] == [LANDLINE]


def test_who_wants_no_texts_is_written_to(harness: NoticeHarness) -> None:
    harness.texts("stopp")
    elsewhere(harness, harness.person())
    assert harness.notices() == []
    assert [task.reason for task in harness.tasks] == ["undeliverable_opted_out"]


def test_a_letter_that_was_sent_since_is_hers_and_stays(harness: NoticeHarness) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    harness.later(days=1)
    harness.application.register.issue_letter(person.id)
    assert "Koden i brevet" not in harness.texts("nei")


def test_it_interrupts_and_a_no_then_answers_it_and_not_what_was_asked(
    harness: NoticeHarness,
) -> None:
    person = harness.person()
    harness.texts("jeg må tenke på det")  # «Skal jeg minne deg på det?» waits
    elsewhere(harness, person)
    assert len(harness.notices()) == 1
    said = harness.texts("nei")
    assert "er stoppet" in said
    assert [row.decent_hours for row in harness.rows(OutboxRow)] == [False] * len(
        harness.rows(OutboxRow)
    )


def test_turns_that_run_again_stop_once(harness: NoticeHarness) -> None:
    person = harness.person()
    elsewhere(harness, person)
    harness.notices()
    turns = harness.application.services.turns
    commit = turns._committing.commit

    turns._committing.commit = die  # type: ignore[method-assign,assignment]
    with pytest.raises(SystemExit):
        harness.texts("nei")
    assert state_of(harness, person) == [("hasselvind", "withdrawn")]
    turns._committing.commit = commit  # type: ignore[method-assign]
    [waiting] = {row.conversation_id for row in harness.kept}
    assert waiting is not None
    turns.run_next(waiting)
    harness.deliver()
    assert "er stoppet" in harness.fake.twilio.messages[-1].body["body"]
    assert len(harness.tasks) == 1
