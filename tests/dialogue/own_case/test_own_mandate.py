"""Nobody has a mandate for the own case: the giver's own use of its code proves nothing."""

import pytest

from choice_register.verification.models import CodeTry
from tests.dialogue.harness import PEOPLE, DialogueHarness

MANDATE = "449944891 02.09.1937"
HILDE = PEOPLE["arvid"].mandates[0]


def test_from_the_giver_s_number_it_is_refused_and_costs_nothing(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    arvid.says("jeg vil bytte")
    assert "Den koden er til den du ga fullmakt" in arvid.says(MANDATE)
    assert harness.application.register.proven_person(arvid.conversation.id) is None
    assert not any(each.counted for each in harness.rows(CodeTry))
    assert "Nå vet jeg hvem du er" in arvid.proves()


def test_by_itself_too(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    arvid.says("449944891")
    assert "Den koden er til den du ga fullmakt" in arvid.says("02.09.1937")


@pytest.mark.parametrize("by_web", [True, False])
def test_who_is_proven_as_herself_is_no_agent_of_her_own_case(
    harness: DialogueHarness, by_web: bool
) -> None:
    if by_web:
        visitor = harness.browsing()
        for said in ("hvem hjelper meg", "792983925 02.09.1937", MANDATE):
            visitor.writes(said)
        assert "Den koden er til den du ga fullmakt" in visitor.answer
        return
    arvid = harness.texting("arvid", "+4740019999")
    arvid.says("hvem hjelper meg")
    arvid.proves()
    assert "Den koden er til den du ga fullmakt" in arvid.says(MANDATE)
    person = harness.application.register.proven_person(arvid.conversation.id)
    assert person is not None
    assert person.mandate is None


def test_in_the_chat_who_asked_for_the_own_case_says_first_that_she_has_a_mandate(
    harness: DialogueHarness,
) -> None:
    visitor = harness.browsing()
    visitor.writes("jeg vil bytte")
    visitor.writes(MANDATE)
    assert "Den koden hører til en fullmakt" in visitor.answer
    visitor.writes("jeg har fullmakt")
    assert "Skriv koden du fikk" in visitor.answer
    assert "forstod" not in visitor.answer
    visitor.writes(MANDATE)
    assert "saken til Arvid Tangvik" in visitor.answer


@pytest.mark.parametrize(
    ("number", "wish"),
    [
        (HILDE.phone, "jeg vil bytte"),
        (HILDE.phone, "jeg vil bytte for far"),
        (None, "jeg vil bytte for far"),
    ],
)
def test_who_it_was_given_to_uses_it_also_from_the_giver_s_telephone(
    harness: DialogueHarness, number: str | None, wish: str
) -> None:
    hilde = harness.texting("arvid", number)
    hilde.says(wish)
    assert "saken til Arvid Tangvik" in hilde.says(MANDATE)
