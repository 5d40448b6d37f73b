"""The caseworker's part of a mandate, at the shell."""

import re

import pytest

from choice_register.types import CodeResult, PersonView
from tests.service.office import BAERUM, OSLO, Office

OLA = "+4740099001"
"""Whose code it is: from the giver's own number it is refused."""
CODE = re.compile(r"Koden til Ola Verge: (\d{3} \d{3} \d{3})")


@pytest.fixture
def person(office: Office) -> PersonView:
    return office.person()


def register(known: PersonView, **said: str) -> list[str]:
    """The command that registers a guardian, with what is said otherwise."""
    options = {
        "municipality": OSLO,
        "person": str(known.id),
        "paper": "guardian",
        "reference": "Sak 2026/44",
        "name": "Ola Verge",
        "scope": "choose",
        "until": "2027-11-01",
    } | said
    return ["mandates", "register", *(part for k, v in options.items() for part in (f"--{k}", v))]


def test_a_paper_that_was_seen_gives_a_code_once(office: Office, person: PersonView) -> None:
    told = office.does(*register(person))
    assert told.startswith("Fullmakt 1 er registrert til 1. november 2027.\n")
    found = CODE.search(told)
    assert found is not None
    conversation = office.texts("hei")
    assert office.try_code(found.group(1), conversation, number=OLA) is CodeResult.OK
    [line] = office.audit("mandate_given")
    assert (line.channel, line.authority) == ("command_line", "caseworker")
    listed = office.does("mandates", "list")
    assert "1  kommune 0301  gjelder, til 1. november 2027" in listed
    assert "Ola Verge kan se og velge for Solveig Myrhaug" in listed
    assert "verge, papir Sak 2026/44" in listed
    assert found.group(1) not in listed


def test_one_municipality_sees_only_its_own(office: Office, person: PersonView) -> None:
    office.does(*register(person))
    assert office.does("mandates", "list", "--municipality", BAERUM) == "Ingen fullmakter.\n"
    assert office.audit("mandate_seen") == []
    assert "ingen fullmakt 1" in office.refuses(
        "mandates", "withdraw", "1", "--municipality", BAERUM, "--reason", "feil"
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"paper": "next_of_kin"}, "Legalfullmakt gjelder bare økonomi"),
        ({"until": "2028-11-01"}, "høyst et år"),
        ({"phone": "22 00 00 00"}, "ikke et mobilnummer"),
        ({"municipality": BAERUM}, "annen kommune"),
        ({"person": "4711"}, "Ingen person har nummer 4711"),
        ({"seen-on": "2026-12-24"}, "sett i dag eller før"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    office: Office, person: PersonView, said: dict[str, str], why: str
) -> None:
    assert why in office.refuses(*register(person, **said))
    assert office.does("mandates", "list", "--all") == "Ingen fullmakter.\n"


def test_a_withdrawn_one_opens_nothing_and_stays_in_the_list_of_all(
    office: Office, person: PersonView
) -> None:
    found = CODE.search(office.does(*register(person)))
    assert found is not None
    told = office.does("mandates", "withdraw", "1", "--municipality", OSLO, "--reason", "over")
    assert told == "Fullmakt 1 til Ola Verge er trukket.\n"
    assert office.try_code(found.group(1), office.texts("hei")) is CodeResult.MANDATE_OVER
    assert office.does("mandates", "list") == "Ingen fullmakter.\n"
    assert "trukket" in office.does("mandates", "list", "--all")


def test_what_should_be_looked_at_is_listed_with_the_reason(
    office: Office, person: PersonView
) -> None:
    office.does(*register(person))
    assert office.does("mandates", "list", "--check") == "Ingen fullmakter.\n"
    office.later(days=22)
    assert "koden ble ikke brukt i tide" in office.does("mandates", "list", "--check")
