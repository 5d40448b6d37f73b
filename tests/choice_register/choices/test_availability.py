"""Who is full is known before anybody says who they are, and agrees with what is refused then."""

from tests.choice_register.harness import FROGNER, OSLO, RegisterHarness

SERVICE = "practical_assistance"


def test_a_taken_place_is_told_and_a_free_one_is_not(harness: RegisterHarness) -> None:
    assert harness.register.full_providers(OSLO, FROGNER, SERVICE) == frozenset()
    first, second = harness.person(), harness.person()
    harness.prove(first)
    harness.register.register_choice(harness.request(first, practical_assistance="fjellvante"))
    assert harness.register.full_providers(OSLO, FROGNER, SERVICE) == {"fjellvante"}
    refused = harness.register.refusals(second.id, [SERVICE], ["fjellvante", "hasselvind"])
    assert {each for each, why in refused.items() if why} == {"fjellvante"}


def test_a_choice_taken_back_gives_the_place_back(harness: RegisterHarness) -> None:
    person = harness.person()
    conversation = harness.prove(person)
    [made] = harness.register.register_choice(
        harness.request(person, practical_assistance="fjellvante")
    )
    harness.register.undo_choice(person.id, made.case_number, conversation, "sms", "undo")
    assert harness.register.full_providers(OSLO, FROGNER, SERVICE) == frozenset()
