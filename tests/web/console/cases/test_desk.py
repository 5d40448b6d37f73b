"""What caseworkers do at the desk, and what the person in the conversation notices of it."""

import threading
from datetime import timedelta

import pytest

from bench.speed.task_claims import fill, rush
from casework.caseworker import Caseworker, CaseworkRefused, NotHere, Why
from casework.models import Act, CaseworkEvent, Outcome
from conversations.models import ConversationStatus, TaskState
from tests.web.console.harness import KARI, MONDAY, OLA, SOLVEIG, SOUTH, ConsoleHarness

INTRODUCED = "Nå er det Kari fra Oslo kommune som svarer."


@pytest.fixture
def asked(harness: ConsoleHarness) -> str:
    """Somebody has asked for a person."""
    harness.at_work(KARI, OLA, SOUTH)
    return harness.text("grunn asked")


@pytest.fixture
def held(harness: ConsoleHarness, asked: str) -> str:
    """And Kari has taken it."""
    harness.desk.claim(KARI, asked)
    return asked


def refusal(
    harness: ConsoleHarness, act: str, *arguments: object, **more: object
) -> CaseworkRefused:
    with pytest.raises(CaseworkRefused) as refused:
        getattr(harness.desk, act)(*arguments, **more)
    return refused.value


def acts(harness: ConsoleHarness) -> list[tuple[Act, str]]:
    return [(event.what, event.name) for event in harness.rows(CaseworkEvent)]


class TestClaim:
    def test_the_person_is_told_once_who_answers_now(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.desk.claim(KARI, held)
        assert harness.outbox.count(INTRODUCED) == 1
        assert harness.conversation(held).holder == KARI.id
        assert [(task.state, task.assignee) for task in harness.tasks] == [
            (TaskState.TAKEN, KARI.id)
        ]
        assert acts(harness) == [(Act.CLAIMED, "Kari Skog")]

    def test_whoever_comes_second_is_told_who_has_it(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        refused = refusal(harness, "claim", OLA, held)
        assert (refused.why, refused.who) == (Why.TAKEN, "Kari Skog")
        assert harness.conversation(held).holder == KARI.id

    def test_two_at_once_cannot_both_win(self, each_harness: ConsoleHarness) -> None:
        harness, conversation = each_harness, each_harness.text("grunn asked")
        harness.text("grunn complaint")  # two tasks in one conversation: both go to one
        people = [Caseworker(f"c{n}", f"Nummer {n}", KARI.municipality) for n in range(8)]
        won: list[str] = []
        begin = threading.Barrier(len(people))

        def claim(me: Caseworker) -> None:
            begin.wait()
            try:
                harness.desk.claim(me, conversation)
                won.append(me.id)
            except CaseworkRefused:
                pass

        threads = [threading.Thread(target=claim, args=(each,)) for each in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1
        assert {task.assignee for task in harness.tasks} == set(won)
        assert harness.conversation(conversation).holder == won[0]
        assert len([text for text in harness.outbox if "som svarer" in text]) == 1

    def test_what_is_only_to_be_done_does_not_silence_the_assistant(
        self, harness: ConsoleHarness
    ) -> None:
        conversation = harness.text("grunn new_letter")
        harness.desk.claim(KARI, conversation)
        assert harness.tasks[0].assignee == KARI.id
        assert harness.conversation(conversation).holder is None
        harness.text("Hva koster det?")
        assert len(harness.said) == 2

    def test_nothing_of_another_municipality_is_there(
        self, harness: ConsoleHarness, asked: str
    ) -> None:
        with pytest.raises(NotHere):
            harness.desk.claim(SOUTH, asked)
        assert harness.desk.queue.open(SOUTH.municipality) == []
        assert harness.tasks[0].state is TaskState.OPEN


class TestHolding:
    def test_the_assistant_is_silent_and_what_comes_is_new_for_the_holder(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        before = harness.said
        harness.desk.reply(KARI, held, "Hei, hva kan jeg hjelpe med?", "k1")
        with harness.later(minutes=5):
            harness.text("Jeg vil bytte")
            [mine] = harness.desk.queue.mine(KARI.municipality, KARI.id)
        assert harness.said == [*before, "Hei, hva kan jeg hjelpe med?"]
        assert (mine.new, mine.waiting_since) == (1, MONDAY + timedelta(minutes=5))

    def test_danger_to_life_is_answered_all_the_same(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.engine.understands = lambda text: {
            "intent": "emergency" if "falt" in text else "affirm",
            "confidence": 0.99,
        }
        harness.text("ja")
        assert len(harness.tasks) == 1
        harness.engine.answer = lambda request: {
            "messages": [
                {"do": "hand_over", "reason": "emergency", "urgent": True},
                {"say": "emergency"},
            ],
            "slots": {},
        }
        harness.text("jeg har falt og kommer meg ikke opp")
        assert harness.outbox[-1] == "Ring 113 nå."
        assert [task.urgent for task in harness.tasks] == [False, True]
        # Whoever is at work can take it, though Kari has the conversation.
        [waiting] = harness.desk.queue.open(OLA.municipality)
        assert (waiting.urgent, waiting.holder) == (True, KARI.id)

    def test_an_engine_that_is_down_does_not_keep_words_from_the_holder(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.engine.stop()
        harness.text("er du der?")
        [mine] = harness.desk.queue.mine(KARI.municipality, KARI.id)
        assert mine.new == 1
        harness.engine.start()

    def test_an_answer_that_was_under_way_is_still_given(self, harness: ConsoleHarness) -> None:
        """What a turn did in the register must be told, also when a person took over meanwhile."""
        conversation = harness.text("grunn asked")
        harness.engine.delay = 0.5
        turn = threading.Thread(target=harness.text, args=("Hva koster det?",))
        turn.start()
        threading.Event().wait(0.2)
        harness.desk.claim(KARI, conversation)
        turn.join()
        assert harness.said[-2:] == [INTRODUCED, harness.said[-1]]
        assert harness.said[-1].startswith("Jeg er en maskin")

    def test_who_is_left_waiting_shows_in_everybodys_queue_and_can_be_taken_over(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.text("er du der?")
        assert harness.desk.queue.left_waiting(OLA.municipality) == []
        with harness.later(minutes=31):
            [left] = harness.desk.queue.left_waiting(OLA.municipality)
            assert left.holder == KARI.id
            harness.desk.take_over(OLA, held, "k", from_=KARI.id)
        assert harness.outbox[-1] == "Nå er det Ola fra Oslo kommune som svarer."
        assert {task.assignee for task in harness.tasks} == {OLA.id}
        # A third who saw the same page comes too late.
        assert (
            refusal(harness, "take_over", SOUTH_IN_OSLO, held, "q", from_=KARI.id).who == OLA.name
        )


SOUTH_IN_OSLO = Caseworker(SOUTH.id, SOUTH.name, OLA.municipality)


class TestReply:
    def test_it_is_in_the_outbox_once_and_reaches_twilio(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        for _ in range(2):
            harness.desk.reply(KARI, held, "Vi ringer deg i morgen – «klokka ti» …", "same")
        assert harness.deliver()[-2:] == [INTRODUCED, 'Vi ringer deg i morgen - "klokka ti" ...']
        [task] = harness.tasks
        assert (task.waiting_since, task.first_reply_at) == (None, MONDAY)

    def test_who_has_not_answered_before_is_introduced_first(self, harness: ConsoleHarness) -> None:
        conversation = harness.text("grunn new_letter")
        harness.desk.claim(KARI, conversation)
        harness.desk.reply(KARI, conversation, "Brevet er sendt.", "k")
        assert harness.outbox[-2:] == [INTRODUCED, "Brevet er sendt."]
        assert harness.conversation(conversation).holder == KARI.id

    @pytest.mark.parametrize(
        "text", ["", "Medisinen din kommer", "Se oslo.kommune.no", "14834111781"]
    )
    def test_what_may_not_stand_in_a_text_is_not_sent(
        self, harness: ConsoleHarness, held: str, text: str
    ) -> None:
        before = harness.outbox
        refused = refusal(harness, "reply", KARI, held, text, "k")
        assert refused.why is Why.TOO_PRIVATE
        assert refused.objections
        assert harness.outbox == before

    def test_only_the_one_who_has_it_can_write(self, harness: ConsoleHarness, held: str) -> None:
        assert refusal(harness, "reply", OLA, held, "Hei", "k").why is Why.TAKEN
        with pytest.raises(NotHere):
            harness.desk.reply(SOUTH, held, "Hei", "k")

    def test_who_wants_no_texts_gets_none(self, harness: ConsoleHarness, asked: str) -> None:
        harness.engine.answer = lambda request: {"messages": [{"do": "suppress"}], "slots": {}}
        harness.text("stopp")
        harness.desk.claim(KARI, asked)
        assert INTRODUCED not in harness.outbox
        assert refusal(harness, "reply", KARI, asked, "Hei", "k").why is Why.OPTED_OUT

    def test_a_call_that_is_over_is_answered_with_a_call(self, harness: ConsoleHarness) -> None:
        conversation = harness.call("grunn asked")
        harness.desk.claim(KARI, conversation)
        assert refusal(harness, "reply", KARI, conversation, "Hei", "k").why is Why.NOT_BY_TEXT
        for _ in range(2):
            harness.desk.plan_call(KARI, conversation, "Si at brevet er sendt.", "k")
        planned = harness.tasks[-1]
        assert (planned.reason, planned.call_back_number) == ("call", SOLVEIG)
        assert planned.summary == {"script": "Si at brevet er sendt."}
        assert (planned.assignee, len(harness.tasks)) == (KARI.id, 2)


class TestLettingGo:
    def test_a_colleague_gets_it_and_is_introduced_with_the_first_word(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.desk.forward(KARI, held, OLA.id, "Kan du denne?", "k")
        assert harness.conversation(held).holder == OLA.id
        assert harness.desk.queue.mine(KARI.municipality, KARI.id) == []
        assert len(harness.desk.queue.mine(OLA.municipality, OLA.id)) == 1
        harness.desk.reply(OLA, held, "Jeg ser på det.", "k")
        assert harness.outbox[-2:] == [
            "Nå er det Ola fra Oslo kommune som svarer.",
            "Jeg ser på det.",
        ]
        assert "Kan du denne?" not in str(harness.outbox)

    def test_nobody_who_is_not_at_this_desk_can_get_it(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        assert refusal(harness, "forward", KARI, held, SOUTH.id, "", "k").why is Why.NOBODY
        assert harness.conversation(held).holder == KARI.id

    def test_back_in_the_queue_the_assistant_answers_and_says_so(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.desk.forward(KARI, held, None, "", "k")
        assert harness.outbox[-1] == (
            "En annen i kommunen svarer deg snart. Så lenge svarer assistenten."
        )
        assert [each.conversation_id for each in harness.desk.queue.open("0301")] == [held]
        harness.text("Hva koster det?")
        assert harness.said[-1].startswith("Jeg er en maskin")

    def test_what_was_asked_before_a_person_came_is_not_asked_any_more(
        self, harness: ConsoleHarness, asked: str
    ) -> None:
        """A «ja» to the caseworker must not confirm a choice that was half made before."""
        harness.text("Jeg vil velge")
        assert harness.conversation(asked).slots == {"pending": "code"}
        harness.desk.claim(KARI, asked)
        harness.desk.hand_back(KARI, asked, "", "k")
        assert harness.conversation(asked).slots == {}

    def test_handed_back_the_assistant_says_that_it_is_a_machine(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.desk.hand_back(KARI, held, "", "k")
        assert "Den er en maskin." in harness.outbox[-1]
        conversation = harness.conversation(held)
        assert (conversation.holder, conversation.status) == (None, ConversationStatus.OPEN)
        assert harness.tasks[0].outcome == Outcome.HANDED_BACK

    def test_resolved_it_is_over_and_the_next_words_begin_anew(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        for _ in range(2):
            harness.desk.resolve(KARI, held, Outcome.ANSWERED, "Fornøyd.", "k")
        [task] = harness.tasks
        assert (task.state, task.outcome, task.resolved_at) == (TaskState.DONE, "answered", MONDAY)
        assert acts(harness).count((Act.RESOLVED, "Kari Skog")) == 1
        assert harness.text("takk") != held

    def test_reopened_the_thread_goes_on_where_it_was(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.desk.resolve(KARI, held, Outcome.ANSWERED, "", "k")
        harness.desk.reopen(OLA, held, "k")
        harness.desk.reply(OLA, held, "Det var en ting til.", "k")
        assert harness.text("ja?") == held
        assert refusal(harness, "reopen", KARI, held, "k2").who == "Ola Fjell"

    def test_a_newer_thread_that_rests_gives_way_so_that_the_answer_comes_to_the_caseworker(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        harness.desk.resolve(KARI, held, Outcome.ANSWERED, "", "k")
        newer = harness.text("takk")
        harness.desk.reopen(KARI, held, "k")
        harness.desk.reply(KARI, held, "Det var en ting til.", "k")
        assert harness.text("ja?") == held
        assert harness.conversation(newer).status is ConversationStatus.CLOSED

    def test_put_off_it_comes_back_at_its_time_or_when_the_person_writes(
        self, harness: ConsoleHarness, held: str
    ) -> None:
        queue = harness.desk.queue
        harness.desk.snooze(KARI, held, MONDAY + timedelta(days=1), "k")
        assert queue.mine("0301", KARI.id) == []
        assert len(queue.resting("0301", KARI.id)) == 1
        with harness.later(days=1, minutes=1):
            assert len(queue.mine("0301", KARI.id)) == 1
        harness.text("hallo?")
        assert len(queue.mine("0301", KARI.id)) == 1

    @pytest.mark.parametrize(
        ("act", "more"),
        [
            ("forward", (None, "", "k")),
            ("snooze", (MONDAY + timedelta(hours=1), "k")),
            ("resolve", (Outcome.ANSWERED, "", "k")),
            ("hand_back", ("", "k")),
        ],
    )
    def test_only_the_one_who_has_it_can_let_it_go(
        self, harness: ConsoleHarness, held: str, act: str, more: tuple[object, ...]
    ) -> None:
        assert refusal(harness, act, OLA, held, *more).why is Why.NOT_YOURS
        assert harness.conversation(held).holder == KARI.id


class TestNotes:
    def test_a_note_never_reaches_the_person(self, harness: ConsoleHarness, held: str) -> None:
        harness.desk.note(OLA, held, "Datteren ringte.", "k")
        assert "Datteren" not in str(harness.outbox + harness.said)
        assert [event.note for event in harness.rows(CaseworkEvent)] == ["", "Datteren ringte."]


class TestQueue:
    def test_urgent_comes_first_and_then_whoever_has_waited_longest(
        self, harness: ConsoleHarness
    ) -> None:
        with harness.later(minutes=-5):
            second = harness.text("grunn complaint", sender="+4740011003")
        with harness.later(minutes=-50):
            first = harness.text("grunn asked", sender="+4740011002")
        urgent = harness.text("grunn emergency haster", sender="+4740011004")
        listed = [each.conversation_id for each in harness.desk.queue.open("0301")]
        assert listed == [urgent, first, second]

    def test_several_tasks_of_one_conversation_are_one_entry(self, harness: ConsoleHarness) -> None:
        harness.text("grunn asked")
        harness.text("grunn complaint")
        [waiting] = harness.desk.queue.open("0301")
        assert waiting.reasons == ("complaint", "asked")


def test_many_at_one_queue_win_each_conversation_once(each_harness: ConsoleHarness) -> None:
    database = each_harness.application.services.database
    fill(database, 60)
    found = rush(database, 20)
    assert (found["tasks"], found["won_twice"]) == (60, 0)
    assert found["those_who_won_have_them"] is True
