"""Forged, repeated and crooked requests."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import httpx
import pytest

from conversations.models import ConversationStatus
from tests.channels.harness import ASTRID, BJARNE, OSLO, PUBLIC
from tests.channels.phone.exchange import Exchange

CALL = {"CallSid": "CA" + "1" * 32, "From": ASTRID, "To": OSLO, "CallStatus": "ringing"}


def begin(phone: Exchange, **more: str) -> str:
    """Begin a call; the address of its first step."""
    return action(phone.post.post("/twilio/voice", CALL | more))


def action(answer: httpx.Response) -> str:
    assert answer.status_code == 200
    found = re.search(r'action="([^"]+)"', answer.text)
    assert found
    return unescape(found[1])


def test_a_forged_request_leaves_no_trace(phone: Exchange) -> None:
    for path in ("", "/turn?conversation=a&step=0", "/transfer?conversation=a&step=0", "/status"):
        for headers in ({}, {"X-Twilio-Signature": "Zm9yZ2Vk"}):
            answer = httpx.post(f"{phone.base_url}/twilio/voice{path}", data=CALL, headers=headers)
            assert answer.status_code == 403
    assert phone.conversations == []
    assert phone.engine.requests == []


@pytest.mark.parametrize("missing", ["CallSid", "From", "To"])
def test_a_missing_field_is_refused(phone: Exchange, missing: str) -> None:
    form = {name: value for name, value in CALL.items() if name != missing}
    assert phone.post.post("/twilio/voice", form).status_code == 400
    assert phone.conversations == []


def test_a_repeated_request_gets_the_same_document_and_runs_nothing(phone: Exchange) -> None:
    first = phone.post.post("/twilio/voice", CALL)
    step = PUBLIC + action(first).removeprefix(PUBLIC)
    second = phone.post.post(step, CALL | {"SpeechResult": "jeg vil bytte"})
    for _ in range(3):
        assert phone.post.post("/twilio/voice", CALL).text == first.text
        # Also where the words are others: the step is answered.
        again = phone.post.post(step, CALL | {"SpeechResult": "noe helt annet"})
        assert again.text == second.text
    assert [request["text"] for request in phone.engine.requests] == ["hei", "jeg vil bytte"]
    assert len(phone.conversations) == 1


def test_the_same_request_many_times_at_once_runs_one_turn(phone: Exchange) -> None:
    step = begin(phone)
    phone.engine.delay = 0.2
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: phone.post.post(step, CALL | {"Digits": "0"}), range(6)))
    assert len({answer.text for answer in answers}) == 1
    assert len(phone.engine.requests) == 2
    assert len(phone.tasks) == 1


def test_the_first_request_many_times_at_once_is_one_call(phone: Exchange) -> None:
    phone.engine.delay = 0.2
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: phone.post.post("/twilio/voice", CALL), range(6)))
    assert len({answer.text for answer in answers}) == 1
    assert len(phone.conversations) == 1
    assert len(phone.engine.requests) == 1


def test_silence_that_is_repeated_is_counted_once(phone: Exchange) -> None:
    step = begin(phone)
    first, second = (phone.post.post(step, CALL | {"Digits": ""}) for _ in range(2))
    assert first.text == second.text
    assert "Jeg hørte deg ikke" in first.text


def test_a_step_belongs_to_its_call(phone: Exchange) -> None:
    step = begin(phone)
    other = CALL | {"CallSid": "CA" + "2" * 32, "From": BJARNE}
    answer = phone.post.post(step, other | {"Digits": "0"})
    assert answer.status_code == 403
    assert len(phone.engine.requests) == 1


@pytest.mark.parametrize("step", ["0", "1"])
def test_a_call_cannot_go_on_in_the_conversation_of_another(phone: Exchange, step: str) -> None:
    begin(phone)
    other = CALL | {"CallSid": "CA" + "2" * 32, "From": BJARNE}
    assert phone.post.post("/twilio/voice", other).status_code == 200
    [theirs] = [each for each in phone.conversations if each.peer == BJARNE]
    address = f"/twilio/voice/turn?conversation={theirs.id}&step={step}"
    assert phone.post.post(address, CALL | {"Digits": "0"}).status_code == 403
    address = f"/twilio/voice/transfer?conversation={theirs.id}&step={step}"
    assert phone.post.post(address, CALL | {"DialCallStatus": "busy"}).status_code == 403
    assert len(phone.engine.requests) == 2


@pytest.mark.parametrize("step", ["0", "1", "2"])
def test_a_conversation_cannot_be_guessed(phone: Exchange, step: str) -> None:
    begin(phone)
    address = f"/twilio/voice/turn?conversation=AAAAAAAAAAAAAAAAAAAAAAAA&step={step}"
    assert phone.post.post(address, CALL | {"Digits": "0"}).status_code == 403


@pytest.mark.parametrize(
    "query", ["", "?step=1", "?conversation=a", "?conversation=a&step=x", "?conversation=a&step=-1",
              "?conversation=a&step=99999999999", "?conversation=a&step=%C2%B2"]
)  # fmt: skip
def test_a_crooked_step_is_refused(phone: Exchange, query: str) -> None:
    assert phone.post.post(f"/twilio/voice/turn{query}", CALL).status_code == 400


def test_digits_that_no_keypad_has_are_refused(phone: Exchange) -> None:
    assert phone.post.post(begin(phone), CALL | {"Digits": "1; drop"}).status_code == 400


def test_a_very_long_speech_is_cut(phone: Exchange) -> None:
    answer = phone.post.post(begin(phone), CALL | {"SpeechResult": "ja " * 5_000})
    assert answer.status_code == 200
    assert len(phone.engine.requests[-1]["text"]) <= 1600


def test_speech_that_looks_like_a_command_is_only_speech(phone: Exchange) -> None:
    phone.post.post(begin(phone), CALL | {"SpeechResult": "/restart"})
    assert phone.engine.requests[-1]["text"] == "restart"


def test_unknown_parameters_do_no_harm(phone: Exchange) -> None:
    begin(phone, StirVerstat="TN-Validation-Passed-A", SomethingNew="1")


def test_a_call_that_is_over_is_not_taken_up(phone: Exchange) -> None:
    step = begin(phone)
    ended = phone.post.post("/twilio/voice/status", CALL | {"CallStatus": "completed"})
    assert ended.status_code == 204
    assert phone.conversations[0].status is ConversationStatus.CLOSED
    answer = phone.post.post(step, CALL | {"SpeechResult": "jeg vil bytte"})
    assert "<Hangup" in answer.text
    assert len(phone.conversations) == 1
    assert len(phone.engine.requests) == 1


def test_the_end_of_a_call_that_nobody_knows_does_no_harm(phone: Exchange) -> None:
    assert phone.post.post("/twilio/voice/status", CALL).status_code == 204
    assert phone.post.post("/twilio/voice/status", {"CallStatus": "completed"}).status_code == 400
