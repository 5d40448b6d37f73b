"""A process that dies at any line loses nothing and does nothing twice.

A child process takes in one text, runs its turn and sends the reply, and is killed (`os._exit`)
just before its n-th word to the database: every statement and every commit, one after the other,
until it lives through the whole. After each death a new process takes over on the same database,
while Twilio, which may not have had its acknowledgement, posts the text again.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from conversations.lease import real_now
from conversations.models import Conversation, MessageState, OutboxRow, OutboxState
from devtools.fake_twilio import CallbackPlan, RunningFake
from tests.channels.harness import ChannelsHarness, settings_for, wait_until
from tests.channels.life import KILLED, MESSAGE, live, services
from tests.channels.protocol_engine import ProtocolEngine
from tests.killed import forked

MOST_STEPS = 80


@pytest.fixture
def killed(engine: ProtocolEngine, fake: RunningFake) -> Callable[[str, int], bool]:
    """Run a life that is killed at a step; False where it lived to its end."""
    context = forked()
    fake.twilio.plan = CallbackPlan(statuses=())

    def kill(database_url: str, step: int) -> bool:
        child = context.Process(target=live, args=(settings_for(database_url, engine, fake), step))
        child.start()
        child.join(60)
        assert child.exitcode in (0, KILLED)
        return child.exitcode == KILLED

    return kill


def recover_and_check(database_url: str, engine: ProtocolEngine, fake: RunningFake) -> None:
    """A new process on the same database; everything was done exactly once in the end."""
    after = ChannelsHarness(database_url, engine, fake)
    after.services.close()
    after.services = services(settings_for(database_url, engine, fake))
    with closing(after.services):
        let_waits_end(after)
        after.services.worker.take_over()
        after.services.worker.start()
        try:
            after.services.inbox.store(MESSAGE)
            after.services.bells.messages.ring()
            wait_until(
                lambda: after.outbox and all(r.state is OutboxState.SENT for r in after.outbox)
            )
        finally:
            after.services.worker.stop()
        assert after.sent() == ["Du skrev: menneske"]
        assert [message.state for message in after.messages] == [MessageState.DONE]
        assert [reply.text for reply in after.replies] == ["Du skrev: menneske"]
        assert [task.reason for task in after.tasks] == ["asked"]
        assert after.outbox[0].provider_sid == fake.twilio.messages[0].sid
        assert [conversation.slots for conversation in after.conversations] == [{"turns": 1}]
        assert len(engine.done) == 1, "the register was asked under more than one key"
    engine.done.clear()
    fake.twilio.messages.clear()


def let_waits_end(after: ChannelsHarness) -> None:
    """What a dead process held on PostgreSQL is free when its time is over: as if it were now."""
    if after.services.database.is_sqlite:
        return  # there `take_over` is to free it, at once
    with after.services.database.write() as session:
        session.execute(update(Conversation).values(lease_until=real_now()))
        sending = update(OutboxRow).where(OutboxRow.state == OutboxState.SENDING)
        session.execute(sending.values(next_try_at=real_now()))


def test_killed_at_every_step_with_the_embedded_database(
    engine: ProtocolEngine,
    fake: RunningFake,
    killed: Callable[[str, int], bool],
    sqlite_template: Path,
    tmp_path: Path,
) -> None:
    for step in range(1, MOST_STEPS):
        file = tmp_path / f"{step}.sqlite"
        shutil.copy(sqlite_template, file)
        died = killed(f"sqlite:///{file}", step)
        recover_and_check(f"sqlite:///{file}", engine, fake)
        if not died:
            break
    assert not died, "the life has more steps than the test takes"
    assert step > 25, "the life was too short to be the real one"


@pytest.mark.parametrize("step", [1, 4, 7, 9, 12, 15, 18, 20, 23, 26, 29, 32])
def test_killed_at_some_steps_with_a_server(
    engine: ProtocolEngine,
    fake: RunningFake,
    killed: Callable[[str, int], bool],
    postgres_url: str,
    step: int,
) -> None:
    assert killed(postgres_url, step)
    recover_and_check(postgres_url, engine, fake)
