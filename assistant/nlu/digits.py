"""Which digits are what, where nothing was asked: code, birth date, phone number, case number.

The code has nine digits, a phone number eight, a birth date six or eight, a national id number
eleven; people run them together («140342 123456789») and group them as they like. How they are said
and written is read in `assistant.reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.nlu.entity import Found
from assistant.reading.dates.date_parts import ADULT_AGE
from assistant.reading.dates.days import Day, best, days, from_digits
from assistant.reading.dates.said_of import is_birth
from assistant.reading.numbers.runs import Run, is_number, read_tokens, runs
from assistant.reading.proof import CODE_DIGITS, NATIONAL_ID_DIGITS, SHORTEST_CODE, given_in
from assistant.reading.tokens import Token

PHONE_DIGITS = 8
FIRST_OF_A_PHONE = "2345679"
# A birth date and the code, twice over and more; a longer run is no number that anybody has.
LONGEST_RUN = 48
CASE_NUMBER_GROUPS = (2, 5, 1)
DATE_GROUPS = ([2, 2, 4], [2, 2, 2])
FINDER = "digits"
# What a thing that is never repeated to anybody is reported as.
HIDDEN = "*"


def find_digits(text: str, today: date) -> list[Found]:
    """Codes, birth dates, dates, phone and case numbers, in order.

    Args:
        text: as written.
        today: gives dates without a year theirs.
    """
    tokens = read_tokens(text)
    found, rest = _case_numbers(tokens)
    for part in rest:
        found += _in_part(part, text, today)
    if not any(each.kind == "code" for each in found):
        found = _given_with_look_alikes(text, today) or found
    return sorted(found, key=lambda each: each.start)


def _given_with_look_alikes(text: str, today: date) -> list[Found]:
    """A code that only shows when O is read as nought: over the whole message."""
    codes = given_in(text, today).codes
    return [Found("code", codes[0], 0, len(text), FINDER)] if codes else []


def _case_numbers(tokens: Sequence[Token]) -> tuple[list[Found], list[Sequence[Token]]]:
    """«26-00184-7», groups of two, five and one digit; and the stretches between."""
    found: list[Found] = []
    rest: list[Sequence[Token]] = []
    start = at = 0
    while at < len(tokens):
        groups = [place for place in range(at, min(at + 5, len(tokens)))]
        numbers = [tokens[place] for place in groups if tokens[place].kind == "digits"][:3]
        lengths = tuple(len(token.text) for token in numbers)
        only_digits = tokens[at].kind == "digits" and _nothing_but_signs(tokens, numbers)
        if lengths == CASE_NUMBER_GROUPS and only_digits:
            value = "-".join(token.text for token in numbers)
            found.append(Found("case_number", value, numbers[0].start, numbers[-1].end, FINDER))
            rest.append(tokens[start:at])
            start = at = tokens.index(numbers[-1]) + 1
            continue
        at += 1
    return found, [*rest, tokens[start:]]


def _nothing_but_signs(tokens: Sequence[Token], numbers: Sequence[Token]) -> bool:
    between = [
        token
        for token in tokens
        if numbers[0].start <= token.start < numbers[-1].end and token not in numbers
    ]
    return all(token.kind == "sign" for token in between)


def _in_part(tokens: Sequence[Token], text: str, today: date) -> list[Found]:
    groups = [run for run in runs(tokens) if run.readings]
    whole = [run for run in groups if any(len(each) == CODE_DIGITS for each in run.readings)]
    if whole:
        return _codes_and_dates(tokens, whole, today)
    if together := _together(tokens, today):
        return together
    given = given_in(text, today)
    if given.codes and given.born:  # written as one: «631467268140342»
        return [
            Found("code", given.codes[0], 0, len(text), FINDER),
            Found("birth_date", given.born[0].isoformat(), 0, len(text), FINDER),
        ]
    dated = _dates(tokens, today)
    spans = [(each.start, each.end) for each in dated]
    found = list(dated)
    for run in groups:
        first, last = tokens[run.first], tokens[run.last - 1]
        if any(start < last.end and first.start < end for start, end in spans):
            continue
        found += _by_length(tokens, run, today)
    return found


def _codes_and_dates(tokens: Sequence[Token], whole: Sequence[Run], today: date) -> list[Found]:
    found: list[Found] = []
    start = 0
    for run in whole:
        found += _dates(tokens[start : run.first], today)
        code = next(each for each in run.readings if len(each) == CODE_DIGITS)
        found.append(_over(tokens, run.first, run.last, "code", code))
        start = run.last
    return found + _dates(tokens[start:], today)


def _together(tokens: Sequence[Token], today: date) -> list[Found]:
    """A birth date and the code in one breath: «seks tre … åtte fjortende mars førtien»."""
    for day in sorted(days(tokens, today), key=lambda day: day.first - day.last):
        if not day.year_said:
            continue
        for shift, part in ((0, tokens[: day.first]), (day.last, tokens[day.last :])):
            for run in runs(part):
                code = next((each for each in run.readings if len(each) == CODE_DIGITS), None)
                if code:
                    span = shift + run.first, shift + run.last
                    return [_over(tokens, *span, "code", code), _date(tokens, day, today)]
    return []


def _dates(tokens: Sequence[Token], today: date) -> list[Found]:
    """Dates that do not overlap, the longest first."""
    taken: list[Day] = []
    weighed = best(tokens, today)
    for day in [*weighed, *days(tokens, today)]:
        if all(day.last <= other.first or other.last <= day.first for other in taken):
            taken.append(day)
    return [_date(tokens, day, today) for day in taken if not _is_part_of_more(tokens, day)]


def _is_part_of_more(tokens: Sequence[Token], day: Day) -> bool:
    """Whether digits in a row go on beyond what would be a date: then they are something else."""
    return day.grouped and any(
        0 <= place < len(tokens) and is_number(tokens[place]) for place in (day.first - 1, day.last)
    )


def _by_length(tokens: Sequence[Token], run: Run, today: date) -> list[Found]:
    """What a run of digits is by its length, where it is neither a code nor a date."""
    groups = [len(token.text) for token in tokens[run.first : run.last] if token.kind == "digits"]
    if groups in DATE_GROUPS:
        return []  # a date that does not exist
    digits = run.readings[0]
    if len(digits) == NATIONAL_ID_DIGITS and from_digits(digits[:6], today):
        return [_over(tokens, run.first, run.last, "national_id", HIDDEN)]
    phone = digits.removeprefix("00").removeprefix("47") if len(digits) > PHONE_DIGITS else digits
    if len(phone) == PHONE_DIGITS and phone[0] in FIRST_OF_A_PHONE:
        return [_over(tokens, run.first, run.last, "phone_number", f"+47{phone}")]
    if run.first and tokens[run.first - 1].text == "+" and len(digits) >= PHONE_DIGITS:
        return [_over(tokens, run.first, run.last, "phone_number", f"+{digits}")]
    if SHORTEST_CODE <= len(digits) <= LONGEST_RUN:
        return [_over(tokens, run.first, run.last, "code", digits)]
    return []


def _date(tokens: Sequence[Token], day: Day, today: date) -> Found:
    grown = day.value.year <= today.year - ADULT_AGE
    born = day.year_said and grown and is_birth(tokens, day)
    kind = "birth_date" if born else "date"
    return _over(tokens, day.first, day.last, kind, day.value.isoformat())


def _over(tokens: Sequence[Token], first: int, last: int, kind: str, value: str) -> Found:
    return Found(kind, value, tokens[first].start, tokens[last - 1].end, FINDER)
