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
from tests.web.console.home import OSLO, Home

NEW, AGREED = "provider:ny", "contract:ny-avtale"
SERVICE = "practical_assistance"


def put(home: Home, piece: str, content: Any) -> None:
    put_in_force(editions(home), content, piece=piece)
    home.house.follower.look()


def back_to_files(home: Home, piece: str) -> Any:
    address = f"{ROOT}/history/{piece}/back"
    return editor(home).post(address, data={"edition": "files", "why": "Ikke i bruk."})


@pytest.fixture
def chosen(home: Home) -> str:
    """A provider that was added here, and that somebody has chosen: the case number."""
    put(home, NEW, provider())
    put(home, AGREED, contract())
    person = home.person()
    request = ChoiceRequest(person.id, {SERVICE: "ny"}, "casework", Authority.CASEWORKER, None, "k")
    return home.house.register.register_choice(request)[0].case_number


def test_a_contract_with_people_is_not_taken_back(home: Home, chosen: str) -> None:
    sent = back_to_files(home, AGREED)
    assert sent.status_code == 422
    assert "Gi den en siste dag i stedet." in sent.text
    assert editions(home).waiting(OSLO) == []
    assert home.house.catalogue.has_provider("ny")


def test_a_contract_with_people_is_not_given_to_another_provider(home: Home, chosen: str) -> None:
    put(home, "provider:annen", provider("Annen Omsorg") | {"aliases": ["annen omsorg"]})
    stands = home.house.catalogue.content(OSLO, AGREED)
    current = editions(home).in_force(OSLO, AGREED)
    assert current is not None
    wanted = proposal({**stands, "provider": "annen"}, piece=AGREED, seen=frozenset({current.id}))
    assert approve(home, editions(home).propose(wanted)).status_code == 422
    assert home.house.catalogue.content(OSLO, AGREED)["provider"] == "ny"


def test_what_was_proposed_before_somebody_chose_is_not_approved_after(home: Home) -> None:
    put(home, NEW, provider())
    put(home, AGREED, contract())
    assert back_to_files(home, AGREED).status_code == 303
    waiting = the_proposal(home)
    person = home.person()
    request = ChoiceRequest(person.id, {SERVICE: "ny"}, "casework", Authority.CASEWORKER, None, "k")
    [made] = home.house.register.register_choice(request)
    assert approve(home, waiting).status_code == 422
    home.house.register.reject(OSLO, made.case_number, HALLGERD, "nei")
    assert approve(home, waiting).status_code == 303


def test_a_provider_that_is_gone_all_the_same_keeps_its_name_in_every_process(
    home: Home, chosen: str
) -> None:
    """As when somebody chose it while the last approval was on its way."""
    put(home, AGREED, None)
    put(home, NEW, None)
    again = Application.build(home.settings)
    try:
        for house in (home.house, again):
            assert not house.catalogue.has_provider("ny")
            assert house.catalogue.provider_name("ny") == "Ny Omsorg"
    finally:
        again.services.close()
    page = approver(home).get(f"/casework/choices/{chosen}?grunn=treat")
    assert page.status_code == 200
    assert "Ny Omsorg" in page.text
