"""Which digits are what: the letter's code, a birth date, a phone number, a case number.

The code has nine digits, a phone number eight, a birth date six or eight, a national id number
eleven; people run them together («140342 123456789») and group them as they like.
"""

from __future__ import annotations

from datetime import date

from assistant.nlu.dates import Day, days
from assistant.nlu.entity import Found, found_in
from assistant.nlu.normalise import Word
from assistant.nlu.numbers import digits_from

CODE_DIGITS = 9
PHONE_DIGITS = 8
NATIONAL_ID_DIGITS = 11
# Shorter runs are numbers of options, hours or people, not codes.
SHORTEST_CODE_TRY = 5
# A birth date and the code, twice over and more; a longer run is no number that anybody has.
LONGEST_RUN = 48
CASE_NUMBER_GROUPS = (2, 5, 1)
DATE_GROUPS = [2, 2, 4]
YOUNGEST_BORN_YEARS_AGO = 10
FINDER = "digits"
# What a thing that is never repeated to anybody is reported as.
HIDDEN = "*"


def find_digits(words: tuple[Word, ...], today: date) -> list[Found]:
    """Codes, birth dates, dates, phone and case numbers, in order."""
    found: list[Found] = []
    dates = {day.first: day for day in days(words, today)}
    at = 0
    while at < len(words):
        digits, length = digits_from(words, at)
        if len(digits) > LONGEST_RUN:
            at += length
            continue
        case = _case_number(words, at)
        if case:
            found.append(case)
            at += len(CASE_NUMBER_GROUPS)
            continue
        day = dates.get(at)
        if not day and [len(word.spelt) for word in words[at : at + length]] == DATE_GROUPS:
            at += length  # a date that does not exist
            continue
        if len(digits) >= SHORTEST_CODE_TRY:
            whole = _whole_run(words, at, length, digits, today)
            if whole:
                found.extend(whole)
                at += length
                continue
        if day:
            found.append(_date(words, day, today))
            at += day.words
            continue
        # «14» of «14 mars 1942» belongs to the date, so only step one word.
        if len(digits) >= SHORTEST_CODE_TRY and not any(
            at < first < at + length for first in dates
        ):
            found.append(found_in(words, at, length, "code", digits, FINDER))
            at += length
        else:
            at += 1
    return found


def _case_number(words: tuple[Word, ...], at: int) -> Found | None:
    """«26-00184-7»: groups of two, five and one digit."""
    groups = words[at : at + len(CASE_NUMBER_GROUPS)]
    if tuple(len(word.spelt) for word in groups) != CASE_NUMBER_GROUPS:
        return None
    if not all(word.spelt.isdecimal() for word in groups):
        return None
    value = "-".join(word.spelt for word in groups)
    return found_in(words, at, len(groups), "case_number", value, FINDER)


def _whole_run(
    words: tuple[Word, ...], at: int, length: int, digits: str, today: date
) -> list[Found]:
    """What a run of digits is by its length; empty where its length tells nothing."""
    if len(digits) == CODE_DIGITS:
        return [found_in(words, at, length, "code", digits, FINDER)]
    if len(digits) == NATIONAL_ID_DIGITS and _is_birth_date(digits[:6], today):
        return [found_in(words, at, length, "national_id", HIDDEN, FINDER)]
    for code_first in (False, True):
        split = _date_and_code(words, at, length, code_first, today)
        if split:
            return split
    if _is_birth_date(digits, today):
        day = days((Word(digits, digits, 0, len(digits)),), today)[0]
        return [found_in(words, at, length, "birth_date", day.value.isoformat(), FINDER)]
    phone = digits.removeprefix("00").removeprefix("47") if len(digits) > PHONE_DIGITS else digits
    if len(phone) == PHONE_DIGITS and phone[0] in "2345679":
        return [found_in(words, at, length, "phone_number", f"+47{phone}", FINDER)]
    return []


def _date_and_code(
    words: tuple[Word, ...], at: int, length: int, code_first: bool, today: date
) -> list[Found]:
    """A birth date and the code said in one breath, in either order."""
    for cut in range(1, length):
        one, two = words[at : at + cut], words[at + cut : at + length]
        first, second = digits_from(one, 0)[0], digits_from(two, 0)[0]
        code, born = (first, second) if code_first else (second, first)
        if len(code) != CODE_DIGITS:
            continue
        day = _plain_day(born, today) or next(iter(days(two if code_first else one, today)), None)
        if not day or not _grown(day.value, today):
            continue
        parts = [
            ("code", code, at if code_first else at + cut, cut if code_first else length - cut),
            (
                "birth_date",
                day.value.isoformat(),
                at + cut if code_first else at,
                length - cut if code_first else cut,
            ),
        ]
        return [
            found_in(words, start, count, kind, value, FINDER)
            for kind, value, start, count in parts
        ]
    return []


def _date(words: tuple[Word, ...], day: Day, today: date) -> Found:
    kind = "birth_date" if day.year_said and _grown(day.value, today) else "date"
    return found_in(words, day.first, day.words, kind, day.value.isoformat(), FINDER)


def _plain_day(digits: str, today: date) -> Day | None:
    """Six or eight digits as a day; other lengths are none."""
    if len(digits) not in (6, 8):
        return None
    return next(iter(days((Word(digits, digits, 0, len(digits)),), today)), None)


def _is_birth_date(digits: str, today: date) -> bool:
    day = _plain_day(digits, today)
    return day is not None and _grown(day.value, today)


def _grown(day: date, today: date) -> bool:
    return day.year <= today.year - YOUNGEST_BORN_YEARS_AGO
