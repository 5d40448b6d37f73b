"""Names are found however they are written or heard, and not where none is named."""

from pathlib import Path

import pytest

from assistant.nlu.naming.names import Names
from assistant.nlu.wording.normalise import normalise

CATALOGUE = Path(__file__).resolve().parents[3] / "provider_catalog/demo"
NAMES = Names.load(CATALOGUE)


def named(text: str) -> list[tuple[str, str | int]]:
    return [(found.kind, found.value) for found in NAMES.find(normalise(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Hasselvind Omsorg",
        "hasselvind",
        "HASSEL VIND",
        "haselvin",
        "hasselvinn",
        "hasselvynd",
        "ja hasselvind takk",
    ],
)
def test_a_provider_however_spelt(text: str) -> None:
    assert named(text) == [("provider", "hasselvind")]


def test_a_name_points_back_to_the_text() -> None:
    text = "Kan jeg få klokke bekk, takk?"
    (found,) = NAMES.find(normalise(text))
    assert text[found.start : found.end] == "klokke bekk"


def test_several_names_in_one_message() -> None:
    assert named("bytte vask fra Hasselvind til Klokkebekk på Grünerløkka") == [
        ("service", "practical_assistance"),
        ("provider", "hasselvind"),
        ("provider", "klokkebekk"),
        ("district", "030102"),
    ]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("heimehjelpa", "practical_assistance"),
        ("hjemme hjelp", "practical_assistance"),
        ("hjemehjelpen", "practical_assistance"),
        ("heimesjukepleia", "home_nursing"),
        ("hjemme sykepleien", "home_nursing"),
        ("b.p.a.", "bpa"),
    ],
)
def test_services_in_both_written_standards_and_with_slips(text: str, service: str) -> None:
    assert named(text) == [("service", service)]


def test_the_municipality_named_is_better_than_the_municipality_in_general() -> None:
    assert ("provider", "oslo-kommune") in named("Oslo kommunes hjemmetjeneste")
    assert ("provider", "municipal") in named("jeg blir hos kommunen")


def test_languages() -> None:
    assert named("noen som kan polsk eller teiknspråk") == [("language", "pl"), ("language", "nsl")]


@pytest.mark.parametrize(
    "text",
    [
        "sakene mine ligger her",
        "øker prisen når man bytter",
        "kan de måke snø",
        "finnes det flere",
        "jeg er født på sankthansaften",
        "bjelken i taket",
        "de knuste vasen",
        "jeg har ikke fått svar",
    ],
)
def test_common_words_are_nobodys_name(text: str) -> None:
    assert named(text) == []


def test_a_new_provider_is_found_without_training() -> None:
    names = Names(
        [
            {"kind": "provider", "id": "ny", "form": "Snøfokk Bistand"},
            {"kind": "provider", "id": "ny", "form": "Snøfokk"},
        ]
    )
    assert [found.value for found in names.find(normalise("eg vil ha snofok"))] == ["ny"]


def test_ten_thousand_letters_are_searched_quickly() -> None:
    assert named("hassel vind " * 900)[0] == ("provider", "hasselvind")


def test_a_name_that_was_added_since_the_start_is_found_beside_those_known() -> None:
    added = [{"kind": "provider", "id": "soltun", "form": "Soltun Omsorg"}]
    before, after = NAMES, NAMES.and_also(added)
    message = normalise("kan jeg få Soltun omsorg og ikke Hasselvind")
    assert [found.value for found in before.find(message)] == ["hasselvind"]
    assert [found.value for found in after.find(message)] == ["soltun", "hasselvind"]
    assert NAMES.and_also(added) is after
    assert NAMES.and_also([]) is NAMES


@pytest.mark.parametrize(
    "text",
    [
        "jeg har fått et brev fra kommunen",
        "eg fekk eit vedtak frå kommunen i går",
        "meldinga kom fra kommunen",
    ],
)
def test_who_sent_a_letter_is_not_who_shall_help(text: str) -> None:
    assert ("provider", "municipal") not in named(text)


@pytest.mark.parametrize("text", ["jeg vil ha hjelp fra kommunen", "eg vil at kommunen skal kome"])
def test_the_municipality_s_own_service_is_one_of_them(text: str) -> None:
    assert ("provider", "municipal") in named(text)
