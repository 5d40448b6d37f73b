"""An author who is left out is not trained on, and everybody else is."""

from assistant.nlu.classifier import IntentModel
from assistant.nlu.features import normalised
from assistant.nlu.judging.left_out import PROJECT, _lines, _others

LINES = list(_lines())
AUTHORS = {line.author for line in LINES}


def test_nothing_of_the_author_is_trained_on() -> None:
    for author in AUTHORS - {PROJECT}:
        assert author not in {line.author for line in _others(LINES, author)}


def test_all_the_others_are() -> None:
    others = {line.author for line in _others(LINES, "a_east")}
    assert others == AUTHORS - {"a_east"}


def test_the_acts_of_long_messages_go_with_the_messages() -> None:
    assert not {"long", "long_acts"} & {line.author for line in _others(LINES, "long")}


def test_a_message_that_two_wrote_counts_for_both() -> None:
    twice = [line for line in LINES if line.double]
    assert twice
    assert {line.author for line in twice} <= AUTHORS


def test_messages_of_no_group_weigh_less() -> None:
    texts = ["hva koster det"] * 3 + ["hva koster det"] * 2
    model = IntentModel().learn(
        normalised([*texts, "hei", "hallo"]),
        ["ask_services"] * 3 + ["ask_price"] * 2 + ["greet"] * 2,
        [None] * 3 + ["somebody"] * 2 + ["somebody"] * 2,
    )
    [(intent, _)] = model.ranking(normalised(["hva koster det"])[0], 1)
    assert intent == "ask_price"
