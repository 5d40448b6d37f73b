"""What people have chosen is not taken away under them by an edition."""

from typing import Any

import pytest

from choice_register.types import Authority, ChoiceRequest
from service.application import Application
from tests.provider_catalog.revisions.people import proposal, put_in_force
from tests.provider_catalog.test_changes import contract, provider
from tests.web.citizen.visits import HALLGERD
from tests.web.console.editing.content import (
    ROOT,
    approve,
    approver,
    editions,
    editor,
    the_proposal,
)
from tests.web.console.harness import OSLO, ConsoleHarness

NEW, AGREED = "provider:ny", "contract:ny-avtale"
SERVICE = "practical_assistance"


def put(harness: ConsoleHarness, piece: str, content: Any) -> None:
    put_in_force(editions(harness), content, piece=piece)
    harness.application.follower.look()


def back_to_files(harness: ConsoleHarness, piece: str) -> Any:
    address = f"{ROOT}/history/{piece}/back"
    return editor(harness).post(address, data={"edition": "files", "why": "Ikke i bruk."})


@pytest.fixture
def chosen(harness: ConsoleHarness) -> str:
    """A provider that was added here, and that somebody has chosen: the case number."""
    put(harness, NEW, provider())
    put(harness, AGREED, contract())
    person = harness.person()
    request = ChoiceRequest(person.id, {SERVICE: "ny"}, "casework", Authority.CASEWORKER, None, "k")
    return harness.application.register.register_choice(request)[0].case_number


def test_a_contract_with_people_is_not_taken_back(harness: ConsoleHarness, chosen: str) -> None:
    sent = back_to_files(harness, AGREED)
    assert sent.status_code == 422
    assert "Gi den en siste dag i stedet." in sent.text
    assert editions(harness).waiting(OSLO) == []
    assert harness.application.catalogue.has_provider("ny")


def test_a_contract_with_people_is_not_given_to_another_provider(
    harness: ConsoleHarness, chosen: str
) -> None:
    put(harness, "provider:annen", provider("Annen Omsorg") | {"aliases": ["annen omsorg"]})
    stands = harness.application.catalogue.content(OSLO, AGREED)
    current = editions(harness).in_force(OSLO, AGREED)
    assert current is not None
    wanted = proposal({**stands, "provider": "annen"}, piece=AGREED, seen=frozenset({current.id}))
    assert approve(harness, editions(harness).propose(wanted)).status_code == 422
    assert harness.application.catalogue.content(OSLO, AGREED)["provider"] == "ny"


def test_what_was_proposed_before_somebody_chose_is_not_approved_after(
    harness: ConsoleHarness,
) -> None:
    put(harness, NEW, provider())
    put(harness, AGREED, contract())
    assert back_to_files(harness, AGREED).status_code == 303
    waiting = the_proposal(harness)
    person = harness.person()
    request = ChoiceRequest(person.id, {SERVICE: "ny"}, "casework", Authority.CASEWORKER, None, "k")
    [made] = harness.application.register.register_choice(request)
    assert approve(harness, waiting).status_code == 422
    harness.application.register.reject(OSLO, made.case_number, HALLGERD, "nei")
    assert approve(harness, waiting).status_code == 303


def test_a_provider_that_is_gone_all_the_same_keeps_its_name_in_every_process(
    harness: ConsoleHarness, chosen: str
) -> None:
    """As when somebody chose it while the last approval was on its way."""
    put(harness, AGREED, None)
    put(harness, NEW, None)
    again = Application.build(harness.settings)
    try:
        for application in (harness.application, again):
            assert not application.catalogue.has_provider("ny")
            assert application.catalogue.provider_name("ny") == "Ny Omsorg"
    finally:
        again.services.close()
    page = approver(harness).get(f"/casework/choices/{chosen}?grunn=treat")
    assert page.status_code == 200
    assert "Ny Omsorg" in page.text
