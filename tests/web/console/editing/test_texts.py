"""Texts are found, edited with a preview, and held to the same rules as the tests."""

import pytest

from provider_catalog.revisions.models import State
from tests.web.console.editing.content import (
    NEW,
    PICK,
    ROOT,
    approve,
    editions,
    editor,
    propose,
    seen_in,
    the_proposal,
)
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness
from web.auth import Role


def test_a_text_is_found_by_its_words_in_either_standard_by_name_and_by_topic(
    harness: ConsoleHarness,
) -> None:
    client = editor(harness)
    assert "Hvem vil du ha?" in client.get(f"{ROOT}/texts?q=kven+vil+du").text
    assert "Hvem vil du ha?" in client.get(f"{ROOT}/texts?q=choice.pick").text
    by_topic = client.get(f"{ROOT}/texts?topic=danger").text
    assert "113" in by_topic
    assert "Hvem vil du ha?" not in by_topic
    assert "0 tekster" in client.get(f"{ROOT}/texts?q=finnes+ikke+noe+sted").text


def test_the_form_shows_each_channel_in_both_standards_with_what_it_costs(
    harness: ConsoleHarness,
) -> None:
    page = editor(harness).get(f"{ROOT}/texts/choice.read_back").text
    assert "du velger Oslo kommunes hjemmetjeneste." in page
    assert "du vel Oslo kommunes hjemmetjeneste." in page
    assert "50 tegn, 1 SMS" in page
    assert "Leses opp på 2 sekunder" in page


def test_a_private_text_is_shown_as_never_sent(harness: ConsoleHarness) -> None:
    page = editor(harness).get(f"{ROOT}/texts/choice.which_service").text
    assert "Sendes ikke: den er for privat" in page


def test_what_is_proposed_is_in_force_when_another_has_approved_it(harness: ConsoleHarness) -> None:
    sent = propose(editor(harness), PICK, **NEW)
    assert sent.status_code == 303
    assert (
        "Hvem vil du ha?"
        in harness.application.texts.of("0301").all["choice.pick"].wordings.values()
    )
    approve(harness, the_proposal(harness))
    assert (
        "Hvem skal det bli?"
        in harness.application.texts.of("0301").all["choice.pick"].wordings.values()
    )
    assert (
        "Hvem vil du ha?"
        in harness.application.texts.of("4204").all["choice.pick"].wordings.values()
    )
    assert "Endret her" in editor(harness).get(PICK).text


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("nb-any", "", "Skriv en tekst."),
        ("nn-any", "Vel vennligst ein.", "Bruk andre ord enn «vennligst»."),
        ("nb-any", "Velg {name}.", "Teksten kan ikke ha {navn}."),
        ("nb-any", "Velg {", "Klammene må stå to og to, med et navn mellom."),
        ("nb-phone", "Skriv «en».", "På telefon kan ingen skrive."),
        ("nb-sms", "Trykk 1.", "Den som skriver, har ingen taster å trykke på."),
        ("why", "", "Skriv hvorfor."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    harness: ConsoleHarness, field: str, typed: str, told: str
) -> None:
    sent = propose(editor(harness), PICK, **{**NEW, field: typed})
    assert sent.status_code == 422
    assert told in sent.text
    assert f'href="#{field}"' in sent.text
    assert f'id="{field}-wrong"' in sent.text
    assert "Kven skal det bli?" in sent.text or field == "nn-any"
    assert editions(harness).waiting("0301") == []


def test_a_text_that_is_not_changed_is_not_proposed(harness: ConsoleHarness) -> None:
    sent = propose(editor(harness), PICK)
    assert "Du har ikke endret noe." in sent.text
    assert editions(harness).waiting("0301") == []


def test_the_preview_is_the_same_by_button_and_while_typing(harness: ConsoleHarness) -> None:
    client = editor(harness)
    by_button = client.post(PICK, data=NEW | {"act": "preview", "seen": ""})
    typing = client.post(f"{PICK}/preview", data=NEW)
    for page in (by_button, typing):
        assert page.status_code == 200
        assert page.text.count("Hvem skal det bli?") >= 3
        assert page.text.count("Kven skal det bli?") >= 3
    assert "<html" not in typing.text
    wrong = client.post(f"{PICK}/preview", data=NEW | {"nb-any": "Velg!"}).text
    assert "Bokmål: Bruk punktum, ikke utropstegn." in wrong
    assert editions(harness).waiting("0301") == []


def test_two_editors_at_once_the_second_is_told_and_nothing_is_lost(
    harness: ConsoleHarness,
) -> None:
    first, second = editor(harness), editor(harness, OLA)
    opened = seen_in(second.get(PICK))
    propose(first, PICK, **NEW)
    mine = {"nb-any": "Hvem ønsker du?", "nn-any": "Kven ønskjer du?", "why": "Min."}
    told = second.post(PICK, data=mine | {"seen": opened})
    assert told.status_code == 409
    assert "Andre har endret det samme" in told.text
    assert "Kari Skog" in told.text
    assert "Hvem ønsker du?" in told.text
    again = second.post(PICK, data=mine | {"seen": seen_in(told)})
    assert again.status_code == 303
    authors = [each.author for each in editions(harness).waiting("0301")]
    assert authors == ["Kari Skog", "Ola Fjell"]


def test_who_opens_the_form_later_sees_what_waits_and_is_not_stopped(
    harness: ConsoleHarness,
) -> None:
    propose(editor(harness), PICK, **NEW)
    other = editor(harness, OLA)
    assert "Et forslag fra Kari Skog" in other.get(PICK).text
    sent = propose(other, PICK, **{"nb-any": "Hvem ønsker du?", "nn-any": "Kven ønskjer du?"})
    assert sent.status_code == 303


def test_a_new_proposal_of_ones_own_takes_the_place_of_the_old(harness: ConsoleHarness) -> None:
    client = editor(harness)
    propose(client, PICK, **NEW)
    propose(client, PICK, **{"nb-any": "Hvem ønsker du?", "nn-any": "Kven ønskjer du?"})
    states = [each.state for each in editions(harness).history("0301", "text:choice.pick")]
    assert states == [State.PROPOSED, State.WITHDRAWN]


def test_what_somebody_types_is_shown_as_words_and_never_as_code(harness: ConsoleHarness) -> None:
    evil = "<script>alert(1)</script>"
    typed = {"nb-any": f"Hei {evil}", "nn-any": "Hei", "why": evil, "seen": ""}
    client = editor(harness)
    for page in (
        client.post(PICK, data=typed),
        client.post(f"{PICK}/preview", data=typed),
        client.get(f"{ROOT}/texts", query_string={"q": evil}),
    ):
        assert evil not in page.text
        assert "&lt;script&gt;" in page.text


def test_no_text_is_edited_that_does_not_exist(harness: ConsoleHarness) -> None:
    client = editor(harness)
    assert client.get(f"{ROOT}/texts/no.such").status_code == 404
    assert client.post(f"{ROOT}/texts/no.such", data=NEW).status_code == 404


def test_an_approver_who_is_no_editor_proposes_nothing(harness: ConsoleHarness) -> None:
    client = harness.client(Role.APPROVER)
    assert client.get(PICK).status_code == 200
    assert client.post(PICK, data=NEW | {"why": "x", "seen": ""}).status_code == 403


def test_a_caseworker_without_a_role_here_sees_none_of_it(harness: ConsoleHarness) -> None:
    client = harness.client(Role.CASEWORKER)
    for address in (ROOT, PICK, f"{ROOT}/rules", f"{ROOT}/history/text:choice.pick"):
        assert client.get(address).status_code == 403


def test_an_edit_elsewhere_changes_nothing_here(harness: ConsoleHarness) -> None:
    propose(editor(harness, SOUTH), PICK, **NEW)
    assert editions(harness).waiting("0301") == []
    assert "Hvem skal det bli?" not in editor(harness, KARI).get(PICK).text
