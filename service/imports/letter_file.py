"""`brukervalg letters`: new codes, or the second codes of letters that are out, in a file."""

import csv
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from babel.dates import format_date
from sqlalchemy.exc import NoResultFound

from assistant.texts.values import say_phone
from choice_register.types import PersonView
from choice_register.verification.letters import VALID_FOR
from core.channel import Channel
from core.clock import Clock
from core.settings import Settings
from core.spreadsheet import as_text
from service.commands.command_session import Records, Refused, opened, require_municipality

COLUMNS = ("person", "reference", "name", "standard", "code", "code_2", "number", "valid_until")
SECOND_COLUMNS = ("person", "reference", "name", "standard", "code_2", "number")
DELIMITER = ";"
"""As Norwegian spreadsheets have it, where the comma stands in numbers."""
GROUP = 3
BETWEEN_GROUPS = "-"
"""With blanks a spreadsheet would take the code for a number, and drop its noughts."""
READ_BY_OWNER = 0o600


def issue(settings: Settings, municipality: str, person_id: int | None, out: Path) -> str:
    """Issue codes and write them to a new file that only its owner may read.

    The code stands in the file and nowhere else: not in the register, not in a log, not on the
    screen. The birth date, which opens the case together with the code, is not in the file.

    Args:
        municipality: kommunenummer.
        person_id: one person, whose earlier letter then ends; None for everybody who has a
            decision that has not ended and no live letter.
        out: where to; nothing may be there.

    Raises:
        Refused: nobody needs a letter, the person is not there, or the file is.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        people = _people(records, municipality, person_id)
        if not people:
            return "Ingen i kommunen mangler brev. Ingen nye koder er laget."
        written = 0
        try:
            with _new_file(out) as file:
                writer = csv.writer(file, delimiter=DELIMITER)
                writer.writerow(COLUMNS)
                for person, reference in people:
                    writer.writerow(_row(records, person, reference))
                    # On the disk before the next code is made: a code that is lost here is lost.
                    file.flush()
                    os.fsync(file.fileno())
                    written += 1
        except (OSError, KeyboardInterrupt) as stopped:
            unsure = people[written][0].id
            raise Refused(
                f"Filen ble ikke skrevet ferdig. {written} av {len(people)} koder er sikret i den. "
                f"Person {unsure} kan ha fått en kode som ikke er det. Lag en ny med "
                f"--person {unsure}, og kjør så resten på nytt til en annen fil."
            ) from stopped
    count = "én ny kode" if len(people) == 1 else f"{len(people)} nye koder"
    return f"{count} er skrevet til {out}. Slett filen når brevene er sendt."


def second(settings: Settings, municipality: str, before: datetime, out: Path) -> str:
    """Write the second codes of letters that were sent without, for a letter more.

    Nothing is made and nothing ends: the second code follows from the letter. Without the first
    code, which is not in this file, it opens nothing.

    Args:
        municipality: kommunenummer.
        before: letters of this time and later had it.
        out: where to; nothing may be there.

    Raises:
        Refused: the application has no secret to make it from, or the file is there.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        people = records.register.letters_before(municipality, before)
        if not people:
            return "Ingen i kommunen har et gyldig brev fra før den dagen."
        codes = [records.register.second_code(person.id) for person, _ in people]
        if not all(codes):
            raise Refused("Kode 2 kan ikke lages uten BRUKERVALG_SECRET_KEY.")
        with _new_file(out) as file:
            writer = csv.writer(file, delimiter=DELIMITER)
            writer.writerow(SECOND_COLUMNS)
            for (person, reference), code in zip(people, codes, strict=True):
                ours = say_phone(records.catalogue.municipality(municipality).phone, "web")
                known = [str(person.id), as_text(reference), as_text(person.name)]
                known.append(person.standard)
                writer.writerow([*known, _grouped(code or ""), ours])
    count = "Kode 2 til ett brev" if len(people) == 1 else f"Kode 2 til {len(people)} brev"
    return f"{count} er skrevet til {out}. Slett filen når brevene er sendt."


def _people(
    records: Records, municipality: str, person_id: int | None
) -> list[tuple[PersonView, str]]:
    if person_id is None:
        return records.register.without_letter(municipality)
    try:
        person = records.register.person(person_id)
    except NoResultFound:
        person = None
    if person is None or person.municipality != municipality:
        raise Refused(f"Kommune {municipality} har ingen person med nummer {person_id}.")
    return [(person, records.register.last_reference(person_id) or "")]


def _new_file(out: Path) -> TextIO:
    try:
        made = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_BY_OWNER)
    except FileExistsError as there:
        raise Refused(f"{out} finnes fra før. Velg et annet navn, eller slett den.") from there
    except OSError as error:
        raise Refused(f"{out} kan ikke lages: {error.strerror}.") from error
    # With the mark that tells spreadsheets and mail merges that it is UTF-8.
    return os.fdopen(made, "w", encoding="utf-8-sig", newline="")


def _row(records: Records, person: PersonView, reference: str) -> list[str]:
    # Taken before the code is made, so that the letter never promises more than the register.
    ends = records.clock.now() + VALID_FOR
    code = records.register.issue_letter(person.id, records.actor)
    # The code ends at this hour of its last day, so the day before is the last whole one.
    last_whole_day = Clock(ends).today() - timedelta(days=1)
    return [
        str(person.id),
        as_text(reference),
        as_text(person.name),
        person.standard,
        _grouped(code),
        _grouped(records.register.second_code(person.id) or ""),
        say_phone(records.catalogue.municipality(person.municipality).phone, Channel.WEB),
        format_date(last_whole_day, "d. MMMM y", locale=person.standard),
    ]


def _grouped(code: str) -> str:
    return BETWEEN_GROUPS.join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
