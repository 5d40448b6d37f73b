"""Wishes and complaints: the person's own words, and a draft that nobody makes anything up in."""

import pytest

from conversations.models import Task
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness
from tests.web.console.people import field, task
from web.auth import Role


@pytest.fixture
def complaint(harness: ConsoleHarness) -> Task:
    """A proven person complains."""
    harness.at_work(KARI, OLA)
    person = harness.person()
    harness.text("jeg får for lite hjelp om kvelden")
    return task(harness, f"grunn complaint {person.id}")


def test_each_kind_stands_in_its_place_with_the_persons_words(
    harness: ConsoleHarness, complaint: Task
) -> None:
    harness.text("kan de komme senere om morgenen", sender="+4740011002")
    task(harness, "grunn change_content", "+4740011002")
    client = harness.client()
    page = client.get("/casework/queue?kind=wish").text
    assert page.count("data-row=") == 2
    assert f"/casework/wishes/{complaint.id}" in page
    for reason in ("complaint", "change_content"):
        one = client.get(f"/casework/queue?kind=wish&reason={reason}").text
        assert one.count("data-row=") == 1
    assert "Utkast til klage" in page
    assert len(harness.audit("queue_seen")) == 2


def test_a_first_draft_holds_what_is_known_and_blanks_for_the_rest(
    harness: ConsoleHarness, complaint: Task
) -> None:
    page = harness.client().get(f"/casework/wishes/{complaint.id}").text
    draft = page.split("<textarea", 1)[1].split("</textarea>", 1)[0]
    for known in (
        "Til Oslo kommune",
        "Navn: Solveig Myrhaug",
        "Født: 14. mars 1941",
        f"Vedtaket: 2026/{complaint.person_id}, gjort 2. januar 2026",
        "«jeg får for lite hjelp om kvelden»",
        "Underskrift: ____",
        "Dette ønsker jeg i stedet: ____",
    ):
        assert known in draft
    assert "fire uker" in page
    assert "helsedirektoratet.no" in page


def test_of_somebody_not_proven_nothing_of_the_case_stands_there(harness: ConsoleHarness) -> None:
    harness.person()
    harness.text("jeg får for lite hjelp")
    unknown = task(harness, "grunn complaint")
    page = harness.client().get(f"/casework/wishes/{unknown.id}").text
    assert "ikke bevist hvem" in page
    assert "Solveig" not in page
    assert "2026/" not in page.split("<textarea", 1)[1]


def test_a_draft_is_kept_and_taken_along_as_text(harness: ConsoleHarness, complaint: Task) -> None:
    client = harness.client()
    page = client.get(f"/casework/wishes/{complaint.id}").text
    typed = {"key": field(page, "key"), "seen": "", "text": "Til Oslo kommune\r\n\r\n<b>Æ</b>"}
    assert client.post(f"/casework/wishes/{complaint.id}/draft", data=typed).status_code == 303
    page = client.get(f"/casework/wishes/{complaint.id}").text
    assert "&lt;b&gt;Æ&lt;/b&gt;" in page
    assert "av Kari Skog" in page
    taken = client.get(f"/casework/wishes/{complaint.id}/draft.txt")
    assert taken.text == "Til Oslo kommune\n\n<b>Æ</b>\n"
    assert taken.headers["Content-Type"].startswith("text/plain")
    assert "attachment" in taken.headers["Content-Disposition"]
    assert taken.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_writes_over_a_colleagues_words(harness: ConsoleHarness, complaint: Task) -> None:
    client, ola = harness.client(), harness.client(who=OLA)
    address = f"/casework/wishes/{complaint.id}"
    first, other = field(client.get(address).text, "key"), field(ola.get(address).text, "key")
    client.post(f"{address}/draft", data={"key": first, "seen": "", "text": "Karis ord"})
    late = ola.post(f"{address}/draft", data={"key": other, "seen": "", "text": "Olas ord"})
    assert late.status_code == 409
    assert "Kari Skog har lagret et nyere utkast" in late.text
    assert "Olas ord" in late.text  # what was written is not lost
    assert client.get(f"{address}/draft.txt").text == "Karis ord\n"


def test_another_municipality_has_none_of_it(harness: ConsoleHarness, complaint: Task) -> None:
    client, address = harness.client(who=SOUTH), f"/casework/wishes/{complaint.id}"
    typed = {"key": "k" * 24, "seen": "", "text": "x"}
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/draft.txt").status_code == 404
    assert client.post(f"{address}/draft", data=typed).status_code == 404


def test_a_task_of_another_kind_is_not_here(harness: ConsoleHarness) -> None:
    other = task(harness, "grunn asked")
    assert harness.client().get(f"/casework/wishes/{other.id}").status_code == 404


def test_only_caseworkers_read_them(harness: ConsoleHarness, complaint: Task) -> None:
    for role in (Role.APPROVER, Role.READER, Role.EDITOR):
        assert harness.client(role).get("/casework/wishes").status_code == 403
        assert harness.client(role).get(f"/casework/wishes/{complaint.id}").status_code == 403
