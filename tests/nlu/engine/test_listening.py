"""Long messages are cut where people would cut them, and who and what is found in them."""

from pathlib import Path

import pytest

from assistant.nlu.listening.acts import Act, _in_order
from assistant.nlu.listening.clauses import Cutter
from assistant.nlu.listening.component import in_order
from assistant.nlu.listening.frames.earlier import filled
from assistant.nlu.listening.frames.frame import Frame
from assistant.nlu.listening.frames.mentions import service_of
from assistant.nlu.listening.long_messages import read_long_messages

ROOT = Path(__file__).resolve().parents[3]
LONG = list(read_long_messages(ROOT / "assistant/data/nlu/strangers/long_messages.jsonl"))


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    """Learnt from all but the messages that are asked about here."""
    return Cutter().fit([[clause.text for clause in each.clauses] for each in LONG[40:]])


def test_most_borders_are_found_where_there_are_signs_and_some_where_there_are_none(
    cutter: Cutter,
) -> None:
    found = {True: [0, 0], False: [0, 0]}
    for message in LONG[:40]:
        cut = {clause.start for clause in cutter.cut(message.text)}
        borders = [clause.start for clause in message.clauses[1:]]
        spoken = found[message.style == "phone"]
        spoken[0] += len(cut.intersection(borders))
        spoken[1] += len(borders)
    assert found[False][0] / found[False][1] > 0.85, found
    assert found[True][0] / found[True][1] > 0.4, found


def test_every_clause_points_back_to_where_it_stands(cutter: Cutter) -> None:
    for message in LONG[:40]:
        for clause in cutter.cut(message.text):
            assert message.text[clause.start : clause.end] == clause.text


@pytest.mark.parametrize("text", ["", "   ", "…", "?" * 3000, "ja " * 3000])
def test_no_text_is_too_odd_to_be_cut(cutter: Cutter, text: str) -> None:
    assert " ".join(each.text for each in cutter.cut(text)).split() == text.split()


@pytest.mark.parametrize(
    ("word", "service"),
    [
        ("vasken", "practical_assistance"),
        ("støvsuginga", "practical_assistance"),
        ("sykepleieren", "home_nursing"),
        ("medisinane", "home_nursing"),
        ("bpa", "bpa"),
        ("fredag", None),
    ],
)
def test_a_word_tells_which_help_is_meant(word: str, service: str | None) -> None:
    assert service_of(word) == service


def test_danger_comes_first_then_wishes_then_questions() -> None:
    acts = [Act(name, 0.6, 0, 1) for name in ("thank", "ask_price", "choose_provider", "emergency")]
    order = [act.intent for act in _in_order(acts)]
    assert order == ["emergency", "choose_provider", "ask_price", "thank"]


def test_a_faint_wish_does_not_come_before_a_plain_question() -> None:
    acts = [Act("undo_choice", 0.2, 0, 1), Act("ask_price", 0.9, 2, 3)]
    assert [act.intent for act in _in_order(acts)] == ["ask_price", "undo_choice"]


def test_the_intent_that_was_settled_on_is_the_first_act() -> None:
    acts = [{"intent": "choose_provider", "confidence": 0.9, "start": 0, "end": 9}]
    ordered = in_order(acts, {"name": "give_code", "confidence": 1.0}, 30)
    assert [act["intent"] for act in ordered] == ["give_code", "choose_provider"]


def test_an_automatic_text_holds_no_other_act() -> None:
    acts = [{"intent": "choose_provider", "confidence": 0.9, "start": 0, "end": 9}]
    ordered = in_order(acts, {"name": "automatic", "confidence": 1.0}, 30)
    assert [act["intent"] for act in ordered] == ["automatic"]


def test_a_provider_named_before_fills_the_one_left_out_now() -> None:
    before = Frame(want=(("all", "hasselvind"),))
    now = Frame(want=(("practical_assistance", None),))
    assert filled("bare vasken", now, [before]) == Frame(
        want=(("practical_assistance", "hasselvind"),)
    )
    rejected = Frame(want=(("all", None),), reject=("hasselvind",))
    assert filled("ikke dem", rejected, [before]) == rejected
    assert filled("og det samme for kona", None, [before]) == before
    assert filled("hva koster det", None, [before]) is None
