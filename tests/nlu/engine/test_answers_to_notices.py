"""Short answers to what we wrote first: yes, no, and how satisfied somebody is."""

import pytest

from assistant.nlu.in_context import answer_to

UNSURE = [("out_of_scope", 0.3), ("affirm", 0.02), ("deny", 0.02)]


def heard(pending: str, text: str, intent: str, option: int | None = None) -> tuple[str, list[int]]:
    """The intent in its place, and the options found because it was asked for one."""
    found = [{"entity": "option", "value": option}] if option is not None else []
    answer = answer_to(pending, text, intent, found, UNSURE)
    if answer is None:
        return intent, [option] if option is not None else []
    return answer.intent, [each.value for each in answer.found] or ([option] if option else [])


@pytest.mark.parametrize(
    ("text", "mark"),
    [("4 av 5", 4), ("4/5", 4), ("en 5", 5), ("jeg sier 3", 3), ("2, hun kommer for sent", 2),
     ("5!!", 5), ("karakter 1", 1)],
)  # fmt: skip
def test_a_mark_is_heard_whatever_stands_around_it(text: str, mark: int) -> None:
    assert heard("satisfied", text, "report_problem") == ("pick_option", [mark])


def test_a_number_that_grammar_has_found_stays() -> None:
    assert heard("satisfied", "4", "pick_option", 4) == ("pick_option", [4])
    assert heard("satisfied", "7", "pick_option", 7) == ("pick_option", [7])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("0", "talk_to_human"),
        ("stopp", "stop_messages"),
        ("hun har falt 2 ganger", "emergency"),
        ("nei", "deny"),
        ("hva koster det for 3 timer i uka her hos meg", "ask_price"),
        ("123456789", "give_code"),
        ("15", "nlu_fallback"),
    ],
)
def test_what_is_no_mark_is_heard_as_it_stands(text: str, intent: str) -> None:
    assert heard("satisfied", text, intent)[0] == intent
