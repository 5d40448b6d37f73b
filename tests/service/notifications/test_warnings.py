"""«Var det deg?»: who hears of what others do in a case, when, once, and what a NEI does."""

from datetime import date

import pytest

from choice_register.mandates.types import NewMandate, Scope
from choice_register.types import ChoiceView, PersonView
from conversations.models import Conversation, OutboxRow
from conversations.notifications.models import NoticeState
from conversations.threads import Opening, find_or_open
from tests.service.notifications.village import (
    ARVID,
    LANDLINE,
    SOLVEIG,
    Village,
    die,
    is_a_notice,
)

STRANGER = "+4740019999"
ASKED = (
    "Hei fra Oslo kommune. Solveig, mandag 23. november ble Hasselvind Omsorg valgt for deg."
    "\n\nVar det deg? Hvis ikke, svar NEI, så stopper jeg det."
)


def from_number(village: Village, number: str) -> str:
    """A conversation by text with somebody."""
    before = {row.id for row in village.rows(Conversation)}
    village.texts("hva koster det?", number)
    found = [row.id for row in village.rows(Conversation) if row.peer == number]
    return next((each for each in found if each not in before), found[-1])


def called_from(village: Village, number: str) -> str:
    """A call that came in and showed a number."""
    opening = Opening("0301", "phone", number, "+4721930301", thread="CA" + "7" * 32)
    with village.house.services.database.write() as session:
        return find_or_open(session, opening, village.house.services.clock.now()).id


def state_of(village: Village, person: PersonView) -> list[tuple[str, str]]:
    choices = village.house.register.choices(person.id)
    return [(each.provider_id, each.state.value) for each in reversed(choices)]


def elsewhere(village: Village, person: PersonView, provider: str = "hasselvind") -> ChoiceView:
    """Somebody with her letter chooses from another number."""
    return village.choose(person, provider, conversation=from_number(village, STRANGER))


def test_a_choice_from_elsewhere_is_told_at_once_and_once(village: Village) -> None:
    elsewhere(village, village.person())
    [sent] = village.notices()
    assert sent == ASKED
    assert is_a_notice(sent)
    assert village.fake.twilio.messages[-1].to == SOLVEIG
    village.house.planner.warn()
    village.later(minutes=10)
    assert village.notices() == []
    assert [each.state for each in village.kept] == [NoticeState.PLACED]


def test_one_from_the_number_on_record_is_not(village: Village) -> None:
    village.choose(village.person(), conversation=from_number(village, SOLVEIG))
    village.choose(village.person(phone=ARVID))  # a caseworker, from a paper
    assert village.notices() == []


def test_a_call_proves_no_mobile_s_number_for_anyone_can_show_it(village: Village) -> None:
    village.choose(village.person(), conversation=called_from(village, SOLVEIG))
    assert village.notices() == [ASKED]
    assert village.fake.twilio.messages[-1].to == SOLVEIG


def test_a_landline_that_has_just_called_is_not_rung_back(village: Village) -> None:
    landline = LANDLINE
    village.choose(village.person(phone=landline), conversation=called_from(village, landline))
    village.later(minutes=10)
    assert village.kept == []


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
    village: Village, done: tuple[int, ...], told: tuple[int, ...]
) -> None:
    village.at(*done)
    elsewhere(village, village.person())
    if done != told:
        assert village.notices() == []
        village.at(*told)
    assert len(village.notices()) == 1


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
def test_no_stops_it_at_once_and_makes_a_task(village: Village, words: str) -> None:
    person = village.person()
    made = elsewhere(village, person)
    village.notices()
    said = village.texts(words)
    assert "Valget av Hasselvind Omsorg er stoppet." in said
    assert "Koden i brevet ditt virker ikke lenger." in said
    assert state_of(village, person) == [("hasselvind", "withdrawn")]
    [task] = village.tasks
    assert (task.reason, task.urgent, task.person_id) == ("not_me", True, person.id)
    assert task.summary["case"] == made.case_number
    assert village.kept[0].answer == "no"
    assert village.notices() == []  # what was stopped is no new act


@pytest.mark.parametrize("words", ["ja", "Ja, det var meg", "det gjorde jeg selv"])
def test_yes_leaves_it(village: Village, words: str) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    assert "Da blir det slik" in village.texts(words)
    assert state_of(village, person) == [("hasselvind", "received")]
    assert village.tasks == []
    assert "stoppet" not in village.texts("nei")


def test_no_comes_days_later_and_in_the_middle_of_something_else(village: Village) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    village.later(days=4)
    village.texts("hva koster det?")
    village.texts("jeg må tenke på det")
    asked = village.texts("nei")  # to the reminder, which was asked last
    assert "Da minner jeg deg ikke på det." in asked
    assert "Hvis ikke, svar NEI, så stopper jeg det." in asked
    assert state_of(village, person) == [("hasselvind", "received")]
    assert "er stoppet" in village.texts("nei")
    assert state_of(village, person) == [("hasselvind", "withdrawn")]


def test_in_so_many_words_it_is_heard_beside_any_question(village: Village) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    village.texts("jeg må tenke på det")
    assert "er stoppet" in village.texts("Nei, det var ikke meg som valgte")


def test_what_is_in_effect_is_left_to_a_person_at_once(village: Village) -> None:
    person = village.person()
    made = elsewhere(village, person)
    village.notices()
    village.approve(made, date(2026, 12, 1))
    village.at(2026, 12, 2, 10, 0)
    said = village.texts("det var ikke meg")
    assert "Hasselvind Omsorg har allerede begynt. Det må et menneske stoppe." in said
    assert state_of(village, person) == [("hasselvind", "in_effect")]
    assert [(each.reason, each.urgent) for each in village.tasks] == [("not_me", True)]


def test_from_another_number_no_is_nothing(village: Village) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    assert "stoppet" not in village.texts("nei", STRANGER)
    assert "stoppet" not in village.texts("det var ikke meg", ARVID)
    assert state_of(village, person) == [("hasselvind", "received")]


def test_whoever_signs_with_another_name_does_not_answer_for_her(village: Village) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    assert "Det er Solveig som må svare." in village.texts("ja hilsen Arvid")
    assert village.kept[0].answer is None
    assert "er stoppet" in village.texts("nei")
    assert state_of(village, person) == [("hasselvind", "withdrawn")]


def test_two_on_one_telephone_each_get_their_own_and_answer_by_name(village: Village) -> None:
    hers, his = village.person(), village.person(name="Arvid Myrhaug")
    elsewhere(village, hers)
    elsewhere(village, his, "klokkebekk")
    first, second = village.notices()
    assert first.startswith("Hei fra Oslo kommune. Solveig, ")
    assert second.startswith("Hei fra Oslo kommune. Arvid, ")
    village.texts("hva koster det?")
    assert "Dette gjelder Arvid og Solveig. Hvem svarer?" in village.texts("nei")
    assert "Valget av Hasselvind Omsorg er stoppet." in village.texts("nei Solveig")
    assert state_of(village, his) == [("klokkebekk", "received")]
    assert "Valget av Klokkebekk" in village.texts("nei")


def test_a_switch_that_is_stopped_leaves_what_she_had_chosen(village: Village) -> None:
    person = village.person()
    village.choose(person, "klokkebekk", conversation=from_number(village, SOLVEIG))
    village.later(minutes=5)
    elsewhere(village, person, "hasselvind")
    village.notices()
    village.texts("nei")
    assert state_of(village, person) == [("klokkebekk", "received"), ("hasselvind", "withdrawn")]


def test_an_undoing_is_put_back(village: Village) -> None:
    person = village.person()
    made = village.choose(person, conversation=from_number(village, SOLVEIG))
    theirs = from_number(village, STRANGER)
    village.later(hours=1)
    village._prove(person, theirs)
    village.house.register.undo_choice(person.id, made.case_number, theirs, "sms", "key")
    [sent] = village.notices()
    assert "ble valget ditt av Hasselvind Omsorg tatt tilbake" in sent
    assert "er på plass igjen" in village.texts("nei")
    assert state_of(village, person) == [("hasselvind", "received")]


def test_a_mandate_that_she_did_not_give_ends_with_what_was_done_by_it(village: Village) -> None:
    person, theirs = village.person(), from_number(village, STRANGER)
    village._prove(person, theirs)
    new = NewMandate(person.id, "Kenneth Moe", "+4740012345", Scope.CHOOSE, theirs, "sms", "key")
    village.house.register.give_mandate(new)
    [sent] = village.notices()
    assert "Solveig, Kenneth Moe har fått fullmakt" in sent
    assert "Fullmakten til Kenneth Moe er tatt tilbake." in village.texts("nei")
    assert village.house.register.mandates_of(person.id) == []
    assert [task.reason for task in village.tasks] == ["not_me"]


def test_without_a_number_it_is_written_and_a_landline_is_rung_in_the_evening(
    village: Village,
) -> None:
    village.at(2026, 11, 28, 19, 0)  # a Saturday
    nobody = village.person(phone=None)
    elsewhere(village, nobody)
    assert village.notices() == []
    [task] = village.tasks
    assert (task.reason, task.person_id) == ("warn_by_letter", nobody.id)
    assert "ble Hasselvind Omsorg valgt for deg" in task.summary["not_delivered"]
    assert STRANGER not in (task.peer, task.call_back_number)
    elsewhere(village, village.person(phone=LANDLINE))
    village.notices()
    assert [call.to for call in village.fake.twilio.calls] == [LANDLINE]


def test_who_wants_no_texts_is_written_to(village: Village) -> None:
    village.texts("stopp")
    elsewhere(village, village.person())
    assert village.notices() == []
    assert [task.reason for task in village.tasks] == ["undeliverable_opted_out"]


def test_a_letter_that_was_sent_since_is_hers_and_stays(village: Village) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    village.later(days=1)
    village.house.register.issue_letter(person.id)
    assert "Koden i brevet" not in village.texts("nei")


def test_it_interrupts_and_a_no_then_answers_it_and_not_what_was_asked(village: Village) -> None:
    person = village.person()
    village.texts("jeg må tenke på det")  # «Skal jeg minne deg på det?» waits
    elsewhere(village, person)
    assert len(village.notices()) == 1
    said = village.texts("nei")
    assert "er stoppet" in said
    assert [row.decent_hours for row in village.rows(OutboxRow)] == [False] * len(
        village.rows(OutboxRow)
    )


def test_turns_that_run_again_stop_once(village: Village) -> None:
    person = village.person()
    elsewhere(village, person)
    village.notices()
    turns = village.house.services.turns
    commit = turns._committing.commit

    turns._committing.commit = die  # type: ignore[method-assign,assignment]
    with pytest.raises(SystemExit):
        village.texts("nei")
    assert state_of(village, person) == [("hasselvind", "withdrawn")]
    turns._committing.commit = commit  # type: ignore[method-assign]
    [waiting] = {row.conversation_id for row in village.kept}
    assert waiting is not None
    turns.run_next(waiting)
    village.deliver()
    assert "er stoppet" in village.fake.twilio.messages[-1].body["body"]
    assert len(village.tasks) == 1
