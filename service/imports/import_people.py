"""`brukervalg import people`: people and decisions from the municipality's own system."""

from pathlib import Path

from choice_register.exchange.import_records import Imported, LivesElsewhere
from core.settings import Settings
from service.commands.command_session import Refused, opened
from service.imports.people_check import Check
from service.imports.people_file import Problems, read_rows


def import_people(settings: Settings, file: Path) -> str:
    """Take in a file, where all of it is sound, and say what changed.

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
                    what = (
                        "personen har valg eller fullmakt i en annen kommune. Flytt personen "
                        "først med: brukervalg move"
                    )
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
    for count, one, several in (
        (done.people_moved, "1 person er flyttet hit.", "{} personer er flyttet hit."),
        (
            done.phones_kept,
            "1 telefonnummer er beholdt: en saksbehandler har rettet det.",
            "{} telefonnumre er beholdt: en saksbehandler har rettet dem.",
        ),
        (
            done.phones_replaced,
            "1 rettet telefonnummer er byttet ut: filen har et nyere.",
            "{} rettede telefonnumre er byttet ut: filen har nyere.",
        ),
        (
            done.choices_not_granted,
            "1 valg har ikke lenger noe vedtak. Se «Valg» i saksbehandlingen.",
            "{} valg har ikke lenger noe vedtak. Se «Valg» i saksbehandlingen.",
        ),
    ):
        if count:
            lines.append(one if count == 1 else several.format(count))
    if done.nothing_new:
        lines.insert(0, "Ingenting er endret: alt i filen sto i registeret fra før.")
    return "\n".join(lines)
