"""What comes over the wire besides wishes: machines, noise, names and foreign numbers."""

import pytest

from tests.dialogue.home import Home


def test_two_machines_do_not_talk_for_ever_nor_make_tasks_without_end(home: Home) -> None:
    solveig = home.texting("solveig")
    answers = [
        solveig.says(f"Jeg vil gjerne snakke med et menneske, referanse {number}")
        for number in range(12)
    ]
    assert answers[0]
    assert 1 <= len(home.tasks) <= 8


def test_a_text_that_only_differs_in_its_number_falls_silent(home: Home) -> None:
    solveig = home.texting("solveig")
    answers = [solveig.says(f"Dette er svar nummer {n} fra oss her i dag") for n in range(6)]
    assert answers[-1] == ""


def test_two_texts_by_turns_fall_silent(home: Home) -> None:
    solveig = home.texting("solveig")
    texts = ["hva koster hjelpen hos dere da", "hvem kan jeg velge mellom da"]
    answers = [solveig.says(texts[n % 2]) for n in range(10)]
    assert answers[0]
    assert answers[-2:] == ["", ""]


def test_noise_asks_again_what_was_asked_and_is_else_met_with_silence(home: Home) -> None:
    solveig = home.texting("solveig")
    assert solveig.says("😀") == ""
    asked = solveig.says("jeg vil velge")
    assert solveig.says("…").splitlines()[-1] == asked.splitlines()[-1]
    assert solveig.says("?").splitlines()[-1] == asked.splitlines()[-1]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Áile O’Brien-Čáhppe 400 12 345", "Áile O’Brien-Čáhppe"),
        ("Łukasz Żak 40012345", "Łukasz Żak"),
        ("Emma Falt 40012345", "Emma Falt"),
        ("Jo 40012345", "Jo"),
        ("Ka\u030are 40012345", "Kåre"),
    ],
)
def test_a_name_is_kept_whole_and_says_nothing_else(home: Home, said: str, name: str) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil gi datteren min fullmakt")
    solveig.proves()
    told = solveig.says(said)
    assert f"Hva skal {name} få lov til?".replace("’", "'") in told  # as GSM-7 has it
    assert not home.tasks


def test_a_mandate_goes_to_norwegian_mobiles_and_others_are_refused_in_words(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil gi datteren min fullmakt")
    solveig.proves()
    assert "norsk mobilnummer" in solveig.says("Kari Myrhaug +46 70 123 45 67")
    assert "for kort" in solveig.says("400 12 34")
    assert "sentralbord" in solveig.says("02820")
    assert "Kari Myrhaug" in solveig.says("400 12 345")


def test_who_hides_the_number_gives_one_of_any_country(home: Home) -> None:
    home.calls("solveig", "0", "2233445", "pluss førtiseks 70 123 45 67", hidden=True)
    [task] = home.tasks
    assert task.call_back_number == "+46701234567"


def test_a_message_as_on_an_answering_machine_is_taken_down_and_its_number_read_back(
    home: Home,
) -> None:
    solveig = home.texting("solveig")
    told = solveig.says(
        "Ja goddag, dette er Solveig Myrhaug, jeg satt og så på fuglene da jeg kom på at gardinene "
        "fra i fjor lå på loftet og nummeret her er 22 33 44 55 takk for nå"
    )
    assert "22 33 44 55" in told
    [task] = home.tasks
    assert task.call_back_number == "+4722334455"
