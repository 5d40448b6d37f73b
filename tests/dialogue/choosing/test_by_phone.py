"""A yes by telephone: what was heard, how surely, how soon, and that a key always ends it."""

from collections.abc import Callable

import pytest

from tests.dialogue.choosing.calling import Call
from tests.dialogue.harness import DialogueHarness

Rings = Callable[[str], Call]


@pytest.fixture
def rings(harness: DialogueHarness, monkeypatch: pytest.MonkeyPatch) -> Rings:
    """Somebody of the demo people calls."""
    return lambda name: Call(harness, monkeypatch, name)


@pytest.mark.parametrize("confidence", ["0.1", "0.3", "0.59", "0.0"])
def test_a_yes_that_was_hardly_heard_is_settled_by_a_key(
    harness: DialogueHarness, rings: Rings, confidence: str
) -> None:
    aud = rings("aud")
    assert "Er det rett?" in aud.until_the_read_back()
    assert "trykk 5" in aud.says("ja", confidence)
    assert not harness.choices("aud")
    aud.keys("5")
    assert harness.standing("aud")


@pytest.mark.parametrize("untold", [None, "", "0.0", "NaN", "-1", "1.7", "high"])
def test_a_recogniser_that_tells_no_figures_leaves_the_words_alone(
    harness: DialogueHarness, rings: Rings, untold: str | None
) -> None:
    aud = rings("aud")
    aud.says("jeg vil velge hasselvind", untold)
    aud.keys(aud.person.code)
    aud.keys(f"{aud.person.birth_date:%d%m%Y}")
    aud.says("ja", untold)
    assert harness.standing("aud")


TWO_WISHES = "jeg vil ha hasselvind til vasken og rognelykt til sykepleien"
VASK, SYKEPLEIE = ("practical_assistance", "hasselvind"), ("home_nursing", "rognelykt")


@pytest.fixture
def randi(rings: Rings) -> Call:
    """Randi, whose first of two choices is read back: a yes to it is followed by the other."""
    randi = rings("randi")
    assert "du velger Hasselvind Omsorg" in randi.until_the_read_back(TWO_WISHES)
    return randi


@pytest.mark.parametrize("words", ["ja", "Ja.", "ja takk"])
def test_the_same_words_within_two_seconds_are_no_new_answer(
    harness: DialogueHarness, randi: Call, words: str
) -> None:
    assert "Rognelykt" in randi.says(words)
    assert "Rognelykt" in randi.says(words, after=1.5), "it is not asked again"
    assert harness.standing("randi") == [VASK]
    randi.says(words)
    assert harness.standing("randi") == [VASK, SYKEPLEIE]


def test_the_same_words_after_a_while_are_an_answer(harness: DialogueHarness, randi: Call) -> None:
    randi.says("ja")
    randi.says("ja", after=2.5)
    assert harness.standing("randi") == [VASK, SYKEPLEIE]


def test_a_key_that_is_held_down_answers_once(harness: DialogueHarness, randi: Call) -> None:
    randi.keys("5")
    for _ in range(4):
        assert "trykk 5" in randi.keys("5", after=1.5)
    assert harness.standing("randi") == [VASK]
    randi.keys("5", after=2.5)
    assert harness.standing("randi") == [VASK, SYKEPLEIE]


def test_a_yes_that_is_keyed_and_said_at_once_is_one_answer(
    harness: DialogueHarness, randi: Call
) -> None:
    randi.keys("5")
    randi.says("ja", after=1)
    assert harness.standing("randi") == [VASK]


def test_another_key_within_two_seconds_is_an_answer(harness: DialogueHarness, randi: Call) -> None:
    randi.keys("5")
    randi.keys("9", after=1)
    assert harness.standing("randi") == [VASK]
    assert "trykk 5" not in randi.said


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "6", "7", "8", "#"])
def test_no_key_that_picks_from_a_list_confirms(
    harness: DialogueHarness, rings: Rings, key: str
) -> None:
    aud = rings("aud")
    aud.until_the_read_back()
    aud.keys(key)
    assert not harness.choices("aud")
    aud.keys("5")
    assert harness.standing("aud")


MANY_WORDS = [
    "ja de e rett de og så ska du hilsa så møje fra oss på hundvåg",
    "puh ja da ble vi ferdige med det òg",
    "unnskyld jeg måtte sette meg ned litt ja det stemmer ja",
    "ja hallo ja det er så fint så fint med dem",
]


@pytest.mark.parametrize("end", ["5", "ja"])
@pytest.mark.parametrize("words", MANY_WORDS)
def test_a_yes_in_many_words_reaches_the_end_with_one_key_or_one_word(
    harness: DialogueHarness, rings: Rings, words: str, end: str
) -> None:
    aud = rings("aud")
    aud.until_the_read_back()
    assert "trykk 5" in aud.says(words)
    assert not harness.choices("aud")
    aud.keys(end) if end.isdecimal() else aud.says(end)
    assert harness.standing("aud")


def test_a_key_after_a_promised_call_is_asked_about_and_the_next_one_registers(
    harness: DialogueHarness, rings: Rings
) -> None:
    aud = rings("aud")
    aud.until_the_read_back()
    aud.says("jeg vil snakke med et menneske")
    assert "trykk 5" in aud.keys("5")
    assert not harness.choices("aud")
    aud.keys("5")
    assert harness.standing("aud")


@pytest.mark.parametrize("confidence", ["0.2", "0.95"])
@pytest.mark.parametrize(
    "heard",
    ["jaså", "ja takk kaffe", "ja hvem er det", "ja kom inn", "hva", "ha ja", "ja hallo",
     "du har ringt til Aud legg igjen en beskjed", "ja vent litt", "jada så klart som om"],
)  # fmt: skip
def test_what_is_said_to_the_room_or_misheard_registers_nothing(
    harness: DialogueHarness, rings: Rings, heard: str, confidence: str
) -> None:
    aud = rings("aud")
    aud.until_the_read_back()
    aud.says(heard, confidence)
    assert not harness.choices("aud")


@pytest.mark.parametrize(
    "words",
    ["ja men det er mannen min det gjelder", "det gjelder kona mi", "ja det er for søsteren min",
     "det er til mannen min"],
)  # fmt: skip
def test_a_choice_for_the_other_at_the_same_telephone_stops(
    harness: DialogueHarness, rings: Rings, words: str
) -> None:
    aud = rings("aud")
    assert "Aud, du velger" in aud.until_the_read_back()
    assert "Aud" in aud.says(words)
    aud.says("ja")
    aud.keys("5")
    assert not harness.choices("aud")
