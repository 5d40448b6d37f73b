"""What waits for a person, at the shell."""

import json
import os
import pwd
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from casework.caseworker import Caseworker
from casework.tasks.call_log import CallLog, CallOutcome, NewCall
from conversations.delivery.errors import Remedy
from conversations.models import Conversation, ConversationStatus, TaskState
from conversations.retry_policy import POLICY
from core.clock import Clock
from tests.service.office import BAERUM, SOLVEIG, Office
from web.console.tasks.task_words import LABELS, PENDING, REASONS, TOPICS, reason_in_words

ROOT = Path(__file__).parents[3]


def test_nothing_waits_in_an_empty_house(office: Office) -> None:
    assert office.does("tasks") == "Ingen oppgaver venter.\n"
    assert office.data("tasks", "--json") == []


def test_the_urgent_come_first_and_then_the_oldest(office: Office) -> None:
    for reason in ("asked", "callback", "emergency"):
        office.texts(f"grunn {reason}")
        office.later(minutes=5)
    assert [task["reason"] for task in office.data("tasks", "--json")] == [
        "emergency",
        "asked",
        "callback",
    ]
    assert re.findall(r"^Oppgave \d+( +HASTER)?", office.does("tasks"), re.M) == [
        "  HASTER",
        "",
        "",
    ]


def test_a_task_tells_all_that_is_needed_to_take_it_up(office: Office) -> None:
    office.texts("jeg vil bytte")
    office.texts("grunn asked")
    office.later(hours=3)
    shown = office.does("tasks")
    # 9.00 UTC is 10 o'clock in Oslo in November.
    assert "Oppgave 1  (23. november 2026 kl. 10.00, for 3 timer siden)" in shown
    assert re.search(r"Kommune +Oslo\n", shown)
    assert re.search(r"Kanal +SMS\n", shown)
    assert re.search(r"Grunn +ber om et menneske\n", shown)
    assert re.search(r"Ring +40 01 10 01\n", shown)
    assert "ville: bytte leverandør" in shown
    assert "tjenester: hjemmesykepleie" in shown
    assert re.search(r"10\.00 innbygger +jeg vil bytte\n", shown)
    assert re.search(r"10\.00 assistent +Et menneske i Oslo tar over\.", shown)


def test_json_is_one_object_a_line_with_the_fields_as_stored(office: Office) -> None:
    office.texts("grunn complaint", municipality=BAERUM)
    [task] = office.data("tasks", "--json")
    assert task["municipality"] == BAERUM
    assert task["call_back_number"] == SOLVEIG
    assert task["state"] == "open"
    assert task["created_at"] == "2026-11-23T09:00:00+00:00"
    assert task["transcript"][0]["text"] == "grunn complaint"


def test_a_resolved_task_waits_no_more_and_neither_does_its_conversation(office: Office) -> None:
    conversation = office.texts("grunn asked")
    office.texts("grunn callback")
    assert "Oppgave 1 (ber om et menneske) er nå løst." in office.does("tasks", "resolve", "1")
    assert [task["id"] for task in office.data("tasks", "--json")] == [2]

    def status() -> ConversationStatus:
        with office.database.read() as session:
            return session.get_one(Conversation, conversation).status

    assert status() is ConversationStatus.HANDED_OVER
    office.does("tasks", "resolve", "2")
    assert status() is ConversationStatus.OPEN
    assert office.does("tasks") == "Ingen oppgaver venter.\n"
    assert [task["state"] for task in office.data("tasks", "--json", "--all")] == ["done"] * 2
    assert "Status     løst" in office.does("tasks", "--all")


def test_resolving_is_written_down_once_with_who_did_it(office: Office) -> None:
    person = office.person()
    office.texts(f"grunn asked {person.id}")
    office.does("tasks", "resolve", "1")
    assert "Ingenting er endret" in office.does("tasks", "resolve", "1")
    [line] = office.audit("task_resolved")
    assert line.person_id == person.id
    assert line.who.startswith("caseworker:")
    assert line.details == {"task": 1, "reason": "asked"}


def test_a_task_that_is_not_there_is_refused_in_norwegian(office: Office) -> None:
    assert office.refuses("tasks", "resolve", "7") == (
        "Feil: Ingen oppgave har nummer 7. Se dem med: brukervalg tasks\n"
    )


def test_looking_at_a_transcript_is_written_down(office: Office) -> None:
    person = office.person()
    office.texts(f"grunn asked {person.id}")
    office.texts("grunn silence", sender="+4740011002")
    office.does("tasks")
    assert [(line.person_id, line.details["task"]) for line in office.audit("task_seen")] == [
        (person.id, 1),
        (None, 2),
    ]


def test_every_reason_topic_and_question_of_the_house_has_words() -> None:
    sources = [
        each.read_text(encoding="utf-8")
        for room in ("assistant/actions", "conversations", "channels")
        for each in (ROOT / room).rglob("*.py")
    ]
    code = "\n".join(sources)
    offered = re.findall(r'offer_person\(\s*"([a-z_]+)"', code)
    tasks = [retry.task for retry in POLICY.values()]
    acts = re.findall(r'task\(situation, "([a-z_]+)"', code)
    calls = re.findall(r'line\.task\("([a-z_]+)"', code)
    undelivered = [f"undeliverable_{each}" for each in Remedy]
    topics = re.findall(r'unknown\(situation, "([a-z_]+)"\)', code)
    asked = re.findall(r'\.ask\(\s*"([a-z_]+)"', code)
    assert min(map(len, (offered, tasks, acts, calls, topics, asked))) > 0
    wordless = {
        *set(offered + tasks + acts + calls + undelivered) - set(REASONS),
        *set(topics) - set(TOPICS),
        *set(asked) - set(PENDING),
    }
    assert not wordless, "give them words for caseworkers in casework/task_words.py"
    assert {"wish", "services", "provider", "pending"} <= set(LABELS)


def test_calls_that_were_made_are_told_with_what_came_of_them(office: Office) -> None:
    office.texts("grunn callback")
    kari = Caseworker("kari", "Kari Skog", "0301")
    calling = CallLog(office.database, Clock(office.now))
    later = office.now + timedelta(hours=24)
    missed = NewCall(CallOutcome.NOT_REACHED, "Telefonsvarer.", again_at=later)
    calling.log(kari, office.tasks[0].id, missed, "key-1")
    assert (
        "Ringt      23. november 2026 kl. 10.00, Kari Skog: ingen svarte. Prøver igjen 24. november"
    ) in office.does("tasks")
    calling.log(kari, office.tasks[0].id, NewCall(CallOutcome.REACHED, "Alt er avtalt."), "key-2")
    told = office.does("tasks", "--all")
    assert "Telefonsvarer." in told
    assert "snakket med personen. Alt er avtalt." in told


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("unknown:price", "spør om noe kommunen ikke har oppgitt: hva det koster"),
        ("unknown:parking", "spør om noe kommunen ikke har oppgitt: parking"),
        ("brand_new", "brand_new"),
    ],
)
def test_a_reason_without_words_of_its_own_is_still_shown(reason: str, words: str) -> None:
    assert reason_in_words(reason) == words


def test_the_command_works_from_a_real_shell(office: Office) -> None:
    office.texts("grunn callback")
    me = pwd.getpwuid(os.getuid()).pw_name
    # Who it was is the operating system's word, not the environment's.
    done = subprocess.run(
        [Path(sys.executable).with_name("brukervalg"), "tasks", "--json"],
        env=os.environ | office.environment | {"USER": "somebody-else", "LOGNAME": "somebody-else"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["reason"] == "callback"
    assert [line.who for line in office.audit("task_seen")] == [f"caseworker:{me}"]
    assert [task.state for task in office.tasks] == [TaskState.OPEN]
