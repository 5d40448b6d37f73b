"""Codes, dates, telephone numbers, options and marks in every form that people give them in."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.actions.mandates.who import any_phone
from assistant.actions.own_case.proof.given import read_proof, with_noughts
from assistant.nlu.digits import find_digits
from assistant.nlu.options import find_option
from assistant.nlu.wording.normalise import normalise
from assistant.reading.numbers.marks import mark_in
from core.phone_number import NotAllowed

FORMS = Path(__file__).with_name("forms")
TODAY = date(2026, 11, 28)
LEAST = 400
"""Forms, in all."""


def _date(text: str) -> Any:
    born = list(read_proof(text, TODAY, "birth_date").born)
    return born[0] if len(born) == 1 else born or None


def _code(text: str) -> str | None:
    found = read_proof(text, TODAY, "code").code
    return with_noughts(found) if found else None


def _phone(text: str) -> str:
    try:
        return any_phone(text).e164
    except NotAllowed as refused:
        return refused.fault.value


def _option(text: str) -> Any:
    found = find_option(normalise(text).spelt)
    return found.value if found else None


def _case_number(text: str) -> Any:
    found = [each.value for each in find_digits(text, TODAY) if each.kind == "case_number"]
    return found[0] if found else None


READ: dict[str, Callable[[str], Any]] = {
    "birth_date": _date,
    "code": _code,
    "phone_number": _phone,
    "option": _option,
    "mark": mark_in,
    "case_number": _case_number,
}
ASKED = {"birth_dates": "birth_date", "codes": "code", "phones": "phone_number"}


def _kinds() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(FORMS.glob("*.yml")):
        for kind in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield kind.get("asked") or ASKED[file.stem], kind


@pytest.mark.parametrize("asked", READ)
def test_every_form_is_read_as_what_was_asked(asked: str) -> None:
    wrong = [
        f"{kind['kind']}: {form!r} is read as {got!r}, not {kind['value']!r}"
        for its, kind in _kinds()
        if its == asked
        for form in kind["forms"]
        if (got := READ[asked](str(form))) != kind["value"]
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_table_is_as_long_as_was_promised_and_every_kind_has_a_source() -> None:
    kinds = [kind for _, kind in _kinds()]
    assert all(kind["source"] for kind in kinds)
    forms = [(kind["kind"], form) for kind in kinds for form in kind["forms"]]
    assert len(set(forms)) == len(forms) >= LEAST
