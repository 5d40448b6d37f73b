"""What a message gives of the proof: codes and birth dates, with every reading that there is.

Which reading of a code is right the check digit tells, which this room does not know: it gives all
of them, and whoever asks for a code throws away those that cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.reading.dates.date_parts import ADULT_AGE, OLDEST_AGE
from assistant.reading.dates.days import Day, best, days, from_digits, without_noughts
from assistant.reading.dates.said_of import is_birth
from assistant.reading.numbers.numerals import MONTHS
from assistant.reading.numbers.runs import Run, is_number, read_tokens, runs
from assistant.reading.tokens import Token, with_look_alikes

CODE_DIGITS = 9
SHORTEST_CODE = 5
"""Digits of a code whose noughts at the start were left out: shorter ones are something else."""
NATIONAL_ID_DIGITS = 11
LONGEST_TRY = 13
"""Digits: more is no slip of somebody who wrote a code."""
PART = re.compile(r"^\W*(?:del|melding|sms|part)?\W*(\d)\s*(?:/|av|of)\s*(\d)\b\W*", re.IGNORECASE)
"""«1/2 …», «(2/3)», «del 1 av 2:»: the number that a telephone puts before a part of a text."""
LABEL = re.compile(
    r"\bkode(?:n|nummer)?\s*(?:nr\.?|nummer)?\s*(?:[12](?!\d)|en\b|ein\b|to\b)\s*(?:er\b|[:=.)–-])?",
    re.IGNORECASE,
)
"""«Kode 1: …», «kode nr. 2 er …»: which of the letter's two codes follows, and no part of it."""
_COUNT = re.compile(r"\b[\wæøå]+ (?:siffer|sifre|siffra|sifrar|tall|tal)\b", re.IGNORECASE)
"""«4 siffer», «fire tall»: how long a code is, and no part of it."""
_OTHER_CODE = re.compile(
    r"\b(?:dør(?:a|en|er|kode\w*)?|ytterdør\w*|inngang\w*|oppgang\w*|port(?:en|kode\w*)?|"
    r"(?:nøkkel|nykel)\w*|lås(?:en)?|kodelås\w*|alarm\w*|bank\w*|pin|pinkode\w*|sms\w*|"
    r"engangs\w*|eingongs\w*|vipps\w*)\b(?!.*\bbrev)",
    re.IGNORECASE | re.DOTALL,
)
"""What has a code of its own, which is not the letter's: a door, a box for keys, a bank."""
_OF_A_CODE = re.compile(r"\bkode|\w{3}kode", re.IGNORECASE)
_BESIDE_A_DIGIT = re.compile(r"[OolI|]\d|\d[OolI|]")
_DATE_LENGTHS = (6, 8)


@dataclass(frozen=True)
class Given:
    """What was given of code and birth date.

    Args:
        codes: the nine digits that a code may be, likeliest first.
        other: rows of digits of another length that may be meant as a code, likeliest first.
        born: the dates that the birth date may be; several where it can be read in several ways.
        unfinished: whether it holds a piece of a date or a code, and nothing whole.
        national_id: whether a national identity number was given.
    """

    codes: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    born: tuple[date, ...] = ()
    unfinished: bool = False
    national_id: bool = False


def given_in(text: str, today: date, *, asked: str | None = None) -> Given:
    """Read code and birth date in a message.

    Args:
        text: as written or said.
        today: the day; nobody is born after it.
        asked: `code` or `birth_date` where that was asked for: then less is enough.
    """
    text = _COUNT.sub(" ", text)
    found = _read(text, today, asked)
    if found.codes or found.national_id or asked == "birth_date":
        return found
    if _OF_A_CODE.search(text) and _OTHER_CODE.search(text):
        return replace(found, other=(), unfinished=False)
    # «Skal jeg lese opp koden, 4471?» asks, and gives nothing that may go on.
    return replace(found, unfinished=found.unfinished and ("?" not in text or bool(found.other)))


def _read(text: str, today: date, asked: str | None) -> Given:
    plain = PART.sub("", text, count=1)
    # «2/9 37» is a date where one was asked for, and else the second part of nine.
    labelled = [each for each in LABEL.split(plain) if each.strip()]
    texts = [text, plain] if asked == "birth_date" else [plain, *labelled, text]
    tried = [_given(read_tokens(each), today, asked) for each in dict.fromkeys(texts)]
    if (mapped := with_look_alikes(plain)) is not None:
        # «l4.03» is the 14th: a letter right beside a digit is one, and to be read first.
        first = 0 if _BESIDE_A_DIGIT.search(plain) else len(tried)
        tried.insert(first, _given(read_tokens(mapped), today, asked))
    wanted = [each for each in tried if each.born if asked == "birth_date"]
    wanted += [each for each in tried if each.codes] + [each for each in tried if each.born]
    # «Kode 1: 631 og så 467 268»: what has nine digits in all before what has ten.
    wanted += [each for each in tried if any(len(row) == CODE_DIGITS for row in each.other)]
    wanted += [each for each in tried if each.other]
    return next(iter(wanted), tried[0])


def _given(tokens: Sequence[Token], today: date, asked: str | None) -> Given:
    found = runs(tokens)
    whole = [
        run for run in found if _codes(run.readings) and not _asked_date(tokens, run, today, asked)
    ]
    if whole:
        codes = [code for run in whole for code in _codes(run.readings)]
        parts = _between(tokens, whole)
        born = [day.value for part in parts for day in _births(part, today)]
        return Given(tuple(dict.fromkeys(codes)), (), _grown(born, today))
    together = list(_code_and_date(tokens, today))
    if together:
        codes, born = [code for code, _ in together], [day for _, day in together]
        return Given(tuple(dict.fromkeys(codes)), (), _grown(born, today))
    dated = [day for day in best(tokens, today) if day.year_said]
    born = [day.value for day in dated if is_birth(tokens, day)]
    rows = [each for run in found for each in run.readings]
    ids = [
        each for each in rows if len(each) == NATIONAL_ID_DIGITS and from_digits(each[:6], today)
    ]
    if ids and not born:
        born = [day for each in ids for day in from_digits(each[:6], today)]
    of_others = bool(dated) and not born
    if not born and asked == "birth_date" and not of_others:
        born = [day for each in _written(tokens, found) for day in without_noughts(each, today)]
    said = _grown(born, today)
    # The day and year of a date are no digits of a code.
    loose = [run for run in found if not any(_lies_in(run, day) for day in dated)]
    other = () if ids else _other(loose)
    left = loose if of_others else found or _month_in(tokens)
    pieces = asked is not None and not said and bool(left)
    return Given((), other, said, unfinished=pieces, national_id=bool(ids))


def _births(tokens: Sequence[Token], today: date) -> list[Day]:
    return [day for day in best(tokens, today) if day.year_said and is_birth(tokens, day)]


def _lies_in(run: Run, day: Day) -> bool:
    return not day.grouped and run.first < day.last and day.first < run.last


def _written(tokens: Sequence[Token], found: Sequence[Run]) -> Iterator[str]:
    """The rows of digits that were written as digits: in speech no nought is left out."""
    for run in found:
        numbers = [token for token in tokens[run.first : run.last] if is_number(token)]
        if all(token.kind == "digits" for token in numbers):
            yield from run.readings


def _codes(rows: Sequence[str]) -> list[str]:
    return [row for row in rows if len(row) == CODE_DIGITS]


def _other(found: Sequence[Run]) -> tuple[str, ...]:
    """Rows of digits that are meant as a code and have lost or got digits."""
    rows = [each for run in found for each in run.readings]
    if len(found) > 1:  # «631 og resten er 467268»
        rows.insert(0, _joined(found))
        parts = (found[at:to] for at in range(len(found)) for to in range(at + 2, len(found) + 1))
        rows += [row for part in parts if len(row := _joined(part)) == CODE_DIGITS]
    return tuple(dict.fromkeys(row for row in rows if SHORTEST_CODE <= len(row) <= LONGEST_TRY))


def _joined(found: Sequence[Run]) -> str:
    return "".join(run.readings[0] for run in found if run.readings)


def _code_and_date(tokens: Sequence[Token], today: date) -> Iterator[tuple[str, date]]:
    """A birth date and the code said in one breath, in either order; the longest date wins."""
    reach = 0
    for day in sorted(days(tokens, today), key=lambda day: day.first - day.last):
        if not day.year_said or day.last - day.first < reach:
            continue
        for part in (tokens[: day.first], tokens[day.last :]):
            for code in (code for run in runs(part) for code in _codes(run.readings)):
                reach = day.last - day.first
                yield code, day.value
    for token in tokens:  # written as one
        for length in _DATE_LENGTHS:
            if token.kind == "digits" and len(token.text) == CODE_DIGITS + length:
                ways = (token.text[:CODE_DIGITS], token.text[CODE_DIGITS:])
                backwards = (token.text[length:], token.text[:length])
                for code, born in (ways, backwards):
                    yield from ((code, day) for day in from_digits(born, today))


def _between(tokens: Sequence[Token], used: Sequence[Run]) -> Iterator[Sequence[Token]]:
    """The stretches of a message that hold no code."""
    start = 0
    for run in used:
        yield tokens[start : run.first]
        start = run.last
    yield tokens[start:]


def _asked_date(tokens: Sequence[Token], run: Run, today: date, asked: str | None) -> bool:
    """Whether a run that has nine digits in one reading is of the date that was asked for."""
    if asked != "birth_date":
        return False
    numbers = [at for at in range(run.first, run.last) if is_number(tokens[at])]
    return any(
        day.year_said and all(day.first <= at < day.last for at in numbers)
        for day in best(tokens, today)
    )


def _grown(born: Sequence[date], today: date) -> tuple[date, ...]:
    """Those that somebody who has a decision of their own may be born on."""
    ages = ((today.year - day.year, day) for day in born)
    return tuple(dict.fromkeys(day for age, day in ages if ADULT_AGE <= age <= OLDEST_AGE))


def _month_in(tokens: Sequence[Token]) -> bool:
    return any(token.kind == "word" and token.text in MONTHS for token in tokens)
