"""Numbers and addresses in a sentence: what can be rung is a link that rings, and nothing else."""

import re

import pytest

from web.layout.filters import with_links


@pytest.mark.parametrize(
    ("sentence", "rings"),
    [
        ("Ring 22 12 34 56.", ["22123456"]),
        ("Ring 400 00 301, eller 116 117.", ["40000301", "116117"]),
        ("Fare for liv? Ring 113.", ["113"]),
        ("+47 40 00 03 93 (åpent)", ["+4740000393"]),
        ("Ring 22\u00a012\u00a034\u00a056 nå", ["22123456"]),
    ],
)
def test_a_number_is_a_link_that_rings_it(sentence: str, rings: list[str]) -> None:
    assert re.findall(r'href="tel:([^"]+)"', with_links(sentence)) == rings


@pytest.mark.parametrize(
    "sentence",
    [
        "21.11.2026 kl. 12.30",
        "Koden er 631 467 268",
        "812 svarte, 71 av 100 var fornøyd",
        "1130 kroner og 113,50",
        "07.30 til 22.30",
        "2026-11-21",
    ],
)
def test_a_date_a_code_and_a_price_are_no_numbers_to_ring(sentence: str) -> None:
    assert with_links(sentence) == sentence


def test_an_address_is_a_link_and_the_full_stop_is_not_in_it() -> None:
    made = with_links("Se https://www.oslo.kommune.no/hjelp.")
    assert 'href="https://www.oslo.kommune.no/hjelp"' in made
    assert made.endswith("</a>.")


def test_what_was_written_stays_words() -> None:
    assert "<b>" not in with_links("<b>22 12 34 56</b> og https://x.no/<script>")


def test_a_case_number_is_one_word_on_a_line_and_no_number_to_ring() -> None:
    made = with_links("Saksnummeret er 26-00004-1.")
    assert "<a" not in made
    assert made == 'Saksnummeret er <span class="whole">26-00004-1</span>.'
