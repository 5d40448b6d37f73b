"""A provider's last place goes to one person, however many ask at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from choice_register.audit import Actor
from choice_register.types import (
    Authority,
    ChoiceRefused,
    ChoiceRequest,
    ChoiceState,
    PersonView,
    RefusalReason,
)
from tests.choice_register.harness import RegisterHarness

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)
# In the demo data Fjellvante has one place in all, for practical assistance.
ONE_PLACE = "fjellvante"


def on_paper(
    harness: RegisterHarness, person: PersonView, provider: str, key: str | None = None
) -> str:
    """Choose a provider by way of a caseworker, and give the case number."""
    request = ChoiceRequest(
        person_id=person.id,
        picks={"practical_assistance": provider},
        channel="casework",
        authority=Authority.CASEWORKER,
        conversation=None,
        key=key or harness.key(),
    )
    return harness.register.register_choice(request)[0].case_number


def test_of_many_at_once_one_gets_the_last_place(harness: RegisterHarness) -> None:
    people = [harness.person() for _ in range(8)]
    together = Barrier(len(people))

    def choose(person: PersonView) -> str:
        together.wait()
        try:
            on_paper(harness, person, ONE_PLACE, key=f"place-{person.id}")
        except ChoiceRefused as refused:
            return refused.reason
        return "place"

    with ThreadPoolExecutor(len(people)) as pool:
        results = sorted(pool.map(choose, people))
    assert results == [RefusalReason.FULL] * 7 + ["place"]
    taken = [c for person in people for c in harness.register.choices(person.id)]
    assert [choice.state for choice in taken] == [ChoiceState.RECEIVED]


def test_the_same_key_at_once_registers_once(harness: RegisterHarness) -> None:
    person = harness.person()
    together = Barrier(6)

    def choose(_: int) -> str:
        together.wait()
        return on_paper(harness, person, "hasselvind", key="same")

    with ThreadPoolExecutor(6) as pool:
        numbers = set(pool.map(choose, range(6)))
    assert numbers == {"26-00001-0"}
    assert len(harness.register.choices(person.id)) == 1


def test_a_place_is_held_from_receipt_until_the_choice_is_over(harness: RegisterHarness) -> None:
    holder, other = harness.person(), harness.person()

    def refused() -> bool:
        try:
            case_number = on_paper(harness, other, ONE_PLACE)
        except ChoiceRefused as why:
            return why.reason is RefusalReason.FULL
        harness.register.reject(other.municipality, case_number, CASEWORKER, "only a test")
        return False

    case_number = on_paper(harness, holder, ONE_PLACE)
    assert refused()
    harness.register.approve(holder.municipality, case_number, CASEWORKER)
    assert refused()
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    assert refused()
    switch = on_paper(harness, holder, "hasselvind")
    # The holder is with Fjellvante until the switch takes effect.
    assert refused()
    harness.register.approve(holder.municipality, switch, CASEWORKER)
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    assert not refused()


@pytest.mark.parametrize("over", ["undone", "rejected", "replaced"])
def test_a_choice_that_comes_to_nothing_frees_its_place(
    harness: RegisterHarness, over: str
) -> None:
    holder, other = harness.person(), harness.person()
    conversation = harness.prove(holder)
    [made] = harness.register.register_choice(
        harness.request(holder, practical_assistance=ONE_PLACE)
    )
    match over:
        case "undone":
            harness.register.undo_choice(
                holder.id, made.case_number, conversation, "sms", harness.key()
            )
        case "rejected":
            harness.register.reject(holder.municipality, made.case_number, CASEWORKER, "moved")
        case "replaced":
            request = harness.request(holder, replaces=True, practical_assistance="hasselvind")
            harness.register.register_choice(request)
    on_paper(harness, other, ONE_PLACE)


def test_the_municipalitys_own_service_has_no_last_place(harness: RegisterHarness) -> None:
    for _ in range(3):
        person = harness.person()
        there = on_paper(harness, person, "hasselvind")
        harness.register.approve(person.municipality, there, CASEWORKER)
        harness.clock.move(days=10)
        harness.register.bring_into_effect()
        on_paper(harness, person, "oslo-kommune")
