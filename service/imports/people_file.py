"""Reading a file of people: CSV or JSON lines become rows of one service each."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from core.names import composed

PERSON = ("municipality", "national_id", "name", "birth_date", "district", "phone", "standard")
DECISION = ("reference", "decided_on", "valid_from", "valid_to")
SERVICE = ("service", "hours_per_week", "tasks", "choose_by")
COLUMNS = (*PERSON, *DECISION, *SERVICE)
REQUIRED = {
    *("municipality", "national_id", "name", "birth_date"),
    *("reference", "decided_on", "valid_from", "service"),
}
BETWEEN_TASKS = "|"
DELIMITERS = (",", ";", "\t")
SEPARATOR = re.compile(r"sep=([;,\t|])[ \t]*\r?\n", re.IGNORECASE)
"""The line by which Excel is told the delimiter, before the header."""
AS_TEXT = re.compile(r'="(.*)"')


class _Reader(Protocol):
    """A reader of CSV."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass
class Problems:
    """What is wrong with the file, in Norwegian, each thing once, in the order of the lines."""

    found: dict[tuple[int, str], None] = field(default_factory=dict)

    def add(self, line: int, where: str, what: str) -> None:
        """Note a problem; `where` is the field, or empty for the whole line."""
        named = f"{where}: {what}" if where else what
        self.found[line, f"linje {line}, {named}" if line else named] = None

    def lines(self) -> list[str]:
        """All of them."""
        return [said for _, said in sorted(self.found, key=lambda problem: problem[0])]


@dataclass(frozen=True)
class Row:
    """One service of one decision of one person, as it stands in the file.

    Attributes:
        line: in the file, from 1.
        values: by column; empty fields are left out.
    """

    line: int
    values: dict[str, Any] = field(repr=False)


def read_rows(file: Path, problems: Problems) -> list[Row]:
    """The rows of a file. What cannot be read at all is noted as a problem.

    A file whose first character is `{` is JSON lines, any other is CSV with a header, with commas
    or, as Norwegian spreadsheets write it, semicolons.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.add(0, "", "Filen er ikke UTF-8. Velg «CSV UTF-8» når du lagrer fra regnearket.")
        return []
    text = composed(text)
    rows = _json_rows if text.lstrip().startswith("{") else _csv_rows
    found = list(rows(text, problems))
    if not found and not problems.found:
        problems.add(0, "", "Filen har ingen personer.")
    return found


def _csv_rows(text: str, problems: Problems) -> Iterator[Row]:
    told = SEPARATOR.match(text)
    body = text[told.end() :] if told else text
    header_line = body.partition("\n")[0]
    delimiter = told.group(1) if told else max(DELIMITERS, key=header_line.count)
    lines = io.StringIO(body, newline="")
    before = 1 if told else 0
    yield from _delimited(csv.reader(lines, delimiter=delimiter), before, problems)


def _delimited(reader: "_Reader", before: int, problems: Problems) -> Iterator[Row]:
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _header_is_sound(header, problems):
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                what = f"har {len(cells)} felt, men overskriften har {len(header)}"
                problems.add(reader.line_num + before, "", what)
                continue
            values: dict[str, Any] = {
                name: plain
                for name, cell in zip(header, cells, strict=True)
                if (plain := _plain(cell))
            }
            if "tasks" in values:
                values["tasks"] = [each.strip() for each in values["tasks"].split(BETWEEN_TASKS)]
            yield Row(reader.line_num + before, values)
    except csv.Error:
        problems.add(reader.line_num + before, "", "er ikke gyldig CSV")


def _plain(cell: str) -> str:
    """A cell without the form in which spreadsheets keep digits as text: `="01010112345"`."""
    bare = cell.strip().removeprefix("\ufeff")
    quoted = AS_TEXT.fullmatch(bare)
    return quoted.group(1).strip() if quoted else bare.removeprefix("'")


def _header_is_sound(header: list[str], problems: Problems) -> bool:
    unknown = [name for name in header if name not in COLUMNS]
    for name in unknown:
        problems.add(1, name or "overskriften", "kolonnen er ukjent")
    for name in sorted({name for name in header if header.count(name) > 1} - set(unknown)):
        problems.add(1, name, "kolonnen står to ganger")
    for name in COLUMNS:
        if name in REQUIRED and name not in header:
            problems.add(1, name, "kolonnen mangler")
    return not problems.found


def _json_rows(text: str, problems: Problems) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            problems.add(number, "", "er ikke gyldig JSON")
            continue
        if not isinstance(found, dict):
            problems.add(number, "", "skal være et JSON-objekt")
            continue
        services = found.pop("services", None)
        _refuse_unknown(found, {*PERSON, *DECISION}, number, problems)
        if not isinstance(services, list) or not services:
            problems.add(number, "services", "skal være en liste med minst én tjeneste")
            services = []
        for service in services:
            if not isinstance(service, dict):
                problems.add(number, "services", "hver tjeneste skal være et JSON-objekt")
                continue
            _refuse_unknown(service, {*SERVICE}, number, problems)
            filled = {k: v for k, v in (found | service).items() if v not in (None, "", [])}
            yield Row(number, filled)


def _refuse_unknown(found: dict[str, Any], known: set[str], line: int, problems: Problems) -> None:
    for name in found.keys() - known:
        problems.add(line, name, "feltet er ukjent")
