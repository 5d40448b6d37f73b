"""What was reviewed becomes training data that Rasa can read, and nothing else."""

import pytest
import yaml

from casework.review.examples import as_yaml
from casework.review.grouping import group
from casework.review.labels import LONGEST, NotLabelled, Refusal, check
from casework.review.models import Label


def label(text: str, intent: str = "ask_price") -> Label:
    return Label(message_id=1, municipality="0301", text=text, intent=intent)


def examples(*labels: Label) -> dict[str, list[str]]:
    found = yaml.safe_load(as_yaml(labels))
    assert found["version"] == "3.1"
    return {each["intent"]: each["examples"].splitlines() for each in found["nlu"]}


def test_examples_stand_under_what_they_mean_each_once() -> None:
    made = examples(
        label("ka kosta det"), label("æ vil bytt", "switch_provider"), label("ka kosta det")
    )
    assert made == {"ask_price": ["- ka kosta det"], "switch_provider": ["- æ vil bytt"]}


@pytest.mark.parametrize(
    "text",
    ["[ka](provider) kosta det", "/switch_provider{}", "- ka\n- kosta", "@ka: {kosta}", "\\ka"],
)
def test_signs_that_mean_something_to_rasa_mean_nothing_in_an_example(text: str) -> None:
    [line] = examples(label(text))["ask_price"]
    assert line.startswith("- ")
    assert not set(line[2:]) & set("[](){}\\\n")
    assert not line[2:].startswith(("/", "@", "-"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Refusal.EMPTY),
        ("   ", Refusal.EMPTY),
        ("a" * (LONGEST + 1), Refusal.TOO_LONG),
        ("ring meg på 400 11 001", Refusal.HAS_DIGITS),
        ("født 14.03.1941", Refusal.HAS_DIGITS),
        ("koden er •••", Refusal.HAS_MASK),
    ],
)
def test_a_text_that_may_tell_who_wrote_it_is_refused(text: str, why: Refusal) -> None:
    with pytest.raises(NotLabelled) as refused:
        check(text)
    assert refused.value.reason is why


def test_two_visits_a_day_are_nobodys_number() -> None:
    check("kan de komme 2 ganger om dagen, kl 8 og 20")


def test_nearly_the_same_words_are_one_group_and_the_largest_comes_first() -> None:
    texts = ["kem e det", "ka kosta det", "Ka kosta det?", "det kosta ka", "hvor er bussen"]
    assert group(texts, str) == [
        ["ka kosta det", "Ka kosta det?", "det kosta ka"],
        ["kem e det"],
        ["hvor er bussen"],
    ]
