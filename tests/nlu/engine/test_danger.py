"""Danger now alarms; the past, the supposed, the negated and the figurative do not."""

import time

import pytest

from assistant.nlu.danger import DangerWatch, overruled
from assistant.nlu.normalise import normalise

WATCH = DangerWatch()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jeg har falt og kommer meg ikke opp", "fall"),
        ("eg har ramla i trappa", "fall"),
        ("æ har datt og kjæm mæ itj opp", "fall"),
        ("mor ligger på gulvet", "fall"),
        ("jeg hat fallt på bade", "fall"),
        ("vondt i brystet", "chest"),
        ("det trykker sånn i bryste", "chest"),
        ("får ikke puste", "breathing"),
        ("eg får ikkje pusta", "breathing"),
        ("munnviken henger og hun snakker rart", "stroke"),
        ("tror far har fått slag", "stroke"),
        ("det blør og stopper ikke", "bleeding"),
        ("det brenner på kjøkkenet", "fire"),
        ("masse røyk i gangen", "fire"),
        ("jeg orker ikke leve lenger", "suicide"),
        ("eg vil ta livet mitt", "suicide"),
        ("har tatt alle tablettene", "suicide"),
        ("han slår meg", "violence"),
        ("noen prøver å bryte seg inn", "violence"),
        ("hun våkner ikke", "unconscious"),
        ("mannen min er bevisstløs", "unconscious"),
        ("ring ambulanse", "urgent"),
        ("dette er akutt", "urgent"),
        ("hun trækker ikke vejret", "breathing"),
        ("han drakk avløpsrens", "urgent"),
        ("hvordan søker jeg om hjelp det klemmer så over brystet", "chest"),
        ("jeg vil bytte firma og så har mor falt og ligger på gulvet", "fall"),
    ],
)
def test_danger_now_alarms(text: str, kind: str) -> None:
    danger = WATCH.find(normalise(text))
    assert danger is not None
    assert danger.kind == kind


def test_fire_and_violence_have_their_own_numbers() -> None:
    numbers = [
        WATCH.find(normalise(text)).number for text in ("det brenner", "han slår meg", "jeg falt")
    ]
    assert numbers == ["110", "112", "113"]


@pytest.mark.parametrize(
    "text",
    [
        "jeg falt i fjor",
        "vondt i knærne når hun vasker",
        "brannvarsleren piper",
        "blødde du",
        "faller retten bort",
        "jeg har ikke falt",
        "hva skjer hvis jeg faller",
        "jeg er redd for å falle",
        "mor falt for to år siden",
        "det er ikke akutt",
        "jeg vil bytte leverandør",
        "har hatt slag tidligere",
        "far brakk hoften i fjor og trenger hjelp",
        "kan hjemmehjelpen støvsuge i gangen",
        "jeg kommer straks",
        "slå på tråden til meg",
        "mannen min døde av hjerteinfarkt i åttini",
        "jeg leste om en gasslekkasje i avisen",
        "jeg får slag av denne maskinen",
        "det er krise med den vasken deres",
        "jeg har falt et par ganger det siste året og vil søke om hjelp",
    ],
)
def test_near_misses_do_not_alarm(text: str) -> None:
    assert WATCH.find(normalise(text)) is None


def test_what_is_so_now_counts_more_than_what_was() -> None:
    assert WATCH.find(normalise("jeg falt i fjor. nå får jeg ikke puste"))
    assert WATCH.find(normalise("hun falt i fjor og nå ligger hun på gulvet igjen"))


def test_an_alarm_goes_before_every_other_reading() -> None:
    ranking = [("switch_provider", 0.9), ("emergency", 0.05)]
    assert overruled(ranking, True, lambda: False, 0.5)[0] == ("emergency", 1.0)


def test_a_near_miss_is_read_as_what_else_it_may_be() -> None:
    ranking = [("emergency", 0.7), ("report_problem", 0.2)]
    assert overruled(ranking, False, lambda: True, 0.5)[0] == ("report_problem", 0.2)


def test_the_classifier_alone_may_alarm() -> None:
    ranking = [("report_problem", 0.45), ("emergency", 0.5)]
    assert overruled(ranking, False, lambda: False, 0.5)[0] == ("emergency", 0.5)


@pytest.mark.parametrize("unit", ["jeg falt ikke ", "jeg jeg jeg ", "ikke ", "hvis jeg falt "])
def test_ten_thousand_letters_of_it_take_no_longer_than_a_second(unit: str) -> None:
    begun = time.process_time()
    WATCH.find(normalise((unit * 10_000)[:10_000]))
    assert time.process_time() - begun < 1.0
