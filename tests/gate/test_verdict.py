"""The verdict: what a yes is worth by how it came, and what a mistake costs."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.gate.verdict import FALSE_YES, LEAST_CONFIDENCE, Answered, judge
from assistant.gate.wording import DOUBT
from tests.gate.answering import answer, judged

YES, NO, CHANGED, UNCLEAR = Answered
QUESTIONS = (
    *("confirm_choice", "confirm_undo", "confirm_mandate", "confirm_withdrawal", "confirm_stop"),
    *("confirm_goodbye", "confirm_wrong_person", "offer_person", "resume", "mandate_offer"),
)


@pytest.mark.parametrize(("key", "answered"), [("ja", YES), ("nei", NO), ("7", UNCLEAR)])
def test_a_key_means_what_the_channel_says(key: str, answered: Answered) -> None:
    assert judged(key, given="dtmf").answered is answered


@pytest.mark.parametrize("key", ["ja", "nei"])
def test_a_key_that_bounces_from_the_question_before_is_no_answer(key: str) -> None:
    assert judged(key, given="dtmf", repeated=True).answered is UNCLEAR


def test_a_yes_that_was_hardly_heard_is_settled_by_a_key() -> None:
    hardly = judged("Ja", given="speech", confidence=LEAST_CONFIDENCE - 0.01)
    assert (hardly.answered, hardly.why) == (UNCLEAR, "confidence")
    assert judged("Ja", given="speech", confidence=LEAST_CONFIDENCE).answered is YES
    assert judged("Ja", given="speech", confidence=None).answered is YES


def test_a_no_that_was_hardly_heard_is_a_no() -> None:
    assert judged("Nei", given="speech", confidence=0.1).answered is NO


@pytest.mark.parametrize(
    ("circumstance", "why"),
    [("repeated", "repeated"), ("early", "early"), ("quotes_us", "quoted")],
)
def test_how_a_yes_came_may_take_it_away(circumstance: str, why: str) -> None:
    verdict = judged("Ja", **{circumstance: True})
    assert (verdict.answered, verdict.why) == (UNCLEAR, why)


@pytest.mark.parametrize("text", ["«Ja»", '"Ja"', "“Det er rett”"])
def test_a_yes_in_quotation_marks_is_asked_about(text: str) -> None:
    assert judged(text).answered is UNCLEAR


def test_a_yes_that_another_signs_is_asked_about_and_the_name_is_told() -> None:
    verdict = judged("Ja, det er rett. Hilsen Tone")
    assert (verdict.answered, verdict.why, verdict.signer) == (UNCLEAR, "signer", "Tone")


def test_a_long_message_is_never_a_yes() -> None:
    assert judged("ja takk " * 40).answered is not YES


WEIGHED = [
    *(("Ja", True), ("Ja takk", True), ("Ja, det er rett", True), ("Ja. Hilsen Aud", True)),
    *(("Jau, det stemmer", True), ("Ja tack", True), ("Yes please", True), ("ja ja", True)),
    *(("Ja hallo hvem er det", False), ("Ja?", False), ("Ja, når begynner de", False)),
    *(("Ja, det er til mannen min", False), ("Ja, Vintereple", False), ("ja kanskje", False)),
    *(("Ja hvis mor vil", False), ("Ja men jeg må tenke", False), ("Ja nei", False)),
]
"""What begins with a yes, and whether it was meant as an unqualified one."""


def cost(acted_on: list[tuple[bool, bool]]) -> int:
    """Of acting or asking, in needless questions.

    Args:
        acted_on: for each message whether it was acted on, and whether it was meant as a yes.
    """
    false_yes = sum(acted and not meant for acted, meant in acted_on)
    needless_questions = sum(meant and not acted for acted, meant in acted_on)
    return FALSE_YES * false_yes + needless_questions


def test_a_false_yes_weighs_a_hundred_needless_questions_and_the_gate_acts_by_it() -> None:
    assert FALSE_YES == 100
    gate = cost([(judged(text).answered is YES, meant) for text, meant in WEIGHED])
    acting_on_every_ja = cost([(True, meant) for _, meant in WEIGHED])
    always_asking = cost([(False, meant) for _, meant in WEIGHED])
    assert gate < always_asking < acting_on_every_ja
    assert gate < FALSE_YES, "the gate takes no false yes, whatever it saves in questions"


PLAIN = ["ja", "ja takk", "det er rett", "det stemmer", "jepp", "jau", "jeg bekrefter", "riktig"]
COURTESY_TOO = frozenset({"hallo"})
"""A word of doubt that is a greeting as well: «hallo, ja»."""
DOUBTS = sorted({word for words in DOUBT.values() for word in words} - COURTESY_TOO)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLAIN), st.sampled_from(DOUBTS), st.sampled_from([" ", ". ", ", "]))
def test_a_word_of_doubt_beside_a_spoken_yes_leaves_no_yes(
    yes: str, doubt: str, apart: str
) -> None:
    for question in QUESTIONS:
        for text in (f"{doubt}{apart}{yes}", f"{yes}{apart}{doubt}"):
            assert judged(text, question, given="speech").answered is not YES, text


@pytest.mark.parametrize("text", ["ja men", "ja bare", "men ja", "det stemmer nok", "ja hallo"])
def test_a_spoken_yes_that_is_cut_off_or_half_meant_is_none(text: str) -> None:
    assert judged(text, given="speech").answered is not YES


WORDS = st.sampled_from([*PLAIN, *DOUBTS, "ikke", "nei", "hilsen Aud", "Vintereple", "\n", "?"])
TEXTS = st.text(max_size=800) | st.lists(WORDS, max_size=150).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    TEXTS,
    st.sampled_from(QUESTIONS),
    st.sampled_from(["text", "speech", "dtmf"]),
    st.none() | st.floats(0, 1),
    st.booleans(),
)
def test_any_text_gets_a_verdict_at_once(
    text: str, question: str, given_by: str, confidence: float | None, denied: bool
) -> None:
    asked = answer(text, question, given=given_by, confidence=confidence, denied=denied)
    began = time.process_time()
    verdict = judge(asked)
    assert time.process_time() - began < 1
    assert judge(asked) == verdict


@pytest.mark.parametrize("text", ["ja " * 9_000, "j" * 50_000, "ikke " * 9_000, "«" * 9_000])
def test_a_message_without_end_takes_no_longer(text: str) -> None:
    began = time.process_time()
    judged(text)
    assert time.process_time() - began < 1
