"""Somebody's provider has left the catalogue: the own page still opens, and names it."""

import pytest

from choice_register.types import Authority, ChoiceRequest
from provider_catalog.catalogue import Catalogue
from tests.choice_register.harness import OSLO
from tests.provider_catalog.test_changes import contract, provider
from tests.web.citizen.visits import HALLGERD, SERVICE, Street


@pytest.fixture
def catalogue() -> Catalogue:
    """One that this test changes."""
    return Catalogue.load()


@pytest.mark.parametrize("state", ["under way", "in effect"])
def test_the_page_names_a_provider_that_is_no_longer_there(
    street: Street, catalogue: Catalogue, state: str
) -> None:
    catalogue.take({OSLO: {"provider:ny": provider(), "contract:ny-avtale": contract()}})
    visitor, register = street.person(), street.harness.register
    assert visitor.person is not None
    request = ChoiceRequest(
        visitor.person.id, {SERVICE: "ny"}, "casework", Authority.CASEWORKER, None, "k"
    )
    [made] = register.register_choice(request)
    if state == "in effect":
        register.approve(OSLO, made.case_number, HALLGERD)
        street.harness.clock.move(days=20)
        register.bring_into_effect()
    catalogue.take({})
    visitor = street.signed_in(visitor.national_id, visitor.person)
    for path in ("/min-side", "/nn/min-side"):
        assert "Ny Omsorg" in visitor.reads(path)
