"""Danger now alarms, what may be is asked about, and what only looks like it is left alone."""

import time

import pytest

from assistant.nlu.danger.clauses import clauses
from assistant.nlu.danger.examples import fingerprint
from assistant.nlu.danger.model import DangerModel
from assistant.nlu.danger.patterns import DangerWatch, overruled
from assistant.nlu.wording.normalise import normalise

WATCH = DangerWatch()
MODEL = DangerModel()


def test_the_model_is_that_of_the_present_data() -> None:
    assert MODEL.fingerprint == fingerprint(), "train it anew: make danger"


NOW = [
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
]


def test_hardly_any_danger_now_is_passed_over_and_nearly_all_alarm() -> None:
    judged = {text: MODEL.judge(text) for text, _ in NOW}
    missed = [text for text, found in judged.items() if found.level is None]
    assert len(missed) <= len(NOW) / 20, missed
    asked = [text for text, found in judged.items() if found.level == "check"]
    assert len(asked) <= len(NOW) / 10, asked


def test_the_number_to_ring_is_that_of_the_danger() -> None:
    wrong = [text for text, kind in NOW if _number(MODEL.judge(text).kind) != _number(kind)]
    assert not wrong


def _number(kind: str) -> str:
    """Kinds with the same number to ring are the same to whoever reads the answer."""
    return kind if kind in ("fire", "violence", "suicide") else "113"


NEAR = [
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
]


def test_at_most_one_near_miss_in_twenty_alarms() -> None:
    alarms = [text for text in NEAR if MODEL.judge(text).level == "alarm"]
    assert len(alarms) <= len(NEAR) / 20, alarms


@pytest.mark.parametrize(
    "text",
    [
        "røykvarsleren uler og jeg ser røyk i gangen",
        "det er så sterk lukt ta gass i hele huset her",
        "mannen min henger skjevt i munnen nå",
        "I fjor falt hun bare, men nå ligger hun på gulvet og svarer ikke",
        "hvis dere har tid: mor puster ikke ordentlig og er blå rundt munnen",
        "jeg så på film og så begynte det å brenne på kjøkkenet her",
    ],
)
def test_no_excuse_takes_back_a_danger_that_the_rest_is_sure_of(text: str) -> None:
    assert MODEL.judge(text).level == "alarm"


@pytest.mark.parametrize(
    "text",
    [
        "nei æ ligg ikkje på golvet",
        "hjertet mitt banker av glede",
        "det var en film der huset brant ned",
        "nabokona banker alltid på før hun kommer inn",
    ],
)
def test_no_pattern_alarms_alone(text: str) -> None:
    assert MODEL.judge(text).level != "alarm"


@pytest.mark.parametrize(
    "text",
    ["hva koster det", "jeg vil bytte til hasselvind", "ja", "nei takk", "1", "123 456 789", "",
     "14.03.1941", "hei", "kan hjemmehjelpen støvsuge i gangen", "👍", "stopp", "vet ikke helt"],
)  # fmt: skip
def test_what_people_write_every_day_is_not_asked_about(text: str) -> None:
    assert MODEL.judge(text).level is None


@pytest.mark.parametrize("text", ["hjelp", "HJELP", "hjelp meg"])
def test_a_cry_that_is_a_command_too_is_answered_and_asked_about(text: str) -> None:
    assert MODEL.judge(text).level == "check"


@pytest.mark.parametrize(
    "text", ["jeg vil ta livet mitt", "æ tænke å ta livet a mæ", "hun snakker om selvmord"]
)
def test_words_for_taking_ones_life_are_never_passed_over(text: str) -> None:
    assert MODEL.judge(text).level


def test_danger_in_the_last_of_many_clauses_is_heard() -> None:
    errand = "jeg lurer på om tida på torsdag kan flyttes til fredag for jeg skal til tannlegen"
    assert MODEL.judge(f"{errand}, og forresten får jeg ikke puste").level


def test_a_message_is_cut_where_clauses_meet_and_no_clause_is_a_word_alone() -> None:
    assert clauses("Takk for sist. Jeg vil bytte, men nå ligger mor på gulvet") == [
        "Takk for sist",
        "Jeg vil bytte",
        "nå ligger mor på gulvet",
    ]
    assert clauses("ja, det brenner her") == ["ja det brenner her"]
    assert clauses("") == []


def test_signs_tell_what_an_excuse_speaks_for() -> None:
    [sign] = WATCH.signs(normalise("jeg falt på badet i fjor"))
    assert sign.first == "fall"
    assert (sign.excused, sign.now) == (sign.kinds, False)


def test_an_alarm_goes_before_every_other_reading() -> None:
    ranking = [("switch_provider", 0.9), ("emergency", 0.05)]
    assert overruled(ranking, "alarm", 0.8)[0] == ("emergency", 0.8)


@pytest.mark.parametrize("level", ["check", None])
def test_what_is_no_alarm_is_read_as_what_else_it_may_be(level: str | None) -> None:
    ranking = [("emergency", 0.7), ("report_problem", 0.2)]
    assert overruled(ranking, level, 0.4)[0] == ("report_problem", 0.2)


@pytest.mark.parametrize("unit", ["jeg falt ikke ", "jeg jeg jeg ", "ikke, ", "hvis jeg falt "])
def test_ten_thousand_letters_of_it_take_no_longer_than_a_second(unit: str) -> None:
    begun = time.process_time()
    MODEL.judge((unit * 10_000)[:10_000])
    assert time.process_time() - begun < 1.0


def test_a_message_takes_ten_milliseconds_at_most() -> None:
    text = "jeg lurer på om tida på torsdag kan flyttes, og så har mor så vondt i ryggen igjen"
    MODEL.judge(text)
    begun = time.process_time()
    for _ in range(50):
        MODEL.judge(text)
    assert (time.process_time() - begun) / 50 < 0.01


@pytest.mark.parametrize(
    "text",
    ["Jeg falt 28 november 2026", "Jeg falt 28. november 2026", "jeg falt 28.11.2026",
     "Mor falt i trappa 28.11.2026"],
)  # fmt: skip
def test_a_fall_on_the_date_of_today_is_no_old_fall(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRUKERVALG_NOW", "2026-11-28T10:00:00+01:00")
    assert MODEL.judge(text).level is not None


@pytest.mark.parametrize("text", ["Jeg falt 3. mars 1990", "jeg falt 28.11.2019"])
def test_a_fall_on_a_date_long_past_is_an_old_one(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRUKERVALG_NOW", "2026-11-28T10:00:00+01:00")
    assert MODEL.judge(text).level is None
