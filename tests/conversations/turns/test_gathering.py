"""Several texts in a row are one turn, and the same one when it is run again."""

import pytest

from conversations.lease import real_now
from conversations.models import InboundMessage, MessageState
from conversations.tasks import transcript
from conversations.turns.coalescing import MOST_MESSAGES, is_answer, is_unfinished
from conversations.turns.failures import A_PERSON_TAKES_OVER
from conversations.turns.turns import TurnEnd
from tests.channels.harness import ASTRID, ChannelsHarness, sid, wait_until
from tests.channels.protocol_engine import echo

QUIET_SECONDS = 0.4
SLOW_WRITER = ["hei", "jeg lurer på", "om jeg kan bytte hjelper"]
TOGETHER = "Du skrev: hei\njeg lurer på\nom jeg kan bytte hjelper"


@pytest.fixture
def gathers_for(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setenv("BRUKERVALG_GATHER_SECONDS", str(QUIET_SECONDS))
    return QUIET_SECONDS


@pytest.fixture(autouse=True)
def _gathering(gathers_for: float) -> None:
    """Before the harness is built: `still` comes after."""


def wait_of(message: InboundMessage) -> float:
    """Seconds until a message is due."""
    return (message.next_try_at - real_now()).total_seconds()


class TestWhatWaits:
    @pytest.mark.parametrize(
        "text",
        ["ja", "Nei.", "1", "0", "12", "*", "123456789", "123 456 789", "14.03.1941", "👍", "",
         "koden er 123 456 789", "født 14. mars 1941", "STOPP", "angre", "Ja!", "hjelp"],
    )  # fmt: skip
    def test_an_answer_is_never_held_back(self, text: str) -> None:
        assert is_answer(text)
        assert not is_unfinished(text)

    @pytest.mark.parametrize(
        "text",
        ["hei", "jeg lurer på", "om jeg kan bytte hjelper", "hei,", "jeg vil gjerne ...",
         "Hallo. Jeg tenkte at jeg kanskje skulle spørre om det der med å bytte…"],
    )  # fmt: skip
    def test_a_text_that_looks_unfinished_waits(self, text: str) -> None:
        assert is_unfinished(text)

    @pytest.mark.parametrize(
        "text",
        ["Hvem kan jeg velge?", "Jeg vil bytte.", "(Hei!)",
         "jeg vil gjerne bytte til et annet firma nå"],
    )  # fmt: skip
    def test_a_finished_text_does_not(self, text: str) -> None:
        assert not is_answer(text)
        assert not is_unfinished(text)


class TestTurn:
    def test_texts_in_a_row_get_one_answer(self, harness: ChannelsHarness) -> None:
        for text in SLOW_WRITER:
            harness.text(text)
        assert harness.receive(1) == [TOGETHER]
        assert [request["text"] for request in harness.engine.requests] == ["\n".join(SLOW_WRITER)]
        assert {message.state for message in harness.messages} == {MessageState.DONE}
        assert [reply.message_id for reply in harness.replies] == [harness.messages[0].id]

    def test_a_text_that_is_posted_again_is_not_said_twice(self, harness: ChannelsHarness) -> None:
        first = sid()
        harness.text("hei", sms=first)
        harness.text("hvem kan jeg velge", sms=sid())
        harness.text("hei", sms=first)
        assert harness.receive(1) == ["Du skrev: hei\nhvem kan jeg velge"]

    def test_each_new_text_lets_the_ones_before_wait_on(self, still: ChannelsHarness) -> None:
        still.text("hei")
        alone = still.messages[0].next_try_at
        assert 0 < wait_of(still.messages[0]) <= QUIET_SECONDS
        still.text("jeg lurer på")
        assert still.messages[0].next_try_at > alone

    def test_a_finished_text_ends_the_wait(self, still: ChannelsHarness) -> None:
        still.text("hei")
        still.text("Hvem kan jeg velge?")
        assert wait_of(still.messages[0]) <= 0

    def test_nobody_waits_longer_than_so_many_texts(self, still: ChannelsHarness) -> None:
        for number in range(MOST_MESSAGES + 1):
            still.text(f"og {'så ' * number}")
            if number == MOST_MESSAGES - 1:
                assert wait_of(still.messages[0]) <= 0
        still.services.turns.run_next(still.conversations[0].id)
        assert len(still.engine.requests[0]["text"].splitlines()) == MOST_MESSAGES
        still.services.turns.run_next(still.conversations[0].id)
        assert len(still.replies) == 2

    def test_an_answer_is_a_turn_of_its_own_and_in_its_place(self, still: ChannelsHarness) -> None:
        for text in ["hei", "ja", "og så", "hvem er det", "123456789"]:
            still.text(text)
        assert wait_of(still.messages[0]) <= 0
        name = still.conversations[0].id
        while still.services.turns.run_next(name) is not TurnEnd.NOTHING:
            pass
        said = [request["text"] for request in still.engine.requests]
        assert said == ["hei", "ja", "og så\nhvem er det", "123456789"]

    def test_a_code_is_not_kept_waiting_by_a_text_after_it(self, still: ChannelsHarness) -> None:
        still.text("123456789")
        still.text("det var koden")
        assert wait_of(still.messages[0]) <= 0

    def test_a_number_in_several_texts_is_one_and_words_are_no_part_of_it(
        self, still: ChannelsHarness
    ) -> None:
        for text in ["koden er", "631", "467", "268", "takk", "1"]:
            still.text(text)
        name = still.conversations[0].id
        while still.services.turns.run_next(name) is not TurnEnd.NOTHING:
            pass
        said = [request["text"] for request in still.engine.requests]
        assert said == ["koden er", "631\n467\n268", "takk", "1"]

    def test_what_comes_while_the_assistant_thinks_is_answered_together(
        self, harness: ChannelsHarness
    ) -> None:
        harness.engine.delay = 0.3
        harness.text("Hvem kan jeg velge?")
        wait_until(lambda: harness.engine.requests)
        for text in ["og en ting til", "hva koster det", "for meg."]:
            harness.text(text)
        assert harness.receive(2)[1] == "Du skrev: og en ting til\nhva koster det\nfor meg."

    def test_a_slash_begins_no_line(self, still: ChannelsHarness) -> None:
        still.text("hei")
        still.text('/restart {"a": 1')
        still.services.turns.run_next(still.conversations[0].id)
        assert still.engine.requests[0]["text"] == 'hei\nrestart {"a": 1'

    def test_a_picture_among_the_texts_is_told_of(self, still: ChannelsHarness) -> None:
        still.text("hei")
        still.text("", NumMedia="1")
        still.text("se her")
        still.services.turns.run_next(still.conversations[0].id)
        still.services.turns.run_next(still.conversations[0].id)
        assert [reply.text for reply in still.replies] == [
            "Du skrev: hei",
            "Jeg kan ikke se bilder. Skriv det heller med ord.",
        ]

    def test_a_caseworker_gets_all_of_them(self, still: ChannelsHarness) -> None:
        still.text("hei")
        with still.services.database.write() as session:
            session.get_one(type(still.conversations[0]), still.conversations[0].id).holder = "kari"
        still.text("er du der")
        while still.services.turns.run_next(still.conversations[0].id) is not TurnEnd.NOTHING:
            pass
        assert {message.state for message in still.messages} == {MessageState.DONE}
        assert not still.engine.requests

    def test_a_transcript_has_the_answer_after_the_last_of_them(
        self, still: ChannelsHarness
    ) -> None:
        for text in [*SLOW_WRITER, "Takk."]:
            still.text(text)
        name = still.conversations[0].id
        still.services.turns.run_next(name)
        still.text("Og så?")
        still.services.turns.run_next(name)
        with still.services.database.read() as session:
            who = [line["who"] for line in transcript(session, name)]
        assert who == ["person"] * 4 + ["assistant", "person", "assistant"]

    def test_switched_off_each_text_is_a_turn(
        self, still: ChannelsHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BRUKERVALG_GATHER_SECONDS", "0")
        still.restart()
        still.serve()
        for text in SLOW_WRITER:
            still.text(text)
        assert wait_of(still.messages[0]) <= 0
        while still.services.turns.run_next(still.conversations[0].id) is not TurnEnd.NOTHING:
            pass
        assert [request["text"] for request in still.engine.requests] == SLOW_WRITER


class TestAgain:
    def test_a_turn_that_is_run_again_has_the_same_words_and_the_same_key(
        self, still: ChannelsHarness
    ) -> None:
        still.text("hei")
        still.text("jeg vil bytte")
        name = still.conversations[0].id

        def dies(*_: object) -> int:
            # The process dies after the engine was asked; meanwhile another text comes.
            still.text("til et annet firma")
            raise SystemExit

        turns = still.services.turns
        asking = turns._asking
        ask, asking.answer = asking.answer, dies  # type: ignore[method-assign,assignment]
        with pytest.raises(SystemExit):
            turns.run_next(name)
        asking.answer = ask  # type: ignore[method-assign]
        assert [message.turn for message in still.messages] == [1, 1, None]
        still.restart()
        turns = still.services.turns
        assert turns.run_next(name) is TurnEnd.DONE
        assert turns.run_next(name) is TurnEnd.DONE
        texts = [request["text"] for request in still.engine.requests]
        assert texts == ["hei\njeg vil bytte", "til et annet firma"]
        keys = [request["context"]["key"] for request in still.engine.requests]
        assert keys == [still.messages[0].key, still.messages[2].key]

    def test_every_try_has_the_same_words(self, still: ChannelsHarness) -> None:
        still.text("hei")
        still.engine.answer = lambda request: 503
        name = still.conversations[0].id
        assert still.services.turns.run_next(name) is TurnEnd.POSTPONED
        still.text("er du der")
        still.engine.answer = echo
        assert still.services.turns.run_next(name) is TurnEnd.DONE
        assert {request["text"] for request in still.engine.requests} == {"hei"}
        assert [m.state for m in still.messages] == [MessageState.DONE, MessageState.WAITING]

    def test_given_up_they_all_go_to_a_person(self, still: ChannelsHarness) -> None:
        still.text("gift")
        still.text("og mer gift")
        still.engine.answer = lambda request: 500
        name = still.conversations[0].id
        while still.services.turns.run_next(name) is TurnEnd.POSTPONED:
            pass
        assert {message.state for message in still.messages} == {MessageState.FAILED}
        assert [reply.says for reply in still.replies] == [[{"say": A_PERSON_TAKES_OVER}]]
        assert [task.peer for task in still.tasks] == [ASTRID]
