"""What a message was understood as is kept beside it, masked as the message is."""

import re

import pytest

from conversations.masking import mask_all, mask_understood

CODE = {
    "intent": "give_code",
    "confidence": 0.98,
    "entities": [{"entity": "code", "value": "631467268", "start": 0, "end": 9}],
    "language": "nb",
}


def test_a_code_is_not_kept_as_an_entity() -> None:
    kept = mask_understood(CODE, everything=True)
    assert kept["intent"] == "give_code"
    assert kept["entities"] == [{"entity": "code", "value": "•"}]


def test_a_national_id_is_masked_also_where_nobody_said_that_it_was_one() -> None:
    heard = {**CODE, "entities": [{"entity": "name", "value": "Kari 01020312345"}]}
    kept = mask_understood(heard, everything=False)
    assert kept["entities"] == [{"entity": "name", "value": "Kari •••••••••••"}]


def test_a_birth_date_is_not_kept_as_an_entity_whatever_it_was_said_for() -> None:
    heard = {**CODE, "entities": [{"entity": "birth_date", "value": "1941-03-14"}]}
    kept = mask_understood(heard, everything=False)
    assert kept["entities"] == [{"entity": "birth_date", "value": "•"}]


@pytest.mark.parametrize(
    "words",
    [
        "14. mars 1941",
        "fjortende mars nittenførtien",
        "den tjueandre i tredje nittenhundreogførtito",
        "fødd fyrste desember nittenåttito",
    ],
)
def test_nothing_of_a_date_is_left_however_it_is_said(words: str) -> None:
    left = set(re.sub(r"[•.\s]", " ", mask_all(words)).split())
    assert left <= {"den", "i", "fødd"}


def test_what_was_not_asked_is_not_understood() -> None:
    assert mask_understood({}, everything=False) == {}
