"""A file with anything wrong in it is refused whole, and told what is wrong where."""

from collections.abc import Callable
from typing import Any

from choice_register.models import Audit, Person
from tests.service.office import BAERUM, Office
from tests.service.people_files import BAERUM_ROW, CLEANING, NURSING, SOLVEIG, as_json

# A change to the right row, the field that is to be named, and some of what is said of it.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"municipality": "0302"}, "municipality", "«0302» er ukjent"),
    ({"municipality": 301}, "municipality", "skal være tekst"),
    ({"municipality": "301"}, "municipality", "Har regnearket fjernet en null foran?"),
    ({"district": "30105"}, "district", "Har regnearket fjernet en null foran?"),
    ({"national_id": "1,40341E+10"}, "national_id", "er rundet av i regnearket"),
    ({"phone": "4,74001E+09"}, "phone", "er rundet av i regnearket"),
    ({"decided_on": "46327"}, "decided_on", "er regnearkets eget tall"),
    ({"municipality": BAERUM}, "district", "skal være tom"),
    ({"district": None}, "district", "mangler"),
    ({"district": "030199"}, "district", "«030199» er ukjent"),
    ({"national_id": SOLVEIG[1:]}, "national_id", "har 10 sifre"),
    ({"national_id": SOLVEIG[:-1] + "0"}, "national_id", "kontrollsifrene stemmer ikke"),
    ({"national_id": SOLVEIG[:6] + " " + SOLVEIG[6:]}, "national_id", "skal ha 11 sifre"),
    ({"name": "  "}, "name", "mangler"),
    ({"name": "Sol\x00veig"}, "name", "usynlige tegn"),
    ({"name": "Sol\nveig"}, "name", "usynlige tegn"),
    ({"name": "Sol\ud800veig"}, "name", "usynlige tegn"),
    ({"birth_date": "1941-03-15"}, "birth_date", "passer ikke med fødselsnummeret"),
    ({"birth_date": "2041-03-14"}, "birth_date", "er ikke kommet ennå"),
    ({"birth_date": "14/03/1941"}, "birth_date", "er ikke en dato"),
    ({"birth_date": "31.02.1941"}, "birth_date", "er ikke en dato"),
    ({"decided_on": "1926-11-01"}, "decided_on", "er før personen ble født"),
    ({"decided_on": "0001-01-01"}, "decided_on", "er for lenge siden"),
    ({"valid_from": "2036-11-02", "valid_to": None}, "valid_from", "for langt fram i tid"),
    ({"birth_date": "19410314"}, "birth_date", "er ikke en dato"),
    ({"phone": "12345"}, "phone", "er ikke et gyldig telefonnummer"),
    ({"standard": "en"}, "standard", "«en» er ukjent"),
    ({"reference": ""}, "reference", "mangler"),
    ({"decided_on": "2026-11-31"}, "decided_on", "er ikke en dato"),
    ({"decided_on": "2026-11-24"}, "decided_on", "er ikke kommet ennå"),
    ({"valid_from": None}, "valid_from", "mangler"),
    ({"valid_to": "2026-11-01"}, "valid_to", "er før valid_from (2026-11-02)"),
    ({"extra": 1}, "extra", "feltet er ukjent"),
    ({"services": []}, "services", "minst én tjeneste"),
    ({"services": ["bpa"]}, "services", "skal være et JSON-objekt"),
    ({"services": [{"service": "vask"}]}, "service", "«vask» er ukjent"),
    ({"services": [{"service": "bpa"}] * 2}, "service", "«bpa» står to ganger"),
    ({"services": [{"service": "bpa", "hours_per_week": 0}]}, "hours_per_week", "timer i uka"),
    ({"services": [{"service": "bpa", "hours_per_week": 169}]}, "hours_per_week", "timer i uka"),
    ({"services": [{"service": "bpa", "hours_per_week": True}]}, "hours_per_week", "timer i uka"),
    ({"services": [{"service": "bpa", "hours_per_week": 10**400}]}, "hours_per_week", "timer"),
    ({"services": [{"service": "bpa", "tasks": ["va\tsk"]}]}, "tasks", "usynlige tegn"),
    ({"services": [{"service": "bpa", "tasks": "vask"}]}, "tasks", "skal være en liste"),
    ({"services": [{"service": "bpa", "choose_by": "2026-10-31"}]}, "choose_by", "er før"),
]


def test_each_wrong_field_is_named_with_its_line(
    office: Office, json_file: Callable[..., str]
) -> None:
    """One office sees them all: none of them leaves anything in it."""
    wrong = []
    for change, field, what in WRONG:
        said = office.refuses("import", "people", json_file(as_json() | change))
        [line] = said.splitlines()[1:]
        if not line.startswith(f"linje 1, {field}: ") or what not in line:
            wrong.append(f"{change}: {line}")
        if SOLVEIG[6:] in said:
            wrong.append(f"{change}: the national id is told")
    assert not wrong, "\n".join(wrong)
    assert office.rows(Person) == []


def test_one_wrong_row_keeps_every_right_one_out(
    office: Office, csv_file: Callable[..., str]
) -> None:
    said = office.refuses(
        "import", "people", csv_file(CLEANING, BAERUM_ROW.replace(";bpa;", ";vask;"))
    )
    assert said.startswith("Feil: én feil i people.csv. Ingenting er endret.\nlinje 3, service: ")
    assert office.rows(Person) == []
    assert office.rows(Audit) == []


def test_all_that_is_wrong_is_said_at_once_and_each_thing_once(
    office: Office, csv_file: Callable[..., str]
) -> None:
    first = CLEANING.replace("Solveig Myrhaug", "")
    second = NURSING.replace("2026-11-02", "igår")
    third = NURSING.replace("2026-11-01", "2026-10-01").replace("home_nursing", "bpa")
    said = office.refuses("import", "people", csv_file(first, second, "0301;for få", third))
    assert said.splitlines() == [
        "Feil: 4 feil i people.csv. Ingenting er endret.",
        "linje 2, name: mangler",
        "linje 3, valid_from: «igår» er ikke en dato. Skriv 2026-11-21",
        "linje 4, har 2 felt, men overskriften har 15",
        "linje 5, decided_on: er noe annet enn på linje 2",
    ]
