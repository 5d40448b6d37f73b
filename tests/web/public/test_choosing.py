"""Lists and comparisons favour nobody, and stay as they were when the page is loaded again."""

import re

import pytest
from flask.testing import FlaskClient

from provider_catalog.catalogue import Catalogue
from provider_catalog.vocabulary import FACTS
from tests.web.public.conftest import create_site
from tests.web.public.reading import links_of, names_of, words_of

FROGNER = {"bydel": "030105", "tjeneste": "practical_assistance"}
LIST, COMPARISON = "/oslo/leverandorer", "/oslo/sammenlign"
PRAISE = set("best beste bedre god gode godt flink flinke trygg trygge anbefalt stjerner".split())
FOUR = ["hasselvind", "klokkebekk", "fjellvante", "oslo-kommune"]


def test_a_list_gets_a_seed_in_its_address_and_keeps_its_order(reader: FlaskClient) -> None:
    first = reader.get(LIST, query_string=FROGNER)
    assert first.status_code == 302
    assert first.headers["Cache-Control"] == "no-store"
    address = first.headers["Location"]
    seed = re.search(r"lodd=(\w+)", address)
    assert seed
    page = reader.get(address).text
    assert f"Lodd nummer {seed[1]}" in words_of(page)
    assert names_of(page) == names_of(reader.get(address).text)
    assert sorted(names_of(page)) == sorted(FOUR)


def test_over_many_draws_everybody_stands_first_about_as_often(reader: FlaskClient) -> None:
    first = [
        names_of(reader.get(LIST, query_string=FROGNER | {"lodd": f"x{n}"}).text)[0]
        for n in range(120)
    ]
    # Thirty each is what chance gives; fewer than twelve happens once in several thousand times.
    assert all(first.count(each) >= 12 for each in FOUR), first


def test_of_everybody_the_same_is_told_and_what_is_missing_is_said_to_be(
    reader: FlaskClient,
) -> None:
    page = reader.get(COMPARISON, query_string={"velg": FOUR[:3], "lodd": "a"}).text
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, flags=re.S)
    assert len(rows) == 1 + len(FACTS)
    assert {len(re.findall(r"<td", row)) for row in rows[1:]} == {3}
    asked = page[page.index('class="narrow by-row"') :].split("<ul")[0]
    by_row = re.findall(r"<dl>(.*?)</dl>", asked, flags=re.S)
    assert [each.count("<dt>") for each in by_row] == [3] * len(FACTS)
    bpa = reader.get("/oslo/leverandorer/maakesund").text
    assert "Lover de en fast hjelper? Opplysning mangler." in words_of(bpa)


def test_no_page_praises_or_ranks(reader: FlaskClient) -> None:
    for address in (
        f"{LIST}?bydel=030105&tjeneste=practical_assistance&lodd=a",
        f"{COMPARISON}?velg=hasselvind&velg=fjellvante&lodd=a",
        "/oslo/leverandorer/hasselvind",
    ):
        said = words_of(reader.get(address).text).lower()
        said = said.replace("sier ikke hvem som er best", "")
        assert not PRAISE & set(re.findall(r"\w+", said)), address


def test_what_matters_to_the_reader_moves_rows_and_not_providers(reader: FlaskClient) -> None:
    asked = {"velg": FOUR[:3], "lodd": "a"}
    before = reader.get(COMPARISON, query_string=asked).text
    after = reader.get(COMPARISON, query_string=asked | {"viktig": ["languages"]}).text
    assert names_of(before) == names_of(after)
    rows = re.findall(r'<th scope="row">(.*?)</th>', after, flags=re.S)
    assert rows[0].startswith("Hvilke språk snakker de?")
    assert "Viktig for deg" in rows[0]


def test_what_follows_from_choosing_nobody_stands_beside_the_choices(reader: FlaskClient) -> None:
    page = reader.get(COMPARISON, query_string={"velg": FOUR[:2], "lodd": "a"}).text
    words = words_of(page)
    assert "Hvis du ikke velger" in words
    assert "Da er det kommunen selv som hjelper deg. oslo.kommune.no" in words
    assert "Hvor mange ulike folk kommer hjem til meg på en måned?" in words


@pytest.mark.parametrize(
    ("picked", "told"),
    [
        (FOUR, "Du valgte 4. Velg høyst tre."),
        ([], "Du har ikke valgt noen å sammenligne."),
        (["hasselvind", "skjaerbris"], "En av dem du valgte, kan ikke velges her nå."),
        (["tunhaugen"], "En av dem du valgte, kan ikke velges her nå."),
    ],
    ids=["four", "nobody", "of another municipality", "whose contract is over"],
)
def test_a_pick_that_cannot_be_compared_is_explained_above_the_same_list(
    reader: FlaskClient, picked: list[str], told: str
) -> None:
    answer = reader.get(COMPARISON, query_string=FROGNER | {"lodd": "a", "velg": picked})
    assert answer.status_code == 422
    assert told in words_of(answer.text)
    assert sorted(names_of(answer.text)) == sorted(FOUR)
    for each in set(picked) & set(FOUR):
        assert re.search(rf'value="{each}" checked', answer.text)


def test_what_is_missing_in_the_question_is_asked_for(reader: FlaskClient) -> None:
    answer = reader.get(LIST, query_string={"bydel": "", "tjeneste": ""})
    assert answer.status_code == 422
    assert "Velg hvilken bydel du bor i. Velg hva du får hjelp til." in words_of(answer.text)
    assert {"#bydel", "#tjeneste"} <= set(links_of(answer.text))


def test_the_same_picks_are_kept_on_the_way_back_and_in_the_other_standard(
    reader: FlaskClient,
) -> None:
    asked = FROGNER | {"velg": ["hasselvind", "fjellvante"], "lodd": "a"}
    links = links_of(reader.get(COMPARISON, query_string=asked).text)
    kept = "bydel=030105&lodd=a&tjeneste=practical_assistance&velg=hasselvind&velg=fjellvante"
    assert f"{LIST}?{kept}" in links
    assert f"/nn{COMPARISON}?{kept}" in links


def test_nobody_can_be_chosen_where_the_scheme_is_not_open(reader: FlaskClient) -> None:
    for place in ("moss", "trondheim"):
        page = reader.get(f"/{place}/leverandorer?tjeneste=home_nursing&lodd=a").text
        assert "Du kan ikke velge her nå." in words_of(page)
        assert not names_of(page)


def test_a_provider_of_another_municipality_has_no_page_here(
    reader: FlaskClient, catalogue: Catalogue
) -> None:
    assert catalogue.provider("skjaerbris")
    assert reader.get("/oslo/leverandorer/skjaerbris").status_code == 404
    assert reader.get("/kristiansand/leverandorer/skjaerbris").status_code == 200


def test_a_seed_from_elsewhere_is_not_trusted(reader: FlaskClient) -> None:
    bad = FROGNER | {"lodd": "<script>"}
    assert re.search(r"lodd=\w{8}&", reader.get(LIST, query_string=bad).headers["Location"])


def test_who_has_no_place_is_said_to_before_any_code_and_cannot_be_chosen(
    catalogue: Catalogue,
) -> None:
    def full(_municipality: str, district: str | None, service: str) -> frozenset[str]:
        assert (district, service) == ("030105", "practical_assistance")
        return frozenset({"fjellvante"})

    reader = create_site(catalogue, full=full).test_client()
    for address in (LIST, COMPARISON):
        page = reader.get(address, query_string=FROGNER | {"lodd": "a", "velg": FOUR[:3]}).text
        ways = [each for each in links_of(page) if each.startswith("/velg/oslo?")]
        assert ways
        assert not [each for each in ways if "fjellvante" in each]
        assert "ar ikke plass nå" in words_of(page)


def test_the_wait_is_told_with_its_source_or_said_not_to_be_stated(reader: FlaskClient) -> None:
    words = words_of(reader.get(LIST, query_string=FROGNER | {"lodd": "a"}).text)
    assert "Hvor lenge må du vente? Omtrent ti dager" in words


def test_a_comparison_is_shared_by_its_address_and_nothing_personal(reader: FlaskClient) -> None:
    asked = FROGNER | {"velg": FOUR[:2], "lodd": "a", "navn": "Astrid"}
    links = links_of(reader.get(COMPARISON, query_string=asked).text)
    [sms] = [each for each in links if each.startswith("sms:")]
    assert "sammenlign" in sms
    assert "Astrid" not in sms
