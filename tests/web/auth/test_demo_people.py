"""Whom one can be in the demo."""

from choice_register.decisions import require_national_id
from devtools.demo.run import shown
from devtools.fake_login.accounts import caseworkers, relatives
from devtools.fake_login.pages import SYNTHETIC
from provider_catalog.catalogue import Catalogue
from web.auth.people import Role, read_roles


def test_every_role_is_there_to_try_and_some_work_in_more_than_one_municipality() -> None:
    roles = [read_roles(each.claims["roles"]) for each in caseworkers()]
    assert all(roles)
    held = {
        name for by_municipality in roles for names in by_municipality.values() for name in names
    }
    assert held == set(Role)
    assert max(map(len, roles)) > 1
    assert len({each.subject for each in caseworkers()}) == len(caseworkers())


def test_whoever_waits_in_the_demo_has_a_caseworker_and_an_approver() -> None:
    """A task of a municipality without a caseworker would wait for ever."""
    roles = [read_roles(each.claims["roles"]) for each in caseworkers()]
    for municipality in Catalogue.load().municipalities():
        held = {name for each in roles for name in each.get(municipality.id, ())}
        assert {Role.CASEWORKER, Role.APPROVER} <= held, municipality.name


def test_the_relatives_are_listed_with_the_people() -> None:
    listed = shown([])
    for each in relatives():
        assert each.name in listed


def test_nobody_in_the_demo_has_a_number_that_somebody_has() -> None:
    for each in relatives():
        require_national_id(each.claims["pid"])
        assert SYNTHETIC.fullmatch(each.claims["pid"])
