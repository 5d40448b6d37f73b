"""Birth dates and other dates, as written («14.03.1942», «140342») and as said («14. mars 42»)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.nlu.normalise import Word
from assistant.nlu.numbers import cardinal, digits_from, ordinal

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jannuar januarr",
            "februar feb febr februarr",
            "mars mar marts",
            "april apr",
            "mai maj",
            "juni jun",
            "juli jul",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
CENTURIES = {
    "nittenhundre": 1900,
    "nittenhundreog": 1900,
    "nittanhundre": 1900,
    "attenhundre": 1800,
    "totusen": 2000,
}
CENTURY_WORDS = {"nitten": 1900, "nittan": 1900, "tjue": 2000, "tyve": 2000}
OLDEST_YEAR = 1900
# Who has a decision in their own name is grown up: a birth year said with two digits belongs to
# the 1900s, unless it would then make the person older than the oldest who ever lived here.
ADULT_AGE, OLDEST_AGE = 18, 115


@dataclass(frozen=True)
class Day:
    """A day said over `words` words from `first`; `year_said` tells whether the year was said."""

    value: date
    first: int
    words: int
    year_said: bool


def birth_year(two_digits: int, today: date) -> int:
    """The year behind two digits: the 1900s, or the 2000s for who would be past `OLDEST_AGE`.

    «42» is 1942; «03» is 2003, as nobody born in 1903 is alive and 2003 is grown up.
    """
    century = 1900 + two_digits
    later = 2000 + two_digits
    if today.year - century > OLDEST_AGE and today.year - later >= ADULT_AGE:
        return later
    return century


def days(words: Sequence[Word], today: date) -> list[Day]:
    """Every date with a day and a month, in order.

    A year of two digits is read as a birth year; a year not said is taken as `today`'s.
    """
    found: list[Day] = []
    at = 0
    while at < len(words):
        day = _written(words, at, today) or _said(words, at, today)
        if day:
            found.append(day)
        at += day.words if day else 1
    return found


def _written(words: Sequence[Word], at: int, today: date) -> Day | None:
    """«14.03.1942», «14 3 42», «1942-03-14» or «140342»: only digits."""
    parts = []
    for word in words[at : at + 3]:
        if not word.spelt.isdecimal():
            break
        parts.append(word.spelt)
    if not parts:
        return None
    whole = parts[0]
    if len(parts) == 3 and len(parts[0]) == 4:
        return _day(parts[2], parts[1], parts[0], at, 3, today)
    if len(parts) == 3 and len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) in (2, 4):
        return _day(parts[0], parts[1], parts[2], at, 3, today)
    if len(whole) in (6, 8):
        return _day(whole[:2], whole[2:4], whole[4:], at, 1, today)
    return None


def _said(words: Sequence[Word], at: int, today: date) -> Day | None:
    """«14. mars 1942», «fjortande mars nittenførtito», «fjortende i tredje førtito»."""
    number = _day_number(words[at].spelt)
    used = 1
    if number is None or not 1 <= number <= 31:
        return None
    if at + 2 < len(words) and number in (20, 30) and words[at + 1].spelt == "og":
        return None
    rest = at + 1
    if rest < len(words) and words[rest].spelt == "i":
        month = ordinal(words[rest + 1].spelt) if rest + 1 < len(words) else None
        used += 2
    else:
        month = MONTHS.get(words[rest].spelt) if rest < len(words) else None
        if month is None and rest < len(words) and ordinal(words[at].spelt):
            # «fjortende tredje førtito»: without a year it might as well be two options.
            month = ordinal(words[rest].spelt)
            if not _year(words, rest + 1, today)[1]:
                return None
        used += 1
    if month is None or not 1 <= month <= 12:
        return None
    year, year_words = _year(words, at + used, today)
    return _day(
        str(number), str(month), str(year) if year_words else "", at, used + year_words, today
    )


def _day_number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 2 else None
    return ordinal(word) or cardinal(word)


def _year(words: Sequence[Word], at: int, today: date) -> tuple[int, int]:
    """A year and over how many words it is said; (0, 0) where none follows."""
    if at >= len(words):
        return 0, 0
    word = words[at].spelt
    following = words[at + 1].spelt if at + 1 < len(words) else ""
    if word.isdecimal():
        if len(word) == 4:
            return int(word), 1
        return (birth_year(int(word), today), 1) if len(word) == 2 else (0, 0)
    for prefix in (*CENTURIES, *CENTURY_WORDS):
        rest = cardinal(word[len(prefix) :].removeprefix("og")) if word.startswith(prefix) else None
        if rest is not None and (prefix in CENTURIES or rest >= 10):
            return CENTURIES.get(prefix, CENTURY_WORDS.get(prefix, 0)) + rest, 1
    if word in CENTURIES or (word in CENTURY_WORDS and following == "hundre"):
        century = CENTURIES.get(word, CENTURY_WORDS.get(word, 0))
        skip = at + (1 if word in CENTURIES else 2)
        if skip < len(words) and words[skip].spelt == "og":
            skip += 1
        said, length = digits_from(words, skip)
        if 0 < len(said) <= 2:
            return century + int(said), skip + length - at
    said, length = digits_from(words, at)
    if len(said) == 4 and said[:2] in ("19", "20"):
        return int(said), length
    if len(said) == 2:
        return birth_year(int(said), today), length
    return 0, 0


def _day(day: str, month: str, year: str, first: int, used: int, today: date) -> Day | None:
    """Put a date together; None where there is no such day."""
    number = int(year) if year else today.year
    if year and len(year) == 2:
        number = birth_year(number, today)
    try:
        return Day(date(number, int(month), int(day)), first, used, bool(year))
    except ValueError:
        return None
