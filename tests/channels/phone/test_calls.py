"""Whole calls over HTTP: a telephone that executes TwiML calls the webhooks."""

from collections.abc import Iterator
from datetime import timedelta

from conversations.models import ConversationStatus, MessageState
from devtools.phone_simulator import EndedBy
from tests.channels.harness import ASTRID, OSLO
from tests.channels.phone.exchange import Exchange

CODE = "123456782"


def test_a_provider_is_chosen_with_the_keys_alone(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", CODE, "14031942", "2", "5", "ha det")
    assert record.heard[:3] == [
        "Du snakker med en maskin. Hva gjelder det?",
        "Tast koden fra brevet.",
        "Når er du født?",
    ]
    assert "For Fjordomsorg, trykk 2." in record.heard[3]
    assert record.heard[4].startswith("Du vil ha Fjordomsorg. Stemmer det?")
    assert record.heard[5] == "Nå er det registrert. Saken har nummer 2 6, 0 1 4."
    assert record.ended_by == EndedBy.APP
    assert record.problems == []


def test_the_same_call_can_be_spoken(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", CODE, "14031942", "1", "ja", "ha det")
    assert "registrert" in record.heard[-2]
    kinds = [(r["text"], r["context"]["input"]) for r in phone.engine.requests]
    assert kinds == [
        ("hei", "start"),
        ("jeg vil bytte", "speech"),
        (CODE, "dtmf"),
        ("14031942", "dtmf"),
        ("1", "dtmf"),
        ("ja", "speech"),
        ("ha det", "speech"),
    ]


def test_the_engine_knows_channel_municipality_and_caller(phone: Exchange) -> None:
    phone.call()
    [request] = phone.engine.requests
    [thread] = phone.conversations
    assert request["context"] == {
        "key": phone.messages[0].key,
        "untold": True,
        "conversation": thread.id,
        "channel": "phone",
        "municipality": "0301",
        "caller": ASTRID,
        "input": "start",
        "standard": "nb",
        "names": [],
        "reading": None,
    }
    assert (thread.peer, thread.our_number) == (ASTRID, OSLO)


def test_every_call_is_a_thread_of_its_own(phone: Exchange) -> None:
    phone.call("jeg vil bytte")
    phone.call("hva koster det")
    assert len(phone.conversations) == 2
    assert phone.engine.requests[2]["slots"] == {}


def test_a_thread_is_closed_when_the_call_is_over(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte")
    assert record.ended_by == EndedBy.CALLER
    [thread] = phone.conversations
    assert thread.status is ConversationStatus.CLOSED


def test_who_hangs_up_before_the_greeting_leaves_no_open_thread(phone: Exchange) -> None:
    phone.again(patience=timedelta(seconds=0.1))
    phone.engine.delay = 0.5
    call = {"CallSid": "CA" + "1" * 32, "From": ASTRID, "To": OSLO}
    assert "<Redirect" in phone.post.post("/twilio/voice", call).text
    assert phone.steps == []
    phone.post.post("/twilio/voice/status", call | {"CallStatus": "completed"})
    assert [thread.status for thread in phone.conversations] == [ConversationStatus.CLOSED]


def test_what_was_said_in_a_call_is_kept_with_the_code_masked(phone: Exchange) -> None:
    phone.call("jeg vil bytte", CODE)
    texts = [message.text for message in phone.messages]
    assert texts == ["hei", "jeg vil bytte", "•" * 9]
    assert all(message.state is MessageState.DONE for message in phone.messages)
    assert [reply.text for reply in phone.replies][1:] == [
        "Tast koden fra brevet.",
        "Når er du født?",
    ]


def test_no_text_message_leaves_a_call(phone: Exchange) -> None:
    phone.call("jeg vil bytte", CODE, "14031942", "2", "5")
    assert phone.outbox == []


def test_yes_and_no_are_keys_that_pick_nothing(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", CODE, "14031942", "2", "9")
    assert phone.engine.requests[-1]["text"] == "nei"
    assert "Hvem vil du ha?" in record.heard[-1]


def test_six_digits_and_the_hash_key_are_a_birth_date_too(phone: Exchange) -> None:
    phone.call("jeg vil bytte", CODE, "140342#")
    assert phone.engine.requests[-1]["text"] == "140342"


def test_the_star_key_goes_back_from_a_code_too(phone: Exchange) -> None:
    phone.call("jeg vil bytte", "*#")
    assert phone.engine.requests[-1]["text"] == "tilbake"


def test_the_zero_key_is_a_person_everywhere(phone: Exchange) -> None:
    for script in (["0"], ["bytte", "0"], ["bytte", CODE, "14031942", "0"]):
        record = phone.call(*script)
        assert phone.engine.requests[-1]["text"] == "menneske"
        assert "Et menneske ringer deg på" in record.heard[-1]
    assert [task.reason for task in phone.tasks] == ["asked"] * 3


def test_a_hand_over_leaves_a_task_with_number_reason_and_transcript(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "0", "takk skal du ha")
    [task] = phone.tasks
    assert (task.reason, task.call_back_number, task.channel) == ("asked", ASTRID, "phone")
    assert task.summary == {"wish": "switch"}
    # The words that the call began with are nobody's.
    said = [line["text"] for line in task.transcript if line["who"] == "person"]
    assert said == ["jeg vil bytte", "menneske"]
    # The number is read back digit by digit, and the call goes on.
    assert "4 0, 0 0, 0 0, 0 1" in record.text
    assert record.heard[-1] == "Du sa takk skal du ha."


def test_goodbye_hangs_up_with_a_word(phone: Exchange) -> None:
    assert phone.call("ha det").heard[-1] == "Da legger vi på."
    record = phone.call("legg på")
    assert record.heard[-1] == "Ha det bra."
    assert record.ended_by == EndedBy.APP


def test_two_calls_at_once_do_not_mix(phone: Exchange) -> None:
    first, second = phone.caller(), phone.caller()
    heard: list[str] = []

    def in_the_middle() -> Iterator[str]:
        yield "jeg vil bytte"
        heard.extend(second.call(["hva koster det", "ha det"]).heard)
        yield CODE
        yield "14031942"

    record = first.call(in_the_middle())
    assert "Du sa hva koster det." in heard
    assert "Hvem vil du ha?" in record.heard[-1]


def test_a_call_survives_a_restart_between_two_steps(phone: Exchange) -> None:
    caller = phone.caller()

    def script() -> Iterator[str]:
        yield "jeg vil bytte"
        phone.again()
        yield CODE
        yield "14031942"

    record = caller.call(script())
    assert "Hvem vil du ha?" in record.heard[-1]
    assert record.problems == []
