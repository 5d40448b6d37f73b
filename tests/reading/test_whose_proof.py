"""Whose code or birth date a message gives."""

from datetime import date

import pytest

from assistant.reading.dates.date_correction import corrected_at_once
from assistant.reading.proof import given_in
from assistant.reading.whose_proof import Whose, takes_back, whose

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("mor sin kode er 631467268", Whose.CODE_OF_ANOTHER),
        ("koden til naboen er 631 467 268", Whose.CODE_OF_ANOTHER),
        ("mors kode: 631467268", Whose.CODE_OF_ANOTHER),
        ("koden hennar er 631467268", Whose.CODE_OF_ANOTHER),
        ("mannen min fikk koden 631467268", Whose.CODE_OF_ANOTHER),
        ("det er ikke koden min 631467268", Whose.NOT_MINE),
        ("631467268 er ikkje min kode", Whose.NOT_MINE),
        ("far ble født 14.3.1941", Whose.DATE_OF_ANOTHER),
        ("ho er fødd 14.3.1941", Whose.DATE_OF_ANOTHER),
        ("fødselsdatoen til mor er 14.3.1941", Whose.DATE_OF_ANOTHER),
        ("koden min er 631467268", Whose.OWN),
        ("koden i brevet er 631467268", Whose.OWN),
        ("datteren min leste koden: 631467268", Whose.OWN),
        ("sønnen min sier koden er 631467268", Whose.OWN),
        ("koden til meg er 631467268", Whose.OWN),
        ("mor døde, koden er 631467268", Whose.OWN),
        ("jeg og mannen min har koden 631467268", Whose.OWN),
        ("jeg er født 14.03.1941", Whose.OWN),
        ("mannen min har lest koden 631467268", Whose.OWN),
        ("sønnen min har sendt meg koden 631467268", Whose.OWN),
        ("koden fra mannen min er 631467268", Whose.OWN),
        ("Dagens kode er 631467268", Whose.OWN),
        ("hvis kode trengs: 631467268", Whose.OWN),
        ("jeg husket ikke koden min, men her er den: 631467268", Whose.OWN),
        ("koden til Brukervalg er 631467268", Whose.OWN),
        ("naboen har koden min 631467268", Whose.OWN),
        ("vi har hver sin kode, min er 631467268", Whose.OWN),
        ("jeg er født 14.03.1941 og mannen min er født 1939", Whose.OWN),
        ("mannen min var født i 1938, jeg 14.03.1941", Whose.OWN),
        ("jeg er født samme dag som mor sin bursdag, 14.03.1941", Whose.OWN),
        ("jeg er mor, født 14.03.1941", Whose.OWN),
        ("eg er fødd 14.03.1941, far var fødd i 1910", Whose.OWN),
        ("koden er ikke min 631467268", Whose.NOT_MINE),
        ("det er koden til naboen, ikke min 631467268", Whose.NOT_MINE),
        ("brukerens kode er 631467268", Whose.CODE_OF_ANOTHER),
        ("pasientens kode: 631467268", Whose.CODE_OF_ANOTHER),
        ("koden til damen er 631467268", Whose.CODE_OF_ANOTHER),
        ("koden til ektemannen min er 631467268", Whose.CODE_OF_ANOTHER),
        ("Solveig sin kode er 631467268", Whose.CODE_OF_ANOTHER),
        ("kåres kode 631467268", Whose.CODE_OF_ANOTHER),
        ("hun heter Solveig og er født 14.03.1941", Whose.DATE_OF_ANOTHER),
        ("ektemannen min er født 14.03.1941", Whose.DATE_OF_ANOTHER),
        ("mamma, født 14.03.1941", Whose.DATE_OF_ANOTHER),
        ("mor sin bursdag: 14.03.1941", Whose.DATE_OF_ANOTHER),
    ],
)
def test_whose_it_is(words: str, of: Whose) -> None:
    assert whose(words) is of


@pytest.mark.parametrize(
    "words",
    ["det var mors kode", "oi, det er ikkje koden min", "nei, det var koden til mannen min"],
)
def test_a_code_is_taken_back(words: str) -> None:
    assert takes_back(words)


@pytest.mark.parametrize(
    "words",
    ["det var koden min", "er det mors kode?", "det er mors kode 631467268", "mor har også kode"],
)
def test_no_code_is_taken_back(words: str) -> None:
    assert not takes_back(words)


@pytest.mark.parametrize(
    "words",
    ["ikke 15.3.1941", "jeg er ikke født 15.3.1941", "vedtaket er fra 3.4.1941",
     "vedtaket er fra 3.4.2025", "brevet kom 3. april 1941", "søknaden ble sendt 3.4.1941"],
)  # fmt: skip
def test_no_birth_date_is_given(words: str) -> None:
    assert not given_in(words, TODAY, asked="birth_date").born


@pytest.mark.parametrize(
    "words",
    ["koden fra brevet 631467268 14.03.1941", "fødselsdatoen i brevet er 14.03.1941",
     "jeg er født 14. mars 1941, ikke 15. mars 1941", "ikke 15.3.1941 men 14.3.1941",
     "datoen er 14.03.1941", "svaret er 14.03.1941"],
)  # fmt: skip
def test_a_birth_date_is_given(words: str) -> None:
    assert given_in(words, TODAY, asked="birth_date").born == (date(1941, 3, 14),)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("9 april 1934 nei 1943", date(1943, 4, 9)),
        ("9. april 1934, unnskyld 1943", date(1943, 4, 9)),
        ("14.03.1963, skal være 36", date(1936, 3, 14)),
        ("14. mars 1941, den 15. mente jeg", date(1941, 3, 15)),
        ("631467268 9.4.1934 nei 1943", date(1943, 4, 9)),
        ("14.03.1941 eller 1942", date(1942, 3, 14)),
    ],
)
def test_a_date_that_is_put_right_in_the_same_breath(words: str, after: date) -> None:
    both = corrected_at_once(words, TODAY)
    assert both is not None
    assert both[0] == after


@pytest.mark.parametrize(
    "words",
    ["14.03.1941", "14.03.1941 nei takk", "14.03.1941 nei vent", "14.03.1941 631467268",
     "jeg er født 14.03.1941 og er 85 år", "14. mars nei 15. mars 1941"],
)  # fmt: skip
def test_nothing_is_put_right(words: str) -> None:
    assert corrected_at_once(words, TODAY) is None
