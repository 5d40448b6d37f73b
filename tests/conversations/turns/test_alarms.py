"""Danger to life and a wish for a human are answered within seconds, whatever the engine does."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from assistant.texts import Texts
from conversations.lease import real_now
from conversations.models import Conversation, MessageState, OutboxRow
from conversations.threads import Opening
from conversations.turns.danger import Kind
from conversations.turns.inbox import Incoming
from conversations.turns.turns import TurnEnd
from conversations.turns.waiting import MOST
from devtools.fake_twilio import Fault, FaultKind, RunningFake
from service.engine.danger import watch
from tests.channels.harness import ASTRID, CATALOGUE, OSLO, TEXTS, ChannelsHarness, sid, wait_until
from tests.channels.protocol_engine import ProtocolEngine, echo
from tests.engine_contract import Status

WATCH = watch()
REAL = Texts({**Texts.load(CATALOGUE).all, **TEXTS.all}, CATALOGUE)
DANGER = "jeg får ikke puste"
RING = "Ring 113 nå."
HUNG = 8.0


@contextmanager
def watching(url: str, engine: ProtocolEngine, fake: RunningFake) -> Iterator[ChannelsHarness]:
    running = ChannelsHarness(url, engine, fake, watch=WATCH, texts=REAL)
    running.serve()
    yield running
    engine.delay = 0
    running.stop()


@pytest.fixture
def calm(sqlite_url: str, engine: ProtocolEngine, fake: RunningFake) -> Iterator[ChannelsHarness]:
    """The harness that watches, served; nothing runs until the test runs it."""
    with watching(sqlite_url, engine, fake) as running:
        yield running


@pytest.fixture
def each_calm(
    database_url: str, engine: ProtocolEngine, fake: RunningFake
) -> Iterator[ChannelsHarness]:
    """The same on each kind of database: for what hangs on how it locks."""
    with watching(database_url, engine, fake) as running:
        yield running


@pytest.fixture
def watched(calm: ChannelsHarness) -> ChannelsHarness:
    """… with its worker running."""
    calm.work()
    return calm


@pytest.fixture
def each_watched(each_calm: ChannelsHarness) -> ChannelsHarness:
    """… on each kind of database."""
    each_calm.work()
    return each_calm


class TestEyes:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            (DANGER, Kind.DANGER),
            ("mor har falt i trappa", Kind.DANGER),
            ("Snakk med et menneske", Kind.HUMAN),
            ("0", Kind.HUMAN),
            ("menneske", Kind.HUMAN),
            ("Eg vil snakke med eit menneske no", Kind.HUMAN),
        ],
    )
    def test_what_may_not_wait_is_seen(self, text: str, kind: Kind) -> None:
        alarm = WATCH(text)
        assert alarm is not None
        assert alarm.kind is kind

    @pytest.mark.parametrize("text", ["Hei", "Hva koster det?", "1", "ja", "123456789", ""])
    def test_what_may_wait_is_left_alone(self, text: str) -> None:
        assert WATCH(text) is None

    def test_a_fire_has_its_own_number(self) -> None:
        alarm = WATCH("det brenner på kjøkkenet")
        assert alarm is not None
        assert alarm.says == ({"say": "emergency.fire"},)
        assert alarm.begins({}) == {"crisis": {"kind": "fire", "about": "fire"}}

    def test_what_may_be_danger_is_told_what_to_do_if_it_is(self) -> None:
        alarm = WATCH("hjelp meg")
        assert alarm is not None
        assert alarm.says == ({"say": "danger.if"},)
        assert alarm.after == timedelta(seconds=8), "the assistant can ask, and answers the errand"


class TestEngine:
    def test_danger_is_answered_within_seconds_while_the_engine_hangs(
        self, watched: ChannelsHarness
    ) -> None:
        watched.engine.delay = HUNG
        begun = time.monotonic()
        watched.text(DANGER)
        [said] = watched.receive(1)
        assert time.monotonic() - begun < HUNG
        assert said.startswith(RING)
        [task] = watched.tasks
        assert (task.reason, task.urgent) == ("emergency", True)
        assert watched.messages[0].state is MessageState.DONE

    def test_also_where_every_thread_hangs_with_others(self, watched: ChannelsHarness) -> None:
        watched.engine.delay = HUNG
        for number in range(12):
            watched.text("Hva koster det?", sender=f"+47400000{number:02}")
        begun = time.monotonic()
        watched.text(DANGER, sender="+4740000099")
        assert watched.receive(1, "+4740000099")[0].startswith(RING)
        assert time.monotonic() - begun < HUNG

    def test_also_behind_a_message_of_its_own_conversation_that_hangs(
        self, each_watched: ChannelsHarness
    ) -> None:
        each_watched.engine.delay = HUNG
        each_watched.text("Hva koster det?")
        wait_until(lambda: each_watched.engine.requests)
        each_watched.text(DANGER)
        assert each_watched.receive(1)[0].startswith(RING)
        each_watched.engine.delay = 0
        assert each_watched.receive(2)[1] == "Du skrev: Hva koster det?"
        assert len(each_watched.tasks) == 1

    def test_the_turn_that_hung_says_nothing_more(self, each_watched: ChannelsHarness) -> None:
        each_watched.engine.delay = 2.5
        each_watched.text(DANGER)
        each_watched.receive(1)
        wait_until(lambda: each_watched.engine.done)
        time.sleep(0.3)
        # What is told to those on duty answers no message.
        assert len([each for each in each_watched.replies if each.message_id is not None]) == 1
        assert len(each_watched.tasks) == 1
        each_watched.engine.delay = 0
        each_watched.text("Hei")
        assert each_watched.receive(2)[1] == "Du skrev: Hei"

    @pytest.mark.parametrize("status", [Status.MESSAGE_FAILED, Status.NOT_NOW, Status.TOO_SLOW])
    def test_an_engine_that_fails_is_not_waited_for(
        self, calm: ChannelsHarness, status: Status
    ) -> None:
        calm.engine.answer = lambda _request: status
        calm.text(DANGER)
        assert calm.services.turns.run_next(calm.conversations[0].id) is TurnEnd.DONE
        assert calm.outbox[0].body.startswith(RING)
        assert [task.reason for task in calm.tasks] == ["emergency"]
        assert calm.conversations[0].slots["crisis"], "what comes next is about the danger"

    def test_an_engine_that_answers_in_time_has_the_word(self, watched: ChannelsHarness) -> None:
        watched.text(DANGER)
        assert watched.receive(1) == [f"Du skrev: {DANGER}"]
        time.sleep(1.5)
        assert len(watched.replies) == 1

    def test_who_wants_a_human_is_told_and_there_is_a_task(self, watched: ChannelsHarness) -> None:
        watched.engine.delay = HUNG
        watched.text("Snakk med et menneske")
        assert watched.receive(1) == ["Jeg har sagt fra, så et menneske tar kontakt med deg."]
        [task] = watched.tasks
        assert (task.reason, task.urgent, task.call_back_number) == ("asked", False, ASTRID)

    def test_a_text_that_was_gathered_with_it_is_answered_without_it(
        self, each_calm: ChannelsHarness
    ) -> None:
        each_calm.engine.answer = lambda _request: Status.NOT_NOW
        each_calm.services.turns._gathers = True
        each_calm.text("hei du")
        each_calm.text(DANGER)
        name = each_calm.conversations[0].id
        assert each_calm.services.turns.run_next(name) is TurnEnd.DONE
        each_calm.engine.answer = echo
        assert each_calm.services.turns.run_next(name) is TurnEnd.DONE
        assert [row.body for row in each_calm.outbox][1:] == ["Du skrev: hei du"]
        assert {message.state for message in each_calm.messages} == {MessageState.DONE}


class TestWithACaseworker:
    def held(self, calm: ChannelsHarness, text: str) -> None:
        calm.text("Hei")
        calm.services.turns.run_next(calm.conversations[0].id)
        with calm.services.database.write() as session:
            session.execute(update(Conversation).values(holder="kari"))
        calm.engine.understands = lambda _: {"not JSON": object()}  # so that it hangs up
        calm.text(text)
        calm.services.turns.run_next(calm.conversations[0].id)

    def test_danger_is_answered_though_nobody_understood_it(self, calm: ChannelsHarness) -> None:
        self.held(calm, DANGER)
        assert calm.outbox[-1].body.startswith(RING)
        assert [task.reason for task in calm.tasks] == ["emergency"]

    def test_a_wish_for_a_human_is_left_to_the_one_who_answers(self, calm: ChannelsHarness) -> None:
        self.held(calm, "menneske")
        assert len(calm.outbox) == 1
        assert not calm.tasks


class TestWayOut:
    def test_the_number_to_ring_overtakes_what_waits_for_twilio(
        self, each_calm: ChannelsHarness
    ) -> None:
        each_calm.text("Hei")
        each_calm.services.turns.run_next(each_calm.conversations[0].id)
        each_calm.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=429, code=20429))
        each_calm.services.delivery.run_next()
        each_calm.engine.answer = lambda _request: Status.NOT_NOW
        each_calm.text(DANGER)
        each_calm.services.turns.run_next(each_calm.conversations[0].id)
        each_calm.services.delivery.run_next()
        [said] = each_calm.sent()
        assert said.startswith(RING)

    def test_it_goes_before_everybody_elses(self, each_calm: ChannelsHarness) -> None:
        for number in range(5):
            each_calm.text("Hei", sender=f"+474000000{number + 10}")
        each_calm.text(DANGER)
        for conversation in each_calm.conversations:
            if conversation.peer == ASTRID:
                each_calm.engine.answer = lambda _request: Status.NOT_NOW
            each_calm.services.turns.run_next(conversation.id)
        each_calm.services.delivery.run_next()
        assert len(each_calm.sent()) == 1


class TestRequestsThatWait:
    """Calls and posts of the chat hold a thread of the server while they wait."""

    def stored(self, calm: ChannelsHarness, text: str, number: int = 0) -> int:
        opening = Opening("0301", "web", "web", OSLO, thread=f"visitor-{number}")
        return calm.services.inbox.store(Incoming(sid(), opening, text)).message

    def test_danger_in_the_chat_is_answered_in_the_same_request(
        self, calm: ChannelsHarness
    ) -> None:
        calm.engine.delay = HUNG
        begun = time.monotonic()
        reply = calm.services.turns.answer(self.stored(calm, DANGER), timedelta(seconds=4))
        assert reply is not None
        assert reply.text.startswith(RING)
        assert time.monotonic() - begun < HUNG

    def test_only_some_wait_for_an_engine_that_hangs(self, calm: ChannelsHarness) -> None:
        calm.engine.delay = HUNG
        messages = [self.stored(calm, "Hei", number) for number in range(40)]
        turned_away: list[int] = []

        def post(message: int) -> None:
            if calm.services.turns.answer(message, timedelta(seconds=60)) is None:
                turned_away.append(message)

        threads = [threading.Thread(target=post, args=(message,)) for message in messages]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(turned_away) == len(messages) - MOST["web"])
        calm.engine.delay = 0
        for thread in threads:
            thread.join()
        assert len(turned_away) == len(messages) - MOST["web"], "those that waited were answered"

    def test_a_request_waits_no_longer_than_it_may(self, calm: ChannelsHarness) -> None:
        calm.engine.delay = HUNG
        begun = time.monotonic()
        within = timedelta(seconds=0.5)
        assert calm.services.turns.answer(self.stored(calm, "Hei"), within) is None
        assert time.monotonic() - begun < HUNG / 2

    def test_a_message_that_may_not_wait_is_not_turned_away(self, calm: ChannelsHarness) -> None:
        calm.engine.delay = HUNG
        waiting = [
            threading.Thread(
                target=calm.services.turns.answer,
                args=(self.stored(calm, "Hei", number), timedelta(seconds=4)),
            )
            for number in range(MOST["web"])
        ]
        for thread in waiting:
            thread.start()
        wait_until(lambda: calm.engine.most_at_once == MOST["web"])
        danger = self.stored(calm, DANGER, 99)
        reply = calm.services.turns.answer(danger, timedelta(seconds=4))
        assert reply is not None
        calm.engine.delay = 0
        for thread in waiting:
            thread.join()


def test_what_another_process_left_is_answered_too(each_calm: ChannelsHarness) -> None:
    each_calm.text(DANGER)
    each_calm.restart()
    assert real_now() > each_calm.conversations[0].opened_at
    wait_until(each_calm.services.alarms.run_due)
    assert len([row for row in each_calm.rows(OutboxRow) if row.body.startswith(RING)]) == 1
