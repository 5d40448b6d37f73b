"""Whoever edits a text cannot change an emergency number, its order, or what is said in danger."""

from typing import Any

from assistant.texts import TextError, Texts
from assistant.texts.emergency_numbers import sentences_with_numbers
from assistant.texts.review import review
from tests.texts.reading import CATALOGUE, SAMPLES, TEXTS


def refused(name: str, **wordings: str) -> bool:
    """Whether an edit is refused both when it is proposed and when it is loaded."""
    content: Any = TEXTS.all[name].content()
    for where, wording in wordings.items():
        standard, _, channel = where.partition("_")
        content[standard] = {**content[standard], channel or "any": wording}
    proposed = bool(review(TEXTS, name, content, SAMPLES))
    try:
        TEXTS.all[name].reworded(content)
    except TextError:
        return proposed
    return False


def test_what_is_said_in_danger_is_not_edited_at_all() -> None:
    danger = [name for name, text in TEXTS.all.items() if text.topic == "danger"]
    assert "emergency" in danger
    taken = [name for name in danger if not refused(name, nb="Ta det med ro.")]
    taken += [name for name in danger if not refused(name, nn_phone="Ring 114 no.")]
    assert not taken


def test_a_sentence_with_an_emergency_number_stands_word_for_word_wherever_it_is() -> None:
    """Another digit, no number, another order, a denial and an addition, in each such wording."""
    faults = []
    for name, text in TEXTS.all.items():
        for (standard, channel), wording in text.wordings.items():
            if text.is_fixed or not any(number in wording for number in ("112", "113", "116 117")):
                continue
            attacks = {
                "digit": wording.replace("11", "12"),
                "lost": wording.replace("112", "noen").replace("113", "noen"),
                "spaced": wording.replace("112", "1 1 4").replace("113", "1 1 4"),
                "denied": wording.replace("ring ", "ikke ring "),
                "more": f"{wording} Ring heller 114.",
                "turned": _turned(wording),
            }
            faults += [
                f"{name} {standard} {channel}: {how}"
                for how, attack in attacks.items()
                if attack != wording and not refused(name, **{f"{standard}_{channel}": attack})
            ]
    assert not faults, "\n".join(faults)


def _turned(wording: str) -> str:
    """With the sentences that name numbers in the opposite order."""
    found = sentences_with_numbers(wording)
    first, last = found[0], found[-1]
    return wording.replace(first, "@").replace(last, first).replace("@", last)


def test_no_other_text_can_be_given_such_a_number() -> None:
    given = ["Ring 113.", "Ring 1-1-4.", "Ring 116 123 i kveld.", "Ring 02800.", "Ring 800 30 196."]
    assert all(refused("choice.pick", nb=each) for each in given)


def test_an_edit_that_was_approved_before_the_rule_is_left_out_when_it_is_loaded() -> None:
    texts = Texts.load(CATALOGUE)
    content = {"nb": {"any": "Ring 114 nå."}, "nn": {"any": "Ring 114 no."}}
    broken = texts.take({"0301": {"emergency": content}})
    assert list(broken) == [("0301", "emergency")]
    assert texts.of("0301").all["emergency"].wording("nb", "sms") == "Ring 113 nå."


def test_the_words_around_may_still_be_changed() -> None:
    name = next(n for n, t in TEXTS.all.items() if not t.is_fixed and "112" in str(t.wordings))
    text = TEXTS.all[name]
    content = text.content()
    wording = text.wording("nb", "web")
    content["nb"] = {"any": f"Takk for at du sier det.\n{wording}"}
    assert "Takk for at du sier det." in text.reworded(content).wording("nb", "web")
