"""An open page and a post that waits hold no connection to the database meanwhile.

The pool has one connection for each thread: a request that held one and waited for a second could
wait for others that do the same, and a page that is open for hours asks again and again.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import QueuePool

from channels.webchat.sign_in import SignIn
from channels.webchat.thread import OpenCase
from tests.channels.protocol_engine import Answer, ProtocolEngine
from tests.channels.webchat.dialogue import talk
from tests.channels.webchat.harness import MONDAY, ChatHarness
from tests.channels.webchat.visitor import Visitor


class Counted:
    """A harness that notes how many connections are out whenever it has to wait for another."""

    def __init__(self, database_url: str, engine: ProtocolEngine) -> None:
        self.when_asked_for_the_case: list[int] = []
        self.while_the_engine_thinks: list[int] = []
        engine.answer = self._answer
        self.harness = ChatHarness(database_url, engine, sign_in=SignIn(opened=self._opened))

    @property
    def out(self) -> int:
        pool = self.harness.services.database.engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout()

    def _opened(self, _conversation: str) -> OpenCase:
        self.when_asked_for_the_case.append(self.out)
        return OpenCase("Astrid", MONDAY)

    def _answer(self, request: dict[str, object]) -> Answer:
        self.while_the_engine_thinks.append(self.out)
        return talk(request)


@pytest.fixture
def counted(database_url: str, engine: ProtocolEngine) -> Iterator[Counted]:
    made = Counted(database_url, engine)
    yield made
    made.harness.close()


def test_nobody_who_holds_a_connection_waits_for_another(counted: Counted) -> None:
    astrid = Visitor(counted.harness.app)
    astrid.opens()
    astrid.writes("pris")
    assert astrid.asks_for_news() == 204
    assert astrid.transcript()
    astrid.wants_a_person()
    assert counted.when_asked_for_the_case
    assert set(counted.when_asked_for_the_case) == {0}
    assert counted.while_the_engine_thinks
    assert set(counted.while_the_engine_thinks) == {0}
    assert counted.out == 0
