"""What an editor and an approver together cannot do by a slip: take over understanding, or time."""

from typing import Any

from tests.web.console.editing.content import (
    ROOT,
    approve,
    approver,
    editions,
    editor,
    propose,
    the_proposal,
    typed_in,
)
from tests.web.console.harness import OSLO, ConsoleHarness
from tests.web.console.people import case
from web.console.editing.content_items import Pieces
from web.console.editing.kinds.provider_names import unfit

PIECE = "provider:soerlys-omsorg"
START = f"{ROOT}/rules/start_after_switch:practical_assistance"


def described(harness: ConsoleHarness, **changed: str) -> dict[str, Any]:
    """A new provider, as somebody fills in the form."""
    opened = typed_in(editor(harness).get(f"{ROOT}/providers/new"))
    stated = {name: "demo" for name in opened if name.endswith("-source")}
    stated |= {name: "2026-11-22" for name in opened if name.endswith("-checked")}
    unknown = {name: "unknown" for name in opened if name.endswith("-is")}
    return {**stated, **unknown, "facts-owner_type-is": "company", **changed}


def named(harness: ConsoleHarness, name: str, aliases: str = "") -> Any:
    fields = described(harness, name=name, aliases=aliases)
    return propose(editor(harness), f"{ROOT}/providers/new", **fields)


def test_a_name_takes_no_message_that_means_something_else(harness: ConsoleHarness) -> None:
    """Commands, answers, questions, numbers, other names, and signs that are no name's."""
    aliases = [
        "klage", "bytte", "ja", "nei takk", "hva koster det", "STOPP", "angre", "menneske", "1",
        "to", "Hasselvind", "Klokkebekk", "kommunen", "hjemmesykepleie", "takk for hjelpen", "113",
        "ring meg", "hjelp", "jeg vil bytte", "vil bytte",
    ]  # fmt: skip
    tried = Pieces(harness.application.console).names_tried(
        OSLO, PIECE, {"name": "x", "aliases": aliases}
    )
    assert [form for form, taken in tried.items() if not unfit(form, taken)] == []
    told = named(harness, "Sørlys Omsorg", "klage")
    assert told.status_code == 422
    assert "«klage» kan ikke være et navn. Folk sier det når de mener noe annet: «" in told.text
    signs = ["<script>alert(1)</script>", "=1+1", "{municipality}", "@SUM(A1)"]
    assert not [each for each in signs if named(harness, "Sørlys", each).status_code != 422]
    names = ("Ja", "<script>alert(1)</script>", "=1+1", "{municipality}")
    taken = [each for each in names if named(harness, each).status_code != 422]
    assert not taken
    assert editions(harness).waiting(OSLO) == []


def test_who_approves_a_name_sees_what_it_would_be_found_in(harness: ConsoleHarness) -> None:
    assert named(harness, "Sørlys Omsorg", "Sørlys").status_code == 303
    page = approver(harness).get(f"{ROOT}/proposals/{the_proposal(harness).id}").text
    assert "«Sørlys Omsorg» ligner ikke på noe folk ellers sier." in page
    approve(harness, the_proposal(harness))
    # It was made here and people may choose it: it is ended, and never made to vanish.
    history = editor(harness).get(f"{ROOT}/history/provider:soerlys-omsorg").text
    assert "En leverandør blir ikke slettet" in history
    assert "Gå tilbake" not in history


def test_a_rule_has_bounds_and_says_what_is_wrong_in_norwegian(harness: ConsoleHarness) -> None:
    faults = []
    for count in ("3000", "90000", "99999999999", "-5", "0", "13", "mange", "1.5", "½"):
        sent = propose(editor(harness), START, **{
            "value-is": "period", "value-period-count": count, "value-period-unit": "months",
        })  # fmt: skip
        if sent.status_code != 422 or "Input should" in sent.text:
            faults.append(count)
    assert not faults


def test_nothing_was_compared_with_its_source_on_a_day_to_come(harness: ConsoleHarness) -> None:
    pages = [START, f"{ROOT}/rules/price", f"{ROOT}/rules/state"]
    taken = [
        (page, day)
        for page in pages
        for day in ("2999-01-01", "2026-11-24", "1200-01-01")
        if "Dagen" not in propose(editor(harness), page, checked=day).text
    ]
    assert not taken
    sent = propose(editor(harness), f"{ROOT}/providers/hasselvind", **{
        "facts-size-checked": "2999-01-01"
    })  # fmt: skip
    assert "Dagen har ikke vært ennå" in sent.text
    sent = propose(editor(harness), f"{ROOT}/contracts/oslo-hasselvind", end="2999-01-01")
    assert "Skriv en dag mellom" in sent.text


def test_who_approves_a_rule_sees_what_it_does_to_choices_and_to_cases(
    harness: ConsoleHarness,
) -> None:
    case(harness)
    sent = propose(editor(harness), START, **{
        "value-is": "period", "value-period-count": "12", "value-period-unit": "months",
    })  # fmt: skip
    assert sent.status_code == 303, sent.text
    page = approver(harness).get(f"{ROOT}/proposals/{the_proposal(harness).id}").text
    assert "et valg i dag begynner 23. november 2027" in page
    assert "Ett valg som er i gang, beholder dagen sin." in page


def test_what_is_said_in_danger_has_no_form(harness: ConsoleHarness) -> None:
    page = editor(harness).get(f"{ROOT}/texts/emergency")
    assert "113" in page.text
    assert "Send forslaget" not in page.text
    fields = {"nb-any": "Ring 114 nå.", "nn-any": "Ring 114 no.", "why": "test", "seen": ""}
    assert editor(harness).post(f"{ROOT}/texts/emergency", data=fields).status_code == 422
    assert editions(harness).waiting(OSLO) == []
