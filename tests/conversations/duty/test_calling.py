"""Those on duty are texted and rung until one of them has it, and each try is made once."""

import threading

import pytest
from sqlalchemy import update

from conversations.duty.models import AlertState, DutyAlert, How
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState, Task, TaskState
from devtools.fake_twilio import Answer, CallbackPlan, Fault, FaultKind
from tests.channels.harness import ASTRID, BJARNE, wait_until
from tests.conversations.duty.night import FIRST, SECOND, Night


def test_the_first_is_texted_and_rung_and_the_next_after_minutes(night: Night) -> None:
    conversation = night.danger()
    night.step()
    [text] = night.harness.sent(FIRST)
    assert text.startswith("Det haster. Det kan være fare for liv hos en innbygger i Oslo.")
    assert "Ring 40 00 00 01 nå." in text
    assert text.endswith(f"Svar JA {night.key()} når du tar den, eller NEI om du ikke kan.")
    assert night.called == [FIRST]
    assert night.step() == 0, "the next was called at once"
    assert night.harness.sent(SECOND) == []
    night.later()
    assert night.called == [FIRST, SECOND]
    assert len(night.harness.sent(SECOND)) == 1
    assert night.alert(conversation).state is AlertState.CALLING
    # Nothing of it stands where the citizen, or anybody who reads the conversation, sees it.
    assert [each.conversation_id for each in night.harness.replies].count(conversation) == 0


def test_an_acknowledgement_ends_it_and_everybody_is_told(night: Night) -> None:
    conversation = night.danger()
    night.step()
    night.later()
    night.answer("OK KEY", SECOND)
    alert = night.alert(conversation)
    assert (alert.state, alert.taken_by) == (AlertState.ACKNOWLEDGED, "Vaktlederen")
    assert night.harness.sent(SECOND)[-1] == "Takk. Oppgave 1 er din. Ring 40 00 00 01 nå."
    assert (
        night.harness.sent(FIRST)[-1]
        == "Vaktlederen har tatt oppgave 1. Du trenger ikke gjøre noe."
    )
    assert night.later() == 0
    assert night.called == [FIRST, SECOND]
    [task] = night.harness.tasks
    assert (task.state, task.summary["duty"]) == (TaskState.OPEN, "acknowledged")
    assert not night.harness.messages, "the answer went to the assistant"


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
    assert len(night.harness.sent(FIRST)) == 2, "no answer"


def test_a_no_calls_the_next_at_once_and_is_not_called_again(night: Night) -> None:
    night.danger()
    night.step()
    night.answer("Nei")
    assert night.called == [FIRST, SECOND]
    assert night.harness.sent(FIRST)[-1] == "Greit. Da ringer vi den neste."
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
    assert [len(night.harness.sent(each)) for each in (FIRST, SECOND)] == [2, 2]
    assert night.alert(conversation).state is AlertState.UNANSWERED
    assert night.harness.tasks[0].summary["duty"] == "unanswered"
    # It is never too late to take it.
    night.answer("ja KEY", FIRST)
    assert night.alert(conversation).state is AlertState.ACKNOWLEDGED


def test_a_call_that_nobody_takes_hurries_the_next(night: Night) -> None:
    night.harness.fake.twilio.answers[FIRST] = Answer("")
    conversation = night.danger()
    night.step()
    before = night.alert(conversation).next_at
    rung = next(each for each in night.told[0].tried if each.attempt.how is How.CALL)
    assert before is not None
    night.harness.services.placed.ended(rung.attempt.outbox_id, "no-answer")
    after = night.alert(conversation).next_at
    assert after is not None
    assert (before - after).total_seconds() > 60


def test_twilio_away_or_in_doubt_makes_no_second_text(night: Night) -> None:
    night.harness.fake.twilio.faults.extend([Fault(FaultKind.REFUSE, 503), Fault(FaultKind.DROP)])
    night.danger()
    for _ in range(4):
        night.step()
        with night.harness.services.database.write() as session:
            waits = OutboxRow.state.in_((OutboxState.WAITING, OutboxState.SENDING))
            session.execute(update(OutboxRow).where(waits).values(next_try_at=real_now()))
    assert (len(night.harness.sent(FIRST)), night.called) == (1, [FIRST])


def test_a_text_that_does_not_arrive_makes_no_task_for_a_caseworker(night: Night) -> None:
    night.harness.fake.twilio.plans[FIRST] = CallbackPlan(("undelivered",), error_code=30005)
    night.danger()
    night.step()
    told = wait_until(
        lambda: [e for e in night.told[0].tried if e.state is OutboxState.UNDELIVERED]
    )
    assert told[0].attempt.how is How.SMS
    assert len(night.harness.tasks) == 1


def test_what_is_due_survives_a_restart(night: Night) -> None:
    night.danger()
    night.step()
    night.harness.restart()
    night.harness.serve()
    assert night.step() == 0
    night.later()
    assert night.called == [FIRST, SECOND]


def test_several_processes_call_each_once(night: Night) -> None:
    for number in range(3):
        night.danger(f"+4740001{number:03}", key=str(number))
    calls = [threading.Thread(target=night.harness.services.worker._duty.run_due) for _ in range(4)]
    for each in calls:
        each.start()
    for each in calls:
        each.join()
    night.step()
    assert night.called == [FIRST] * 3
    assert len(night.harness.sent(FIRST)) == 3


def test_a_yes_takes_the_one_that_it_names_and_no_other(night: Night) -> None:
    conversations = [night.danger(peer, key=peer) for peer in (ASTRID, BJARNE)]
    night.step()
    first, second = (night.alert(each) for each in conversations)
    night.answer(f"JA {second.key}")
    assert night.alert(conversations[0]).state is AlertState.CALLING
    assert night.alert(conversations[1]).state is AlertState.ACKNOWLEDGED
    assert night.harness.sent(FIRST)[-1] == "Takk. Oppgave 2 er din. Ring 40 00 00 02 nå."
    night.answer(f"tar den {first.key}")
    assert night.harness.sent(FIRST)[-1] == "Takk. Oppgave 1 er din. Ring 40 00 00 01 nå."
    assert {each.alert.state for each in night.told} == {AlertState.ACKNOWLEDGED}


def test_both_numbers_take_both(night: Night) -> None:
    keys = [night.alert(night.danger(peer, key=peer)).key for peer in (ASTRID, BJARNE)]
    night.step()
    night.answer(f"JA {keys[0]} {keys[1]}")
    assert {each.alert.state for each in night.told} == {AlertState.ACKNOWLEDGED}


@pytest.mark.parametrize("words", ["JA", "JA 0000", "hvilken?", "NEI 0000"])
def test_where_two_wait_an_answer_that_names_none_is_asked_which(night: Night, words: str) -> None:
    keys = [night.alert(night.danger(peer, key=peer)).key for peer in (ASTRID, BJARNE)]
    night.step()
    night.answer(words)
    assert {each.alert.state for each in night.told} == {AlertState.CALLING}
    asked = night.harness.sent(FIRST)[-1]
    assert "Hvilken tar du?" in asked
    assert f"Oppgave 1: svar JA {keys[0]}" in asked
    assert f"Oppgave 2: svar JA {keys[1]}" in asked


def test_a_no_with_a_number_declines_that_one_and_a_bare_no_all(night: Night) -> None:
    keys = [night.alert(night.danger(peer, key=peer)).key for peer in (ASTRID, BJARNE)]
    night.step()
    night.answer(f"NEI {keys[0]}")
    assert night.called.count(SECOND) == 1, "the next is called about the one that was declined"
    night.answer("nei")
    assert night.called.count(SECOND) == 2


def test_who_names_one_that_another_has_hears_of_that_and_takes_nothing(night: Night) -> None:
    taken, waiting = (night.danger(peer, key=peer) for peer in (ASTRID, BJARNE))
    night.step()
    night.later()
    night.answer(f"JA {night.alert(taken).key}", SECOND)
    night.answer(f"JA {night.alert(taken).key}", FIRST)
    assert night.harness.sent(FIRST)[-1].startswith("Vaktlederen har tatt oppgave 1.")
    assert night.alert(waiting).state is AlertState.CALLING


def test_an_answer_that_comes_twice_or_late_is_done_once(night: Night) -> None:
    night.danger()
    night.step()
    night.later()
    night.answer("ja KEY", FIRST, "SM" + "7" * 32)
    night.answer("ja KEY", FIRST, "SM" + "7" * 32)
    night.answer("ok KEY", SECOND)
    night.answer("ok KEY", SECOND)
    assert [text for text in night.harness.sent(FIRST) if text.startswith("Takk")] == [
        "Takk. Oppgave 1 er din. Ring 40 00 00 01 nå."
    ]
    assert night.harness.sent(SECOND)[1:] == [
        "Vakttelefonen har tatt oppgave 1. Du trenger ikke gjøre noe."
    ]


def test_what_somebody_on_duty_writes_of_their_own_goes_to_the_assistant(night: Night) -> None:
    assert night.harness.text("ja", FIRST).status_code == 200
    night.danger()
    night.step()
    assert night.harness.text("jeg får ikke puste", FIRST).status_code == 200
    assert [each.text for each in night.harness.messages] == ["ja", "jeg får ikke puste"]


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
    with night.harness.services.database.write() as session:
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
    assert not night.harness.fake.twilio.messages
    # Whoever comes on duty is called then.
    with night.harness.services.database.write() as session:
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
    assert f"JA {night.key()}" in night.harness.sent(FIRST)[-1], "whoever forgot it reads it again"
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
        assert night.harness.sent(number)[-1] == (
            "Innbyggeren sier nå at det ikke er fare. Ingen flere blir varslet. Les oppgave 1."
        )
    assert night.later() == 0, "somebody is called after the all-clear"
    assert night.called == [FIRST, SECOND]
    assert night.alert(conversation).state is AlertState.CLEARED
    [task] = night.harness.tasks
    assert (task.state, task.summary["duty"]) == (TaskState.OPEN, "cleared")


def test_whoever_took_it_hears_of_the_all_clear_and_once(night: Night) -> None:
    conversation = night.danger()
    night.step()
    night.answer("JA KEY")
    for _ in range(2):
        night.clear(conversation)
        night.step()
    assert [text for text in night.harness.sent(FIRST) if "ikke er fare" in text] == [
        "Innbyggeren sier nå at det ikke er fare. Ingen flere blir varslet. Les oppgave 1."
    ]


def test_an_all_clear_before_anybody_was_called_calls_nobody(night: Night) -> None:
    night.clear(night.danger())
    night.step()
    assert night.called == []
    assert night.harness.sent(FIRST) == []


def test_a_new_danger_after_an_all_clear_calls_again(night: Night) -> None:
    night.clear(night.danger())
    night.step()
    night.danger(key="2")
    night.step()
    assert night.called == [FIRST]


def test_an_all_clear_ends_only_the_danger_that_it_takes_back(night: Night) -> None:
    night.danger(danger="violence")
    night.step()
    conversation = night.danger(key="2", danger="fire")
    night.step()
    assert night.called == [FIRST, FIRST], "a fire is another thing than violence"
    night.clear(conversation, "fire")
    night.step()
    states = {each.alert.danger: each.alert.state for each in night.told}
    assert states == {"violence": AlertState.CALLING, "fire": AlertState.CLEARED}
    night.later()
    assert night.called[-1] == SECOND, "nobody else was called about the violence"


@pytest.mark.parametrize("reason", ["abuse", "death"])
def test_an_all_clear_leaves_what_is_no_danger(night: Night, reason: str) -> None:
    night.danger(reason=reason)
    conversation = night.danger(key="2")
    night.step()
    night.clear(conversation)
    night.step()
    states = {each.alert.reason: each.alert.state for each in night.told}
    assert states == {reason: AlertState.CALLING, "emergency": AlertState.CLEARED}


def test_a_danger_is_told_of_though_abuse_was_and_somebody_has_that(night: Night) -> None:
    night.danger(reason="abuse")
    night.step()
    night.answer("JA KEY")
    night.danger(key="2")
    night.step()
    assert night.called == [FIRST, FIRST]


def test_what_was_told_beside_a_danger_is_told_of_once_the_danger_is_taken_back(
    night: Night,
) -> None:
    conversation = night.danger()
    night.step()
    night.danger(key="2", reason="abuse")
    night.step()
    assert night.called == [FIRST], "whoever has the danger reads the rest"
    night.clear(conversation)
    night.step()
    assert night.called == [FIRST, FIRST]
    states = {each.alert.reason: each.alert.state for each in night.told}
    assert states == {"emergency": AlertState.CLEARED, "abuse": AlertState.CALLING}


def test_what_was_told_in_confidence_gives_no_number_before_it_is_read(night: Night) -> None:
    night.danger(reason="abuse", contact="not_yet")
    night.step()
    [text] = night.harness.sent(FIRST)
    assert "Ikke ring før du har lest oppgave 1." in text
    night.answer("JA KEY")
    assert "Ikke ring før du vet når det er trygt." in night.harness.sent(FIRST)[-1]
    assert "40 00 00 01" not in " ".join(night.harness.sent(FIRST))


def test_that_nobody_may_ring_is_told_beside_a_danger_at_once(night: Night) -> None:
    night.danger(danger="violence")
    night.step()
    night.danger(key="2", reason="abuse", contact="confidential")
    night.step()
    assert any("Ikke ring før du har lest oppgave 2" in each for each in night.harness.sent(FIRST))
