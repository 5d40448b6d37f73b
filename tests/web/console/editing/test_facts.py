"""A municipality's own facts: written by one, approved by another, then found by those who ask."""

import pytest

from provider_catalog.facts.answering import Asked, find
from tests.web.console.editing.content import (
    ROOT,
    approve,
    editions,
    editor,
    propose,
    the_proposal,
)
from tests.web.console.harness import OSLO, SOUTH, ConsoleHarness

NEW = f"{ROOT}/facts/new"
PARKING = "Kan hjelperen parkere gratis hos meg?"
GOOD = {
    "nb": "Ja, de som hjelper deg, parkerer gratis i Oslo. Det har vært slik siden 2024.",
    "nn": "Ja, dei som hjelper deg, parkerer gratis i Oslo. Det har vore slik sidan 2024.",
    "q": "kan hjelperen parkere gratis\nhvor parkerer de\nkoster parkering noe\nparkeringskort",
    "numbers": "2024 (2024)",
    "title": "vedtak i bystyret",
    "checked": "2026-11-20",
}


def found(harness: ConsoleHarness, municipality: str) -> str:
    facts = harness.application.services.catalogue.facts
    return find(facts, Asked(PARKING), facts.places.place(municipality))[0].name


def test_a_fact_is_told_once_another_has_approved_it_and_in_no_other_municipality(
    harness: ConsoleHarness,
) -> None:
    before = found(harness, OSLO)
    assert propose(editor(harness), NEW, **GOOD).status_code == 303
    assert found(harness, OSLO) == before
    approve(harness, the_proposal(harness))
    own = found(harness, OSLO)
    assert own.startswith(f"{OSLO}:")
    assert found(harness, "4204") == before
    assert "parkerer gratis" in editor(harness).get(f"{ROOT}/facts").text
    assert "parkerer gratis" not in editor(harness, SOUTH).get(f"{ROOT}/facts").text


def test_days_are_typed_as_people_write_them(harness: ConsoleHarness) -> None:
    days = {"checked": "20.11.2026", "holds_until": "31.12.2027"}
    assert propose(editor(harness), NEW, **{**GOOD, **days}).status_code == 303
    content = the_proposal(harness).content
    assert (content["checked"], content["holds_until"]) == ("2026-11-20", "2027-12-31")


def test_a_shared_fact_is_changed_for_the_municipality_alone(harness: ConsoleHarness) -> None:
    address = f"{ROOT}/facts/work.pets"
    words = {"nb": "Ja, de kan mate katten.", "nn": "Ja, dei kan mate katten.", "numbers": ""}
    assert propose(editor(harness), address, **{**GOOD, **words}).status_code == 303
    approve(harness, the_proposal(harness))
    facts = harness.application.services.catalogue.facts
    question = Asked("kan hjelperen lufte hunden")
    here, there = (
        {each.name for each in find(facts, question, facts.places.place(place))}
        for place in (OSLO, "4204")
    )
    assert "work.pets" in there
    assert "work.pets" not in here


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("nb", ""),
        ("nn", "Ja, de parkerer gratis, og jeg vet ikke mer siden 2024."),
        ("nb", "Ring 113 om du ikke får parkere siden 2024."),
        ("numbers", ""),
        ("q", "kan hjelperen parkere"),
        ("title", ""),
        ("checked", "2030-01-01"),
        ("checked", "31.02.2026"),
        ("url", "ikke en adresse"),
    ],
)
def test_what_the_files_may_not_say_an_editor_may_not_either(
    harness: ConsoleHarness, field: str, typed: str
) -> None:
    sent = propose(editor(harness), NEW, **{**GOOD, field: typed})
    assert sent.status_code == 422
    assert f'id="{field}-wrong"' in sent.text
    assert editions(harness).waiting(OSLO) == []


def test_questions_without_an_answer_are_shown_together_until_one_is_written(
    harness: ConsoleHarness,
) -> None:
    harness.engine.answer = lambda request: {
        "messages": [{"say": "facts.not_known"}],
        "slots": {},
        "understood": {"intent": "ask_services", "confidence": 0.6, "entities": []},
    }
    harness.text("hvor kan hjelperen parkere")
    harness.text("Hvor kan hjelperen parkere?")
    page = editor(harness).get(f"{ROOT}/unanswered").text
    assert "og 1 lik" in page
    assert "Skriv svaret" in page
    assert harness.audit("unanswered_seen")
    form = editor(harness).get(NEW, query_string={"q": "hvor kan hjelperen parkere"}).text
    assert "hvor kan hjelperen parkere" in form
    propose(editor(harness), NEW, **GOOD)
    approve(harness, the_proposal(harness))
    assert "Ingenting venter" in editor(harness).get(f"{ROOT}/unanswered").text
