"""What no second reader is asked about, and what of its reading the engine takes."""

from typing import Any

import pytest

from assistant.second_reader.accepted import MOST, READ, accept
from assistant.second_reader.ours import KEPT, OPEN, OURS, SERIOUS, stands
from casework.review.intents import DOMAIN, known_intents
from core.yaml_files import read_yaml

INTENTS = known_intents()
PENDING = {None, *read_yaml(DOMAIN)["slots"]["pending"]["values"]}


def parsed(intent: str = "ask_price", confidence: float = 0.9, **others: Any) -> dict[str, Any]:
    """As Rasa's pipeline gives it."""
    found = {"name": intent, "confidence": confidence}
    act = {"intent": intent, "confidence": confidence, "start": 0, "end": 4}
    return {
        "intent": found,
        "likely_intent": found,
        "intent_ranking": [found, {"name": "greet", "confidence": 0.05}],
        "entities": [],
        "acts": [act],
        "danger": None,
        "language": "nb",
        "choice": None,
        "speaker": "self",
        "kind": "wish",
        **others,
    }


def reading(*intents: str, choice: Any = None) -> dict[str, Any]:
    return {"acts": [{"intent": each, "start": 0, "end": 9} for each in intents], "choice": choice}


def taken(before: dict[str, Any], second: Any, pending: str | None = None) -> dict[str, Any]:
    return accept(before, second, pending=pending, intents=INTENTS, length=5)


def test_a_reading_takes_the_place_of_the_acts() -> None:
    after = taken(parsed(), reading("switch_provider", "ask_price"))
    assert after["intent"] == {"name": "switch_provider", "confidence": READ}
    assert [act["intent"] for act in after["acts"]] == ["switch_provider", "ask_price"]
    assert after["acts"][0]["end"] == 5, "no further than the message goes"
    assert after["read_by"] == "second"


def test_what_our_finders_found_stays_whoever_reads() -> None:
    before = parsed(entities=[{"entity": "provider", "value": "hasselvind", "start": 0, "end": 4}])
    after = taken(before, reading("ask_price"))
    for same in ("entities", "language", "danger", "speaker", "kind"):
        assert after[same] == before[same]


@pytest.mark.parametrize("level", ["alarm", "check"])
def test_danger_stands(level: str) -> None:
    before = parsed("emergency", danger=level)
    assert stands(before, None) == "danger"
    assert taken(before, reading("thank")) is before


@pytest.mark.parametrize("serious", sorted(SERIOUS))
def test_what_is_grave_stands_also_on_the_side(serious: str) -> None:
    acts = [
        {"intent": "ask_price", "confidence": 0.9, "start": 0, "end": 4},
        {"intent": serious, "confidence": 0.4, "start": 0, "end": 4},
    ]
    assert stands(parsed(acts=acts), None) == "danger"


@pytest.mark.parametrize("intent", sorted(KEPT - SERIOUS))
def test_what_is_ours_stands_where_it_was_heard_and_not_where_it_is_doubted(intent: str) -> None:
    assert stands(parsed(intent), None) == "kept"
    doubt = {"name": "nlu_fallback", "confidence": 0.6}
    there = parsed(intent, 0.4) | {"intent": doubt}
    assert stands(there, None) is None


@pytest.mark.parametrize("pending", sorted(PENDING - OPEN, key=str))
def test_nobody_else_reads_while_such_a_question_waits(pending: str) -> None:
    assert stands(parsed(), pending) == "question"
    before = parsed()
    assert taken(before, reading("choose_provider"), pending) is before


def test_every_question_that_may_wait_is_one_of_the_dialogues() -> None:
    assert OPEN <= PENDING
    assert not {each for each in OPEN if str(each).startswith("confirm")}


@pytest.mark.parametrize("kind", ["code", "birth_date", "national_id"])
def test_a_message_with_proof_in_it_stands(kind: str) -> None:
    before = parsed(entities=[{"entity": kind, "value": "1", "start": 0, "end": 1}])
    assert stands(before, None) == "proof"


def test_what_form_decides_stands() -> None:
    assert stands(parsed("repeat", 1.0), None) == "form"


@pytest.mark.parametrize("intent", [*sorted(OURS), "launch_missiles", "nlu_fallback"])
def test_an_intent_that_is_ours_or_nobodys_is_not_taken(intent: str) -> None:
    before = parsed()
    assert taken(before, reading("ask_hours", intent)) is before


@pytest.mark.parametrize("second", [None, {}, {"acts": []}, {"acts": None}, [], "ja", 7])
def test_no_reading_leaves_ours(second: Any) -> None:
    before = parsed()
    assert taken(before, second) is before


def test_no_more_acts_are_taken_than_are_told_of() -> None:
    assert len(taken(parsed(), reading(*["ask_price"] * 9))["acts"]) == MOST


def test_its_frame_comes_with_our_words_speaker_and_kind() -> None:
    frame = {"want": [], "keep": [], "reject": ["x"], "condition": None, "negated": True}
    own = {"words": {"bpa": "bpa"}, "want": [], "keep": [], "reject": []}
    after = taken(parsed(choice=own), reading("switch_provider", choice=frame))
    assert after["choice"] == frame | {"words": {"bpa": "bpa"}, "speaker": "self", "kind": "wish"}
