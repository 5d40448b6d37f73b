"""A lease: one turn of a conversation at a time, and only who holds it commits."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from conversations.lease import LEASE, STEP, Leases, real_now
from conversations.models import (
    Conversation,
)
from conversations.turns.assistant_client import LONGEST_SECONDS
from conversations.turns.turns import TurnEnd
from core.settings import Settings
from tests.channels.harness import ChannelsHarness, wait_until
from tests.channels.protocol_engine import echo


class TestLease:
    def test_only_one_turn_of_a_conversation_runs_at_a_time(self, still: ChannelsHarness) -> None:
        for number in range(8):
            still.text(f"nummer {number}")
        still.engine.delay = 0.02
        name = still.conversations[0].id
        ends: list[TurnEnd] = []

        def run() -> None:
            while (end := still.services.turns.run_next(name)) is not TurnEnd.NOTHING:
                ends.append(end)

        threads = [threading.Thread(target=run) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not still.engine.overlapped
        assert ends.count(TurnEnd.DONE) == 8
        assert [reply.text for reply in still.replies] == [
            f"Du skrev: nummer {number}" for number in range(8)
        ]

    def test_a_dead_owners_lease_is_taken_over_when_it_ends(self, still: ChannelsHarness) -> None:
        still.text("Hei")
        name = still.conversations[0].id
        dead = Leases(still.services.database, timedelta(milliseconds=300))
        assert dead._take(name) is not None
        assert still.services.turns.run_next(name) is TurnEnd.BUSY
        wait_until(lambda: still.services.turns.run_next(name) is TurnEnd.DONE)
        assert len(still.replies) == 1

    def test_an_owner_who_was_overtaken_commits_nothing(self, still: ChannelsHarness) -> None:
        still.text("Hei")
        name = still.conversations[0].id

        def overtaken(request: dict[str, object]) -> dict[str, object]:
            with still.services.database.write() as session:
                session.execute(
                    update(Conversation).values(lease_owner="another", lease_until=real_now())
                )
            return echo(request)

        still.engine.answer = overtaken
        assert still.services.turns.run_next(name) is TurnEnd.BUSY
        assert not still.replies
        still.engine.answer = echo
        assert still.services.turns.run_next(name) is TurnEnd.DONE
        assert len(still.replies) == 1
        assert len(still.engine.done) == 1

    def test_a_lease_that_was_taken_over_is_not_given_back_by_its_former_owner(
        self, still: ChannelsHarness
    ) -> None:
        still.text("Hei")
        name = still.conversations[0].id
        short = Leases(still.services.database, timedelta(milliseconds=50))
        long = Leases(still.services.database, timedelta(minutes=1))
        with short.on(name) as first:
            assert first is not None
            second = wait_until(lambda: long._take(name))
        # The former owner is done, and the present one has it still.
        assert still.conversations[0].lease_owner == second.owner
        assert long._take(name) is None
        assert still.services.turns.run_next(name) is TurnEnd.BUSY

    def test_nor_where_the_former_owner_failed(self, still: ChannelsHarness) -> None:
        still.text("Hei")
        name = still.conversations[0].id
        short = Leases(still.services.database, timedelta(milliseconds=50))
        long = Leases(still.services.database, timedelta(minutes=1))
        owners = []

        def fail() -> None:
            with short.on(name):
                owners.append(wait_until(lambda: long._take(name)).owner)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert [still.conversations[0].lease_owner] == owners

    def test_a_turn_that_is_slow_at_every_step_is_not_overtaken(
        self, still: ChannelsHarness
    ) -> None:
        # A caseworker has it: it is understood, and then answered, each for most of a lease.
        still.text("Hei")
        still.services.turns._leases._length = timedelta(seconds=2)
        with still.services.database.write() as session:
            session.execute(update(Conversation).values(holder="kari"))

        def slowly(_: str) -> dict[str, object]:
            time.sleep(1.3)
            return {"intent": "undo_choice"}

        still.engine.understands, still.engine.delay = slowly, 1.3
        name = still.conversations[0].id
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(still.services.turns.run_next, name)
            ends = []
            while not slow.done():
                ends.append(still.services.turns.run_next(name))
                time.sleep(0.05)
        ends.append(slow.result())  # Whichever took it first did it, and the other never.
        assert ends.count(TurnEnd.DONE) == 1
        assert set(ends) <= {TurnEnd.DONE, TurnEnd.BUSY, TurnEnd.NOTHING}
        assert len(still.engine.requests) == 1
        assert len(still.replies) == 1

    def test_a_turn_that_was_overtaken_asks_nobody_any_more(self, still: ChannelsHarness) -> None:
        still.text("Hei")
        name = still.conversations[0].id
        with still.services.database.write() as session:
            session.execute(update(Conversation).values(holder="kari"))

        def overtaken(_: str) -> dict[str, object]:
            with still.services.database.write() as session:
                session.execute(update(Conversation).values(lease_owner="another"))
            return {"intent": "undo_choice"}

        still.engine.understands = overtaken
        still.services.turns._leases._length = timedelta(seconds=1)
        assert still.services.turns.run_next(name) is TurnEnd.BUSY
        assert not still.engine.requests
        assert not still.replies

    def test_every_step_of_a_turn_is_shorter_than_a_lease(self) -> None:
        limits = Settings.model_fields["reader_seconds"].metadata
        [longest_reading] = [each.le for each in limits if hasattr(each, "le")]
        assert LONGEST_SECONDS + longest_reading <= STEP.total_seconds()
        assert STEP < LEASE

    def test_at_the_start_of_an_embedded_process_leases_are_free_at_once(
        self, still: ChannelsHarness
    ) -> None:
        if not still.services.database.is_sqlite:
            pytest.skip("with several processes a lease must run out")
        still.text("Hei")
        Leases(still.services.database, timedelta(hours=1))._take(still.conversations[0].id)
        still.restart()
        still.serve()
        still.work()
        assert still.receive(1) == ["Du skrev: Hei"]
