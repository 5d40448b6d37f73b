"""Nothing is missing and nothing is left over: texts, actions, rules, intents, messages."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assistant.actions.steering import NOT_OFFERED
from assistant.actions.webhook import ACTIONS
from assistant.texts.rendering import OF_ANOTHER
from core.yaml_files import read_yaml
from tests.texts.reading import TEXTS

ROOT = Path(__file__).parents[2]
ASSISTANT = ROOT / "assistant"
DOMAIN: dict[str, Any] = read_yaml(ASSISTANT / "domain.yml")
LEAST_MESSAGES = 25

INTENTS = set(
    """
    ask_scheme ask_responsible ask_eligibility ask_apply ask_how_to_choose ask_how_to_switch
    ask_start_date ask_no_choice ask_price ask_services ask_hours ask_quality ask_same_helper
    ask_language_needs ask_extra_services ask_provider_exit ask_complaint ask_relative ask_privacy
    list_providers provider_details compare_providers find_provider
    my_decision my_provider my_choice_status choose_provider switch_provider keep_municipal
    undo_choice change_content report_problem give_code request_callback talk_to_human emergency
    affirm deny pick_option repeat slower wait go_back more help confused think_it_over
    greet goodbye thank ask_bot use_nynorsk use_bokmal stop_messages start_messages
    wrong_person unhappy_with_bot out_of_scope
    must_i report_death pause_help end_help more_help new_letter change_contact praise report_abuse
    wish_gender ask_office ask_scam ask_elsewhere ask_statistics ask_word correct_that
    give_name give_phone give_district
    """.split()
)
"""A contract with whoever labels messages: none is renamed or merged, and none is missing."""
OURS = {"give_birth_date", "ask_source", "give_mandate", "withdraw_mandate", "ask_mandates"}
"""Intents that were added; adding is allowed."""
BY_FORM = {"reaction", "automatic"}
"""Intents that no model learns: a message's form tells them (`assistant.gate`)."""


def rules() -> Iterator[dict[str, Any]]:
    for path in sorted((ASSISTANT / "data/rules").glob("*.yml")):
        yield from read_yaml(path)["rules"]


def steps(kind: str) -> set[str]:
    return {step[kind] for rule in rules() for step in rule["steps"] if kind in step}


@cache
def training_messages() -> dict[str, list[str]]:
    messages: dict[str, list[str]] = {}
    for path in (ASSISTANT / "data/nlu").rglob("*.yml"):
        for entry in read_yaml(path)["nlu"]:
            if "intent" in entry:
                lines = re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE)
                messages.setdefault(entry["intent"], []).extend(lines)
    return messages


def strings() -> Iterator[str]:
    """Every string in the code that says something, f-strings with a * for what they fill in."""
    rooms = ("assistant/actions", "conversations", "channels", "casework", "service")
    rooms += ("provider_catalog/facts", "web/console/cases")
    for path in (path for room in rooms for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else "*" for p in node.values)
                yield "".join(map(str, parts))


def named_texts() -> Iterator[str]:
    """The names given to `say`, `ask`, `offer_person` and `word` in the actions, word for word."""
    for path in (ASSISTANT / "actions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            place = {"say": 0, "word": 0, "ask": 1, "offer_person": 1}.get(called)
            if place is not None and len(node.args) > place:
                name = node.args[place]
                if isinstance(name, ast.Constant):
                    yield str(name.value)


def test_every_text_that_an_action_names_exists() -> None:
    named = set(named_texts())
    assert len(named) > 80
    assert named <= set(TEXTS.all)


def test_every_text_that_a_channel_names_exists() -> None:
    spoken = re.compile(r"(?:channel|phone)\.[a-z_0-9]+|sms\.(?:picture|empty)")
    named = {text for text in strings() if spoken.fullmatch(text)} - {"sms", "phone"}
    assert len(named) > 15
    assert named <= set(TEXTS.all)


def test_every_text_is_used() -> None:
    said = set(strings())
    patterns = [
        re.escape(text).replace(r"\*", "[a-z_0-9.]+")
        for text in said
        if re.search(r"\*_[a-z]{4}|[a-z]\.\*|[a-z]\.[a-z_]+_\*", text)
    ]
    made = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    # To somebody with a mandate a text is worded anew wherever it is said.
    said |= {f"{name}{OF_ANOTHER}" for name in said}
    unused = {n for n in TEXTS.all if n not in said and not made.fullmatch(n)}
    assert not unused


def test_every_action_has_code_and_a_rule() -> None:
    assert set(DOMAIN["actions"]) == set(ACTIONS)
    assert steps("action") == set(DOMAIN["actions"])


def test_the_intents_are_those_that_were_agreed() -> None:
    assert set(DOMAIN["intents"]) == INTENTS | OURS | BY_FORM


def test_every_intent_has_a_rule() -> None:
    assert steps("intent") - {"nlu_fallback"} == set(DOMAIN["intents"])


def test_every_intent_has_enough_training_messages_and_none_twice() -> None:
    faults = []
    for intent in sorted(INTENTS | OURS):
        messages = training_messages().get(intent, [])
        if len(messages) < LEAST_MESSAGES:
            faults.append(f"{intent}: only {len(messages)}")
        twice = sorted(each for each, count in Counter(messages).items() if count > 1)
        faults += [f"{intent}: «{each}» stands twice" for each in twice]
    assert not faults, "\n".join(faults)


def test_no_message_is_training_for_two_intents() -> None:
    meant: dict[str, str] = {}
    for intent, messages in training_messages().items():
        for message in messages:
            assert meant.setdefault(message.lower(), intent) == intent, message


def test_every_rule_that_waits_for_an_answer_names_a_question_that_is_asked() -> None:
    """A condition on a question that no action asks would never hold."""
    [slot] = [value for name, value in DOMAIN["slots"].items() if name == "pending"]
    waited_for = {
        condition["slot_was_set"][0]["pending"]
        for rule in rules()
        for condition in rule.get("condition", ())
    }
    asked = set(strings())
    assert waited_for <= set(slot["values"])
    assert set(slot["values"]) <= asked


def test_whatever_may_be_offered_as_a_reading_has_words() -> None:
    offered = INTENTS - NOT_OFFERED
    assert {each for each in offered if f"reading.{each}" not in TEXTS.all} == set()
