"""Choosing, switching and taking it back."""

from datetime import date

import pytest

from choice_register.states import (
    ChoiceRefused,
    ChoiceState,
    RefusalReason,
    UndoRefusal,
    UndoRefused,
)
from tests.choice_register.home import Home


def test_without_a_choice_it_is_the_municipalitys_own_service(home: Home) -> None:
    person = home.person()
    decision = home.register.decision(person.id)
    assert decision is not None
    assert [each.provider_id for each in decision.services] == ["oslo-kommune"]
    assert decision.services[0].since is None


def test_a_choice_is_received_with_a_case_number_and_the_municipalitys_date(home: Home) -> None:
    person = home.person()
    home.prove(person)
    [choice] = home.register.register_choice(
        home.request(person, practical_assistance="hasselvind")
    )
    assert choice.case_number == "26-00001-0"
    assert choice.state is ChoiceState.RECEIVED
    # Oslo: about ten days.
    assert choice.effect_date == date(2026, 12, 3)
    assert choice.can_undo
