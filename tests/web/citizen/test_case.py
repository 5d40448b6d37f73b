"""The own case: what is granted, who helps, what is under way, and taking it back."""

from datetime import date

import pytest

from choice_register.types import ChoiceState
from tests.choice_register.harness import FROGNER, KRISTIANSAND
from tests.web.citizen.visits import HALLGERD, Street


def test_whoever_has_not_signed_in_is_sent_there_and_back(street: Street) -> None:
    client = street.app.test_client()
    for path in ("/min-side", "/min-side/lagret", "/nn/min-side/fullmakter", "/min-side/for/1"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.location == f"/logg-inn?next={path.replace('/', '%2F')}"
    assert client.post("/min-side/angre/1").status_code == 401


def test_the_person_sees_decision_provider_and_choice_with_its_date(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    text = solveig.reads("/min-side")
    assert "Prøve Person, her er det som gjelder nå." in text
    assert "2026/1" in text
    assert "31. oktober 2027" in text
    assert made.case_number in text
    assert street.harness.catalogue.provider(made.provider_id).name in text
    assert "Mottatt. En saksbehandler ser på det." in text
    assert street.harness.catalogue.municipal_provider("0301").name in text
    assert [each.channel for each in street.audit("decision_seen")] == ["web"]


def test_the_page_speaks_nynorsk_too(street: Street) -> None:
    solveig = street.person()
    street.chooses(solveig)
    text = solveig.reads("/nn/min-side")
    assert "her er det som gjeld no" in text
    assert "Motteke. Ein saksbehandlar ser på det." in text
    assert 'lang="nn"' in solveig.get("/nn/min-side").text
    assert "/min-side" in solveig.get("/nn/min-side").text


def test_what_is_private_is_kept_by_nobody_on_the_way(street: Street) -> None:
    answer = street.person().get("/min-side")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_choice_is_taken_back_after_a_question_and_once(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    asked = solveig.reads(f"/min-side/angre/{made.case_number}")
    assert "Vil du angre valget?" in asked
    [choice] = street.harness.register.choices(solveig.person.id)  # type: ignore[union-attr]
    assert choice.state is ChoiceState.RECEIVED
    for _ in range(2):
        done = solveig.post(f"/min-side/angre/{made.case_number}")
        assert (done.status_code, done.location) == (
            303,
            f"/min-side?angret={made.case_number}",
        )
    assert f"Valget er tatt tilbake. Saksnummeret er {made.case_number}." in solveig.reads(
        done.location
    )
    assert len(street.audit("choice_withdrawn")) == 1


def test_a_choice_in_effect_is_not_taken_back(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    street.harness.register.approve(
        "0301", made.case_number, HALLGERD, street.harness.clock.today()
    )
    street.harness.register.bring_into_effect()
    assert "/angre/" not in solveig.get("/min-side").text
    refused = solveig.post(f"/min-side/angre/{made.case_number}")
    assert refused.status_code == 409
    assert "Valget har begynt å gjelde" in refused.text


def test_nothing_is_taken_back_without_the_forms_own_mark(street: Street) -> None:
    street.app.config["WTF_CSRF_ENABLED"] = True
    solveig = street.person()
    made = street.chooses(solveig)
    assert solveig.post(f"/min-side/angre/{made.case_number}").status_code == 400
    assert not street.audit("choice_withdrawn")


def test_somebody_elses_case_number_is_nothing(street: Street) -> None:
    solveig, arvid = street.person(), street.person(municipality=KRISTIANSAND)
    made = street.chooses(solveig)
    assert arvid.get(f"/min-side/angre/{made.case_number}").status_code == 404
    assert arvid.post(f"/min-side/angre/{made.case_number}").status_code == 404
    assert not street.audit("choice_withdrawn")
    assert made.case_number not in arvid.reads("/min-side")


@pytest.mark.parametrize("page", ["", "/fullmakter", "/kode"])
def test_a_stranger_is_told_what_to_do(street: Street, page: str) -> None:
    assert "Jeg har fått en kode" in street.stranger().reads(f"/min-side{page}") or page == "/kode"


def test_a_stranger_has_nothing_stored(street: Street) -> None:
    stranger = street.stranger()
    for page in ("/lagret", "/lagret.txt", "/lagret.json", "/meldinger", "/fullmakter/ny"):
        assert stranger.get(f"/min-side{page}").status_code == 404


def test_somebody_without_a_decision_is_told_so(street: Street) -> None:
    text = street.person(services=()).reads("/min-side")
    assert "Vi finner ikke noe vedtak som gjelder nå." in text


def test_what_a_decision_says_is_never_read_as_markup(street: Street) -> None:
    person = street.harness.register.add_person(
        national_id="14834111781",
        name="<script>alert(1)</script>",
        birth_date=date(1941, 3, 14),
        municipality="0301",
        district=FROGNER,
        phone=None,
    )
    page = street.signed_in("14834111781", person).get("/min-side").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
