"""Who did what, told once; and the written standard that somebody uses, remembered."""

from choice_register.mandates.types import Scope
from choice_register.types import ChoiceRequest
from tests.web.citizen.visits import HALLGERD, SERVICE, Street


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


def test_whoever_acts_for_another_reads_by_whom_it_was_chosen(street: Street) -> None:
    solveig = street.person()
    street.chooses(solveig)
    berit, case = street.agent(solveig)
    seen = berit.reads(case)
    assert "Valgt av Prøve Person. Gjennom: SMS." in seen
    assert "deg selv" not in seen
    assert "Valt av Prøve Person. Gjennom: SMS." in berit.reads(f"/nn{case}")


def test_what_was_chosen_by_mandate_is_told_to_each_as_it_concerns_them(street: Street) -> None:
    solveig = street.person()
    berit, case = street.agent(solveig)
    berit.get(case)
    made = street.chooses_for(case)
    jonas, another = street.agent(solveig, Scope.SEE, "Jonas Nevø")

    assert "Valgt av deg, med fullmakt. Gjennom: Nett." in berit.reads(case)
    assert "Valgt av Berit Datter, med fullmakt." in solveig.reads("/min-side")
    told_another = jonas.reads(another)
    assert "Valgt av en annen, med fullmakt." in told_another
    assert "Berit" not in told_another
    assert "Valgt av Berit Datter" in solveig.reads(f"/min-side/ikke-meg/{made.case_number}")
    for page in (berit.reads(f"{case}/angre/{made.case_number}"), told_another):
        assert "Du har valgt" not in page


def test_what_a_caseworker_wrote_in_is_nobody_elses_act(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    harness, lives = street.harness, (solveig.person.municipality, solveig.person.district)
    offered = harness.catalogue.providers(*lives, SERVICE, harness.clock.today())
    picks = {SERVICE: next(each.id for each in offered if each.id == "hasselvind")}
    request = ChoiceRequest(solveig.person.id, picks, "casework", "caseworker", "k", "k")
    harness.register.register_choice(request, by=HALLGERD)
    berit, case = street.agent(solveig)
    for text in (solveig.reads("/min-side"), berit.reads(case)):
        assert "Skrevet inn av en saksbehandler." in text


def test_the_standard_that_was_chosen_is_remembered(street: Street) -> None:
    solveig = street.person()
    assert solveig.get("/nn/min-side").status_code == 200
    away = solveig.get("/min-side")
    assert (away.status_code, away.location) == (302, "/nn/min-side")
    assert solveig.get("/min-side?maalform=nb").status_code == 200
    assert solveig.get("/min-side").status_code == 200
