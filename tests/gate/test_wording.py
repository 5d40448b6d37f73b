"""The files of words: every word stays a word, and every phrase can be compiled."""

import pytest

from assistant.gate import wording
from assistant.gate.wording import anywhere, table


@pytest.mark.parametrize(
    "name",
    [
        *("wording", "yes", "yes_to", "no", "verdict", "courtesy", "dates"),
        *("reactions", "automatic", "quoting"),
    ],
)
def test_a_file_of_words_holds_words_only(name: str) -> None:
    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for each in value.values() for leaf in leaves(each)]
        return (
            [leaf for each in value for leaf in leaves(each)]
            if isinstance(value, list)
            else [value]
        )

    assert all(isinstance(leaf, str) and leaf for leaf in leaves(table(name)))
    text = (wording.WORDS / f"{name}.yml").read_text("utf-8")
    assert text.startswith("# "), "a file of words begins by telling what it is for"


def test_yes_and_no_are_words_and_no_truth_values() -> None:
    assert "yes" in table("yes")
    assert "no" in table("no")


@pytest.mark.parametrize("question", table("yes_to"))
def test_every_phrase_of_every_question_can_be_compiled(question: str) -> None:
    for phrases in (wording.yes(question), wording.no(question), wording.only_to(question)):
        assert not phrases.cover(("xyzzy",)).whole


def test_a_phrase_is_found_as_whole_words() -> None:
    assert anywhere(["ikke (rett|sant)"]).search("det er ikke rett")
    assert not anywhere(["ikke (rett|sant)"]).search("det er ikke rettferdig")


def test_dots_stand_for_anything_between_words_and_after_the_last() -> None:
    assert anywhere(["bare…vask"]).search("bare dette med vask")
    assert not anywhere(["bare…vask"]).search("bare dette med oppvask")
    assert anywhere(["bare vask…"]).search("bare vasken")


def test_a_phrase_covers_words_and_what_stands_beside_it_answers_nothing() -> None:
    yes = wording.yes("resume")
    assert yes.cover("ja tusen takk".split()).core
    beside = yes.cover("tusen takk".split())
    assert beside.whole
    assert not beside.core
    assert yes.outside("men ja hunden bjeffer".split()) == ["men", "hunden", "bjeffer"]
