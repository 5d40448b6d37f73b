"""What is told beside a danger, before it or after it, reaches whoever is on duty."""

from conversations.duty.alerts import told_in
from conversations.duty.models import AlertState
from tests.conversations.duty.night import FIRST, Night


def test_that_nobody_may_ring_is_told_though_the_same_was_told_with_a_number(night: Night) -> None:
    night.danger(reason="abuse")
    night.step()
    assert "40 00 00 01" in night.harness.sent(FIRST)[-1]
    night.danger(key="2", reason="abuse", contact="confidential")
    night.step()
    assert "Ikke ring før du har lest oppgave 2." in night.harness.sent(FIRST)[-1]
    before = len(night.harness.sent(FIRST))
    for _ in range(4):
        night.later()
    assert "40 00 00 01" not in " ".join(night.harness.sent(FIRST)[before:])


def test_what_is_told_in_confidence_twice_is_told_once(night: Night) -> None:
    night.danger(reason="abuse", contact="not_yet")
    night.danger(key="2", reason="abuse", contact="confidential")
    assert len(night.told) == 1


def test_what_is_told_after_somebody_has_the_danger_is_told_of(night: Night) -> None:
    night.danger()
    night.step()
    night.answer("JA KEY")
    night.danger(key="2", reason="death")
    night.step()
    states = {each.alert.reason: each.alert.state for each in night.told}
    assert states == {"emergency": AlertState.ACKNOWLEDGED, "death": AlertState.CALLING}


def test_an_older_task_is_told_of_too_once_the_danger_is_taken_back(night: Night) -> None:
    conversation = night.danger(danger="fire")
    night.danger(key="2", reason="abuse")
    night.danger(key="3", danger="violence")
    assert {each.alert.reason for each in night.told} == {"emergency"}
    night.clear(conversation, "violence")
    states = {each.alert.reason: each.alert.state for each in night.told}
    assert "abuse" not in states, "whoever has the fire reads the rest"
    night.clear(conversation, "fire")
    assert "abuse" in {each.alert.reason for each in night.told}


def test_that_nobody_may_ring_is_not_lost_to_an_earlier_not_yet(night: Night) -> None:
    conversation = night.danger(reason="abuse", contact="not_yet")
    night.danger(key="2", reason="abuse", contact="confidential")
    [told] = told_in(night.harness.services.database, conversation)
    assert told.task.summary["contact"] == "confidential"
