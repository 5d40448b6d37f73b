"""Which place a message is about: every municipality by name, and no ordinary word for a place."""

import pytest

from provider_catalog.facts.answering import elsewhere
from provider_catalog.facts.places import Places

PLACES = Places.load()
MUNICIPALITIES_IN_2026 = 357


def named(text: str) -> list[str]:
    return [mention.place.name for mention in PLACES.find(text, {"Nordstrand": "0301"})]


def test_every_municipality_of_norway_is_known_by_number_and_name() -> None:
    assert len(PLACES.municipalities) == MUNICIPALITIES_IN_2026
    unseen = [
        place.name
        for place in PLACES.municipalities
        if place.name not in named(f"Har dere dette i {place.name}?")
    ]
    assert not unseen


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Når starter fritt brukervalg i Trondheim?", ["Trondheim"]),
        ("har bergen det", ["Bergen"]),
        ("Bergens regler", ["Bergen"]),
        ("hva med Heim kommune", ["Heim"]),
        ("gjelder det i Trondeim", ["Trondheim"]),
        ("broren min i bærum har det, gjelder det i skedsmo og", ["Bærum", "Lillestrøm"]),
        ("Har dei same i Sogndal og Luster?", ["Sogndal", "Luster"]),
        ("i Danmark også slik?", ["Danmark"]),
        ("hvordan er det i Vinterbro", ["Vinterbro"]),
        ("jeg bor på Nordstrand", ["Oslo"]),
        ("jeg sitter i sola", []),
        ("har du time i morgen", []),
        ("de har stjålet fra meg i heim", []),
        ("jeg bor i Storgata 5", []),
        ("jeg vil ha en som snakker dansk", []),
        ("koden kom i BankID i Jula", []),
    ],
)
def test_a_place_is_seen_and_an_ordinary_word_is_none(text: str, places: list[str]) -> None:
    assert named(text) == places


def test_the_own_municipality_and_the_country_are_not_elsewhere() -> None:
    mentions = PLACES.find("i Oslo og i hele landet, eller i Asker")
    assert [place.name for place in elsewhere(mentions, "0301")] == ["Asker"]
