"""Another person looks at the difference and decides; what was can be had back."""

import pytest

from provider_catalog.revisions.models import State
from provider_catalog.revisions.proposing import Editor, Proposal
from tests.web.console.editing.content import (
    NEW,
    PICK,
    ROOT,
    approve,
    approver,
    editions,
    editor,
    propose,
    the_proposal,
)
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness
from web.auth import Role

PIECE = "text:choice.pick"
OTHER = {"nb-any": "Hvem ønsker du?", "nn-any": "Kven ønskjer du?"}
HISTORY = f"{ROOT}/history/{PIECE}"


def words(harness: ConsoleHarness) -> str:
    return harness.application.texts.of("0301").all["choice.pick"].wording("nb", "sms")


def test_the_difference_is_shown_word_for_word(harness: ConsoleHarness) -> None:
    propose(editor(harness), f"{ROOT}/texts/choice.start_on", **{
        "nb-any": "De kommer {date}.", "nn-any": "Dei kjem {date}.",
    })  # fmt: skip
    page = approver(harness).get(f"{ROOT}/proposals/{the_proposal(harness).id}").text
    assert "De <del>begynner</del> {dato}." in page
    assert "De <ins>kommer</ins> {dato}." in page
    assert "Klarere." in page
    assert "De kommer torsdag 3. desember." in page


def test_whoever_wrote_it_has_no_button_and_is_refused_all_the_same(
    harness: ConsoleHarness,
) -> None:
    client = harness.client(Role.EDITOR, Role.APPROVER)
    propose(client, PICK, **NEW)
    made = the_proposal(harness)
    page = client.get(f"{ROOT}/proposals/{made.id}").text
    assert "/approve" not in page
    assert "Trekk forslaget" in page
    said = client.post(
        f"{ROOT}/proposals/{made.id}/approve", data={"in_force": ""}, follow_redirects=True
    )
    assert "Du har skrevet forslaget selv." in said.text
    assert the_proposal(harness).state is State.PROPOSED
    assert words(harness) == "Hvem vil du ha?"


def test_an_editor_alone_approves_and_rejects_nothing(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    address = f"{ROOT}/proposals/{the_proposal(harness).id}"
    other = editor(harness, OLA)
    for act in ("approve", "reject"):
        assert other.post(f"{address}/{act}", data={"note": "x"}).status_code == 403


def test_nobody_of_another_municipality_sees_or_decides_it(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    address = f"{ROOT}/proposals/{the_proposal(harness).id}"
    stranger = harness.client(Role.EDITOR, Role.APPROVER, who=SOUTH)
    assert stranger.get(address).status_code == 404
    for act in ("approve", "reject", "withdraw"):
        assert stranger.post(f"{address}/{act}", data={"note": "x"}).status_code == 404
    assert PIECE not in stranger.get(ROOT).text
    assert the_proposal(harness).state is State.PROPOSED


def test_a_rejection_needs_a_reason_which_its_author_reads(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    address = f"{ROOT}/proposals/{the_proposal(harness).id}"
    assert approver(harness).post(f"{address}/reject", data={"note": " "}).status_code == 422
    approver(harness).post(f"{address}/reject", data={"note": "Den gamle er bedre."})
    page = editor(harness).get(address).text
    assert "Avvist av Ola Fjell" in page
    assert "Den gamle er bedre." in page
    assert words(harness) == "Hvem vil du ha?"


def test_its_author_withdraws_it(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    made = the_proposal(harness)
    editor(harness).post(f"{ROOT}/proposals/{made.id}/withdraw")
    assert editions(harness).get("0301", made.id).state is State.WITHDRAWN


def test_the_second_of_two_approvers_is_told_who_was_first(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    made = the_proposal(harness)
    approve(harness, made)
    tone = harness.client(Role.APPROVER, who=type(OLA)("tone", "Tone Vik", "0301"))
    said = tone.post(
        f"{ROOT}/proposals/{made.id}/approve", data={"in_force": ""}, follow_redirects=True
    )
    assert "Ola Fjell har alt avgjort forslaget: godkjent." in said.text


def test_an_approver_who_looked_before_another_change_looks_again(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    first = the_proposal(harness)
    third = type(OLA)("tone", "Tone Vik", "0301")
    propose(editor(harness, third), PICK, **OTHER)
    second = editions(harness).waiting("0301")[1]
    approve(harness, first)
    address = f"{ROOT}/proposals/{second.id}"
    said = approver(harness).post(
        f"{address}/approve", data={"in_force": ""}, follow_redirects=True
    )
    assert "noe annet er tatt i bruk" in said.text
    assert "<del>skal</del>" in said.text
    assert words(harness) == "Hvem skal det bli?"
    approve(harness, second)
    assert words(harness) == "Hvem ønsker du?"


def test_what_no_longer_passes_the_checks_is_not_approved(harness: ConsoleHarness) -> None:
    rule = harness.application.catalogue.content("0301", "rule:price")
    made = editions(harness).propose(_proposal("rule:price", {**rule, "value": "cheap"}))
    said = approver(harness).post(f"{ROOT}/proposals/{made.id}/approve", data={"in_force": ""})
    assert said.status_code == 422
    assert "Dette svaret kan ikke brukes." in said.text
    assert editions(harness).version() == 0


def test_rolling_back_is_a_proposal_that_another_approves(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    first = the_proposal(harness)
    approve(harness, first)
    propose(editor(harness), PICK, **OTHER)
    approve(harness, the_proposal(harness))
    client = editor(harness)
    assert client.post(f"{HISTORY}/back", data={"edition": first.id}).status_code == 422
    sent = client.post(f"{HISTORY}/back", data={"edition": first.id, "why": "Den var bedre."})
    assert sent.status_code == 303
    assert words(harness) == "Hvem ønsker du?"
    approve(harness, the_proposal(harness))
    assert words(harness) == "Hvem skal det bli?"
    client.post(f"{HISTORY}/back", data={"edition": "files", "why": "Som før."})
    approve(harness, the_proposal(harness))
    assert words(harness) == "Hvem vil du ha?"
    page = client.get(HISTORY).text
    assert page.count("Godkjent av Ola Fjell") == 4
    assert "Gjelder nå" in page


@pytest.mark.parametrize("edition", ["files", "", "999", "x"])
def test_there_is_no_way_back_where_nothing_was_changed(
    harness: ConsoleHarness, edition: str
) -> None:
    sent = editor(harness).post(f"{HISTORY}/back", data={"edition": edition, "why": "x"})
    assert sent.status_code in (404, 422)
    assert editions(harness).waiting("0301") == []


def test_there_is_no_way_back_to_what_was_never_approved(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    waiting = the_proposal(harness)
    sent = editor(harness, OLA).post(f"{HISTORY}/back", data={"edition": waiting.id, "why": "x"})
    assert sent.status_code == 404


def test_the_menu_counts_what_waits_for_this_approver(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    assert 'data-count="1"' in approver(harness).get(ROOT).text
    assert "data-count" not in harness.client(Role.EDITOR, Role.APPROVER, who=KARI).get(ROOT).text


def test_what_no_longer_works_is_told_on_the_first_page(harness: ConsoleHarness) -> None:
    broken = {"nb": {"any": "Velg {gone}."}, "nn": {"any": "Vel {gone}."}}
    made = editions(harness).propose(_proposal(PIECE, broken))
    editions(harness).approve("0301", made.id, _editor("ola"), None)
    harness.application.follower.look()
    page = editor(harness).get(ROOT).text
    assert "Virker ikke nå" in page
    assert "/casework/editing/history/text:choice.pick" in page
    assert "Virker ikke nå" not in editor(harness, SOUTH).get(ROOT).text
    assert words(harness) == "Hvem vil du ha?"


def _editor(who: str) -> Editor:
    return Editor(who, who.capitalize())


def _proposal(piece: str, content: object) -> Proposal:
    return Proposal("0301", piece, None, content, "x", _editor("kari"))
