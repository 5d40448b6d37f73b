"""Mandates on the own page: given, used, seen and taken back; and what they do not open."""

import re
from typing import Any

import pytest

from choice_register.mandates.types import MandateState, PaperMandate, Scope
from choice_register.mandates.types import Paper as Seen
from choice_register.models import Mandate
from choice_register.types import ChoiceState
from tests.choice_register.harness import KRISTIANSAND
from tests.web.citizen.visits import HALLGERD, Street, Visitor

FORM = {"navn": "Berit Datter", "telefon": "400 00 002", "omfang": "choose", "dager": "90"}


def confirm(giver: Visitor, **form: str) -> tuple[str, dict[str, str]]:
    """Fill in the form, read what is read back, and say yes: the page, and what was posted."""
    read_back = giver.post("/min-side/fullmakter/ny", **FORM | form)
    key = re.search(r'name="key" value="([^"]+)"', read_back.text)
    assert key, read_back.text
    posted = FORM | form | {"key": key[1], "svar": "ja"}
    return giver.post("/min-side/fullmakter/ny", **posted).text, posted


def mandates(street: Street, giver: Visitor) -> list[Any]:
    assert giver.person is not None
    return street.harness.register.mandates_of(giver.person.id, every=True)


def test_a_mandate_is_given_after_it_was_read_back_and_used_by_a_daughter(street: Street) -> None:
    solveig, berit = street.person(), street.stranger()
    made = street.chooses(solveig)
    read_back = solveig.post("/min-side/fullmakter/ny", **FORM)
    assert "Stemmer dette?" in read_back.text
    assert "21. februar 2027" in read_back.text
    assert not mandates(street, solveig)
    page, posted = confirm(solveig)
    code = re.search(r"(\d{3}) (\d{3}) (\d{3})", page)
    assert code
    again = solveig.post("/min-side/fullmakter/ny", **posted).text
    assert code[0] in again
    assert len(mandates(street, solveig)) == 1
    assert "Berit Datter" in solveig.reads("/min-side/fullmakter")

    bound = street.uses(berit, solveig, code[0])
    assert bound.status_code == 303
    text = berit.reads(bound.location)
    assert "Hjelpen til Prøve Person" in text
    assert made.case_number in text
    assert "Åpne saken til Prøve Person" in berit.reads("/min-side")
    done = berit.post(f"{bound.location}/angre/{made.case_number}")
    assert done.status_code == 303
    [withdrawn] = street.audit("choice_withdrawn")
    assert withdrawn.who == "agent"


def test_no_to_the_read_back_gives_nothing(street: Street) -> None:
    solveig = street.person()
    assert solveig.post("/min-side/fullmakter/ny", **FORM, svar="nei").status_code == 303
    assert not mandates(street, solveig)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("navn", "", "Skriv navnet"),
        ("navn", "12345", "Skriv navnet"),
        ("navn", "a" * 61, "Skriv navnet"),
        ("telefon", "22 22 22 22", "Skriv et mobilnummer"),
        ("telefon", "", "Skriv et mobilnummer"),
        ("omfang", "everything", "Velg hva"),
        ("omfang", "", "Velg hva"),
        ("dager", "3650", "Velg hvor lenge"),
        ("dager", "-1", "Velg hvor lenge"),
        ("dager", "", "Velg hvor lenge"),
    ],
)
def test_what_is_wrong_in_the_form_is_told_beside_it(
    street: Street, field: str, value: str, says: str
) -> None:
    solveig = street.person()
    answer = solveig.post("/min-side/fullmakter/ny", **FORM | {field: value, "svar": "ja"})
    assert answer.status_code == 422
    assert says in answer.text
    assert f'id="{field}-wrong"' in answer.text
    assert not mandates(street, solveig)


def test_whoever_may_see_may_not_take_back(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    berit, at = street.agent(solveig, Scope.SEE)
    text = berit.reads(at)
    assert made.case_number in text
    assert "kan du ikke velge eller angre" in text
    assert "/angre/" not in berit.get(at).text
    assert berit.get(f"{at}/angre/{made.case_number}").status_code == 404
    assert berit.post(f"{at}/angre/{made.case_number}").status_code == 403
    [choice] = street.harness.register.choices(solveig.person.id)  # type: ignore[union-attr]
    assert choice.state is ChoiceState.RECEIVED


def test_each_case_leads_to_choosing_in_just_that_case(street: Street) -> None:
    solveig, arvid = street.person(), street.person()
    berit, at = street.agent(solveig)
    for_arvid = street.uses(berit, arvid, street.gives(arvid)).location
    for address in (at, for_arvid):
        number = address.rsplit("/", 1)[1]
        assert f'href="/velg/oslo?for={number}"' in berit.get(address).text
    assert 'href="/velg/oslo?for=meg"' in solveig.get("/min-side").text


def test_a_mandate_opens_the_case_and_nothing_more_of_the_person(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    street.harness.prove(solveig.person, street.talk("jeg er redd naboen", "Det er leit å høre."))
    berit, at = street.agent(solveig)
    for page in ("/lagret", "/lagret.txt", "/lagret.json", "/meldinger", "/fullmakter/ny"):
        assert berit.get(f"/min-side{page}").status_code == 404
        assert berit.get(f"{at}{page}").status_code == 404
    assert "naboen" not in berit.reads(at)


def test_a_mandate_that_was_taken_back_opens_nothing(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    berit, at = street.agent(solveig)
    assert berit.get(at).status_code == 200
    number = at.rsplit("/", 1)[-1]
    done = solveig.post(f"/min-side/fullmakter/{number}/ta-tilbake")
    assert done.status_code == 303
    assert "Fullmakten er tatt tilbake." in solveig.reads(done.location)
    assert berit.get(at).status_code == 404
    assert berit.post(f"{at}/angre/{made.case_number}").status_code == 404
    assert "Åpne saken" not in berit.reads("/min-side")
    assert solveig.post(f"/min-side/fullmakter/{number}/ta-tilbake").status_code == 303


def test_a_mandate_that_has_run_out_opens_nothing(street: Street) -> None:
    solveig = street.person()
    berit, at = street.agent(solveig)
    street.harness.clock.move(days=91)
    later = street.signed_in(berit.national_id, None)
    assert later.get(at).status_code == 404


def test_ending_a_mandate_is_asked_about_first(street: Street) -> None:
    solveig = street.person()
    berit, at = street.agent(solveig)
    number = at.rsplit("/", 1)[-1]
    asked = solveig.reads(f"/min-side/fullmakter/{number}/ta-tilbake")
    assert "Vil du ta tilbake fullmakten til" in asked
    assert "Vil du gi fra deg fullmakten?" in berit.reads(f"{at}/slutt")
    assert mandates(street, solveig)[0].state is MandateState.LIVE
    assert berit.get(f"/min-side/fullmakter/{number}/ta-tilbake").status_code == 404


def test_the_agent_may_lay_it_down(street: Street) -> None:
    solveig = street.person()
    berit, at = street.agent(solveig)
    assert berit.post(f"{at}/slutt").status_code == 303
    assert berit.get(at).status_code == 404
    [mandate] = mandates(street, solveig)
    assert (mandate.state, mandate.withdrawn_by) == (MandateState.WITHDRAWN, "agent")


def test_somebody_elses_mandate_opens_nothing(street: Street) -> None:
    solveig, arvid = street.person(), street.person(municipality=KRISTIANSAND)
    made = street.chooses(solveig)
    berit, at = street.agent(solveig)
    number = at.rsplit("/", 1)[-1]
    for other in (arvid, street.stranger(), street.agent(arvid)[0]):
        assert other.get(at).status_code == 404
        assert other.post(f"{at}/angre/{made.case_number}").status_code == 404
        assert other.post(f"{at}/slutt").status_code == 404
        assert other.post(f"/min-side/fullmakter/{number}/ta-tilbake").status_code == 404
    assert berit.get("/min-side/for/999").status_code == 404
    assert berit.post(f"/min-side/fullmakter/{number}/ta-tilbake").status_code == 404
    assert mandates(street, solveig)[0].state is MandateState.LIVE


def test_a_guardians_paper_is_not_ended_by_a_button(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    today = street.harness.clock.today()
    paper = PaperMandate(
        municipality="0301",
        person_id=solveig.person.id,
        paper=Seen.GUARDIAN,
        reference="26/1",
        seen_on=today,
        agent_name="Verge Vergesen",
        scope=Scope.CHOOSE,
        valid_to=today.replace(year=today.year + 1),
        key="paper",
        agent_national_id=street.stranger().national_id,
    )
    mandate = street.harness.register.register_mandate_by_caseworker(paper, HALLGERD).mandate
    assert "Vil du endre denne? Snakk med kommunen." in solveig.reads("/min-side/fullmakter")
    answer = solveig.post(f"/min-side/fullmakter/{mandate.id}/ta-tilbake")
    assert answer.status_code == 409
    with street.harness.database.read() as session:
        assert session.get_one(Mandate, mandate.id).withdrawn_at is None


class TestTheCode:
    """A relative who has a code."""

    def test_is_not_enough_with_another_birth_date(self, street: Street) -> None:
        solveig, berit = street.person(), street.stranger()
        code = street.gives(solveig)
        answer = berit.post("/min-side/kode", kommune="0301", kode=code, fodt="15.03.1941", key="a")
        assert answer.status_code == 422
        assert "passer ikke sammen" in answer.text

    def test_of_the_persons_own_letter_is_nobody_elses(self, street: Street) -> None:
        solveig, berit = street.person(), street.stranger()
        assert solveig.person is not None
        code = street.harness.register.issue_letter(solveig.person.id)
        assert "Du må ha en egen." in street.uses(berit, solveig, code).text

    def test_of_ones_own_mandate_is_for_the_other_to_use(self, street: Street) -> None:
        solveig = street.person()
        page, _ = confirm(solveig)
        code = re.search(r"(\d{3}) (\d{3}) (\d{3})", page)
        assert code
        refused = street.uses(solveig, solveig, code[0])
        assert "Dette er din egen fullmakt" in refused.text
        for page in ("/min-side", "/min-side/fullmakter"):
            assert "Åpne saken til" not in solveig.reads(page)
        # And the other one still can.
        assert street.uses(street.stranger(), solveig, code[0]).status_code == 303

    def test_that_another_has_used_binds_nobody(self, street: Street) -> None:
        solveig, thief = street.person(), street.stranger()
        code = street.gives(solveig)
        assert street.uses(street.stranger(), solveig, code).status_code == 303
        assert "tatt i bruk av en annen" in street.uses(thief, solveig, code).text
        assert thief.reads("/min-side").startswith("Vi finner ingen sak på deg")

    def test_is_not_guessed_by_signing_in_again_and_again(self, street: Street) -> None:
        solveig = street.person()
        street.gives(solveig)
        national_id, results = street.stranger().national_id, []
        for _ in range(24):
            berit = street.signed_in(national_id, None)
            results.append(street.uses(berit, solveig, "123456786").text)
        assert "passer ikke sammen" in results[0]
        assert "for mange ganger" in results[-1]

    @pytest.mark.parametrize(
        ("form", "says"),
        [
            ({"fodt": "31.02.1941"}, "Vi forstår ikke datoen"),
            ({"fodt": ""}, "Vi forstår ikke datoen"),
            ({"kommune": "9999"}, "Velg kommunen"),
            ({"kommune": ""}, "Velg kommunen"),
            ({"kode": ""}, "ikke riktig skrevet"),
            ({"kode": "12" * 500}, "ikke riktig skrevet"),
        ],
    )
    def test_and_what_is_written_wrongly_is_told(
        self, street: Street, form: dict[str, str], says: str
    ) -> None:
        written = {"kommune": "0301", "kode": "123456786", "fodt": "14.3.1941", "key": "a"}
        answer = street.stranger().post("/min-side/kode", **written | form)
        assert answer.status_code == 422
        assert says in answer.text
