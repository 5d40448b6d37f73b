"""Filters by what matters: nobody is ranked, and nobody vanishes without a word."""

import re

import pytest
from flask.testing import FlaskClient

from provider_catalog.catalogue import Catalogue
from tests.web.public.conftest import create_site
from tests.web.public.reading import words_of

FROGNER = "/oslo/leverandorer?bydel=030105&tjeneste=practical_assistance&lodd=a"
BPA = "/oslo/leverandorer?bydel=030105&tjeneste=bpa&lodd=a"


@pytest.fixture
def reader(catalogue: Catalogue) -> FlaskClient:
    """Where one has no place now."""
    full = frozenset({"fjellvante"})
    return create_site(catalogue, full=lambda *_: full).test_client()


def shown(page: str) -> list[str]:
    """Who stands in the list."""
    return re.findall(r'name="velg" id="velg-([a-z-]+)"', page)


@pytest.mark.parametrize(
    ("wish", "fits", "why_not"),
    [
        ("&sprak=pl", {"hasselvind"}, "snakker polsk"),
        ("&sprak=ur&sprak=so", {"oslo-kommune"}, "snakker somali"),
        ("&eier=nonprofit", {"fjellvante"}, "eieren"),
        ("&plass=ja", {"hasselvind", "klokkebekk", "oslo-kommune"}, "har plass nå"),
    ],
)
def test_who_fits_stands_in_the_list_and_the_others_below_with_what_they_lack(
    reader: FlaskClient, wish: str, fits: set[str], why_not: str
) -> None:
    everybody = set(shown(reader.get(FROGNER).text))
    page = reader.get(FROGNER + wish).text
    assert set(shown(page)) == fits
    assert f"{len(fits)} av {len(everybody)} passer." in words_of(page)
    below = page[page.index('id="others"') :]
    for name in everybody - fits:
        assert f"/leverandorer/{name}" in below
    assert why_not in words_of("<main" + below)


def test_the_order_is_the_drawn_one_with_and_without_a_wish(reader: FlaskClient) -> None:
    drawn = shown(reader.get(FROGNER).text)
    fitting = shown(reader.get(FROGNER + "&plass=ja").text)
    assert fitting == [each for each in drawn if each in fitting]


def test_of_whom_the_fact_is_missing_it_is_said_and_nobody_is_hidden(reader: FlaskClient) -> None:
    page = reader.get(BPA + "&fast=ja").text
    assert "maakesund" in shown(page)
    assert "Lover en fast hjelper: opplysning mangler." in words_of(page)


def test_where_nobody_fits_everybody_is_named_with_what_is_lacking(reader: FlaskClient) -> None:
    page = reader.get(FROGNER + "&sprak=pl&eier=nonprofit")
    assert page.status_code == 200
    assert "Ingen av dem passer med alt." in words_of(page.text)
    assert not shown(page.text)
    assert page.text.count("Passer ikke med") == 4


@pytest.mark.parametrize("wish", ["&sprak=xx", "&eier=nobody", "&dager=", "&sprak=%3Cb%3E"])
def test_what_cannot_be_wished_for_changes_nothing(reader: FlaskClient, wish: str) -> None:
    assert shown(reader.get(FROGNER + wish).text) == shown(reader.get(FROGNER).text)


def test_only_what_tells_them_apart_can_be_wished_for(reader: FlaskClient) -> None:
    page = reader.get(FROGNER).text
    # Everybody there speaks Norwegian and comes on every day.
    assert 'value="no"' not in page
    assert 'name="dager"' not in page


def test_a_wish_stays_in_the_other_written_standard(reader: FlaskClient) -> None:
    page = reader.get("/nn" + FROGNER + "&sprak=pl").text
    assert "1 av 4 passar." in words_of(page)
    assert "sprak=pl" in page[: page.index("<main")]
