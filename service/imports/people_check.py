"""From rows to the register's records: each row checked, and a person's rows put together."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from choice_register.exchange.import_records import DecisionRecord, PersonRecord
from choice_register.types import NewService
from provider_catalog.catalogue import Catalogue
from provider_catalog.vocabulary import SERVICES
from service.imports.people_fields import Fields, agrees
from service.imports.people_file import DECISION, PERSON, Problems, Row

AHEAD = timedelta(days=2 * 366)
"""A decision that begins later than this is a slip of a finger; our judgement."""
STANDARDS = {"nb": "bokmål", "nn": "nynorsk"}


@dataclass
class _First:
    """What the first row of a person, or of a decision, says; the others must say the same."""

    fields: Fields
    values: dict[str, Any] = field(repr=False)

    def compare(self, fields: Fields, names: tuple[str, ...], values: dict[str, Any]) -> None:
        for name in names:
            sound = name not in fields.wrong | self.fields.wrong
            if sound and values[name] != self.values[name]:
                fields.refuse(name, f"er noe annet enn på linje {self.fields.line}")


@dataclass
class _Decision(_First):
    services: dict[str, NewService] = field(default_factory=dict)


@dataclass
class _Person(_First):
    decisions: dict[str, _Decision] = field(default_factory=dict)


class Check:
    """Checks rows against the catalogue and against each other.

    Args:
        catalogue: which municipalities and districts there are.
        today: the day in Oslo.
        problems: where what is wrong is noted.
    """

    def __init__(self, catalogue: Catalogue, today: date, problems: Problems) -> None:
        self._municipalities = {each.id: each for each in catalogue.municipalities()}
        self._services: dict[str, str] = {
            each: catalogue.service_names(each).nb for each in SERVICES
        }
        self._districts = {
            id_: {each.id: each.name for each in catalogue.districts(id_)}
            for id_ in self._municipalities
        }
        self._today = today
        self._problems = problems
        self._people: dict[str, _Person] = {}

    def records(self, rows: list[Row]) -> tuple[list[PersonRecord], list[int]]:
        """The records, and the line on which each person stands first.

        They are worth something only if no problem was noted.
        """
        for row in rows:
            self._take(row)
        if self._problems.found:
            return [], []
        people = list(self._people.values())
        return [_record(each) for each in people], [each.fields.line for each in people]

    def _take(self, row: Row) -> None:
        fields = Fields(row, self._problems)
        person, decision, service = self._person(fields), _decision(fields), self._service(fields)
        self._check_days(fields, person, decision, service)
        if person["national_id"] is None or decision["reference"] is None:
            return
        known = self._people.setdefault(person["national_id"], _Person(fields, person))
        known.compare(fields, PERSON, person)
        granted = known.decisions.setdefault(decision["reference"], _Decision(fields, decision))
        granted.compare(fields, DECISION, decision)
        if service is None:
            return
        if service.service in granted.services:
            what = f"«{service.service}» står to ganger i vedtak {decision['reference']}"
            fields.refuse("service", what)
        granted.services[service.service] = service

    def _person(self, fields: Fields) -> dict[str, Any]:
        municipality = fields.one_of(
            "municipality", {each.id: each.name for each in self._municipalities.values()}
        )
        values: dict[str, Any] = {
            "municipality": municipality,
            "national_id": fields.national_id("national_id"),
            "name": fields.text("name"),
            "birth_date": fields.day("birth_date"),
            "phone": fields.phone("phone"),
            "standard": fields.one_of("standard", STANDARDS),
            "district": None,
        }
        if municipality is not None:
            values["district"] = self._district(fields, municipality)
            values["standard"] = values["standard"] or self._municipalities[municipality].standard
        return values

    def _district(self, fields: Fields, municipality: str) -> str | None:
        districts = self._districts[municipality]
        if districts:
            district = fields.one_of("district", districts)
            if district is None and not fields.text("district"):
                fields.refuse("district", "mangler: denne kommunen har bydeler")
            return district
        if fields.text("district") is not None:
            fields.refuse("district", "skal være tom: denne kommunen har ikke bydeler")
        return None

    def _service(self, fields: Fields) -> NewService | None:
        service = fields.one_of("service", self._services)
        hours, tasks = fields.hours("hours_per_week"), fields.tasks("tasks")
        choose_by = fields.day("choose_by")
        return NewService(service, hours, tasks, choose_by) if service else None

    def _check_days(
        self,
        fields: Fields,
        person: dict[str, Any],
        decision: dict[str, Any],
        service: NewService | None,
    ) -> None:
        born, id_ = person["birth_date"], person["national_id"]
        if born and born > self._today:
            fields.refuse("birth_date", "er ikke kommet ennå")
        elif born and id_ and not agrees(id_, born):
            fields.refuse("birth_date", "passer ikke med fødselsnummeret")
        decided, starts, ends = (decision[name] for name in DECISION[1:])
        if decided and decided > self._today:
            fields.refuse("decided_on", "er ikke kommet ennå")
        for name, day in (("decided_on", decided), ("valid_from", starts)):
            if born and born <= self._today and day and day < born:
                fields.refuse(name, f"er før personen ble født ({born.isoformat()})")
            elif day and day > self._today + AHEAD:
                fields.refuse(name, "er for langt fram i tid")
        if starts and ends and ends < starts:
            fields.refuse("valid_to", f"er før valid_from ({starts.isoformat()})")
        if service and service.choose_by and decided and service.choose_by < decided:
            fields.refuse("choose_by", f"er før decided_on ({decided.isoformat()})")


def _decision(fields: Fields) -> dict[str, Any]:
    days = {name: fields.day(name) for name in DECISION[1:-1]}
    days["valid_to"] = fields.last_day("valid_to")
    return {"reference": fields.text("reference"), **days}


def _record(person: _Person) -> PersonRecord:
    decisions = tuple(
        DecisionRecord(**each.values, services=tuple(each.services.values()))
        for each in person.decisions.values()
    )
    return PersonRecord(**person.values, decisions=decisions)
