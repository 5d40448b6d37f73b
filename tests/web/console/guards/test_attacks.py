"""Names and messages are words, wherever they come from: nothing of them is run or followed."""

import re

import pytest

from conversations.models import Reply
from tests.web.console.harness import KARI, ConsoleHarness

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }}",
)


def safe(page: str) -> None:
    assert "<script>alert" not in page
    assert not re.search(r"<img[^>]*onerror", page)
    assert ">49<" not in page


@pytest.mark.parametrize("evil", EVIL)
def test_a_text_message_is_shown_as_it_was_written(harness: ConsoleHarness, evil: str) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    harness.engine.understands = lambda text: {
        "intent": evil,
        "confidence": 0.5,
        "entities": [{"entity": evil, "value": evil}],
    }
    harness.text(evil)
    client = harness.client()
    for page in (f"/casework/conversation/{conversation}", "/casework/mine", "/casework/queue"):
        safe(client.get(page).text)


@pytest.mark.parametrize("evil", EVIL)
def test_a_name_a_note_and_a_colleague_are_words(harness: ConsoleHarness, evil: str) -> None:
    person = harness.person(name=evil)
    conversation = harness.text(f"grunn asked {person.id}")
    evil_colleague = type(KARI)("evil", evil, KARI.municipality)
    harness.at_work(evil_colleague, KARI)
    harness.desk.claim(evil_colleague, conversation)
    harness.desk.note(evil_colleague, conversation, evil, "k1")
    harness.desk.forward(evil_colleague, conversation, KARI.id, evil, "k2")
    client = harness.client()
    safe(client.get(f"/casework/conversation/{conversation}").text)
    safe(client.get("/casework/queue").text)


@pytest.mark.parametrize("evil", EVIL)
def test_words_that_are_refused_come_back_as_words(harness: ConsoleHarness, evil: str) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    form = {"text": f"{evil} medisin", "key": "k" * 24}
    answer = harness.client().post(f"/casework/conversation/{conversation}/reply", data=form)
    assert answer.status_code == 422
    safe(answer.text)


def test_a_source_that_is_no_web_address_is_no_link(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn asked")
    with harness.application.services.database.write() as session:
        session.get_one(Reply, 1).says = [
            {"say": "x", "source": {"url": "javascript:alert(1)", "checked": "2026-01-01"}}
        ]
    page = harness.client().get(f"/casework/conversation/{conversation}").text
    assert 'href="javascript' not in page


def test_a_form_of_another_page_does_nothing(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn asked")
    client = harness.client()
    base = f"/casework/conversation/{conversation}"
    assert client.post(f"{base}/delete", data={"key": "k" * 24}).status_code == 400
    assert client.post(f"{base}/reply", data={"text": "hei"}).status_code == 400
    assert client.post(f"{base}/resolve", data={"key": "k" * 24}).status_code == 400
    assert harness.tasks[0].assignee is None
