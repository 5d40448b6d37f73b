"""Those on duty are texted and rung until one of them has it, and each try is made once."""

import threading

import pytest
from sqlalchemy import update

from conversations.duty.models import AlertState, DutyAlert, How
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState, Task, TaskState
from devtools.fake_twilio import Answer, CallbackPlan, Fault, FaultKind
from tests.channels.running import ASTRID, BJARNE, wait_until
from tests.conversations.duty.night import FIRST, SECOND, Night


def test_the_first_is_texted_and_rung_and_the_next_after_minutes(night: Night) -> None:
    conversation = night.danger()
    night.step()
    [text] = night.room.sent(FIRST)
    assert text.startswith("Det haster. Det kan være fare for liv hos en innbygger i Oslo.")
    assert "Ring 40 00 00 01 nå." in text
    assert text.endswith(f"Svar JA {night.key()} når du tar den, eller NEI om du ikke kan.")
    assert night.called == [FIRST]
    assert night.step() == 0, "the next was called at once"
    assert night.room.sent(SECOND) == []
    night.later()
    assert night.called == [FIRST, SECOND]
    assert len(night.room.sent(SECOND)) == 1
    assert night.alert(conversation).state is AlertState.CALLING
    # Nothing of it stands where the citizen, or anybody who reads the conversation, sees it.
    assert [each.conversation_id for each in night.room.replies].count(conversation) == 0


def test_an_acknowledgement_ends_it_and_everybody_is_told(night: Night) -> None:
    conversation = night.danger()
    night.step()
    night.later()
    night.answer("OK KEY", SECOND)
    alert = night.alert(conversation)
    assert (alert.state, alert.taken_by) == (AlertState.ACKNOWLEDGED, "Vaktlederen")
    assert night.room.sent(SECOND)[-1] == "Takk. Oppgave 1 er din. Ring 40 00 00 01 nå."
    assert (
        night.room.sent(FIRST)[-1] == "Vaktlederen har tatt oppgave 1. Du trenger ikke gjøre noe."
    )
    assert night.later() == 0
    assert night.called == [FIRST, SECOND]
    [task] = night.room.tasks
    assert (task.state, task.summary["duty"]) == (TaskState.OPEN, "acknowledged")
    assert not night.room.messages, "the answer went to the assistant"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("JA KEY", AlertState.ACKNOWLEDGED),
        ("ok! KEY", AlertState.ACKNOWLEDGED),
        ("Tar den nå KEY", AlertState.ACKNOWLEDGED),
        ("Jeg ringer henne med en gang KEY", AlertState.ACKNOWLEDGED),
        ("mottatt KEY", AlertState.ACKNOWLEDGED),
        ("1 KEY", AlertState.ACKNOWLEDGED),
        ("KEY", AlertState.ACKNOWLEDGED),
        ("JA", AlertState.CALLING),
        ("JA 0000", AlertState.CALLING),
        ("Hvem er det? KEY", AlertState.CALLING),
        ("Ja, men jeg kan ikke før om en time", AlertState.CALLING),
        ("Hvem er det?", AlertState.CALLING),
        ("ja?", AlertState.CALLING),
        ("Jeg tar den ikke", AlertState.CALLING),
        ("Kan ikke", AlertState.CALLING),
    ],
)
def test_only_a_plain_yes_ends_it(night: Night, words: str, state: AlertState) -> None:
    conversation = night.danger()
    night.step()
    night.answer(words)
    assert night.alert(conversation).state is state
    assert len(night.room.sent(FIRST)) == 2, "no answer"


def test_a_no_calls_the_next_at_once_and_is_not_called_again(night: Night) -> None:
    night.danger()
    night.step()
    night.answer("Nei")
    assert night.called == [FIRST, SECOND]
    assert night.room.sent(FIRST)[-1] == "Greit. Da ringer vi den neste."
    for _ in range(4):
        night.later()
    assert night.called == [FIRST, SECOND, SECOND]
    [only] = night.told
    assert only.alert.state is AlertState.UNANSWERED


def test_everybody_is_called_twice_and_then_it_is_said_that_nobody_answered(night: Night) -> None:
    conversation = night.danger()
    night.step()
    for _ in range(6):
        night.later()
    assert night.called == [FIRST, SECOND, FIRST, SECOND]
    assert [len(night.room.sent(each)) for each in (FIRST, SECOND)] == [2, 2]
    assert night.alert(conversation).state is AlertState.UNANSWERED
    assert night.room.tasks[0].summary["duty"] == "unanswered"
    # It is never too late to take it.
    night.answer("ja KEY", FIRST)
    assert night.alert(conversation).state is AlertState.ACKNOWLEDGED


def test_a_call_that_nobody_takes_hurries_the_next(night: Night) -> None:
    night.room.fake.twilio.answers[FIRST] = Answer("")
    conversation = night.danger()
    night.step()
    before = night.alert(conversation).next_at
    rung = next(each for each in night.told[0].tried if each.attempt.how is How.CALL)
    assert before is not None
    night.room.services.placed.ended(rung.attempt.outbox_id, "no-answer")
    after = night.alert(conversation).next_at
    assert after is not None
    assert (before - after).total_seconds() > 60


def test_twilio_away_or_in_doubt_makes_no_second_text(night: Night) -> None:
    night.room.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, 503), Fault(FaultKind.DROP)])
    night.danger()
    for _ in range(4):
        night.step()
        with night.room.services.database.write() as session:
            waits = OutboxRow.state.in_((OutboxState.WAITING, OutboxState.SENDING))
            session.execute(update(OutboxRow).where(waits).values(next_try_at=real_now()))
    assert (len(night.room.sent(FIRST)), night.called) == (1, [FIRST])


def test_a_text_that_does_not_arrive_makes_no_task_for_a_caseworker(night: Night) -> None:
    night.room.fake.twilio.plans[FIRST] = CallbackPlan(("undelivered",), error_code=30005)
    night.danger()
    night.step()
    told = wait_until(
        lambda: [e for e in night.told[0].tried if e.state is OutboxState.UNDELIVERED]
    )
    assert told[0].attempt.how is How.SMS
    assert len(night.room.tasks) == 1


def test_what_is_due_survives_a_restart(night: Night) -> None:
    night.danger()
    night.step()
    night.room.restart()
    night.room.serve()
    assert night.step() == 0
    night.later()
    assert night.called == [FIRST, SECOND]


def test_several_processes_call_each_once(night: Night) -> None:
    for number in range(3):
        night.danger(f"+4740001{number:03}", key=str(number))
    calls = [threading.Thread(target=night.room.services.worker._duty.run_due) for _ in range(4)]
    for each in calls:
        each.start()
    for each in calls:
        each.join()
    night.step()
    assert night.called == [FIRST] * 3
    assert len(night.room.sent(FIRST)) == 3


def test_one_who_is_called_about_two_takes_both_and_is_told_whom_to_ring(night: Night) -> None:
    for number, peer in enumerate((ASTRID, BJARNE)):
        night.danger(peer, key=str(number))
    night.step()
    night.answer("Ja KEY")
    assert {each.alert.state for each in night.told} == {AlertState.ACKNOWLEDGED}
    assert [text.split(". ")[-1] for text in night.room.sent(FIRST)[-2:]] == [
        "Ring 40 00 00 01 nå.",
        "Ring 40 00 00 02 nå.",
    ]


def test_an_answer_that_comes_twice_or_late_is_done_once(night: Night) -> None:
    night.danger()
    night.step()
    night.later()
    night.answer("ja KEY", FIRST, "SM" + "7" * 32)
    night.answer("ja KEY", FIRST, "SM" + "7" * 32)
    night.answer("ok KEY", SECOND)
    night.answer("ok KEY", SECOND)
    assert [text for text in night.room.sent(FIRST) if text.startswith("Takk")] == [
        "Takk. Oppgave 1 er din. Ring 40 00 00 01 nå."
    ]
    assert night.room.sent(SECOND)[1:] == [
        "Vakttelefonen har tatt oppgave 1. Du trenger ikke gjøre noe."
    ]


def test_what_somebody_on_duty_writes_of_their_own_goes_to_the_assistant(night: Night) -> None:
    assert night.room.text("ja", FIRST).status_code == 200
    night.danger()
    night.step()
    assert night.room.text("jeg får ikke puste", FIRST).status_code == 200
    assert [each.text for each in night.room.messages] == ["ja", "jeg får ikke puste"]


def test_one_danger_is_one_alert_however_many_messages_tell_of_it(night: Night) -> None:
    for number in range(4):
        night.danger(key=str(number))
    night.step()
    assert len(night.told) == 1
    night.answer("ja KEY")
    night.danger(key="5")
    assert len(night.told) == 1
    assert night.later() == 0


def test_a_caseworker_who_takes_it_ends_the_calling(night: Night) -> None:
    conversation = night.danger()
    night.step()
    with night.room.services.database.write() as session:
        session.execute(update(Task).values(assignee="kari", state=TaskState.TAKEN))
    night.later()
    assert night.alert(conversation).state is AlertState.TAKEN
    assert night.called == [FIRST]


def test_where_nobody_is_on_duty_nobody_is_called_and_it_does_not_wait_for_ever(
    night: Night,
) -> None:
    conversation = night.danger(municipality="4204")
    night.step()
    assert night.alert(conversation).state is AlertState.WAITING
    assert not night.called
    assert not night.room.fake.twilio.messages
    # Whoever comes on duty is called then.
    with night.room.services.database.write() as session:
        session.execute(update(DutyAlert).values(municipality="0301"))
    night.later()
    assert night.called == [FIRST]


def test_a_yes_that_shows_the_number_falsely_ends_nothing_and_the_true_one_is_told(
    night: Night,
) -> None:
    conversation = night.danger()
    night.step()
    night.answer("JA")
    assert night.alert(conversation).state is AlertState.CALLING
    assert f"JA {night.key()}" in night.room.sent(FIRST)[-1], "whoever forgot it reads it again"
    night.later()
    assert night.called == [FIRST, SECOND], "the next is called meanwhile"
    night.answer("JA KEY", SECOND)
    assert night.alert(conversation).state is AlertState.ACKNOWLEDGED


def test_an_all_clear_stops_the_calling_and_reaches_whoever_was_called(night: Night) -> None:
    conversation = night.danger()
    night.step()
    night.later()
    night.clear(conversation)
    night.step()
    for number in (FIRST, SECOND):
        assert night.room.sent(number)[-1] == (
            "Innbyggeren sier nå at det ikke er fare. Ingen flere blir varslet. Les oppgave 1."
        )
    assert night.later() == 0, "somebody is called after the all-clear"
    assert night.called == [FIRST, SECOND]
    assert night.alert(conversation).state is AlertState.CLEARED
    [task] = night.room.tasks
    assert (task.state, task.summary["duty"]) == (TaskState.OPEN, "cleared")


def test_whoever_took_it_hears_of_the_all_clear_and_once(night: Night) -> None:
    conversation = night.danger()
    night.step()
    night.answer("JA KEY")
    for _ in range(2):
        night.clear(conversation)
        night.step()
    assert [text for text in night.room.sent(FIRST) if "ikke er fare" in text] == [
        "Innbyggeren sier nå at det ikke er fare. Ingen flere blir varslet. Les oppgave 1."
    ]


def test_an_all_clear_before_anybody_was_called_calls_nobody(night: Night) -> None:
    night.clear(night.danger())
    night.step()
    assert night.called == []
    assert night.room.sent(FIRST) == []


def test_a_new_danger_after_an_all_clear_calls_again(night: Night) -> None:
    night.clear(night.danger())
    night.step()
    night.danger(key="2")
    night.step()
    assert night.called == [FIRST]
