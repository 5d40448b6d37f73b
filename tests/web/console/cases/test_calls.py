"""Calls: promised ones in time, each noted once, nobody forgotten who was not reached."""

import threading
from datetime import timedelta

import pytest

from casework.caseworker import CaseworkRefused
from casework.models import CaseworkEvent, Outcome
from casework.tasks.call_log import CallOutcome, NewCall
from conversations.models import Task, TaskState
from tests.channels.harness import sid
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness
from tests.web.console.people import field, task
from web.auth import Role

CALLS = "/casework/queue?kind=call"


@pytest.fixture
def asked(harness: ConsoleHarness) -> Task:
    harness.at_work(KARI, OLA)
    return task(harness, "grunn callback")


def told(harness: ConsoleHarness, asked: Task, who: object = KARI, **typed: str) -> dict[str, str]:
    page = harness.client(who=who).get(f"/casework/calls/{asked.id}").text  # type: ignore[arg-type]
    return {"key": field(page, "key"), **typed}


def promise(harness: ConsoleHarness, asked: Task, hours: float) -> None:
    with harness.application.services.database.write() as session:
        session.get_one(Task, asked.id).promised_at = (
            harness.application.services.clock.now() + timedelta(hours=hours)
        )


def test_who_was_promised_a_call_first_is_first_and_late_ones_are_marked(
    harness: ConsoleHarness,
) -> None:
    first, second = task(harness, "grunn callback"), task(harness, "grunn asked", "+4740011002")
    promise(harness, first, 3)
    promise(harness, second, 1)
    client = harness.client()
    page = client.get(CALLS).text
    assert page.index("40 01 10 02") < page.index("40 01 10 01")
    assert "For sent" not in page
    with harness.later(hours=2):
        page = harness.client().get(CALLS).text
    assert page.count("For sent 11.00") == 1
    assert "1 er for sent ute" in page


def test_a_task_that_nobody_promised_a_call_for_is_not_here(harness: ConsoleHarness) -> None:
    task(harness, "grunn asked")
    assert "Ingen venter med dette utvalget" in harness.client().get(CALLS).text


def test_the_page_has_the_number_and_what_to_say_and_the_look_is_noted(
    harness: ConsoleHarness, asked: Task
) -> None:
    page = harness.client().get(f"/casework/calls/{asked.id}").text
    assert 'href="tel:+4740011001"' in page
    assert "Hei, jeg heter Kari og ringer fra Oslo kommune." in page
    assert "Har du koden fra brevet?" in page
    assert [each.details["task"] for each in harness.audit("task_seen")] == [asked.id]


def test_a_call_that_reached_the_person_ends_the_task(harness: ConsoleHarness, asked: Task) -> None:
    client = harness.client()
    typed = told(harness, asked, outcome="reached", note="Vil vente til våren.")
    assert client.post(f"/casework/calls/{asked.id}", data=typed).status_code == 303
    [done] = harness.tasks
    assert (done.state, done.outcome) == (TaskState.DONE, Outcome.CALLED)
    assert done.resolved_at == done.first_reply_at == harness.application.services.clock.now()
    assert "Vil vente til våren." in client.get(f"/casework/calls/{asked.id}").text
    assert "Ingen venter" in client.get(CALLS).text


def test_one_that_reached_nobody_comes_again_at_its_time(
    harness: ConsoleHarness, asked: Task
) -> None:
    client = harness.client()
    again = {"outcome": "not_reached", "again_day": "2026-11-24", "again_time": "10:00"}
    client.post(f"/casework/calls/{asked.id}", data=told(harness, asked, **again))
    [waits] = harness.tasks
    assert waits.state is TaskState.SNOOZED
    page = client.get(CALLS).text
    assert "Hviler til 24. nov. 10.00" in page
    assert "Hos Kari Skog" in page
    with harness.later(days=2):
        assert "For sent" in harness.client().get(CALLS).text
        # The one who rang first is at home: a colleague rings.
        ola = told(harness, asked, OLA, outcome="reached")
        harness.client(who=OLA).post(f"/casework/calls/{asked.id}", data=ola)
    assert harness.tasks[0].state is TaskState.DONE


def test_the_same_form_twice_is_one_call(harness: ConsoleHarness, asked: Task) -> None:
    client = harness.client()
    again = {"outcome": "not_reached", "again_day": "2026-11-24", "again_time": "10:00"}
    typed = told(harness, asked, **again)
    for _ in range(2):
        client.post(f"/casework/calls/{asked.id}", data=typed)
    assert len([each for each in harness.rows(CaseworkEvent) if each.what == "called"]) == 1


def test_of_two_at_once_one_ends_it_and_the_other_is_told(each_harness: ConsoleHarness) -> None:
    harness = each_harness
    harness.at_work(KARI, OLA)
    asked = task(harness, "grunn callback")
    together, ends = threading.Barrier(2), []

    def log(who: object) -> None:
        together.wait()
        try:
            harness.desk.calls.log(who, asked.id, NewCall(CallOutcome.REACHED), sid())
            ends.append("noted")
        except CaseworkRefused as refused:
            ends.append(refused.why.value)

    threads = [threading.Thread(target=log, args=(who,)) for who in (KARI, OLA)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == ["done", "noted"]
    assert len([each for each in harness.rows(CaseworkEvent) if each.what == "called"]) == 1


def test_who_comes_late_is_told_by_name(harness: ConsoleHarness, asked: Task) -> None:
    kari, ola = (
        told(harness, asked, outcome="reached"),
        told(harness, asked, OLA, outcome="reached"),
    )
    harness.client().post(f"/casework/calls/{asked.id}", data=kari)
    said = harness.client(who=OLA).post(
        f"/casework/calls/{asked.id}", data=ola, follow_redirects=True
    )
    assert "Kari Skog har løst oppgaven allerede" in said.text


def test_a_wrong_number_leaves_the_task_without_one(harness: ConsoleHarness, asked: Task) -> None:
    client = harness.client()
    client.post(f"/casework/calls/{asked.id}", data=told(harness, asked, outcome="wrong_number"))
    [left] = harness.tasks
    assert (left.state, left.call_back_number) == (TaskState.OPEN, None)
    assert "(uten nummer)" in client.get(CALLS).text


def test_it_can_be_left_to_a_colleague_or_to_another_office(
    harness: ConsoleHarness, asked: Task
) -> None:
    client = harness.client()
    client.post(
        f"/casework/calls/{asked.id}", data=told(harness, asked, outcome="left_to", to=OLA.id)
    )
    [left] = harness.tasks
    assert (left.state, left.assignee) == (TaskState.TAKEN, OLA.id)
    typed = told(harness, asked, OLA, outcome="left_to", note="Hjelpemiddelsentralen ringer.")
    harness.client(who=OLA).post(f"/casework/calls/{asked.id}", data=typed)
    assert (harness.tasks[0].state, harness.tasks[0].outcome) == (TaskState.DONE, Outcome.ELSEWHERE)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Velg hva som kom ut av samtalen."),
        ({"outcome": "married"}, "Velg hva som kom ut av samtalen."),
        ({"outcome": "not_reached", "again_day": "x", "again_time": "10:00"}, "Skriv dag og"),
        (
            {"outcome": "not_reached", "again_day": "2026-11-23", "again_time": "08:00"},
            "Tiden er passert.",
        ),
        ({"outcome": "left_to"}, "Skriv hvem som tar det herfra."),
        ({"outcome": "reached", "note": "x" * 601}, "Skriv kortere."),
    ],
)
def test_what_cannot_be_is_refused_with_what_helps(
    harness: ConsoleHarness, asked: Task, typed: dict[str, str], says: str
) -> None:
    sent = harness.client().post(f"/casework/calls/{asked.id}", data=told(harness, asked, **typed))
    assert sent.status_code == 422
    assert says in sent.text
    assert harness.tasks[0].state is TaskState.OPEN


def test_another_municipality_has_no_such_call(harness: ConsoleHarness, asked: Task) -> None:
    client, address = harness.client(who=SOUTH), f"/casework/calls/{asked.id}"
    typed = told(harness, asked, outcome="reached")
    assert client.get(address).status_code == 404
    assert client.post(address, data=typed).status_code == 404
    assert harness.tasks[0].state is TaskState.OPEN


@pytest.mark.parametrize("role", [Role.APPROVER, Role.READER, Role.EDITOR])
def test_only_caseworkers_ring(harness: ConsoleHarness, asked: Task, role: Role) -> None:
    assert harness.client(role).get("/casework/calls").status_code == 403
    assert harness.client(role).post(f"/casework/calls/{asked.id}").status_code == 403


def test_a_form_without_its_key_is_refused(harness: ConsoleHarness, asked: Task) -> None:
    typed = told(harness, asked, outcome="reached")
    client = harness.client(csrf=True)
    assert client.post(f"/casework/calls/{asked.id}", data=typed).status_code == 400
    assert harness.tasks[0].state is TaskState.OPEN
