"""What was acknowledged is never lost, and what is delivered twice is done once, however we die."""

import random
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from choice_register.models import Choice
from conversations.models import InboundMessage, MessageState, OutboxRow, OutboxState, Reply
from core.settings import Settings
from devtools.fake_twilio import RunningFake, serve_fake
from devtools.signed_post import SignedPost
from service.engine.engine_process import EngineProcess
from tests.dialogue.conftest import ENGINE_START_SECONDS
from tests.dialogue.harness import (
    PEOPLE,
    PUBLIC,
    ActionProxy,
    DialogueHarness,
    copy,
    free_port,
    wait_until,
)
from tests.dialogue.safety.life import live
from tests.killed import forked

SOLVEIG = PEOPLE["solveig"]
CONVERSATION = [
    "jeg vil velge hasselvind",
    f"{SOLVEIG.code} 14.03.1941",
    "ja",
    "hvordan går det med valget mitt",
]
LONGEST_LIFE = 0.5
"""Seconds: about twice what the longest of these turns takes."""
SEEDS = [1, 2]
START_SECONDS = 180.0


@pytest.fixture
def harness(fresh_harness: DialogueHarness) -> DialogueHarness:
    """A harness of the test's own: its engine and its database fail it."""
    return fresh_harness


@dataclass
class Mortal:
    """The app as a process that is killed and started again on the same database."""

    settings: Settings
    fake: RunningFake
    log: Path
    child: BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        app = f"http://127.0.0.1:{self.settings.port}"
        self.fake.callbacks.go_to(app)
        self.post = SignedPost(self.settings.twilio_auth_token, PUBLIC, app)
        self.database = create_engine(self.settings.database_url)
        self.start()

    def start(self) -> None:
        self.child = forked().Process(target=live, args=(self.settings, self.log), daemon=True)
        self.child.start()
        wait_until(self._answers, START_SECONDS)

    def _answers(self) -> bool:
        assert self.child.is_alive(), self.log.read_text()
        with socket.socket() as door:
            return door.connect_ex(("127.0.0.1", self.settings.port)) == 0

    def kill(self) -> None:
        self.child.kill()
        self.child.join()

    def close(self) -> None:
        self.kill()
        self.post.close()
        self.database.dispose()

    def hand_in(self, sid: str, words: str) -> bool:
        """As Twilio does: whether it was acknowledged."""
        form = {"MessageSid": sid, "From": SOLVEIG.phone, "To": "+4740000301", "Body": words}
        try:
            return self.post.post("/twilio/sms", form).is_success
        except httpx.HTTPError:
            return False

    def rows(self, table: Any) -> list[Any]:
        with Session(self.database) as session:
            return list(session.scalars(select(table).order_by(table.id)))


@pytest.fixture(scope="module")
def engine(settings: Settings, actions: ActionProxy) -> Iterator[Settings]:
    """An engine of its own, whose actions are in the process that is killed."""
    own = settings.model_copy(
        update={"engine_port": free_port(), "actions_port": free_port(), "port": free_port()}
    )
    engine = EngineProcess(own)
    engine.start()
    try:
        assert engine.wait_until_ready(ENGINE_START_SECONDS)
        yield own
    finally:
        engine.stop()


@pytest.fixture
def mortal(engine: Settings, demo_database: Path, tmp_path: Path) -> Iterator[Mortal]:
    fake = serve_fake(public_base_url=PUBLIC)
    url = copy(demo_database, tmp_path / "mortal.sqlite")
    own = {"database_url": url, "twilio_api_base_url": fake.base_url}
    try:
        with closing(Mortal(engine.model_copy(update=own), fake, tmp_path / "log")) as mortal:
            yield mortal
    finally:
        fake.stop()


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_a_random_moment_of_every_turn(mortal: Mortal, seed: int) -> None:
    moments = random.Random(seed)  # noqa: S311 - not a secret
    for number, words in enumerate(CONVERSATION, start=1):
        sid = "SM" + secrets.token_hex(16)
        handing_in = threading.Thread(target=mortal.hand_in, args=(sid, words))
        handing_in.start()
        handing_in.join(moments.uniform(0, LONGEST_LIFE))
        mortal.kill()
        handing_in.join()
        mortal.start()
        # Twilio has perhaps seen no acknowledgement; whether or not, it may hand in again.
        assert mortal.hand_in(sid, words)
        # A row that was being sent when the process died rests a while before it is looked into.
        wait_until(lambda n=number: all_is_said(mortal, n), 60)

    answers = [reply.message_id for reply in mortal.rows(Reply)]
    assert len(answers) == len(set(answers)) == len(CONVERSATION)
    made = [choice for choice in mortal.rows(Choice) if choice.key in keys(mortal)]
    assert [(choice.service, choice.provider_id) for choice in made] == [
        ("practical_assistance", "hasselvind")
    ]
    sent = [each.body["body"] for each in mortal.fake.twilio.messages]
    assert sent == [row.body for row in mortal.rows(OutboxRow)], "lost, or sent twice"
    assert made[0].case_number in sent[-1]


def all_is_said(mortal: Mortal, number: int) -> bool:
    messages, rows = mortal.rows(InboundMessage), mortal.rows(OutboxRow)
    out = {OutboxState.SENT, OutboxState.DELIVERED}
    return (
        [message.state for message in messages] == [MessageState.DONE] * number
        and len({row.reply_id for row in rows}) == number
        and all(row.state in out for row in rows)
    )


def keys(mortal: Mortal) -> set[str]:
    return {message.key for message in mortal.rows(InboundMessage)}


def before_the_yes(harness: DialogueHarness) -> Any:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    return solveig


def test_the_engine_dies_in_the_middle_of_a_turn(
    harness: DialogueHarness, actions: ActionProxy
) -> None:
    """The action has been asked for; its answer finds nobody. The turn is run again."""
    solveig = before_the_yes(harness)
    actions.is_open.clear()
    actions.called.clear()
    try:
        solveig.posts("ja")
        assert actions.called.wait(10)
        actions.kill_engine()
    finally:
        actions.is_open.set()
    wait_until(lambda: "Saksnummeret" in solveig.got()[-1], ENGINE_START_SECONDS)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]
    solveig.says("takk")
    assert len([each for each in solveig.got() if "Saksnummeret" in each]) == 1
    assert len({reply.message_id for reply in harness.replies}) == len(harness.messages)


@pytest.mark.parametrize("table", ["choice", "audit", "done", "reply", "outbox"])
def test_the_database_refuses_a_row_for_a_while(harness: DialogueHarness, table: str) -> None:
    """A full disk, say: the turn fails at another place for each table, and is run again."""
    solveig = before_the_yes(harness)
    database = create_engine(harness.settings.database_url)
    refuse = f"BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no room'); END"
    try:
        with database.begin() as connection:
            connection.execute(text(f"CREATE TRIGGER full_disk {refuse}"))
        solveig.posts("ja")
        with pytest.raises(AssertionError, match="never came"):
            wait_until(lambda: len(solveig.got()) > 2, 1.5)
        with database.begin() as connection:
            connection.execute(text("DROP TRIGGER full_disk"))
    finally:
        database.dispose()
    wait_until(lambda: len(solveig.got()) > 2)
    assert "Saksnummeret" in solveig.got()[-1]
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]
    solveig.says("takk")
    assert len([each for each in solveig.got() if "Saksnummeret" in each]) == 1
