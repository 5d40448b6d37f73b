"""Courtesy is taken away, and what is left is what the person says."""

import pytest

from assistant.gate.clean import clean, words
from assistant.gate.verdict import Answered
from tests.gate.answering import judged

AUD = ("Aud Fagerstrand",)
STANDS_FOR_COURTESY = frozenset("ownname dette er her tlf phonenumber".split())


@pytest.mark.parametrize(
    "text",
    [
        *("Hei! Ja. Hilsen Aud", "God kveld, ja mvh Aud Fagerstrand", "Ja 😊", "Eh, ja", "Ja Aud"),
        *("Takk for meldingen. Ja", "Ja, tlf 400 12 345", "Dette er Aud. Ja.", "Aud her. Ja"),
        *("Hej! Ja. Hälsningar Aud", "Ja, med venleg helsing Aud", "Ja. Regards Aud"),
    ],
)
def test_greeting_signature_thanks_and_number_are_taken_away(text: str) -> None:
    said = clean(text, AUD)
    assert set(said.words) <= {"ja", *STANDS_FOR_COURTESY}
    assert judged(text).answered is Answered.YES
    assert said.signer is None


def test_nothing_is_taken_from_a_bare_word() -> None:
    assert not clean("Ja", AUD).courtesy


@pytest.mark.parametrize("text", ["Ja. Hilsen Tone", "Tone her. Ja", "Ja, dette er Tone"])
def test_a_name_that_is_not_among_those_asked_is_told(text: str) -> None:
    assert clean(text, AUD).signer == "Tone"


def test_a_name_spelt_a_little_differently_is_the_same_name() -> None:
    assert clean("Ja. Hilsen Aud Fagerstrnad", AUD).signer is None


def test_a_sigh_before_a_bare_yes_stays() -> None:
    assert clean("Huff ja").words == ("huff", "ja")
    assert clean("Huff, det er rett").words == ("det", "er", "rett")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("JAAAA", ["ja"]),
        ("jadeterrett", ["ja", "det", "er", "rett"]),
        ("stemmmer", ["stemmer"]),
        ("bekreftr", ["bekrefter"]),
        ("👍🏽", ["👍"]),
    ],
)
def test_stress_haste_and_slips_of_the_finger_are_read_as_meant(text: str, said: list[str]) -> None:
    assert words(text) == said


def test_a_question_mark_is_noticed_and_sentences_are_kept_apart() -> None:
    said = clean("Ja. Når kommer de?")
    assert said.asks
    assert said.sentences == (("ja",), ("når", "kommer", "de"))


def test_a_farewell_alone_is_what_is_said() -> None:
    assert clean("Ha det!").words == ("ha", "det")
    assert clean("Ja. Ha det").words == ("ja",)
    assert clean("Jeg vil ha det").words == ("jeg", "vil", "ha", "det")


@pytest.mark.parametrize("text", ["ANGRE Aud", "Angre. Hilsen Aud", "Angre. Tlf. 400 12 345"])
def test_a_command_is_known_beside_who_signs(text: str) -> None:
    assert clean(text, AUD).unsigned == ("angre",)


def test_a_message_that_is_not_read_to_its_end_says_so() -> None:
    assert clean("Ja" + "\n" * 700 + "nei").cut
    assert not clean("Ja").cut
