"""A yes: said with nothing beside it but courtesy, or said plainly among other talk."""

import pytest

from assistant.gate.verdict import Answered
from tests.gate.answering import judged


@pytest.mark.parametrize(
    "text",
    [
        *("Ja", "ja!", "JA", "jaaa", "Ja takk", "Jada", "Det er rett", "Det stemmer."),
        *("Ja, det er riktig", "Jeg bekrefter", "Gjerne", "Ja. Aud", "Ja mvh Aud Fagerstrand"),
        *(
            "Hei! Ja takk. Hilsen Aud",
            "Tusen takk for meldingen. Ja, det stemmer.",
            "Ja 400 12 345",
        ),
        *("Jau", "Ja takk, det stemmer det", "Det er rett, ja. Helsing Aud", "Eg stadfestar"),
        *("Ja dæ stemme", "Jau, de e rett", "Ja, det e rektig", "jøss ja da"),
        *("Ja tack", "Ja, det stämmer", "Det är rätt"),
        *("Ja tak", "Jeg bekræfter", "Det er rigtigt"),
        *("Yes please", "Yes, that's right", "Hello, I confirm"),
        *("jadeterrett", "ja det stemmr", "ja det er riktg"),
    ],
)
def test_courtesy_around_a_yes_leaves_it_one(text: str) -> None:
    assert judged(text).answered is Answered.YES


@pytest.mark.parametrize("text", ["Ja, jeg velger Hasselvind Omsorg", "Hasselvind Omsorg ja"])
def test_naming_what_was_read_back_is_a_yes(text: str) -> None:
    assert judged(text).answered is Answered.YES


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ja. Nå skal jeg ut med hunden.", "other_words"),
        ("nå har jeg snakket med søsteren vår og det er rett", "other_words"),
        ("det stemmer dere er flinke folk", "other_words"),
    ],
)
def test_a_yes_among_other_talk_is_asked_again_in_writing_too(text: str, why: str) -> None:
    verdict = judged(text)
    assert (verdict.answered, verdict.why) == (Answered.UNCLEAR, why)


def test_by_voice_a_yes_among_other_talk_is_settled_by_a_key() -> None:
    verdict = judged("Ja. Nå skal jeg ut med hunden.", given="speech")
    assert (verdict.answered, verdict.why) == (Answered.UNCLEAR, "other_words")


@pytest.mark.parametrize(
    "text",
    [
        *("Ja?", "Er det rett", "Ja, når begynner de?", "er det så bra da"),
        *("ja hvis det går", "ja dersom datteren min vil", "ja med mindre det koster noe"),
        *("tror det", "ja kanskje", "det stemmer vel", "ja jeg tror det er rett", "hm ja"),
        *("ja men jeg må tenke", "ja senere", "ja i morgen", "vent litt ja"),
        *("ja ja", "ja særlig", "Ja, jeg hører deg", "ja hallo hvem er det"),
        *("hun sa at det er rett", "det er rett ved kirken", "nei ja", "ja nei", "Ja..."),
    ],
)
def test_what_may_make_a_yes_none_is_asked_about(text: str) -> None:
    assert judged(text).answered is Answered.UNCLEAR


@pytest.mark.parametrize("text", ["", "   ", "...", "Hei", "😊", "hjelp til dusjing"])
def test_what_says_nothing_is_asked_about(text: str) -> None:
    assert judged(text).answered is Answered.UNCLEAR


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Jeg vil ikke ha dem", "confirm_undo"),
        ("Ho skal ha fullmakta", "confirm_mandate"),
        ("Ta bort fullmakten", "confirm_withdrawal"),
        ("Jeg vil ikke ha flere meldinger", "confirm_stop"),
        ("Jeg vil snakke med et menneske", "offer_person"),
    ],
)
def test_a_yes_in_the_words_of_the_question_is_a_yes_to_that_one_only(
    text: str, question: str
) -> None:
    assert judged(text, question).answered is Answered.YES
    assert judged(text, "resume").answered is not Answered.YES
