"""Codes, birth dates, options and short commands are read by their form alone."""

import time
from datetime import date

import pytest

from assistant.nlu.grammar import read
from assistant.nlu.wording.normalise import normalise

TODAY = date(2026, 11, 21)


def things(text: str) -> list[tuple[str, str | int]]:
    return [(found.kind, found.value) for found in read(normalise(text), TODAY).entities]


def intent(text: str) -> str | None:
    return read(normalise(text), TODAY).intent


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "123 456 789",
        "koden er 123-456-789",
        "en to tre fire fem seks sju åtte ni",
        "ein to tre fire fem seks syv åtte ni",
        "eh det står 12 34 56 78 9",
        "tolv trettifire femtiseks syttiåtte ni",
    ],
)
def test_nine_digits_however_said_are_the_code(text: str) -> None:
    assert intent(text) == "give_code"
    assert ("code", "123456789") in things(text)


def test_noughts_may_be_counted() -> None:
    assert things("null to to nuller tre fire fem seks sju") == [("code", "020034567")]
    assert things("dobbel null tre fire fem seks sju åtte ni") == [("code", "003456789")]


@pytest.mark.parametrize("text", ["12345678", "1234567", "1234567890"])
def test_a_code_with_a_digit_lost_or_added_is_still_meant_as_one(text: str) -> None:
    assert intent(text) == "give_code"


@pytest.mark.parametrize(
    "text",
    [
        "14.03.1942",
        "14/3-42",
        "140342",
        "14031942",
        "1942-03-14",
        "14. mars 1942",
        "14 mars 42",
        "fjortende mars nittenførtito",
        "fjortande mars nitten hundre og førtito",
        "jeg er født fjortende i tredje førtito",
        "eg er fødd 14. mars 1942",
    ],
)
def test_a_birth_date_however_said(text: str) -> None:
    assert things(text) == [("birth_date", "1942-03-14")]
    assert intent(text) == "give_birth_date"


@pytest.mark.parametrize(
    "text", ["140342 123456789", "123456789 14.03.1942", "123 456 789, født 14. mars 1942"]
)
def test_code_and_birth_date_in_one_breath(text: str) -> None:
    assert sorted(things(text)) == [("birth_date", "1942-03-14"), ("code", "123456789")]
    assert intent(text) == "give_code"


def test_two_digits_are_a_year_of_somebody_grown_up() -> None:
    assert things("01.01.05") == [("birth_date", "2005-01-01")]
    assert things("01.01.30") == [("birth_date", "1930-01-01")]
    assert things("01.01.15") == [("birth_date", "1915-01-01")]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert things("31.02.1942") == []
    assert things("31. februar 1942") == []


def test_a_national_id_number_is_noticed_and_not_repeated() -> None:
    assert things("14034212345") == [("national_id", "*")]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("1", 1),
        ("2.", 2),
        ("nr 3", 3),
        ("nummer to", 2),
        ("den første", 1),
        ("den andre", 2),
        ("en", 1),
        ("ein", 1),
        ("tre", 3),
        ("den siste", -1),
        ("sistnevnte", -1),
        ("jeg tar nummer to takk", 2),
        ("alternativ 4", 4),
        ("eg vil ha den tredje", 3),
    ],
)
def test_an_option_by_number_or_order(text: str, option: int) -> None:
    assert intent(text) == "pick_option"
    assert things(text) == [("option", option)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0", "talk_to_human"),
        ("menneske", "talk_to_human"),
        ("*", "repeat"),
        ("JA!", "affirm"),
        ("👍🏻", "affirm"),
        ("ok 👌", "affirm"),
        ("👎", "deny"),
        ("nei nei nei", "deny"),
        ("j", "affirm"),
        ("jepp", "affirm"),
        ("nei", "deny"),
        ("ANGRE", "undo_choice"),
        ("stopp", "stop_messages"),
        ("start", "start_messages"),
        ("hjelp", "help"),
    ],
)
def test_short_commands(text: str, meant: str) -> None:
    assert intent(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil bytte",
        "to av dem kom for sent",
        "den første som kom var hyggelig",
        "ja men hva koster det",
        "jeg trenger hjelp",
    ],
)
def test_whole_sentences_are_the_classifiers(text: str) -> None:
    assert intent(text) is None


def test_phone_and_case_numbers_are_not_codes() -> None:
    assert things("ring meg på 912 34 567") == [("phone_number", "+4791234567")]
    assert things("sak 26-00184-7") == [("case_number", "26-00184-7")]


def test_times_of_the_week() -> None:
    assert things("kl halv tre på tysdag") == [("time", "02:30"), ("weekday", "tuesday")]
    assert things("klokka 10.30 om kvelden") == [("time", "10:30"), ("time", "evening")]


def test_a_day_from_today() -> None:
    assert things("kom i morgen") == [("date", "2026-11-22")]


@pytest.mark.parametrize("said", ["1 ", "en ", "dobbel null ", "1. januar 42 ", "to og "])
def test_no_run_of_numbers_stalls_it(said: str) -> None:
    message = normalise((said * 10_000)[:10_000])
    begun = time.process_time()
    read(message, date(2026, 11, 21))
    assert time.process_time() - begun < 1
