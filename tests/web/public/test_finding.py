"""Finding the way by what people type, and what machines are told of the pages."""

import re

import pytest
from flask.testing import FlaskClient

from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Sender, contrast_with_white
from tests.web.public.reading import links_of, words_of
from web.public.finding.search import find


@pytest.mark.parametrize(
    ("sought", "leads_to"),
    [
        ("0561", "/oslo"),
        ("0561 Oslo", "/oslo"),
        ("4610", "/kristiansand"),
        ("1338", "/baerum"),
        ("1580 Rygge", "/moss"),
        ("Grünerløkka", "/oslo/leverandorer?bydel=030102&fra=sok"),
        ("løkka", "/oslo/leverandorer?bydel=030102&fra=sok"),
        ("hasselvind", "/oslo/leverandorer/hasselvind"),
    ],
)
def test_a_postcode_a_district_and_a_provider_are_found(
    reader: FlaskClient, sought: str, leads_to: str
) -> None:
    page = reader.get("/", query_string={"q": sought}).text
    assert leads_to in links_of(page[page.index('id="funnet"') :])


@pytest.mark.parametrize(
    ("misspelt", "leads_to"),
    [
        ("hasselvnd", "/oslo/leverandorer/hasselvind"),
        ("klokebekk", "/oslo/leverandorer/klokkebekk"),
        ("Grynerløkka", "/oslo/leverandorer?bydel=030102&fra=sok"),
        ("Nordstran", "/oslo/leverandorer?bydel=030114&fra=sok"),
    ],
)
def test_a_misspelt_district_or_provider_is_offered(
    reader: FlaskClient, misspelt: str, leads_to: str
) -> None:
    page = reader.get("/", query_string={"q": misspelt}).text
    assert leads_to in links_of(page[page.index('id="funnet"') :])


@pytest.mark.parametrize("elsewhere", ["Stavanger", "Bergen", "Utopia", "Hamar", "Drammen"])
def test_another_place_is_taken_for_none_of_ours(reader: FlaskClient, elsewhere: str) -> None:
    assert "Mente du" not in words_of(reader.get("/", query_string={"q": elsewhere}).text)


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("Bjerkreim", "Bjerka", "Bjørke", "Ålesund", "Voss", "Undheim", "Kristiansund"),
        *("bjerkreim kommune", "ALESUND", "Mausund", "Eikefjord", "Løkta", "Hasselvika"),
    ],
)
def test_a_place_elsewhere_is_not_taken_for_one_of_ours_with_a_name_alike(
    reader: FlaskClient, elsewhere: str
) -> None:
    said = words_of(reader.get("/", query_string={"q": elsewhere}).text)
    assert "Mente du" not in said
    assert "Vi har ikke noe om" in said


@pytest.mark.parametrize(
    ("sought", "leads_to"),
    [
        ("Ranheim", "/trondheim"),
        ("Kristiansand S", "/kristiansand"),
        ("bjerke", "/oslo/leverandorer?bydel=030109&fra=sok"),
        ("Frogner", "/oslo/leverandorer?bydel=030105&fra=sok"),
        ("bjerk", "/oslo/leverandorer?bydel=030109&fra=sok"),
        ("hassel", "/oslo/leverandorer/hasselvind"),
    ],
)
def test_a_place_that_is_ours_is_found_whatever_else_has_a_name_alike(
    reader: FlaskClient, sought: str, leads_to: str
) -> None:
    answer = reader.get("/", query_string={"q": sought})
    assert leads_to in (answer.location or links_of(answer.text))


def test_what_begins_like_a_place_elsewhere_is_offered_and_said_to_be_elsewhere(
    reader: FlaskClient,
) -> None:
    """Frogn is a municipality; whoever writes it may be on the way to Frogner in Oslo."""
    said = words_of(reader.get("/?q=Frogn").text)
    assert "Vi har ikke noe om Frogn." in said
    assert "Mente du en av disse?" in said


def test_the_name_of_a_place_does_not_hide_a_postcode_or_a_question(catalogue: Catalogue) -> None:
    hits = find(catalogue, "4389 Vikeså")
    assert hits.postcode is not None
    assert hits.elsewhere is None
    assert find(catalogue, "Kan jeg velge i Bjerkreim?").question


def test_a_postcode_is_never_taken_for_another_place(catalogue: Catalogue) -> None:
    """3201 is Sandefjord to whoever lives there, and Bærum to an office."""
    for code, place, where in (
        ("3201", "Sandefjord", "Sandefjord"),
        ("3801", "Bø i Telemark", "Midt-Telemark"),
        ("9999", "", ""),
    ):
        hits = find(catalogue, code)
        assert hits.postcode is not None
        assert (hits.postcode.place, hits.postcode.municipality_name) == (place, where)
        assert not hits.municipalities, code


def test_where_there_is_nothing_about_a_postcode_it_is_said_of_which_municipality(
    reader: FlaskClient,
) -> None:
    said = words_of(reader.get("/?q=3201").text)
    assert "3201 er i Sandefjord kommune. Vi har ikke noe om Sandefjord." in said


def test_a_question_is_shown_the_way_to_be_asked(reader: FlaskClient) -> None:
    page = reader.get("/", query_string={"q": "blir det snø på fjellet i romjula?"}).text
    assert "Dette ligner et spørsmål." in words_of(page)


def test_a_district_from_the_search_has_no_error_before_anything_was_answered(
    reader: FlaskClient,
) -> None:
    answer = reader.get("/oslo/leverandorer?bydel=030102&fra=sok")
    assert answer.status_code == 200


def test_machines_find_the_public_pages_and_are_kept_from_the_others(reader: FlaskClient) -> None:
    robots = reader.get("/robots.txt").text
    assert {"/min-side", "/velg", "/chat"} <= set(re.findall(r"Disallow: (\S+)", robots))
    sitemap = reader.get("/sitemap.xml").text
    assert "<loc>http://localhost/oslo</loc>" in sitemap
    for address in set(re.findall(r"<loc>http://localhost(.*?)</loc>", sitemap)):
        page = reader.get(address)
        assert page.status_code == 200, address
        assert '<meta name="description" content="' in page.text
        assert re.search(r'hreflang="nn" href="http://localhost/nn', page.text), address


def test_every_language_says_who_has_read_it(reader: FlaskClient) -> None:
    for code in ("lettlest", "en", "pl", "so", "uk", "ar", "se"):
        page = reader.get(f"/sprak/{code}")
        assert "skrevet av en maskin" in page.text, code
        assert "113" in words_of(page.text)
        assert ("Ingen som kan språket" in page.text) == (code != "lettlest"), code
    assert 'dir="rtl"' in reader.get("/sprak/ar").text


def test_a_sender_has_a_colour_on_which_white_can_be_read(catalogue: Catalogue) -> None:
    for each in catalogue.municipalities():
        assert each.sender is not None
        assert contrast_with_white(each.sender.colour) >= 4.5
    with pytest.raises(ValueError, match="to 1 with white"):
        Sender(name="Lys kommune", colour="#ffdd00")
