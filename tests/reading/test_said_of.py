"""A date is somebody's birth date only where nothing else is told to have happened on it."""

from datetime import date

import pytest

from assistant.actions.own_case.proof.given import read_proof

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize("asked", ["birth_date", "code", None])
@pytest.mark.parametrize(
    "said",
    [
        "Mannen min døde 28. november 2026",
        "mannen min døde 3. mars 1990",
        "Jeg flyttet hit 14.03.1985",
        "eg flytta til Bergen den 3. april 1971",
        "vi giftet oss 17. mai 1960",
        "har hatt hjelp siden 14.03.2005",
        "14.03.1985 flyttet jeg hit",
        "den 3. mai 1999 fikk jeg slag",
        "æ mista mannen 5. juni 1991",
        "hjelperen sluttet hos meg 3. mars 2001",
        "sønnen min reiste 4/5-88",
        "datteren min kommer 2. desember 2026",
        "jeg skal til lege 3.12.2026",
        "jeg brant meg på komfyren 3. mars 1990",
        "vi pussa opp badet 4.5.1988",
    ],
)
def test_the_day_of_something_else_is_no_birth_date_and_no_code(
    said: str, asked: str | None
) -> None:
    found = read_proof(said, TODAY, asked)
    assert not found.born
    assert found.code is None
    assert found.wrong_length is None
    assert found.piece is None


@pytest.mark.parametrize(
    "said",
    [
        "jeg heter kari myrhaug 14.03.1941",
        "Jeg er Kari Myrhaug 14.03.1941",
        "solveig myrhaug 14.03.1941",
        "bursdagen min er 14. mars 1941",
        "14.03.1941 står det på bankkortet mitt",
        "jeg tror det er 14.03.1941",
        "eg kom til verda 14.03.1941",
        "14.03.1941 så jeg er 85 år",
        "jeg ble født i Bergen 14. mars 1941",
        "Hei, jeg vil bytte. 14.03.1941",
        "koden er 631467268 og jeg er født 14.03.1941",
        "jeg sa jo 14.03.1941",
        "jeg er født fjortende mars nittenførtien på en varm og fin dag",
        "14. mars 1941 i en liten by, med fem søsken",
    ],
)
def test_what_stands_around_a_birth_date_does_not_hide_it(said: str) -> None:
    assert read_proof(said, TODAY, "birth_date").born == (date(1941, 3, 14),)


@pytest.mark.parametrize("said", ["28.11.2026", "3. mars 2015", "01.01.1905", "14.03.2031"])
def test_nobody_is_born_in_a_year_that_makes_them_a_child_or_older_than_anybody(said: str) -> None:
    assert not read_proof(said, TODAY, "birth_date").born


@pytest.mark.parametrize(
    "said",
    [
        "den fjortennnes mars nitten tjueni",
        "13de qtober nitten hundre og fem og fyrre",
        "trettanes i juni 19 30",
        "femte mai nittenhundre og ferti",
        "søttanes januar nitten hundre og åtti",
    ],
)
def test_a_date_of_which_a_part_was_not_read_is_asked_for_again(said: str) -> None:
    assert not read_proof(said, TODAY, "birth_date").born


@pytest.mark.parametrize("asked", ["birth_date", "code", None])
@pytest.mark.parametrize(
    "said",
    [
        "jeg er kari hansen 14 mars 1941",
        "min mor kari 14.03.1941",
        "mor mi solveig myrhaug 14/3 1941",
        "eg er olav 14.03.1941",
        "Jeg er 84, født 14.03.1941",
        "Født 14. mars 1941, bor i 3 etasje",
        "14.03.1941 leilighet 12",
        "14. mars 1941, 2 etasje",
        "leilighet 12, 14.03.1941",
        "Er 85 år. 14.03.1941",
        "jeg bor i 3 etasje 14.03.1941",
    ],
)
def test_names_and_numbers_beside_a_whole_birth_date_do_not_hide_it(
    said: str, asked: str | None
) -> None:
    found = read_proof(said, TODAY, asked)
    assert found.born == (date(1941, 3, 14),)
    assert found.code is None


def test_a_name_before_the_birth_date_does_not_hide_it_beside_a_code() -> None:
    found = read_proof("jeg er kari hansen 14 mars 1941 kode 631467268", TODAY, "code")
    assert (found.code, found.born) == ("631467268", (date(1941, 3, 14),))


@pytest.mark.parametrize("asked", ["code", None])
@pytest.mark.parametrize(
    "said",
    [
        "Fikk en kode på sms 4 siffer. skal jeg lese den opp for damen i telefonen??",
        "Døra mi har fått ny kode, 4471. si det til dem",
        "koden til nøkkelboksen er 44712",
        "ny dørkode 44711",
        "koden har fire siffer",
        "koden min har bare 8 siffer",
        "alarmen har kode 55 66 77",
        "er det 4471 som er koden?",
    ],
)
def test_a_code_of_something_else_and_how_long_one_is_are_no_piece_of_the_letters(
    said: str, asked: str | None
) -> None:
    found = read_proof(said, TODAY, asked)
    assert (found.code, found.wrong_length, found.piece) == (None, None, None)


@pytest.mark.parametrize(
    "said",
    [
        "koden er 631467268, den har 9 siffer",
        "koden fra brevet er 631467268, døra er låst",
        "kode 631467268, alarmen er på",
        "er 631467268 koden?",
    ],
)
def test_the_whole_code_is_read_whatever_else_is_told_of(said: str) -> None:
    assert read_proof(said, TODAY, "code").code == "631467268"


def test_a_piece_of_the_letters_code_is_kept_for_the_next() -> None:
    assert read_proof("koden er 6314", TODAY, "code").piece == "koden er 6314"
