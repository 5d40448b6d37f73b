"""An edited text is held to the rules, and its author is told in plain words what is wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.texts import TextError
from assistant.texts.review import Problem, review
from tests.texts.reading import SAMPLES, TEXTS

PICK = "choice.pick"
GOOD = {"nb": {"any": "Hvem vil du ha?"}, "nn": {"any": "Kven vil du ha?"}}


def problems(name: str = PICK, **wordings: Any) -> list[Problem]:
    """What is wrong when some wordings are changed; the others are as they stand."""
    content = TEXTS.all[name].content()
    for standard, wording in wordings.items():
        content[standard] = {"any": wording} if isinstance(wording, str) else wording
    return review(TEXTS, name, content, SAMPLES)


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, found
    return found[0]


def test_every_text_as_it_stands_passes() -> None:
    faults = [
        f"{name}-{each.standard}-{each.channel or 'any'}: {each.what}"
        for name, text in TEXTS.all.items()
        for each in review(TEXTS, name, text.content(), SAMPLES)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("", "Skriv en tekst."),
        ("Hvem vil du ha, {name}?", "Teksten kan ikke ha {name}."),
        ("Hvem vil du ha, {?", "Klammene må stå to og to, med et navn mellom."),
        ("Hvem vil du ha, {name!r}?", "Klammene må stå to og to, med et navn mellom."),
        ("{name:>99999999}", "Klammene må stå to og to, med et navn mellom."),
        ("{name.__class__}", "Klammene må stå to og to, med et navn mellom."),
        ("Velg vennligst en.", "Bruk andre ord enn «vennligst»."),
        ("Er du senil?", "Bruk andre ord enn «senil»."),
        ("Velg nå!", "Bruk punktum, ikke utropstegn."),
        ("Velg <b>en</b>.", "Teksten kan ikke ha tegnet < eller >."),
        ("Se www.velg.no.", "Teksten kan ikke ha en nettadresse."),
        ("Kven vil du ha?", "Dette er nynorsk: kven."),
    ],
)
def test_what_is_wrong_is_told_in_plain_words(wording: str, told: str) -> None:
    assert only(problems(nb=wording)) == Problem("nb", None, told)


def test_a_long_sentence_is_told_with_its_length() -> None:
    told = only(problems(nb="Ta en av dem nå, så kan du se om det går bra, og bytte om du vil."))
    assert "har 18 ord" in told.what


def test_a_heavy_text_is_told_with_its_long_words() -> None:
    heavy = (
        "Kommunen behandler henvendelser fortløpende. Du velger selv hvem som kommer hjem til deg."
    )
    told = only(problems(nb=heavy))
    assert "LIX" in told.what
    assert "fortløpende" in told.what


def test_a_value_that_is_left_out_is_told_by_its_name() -> None:
    told = problems("choice.read_back", nb="{who}, du velger en.")
    assert only(told).what == "Teksten må ha med {provider}."


def test_what_only_one_channel_has_wrong_is_told_of_that_channel() -> None:
    told = problems(nb={"any": "Hvem vil du ha?", "phone": "Skriv «en» nå."})
    assert only(told).channel == "phone"
    told = problems(nb={"any": "Hvem vil du ha?", "sms": "Trykk en tast."})
    assert only(told).channel == "sms"


def test_what_would_cost_too_much_as_a_text_message_is_told() -> None:
    told = problems(nb="Hvem vil du ha? " * 25)
    assert [(each.channel, each.what) for each in told] == [
        ("sms", "Teksten tar 3 SMS-er. Den kan ta høyst 2."),
        ("phone", "Teksten tar 40 sekunder å lese opp. Den kan ta høyst 20."),
    ]


def test_a_letter_that_text_messages_lack_is_told() -> None:
    told = only(problems(nb="Hvem vil du ha, Áilu?"))
    assert told == Problem("nb", "sms", "Disse tegnene går ikke i SMS: Á")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.pop("nn"),
        lambda content: content.update(level="public"),
        lambda content: content["nb"].update(letter="Hvem?"),
        lambda content: content["nb"].update(any="Hvem vil {name} ha?"),
        lambda content: content.update(nb="Hvem?"),
    ],
)
def test_a_text_takes_no_other_level_standard_channel_or_value(
    spoil: Callable[[dict[str, Any]], object],
) -> None:
    content: dict[str, Any] = TEXTS.all["choice.read_back"].content()
    spoil(content)
    with pytest.raises(TextError):
        TEXTS.all["choice.read_back"].reworded(content)


def test_an_edit_is_seen_in_its_own_municipality_only() -> None:
    message = {"say": PICK}
    edited = {"nb": {"any": "Hvem skal det bli?"}, "nn": {"any": "Kven skal det bli?"}}
    texts = type(TEXTS)(TEXTS.all, TEXTS._catalogue)
    assert texts.take({"0301": {PICK: edited}}) == {}
    assert texts.of("0301").render(message, "sms", "nb").text == "Hvem skal det bli?"
    assert texts.of("4204").render(message, "sms", "nb").text == "Hvem vil du ha?"
    assert texts.render(message, "sms", "nb").text == "Hvem vil du ha?"
    assert texts.take({}) == {}
    assert texts.of("0301").render(message, "sms", "nb").text == "Hvem vil du ha?"


def test_an_edit_that_does_not_fit_is_left_out_and_told_the_others_are_used() -> None:
    texts = type(TEXTS)(TEXTS.all, TEXTS._catalogue)
    edits = {PICK: GOOD, "choice.read_back": GOOD, "gone": GOOD}
    assert set(texts.take({"0301": edits})) == {("0301", "choice.read_back"), ("0301", "gone")}
    read_back = {"say": "choice.read_back", "values": {"who": "Aud", "provider": "Ola"}}
    assert texts.of("0301").render(read_back, "sms", "nb").text == "Aud, du velger Ola."
