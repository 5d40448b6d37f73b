"""Answers to who is to get a mandate, how far it reaches, and which one is to end."""

import pytest

from assistant.nlu.in_context import answer_to


def heard(pending: str, text: str, intent: str, **found: object) -> tuple[str, list[object]]:
    """The intent in its place, and the options found because it was asked for one."""
    entities = [{"entity": kind, "value": value} for kind, value in found.items()]
    answer = answer_to(pending, text, intent, entities, [])
    if answer is None:
        return intent, []
    return answer.intent, [each.value for each in answer.found]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Kari Myrhaug", "nlu_fallback"),
        ("Berit", "greet"),
        ("han heter per tangvik", "wrong_person"),
        ("det er datteren min Kari", "ask_relative"),
        ("gi fullmakt til Kari Myrhaug", "give_mandate"),
    ],
)
def test_a_name_is_an_answer_whatever_it_looks_like(text: str, intent: str) -> None:
    assert heard("mandate_who", text, intent) == ("pick_option", [])


def test_a_number_is_an_answer_and_no_code() -> None:
    found = {"phone_number": "+4740012999"}
    assert heard("mandate_who", "400 12 999", "give_code", **found)[0] == "pick_option"
    assert heard("mandate_who", "fall 40012999", "emergency", **found)[0] == "emergency"


@pytest.mark.parametrize(
    "intent", ["talk_to_human", "go_back", "deny", "stop_messages", "emergency", "give_code"]
)
def test_a_wish_for_something_else_is_heard(intent: str) -> None:
    assert heard("mandate_who", "noe annet", intent) == (intent, [])


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("bare se", 1),
        ("ho skal berre få sjå", 1),
        ("hun kan velge for meg", 2),
        ("begge deler", 2),
        ("både se og velge", 2),
        ("alt", 2),
    ],
)
def test_how_far_it_reaches_can_be_said_in_words(text: str, option: int) -> None:
    assert heard("mandate_scope", text, "ask_eligibility") == ("pick_option", [option])


def test_a_number_that_grammar_has_found_stays() -> None:
    assert heard("mandate_scope", "2", "pick_option", option=2) == ("pick_option", [])
    assert heard("mandate_which", "alle", "nlu_fallback") == ("pick_option", ["all"])
    assert heard("mandate_which", "kari", "nlu_fallback") == ("pick_option", [])
