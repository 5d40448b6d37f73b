"""New letters: the codes stand in one file that only its owner reads, and nowhere else."""

import errno
import re
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from choice_register.models import Person
from choice_register.types import CodeResult
from choice_register.verification.models import LetterCode
from tests.service.office import BAERUM, BORN, OSLO, Office


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "letters.csv"


def test_everybody_without_a_letter_gets_a_code_that_works(office: Office, out: Path) -> None:
    anne, berit = office.person("Anne Vik"), office.person("Berit Ås")
    told = office.does("letters", "issue", "--municipality", OSLO, "--missing", "--out", str(out))
    assert told.startswith("2 nye koder er skrevet til ")
    rows = office.letters(out)
    assert [(row["person"], row["name"], row["reference"]) for row in rows] == [
        (str(anne.id), "Anne Vik", f"2026/{anne.id}"),
        (str(berit.id), "Berit Ås", f"2026/{berit.id}"),
    ]
    assert {row["number"] for row in rows} == {"40 00 03 01"}
    for row, person in zip(rows, (anne, berit), strict=True):
        conversation = f"c{person.id}"
        assert office.try_code(row["code"], conversation) is CodeResult.OK
        proven = office.register.proven_person(conversation)
        assert proven is not None
        assert proven.id == person.id


def test_the_code_is_good_through_the_day_that_the_letter_names(office: Office, out: Path) -> None:
    office.person()
    office.does("letters", "issue", "--municipality", OSLO, "--out", str(out))
    [row] = office.letters(out)
    assert row["valid_until"] == "3. januar 2027"
    # The last minute of 3 January in Oslo.
    office.later(days=(date(2027, 1, 3) - office.now.date()).days, hours=13, minutes=59)
    assert office.try_code(row["code"], "c") is CodeResult.OK
    office.later(days=1)
    assert office.try_code(row["code"], "c2") is CodeResult.EXPIRED


def test_only_its_owner_can_read_the_file(office: Office, out: Path) -> None:
    office.person()
    office.does("letters", "issue", "--municipality", OSLO, "--out", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_code_is_not_on_the_screen_nor_in_the_database_nor_the_birth_date_in_the_file(
    office: Office, out: Path, files: Path
) -> None:
    office.person()
    result = office.run("letters", "issue", "--municipality", OSLO, "--out", str(out))
    code = office.letters(out)[0]["code"].replace(" ", "")
    in_groups = office.letters(out)[0]["code"]
    kept = b"".join(each.read_bytes() for each in files.glob("test.sqlite*"))
    for form in (code, in_groups):
        assert form not in result.output
        assert form.encode() not in kept
    assert b"letter_issued" in kept
    written = out.read_text(encoding="utf-8-sig")
    assert str(BORN) not in written
    assert office.rows(Person)[0].national_id not in written


def test_a_file_that_is_there_is_left_alone_and_no_code_is_made(office: Office, out: Path) -> None:
    office.person()
    out.write_text("mine", encoding="utf-8")
    said = office.refuses("letters", "issue", "--municipality", OSLO, "--out", str(out))
    assert said == f"Feil: {out} finnes fra før. Velg et annet navn, eller slett den.\n"
    assert out.read_text(encoding="utf-8") == "mine"
    assert office.rows(LetterCode) == []


def test_a_link_that_points_elsewhere_is_not_followed(office: Office, out: Path) -> None:
    office.person()
    elsewhere = out.with_name("elsewhere.csv")
    out.symlink_to(elsewhere)
    office.refuses("letters", "issue", "--municipality", OSLO, "--out", str(out))
    assert not elsewhere.exists()


def test_whoever_has_a_letter_or_no_decision_any_more_gets_none(office: Office, out: Path) -> None:
    has_one, ended = office.person("Har Brev"), office.person("Er Over", ends=date(2026, 11, 22))
    last_day, elsewhere = (
        office.person("Siste Dag", ends=date(2026, 11, 23)),
        office.person("En Annen", municipality=BAERUM),
    )
    office.register.issue_letter(has_one.id)
    office.does("letters", "issue", "--municipality", OSLO, "--out", str(out))
    assert [row["person"] for row in office.letters(out)] == [str(last_day.id)]
    assert {ended.id, elsewhere.id}.isdisjoint(row.person_id for row in office.rows(LetterCode))


def test_when_nobody_needs_one_no_file_is_made(office: Office, out: Path) -> None:
    person = office.person()
    office.register.issue_letter(person.id)
    told = office.does("letters", "issue", "--municipality", OSLO, "--out", str(out))
    assert told == "Ingen i kommunen mangler brev. Ingen nye koder er laget.\n"
    assert not out.exists()


def test_an_expired_letter_is_a_missing_one(office: Office, out: Path) -> None:
    person = office.person()
    office.register.issue_letter(person.id)
    office.later(**{"days": timedelta(weeks=7).days})
    office.does("letters", "issue", "--municipality", OSLO, "--out", str(out))
    assert [row["person"] for row in office.letters(out)] == [str(person.id)]


def test_a_new_letter_for_one_person_ends_the_old_one(office: Office, out: Path) -> None:
    person, other = office.person("Anne Vik"), office.person("Berit Ås")
    old = office.register.issue_letter(person.id)
    office.does(
        *("letters", "issue", "--municipality", OSLO, "--person", str(person.id)),
        *("--out", str(out)),
    )
    [row] = office.letters(out)
    assert row["name"] == "Anne Vik"
    assert office.try_code(old, "c") is CodeResult.EXPIRED
    assert office.try_code(row["code"], "c") is CodeResult.OK
    assert other.id not in {letter.person_id for letter in office.rows(LetterCode)}
    assert office.audit("letter_issued")[-1].who.startswith("caseworker:")


def test_a_person_of_another_municipality_is_not_there(office: Office, out: Path) -> None:
    person = office.person(municipality=BAERUM)
    issue = ("letters", "issue", "--municipality", OSLO, "--out", str(out), "--person")
    for number in (str(person.id), "999"):
        said = office.refuses(*issue, number)
        assert said == f"Feil: Kommune 0301 har ingen person med nummer {number}.\n"
    assert not out.exists()
    assert "finnes ikke i katalogen" in office.refuses(
        "letters", "issue", "--municipality", "9999", "--out", str(out)
    )


def test_everybody_and_one_person_at_once_is_refused(office: Office, out: Path) -> None:
    said = office.refuses(
        *("letters", "issue", "--municipality", OSLO, "--missing", "--person", "1"),
        *("--out", str(out)),
    )
    assert "enten --missing eller --person" in said


def test_a_disk_that_fills_up_costs_one_code_which_is_named(
    office: Office, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [office.person(name) for name in ("Anne", "Berit", "Cato")]
    outcomes = iter([None, OSError(errno.ENOSPC, "full")])

    def fsync(_: int) -> None:
        if failure := next(outcomes):
            raise failure

    issue = ("letters", "issue", "--municipality", OSLO, "--out")
    monkeypatch.setattr("os.fsync", fsync)
    said = office.refuses(*issue, str(out))
    monkeypatch.undo()
    assert "1 av 3 koder er sikret" in said
    assert f"--person {people[1].id}," in said
    # What it says to do leaves nobody without a code that works.
    second, rest = out.with_name("second.csv"), out.with_name("rest.csv")
    office.does(*issue, str(second), "--person", str(people[1].id))
    office.does(*issue, str(rest))
    rows = [office.letters(out)[0], *office.letters(second), *office.letters(rest)]
    assert [row["name"] for row in rows] == ["Anne", "Berit", "Cato"]
    for row in rows:
        assert office.try_code(row["code"], row["name"]) is CodeResult.OK


def test_a_norwegian_spreadsheet_reads_the_file_in_columns_and_keeps_the_noughts(
    office: Office, out: Path
) -> None:
    office.person("Anne Vik")
    office.does("letters", "issue", "--municipality", OSLO, "--missing", "--out", str(out))
    header, first, *_ = out.read_text(encoding="utf-8-sig").splitlines()
    assert header.split(";")[4] == "code"
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", first.split(";")[4])


def test_letters_that_are_out_get_their_second_code_and_nothing_of_them_ends(
    office: Office, out: Path, tmp_path: Path
) -> None:
    office.person("Anne Vik")
    office.does("letters", "issue", "--municipality", OSLO, "--out", str(out))
    [first] = office.letters(out)
    office.later(days=2)
    office.person("Berit Ås")
    office.does("letters", "issue", "--municipality", OSLO, "--out", str(tmp_path / "new.csv"))
    today, more = office.now.date().isoformat(), tmp_path / "second.csv"
    told = office.does(
        *("letters", "second", "--municipality", OSLO, "--before", today, "--out", str(more))
    )
    assert told.startswith("Kode 2 til ett brev er skrevet til ")
    [row] = office.letters(more)
    assert (row["name"], row["code_2"]) == ("Anne Vik", first["code_2"])
    assert "code" not in row
    assert stat.S_IMODE(more.stat().st_mode) == 0o600
    assert office.try_code(first["code"], "c") is CodeResult.OK
