"""With the letter's code instead of a sign-in: the same register, and limits on what is wrong."""

import secrets
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from choice_register.verification.letters import VALID_FOR
from conversations.models import Task
from tests.choice_register.harness import RegisterHarness
from tests.signed_in import as_citizen
from tests.web.choosing.conftest import Chooser, hidden, links, text_of
from tests.web.citizen.visits import HALLGERD, Street, Visitor
from web.citizen.use_code import read_date


@pytest.fixture
def bjorg(street: Street, harness: RegisterHarness) -> Chooser:
    """Somebody with a letter, at a browser where nobody has signed in."""
    person = harness.person()
    return Chooser(Visitor(street.app.test_client(), "", person), street)


def writes(client: FlaskClient, code: str, born: str = "14.03.1941", **more: str) -> TestResponse:
    form = {"fodt": born, "kode": code, "key": secrets.token_hex(8), **more}
    return client.post("/velg/oslo/kode?leverandor=hasselvind", data=form)


def test_the_code_leads_to_the_choice_that_one_came_for(
    bjorg: Chooser, harness: RegisterHarness
) -> None:
    door = bjorg.goes("/velg/oslo?leverandor=hasselvind")
    assert "Du vil velge Hasselvind Omsorg. Ingenting er meldt ennå." in text_of(door)
    code = harness.register.issue_letter(bjorg.person.id)
    answer = writes(bjorg.visitor.client, code)
    assert answer.status_code == 303
    check = bjorg.goes(answer.location)
    assert "Er dette riktig?" in text_of(check)
    bjorg.says_yes(check)
    assert len(bjorg.choices()) == 1


def test_a_mandates_code_opens_the_givers_case(street: Street, bjorg: Chooser) -> None:
    code = street.gives(bjorg.visitor)
    answer = writes(bjorg.visitor.client, code)
    assert "Du velger for Prøve Person." in text_of(bjorg.goes(answer.location))


def test_done_leaves_nothing_to_the_next_one_at_the_machine(
    bjorg: Chooser, harness: RegisterHarness
) -> None:
    writes(bjorg.visitor.client, harness.register.issue_letter(bjorg.person.id))
    assert bjorg.visitor.client.post("/velg/oslo/ferdig").status_code == 303
    assert "Vis hvem du er" in text_of(bjorg.goes("/velg/oslo?for=brev"))


NOTHING_LEFT = "Nå står det ikke noe om deg i denne nettleseren."


def test_that_nothing_is_left_is_said_once_and_by_nobodys_link(
    bjorg: Chooser, harness: RegisterHarness
) -> None:
    client = bjorg.visitor.client
    client.set_cookie("chat-0301", "x")
    assert NOTHING_LEFT not in text_of(bjorg.goes("/velg/oslo?ferdig=1"))
    writes(client, harness.register.issue_letter(bjorg.person.id))
    done = client.post("/velg/oslo/ferdig")
    assert NOTHING_LEFT in text_of(bjorg.goes(done.location))
    assert client.get_cookie("chat-0301") is None
    assert NOTHING_LEFT not in text_of(bjorg.goes(done.location))


def test_who_is_done_with_a_letter_and_still_signed_in_is_told_so(
    street: Street, bjorg: Chooser, harness: RegisterHarness
) -> None:
    client = bjorg.visitor.client
    as_citizen(street.app, client, "21924415182")
    writes(client, harness.register.issue_letter(bjorg.person.id))
    page = text_of(bjorg.goes(client.post("/velg/oslo/ferdig").location))
    assert "Saken er lukket. Du er fortsatt logget inn." in page
    assert NOTHING_LEFT not in page


def test_who_signs_in_later_at_the_machine_is_not_in_the_case_of_the_letter(
    street: Street, bjorg: Chooser, harness: RegisterHarness
) -> None:
    client = bjorg.visitor.client
    opened = writes(client, harness.register.issue_letter(bjorg.person.id))
    assert "Saken til Prøve er åpen her." in text_of(bjorg.goes(opened.location))
    harness.clock.move(minutes=1)
    as_citizen(street.app, client, "21924415182")
    page = text_of(bjorg.goes("/velg/oslo?for=brev"))
    assert "Prøve" not in page
    assert "er åpen her" not in page


def test_what_is_wrong_is_said_beside_its_field(bjorg: Chooser) -> None:
    client = bjorg.visitor.client
    slip = writes(client, "123456780", born="i går")
    assert slip.status_code == 422
    assert "Vi forstår ikke datoen." in text_of(slip)
    wrong = writes(client, "631467268")
    assert wrong.status_code == 422
    assert "Kode og fødselsdato passer ikke sammen." in text_of(wrong)


def test_a_code_that_is_too_old_opens_nothing_and_a_new_letter_is_offered(
    bjorg: Chooser, harness: RegisterHarness
) -> None:
    code = harness.register.issue_letter(bjorg.person.id)
    harness.clock.move(days=VALID_FOR.days + 1)
    spent = writes(bjorg.visitor.client, code)
    assert spent.status_code == 422
    assert "Koden er for gammel. Du kan be om et nytt brev." in text_of(spent)
    assert links(spent.text, "Jeg har ikke brevet")
    assert "Vis hvem du er" in text_of(bjorg.goes("/velg/oslo?for=brev"))


def test_the_code_of_a_letter_that_another_has_replaced_opens_nothing(
    bjorg: Chooser, harness: RegisterHarness
) -> None:
    former = harness.register.issue_letter(bjorg.person.id)
    now = harness.register.issue_letter(bjorg.person.id)
    spent = writes(bjorg.visitor.client, former)
    assert spent.status_code == 422
    assert "aria-invalid" in spent.text
    assert writes(bjorg.visitor.client, now).status_code == 303


def test_the_code_of_a_mandate_that_was_withdrawn_opens_nothing(
    street: Street, bjorg: Chooser, harness: RegisterHarness
) -> None:
    code = street.gives(bjorg.visitor)
    [mandate] = harness.register.mandates_of(bjorg.person.id)
    harness.register.withdraw_mandate_by_caseworker("0301", mandate.id, HALLGERD, "Ønsket slutt")
    spent = writes(bjorg.visitor.client, code)
    assert spent.status_code == 422
    assert "Fullmakten gjelder ikke lenger." in text_of(spent)


@pytest.mark.parametrize(
    ("born", "code", "status"),
    [
        ("15.03.1941", None, 422),  # another's birth date with the right code
        ("14.03.1941", None, 303),
        ("14.3.41", None, 303),
        ("14.03.1941", "", 422),
        ("", None, 422),
    ],
)
def test_only_code_and_birth_date_together_open_a_case(
    bjorg: Chooser, harness: RegisterHarness, born: str, code: str | None, status: int
) -> None:
    right = harness.register.issue_letter(bjorg.person.id)
    answer = writes(bjorg.visitor.client, right if code is None else code, born=born)
    assert answer.status_code == status
    is_open = "Saken til Prøve er åpen her." in text_of(bjorg.goes("/velg/oslo/hvem"))
    assert is_open == (status == 303)


def test_the_right_code_opens_its_case_in_nynorsk_too(
    bjorg: Chooser, harness: RegisterHarness
) -> None:
    code, client = harness.register.issue_letter(bjorg.person.id), bjorg.visitor.client
    form = {"fodt": "14.03.1941", "key": secrets.token_hex(8)}
    wrong = client.post("/nn/velg/oslo/kode", data=form | {"kode": "631467268"})
    assert "Kode og fødselsdato passar ikkje saman." in text_of(wrong)
    right = client.post(
        "/nn/velg/oslo/kode", data=form | {"kode": code, "key": secrets.token_hex(8)}
    )
    assert right.location.startswith("/nn/velg/oslo")


def test_wrong_codes_of_others_shut_nobody_out(app: Flask, harness: RegisterHarness) -> None:
    """A library or a care home is one address, and somebody there has guessed the web shut."""
    person = harness.person()
    code = harness.register.issue_letter(person.id)
    for _ in range(35):
        writes(app.test_client(), "631467268")
    asked = writes(app.test_client(), code)
    assert "Skriv også kode 2 fra brevet." in text_of(asked)
    second = harness.register.second_code(person.id)
    assert writes(app.test_client(), code, kode2=str(second)).status_code == 303


def test_a_new_letter_is_a_task_and_only_one(bjorg: Chooser, harness: RegisterHarness) -> None:
    page = bjorg.goes("/velg/oslo/nytt-brev")
    form = {"navn": "Bjørg Prøve", "fodt": "14.03.1941", "key": hidden(page.text, "key")}
    for _ in range(2):
        answer = bjorg.visitor.client.post("/velg/oslo/nytt-brev", data=form)
        assert answer.status_code == 303
    assert "Kommunen har fått beskjed" in text_of(bjorg.goes(answer.location))
    with harness.database.read() as session:
        [task] = session.scalars(select(Task))
        assert (task.reason, task.person_id) == ("new_letter", None)
        assert "Bjørg Prøve" in task.transcript[0]["text"]


def test_who_has_signed_in_orders_a_letter_with_one_press(
    solveig: Chooser, harness: RegisterHarness
) -> None:
    page = solveig.goes("/velg/oslo/nytt-brev")
    assert "Navnet på den som får hjelp" not in text_of(page)
    solveig.visitor.client.post("/velg/oslo/nytt-brev", data={"key": hidden(page.text, "key")})
    with harness.database.read() as session:
        [task] = session.scalars(select(Task))
        assert task.person_id == solveig.person.id


@pytest.mark.parametrize("born", ["14.3.41", "140341", "14/3 1941", "1941-03-14", "14-03-1941"])
def test_a_birth_date_is_taken_as_people_write_it(born: str) -> None:
    assert read_date(born, date(2026, 11, 29)) == date(1941, 3, 14)


@pytest.mark.parametrize("born", ["14.3.26", "29.2.41", "41", "i går"])
def test_a_birth_date_that_may_be_two_is_asked_for_again(born: str) -> None:
    assert read_date(born, date(2026, 11, 29)) is None


def test_whoever_chooses_for_another_is_shown_how_to_get_a_mandate(bjorg: Chooser) -> None:
    [way] = links(bjorg.goes("/velg/oslo").text, "Slik får du fullmakt")
    assert "Hjelper du en annen?" in text_of(bjorg.goes(way))
