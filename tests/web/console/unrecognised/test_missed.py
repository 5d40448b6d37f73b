"""Ikke forstått: what the assistant missed is labelled by one, looked over by another."""

from typing import Any

import pytest

from casework.review.models import Label, LabelState
from conversations.models import InboundMessage
from tests.web.console.harness import ARVID, KARI, OLA, SOUTH, ConsoleHarness
from web.auth import Role


def doubting(request: dict[str, Any]) -> dict[str, Any]:
    readings = [{"intent": "ask_price", "confidence": 0.4}]
    understood = {"intent": "ask_price", "confidence": 0.4, "doubt": True, "readings": readings}
    return {"messages": [{"say": "not_understood"}], "slots": {}, "understood": understood}


def sure(request: dict[str, Any]) -> dict[str, Any]:
    understood = {"intent": "ask_relative", "confidence": 0.97, "doubt": False, "readings": []}
    return {"messages": [{"say": "channel.nothing_more"}], "slots": {}, "understood": understood}


@pytest.fixture
def missed(harness: ConsoleHarness) -> ConsoleHarness:
    harness.engine.answer = doubting
    harness.text("ka kosta greiene")
    harness.text("Ka kosta greiene?")
    harness.text("<script>alert(1)</script> bussen da")
    return harness


def labelled(harness: ConsoleHarness, **changes: Any) -> str:
    """Kari says what the first two mean; gives the page that she then sees."""
    form = {
        "message": ["1", "2"],
        "text-1": "ka kosta greiene",
        "text-2": "ka kosta det",
        "intent": "ask_price",
    }
    client = harness.client(Role.EDITOR)
    return client.post("/casework/missed/label", data=form | changes, follow_redirects=True).text


def labels(harness: ConsoleHarness) -> list[tuple[int, str, LabelState]]:
    return [(each.message_id, each.text, each.state) for each in harness.rows(Label)]


def test_messages_alike_are_shown_together_with_what_was_guessed(missed: ConsoleHarness) -> None:
    page = missed.client(Role.EDITOR).get("/casework/missed").text
    assert "«Ka kosta greiene?» og 1 lik" in page
    assert "Hva det koster (40 %)" in page


def test_a_message_brings_no_script_along(missed: ConsoleHarness) -> None:
    page = missed.client(Role.EDITOR).get("/casework/missed").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_was_understood_is_not_shown(harness: ConsoleHarness) -> None:
    harness.engine.answer = sure
    harness.text("hva koster det")
    assert "Ingenting venter" in harness.client(Role.EDITOR).get("/casework/missed").text


def test_one_labels_and_another_looks_it_over(missed: ConsoleHarness) -> None:
    assert "En annen må se over" in labelled(missed)
    own = missed.client(Role.APPROVER, who=KARI)
    assert (
        "Du har merket denne selv"
        in own.post("/casework/missed/review/1", data={"good": "1"}, follow_redirects=True).text
    )
    other = missed.client(Role.APPROVER, who=OLA)
    other.post("/casework/missed/review/1", data={"good": "1", "text": "ka kosta det mæ"})
    other.post("/casework/missed/review/2", data={"good": "0"})
    assert labels(missed) == [
        (1, "ka kosta det mæ", LabelState.REVIEWED),
        (2, "", LabelState.DROPPED),
    ]
    assert "- ka kosta det mæ" in other.get("/casework/missed/examples.yml").text


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"intent": ""}, "Velg hva meldingen betyr"),
        ({"intent": "rule_the_world"}, "Velg hva meldingen betyr"),
        ({"text-2": "ring 400 11 001"}, "et tall som kan være noens"),
        ({"text-2": ""}, "Teksten er tom"),
        ({"message": ["1", "999"], "text-999": "hei"}, "finnes ikke her lenger"),
    ],
)
def test_a_label_that_cannot_be_taken_changes_nothing(
    missed: ConsoleHarness, changes: dict[str, Any], why: str
) -> None:
    assert why in labelled(missed, **changes)
    assert not labels(missed)


def test_the_same_message_is_labelled_once(missed: ConsoleHarness) -> None:
    labelled(missed)
    assert "Noen andre har tatt denne" in labelled(missed)
    assert len(labels(missed)) == 2


def test_another_municipality_sees_and_labels_nothing_of_it(missed: ConsoleHarness) -> None:
    south = missed.client(Role.EDITOR, Role.APPROVER, who=SOUTH)
    assert "Ingenting venter" in south.get("/casework/missed").text
    south.post(
        "/casework/missed/label",
        data={"message": ["1"], "text-1": "ka kosta det", "intent": "ask_price"},
    )
    assert not labels(missed)
    labelled(missed)
    south.post("/casework/missed/review/1", data={"good": "1"})
    assert labels(missed)[0][2] is LabelState.LABELLED
    [thread] = {each.conversation_id for each in missed.rows(InboundMessage)}
    caseworker = missed.client(Role.CASEWORKER, who=SOUTH)
    flagged = caseworker.post(f"/casework/conversation/{thread}/misread", data={"message": "1"})
    assert flagged.status_code == 404


def test_who_only_edits_may_not_look_over_or_try(missed: ConsoleHarness) -> None:
    editor = missed.client(Role.EDITOR)
    assert editor.post("/casework/missed/review/1", data={"good": "1"}).status_code == 403
    assert editor.post("/casework/missed/trial").status_code == 403
    assert editor.post("/casework/missed/trial/adopt").status_code == 403


def test_a_caseworker_without_the_roles_sees_none_of_it(missed: ConsoleHarness) -> None:
    assert missed.client(Role.CASEWORKER).get("/casework/missed").status_code == 403


def test_a_message_that_was_misread_can_be_flagged(harness: ConsoleHarness) -> None:
    thread = harness.text("grunn asked")
    caseworker = harness.client(Role.CASEWORKER)
    assert "Forstått feil?" in caseworker.get(f"/casework/conversation/{thread}").text
    caseworker.post(f"/casework/conversation/{thread}/misread", data={"message": "1"})
    assert "Står under Ikke forstått" in caseworker.get(f"/casework/conversation/{thread}").text
    page = harness.client(Role.EDITOR).get("/casework/missed").text
    assert "grunn asked" in page
    assert "En saksbehandler så at den tok feil" in page


def test_a_message_of_another_conversation_is_not_flagged_from_this_one(
    harness: ConsoleHarness,
) -> None:
    harness.engine.answer = sure
    harness.text("hva koster det")
    other = harness.text("hvem er dere", sender=ARVID)
    client = harness.client(Role.CASEWORKER)
    answer = client.post(f"/casework/conversation/{other}/misread", data={"message": "1"})
    assert answer.status_code == 404
    assert harness.rows(InboundMessage)[0].missed is None
