"""A municipality's own answers: proposed by one, approved by another, filled in, never a danger."""

import pytest

from tests.web.console.editing.content import (
    ROOT,
    approve,
    editions,
    editor,
    propose,
    the_proposal,
)
from tests.web.console.harness import KARI, OSLO, SOUTH, ConsoleHarness

ADDRESS = f"{ROOT}/answers/new"
GOOD = {
    "title": "Åpningstider",
    "nb": "Hei, {fornavn}. Vi ringer deg i morgen. Hilsen {saksbehandler}",
    "nn": "Hei, {fornavn}. Vi ringer deg i morgon. Helsing {saksbehandler}",
}


def test_an_answer_is_approved_by_another_and_then_offered_filled_in(
    harness: ConsoleHarness,
) -> None:
    assert propose(editor(harness), ADDRESS, **GOOD).status_code == 303
    known = harness.text("grunn asked")
    harness.prove(harness.person(), known)
    unknown = harness.text("grunn asked", sender="+4740011008")
    for conversation in (known, unknown):
        harness.desk.claim(KARI, conversation)
    page = f"/casework/conversation/{known}"
    assert "Vi ringer deg i morgen" not in harness.client().get(page).text
    approve(harness, the_proposal(harness))
    offered = harness.client().get(page).text
    assert "Hei, Solveig. Vi ringer deg i morgen. Hilsen Kari" in offered
    to_unknown = harness.client().get(f"/casework/conversation/{unknown}").text
    assert "Hei. Vi ringer deg i morgen. Hilsen Kari" in to_unknown
    assert "Åpningstider" in editor(harness).get(f"{ROOT}/answers").text
    assert "Åpningstider" not in editor(harness, SOUTH).get(f"{ROOT}/answers").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("nb", ""),
        ("nn", "Hei {navn}"),
        ("nb", "Hei {fornavn.__class__}"),
        ("nb", "Hei {"),
        ("nb", "Ring 114 nå."),
        ("nn", "Se www.svindel.no"),
        ("nb", "Medisinen din er klar."),
    ],
)
def test_what_may_not_be_sent_may_not_be_saved(
    harness: ConsoleHarness, field: str, typed: str
) -> None:
    sent = propose(editor(harness), ADDRESS, **{**GOOD, field: typed})
    assert sent.status_code == 422
    assert f'id="{field}-wrong"' in sent.text
    assert editions(harness).waiting(OSLO) == []
