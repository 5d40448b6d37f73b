"""Choices: approved or rejected by what was seen, by those who may, here and nowhere else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from choice_register.audit import Actor
from choice_register.models import Decision
from choice_register.types import ChoiceState
from tests.web.console.harness import KARI, KRISTIANSAND, OLA, SOUTH, ConsoleHarness
from tests.web.console.people import Case, case, field
from web.auth import Role


@pytest.fixture
def made(harness: ConsoleHarness) -> Case:
    harness.at_work(KARI, OLA)
    return case(harness)


def state(harness: ConsoleHarness, made: Case) -> ChoiceState:
    return harness.application.register.choices(made.person.id)[0].state


def form(harness: ConsoleHarness, made: Case, who: object = KARI, **typed: str) -> dict[str, str]:
    """What the browser sends from the page as it was shown."""
    page = harness.client(Role.APPROVER, who=who).get(made.page).text  # type: ignore[arg-type]
    return {"seen": field(page, "seen"), "grunn": "treat", "dated": "1", **typed}


def test_what_waits_is_listed_and_each_look_is_written_down(
    harness: ConsoleHarness, made: Case
) -> None:
    page = harness.client(Role.CASEWORKER).get("/casework/choices").text
    assert "Venter på svar (1)" in page
    assert made.number in page
    assert "Solveig Myrhaug" in page
    [seen] = harness.audit("choice_seen")
    assert (seen.who, seen.person_id) == ("caseworker:Kari Skog", made.person.id)


def test_a_case_opens_only_with_a_reason_which_is_kept(harness: ConsoleHarness, made: Case) -> None:
    client = harness.client(Role.CASEWORKER)
    for address in (f"/casework/choices/{made.number}", f"{made.page[:-5]}nysgjerrig"):
        page = client.get(address).text
        assert "Si hvorfor du ser på dette" in page
        assert "Solveig" not in page
    assert not harness.audit("case_seen")
    page = client.get(made.page).text
    assert "Solveig Myrhaug" in page
    assert [each.details["reason"] for each in harness.audit("case_seen")] == ["treat"]
    assert len(harness.audit("decision_seen")) == 1


def test_a_choice_is_approved_by_who_may(harness: ConsoleHarness, made: Case) -> None:
    client = harness.client(Role.APPROVER)
    sent = client.post(f"/casework/choices/{made.number}/approve", data=form(harness, made))
    assert sent.status_code == 303
    assert state(harness, made) is ChoiceState.APPROVED
    [line] = harness.audit("choice_approved")
    assert line.who == "caseworker:Kari Skog"
    assert "Godkjent og på vei (1)" in client.get("/casework/choices").text


@pytest.mark.parametrize("act", ["approve", "reject"])
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.READER, Role.EDITOR])
def test_nobody_else_can_decide(harness: ConsoleHarness, made: Case, act: str, role: Role) -> None:
    sent = harness.client(role).post(
        f"/casework/choices/{made.number}/{act}",
        data=form(harness, made, reason="full", words="x"),
    )
    assert sent.status_code == 403
    assert state(harness, made) is ChoiceState.RECEIVED


def test_a_caseworker_sees_a_case_without_the_buttons(harness: ConsoleHarness, made: Case) -> None:
    page = harness.client(Role.CASEWORKER).get(made.page).text
    assert "Bare en godkjenner" in page
    assert "/approve" not in page


@pytest.mark.parametrize("method", ["get", "approve", "reject"])
def test_a_case_of_another_municipality_is_not_there(
    harness: ConsoleHarness, made: Case, method: str
) -> None:
    client = harness.client(Role.APPROVER, Role.CASEWORKER, who=SOUTH)
    if method == "get":
        assert client.get(made.page).status_code == 404
    else:
        data = form(harness, made, reason="full", words="")
        address = f"/casework/choices/{made.number}/{method}"
        assert client.post(address, data=data, follow_redirects=True).status_code == 404
    assert state(harness, made) is ChoiceState.RECEIVED
    assert not [each for each in harness.audit("case_seen") if each.who.endswith("Gunn Vik")]


def test_a_form_without_its_key_is_refused(harness: ConsoleHarness, made: Case) -> None:
    data = form(harness, made)
    client = harness.client(Role.APPROVER, csrf=True)
    sent = client.post(f"/casework/choices/{made.number}/approve", data=data)
    assert sent.status_code == 400
    assert state(harness, made) is ChoiceState.RECEIVED


def test_of_two_approvers_one_wins_and_the_other_is_told_who(
    harness: ConsoleHarness, made: Case
) -> None:
    kari, ola = form(harness, made), form(harness, made, OLA, reason="full", words="Ingen plass.")
    address = f"/casework/choices/{made.number}"
    harness.client(Role.APPROVER).post(f"{address}/approve", data=kari)
    told = harness.client(Role.APPROVER, who=OLA).post(
        f"{address}/reject", data=ola, follow_redirects=True
    )
    assert "Kari Skog godkjente valget" in told.text
    assert "ikke lagret" in told.text
    assert state(harness, made) is ChoiceState.APPROVED
    assert not harness.audit("choice_rejected")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"reason": "", "words": "x"}, "Velg en grunn."),
        ({"reason": "nei", "words": "x"}, "Velg en grunn."),
        ({"reason": "other", "words": " "}, "Skriv hva grunnen er."),
        ({"reason": "full", "words": "x" * 601}, "Skriv kortere."),
    ],
)
def test_a_rejection_needs_a_reason(
    harness: ConsoleHarness, made: Case, typed: dict[str, str], says: str
) -> None:
    client = harness.client(Role.APPROVER)
    sent = client.post(f"/casework/choices/{made.number}/reject", data=form(harness, made, **typed))
    assert sent.status_code == 422
    assert says in sent.text
    assert "aria-invalid" in sent.text or "reason-wrong" in sent.text
    assert state(harness, made) is ChoiceState.RECEIVED


def test_a_rejection_keeps_what_was_picked_and_the_own_words(
    harness: ConsoleHarness, made: Case
) -> None:
    client = harness.client(Role.APPROVER)
    typed = {"reason": "full", "words": "De tar inn flere <b>til våren</b>."}
    client.post(f"/casework/choices/{made.number}/reject", data=form(harness, made, **typed))
    [choice] = harness.application.register.choices(made.person.id)
    assert choice.state is ChoiceState.REJECTED
    assert choice.rejection_reason == (
        "Leverandøren har ikke plass. De tar inn flere <b>til våren</b>."
    )
    page = client.get(made.page).text
    assert "Kari Skog avslo valget" in page
    assert "<b>til våren" not in page


@pytest.mark.parametrize(
    ("day", "says"), [("i går", "Skriv datoen slik"), ("2026-11-22", "Datoen er passert")]
)
def test_a_day_that_cannot_be_is_refused(
    harness: ConsoleHarness, made: Case, day: str, says: str
) -> None:
    client = harness.client(Role.APPROVER)
    data = form(harness, made, effect_date=day)
    sent = client.post(f"/casework/choices/{made.number}/approve", data=data)
    assert sent.status_code == 422
    assert says in sent.text


def test_where_the_municipality_states_no_date_one_is_asked_for(harness: ConsoleHarness) -> None:
    undated = next(
        each.id
        for each in harness.application.catalogue.municipalities()
        if harness.application.catalogue.scheme(each.id).open_on(
            harness.application.services.clock.today()
        )
        and harness.application.catalogue.scheme(each.id).effect_date(
            "practical_assistance", harness.application.services.clock.today()
        )
        is None
    )
    made = case(harness, municipality=undated)
    here = type(KARI)("kari", "Kari Skog", undated)
    client = harness.client(Role.APPROVER, who=here)
    data = form(harness, made, here)
    data.pop("dated")
    address = f"/casework/choices/{made.number}/approve"
    assert "oppgir ingen dato" in client.post(address, data=data).text
    assert state(harness, made) is ChoiceState.RECEIVED
    client.post(address, data=data | {"no_date": "1"})
    assert state(harness, made) is ChoiceState.APPROVED
    assert "Godkjent, men uten dato (1)" in client.get("/casework/choices").text
    page = client.get(made.page).text
    later = {"seen": field(page, "seen"), "grunn": "treat", "effect_date": "2027-01-11"}
    client.post(address, data=later)
    assert str(harness.application.register.choices(made.person.id)[0].effect_date) == "2027-01-11"


def test_a_name_brings_no_script_along(harness: ConsoleHarness) -> None:
    made = case(harness, name="<script>alert(1)</script>")
    client = harness.client(Role.APPROVER)
    for address in (
        "/casework/choices",
        made.page,
        f"/casework/people/{made.person.id}?grunn=treat",
    ):
        assert "<script>alert" not in client.get(address).text


def test_the_other_municipality_has_its_own(harness: ConsoleHarness) -> None:
    case(harness, name="Sør Lending", municipality=KRISTIANSAND)
    assert "Sør Lending" not in harness.client(Role.APPROVER).get("/casework/choices").text


def test_a_choice_that_no_decision_carries_is_shown_and_not_approved(
    harness: ConsoleHarness, made: Case
) -> None:
    sent = form(harness, made)
    _end_decisions(harness)
    client = harness.client(Role.APPROVER)
    assert "Uten vedtak" in client.get("/casework/choices").text
    assert "Vedtaket er endret eller avsluttet." in client.get(made.page).text
    client.post(f"/casework/choices/{made.number}/approve", data=sent)
    assert "ingen vedtak gir hjelpen den dagen valget skulle begynt" in client.get(made.page).text
    assert state(harness, made) is ChoiceState.RECEIVED


@pytest.fixture
def helped(harness: ConsoleHarness, made: Case) -> Case:
    """The same, and the provider has begun."""
    harness.application.register.approve("0301", made.number, Actor("caseworker:x", "casework"))
    harness.application.register.bring_into_effect(date(2027, 6, 1))
    assert state(harness, made) is ChoiceState.IN_EFFECT
    return made


def test_a_choice_in_effect_is_ended_with_a_reason(harness: ConsoleHarness, helped: Case) -> None:
    client, address = harness.client(Role.APPROVER), f"/casework/choices/{helped.number}/end"
    assert "Velg en grunn." in client.post(address, data=form(harness, helped)).text
    other = client.post(address, data=form(harness, helped, reason="other"))
    assert "Skriv hva grunnen er." in other.text
    assert state(harness, helped) is ChoiceState.IN_EFFECT
    sent = client.post(address, data=form(harness, helped, reason="died"))
    assert sent.status_code == 303
    assert state(harness, helped) is ChoiceState.ENDED
    [line] = harness.audit("choice_ended")
    assert (line.who, line.details["reason"]) == ("caseworker:Kari Skog", "Personen er død.")
    page = client.get(helped.page).text
    assert "Personen er død." in page
    assert 'id="end-it"' not in page


def test_who_may_not_decide_ends_nothing(harness: ConsoleHarness, helped: Case) -> None:
    page = harness.client(Role.CASEWORKER).get(helped.page).text
    assert 'id="end-it"' not in page
    sent = harness.client(Role.CASEWORKER).post(
        f"/casework/choices/{helped.number}/end", data={"reason": "died", "grunn": "treat"}
    )
    assert sent.status_code == 403
    assert state(harness, helped) is ChoiceState.IN_EFFECT


def test_the_decision_of_somebody_who_has_moved_is_the_new_municipality_s(
    harness: ConsoleHarness, made: Case
) -> None:
    harness.application.register.move_person(
        made.person.id, KRISTIANSAND, None, Actor("caseworker:x", "casework")
    )
    page = harness.client(Role.CASEWORKER).get(made.page).text
    assert "Ingen vedtak gjelder i dag." in page
    assert not harness.audit("decision_seen")


def _end_decisions(harness: ConsoleHarness) -> None:
    with harness.application.services.database.write() as session:
        for decision in session.scalars(select(Decision)):
            decision.valid_to = harness.application.services.clock.today() - timedelta(days=1)


def test_two_caseworkers_of_one_name_are_two_in_the_audit(
    harness: ConsoleHarness, made: Case
) -> None:
    """The subject of the sign-in stands beside the name, in every line that a caseworker makes."""
    namesake = type(KARI)("kari-2", KARI.name, KARI.municipality)
    for who in (KARI, namesake):
        client = harness.client(Role.APPROVER, who=who)
        client.get("/casework/choices")
        client.get(made.page)
        client.get(f"/casework/people/{made.person.id}?grunn=treat")
    sent = form(harness, made, who=namesake)
    harness.client(Role.APPROVER, who=namesake).post(
        f"/casework/choices/{made.number}/approve", data=sent
    )
    [approved] = harness.audit("choice_approved")
    assert (approved.who, approved.subject) == ("caseworker:Kari Skog", "kari-2")
    for what in ("choice_seen", "case_seen", "decision_seen", "person_seen"):
        assert {line.subject for line in harness.audit(what)} == {KARI.id, "kari-2"}
    assert {line.subject for line in harness.audit("choice_received")} == {None}
