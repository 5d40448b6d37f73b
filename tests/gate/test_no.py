"""A no leaves things as they are, so it needs less than a yes."""

import pytest

from assistant.gate.verdict import Answered
from tests.gate.answering import judged


@pytest.mark.parametrize(
    "text",
    [
        *("Nei", "nei takk", "Nei, det er feil", "👎", "Avbryt", "Glem det", "Ikke tale om"),
        *("Det stemmer ikke", "Det er ikke rett", "Nei. Hilsen Aud", "Ja, men det er ikke rett"),
        *("Nei takk, det er gale", "Eg vil ikkje", "Næi, de stemme ikkje", "æ vil itj"),
        *("Nej tack", "Det stämmer inte", "Nej tak", "Det er forkert", "No thanks", "not right"),
        *("nei jeg har det godt som jeg har det", "jeg har ombestemt meg, nei"),
    ],
)
def test_a_no_is_heard_wherever_it_is_said_plainly(text: str) -> None:
    assert judged(text).answered is Answered.NO


@pytest.mark.parametrize("text", ["Ikke noe galt med det", "Det er ingenting å rette på"])
def test_nothing_wrong_denies_nothing(text: str) -> None:
    assert judged(text).answered is Answered.YES


@pytest.mark.parametrize("text", ["vet ikke", "Jeg vet ikke om det er rett", "usikker, ikke rett"])
def test_who_does_not_know_has_not_said_no(text: str) -> None:
    assert judged(text).answered is Answered.UNCLEAR


@pytest.mark.parametrize("text", ["nei, det er rett", "Nei? Er det rett?", "ja eller nei"])
def test_a_no_with_a_yes_or_a_question_in_it_is_asked_about(text: str) -> None:
    assert judged(text).answered is Answered.UNCLEAR


def test_nei_before_a_yes_is_asked_about_and_before_thanks_it_is_a_no() -> None:
    for text in (
        *("nei det er helt i orden det bytt til dem", "nei bytt til dem du"),
        *("nei da det går bra det kjør på", "nei det er fint det bare kjør på"),
    ):
        assert judged(text).answered is Answered.UNCLEAR, text
    for text in ("nei takk", "nei takk, la det være", "nei ikke bytt til Hasselvind", "nei nei"):
        assert judged(text).answered is Answered.NO, text


def test_what_may_call_off_either_takes_nothing_back() -> None:
    for text in ("avlys", "kanseller", "Stryk", "avbryt", "glem det", "Glem det, takk"):
        assert judged(text, "confirm_undo").answered is not Answered.YES
    assert judged("Slett det, er dere snille", "confirm_undo").answered is Answered.YES


@pytest.mark.parametrize("text", ["ikke send det", "Stopp, det der må dere ikke registrere"])
def test_a_no_that_no_list_holds_is_heard_by_its_likeness(text: str) -> None:
    verdict = judged(text)
    assert (verdict.answered, verdict.why) == (Answered.NO, "likely")
    # A question that the model has not seen answers to is judged by the words alone.
    assert judged(text, "confirm_goodbye").answered is Answered.UNCLEAR


def test_the_classifier_may_say_no_and_never_yes() -> None:
    assert judged("det får være som det er", denied=True).answered is Answered.NO
    assert judged("det får være som det er").answered is Answered.UNCLEAR
    assert judged("Ja", denied=True).answered is Answered.UNCLEAR


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Behold valget", "confirm_undo"),
        ("Ho skal ha fullmakta", "confirm_withdrawal"),
        ("Jeg styrer selv", "confirm_mandate"),
        ("Bare send gjerne", "confirm_stop"),
        ("Jeg klarer meg selv", "offer_person"),
    ],
)
def test_a_no_in_the_words_of_the_question_is_a_no(text: str, question: str) -> None:
    assert judged(text, question).answered is Answered.NO


@pytest.mark.parametrize(
    "text",
    [
        *("ja visst er det rett jeg er da ikke senil", "det stemmer, jeg er ikke dum heller"),
        *("Ja. Det er feil.", "Kja. Skrev feil. JA", "riktig det, jeg har ikke sovet i natt"),
    ],
)
def test_a_whole_yes_beside_what_is_denied_is_asked_about(text: str) -> None:
    assert judged(text).answered is Answered.UNCLEAR


@pytest.mark.parametrize(
    "text", ["nei det er ikke rett", "det stemmer ikke", "ja det stemmer ikke", "rett er det ikke"]
)
def test_a_denied_yes_is_still_a_no(text: str) -> None:
    assert judged(text).answered is Answered.NO


@pytest.mark.parametrize(
    "text",
    [
        *("ja for pokker dette er jo ikke til å holde ut", "ja, jeg er ikke god på dette her"),
        *("ja for her er det ikke godt å vite", "ja dette er ikke lett"),
    ],
)
def test_what_is_hard_is_no_no_to_an_offered_person(text: str) -> None:
    assert judged(text, question="offer_person").answered is Answered.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil ikke snakke med noen",
        "jeg trenger ikke det",
        "nei jeg orker ikke",
        "ikke nødvendig",
    ],
)
def test_what_is_not_wanted_is_a_no_to_an_offered_person(text: str) -> None:
    assert judged(text, question="offer_person").answered is Answered.NO


@pytest.mark.parametrize(
    "text",
    [
        *("det valget skal ikke stå lenger", "valget skal ikke gjelde", "det skal ikkje stå"),
        "valet mitt bør ikkje gjelde lenger",
    ],
)
def test_that_a_choice_shall_not_stand_is_no_no_to_taking_it_back(text: str) -> None:
    assert judged(text, question="confirm_undo").answered is not Answered.NO


@pytest.mark.parametrize("question", ["danger_check", "danger_over", "offer_person"])
@pytest.mark.parametrize(
    "text",
    [
        *("nei det går helt bra", "Nei, alt er i orden", "nei da alt er bra", "nei det e bra"),
        *("nei, det er fint", "nei alt i orden", "næ det går bra", "Neida, det er i orden"),
    ],
)
def test_that_all_is_well_is_a_no_to_danger_and_to_a_person(text: str, question: str) -> None:
    assert judged(text, question).answered is Answered.NO


@pytest.mark.parametrize("question", ["danger_check", "danger_over"])
@pytest.mark.parametrize("text", ["nei ja", "nei det stemmer", "nei, det er riktig"])
def test_a_yes_to_danger_behind_nei_is_asked_about(text: str, question: str) -> None:
    assert judged(text, question).answered is Answered.UNCLEAR
