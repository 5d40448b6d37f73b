"""Who did what, told once; and the written standard that somebody uses, remembered."""

from tests.web.citizen.visits import HALLGERD, Street


def test_four_equal_looks_in_a_minute_are_one_line_with_their_number(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    for _ in range(4):
        street.harness.register.open_person(HALLGERD, "0301", solveig.person.id, "Spørsmål")
    text = solveig.reads("/min-side/lagret")
    assert text.count("Så på hvem du er") == 1
    assert "Så på hvem du er (4 ganger)" in text


def test_a_look_an_hour_later_is_a_line_of_its_own(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    for _ in range(2):
        street.harness.register.open_person(HALLGERD, "0301", solveig.person.id, "Spørsmål")
        street.harness.clock.move(hours=1)
    fresh = street.signed_in(solveig.national_id, solveig.person)
    assert fresh.reads("/min-side/lagret").count("Så på hvem du er") == 2


def test_a_choice_tells_who_when_and_through_which_door(street: Street) -> None:
    solveig = street.person()
    street.chooses(solveig)
    text = solveig.reads("/min-side")
    assert "23. november 2026 kl. 10.00. Valgt av deg selv. Gjennom: SMS." in text
    assert "Var det ikke deg?" in text


def test_the_standard_that_was_chosen_is_remembered(street: Street) -> None:
    solveig = street.person()
    assert solveig.get("/nn/min-side").status_code == 200
    away = solveig.get("/min-side")
    assert (away.status_code, away.location) == (302, "/nn/min-side")
    assert solveig.get("/min-side?maalform=nb").status_code == 200
    assert solveig.get("/min-side").status_code == 200
