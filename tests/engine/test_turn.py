"""A turn: text and slots in, messages and slots out, and nothing kept in between."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.conftest import Engine

pytestmark = pytest.mark.engine


def test_what_actions_and_responses_emit_comes_back_as_data_in_order(engine: Engine) -> None:
    assert engine.turn("hei")["messages"] == [{"say": "greeting"}]
    assert engine.turn("tell")["messages"] == [
        {"say": "count", "values": {"number": 1}},
        {"do": "more"},
    ]


def test_the_answer_tells_what_was_understood(engine: Engine) -> None:
    understood = engine.turn("jeg bor i Moss")["understood"]
    assert (understood["intent"], understood["language"]) == ("count", "nb")
    assert 0 < understood["confidence"] <= 1
    assert [(e["entity"], e["value"]) for e in understood["entities"]] == [("place", "Moss")]


def test_slots_sent_back_carry_the_conversation_on(engine: Engine) -> None:
    slots = engine.turn("bor i Oslo")["slots"]
    assert slots == {"counter": 1, "place": "Oslo"}
    assert engine.turn("tell", slots=slots)["slots"] == {"counter": 2, "place": "Oslo"}


def test_any_json_survives_in_a_slot(engine: Engine) -> None:
    slots = {"pace": None, "place": "Ås", "counter": 2**40}
    assert engine.turn("hei", slots=slots)["slots"] == slots


def test_a_slot_at_its_initial_value_is_not_sent(engine: Engine) -> None:
    assert engine.turn("hei", slots={"pace": "slower"})["slots"] == {"pace": "slower"}
    assert engine.turn("hei", slots={"pace": "normal"})["slots"] == {}


def test_a_slot_that_the_domain_no_longer_has_is_left_out_and_named(engine: Engine) -> None:
    answer = engine.turn("hei", slots={"older": 1, "counter": 4})
    assert (answer["slots"], answer["unknown_slots"]) == ({"counter": 4}, ["older"])


def test_the_context_reaches_the_action_with_the_question_that_waits(engine: Engine) -> None:
    context = {"key": "SM1", "caller": None, "input": "dtmf", "channel": "phone"}
    engine.turn("tell", context=context, slots={"pending": "yes_no"}, conversation="random-id")
    (call,) = engine.actions.calls
    assert call["tracker"]["latest_message"]["metadata"] == {**context, "pending": "yes_no"}
    assert call["sender_id"] == "random-id"


def test_an_action_is_not_sent_the_whole_domain(engine: Engine) -> None:
    engine.turn("tell")
    assert "domain" not in engine.actions.calls[0]


def test_nothing_is_kept_between_turns_of_one_conversation(engine: Engine) -> None:
    first = engine.turn("bor i Oslo")
    assert engine.turn("bor i Oslo") == first
    assert engine.turn("hei")["slots"] == {}


def test_conversations_run_side_by_side_without_mixing(engine: Engine) -> None:
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(
            engine.turn, "vent", conversation="a", slots={"counter": 7}, context={"seconds": 3}
        )
        time.sleep(0.3)
        quick = engine.turn("tell", conversation="b", slots={"counter": 20})
        assert not slow.done()
    assert quick["slots"] == {"counter": 21}
    assert slow.result()["slots"] == {"counter": 7}


@pytest.mark.parametrize(
    "text",
    ["/count", '/count{"place": "Oslo"}', "  /count", "@count", "/count@1.0", "/restart", "/back"],
)
def test_what_looks_like_a_command_is_only_text(engine: Engine, text: str) -> None:
    answer = engine.turn(text, slots={"counter": 3})
    assert answer["understood"]["intent"] is None
    assert answer["slots"] == {"counter": 3}
    assert engine.actions.calls == []
    assert engine.post("/parse", json={"text": text}).json()["intent"] is None


def test_text_after_a_slash_is_understood_as_text(engine: Engine) -> None:
    assert engine.turn("/hei /greet")["understood"]["intent"] == "greet"


@pytest.mark.parametrize(
    "text", ["", "   ", "\0", "hei\0hei", "\n", "🙂", "'; DROP TABLE", "a" * 10_000]
)
def test_any_text_gets_an_answer(engine: Engine, text: str) -> None:
    assert engine.send(text).status_code == 200


def test_half_a_surrogate_pair_gets_an_answer(engine: Engine) -> None:
    body = b'{"conversation": "c", "text": "hei \\ud83d", "slots": {}, "context": {}}'
    response = engine.post("/turn", content=body)
    assert response.json()["messages"] == [{"say": "greeting"}]


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads memory from /proc")
def test_a_thousand_turns_leave_nothing_behind(engine: Engine) -> None:
    def memory() -> int:
        status = Path(f"/proc/{engine.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)

    for number in range(200):
        engine.turn("tell", conversation=f"warm-{number}")
    before = memory()
    for number in range(1000):
        engine.turn("tell", conversation=f"one-{number}", context={"key": "x" * 1000})
    # 1,000 kept contexts alone would be 1 MB, 1,000 kept trackers about 20 MB.
    assert memory() - before < 3_000
