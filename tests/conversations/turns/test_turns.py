"""A turn: what the assistant says and does becomes reply, state and tasks, in one commit."""

from datetime import timedelta

import pytest

from conversations.models import (
    Conversation,
    ConversationStatus,
    MessageState,
    OutboxState,
)
from conversations.tasks import open_tasks
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from conversations.turns.turns import TurnEnd
from tests.channels.harness import ASTRID, BJARNE, OSLO, ChannelsHarness, sid, wait_until
from tests.conversations.turns.one_turn import turn


class TestActs:
    def test_a_hand_over_makes_a_task_with_all_that_was_said(self, still: ChannelsHarness) -> None:
        turn(still, "Hei")
        turn(still, "menneske")
        [task] = still.tasks
        assert (task.reason, task.urgent, task.person_id) == ("asked", False, None)
        assert task.summary == {"topic": "switch"}
        assert (task.municipality, task.peer, task.call_back_number) == ("0301", ASTRID, ASTRID)
        assert [(line["who"], line["text"]) for line in task.transcript] == [
            ("person", "Hei"),
            ("assistant", "Du skrev: Hei"),
            ("person", "menneske"),
            ("assistant", "Du skrev: menneske"),
        ]
        assert still.conversations[0].status is ConversationStatus.HANDED_OVER

    def test_open_tasks_are_seen_by_their_own_municipality(self, still: ChannelsHarness) -> None:
        turn(still, "menneske")
        with still.services.database.read() as session:
            assert len(open_tasks(session)) == len(open_tasks(session, "0301")) == 1
            assert not open_tasks(session, "4204")

    def test_repeat_says_the_last_answer_again(self, still: ChannelsHarness) -> None:
        turn(still, "Hei")
        turn(still, "gjenta")
        turn(still, "gjenta")
        assert [reply.text for reply in still.replies] == ["Du skrev: Hei"] * 3

    def test_repeat_with_nothing_said_before_is_answered(self, still: ChannelsHarness) -> None:
        turn(still, "gjenta")
        assert still.replies[0].text == "Det er ikke noe å gjenta ennå."

    def test_more_with_nothing_kept_back_is_answered(self, still: ChannelsHarness) -> None:
        turn(still, "Hei")
        turn(still, "mer")
        assert still.replies[1].text == "Det var alt."

    def test_the_written_standard_changes_from_this_very_answer_on(
        self, still: ChannelsHarness
    ) -> None:
        turn(still, "nynorsk")
        turn(still, "Hei")
        assert [reply.text for reply in still.replies] == [
            "Du skreiv: nynorsk",
            "Du skreiv: Hei",
        ]
        assert still.engine.requests[1]["context"]["standard"] == "nn"

    def test_the_pace_is_remembered(self, still: ChannelsHarness) -> None:
        turn(still, "saktere")
        turn(still, "saktere")
        assert still.conversations[0].pace == {"slower": 2}

    def test_options_are_numbered_lines(self, still: ChannelsHarness) -> None:
        turn(still, "velg")
        assert still.outbox[0].body == "Hvem vil du ha?\n1 Fjordomsorg\n2 Nær hjelp"

    def test_a_long_answer_goes_in_parts_that_end_with_sentences(
        self, still: ChannelsHarness
    ) -> None:
        turn(still, "langt")
        first, second = still.outbox
        assert first.segments <= 6
        assert first.body.endswith("setning.")
        assert second.body.startswith("Dette er en setning.")
        assert (
            first.body + " " + second.body == "Du skrev: " + ("Dette er en setning. " * 80).strip()
        )

    def test_a_turn_with_nothing_to_say_sends_nothing(self, still: ChannelsHarness) -> None:
        assert turn(still, "taus") is TurnEnd.DONE
        assert not still.outbox
        assert still.messages[0].state is MessageState.DONE


class TestMasks:
    def test_a_message_that_held_a_code_is_kept_without_it(self, still: ChannelsHarness) -> None:
        turn(still, "koden er 12-34 og så fem seks, født 3. mai 1941")
        assert still.engine.requests[0]["text"].startswith("koden er 12-34")
        assert still.messages[0].text == "koden er ••-•• og så • •, født •. • ••••"

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("fnr 01019912345 ok", "fnr ••••••••••• ok"),
            ("010199 12345", "•••••• •••••"),
            ("123 456 789", "••• ••• •••"),
            ("Ring 22 33 44 55", "Ring 22 33 44 55"),
            ("Ring +47 22 33 44 55 nå", "Ring +47 22 33 44 55 nå"),
            ("den 3.5.1941 kl. 10", "den 3.5.1941 kl. 10"),
        ],
    )
    def test_ids_and_codes_are_masked_though_nobody_asked(
        self, still: ChannelsHarness, text: str, kept: str
    ) -> None:
        turn(still, text)
        assert still.engine.requests[0]["text"] == text
        assert still.messages[0].text == kept

    def test_a_task_never_shows_a_code_that_still_waits(self, still: ChannelsHarness) -> None:
        still.text("menneske")
        still.text("123456789")
        still.services.turns.run_next(still.conversations[0].id)
        assert [line["text"] for line in still.tasks[0].transcript if line["who"] == "person"] == [
            "menneske",
            "•••••••••",
        ]


class TestSuppression:
    def test_stopp_is_confirmed_and_then_nothing_is_sent_until_start(
        self, harness: ChannelsHarness
    ) -> None:
        harness.text("stopp")
        harness.receive(1)
        harness.text("Hei")
        wait_until(
            lambda: len(harness.outbox) == 2 and harness.outbox[1].state is OutboxState.FAILED
        )
        assert harness.outbox[1].error_code == "suppressed"
        assert not harness.tasks
        harness.text("start")
        harness.text("Hei igjen")
        assert harness.receive(3) == [
            "Du får ikke flere meldinger. Skriv START om du angrer.",
            "Nå skriver vi igjen.",
            "Du skrev: Hei igjen",
        ]
        assert not harness.suppressions

    def test_one_who_stopped_does_not_stop_another(self, harness: ChannelsHarness) -> None:
        harness.text("stopp")
        harness.receive(1)
        harness.text("Hei", sender=BJARNE)
        assert harness.receive(1, BJARNE) == ["Du skrev: Hei"]

    def test_what_twilio_has_answered_itself_is_only_written_down(
        self, harness: ChannelsHarness
    ) -> None:
        harness.text("STOP", OptOutType="STOP")
        assert [(s.number, s.our_number) for s in harness.suppressions] == [(ASTRID, OSLO)]
        harness.text("START", OptOutType="START")
        assert not harness.suppressions
        harness.text("Hei")
        assert harness.receive(1) == ["Du skrev: Hei"]
        assert len(harness.engine.requests) == 1

    def test_stopp_in_a_call_does_not_stop_texts(self, still: ChannelsHarness) -> None:
        opening = Opening("0301", "phone", ASTRID, OSLO, thread="CA1")
        stored = still.services.inbox.store(Incoming("CA1:1", opening, "stopp", input="speech"))
        renderers = still.services.turns._committing._renderers
        still.services.turns._committing._renderers = {**renderers, "phone": renderers["sms"]}
        reply = still.services.turns.answer(stored.message, within=timedelta(seconds=5))
        assert reply is not None
        assert not still.suppressions


class TestCalls:
    """What the phone's adapter builds on: the answer within the request."""

    def test_a_message_is_answered_within_the_call_and_the_same_again(
        self, still: ChannelsHarness
    ) -> None:
        opening = Opening("0301", "sms", ASTRID, OSLO)
        stored = still.services.inbox.store(Incoming(sid(), opening, "Hei"))
        first = still.services.turns.answer(stored.message, within=timedelta(seconds=5))
        again = still.services.turns.answer(stored.message, within=timedelta(seconds=5))
        assert first is not None
        assert again is not None
        assert first.id == again.id
        assert len(still.engine.requests) == 1

    def test_no_answer_comes_from_an_engine_that_is_down(self, still: ChannelsHarness) -> None:
        still.engine.stop()
        opening = Opening("0301", "sms", ASTRID, OSLO)
        stored = still.services.inbox.store(Incoming(sid(), opening, "Hei"))
        assert still.services.turns.answer(stored.message, within=timedelta(seconds=5)) is None
        assert still.messages[0].state is MessageState.WAITING

    def test_each_call_is_a_thread_of_its_own(self, still: ChannelsHarness) -> None:
        for call in ("CA1", "CA2"):
            opening = Opening("0301", "phone", ASTRID, OSLO, thread=call)
            still.services.inbox.store(Incoming(f"{call}:1", opening, "Hei"))
        assert len(still.conversations) == 2


class TestIdle:
    def test_a_thread_that_rested_for_a_day_is_closed_and_a_new_one_opened(
        self, still: ChannelsHarness
    ) -> None:
        turn(still, "Hei")
        with still.services.database.write() as session:
            conversation = session.get_one(Conversation, still.conversations[0].id)
            conversation.last_activity -= timedelta(hours=24, minutes=1)
        still.text("Hei igjen")
        assert len(still.conversations) == 2
        assert {c.status for c in still.conversations} == {
            ConversationStatus.CLOSED,
            ConversationStatus.OPEN,
        }

    def test_one_that_a_caseworker_holds_stays_open(self, still: ChannelsHarness) -> None:
        turn(still, "Hei")
        with still.services.database.write() as session:
            conversation = session.get_one(Conversation, still.conversations[0].id)
            conversation.last_activity -= timedelta(days=3)
            conversation.holder = "kari"
        still.text("Hei igjen")
        assert len(still.conversations) == 1
