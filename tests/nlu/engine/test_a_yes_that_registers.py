"""What is registered by a yes needs one: neither a hum nor a slip of the thumb is a yes."""

import pytest

from assistant.nlu.in_context import REGISTERS, answer_to

LEANS_TO_YES = [("affirm", 0.5), ("out_of_scope", 0.3), ("deny", 0.1)]


def heard(pending: str, text: str, intent: str = "nlu_fallback") -> str:
    answer = answer_to(pending, text, intent, [], LEANS_TO_YES)
    return intent if answer is None else answer.intent


@pytest.mark.parametrize("pending", sorted(REGISTERS))
@pytest.mark.parametrize(
    "text", ["hm", "x", "æh", "hmm nja", "tja", "ja kanskje", "ja jeg vet ikke"]
)
def test_what_may_be_anything_registers_nothing(pending: str, text: str) -> None:
    assert heard(pending, text) == "nlu_fallback"


@pytest.mark.parametrize("pending", sorted(REGISTERS))
@pytest.mark.parametrize(
    "text",
    [
        "ja den vil æ ha",
        "jau det blir fint",
        "ok da sier vi det",
        "det stemmer vel det",
        "joda kjør på",
        "👍 takk",
    ],
)
def test_a_yes_in_odd_words_is_a_yes(pending: str, text: str) -> None:
    assert heard(pending, text) == "affirm"


def test_where_nothing_is_registered_a_leaning_is_enough() -> None:
    assert heard("offer_person", "hm") == "affirm"
