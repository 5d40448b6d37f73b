"""From a person's page somebody begins a text, a call or a letter."""

import pytest

from conversations.models import TaskState
from tests.web.console.harness import KARI, OLA, SOLVEIG, ConsoleHarness
from tests.web.console.people import field


def begin(harness: ConsoleHarness, what: str, **typed: str) -> tuple[int, str]:
    """A form of the person's page is sent; the status, and the page that comes."""
    person, client = harness.person(), harness.client()
    page = client.get(f"/casework/people/{person.id}?grunn=contact").text
    data = {"key": field(page, "key"), "grunn": "contact", **typed}
    answer = client.post(f"/casework/people/{person.id}/{what}", data=data, follow_redirects=True)
    return answer.status_code, answer.text


def test_a_text_is_sent_with_who_writes_and_what_is_answered_comes_to_the_same(
    harness: ConsoleHarness,
) -> None:
    status, page = begin(harness, "text", text="Kan du ringe oss i morgen?")
    assert status == 200
    assert "Meldingen er på vei" in page
    assert harness.deliver() == [
        "Hei. Dette er Kari fra Oslo kommune.",
        "Kan du ringe oss i morgen?",
    ]
    [task] = harness.tasks
    assert (task.state, task.assignee) == (TaskState.TAKEN, KARI.id)
    conversation = harness.text("Ja, det skal jeg", SOLVEIG)
    assert conversation == task.conversation_id
    [mine] = harness.desk.queue.mine(KARI.municipality, KARI.id)
    assert (mine.new, mine.words) == (1, "Ja, det skal jeg")


@pytest.mark.parametrize("text", ["Medisinen din er på vei", "Se www.oslo.no", "", "x" * 1700])
def test_what_may_not_be_sent_is_refused_with_what_helps_and_kept(
    harness: ConsoleHarness, text: str
) -> None:
    status, page = begin(harness, "text", text=text)
    assert status == 422
    assert "text-wrong" in page
    assert text[:200] in page
    assert harness.outbox == []
    assert harness.tasks == []


def test_where_a_colleague_answers_nobody_writes_beside(harness: ConsoleHarness) -> None:
    harness.at_work(OLA)
    theirs = harness.text("grunn asked")
    harness.desk.claim(OLA, theirs)
    status, page = begin(harness, "text", text="Hei")
    assert status == 422
    assert "Ola Fjell har tatt den." in page


def test_the_same_form_twice_is_one_text(harness: ConsoleHarness) -> None:
    person, client = harness.person(), harness.client()
    page = client.get(f"/casework/people/{person.id}?grunn=contact").text
    for _ in range(2):
        data = {"key": field(page, "key"), "text": "Kan du ringe oss?"}
        client.post(f"/casework/people/{person.id}/text", data=data)
    assert harness.deliver().count("Kan du ringe oss?") == 1


def test_a_call_leads_to_its_number_and_ends_when_it_is_noted(harness: ConsoleHarness) -> None:
    status, page = begin(harness, "call")
    assert status == 200
    assert f'href="tel:{SOLVEIG}"' in page
    [task] = harness.tasks
    assert (task.reason, task.assignee) == ("call", KARI.id)
    client = harness.client()
    shown = client.get(f"/casework/calls/{task.id}").text
    data = {"key": field(shown, "key"), "outcome": "reached"}
    client.post(f"/casework/calls/{task.id}", data=data)
    assert harness.tasks[0].state is TaskState.DONE


def test_a_letter_is_made_with_name_and_sender_and_the_writing_is_noted(
    harness: ConsoleHarness,
) -> None:
    status, letter = begin(harness, "plain-letter", letter_words="Vi har prøvd å ringe deg.")
    assert status == 200
    for each in ("Til Solveig Myrhaug", "Vi har prøvd å ringe deg.", "Kari Skog", "Oslo kommune"):
        assert each in letter
    assert len(harness.audit("letter_written")) == 1
    status, _ = begin(harness, "plain-letter", letter_words=" ")
    assert status == 422


def test_the_page_leads_to_what_was_begun(harness: ConsoleHarness) -> None:
    begin(harness, "text", text="Kan du ringe oss?")
    [task] = harness.tasks
    page = harness.client().get(f"/casework/people/{task.person_id}?grunn=contact").text
    assert f"/casework/conversation/{task.conversation_id}" in page
