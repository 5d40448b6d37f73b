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
from tests.web.console.home import KARI, OLA, SOUTH, Home
from web.auth import Role

PIECE = "text:choice.pick"
OTHER = {"nb-any": "Hvem ønsker du?", "nn-any": "Kven ønskjer du?"}
HISTORY = f"{ROOT}/history/{PIECE}"


def words(home: Home) -> str:
    return home.house.texts.of("0301").all["choice.pick"].wording("nb", "sms")


def test_the_difference_is_shown_word_for_word(home: Home) -> None:
    propose(editor(home), f"{ROOT}/texts/choice.start_on", **{
        "nb-any": "De kommer {date}.", "nn-any": "Dei kjem {date}.",
    })  # fmt: skip
    page = approver(home).get(f"{ROOT}/proposals/{the_proposal(home).id}").text
    assert "De <del>begynner</del> {dato}." in page
    assert "De <ins>kommer</ins> {dato}." in page
    assert "Klarere." in page
    assert "De kommer torsdag 3. desember." in page


def test_whoever_wrote_it_has_no_button_and_is_refused_all_the_same(home: Home) -> None:
    client = home.client(Role.EDITOR, Role.APPROVER)
    propose(client, PICK, **NEW)
    made = the_proposal(home)
    page = client.get(f"{ROOT}/proposals/{made.id}").text
    assert "/approve" not in page
    assert "Trekk forslaget" in page
    said = client.post(
        f"{ROOT}/proposals/{made.id}/approve", data={"in_force": ""}, follow_redirects=True
    )
    assert "Du har skrevet forslaget selv." in said.text
    assert the_proposal(home).state is State.PROPOSED
    assert words(home) == "Hvem vil du ha?"


def test_an_editor_alone_approves_and_rejects_nothing(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    address = f"{ROOT}/proposals/{the_proposal(home).id}"
    other = editor(home, OLA)
    for act in ("approve", "reject"):
        assert other.post(f"{address}/{act}", data={"note": "x"}).status_code == 403


def test_nobody_of_another_municipality_sees_or_decides_it(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    address = f"{ROOT}/proposals/{the_proposal(home).id}"
    stranger = home.client(Role.EDITOR, Role.APPROVER, who=SOUTH)
    assert stranger.get(address).status_code == 404
    for act in ("approve", "reject", "withdraw"):
        assert stranger.post(f"{address}/{act}", data={"note": "x"}).status_code == 404
    assert PIECE not in stranger.get(ROOT).text
    assert the_proposal(home).state is State.PROPOSED


def test_a_rejection_needs_a_reason_which_its_author_reads(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    address = f"{ROOT}/proposals/{the_proposal(home).id}"
    assert approver(home).post(f"{address}/reject", data={"note": " "}).status_code == 422
    approver(home).post(f"{address}/reject", data={"note": "Den gamle er bedre."})
    page = editor(home).get(address).text
    assert "Avvist av Ola Fjell" in page
    assert "Den gamle er bedre." in page
    assert words(home) == "Hvem vil du ha?"


def test_its_author_withdraws_it(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    made = the_proposal(home)
    editor(home).post(f"{ROOT}/proposals/{made.id}/withdraw")
    assert editions(home).get("0301", made.id).state is State.WITHDRAWN


def test_the_second_of_two_approvers_is_told_who_was_first(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    made = the_proposal(home)
    approve(home, made)
    tone = home.client(Role.APPROVER, who=type(OLA)("tone", "Tone Vik", "0301"))
    said = tone.post(
        f"{ROOT}/proposals/{made.id}/approve", data={"in_force": ""}, follow_redirects=True
    )
    assert "Ola Fjell har alt avgjort forslaget: godkjent." in said.text


def test_an_approver_who_looked_before_another_change_looks_again(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    first = the_proposal(home)
    third = type(OLA)("tone", "Tone Vik", "0301")
    propose(editor(home, third), PICK, **OTHER)
    second = editions(home).waiting("0301")[1]
    approve(home, first)
    address = f"{ROOT}/proposals/{second.id}"
    said = approver(home).post(f"{address}/approve", data={"in_force": ""}, follow_redirects=True)
    assert "noe annet er tatt i bruk" in said.text
    assert "<del>skal</del>" in said.text
    assert words(home) == "Hvem skal det bli?"
    approve(home, second)
    assert words(home) == "Hvem ønsker du?"


def test_what_no_longer_passes_the_checks_is_not_approved(home: Home) -> None:
    rule = home.house.catalogue.content("0301", "rule:price")
    made = editions(home).propose(_proposal("rule:price", {**rule, "value": "cheap"}))
    said = approver(home).post(f"{ROOT}/proposals/{made.id}/approve", data={"in_force": ""})
    assert said.status_code == 422
    assert "Dette svaret kan ikke brukes." in said.text
    assert editions(home).version() == 0


def test_rolling_back_is_a_proposal_that_another_approves(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    first = the_proposal(home)
    approve(home, first)
    propose(editor(home), PICK, **OTHER)
    approve(home, the_proposal(home))
    client = editor(home)
    assert client.post(f"{HISTORY}/back", data={"edition": first.id}).status_code == 422
    sent = client.post(f"{HISTORY}/back", data={"edition": first.id, "why": "Den var bedre."})
    assert sent.status_code == 303
    assert words(home) == "Hvem ønsker du?"
    approve(home, the_proposal(home))
    assert words(home) == "Hvem skal det bli?"
    client.post(f"{HISTORY}/back", data={"edition": "files", "why": "Som før."})
    approve(home, the_proposal(home))
    assert words(home) == "Hvem vil du ha?"
    page = client.get(HISTORY).text
    assert page.count("Godkjent av Ola Fjell") == 4
    assert "Gjelder nå" in page


@pytest.mark.parametrize("edition", ["files", "", "999", "x"])
def test_there_is_no_way_back_where_nothing_was_changed(home: Home, edition: str) -> None:
    sent = editor(home).post(f"{HISTORY}/back", data={"edition": edition, "why": "x"})
    assert sent.status_code in (404, 422)
    assert editions(home).waiting("0301") == []


def test_there_is_no_way_back_to_what_was_never_approved(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    waiting = the_proposal(home)
    sent = editor(home, OLA).post(f"{HISTORY}/back", data={"edition": waiting.id, "why": "x"})
    assert sent.status_code == 404


def test_the_menu_counts_what_waits_for_this_approver(home: Home) -> None:
    propose(editor(home), PICK, **NEW)
    assert 'data-count="1"' in approver(home).get(ROOT).text
    assert "data-count" not in home.client(Role.EDITOR, Role.APPROVER, who=KARI).get(ROOT).text


def test_what_no_longer_works_is_told_on_the_first_page(home: Home) -> None:
    broken = {"nb": {"any": "Velg {gone}."}, "nn": {"any": "Vel {gone}."}}
    made = editions(home).propose(_proposal(PIECE, broken))
    editions(home).approve("0301", made.id, _editor("ola"), None)
    home.house.follower.look()
    page = editor(home).get(ROOT).text
    assert "Virker ikke nå" in page
    assert "/casework/editing/history/text:choice.pick" in page
    assert "Virker ikke nå" not in editor(home, SOUTH).get(ROOT).text
    assert words(home) == "Hvem vil du ha?"


def _editor(who: str) -> Editor:
    return Editor(who, who.capitalize())


def _proposal(piece: str, content: object) -> Proposal:
    return Proposal("0301", piece, None, content, "x", _editor("kari"))
