"""A lease: one turn of a conversation at a time, and only who holds it commits."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from conversations.lease import Leases, real_now
from conversations.models import (
    Conversation,
)
from conversations.turns.turns import TurnEnd
from tests.channels.protocol_engine import echo
from tests.channels.running import Running, wait_until


class TestLease:
    def test_only_one_turn_of_a_conversation_runs_at_a_time(self, still: Running) -> None:
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

    def test_a_dead_owners_lease_is_taken_over_when_it_ends(self, still: Running) -> None:
        still.text("Hei")
        name = still.conversations[0].id
        dead = Leases(still.services.database, timedelta(milliseconds=300))
        assert dead._take(name) is not None
        assert still.services.turns.run_next(name) is TurnEnd.BUSY
        wait_until(lambda: still.services.turns.run_next(name) is TurnEnd.DONE)
        assert len(still.replies) == 1

    def test_an_owner_who_was_overtaken_commits_nothing(self, still: Running) -> None:
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
        self, still: Running
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

    def test_nor_where_the_former_owner_failed(self, still: Running) -> None:
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

    def test_at_the_start_of_an_embedded_process_leases_are_free_at_once(
        self, still: Running
    ) -> None:
        if not still.services.database.is_sqlite:
            pytest.skip("with several processes a lease must run out")
        still.text("Hei")
        Leases(still.services.database, timedelta(hours=1))._take(still.conversations[0].id)
        still.restart()
        still.serve()
        still.work()
        assert still.receive(1) == ["Du skrev: Hei"]
