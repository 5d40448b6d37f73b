"""Turns that fail: tried again, ended in a task, and told of in the log without anybody's words."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from conversations.models import (
    MessageState,
    ReplyKind,
)
from conversations.retry_policy import POLICY, Failing
from conversations.turns.turns import TurnEnd
from devtools.fake_twilio import RunningFake
from tests.channels.harness import ChannelsHarness, quickly, wait_until
from tests.channels.protocol_engine import ProtocolEngine, echo
from tests.engine_contract import Status
from web.console.tasks.task_words import reason_in_words


@pytest.fixture
def patient(
    database_url: str, engine: ProtocolEngine, fake: RunningFake
) -> Iterator[ChannelsHarness]:
    """The harness with its worker, where every class of failure has few tries."""
    running = ChannelsHarness(database_url, engine, fake, patience=quickly(tries=4))
    running.serve()
    running.work()
    yield running
    running.stop()


class TestEngineDown:
    def test_the_message_waits_and_is_answered_when_the_engine_is_back(
        self, harness: ChannelsHarness
    ) -> None:
        harness.engine.stop()
        harness.text("Hei")
        harness.receive(1)
        wait_until(lambda: harness.tasks)
        harness.engine.start()
        assert harness.receive(2) == [
            "Det tar litt tid. Du får svar så snart vi kan.",
            "Du skrev: Hei",
        ]
        assert [task.reason for task in harness.tasks] == ["engine_down"]
        assert {reply.kind for reply in harness.replies} == {ReplyKind.NOTICE, ReplyKind.ANSWER}

    def test_an_engine_that_is_loading_is_waited_for(self, harness: ChannelsHarness) -> None:
        harness.engine.answer = lambda request: 503
        harness.text("Hei")
        wait_until(lambda: len(harness.engine.requests) >= 2)
        harness.engine.answer = echo
        wait_until(lambda: "Du skrev: Hei" in harness.sent())
        assert len(harness.engine.done) == 1

    def test_every_try_has_the_same_key(self, harness: ChannelsHarness) -> None:
        harness.engine.answer = lambda request: 503
        harness.text("Hei")
        wait_until(lambda: len(harness.engine.requests) >= 4)
        assert len({request["context"]["key"] for request in harness.engine.requests}) == 1

    @pytest.mark.parametrize(
        "answer",
        [
            Status.MESSAGE_FAILED,
            Status.BROKEN,
            Status.WRONG_SHAPE,
            b"not json",
            b"[]",
            b"{}",
            {"messages": [{"neither": 1}], "slots": {}},
            {"messages": [{"do": "dance"}], "slots": {}},
            {"messages": [{"say": "no.such.text"}], "slots": {}},
            {"messages": [{"say": "test.private"}], "slots": {}},
        ],
    )
    def test_a_message_that_cannot_be_answered_goes_to_a_person_and_the_thread_goes_on(
        self, harness: ChannelsHarness, answer: object
    ) -> None:
        poison = "gift"
        harness.engine.answer = lambda request: (
            answer if request["text"] == poison else echo(request)
        )
        harness.text(poison)
        harness.text("Hei")
        assert harness.receive(2) == [
            "Dette klarte jeg ikke. Et menneske ringer deg.",
            "Du skrev: Hei",
        ]
        assert [message.state for message in harness.messages] == [
            MessageState.FAILED,
            MessageState.DONE,
        ]
        assert [task.reason for task in harness.tasks] == ["no_answer_found"]
        assert harness.conversations[0].slots == {"turns": 1}

    @pytest.mark.parametrize("status", [Status.NOT_NOW, Status.TOO_SLOW])
    def test_also_an_engine_that_never_can_for_one_message_is_not_asked_for_ever(
        self, patient: ChannelsHarness, status: Status
    ) -> None:
        poison = "gift"
        patient.engine.answer = lambda request: (
            status if request["text"] == poison else echo(request)
        )
        patient.text(poison)
        patient.text("Hei")
        wait_until(lambda: len(patient.sent()) == 3)
        assert patient.sent() == [
            "Det tar litt tid. Du får svar så snart vi kan.",
            "Dette klarte jeg ikke. Et menneske ringer deg.",
            "Du skrev: Hei",
        ]
        assert [message.state for message in patient.messages] == [
            MessageState.FAILED,
            MessageState.DONE,
        ]
        assert [task.reason for task in patient.tasks] == ["engine_down"]

    def test_tries_against_an_engine_that_was_away_are_not_the_messages_own(
        self, still: ChannelsHarness
    ) -> None:
        still.engine.answer = lambda request: Status.NOT_NOW
        still.text("Hei")
        name = still.conversations[0].id
        for _ in range(10):
            assert still.services.turns.run_next(name) is TurnEnd.POSTPONED
        still.engine.answer = lambda request: Status.MESSAGE_FAILED
        for _ in range(2):
            assert still.services.turns.run_next(name) is TurnEnd.POSTPONED
        assert still.services.turns.run_next(name) is TurnEnd.GIVEN_UP
        assert still.messages[0].failures == {"engine_away": 10, "message": 3}


@pytest.mark.parametrize("failing", Failing)
def test_every_class_of_failure_ends_in_a_task(failing: Failing) -> None:
    retry = POLICY[failing]
    assert retry.next_delay(retry.tries) is None
    assert reason_in_words(retry.task) != retry.task
    waits = [retry.next_delay(failures) for failures in range(1, retry.tries)]
    assert all(wait is not None and wait > timedelta() for wait in waits)


class TestLogs:
    def test_no_word_of_a_person_and_no_code_is_logged(
        self,
        harness: ChannelsHarness,
        capfd: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("DEBUG")
        harness.text("Hemmeligheten er 987654321")
        harness.text("koden er 987654321")
        harness.receive(2)
        harness.engine.answer = lambda request: {"messages": [{"do": "dance"}], "slots": {}}
        harness.text("987654321 og mer hemmelighet")
        harness.receive(3)
        written = capfd.readouterr()
        ours = [
            r.getMessage() for r in caplog.records if not r.name.startswith(("urllib3", "httpc"))
        ]
        logged = written.out + written.err + "\n".join(ours)
        assert "sms.stored" in logged
        assert "987654321" not in logged
        assert "emmelighet" not in logged
