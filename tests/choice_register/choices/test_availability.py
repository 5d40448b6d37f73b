"""Who is full is known before anybody says who they are, and agrees with what is refused then."""

from tests.choice_register.home import FROGNER, OSLO, Home

SERVICE = "practical_assistance"


def test_a_taken_place_is_told_and_a_free_one_is_not(home: Home) -> None:
    assert home.register.full_providers(OSLO, FROGNER, SERVICE) == frozenset()
    first, second = home.person(), home.person()
    home.prove(first)
    home.register.register_choice(home.request(first, practical_assistance="fjellvante"))
    assert home.register.full_providers(OSLO, FROGNER, SERVICE) == {"fjellvante"}
    refused = home.register.refusals(second.id, [SERVICE], ["fjellvante", "hasselvind"])
    assert {each for each, why in refused.items() if why} == {"fjellvante"}


def test_a_choice_taken_back_gives_the_place_back(home: Home) -> None:
    person = home.person()
    conversation = home.prove(person)
    [made] = home.register.register_choice(home.request(person, practical_assistance="fjellvante"))
    home.register.undo_choice(person.id, made.case_number, conversation, "sms", "undo")
    assert home.register.full_providers(OSLO, FROGNER, SERVICE) == frozenset()
