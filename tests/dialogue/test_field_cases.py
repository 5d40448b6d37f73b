"""Kinds of public reports tried on the dialogue, each with siblings that nobody named.

The other kinds are tested where they are decided: K1 to K5 in `choosing/test_only_a_yes.py` and
`tests/gate`, K6 to K8, K12 and K17 in `tests/reading`, K11 in `choosing/test_whose_choice.py`, K13
in `tests/gate/test_noise.py`, K14 in `tests/service/test_import_people.py`, K15 in
`tests/conversations/test_twilio_codes.py`, K16 in `tests/service/test_any_day.py`, K18 also in
`own_case/test_lost_letter.py`, K19 in `safety/test_life.py`.
"""

import pytest

from conversations.models import Suppression
from tests.dialogue.harness import DialogueHarness, Texter, number_for, options

HINT = "Vil du ha dem, skriv"


def proven(harness: DialogueHarness, name: str, first: str = "hvem hjelper meg nå?") -> Texter:
    someone = harness.texting(name)
    someone.says(first)
    someone.proves()
    return someone


@pytest.mark.parametrize(
    "words",
    ["Jeg vil stoppe hjelpen fra Klokkebekk", "Kan jeg si opp Klokkebekk?",
     "Jeg vil bli kvitt Klokkebekk", "Jeg er ferdig med Klokkebekk",
     "Eg vil slutte med Klokkebekk"],
)  # fmt: skip
def test_k9_a_provider_to_be_left_is_not_presented_nor_chosen(
    harness: DialogueHarness, words: str
) -> None:
    arvid = proven(harness, "arvid")
    answer = arvid.says(words)
    assert "du velger Klokkebekk" not in answer
    assert HINT not in answer
    assert "Du har allerede Klokkebekk" not in answer, answer


@pytest.mark.parametrize(
    "words",
    ["Hvem som helst bare ikke Klokkebekk", "alle andre enn Klokkebekk",
     "jeg vil ha noen, men ikke Klokkebekk", "eg vil ha kven som helst unnateke Klokkebekk"],
)  # fmt: skip
def test_k9_a_provider_that_is_refused_is_not_chosen(harness: DialogueHarness, words: str) -> None:
    solveig = proven(harness, "solveig")
    answer = solveig.says(words)
    assert HINT not in answer
    assert "du velger Klokkebekk" not in answer
    assert "Klokkebekk Hjemmetjeneste" not in options(answer), answer


@pytest.mark.parametrize(
    "words",
    ["Min nabo har Klokkebekk og er fornøyd", "søsteren min har Klokkebekk",
     "Hun i første etasje bruker Klokkebekk", "Dattera mi sier at Klokkebekk er bra"],
)  # fmt: skip
def test_k9_a_provider_that_is_told_of_is_not_read_back(
    harness: DialogueHarness, words: str
) -> None:
    solveig = proven(harness, "solveig")
    assert "du velger" not in solveig.says(words)
    solveig.says("ja")
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    "words", ["ikke nr 1", "ikke den første", "alle andre enn nr 1", "nummer 1 vil jeg ikke ha"]
)
def test_k9_a_number_that_is_refused_is_not_read_back(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    first = options(solveig.proves())[0]
    assert f"du velger {first}" not in solveig.says(words)
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    "words",
    ["Hei, jeg vil ha nr {n}. Hilsen Aud", "nr {n} hilsen Aud tlf 22334455",
     "God dag! Nummer {n} takk. Mvh Aud Fagerstrand", "hei {n}\nHilsen Aud",
     "Jeg tar nr {n}, takk for hjelpen"],
)  # fmt: skip
def test_k5_courtesy_around_a_pick_does_not_hide_it(harness: DialogueHarness, words: str) -> None:
    aud = harness.texting("aud")
    aud.says("jeg vil velge")
    number = number_for(aud.proves(), "Hasselvind Omsorg")
    assert "Aud, du velger Hasselvind Omsorg" in aud.says(words.format(n=number))


@pytest.mark.parametrize(
    "words",
    ["Stopp hjemmehjelpen min", "dere må stoppe vaskehjelpen", "stopp besøkene til far",
     "slutt å sende den hjelperen"],
)  # fmt: skip
def test_k10_stop_about_the_help_is_no_opt_out(harness: DialogueHarness, words: str) -> None:
    aud = harness.texting("aud")
    assert aud.says(words)
    assert not harness.rows(Suppression)


@pytest.mark.parametrize("words", ["menneske", "HJELP", "jeg vil snakke med noen", "ring meg"])
def test_k10_after_stopp_a_person_and_help_are_still_answered(
    harness: DialogueHarness, words: str
) -> None:
    aud = harness.texting("aud")
    aud.says("STOPP")
    assert harness.rows(Suppression)
    assert aud.says(words)


@pytest.mark.parametrize(
    "words",
    ["En mann ringte og ba om koden i brevet", "Jeg har gitt koden til en fremmed",
     "Noen har stjålet brevet mitt", "hun på døra ville se koden min og fikk den",
     "brevet er borte, jeg tror noen tok det"],
)  # fmt: skip
def test_k18_a_code_in_other_hands_is_not_asked_for(harness: DialogueHarness, words: str) -> None:
    aud = harness.texting("aud")
    answer = aud.says(words)
    assert "Skriv koden" not in answer, answer
    assert "koden fra brevet" not in answer, answer


@pytest.mark.parametrize(
    "words",
    [
        "Jeg har kastet brevet",
        "Kan jeg få nytt brev?",
        "brevet gikk i peisen",
        "æ finn ikkje brevet",
    ],
)
def test_k18_a_letter_that_is_gone_is_not_asked_for(harness: DialogueHarness, words: str) -> None:
    answer = harness.texting("aud").says(words)
    assert "Skriv koden" not in answer, answer
    assert "brev" in answer


@pytest.mark.parametrize(
    "words",
    ["Jeg har byttet nummer. Mitt nye nummer er 400 99 888.", "nytt nummer: 40099888",
     "eg har fått nytt telefonnummer, 400 99 888",
     "dere må bruke 400 99 888 heretter, det gamle er sagt opp"],
)  # fmt: skip
def test_k4_a_new_number_is_for_a_person_and_no_code(harness: DialogueHarness, words: str) -> None:
    answer = harness.texting("aud").says(words)
    assert "kode" not in answer.lower(), answer
    assert "Skal jeg si fra" in answer or "Skal eg seie frå" in answer


@pytest.mark.parametrize(
    "words",
    ["jeg hører dårlig", "jeg hører ikke så godt", "kan du snakke høyere", "eg høyrer dårleg"],
)
def test_k13_who_hears_badly_is_spoken_to_slower_or_louder(
    harness: DialogueHarness, words: str
) -> None:
    record = harness.calls("aud", words, "@hangup")
    said = " ".join(str(event) for event in record.events)
    assert "slippe maskinen" not in said


@pytest.mark.parametrize(
    "words",
    ["Ja det er vel greit", "ja takk", "jo det er greit det", "ok, jeg tar dem", "ja det går bra"],
)  # fmt: skip
@pytest.mark.parametrize("told", ["hva er Hasselvind?", "kommer Hasselvind på lørdager?"])
def test_who_goes_along_with_the_one_just_told_of_comes_to_the_read_back(
    harness: DialogueHarness, told: str, words: str
) -> None:
    solveig = proven(harness, "solveig")
    assert "Hasselvind" in solveig.says(told)
    answer = solveig.says(words)
    assert "Solveig, du velger Hasselvind Omsorg" in answer, answer
    assert not harness.choices("solveig")
    solveig.says("ja")
    assert harness.standing("solveig")


@pytest.mark.parametrize(
    "words",
    ["nei takk", "ja men ikke nå", "ja hvis de kan komme om kvelden", "takk", "hva koster det?"],
)
def test_who_does_not_go_along_is_not_read_back_to(harness: DialogueHarness, words: str) -> None:
    solveig = proven(harness, "solveig")
    solveig.says("hva er Hasselvind?")
    assert "du velger" not in solveig.says(words)
