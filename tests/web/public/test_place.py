"""A municipality's page says what the municipality states, where it stands, and what is unknown."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from assistant.texts.measures import sentences
from assistant.texts.measures import words as words_in
from provider_catalog.catalogue import ROOM, Catalogue
from provider_catalog.vocabulary import NATIONAL_RULES, RULES
from tests.web.public.conftest import create_site
from tests.web.public.reading import blocks_of, links_of, words_of
from web.public.dependencies import WORDS
from web.public.municipality_page import SECTIONS

TOLD = {key for contents in SECTIONS.values() for key in contents.rules}


def test_what_is_stated_stands_with_its_page_and_the_day_that_we_looked(
    reader: FlaskClient,
) -> None:
    page = reader.get("/flekkefjord").text
    assert "Hvor lang tid har du? To uker fra datoen på vedtaket." in words_of(page)
    sources = [each for each in blocks_of(page) if "Vi så på det 21. november 2026." in each]
    assert any("flekkefjord.kommune.no" in e and "Hvor lang tid har du?" in e for e in sources)
    assert "https://www.flekkefjord.kommune.no/fritt-brukervalg.586245.no.html" in links_of(page)


def test_what_differs_between_services_is_told_for_each(reader: FlaskClient) -> None:
    words = words_of(reader.get("/oslo").text)
    assert (
        "Gjelder praktisk bistand, hjemmesykepleie: "
        "Omtrent ti dager etter at kommunen fikk beskjed." in words
    )
    assert "Gjelder brukerstyrt personlig assistanse: Minst tre måneder." in words


def test_what_is_not_stated_is_said_to_be_so_with_a_number_to_call(reader: FlaskClient) -> None:
    words = words_of(reader.get("/oslo").text)
    assert re.search(
        r"Dette har Oslo ikke oppgitt \(\d+\) .*Hvordan sier du fra til kommunen\?", words
    )
    assert "Vil du vite det? Ring 40 00 03 01 og be om et menneske." in words


@pytest.mark.parametrize("place", ["oslo", "moss", "baerum", "kristiansand", "flekkefjord"])
def test_every_rule_is_either_stated_or_said_to_be_unknown(
    reader: FlaskClient, catalogue: Catalogue, place: str
) -> None:
    words = words_of(reader.get(f"/{place}").text)
    municipality = next(m for m in catalogue.municipalities() if words.find(m.name) > 0)
    scheme = catalogue.scheme(municipality.id)
    asks = {key: WORDS.of("nb")["rules"][key]["ask"] for key in RULES if key in TOLD}
    # Once with its answer, and once with its source.
    unsourced = [k for k, ask in asks.items() if scheme.rule(k).known and words.count(ask) < 2]
    assert not unsourced


def test_a_scheme_that_has_ended_is_plainly_said_to_have_ended(reader: FlaskClient) -> None:
    page = reader.get("/moss").text
    assert "Du kan ikke velge her lenger" in words_of(page)
    assert "Det tok slutt i 2018." in words_of(page)
    assert not any("leverandorer" in link for link in links_of(page))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str, str], FlaskClient]:
    """The pages when a municipality's own file says something else."""

    def change(file: str, before: str, after: str) -> FlaskClient:
        folder = Path(shutil.copytree(ROOM / "schemes", tmp_path / "schemes"))
        text = (folder / file).read_text("utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after, 1), "utf-8")
        return create_site(Catalogue.load(schemes=folder)).test_client()

    return change


def test_a_scheme_that_ends_tells_its_last_day_and_can_still_be_used(
    changed: Callable[[str, str, str], FlaskClient],
) -> None:
    ending = "value: ending\n  since: null\n  until: 2026-12-31"
    reader = changed("flekkefjord.yml", "value: active\n  since: null\n  until: null", ending)
    page = reader.get("/flekkefjord").text
    assert "Fritt brukervalg i Flekkefjord tar slutt. Siste dag er 31. desember 2026." in words_of(
        page
    )
    assert "/flekkefjord/leverandorer" in links_of(page)


def test_a_scheme_without_providers_says_that_there_is_nobody_to_choose(
    changed: Callable[[str, str, str], FlaskClient],
) -> None:
    reader = changed("flekkefjord.yml", "value: active", "value: no_provider")
    page = reader.get("/flekkefjord").text
    assert "Det er ingen å velge mellom nå" in words_of(page)
    assert "Praktisk bistand Ja. Men nå er det ingen å velge mellom." in words_of(page)
    assert not any("leverandorer" in link for link in links_of(page))
    assert "Du kan ikke velge her nå." in words_of(reader.get("/flekkefjord/leverandorer").text)


def test_a_plan_is_said_to_be_a_plan(reader: FlaskClient) -> None:
    words = words_of(reader.get("/trondheim").text)
    assert "Trondheim planlegger fritt brukervalg. Du kan ikke velge ennå." in words
    assert "Praktisk bistand Ja. Det skal være med." in words
    assert "Du kan velge." not in words


def test_a_service_that_joins_later_has_its_day(catalogue: Catalogue) -> None:
    before = create_site(catalogue).test_client().get("/kristiansand").text
    assert "Hjemmesykepleie Ikke ennå. Du kan velge fra 1. januar 2027." in words_of(before)
    new_year = datetime(2027, 1, 1, 12, tzinfo=UTC)
    after = create_site(catalogue, new_year).test_client().get("/kristiansand").text
    assert "Hjemmesykepleie Ja. Du kan velge." in words_of(after)


def test_the_law_is_told_only_where_somebody_has_read_it(
    reader: FlaskClient, catalogue: Catalogue
) -> None:
    unread = [key for key in NATIONAL_RULES if not catalogue.national_rule(key).verified]
    assert unread
    told = {key for contents in SECTIONS.values() for key in contents.law}
    assert not told & set(unread)
    assert "Fire uker for vedtak om helse og omsorg." in words_of(reader.get("/oslo").text)


def test_the_page_stands_in_nynorsk_too_and_each_leads_to_the_other(reader: FlaskClient) -> None:
    bokmal, nynorsk = reader.get("/oslo").text, reader.get("/nn/oslo").text
    assert '<html lang="nb"' in bokmal
    assert '<html lang="nn"' in nynorsk
    assert "Om lag ti dagar etter at kommunen fekk beskjed." in words_of(nynorsk)
    assert "/nn/oslo" in links_of(bokmal)
    assert "/oslo" in links_of(nynorsk)
    # From a page in Nynorsk, every way leads on in Nynorsk.
    own = [link for link in links_of(nynorsk) if link.startswith("/") and link != "/oslo"]
    assert all(link.startswith(("/nn/", "/chat/")) for link in own), own


def test_a_place_that_does_not_exist_is_not_there(reader: FlaskClient) -> None:
    assert reader.get("/utopia").status_code == 404


@pytest.mark.parametrize(
    ("sought", "leads"),
    [
        ("Bærum", "/baerum"),
        ("baerum", "/baerum"),
        ("oslo kommune", "/oslo"),
        ("4207", "/flekkefjord"),
    ],
)
def test_a_municipality_is_found_as_people_write_it(
    reader: FlaskClient, sought: str, leads: str
) -> None:
    assert reader.get("/", query_string={"q": sought}).headers["Location"] == leads


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("Kristansand", "Kristiansand"), ("flekkefjor d", "Flekkefjord"), ("trondhjæm", "Trondheim")],
)
def test_a_misspelt_name_is_asked_about(reader: FlaskClient, misspelt: str, meant: str) -> None:
    page = reader.get("/", query_string={"q": misspelt}).text
    assert f"Mente du en av disse? {meant} kommune Vis alle" in words_of(page)


def test_who_finds_nothing_still_sees_every_municipality(reader: FlaskClient) -> None:
    page = reader.get("/", query_string={"q": "<b>Utopia</b>"}).text
    assert "Vi fant ikke «<b>Utopia</b>» her." in words_of(page).replace(
        "« Utopia »", "«<b>Utopia</b>»"
    )
    assert "<b>Utopia" not in page
    assert "/oslo" in links_of(page)


@pytest.mark.parametrize("standard", ["", "/nn"])
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/oslo", "/moss", "/trondheim", "/baerum", "/kristiansand", "/flekkefjord"),
        *("/oslo/slik-velger-du", "/oslo/leverandorer/rognelykt", "/personvern", "/om-tjenesten"),
        *(
            "/tilgjengelighet",
            "/apne-data",
            "/oslo/sammenlign?velg=hasselvind&velg=fjellvante&lodd=a",
        ),
    ],
)
def test_no_sentence_on_a_page_is_longer_than_fifteen_words(
    reader: FlaskClient, standard: str, path: str
) -> None:
    """As it stands when every value is filled in, and not only as it is written in the words."""
    read = 0
    for block in blocks_of(reader.get(standard + path).text):
        for sentence in sentences(block):
            read += 1
            assert len(words_in(sentence)) <= 15, sentence
    assert read > 20
