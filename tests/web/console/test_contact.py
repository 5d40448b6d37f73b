"""From a person's page somebody begins a text, a call or a letter."""

import pytest

from conversations.models import TaskState
from tests.web.console.home import KARI, OLA, SOLVEIG, Home
from tests.web.console.people import field


def begin(home: Home, what: str, **typed: str) -> tuple[int, str]:
    """A form of the person's page is sent; the status, and the page that comes."""
    person, client = home.person(), home.client()
    page = client.get(f"/casework/people/{person.id}?grunn=contact").text
    data = {"key": field(page, "key"), "grunn": "contact", **typed}
    answer = client.post(f"/casework/people/{person.id}/{what}", data=data, follow_redirects=True)
    return answer.status_code, answer.text


def test_a_text_is_sent_with_who_writes_and_what_is_answered_comes_to_the_same(
    home: Home,
) -> None:
    status, page = begin(home, "text", text="Kan du ringe oss i morgen?")
    assert status == 200
    assert "Meldingen er på vei" in page
    assert home.deliver() == [
        "Hei. Dette er Kari fra Oslo kommune.",
        "Kan du ringe oss i morgen?",
    ]
    [task] = home.tasks
    assert (task.state, task.assignee) == (TaskState.TAKEN, KARI.id)
    conversation = home.text("Ja, det skal jeg", SOLVEIG)
    assert conversation == task.conversation_id
    [mine] = home.desk.queue.mine(KARI.municipality, KARI.id)
    assert (mine.new, mine.words) == (1, "Ja, det skal jeg")


@pytest.mark.parametrize("text", ["Medisinen din er på vei", "Se www.oslo.no", "", "x" * 1700])
def test_what_may_not_be_sent_is_refused_with_what_helps_and_kept(home: Home, text: str) -> None:
    status, page = begin(home, "text", text=text)
    assert status == 422
    assert "text-wrong" in page
    assert text[:200] in page
    assert home.outbox == []
    assert home.tasks == []


def test_where_a_colleague_answers_nobody_writes_beside(home: Home) -> None:
    home.at_work(OLA)
    theirs = home.text("grunn asked")
    home.desk.claim(OLA, theirs)
    status, page = begin(home, "text", text="Hei")
    assert status == 422
    assert "Ola Fjell har tatt den." in page


def test_the_same_form_twice_is_one_text(home: Home) -> None:
    person, client = home.person(), home.client()
    page = client.get(f"/casework/people/{person.id}?grunn=contact").text
    for _ in range(2):
        data = {"key": field(page, "key"), "text": "Kan du ringe oss?"}
        client.post(f"/casework/people/{person.id}/text", data=data)
    assert home.deliver().count("Kan du ringe oss?") == 1


def test_a_call_leads_to_its_number_and_ends_when_it_is_noted(home: Home) -> None:
    status, page = begin(home, "call")
    assert status == 200
    assert f'href="tel:{SOLVEIG}"' in page
    [task] = home.tasks
    assert (task.reason, task.assignee) == ("call", KARI.id)
    client = home.client()
    shown = client.get(f"/casework/calls/{task.id}").text
    data = {"key": field(shown, "key"), "outcome": "reached"}
    client.post(f"/casework/calls/{task.id}", data=data)
    assert home.tasks[0].state is TaskState.DONE


def test_a_letter_is_made_with_name_and_sender_and_the_writing_is_noted(home: Home) -> None:
    status, letter = begin(home, "plain-letter", letter_words="Vi har prøvd å ringe deg.")
    assert status == 200
    for each in ("Til Solveig Myrhaug", "Vi har prøvd å ringe deg.", "Kari Skog", "Oslo kommune"):
        assert each in letter
    assert len(home.audit("letter_written")) == 1
    status, _ = begin(home, "plain-letter", letter_words=" ")
    assert status == 422


def test_the_page_leads_to_what_was_begun(home: Home) -> None:
    begin(home, "text", text="Kan du ringe oss?")
    [task] = home.tasks
    page = home.client().get(f"/casework/people/{task.person_id}?grunn=contact").text
    assert f"/casework/conversation/{task.conversation_id}" in page
