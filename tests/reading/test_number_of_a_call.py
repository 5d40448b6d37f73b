"""Digits after asking to be rung: a birth date and a code go where they belong."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from assistant.actions.call_back import CALLED, _is_proof, or_number
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation


@pytest.mark.parametrize(
    "text", ["Jeg er født 22.03.1941", "22.03.1941", "født 22 03 19 41", "koden er 631467268"]
)
def test_a_birth_date_and_a_code_are_read_as_what_they_are(text: str) -> None:
    told = SimpleNamespace(
        text=text,
        intent="give_birth_date",
        pending=None,
        today=date(2026, 11, 28),
        slots={"heard": CALLED},
    )
    proof = Reply().say("proof.no_date")
    assert or_number(lambda _: proof)(cast("Situation", told)) is proof


@pytest.mark.parametrize(
    "text", ["Ja, det er 22 03 19 41", "Nummeret mitt er 22 04 19 52", "22041952 takk"]
)
def test_a_number_that_was_asked_for_is_no_birth_date(text: str) -> None:
    told = SimpleNamespace(text=text, pending="callback_number", today=date(2026, 11, 28))
    assert not _is_proof(cast("Situation", told))
