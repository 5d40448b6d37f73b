"""By form, from a sign-in to the receipt: read back, once, and taken back after a question."""

from choice_register.mandates.types import Scope
from choice_register.types import Authority, ChoiceState
from tests.choice_register.harness import KRISTIANSAND
from tests.signed_in import as_citizen
from tests.web.choosing.conftest import WHO, Chooser, hidden, links, text_of
from tests.web.citizen.visits import Street

BOTH = ("practical_assistance", "home_nursing")


def test_a_choice_is_read_back_then_registered_and_has_a_receipt(solveig: Chooser) -> None:
    who = solveig.goes("/velg/oslo")
    assert "Hvem skal hjelpe med praktisk bistand?" in text_of(who)
    check = solveig.goes(links(who.text, "Velg denne")[0])
    assert "Er dette riktig?" in text_of(check)
    assert "Ingenting er meldt ennå." in text_of(check)
    assert solveig.choices() == []
    done = solveig.says_yes(check)
    assert done.status_code == 303
    [made] = solveig.choices()
    assert (made.state, made.authority) == (ChoiceState.RECEIVED, Authority.SELF)
    receipt = text_of(solveig.goes(done.location))
    assert "Valget er mottatt" in receipt
    assert made.case_number in receipt
    assert "Kommunen ser på det" in receipt


def test_pressing_twice_reloading_and_going_back_make_one_choice(solveig: Chooser) -> None:
    check = solveig.goes(links(solveig.goes(WHO).text, "Velg denne")[0])
    first, second = solveig.says_yes(check), solveig.says_yes(check)
    other_tab = solveig.goes(solveig.at(check))
    assert first.location == second.location
    assert "Dette er valgt fra før." in text_of(other_tab)
    assert "Ja, meld valget" not in text_of(other_tab)
    assert len(solveig.choices()) == 1


def test_a_page_from_before_something_happened_is_read_again_before_its_yes(
    solveig: Chooser,
) -> None:
    one, two = links(solveig.goes(WHO).text, "Velg denne")[:2]
    old = solveig.goes(one)
    solveig.says_yes(solveig.goes(two))
    refused = solveig.says_yes(old)
    assert refused.status_code == 409
    assert "Les gjennom en gang til." in text_of(refused)
    assert "Dette kommer i stedet for" in text_of(refused)
    assert len(solveig.choices()) == 1


def test_each_service_has_its_own_choice_and_all_one_case_number(street: Street) -> None:
    randi = Chooser(street.person(services=BOTH), street)
    asked = randi.goes("/velg/oslo")
    assert "Hva vil du velge for?" in text_of(asked)
    check = randi.goes(links(randi.goes(WHO).text, "Velg denne")[0])
    assert "Ingen endring." in text_of(check)
    [also] = links(check.text, "Velg for denne også")
    whole = randi.goes(links(randi.goes(also).text, "Velg denne")[0])
    assert "Ingen endring." not in text_of(whole)
    randi.says_yes(whole)
    made = randi.choices()
    assert {each.service for each in made} == set(BOTH)
    assert len({each.case_number for each in made}) == 1


def test_the_provider_that_one_comes_with_is_read_back_at_once(solveig: Chooser) -> None:
    came = solveig.goes("/velg/oslo?leverandor=hasselvind&tjeneste=practical_assistance")
    assert "Er dette riktig?" in text_of(came)
    assert "Hasselvind Omsorg" in text_of(came)


def test_who_cannot_be_chosen_is_said_to_be_and_nothing_is_registered(solveig: Chooser) -> None:
    for provider, why in (
        ("fjellvante", None),  # has the one place that there is
        ("rognelykt", "hjelper ikke med dette"),
        ("maakesund", "hjelper ikke med dette"),
        ("oslo-kommune", "hjelper med dette nå"),
    ):
        came = solveig.goes(f"/velg/oslo?leverandor={provider}")
        said = text_of(came)
        assert (why or "Er dette riktig?") in said, provider
    assert solveig.choices() == []


def test_a_full_provider_stands_among_the_others_and_cannot_be_pressed(street: Street) -> None:
    first, second = (Chooser(street.person(), street) for _ in range(2))
    first.says_yes(first.goes("/velg/oslo?leverandor=fjellvante"))
    assert len(first.choices()) == 1
    came = second.goes("/velg/oslo?leverandor=fjellvante")
    assert "Fjellvante" in text_of(came)
    assert "har ikke plass nå. Ingenting er meldt." in text_of(came)
    assert not [each for each in links(came.text, "Velg denne") if "fjellvante" in each]


def test_the_last_place_that_is_taken_meanwhile_is_told_and_not_a_fault(street: Street) -> None:
    first, second = (Chooser(street.person(), street) for _ in range(2))
    read = second.goes("/velg/oslo?leverandor=fjellvante")
    first.says_yes(first.goes("/velg/oslo?leverandor=fjellvante"))
    answer = second.says_yes(read)
    assert answer.status_code == 303
    assert "har ikke plass nå. Ingenting er meldt." in text_of(second.goes(answer.location))
    assert second.choices() == []


def test_taking_back_is_asked_about_and_done_once(solveig: Chooser) -> None:
    made = solveig.says_yes(solveig.goes("/velg/oslo?leverandor=hasselvind"))
    [undo] = links(solveig.goes(made.location).text, "Angre dette valget")
    asked = solveig.goes(undo)
    assert "Vil du angre valget?" in text_of(asked)
    assert solveig.choices()[0].state is ChoiceState.RECEIVED
    for _ in range(2):
        assert solveig.visitor.client.post(undo).status_code == 303
    [choice] = solveig.choices()
    assert choice.state is ChoiceState.WITHDRAWN
    assert "Valget er tatt tilbake." in text_of(solveig.goes(made.location))


def test_a_page_that_one_left_open_registers_nothing_for_the_next_who_signs_in(
    street: Street, solveig: Chooser
) -> None:
    left_open = solveig.goes("/velg/oslo?leverandor=hasselvind")
    next_one = Chooser(street.person(), street)
    as_citizen(street.app, solveig.visitor.client, next_one.visitor.national_id)
    answer = solveig.says_yes(left_open)
    assert answer.status_code == 409
    assert next_one.choices() == solveig.choices() == []
    # What is read by the next one is that one's own, and counts.
    assert solveig.says_yes(answer).status_code == 303
    assert len(next_one.choices()) == 1
    assert solveig.choices() == []


def test_a_page_from_one_case_registers_nothing_in_another_case_of_the_same_person(
    street: Street, solveig: Chooser
) -> None:
    """The daughter's yes for her father is no yes for herself, and the other way round."""
    agent = street.person()
    street.uses(agent, solveig.visitor, street.gives(solveig.visitor))
    both = Chooser(agent, street)
    asked = both.goes("/velg/oslo?leverandor=hasselvind")
    own, father = links(asked.text, "Prøve Person")
    read = both.goes(own)
    form = {name: hidden(read.text, name) for name in ("key", "sett")}
    answer = both.visitor.client.post(both.at(both.goes(father)), data=form)
    assert answer.status_code == 409
    assert both.choices() == solveig.choices() == []


def test_a_daughter_with_a_mandate_chooses_for_her_father_and_is_told_for_whom(
    street: Street, solveig: Chooser
) -> None:
    daughter, _ = street.agent(solveig.visitor)
    berit = Chooser(daughter, street)
    check = berit.goes("/velg/oslo?leverandor=hasselvind")
    assert "Du velger for Prøve Person." in text_of(check)
    berit.says_yes(check)
    [made] = solveig.choices()
    assert made.authority is Authority.MANDATE


def test_a_mandate_to_see_chooses_nothing(street: Street, solveig: Chooser) -> None:
    daughter, _ = street.agent(solveig.visitor, Scope.SEE)
    answer = Chooser(daughter, street).goes("/velg/oslo?leverandor=hasselvind")
    assert answer.status_code == 403
    assert "Med denne fullmakten kan du bare se saken." in text_of(answer)


def test_who_has_a_case_and_a_mandate_is_asked_for_whom(street: Street, solveig: Chooser) -> None:
    agent = street.person()
    code = street.gives(solveig.visitor)
    assert street.uses(agent, solveig.visitor, code).status_code == 303
    both = Chooser(agent, street)
    asked = both.goes("/velg/oslo?leverandor=hasselvind")
    assert "Hvem vil du velge for?" in text_of(asked)
    assert both.choices() == solveig.choices() == []
    [for_father] = [e for e in links(asked.text, "Prøve Person") if "for=meg" not in e]
    both.says_yes(both.goes(for_father))
    assert len(solveig.choices()) == 1
    assert both.choices() == []


def test_nobody_chooses_in_another_municipality_or_in_anothers_case(
    street: Street, solveig: Chooser
) -> None:
    marit = Chooser(street.person(municipality=KRISTIANSAND), street)
    came = marit.goes("/velg/oslo?leverandor=hasselvind")
    assert "Vi finner ingen sak på deg i Oslo." in text_of(came)
    made = solveig.says_yes(solveig.goes("/velg/oslo?leverandor=hasselvind"))
    stolen = marit.goes(made.location)
    assert solveig.choices()[0].case_number not in text_of(stolen)


def test_the_receipt_can_be_kept_and_tells_no_more_than_it_must(solveig: Chooser) -> None:
    made = solveig.says_yes(solveig.goes("/velg/oslo?leverandor=hasselvind"))
    page = solveig.goes(made.location)
    number = solveig.choices()[0].case_number
    [sms] = [each for each in links(page.text, "Send på SMS")]
    assert number in sms
    assert "bistand" not in sms
    assert "Person" not in sms
    kept = solveig.goes(links(page.text, "Last ned som tekst")[0])
    assert kept.mimetype == "text/plain"
    assert number in kept.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_steps_speak_nynorsk(solveig: Chooser) -> None:
    check = solveig.goes("/nn/velg/oslo?leverandor=hasselvind")
    assert "Er dette rett?" in text_of(check)
    assert "Ja, meld valet" in text_of(check)
