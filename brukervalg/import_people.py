"""`brukervalg import people`: people and decisions from the municipality's own system."""

from pathlib import Path

from brukervalg.opening import Refused, opened
from brukervalg.people_check import Check
from brukervalg.people_file import Problems, read_rows
from choice_register.importing import Imported, LivesElsewhere
from foundation.settings import Settings


def import_people(settings: Settings, file: Path) -> str:
    """Take in a file, all of it or nothing, and say what changed.

    Raises:
        Refused: something in the file is wrong; the message names every line and field.
    """
    problems = Problems()
    with opened(settings) as records:
        rows = read_rows(file, problems)
        check = Check(records.catalogue, records.clock.today(), problems)
        people, lines = check.records(rows)
        if not problems.found:
            try:
                return _told(records.register.import_people(people, records.actor))
            except LivesElsewhere as elsewhere:
                for which in elsewhere.which:
                    what = "personen står i registeret med en annen kommune"
                    problems.add(lines[which], "municipality", what)
    found = problems.lines()
    count = "én feil" if len(found) == 1 else f"{len(found)} feil"
    raise Refused("\n".join([f"{count} i {file.name}. Ingenting er endret.", *found]))


def _told(done: Imported) -> str:
    lines = [
        f"Personer: {done.people_added} nye, {done.people_changed} endret, "
        f"{done.people_same} som før.",
        f"Vedtak: {done.decisions_added} nye, {done.decisions_changed} endret, "
        f"{done.decisions_same} som før.",
    ]
    if done.nothing_new:
        lines.insert(0, "Ingenting er endret: alt i filen sto i registeret fra før.")
    return "\n".join(lines)
