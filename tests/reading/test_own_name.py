"""The name that somebody gives as her own, whole and as written; anything else is none."""

import pytest

from assistant.actions.mandates.who import name_in
from assistant.reading.own_name import in_spoken_order, own_name
from assistant.reading.refused import refuses_option
from provider_catalog.post_places import post_places

NAMES = [
    "Ánne Márjá Eira-Utsi",
    "Carl von der Lippe",
    "Øystein af Geijerstam",
    "Magnhild d'Orville",
    "Nguyễn Thị Hồng Nhung",
    "Kandiah Sivasubramaniam",
    "Ayaan Maxamed",
    "Małgorzata Wójcik-Kowalska",
    "A. B. Sørli",
    "J.P. Moe",
    "Emma Falt",
]
FORMS = [
    "Ja hei det er {} her, kan noen ringe meg",
    "God dag mitt navn er {}. Jeg har fått et brev",
    "Ja det var {} som ringte i går",
    "Hei, dette er {}, fødd i 1938",
    "Ja goddag, {} heter jeg, jeg sitter her",
]


@pytest.mark.parametrize("form", FORMS)
def test_it_is_whole(form: str) -> None:
    assert [own_name(form.format(name)) for name in NAMES] == NAMES


@pytest.mark.parametrize(
    "said",
    [
        "det er hjemmehjelpen som ringer",
        "dette er feil",
        "det er Hasselvind som vasker hos meg",
        "det er jo Kari som kommer",
        "jeg heter ikke det",
    ],
)
def test_what_is_no_name_of_the_caller_is_none(said: str) -> None:
    assert own_name(said) is None


def test_only_the_option_that_is_refused_is_refused() -> None:
    refused = ["alle andre enn nr 1", "nummer 1 vil jeg ikke ha", "andre enn den første"]
    refused += ["ikke nummer to", "ikkje den siste", "verken 1 eller 2", "jeg vil ikke ha nr 2"]
    meant = ["2, ikke vent", "nummer to er bra, ikke sant", "jeg vet ikke, 2", "den andre", "2"]
    assert [refuses_option(each) for each in refused] == [True] * len(refused)
    assert [refuses_option(each) for each in meant] == [False] * len(meant)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("O'Connor, Seán", "Seán O'Connor"),
        ("O’Connor, Seán", "Seán O’Connor"),
        ("Ó Conchúir, Seán", "Seán Ó Conchúir"),
        ("D'Angelo, María José", "María José D'Angelo"),
        ("van der Berg, Anne-Marie", "Anne-Marie van der Berg"),
        ("Нойман, Анна", "Анна Нойман"),
        ("علي، محمد", "محمد علي"),
        ("Dvořák, Jiří", "Jiří Dvořák"),
        ("Hansen, Kari", "Kari Hansen"),
    ],
)
@pytest.mark.parametrize("around", ["jeg heter {}", "hei, dette er {}, jeg vil bytte"])
def test_the_surname_first(around: str, written: str, name: str) -> None:
    assert own_name(around.format(written)) == name
    assert name_in(written) == name
    assert name_in(f"{written} 400 12 345") == name


@pytest.mark.parametrize("written", ["Kari Hansen, Oslo", "Kari, datteren min", "Kari, Ola, Per"])
def test_a_comma_that_is_none_of_a_name(written: str) -> None:
    assert own_name(f"jeg heter {written}") == written.split(",", maxsplit=1)[0]
    assert name_in(written) == written.split(",", maxsplit=1)[0]


@pytest.mark.parametrize(
    "written",
    [
        "Solveig, Storgata 5",
        "Solveig, Storgata",
        "Kari, Bergen",
        "Kari, Bergen 400 12 345",
        "Kari, Mo i Rana",
        "Solveig, St. Olavs gate 2",
        "Solveig, Bjørnsons vei 4B",
        "Hansen, Kari 1941",
    ],
)
def test_no_street_place_or_number_is_turned(written: str) -> None:
    assert in_spoken_order(written, post_places()) == written
