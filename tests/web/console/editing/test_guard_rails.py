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
from tests.web.console.home import OSLO, Home
from tests.web.console.people import case
from web.console.editing.content_items import Pieces
from web.console.editing.kinds.provider_names import unfit

PIECE = "provider:soerlys-omsorg"
START = f"{ROOT}/rules/start_after_switch:practical_assistance"


def described(home: Home, **changed: str) -> dict[str, Any]:
    """A new provider, as somebody fills in the form."""
    opened = typed_in(editor(home).get(f"{ROOT}/providers/new"))
    stated = {name: "demo" for name in opened if name.endswith("-source")}
    stated |= {name: "2026-11-22" for name in opened if name.endswith("-checked")}
    unknown = {name: "unknown" for name in opened if name.endswith("-is")}
    return {**stated, **unknown, "facts-owner_type-is": "company", **changed}


def named(home: Home, name: str, aliases: str = "") -> Any:
    fields = described(home, name=name, aliases=aliases)
    return propose(editor(home), f"{ROOT}/providers/new", **fields)


def test_a_name_takes_no_message_that_means_something_else(home: Home) -> None:
    """Commands, answers, questions, numbers, other names, and signs that are no name's."""
    aliases = [
        "klage", "bytte", "ja", "nei takk", "hva koster det", "STOPP", "angre", "menneske", "1",
        "to", "Hasselvind", "Klokkebekk", "kommunen", "hjemmesykepleie", "takk for hjelpen", "113",
        "ring meg", "hjelp", "jeg vil bytte", "vil bytte",
    ]  # fmt: skip
    tried = Pieces(home.house.console).names_tried(OSLO, PIECE, {"name": "x", "aliases": aliases})
    assert [form for form, taken in tried.items() if not unfit(form, taken)] == []
    told = named(home, "Sørlys Omsorg", "klage")
    assert told.status_code == 422
    assert "«klage» kan ikke være et navn. Folk sier det når de mener noe annet: «" in told.text
    signs = ["<script>alert(1)</script>", "=1+1", "{municipality}", "@SUM(A1)"]
    assert not [each for each in signs if named(home, "Sørlys", each).status_code != 422]
    names = ("Ja", "<script>alert(1)</script>", "=1+1", "{municipality}")
    taken = [each for each in names if named(home, each).status_code != 422]
    assert not taken
    assert editions(home).waiting(OSLO) == []


def test_who_approves_a_name_sees_what_it_would_be_found_in(home: Home) -> None:
    assert named(home, "Sørlys Omsorg", "Sørlys").status_code == 303
    page = approver(home).get(f"{ROOT}/proposals/{the_proposal(home).id}").text
    assert "«Sørlys Omsorg» ligner ikke på noe folk ellers sier." in page
    approve(home, the_proposal(home))
    # It was made here and people may choose it: it is ended, and never made to vanish.
    history = editor(home).get(f"{ROOT}/history/provider:soerlys-omsorg").text
    assert "En leverandør blir ikke slettet" in history
    assert "Gå tilbake" not in history


def test_a_rule_has_bounds_and_says_what_is_wrong_in_norwegian(home: Home) -> None:
    faults = []
    for count in ("3000", "90000", "99999999999", "-5", "0", "13", "mange", "1.5", "½"):
        sent = propose(editor(home), START, **{
            "value-is": "period", "value-period-count": count, "value-period-unit": "months",
        })  # fmt: skip
        if sent.status_code != 422 or "Input should" in sent.text:
            faults.append(count)
    assert not faults


def test_nothing_was_compared_with_its_source_on_a_day_to_come(home: Home) -> None:
    pages = [START, f"{ROOT}/rules/price", f"{ROOT}/rules/state"]
    taken = [
        (page, day)
        for page in pages
        for day in ("2999-01-01", "2026-11-24", "1200-01-01")
        if "Dagen" not in propose(editor(home), page, checked=day).text
    ]
    assert not taken
    sent = propose(editor(home), f"{ROOT}/providers/hasselvind", **{
        "facts-size-checked": "2999-01-01"
    })  # fmt: skip
    assert "Dagen har ikke vært ennå" in sent.text
    sent = propose(editor(home), f"{ROOT}/contracts/oslo-hasselvind", end="2999-01-01")
    assert "Skriv en dag mellom" in sent.text


def test_who_approves_a_rule_sees_what_it_does_to_choices_and_to_cases(home: Home) -> None:
    case(home)
    sent = propose(editor(home), START, **{
        "value-is": "period", "value-period-count": "12", "value-period-unit": "months",
    })  # fmt: skip
    assert sent.status_code == 303, sent.text
    page = approver(home).get(f"{ROOT}/proposals/{the_proposal(home).id}").text
    assert "et valg i dag begynner 23. november 2027" in page
    assert "Ett valg som er i gang, beholder dagen sin." in page


def test_what_is_said_in_danger_has_no_form(home: Home) -> None:
    page = editor(home).get(f"{ROOT}/texts/emergency")
    assert "113" in page.text
    assert "Send forslaget" not in page.text
    fields = {"nb-any": "Ring 114 nå.", "nn-any": "Ring 114 no.", "why": "test", "seen": ""}
    assert editor(home).post(f"{ROOT}/texts/emergency", data=fields).status_code == 422
    assert editions(home).waiting(OSLO) == []
