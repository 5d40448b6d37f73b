"""Files of people and decisions, as a municipality's own system writes them."""

from typing import Any

from tests.choice_register.harness import synthetic_id
from tests.service.office import BORN

SOLVEIG, ARVID = synthetic_id(BORN, 0), synthetic_id(BORN, 1)
HEADER = (
    "municipality;district;national_id;name;birth_date;phone;standard;reference;decided_on;"
    "valid_from;valid_to;service;hours_per_week;tasks;choose_by"
)
NURSING = (
    f"0301;030105;{SOLVEIG};Solveig Myrhaug;1941-03-14;400 11 001;nb;2026/17;2026-11-01;"
    "2026-11-02;2027-10-31;home_nursing;;;"
)
CLEANING = NURSING.replace("home_nursing;;;", "practical_assistance;2,5;vask|handling;2026-12-01")
BAERUM_ROW = f"3201;;{ARVID};Arvid Tangvik;1941-03-14;;;2026/9;2026-11-01;2026-11-01;;bpa;20;;"


def as_json() -> dict[str, Any]:
    """What the rows of `CLEANING` and `NURSING` say."""
    return {
        "municipality": "0301",
        "district": "030105",
        "national_id": SOLVEIG,
        "name": "Solveig Myrhaug",
        "birth_date": "1941-03-14",
        "phone": "+4740011001",
        "standard": "nb",
        "reference": "2026/17",
        "decided_on": "2026-11-01",
        "valid_from": "2026-11-02",
        "valid_to": "2027-10-31",
        "services": [
            {
                "service": "practical_assistance",
                "hours_per_week": 2.5,
                "tasks": ["vask", "handling"],
                "choose_by": "2026-12-01",
            },
            {"service": "home_nursing"},
        ],
    }
