"""Taking in people and decisions: all or nothing, and the same file twice is once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from stdnum.no import fodselsnummer

from choice_register.audit import Actor
from choice_register.models import Audit, Decision, GrantedService, Person
from tests.choice_register.harness import synthetic_id
from tests.service.office import BAERUM, BORN, Office
from tests.service.people_files import (
    ARVID,
    BAERUM_ROW,
    CLEANING,
    HEADER,
    NURSING,
    SOLVEIG,
    as_json,
)


def test_a_person_with_two_services_comes_in_as_it_stands(
    office: Office, csv_file: Callable[..., str]
) -> None:
    told = office.does("import", "people", csv_file(CLEANING, NURSING, BAERUM_ROW))
    assert told == "Personer: 2 nye, 0 endret, 0 som før.\nVedtak: 2 nye, 0 endret, 0 som før.\n"
    solveig, arvid = office.rows(Person)
    assert (solveig.name, solveig.phone, solveig.district) == (
        "Solveig Myrhaug",
        "+4740011001",
        "030105",
    )
    assert (arvid.phone, arvid.district, arvid.standard) == (None, None, "nb")
    decision = office.register.decision(solveig.id)
    assert decision is not None
    assert (decision.reference, str(decision.valid_to)) == ("2026/17", "2027-10-31")
    assert [(each.service, each.hours_per_week, each.tasks) for each in decision.services] == [
        ("practical_assistance", 2.5, ("vask", "handling")),
        ("home_nursing", None, ()),
    ]
    assert str(decision.services[0].choose_by) == "2026-12-01"


def test_the_same_in_json_lines_or_with_commas_and_a_mark_is_the_same(
    office: Office, csv_file: Callable[..., str], json_file: Callable[..., str]
) -> None:
    office.does("import", "people", csv_file(CLEANING, NURSING))
    nothing = "Ingenting er endret: alt i filen sto i registeret fra før.\n"
    assert office.does("import", "people", json_file(as_json())).startswith(nothing)
    rows = [each.replace(";", ",").replace("2,5", '"2,5"') for each in (CLEANING, NURSING)]
    file = csv_file(*rows, header=HEADER.replace(";", ","), encoding="utf-8-sig")
    assert office.does("import", "people", file).startswith(nothing)


def test_the_same_file_twice_changes_nothing_and_says_so(
    office: Office, csv_file: Callable[..., str]
) -> None:
    file = csv_file(CLEANING, NURSING, BAERUM_ROW)
    office.does("import", "people", file)
    lines = len(office.rows(Audit))
    told = office.does("import", "people", file)
    assert told.splitlines() == [
        "Ingenting er endret: alt i filen sto i registeret fra før.",
        "Personer: 0 nye, 0 endret, 2 som før.",
        "Vedtak: 0 nye, 0 endret, 2 som før.",
    ]
    assert len(office.rows(Audit)) == lines
    assert [len(office.rows(each)) for each in (Person, Decision, GrantedService)] == [2, 2, 3]


def test_a_changed_decision_is_changed_with_a_line_of_what_it_was_and_is(
    office: Office, json_file: Callable[..., str]
) -> None:
    office.does("import", "people", json_file(as_json()))
    new = as_json() | {"valid_to": "2027-06-30", "services": [{"service": "home_nursing"}]}
    new["services"].append({"service": "bpa", "hours_per_week": 20})
    told = office.does("import", "people", json_file(new))
    assert "Vedtak: 0 nye, 1 endret, 0 som før." in told
    [line] = office.audit("decision_changed")
    assert line.who.startswith("caseworker:")
    assert line.details["reference"] == "2026/17"
    assert line.details["changed"]["valid_to"] == ["2027-10-31", "2027-06-30"]
    assert line.details["changed"]["practical_assistance"][1] is None
    assert line.details["changed"]["bpa"][1]["hours_per_week"] == 20
    assert "home_nursing" not in line.details["changed"]
    decision = office.register.decision(line.person_id)
    assert decision is not None
    assert {each.service for each in decision.services} == {"home_nursing", "bpa"}


def test_a_person_who_moved_within_the_city_is_changed_and_a_new_decision_added(
    office: Office, json_file: Callable[..., str]
) -> None:
    office.does("import", "people", json_file(as_json()))
    new = as_json() | {"district": "030101", "reference": "2026/99"}
    assert office.does("import", "people", json_file(new)) == (
        "Personer: 0 nye, 1 endret, 0 som før.\nVedtak: 1 nye, 0 endret, 0 som før.\n"
    )
    [line] = office.audit("person_changed")
    assert line.details == {"changed": {"district": ["030105", "030101"]}}
    assert [each.reference for each in office.rows(Decision)] == ["2026/17", "2026/99"]


def test_somebody_of_another_municipality_keeps_the_whole_file_out(
    office: Office, csv_file: Callable[..., str]
) -> None:
    office.does("import", "people", csv_file(CLEANING))
    [person] = office.rows(Person)
    office.choose(office.register.person(person.id))
    moved = BAERUM_ROW.replace(ARVID, SOLVEIG)
    newcomer = BAERUM_ROW.replace(ARVID, synthetic_id(BORN, 5))
    said = office.refuses("import", "people", csv_file(newcomer, moved))
    assert "linje 3, municipality: personen har valg eller fullmakt i en annen kommune" in said
    assert [each.municipality for each in office.rows(Person)] == ["0301"]
    told = office.does("move", str(person.id), "--to", BAERUM)
    assert "er flyttet til kommune 3201" in told
    assert "Personer: 1 nye" in office.does("import", "people", csv_file(newcomer, moved))
    assert "bor i kommune 3201 fra før" in office.refuses("move", str(person.id), "--to", BAERUM)
    assert "ingen person nummer 999" in office.refuses("move", "999", "--to", BAERUM)


def test_somebody_with_nothing_under_way_is_moved_by_the_file(
    office: Office, csv_file: Callable[..., str]
) -> None:
    office.does("import", "people", csv_file(CLEANING))
    moved = BAERUM_ROW.replace(ARVID, SOLVEIG)
    assert "1 person er flyttet hit." in office.does("import", "people", csv_file(moved))
    assert [each.municipality for each in office.rows(Person)] == [BAERUM]


def test_a_corrected_number_is_kept_and_a_choice_without_a_decision_told_of(
    office: Office, csv_file: Callable[..., str]
) -> None:
    office.does("import", "people", csv_file(CLEANING))
    [row] = office.rows(Person)
    person = office.register.person(row.id)
    office.choose(person)
    mender = Actor("caseworker:x", "casework")
    office.register.correct_phone(mender, person.municipality, person.id, "+4740000999")
    over = CLEANING.replace("2027-10-31", "2026-11-20")
    assert over != CLEANING
    told = office.does("import", "people", csv_file(over))
    assert "1 telefonnummer er beholdt" in told
    assert "1 valg har ikke lenger noe vedtak." in told
    assert office.register.person(row.id).phone == "+4740000999"


def test_numbers_that_carry_no_plain_birth_date_are_taken(
    office: Office, json_file: Callable[..., str]
) -> None:
    def numbered(start: str) -> str:
        for serial in range(1000):
            digits = f"{start}{serial:03}"
            first = fodselsnummer.calc_check_digit1(digits)
            second = fodselsnummer.calc_check_digit2(digits + first)
            if len(first + second) == 2:
                return digits + first + second
        raise AssertionError(start)

    # A D-number, the three synthetic kinds, an ordinary number, and a help number without a date.
    starts = ["540341", "144341", "146841", "148341", "140341", "900000"]
    people = [as_json() | {"national_id": numbered(start), "reference": start} for start in starts]
    assert "Personer: 6 nye" in office.does("import", "people", json_file(*people))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "kolonnen mangler"),
        (HEADER.encode() + b"\n", "Filen har ingen personer"),
        (HEADER.replace("name", "navn").encode() + b"\n", "linje 1, navn: kolonnen er ukjent"),
        (b"name;" + HEADER.encode() + b"\n", "linje 1, name: kolonnen står to ganger"),
        (HEADER.encode() + "\n0301;030105;;Åse".encode("latin-1"), "Filen er ikke UTF-8"),
        (b"{", "linje 1, er ikke gyldig JSON"),
        (b'{"name": ' + b"[" * 100_000, "linje 1, er ikke gyldig JSON"),
        (b"{}\n[]", "linje 2, skal være et JSON-objekt"),
    ],
)
def test_a_file_that_is_no_such_file_is_told_what_it_lacks(
    office: Office, tmp_path: Path, content: bytes, what: str
) -> None:
    file = tmp_path / "a-file"
    file.write_bytes(content)
    assert what in office.refuses("import", "people", str(file))


def test_the_example_in_the_help_is_a_file_that_comes_in(
    office: Office, csv_file: Callable[..., str], tmp_path: Path
) -> None:
    lines = [line.strip() for line in office.does("import", "people", "--help").splitlines()]
    start = next(at for at, line in enumerate(lines) if line.startswith("municipality;"))
    file = csv_file(lines[start + 1], header=lines[start])
    assert "Personer: 1 nye" in office.does("import", "people", file)
    opening = next(at for at, line in enumerate(lines) if line.startswith("{"))
    end = next(at for at, line in enumerate(lines) if line.endswith("}]}"))
    same = tmp_path / "same.jsonl"
    same.write_text(" ".join(lines[opening : end + 1]), encoding="utf-8")
    assert "Ingenting er endret" in office.does("import", "people", str(same))


def test_what_norwegian_spreadsheets_and_other_systems_write_is_read(
    office: Office, csv_file: Callable[..., str], tmp_path: Path
) -> None:
    row = (
        f'0301;030105;="{SOLVEIG}";Ka\u030are Åsedal;14.03.1941;400 11 001;nb;2026/17;'
        "1.11.2026;02.11.2026 00:00;31.12.9999;home_nursing;;;"
    )
    file = Path(csv_file(row))
    file.write_text("sep=;\r\n" + file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert "1 nye" in office.does("import", "people", str(file))
    [found] = office.rows(Person)
    assert found.name == "Kåre Åsedal"
    [decision] = office.rows(Decision)
    assert decision.valid_to is None
    assert decision.valid_from.isoformat() == "2026-11-02"
    # The day nought, as a spreadsheet shows an empty cell of days.
    file.write_text(file.read_text("utf-8-sig").replace("31.12.9999", "00.01.1900"), "utf-8")
    assert "Ingenting er endret" in office.does("import", "people", str(file))


def test_a_mistake_behind_the_line_of_the_delimiter_is_told_with_its_own_line(
    office: Office, csv_file: Callable[..., str]
) -> None:
    file = Path(csv_file(NURSING.replace("2026-11-01", "x")))
    file.write_text("sep=;\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert "linje 3" in office.refuses("import", "people", str(file))
