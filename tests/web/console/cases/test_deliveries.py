"""What did not arrive: why, in words; sent again once, and never twice; letters for the rest."""

import threading

import pytest

from casework.caseworker import CaseworkRefused, NotHere
from casework.models import Outcome
from choice_register.models import Person
from conversations.delivery.errors import _BY_CODE
from conversations.models import OutboxRow, OutboxState, Task, TaskState
from conversations.notifications.models import Notice, NoticeKind, NoticeState
from conversations.notifications.placing import Why
from devtools.fake_twilio import Fault, FaultKind
from tests.channels.harness import sid
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness
from tests.web.console.people import case, field
from web.auth import Role
from web.console.tasks.deliveries import WHY_NOT

MENDED = "+4740011009"


def undelivered(harness: ConsoleHarness, code: int = 21614, words: str = "hei") -> Task:
    """A reply that Twilio refuses; the task that it becomes."""
    harness.at_work(KARI, OLA)
    harness.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=400, code=code))
    harness.text(words)
    harness.deliver()
    return next(each for each in harness.tasks if each.reason.startswith("undeliverable"))


def again(harness: ConsoleHarness, task: Task, who: object = KARI, **typed: str) -> dict[str, str]:
    page = harness.client(who=who).get(f"/casework/undelivered/{task.id}").text  # type: ignore[arg-type]
    return {"key": field(page, "key"), **typed}


def test_every_error_that_we_treat_has_words() -> None:
    assert set(_BY_CODE) <= set(WHY_NOT)


def test_the_error_is_told_in_words_with_what_to_do(harness: ConsoleHarness) -> None:
    task = undelivered(harness)
    listed = harness.client().get("/casework/queue?kind=undelivered").text
    assert "SMS-en kom ikke fram: ring i stedet" in listed
    assert f"/casework/undelivered/{task.id}" in listed
    page = harness.client().get(f"/casework/undelivered/{task.id}").text
    assert harness.outbox[0] in page
    assert "Dette er ikke et mobilnummer." in page
    assert "Ring i stedet." in page
    assert len(harness.audit("task_seen")) == 1


def test_it_is_sent_once_more_to_the_mended_number(harness: ConsoleHarness) -> None:
    task, before = undelivered(harness), len(harness.deliver())
    client = harness.client()
    sent = client.post(
        f"/casework/undelivered/{task.id}/again", data=again(harness, task, number="400 11 009")
    )
    assert sent.status_code == 303
    assert len(harness.deliver()) == before + 1
    assert harness.fake.twilio.messages[-1].body["to"] == MENDED
    assert harness.fake.twilio.messages[-1].body["body"] == harness.rows(OutboxRow)[0].body
    done = harness.tasks[-1]
    assert (done.state, done.outcome) == (TaskState.DONE, Outcome.SENT_AGAIN)


def test_the_same_form_twice_sends_once(harness: ConsoleHarness) -> None:
    task, before = undelivered(harness), len(harness.deliver())
    typed = again(harness, task, number=MENDED)
    for _ in range(2):
        harness.client().post(f"/casework/undelivered/{task.id}/again", data=typed)
    assert len(harness.deliver()) == before + 1


def test_of_two_caseworkers_at_once_one_sends(each_harness: ConsoleHarness) -> None:
    harness = each_harness
    task, before = undelivered(harness), len(harness.deliver())
    together, ends = threading.Barrier(2), []

    def send(who: object) -> None:
        together.wait()
        try:
            harness.desk.mending.send_again(who, task.id, MENDED, sid())
            ends.append("sent")
        except CaseworkRefused as refused:
            ends.append(refused.why.value)

    threads = [threading.Thread(target=send, args=(who,)) for who in (KARI, OLA)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == ["done", "sent"]
    assert len(harness.deliver()) == before + 1


def test_one_that_fails_again_is_a_new_task_and_is_not_sent_a_third_time(
    harness: ConsoleHarness,
) -> None:
    task = undelivered(harness)
    harness.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=400, code=21614))
    harness.client().post(
        f"/casework/undelivered/{task.id}/again", data=again(harness, task, number=MENDED)
    )
    harness.deliver()
    second = harness.tasks[-1]
    assert second.id != task.id
    page = harness.client().get(f"/casework/undelivered/{second.id}").text
    assert "Send én gang til" not in page
    assert "kan ikke sendes på nytt" in page
    typed = {"key": "x" * 24, "number": MENDED}
    harness.client().post(f"/casework/undelivered/{second.id}/again", data=typed)
    rows = harness.rows(OutboxRow)
    assert [each.state for each in rows] == [OutboxState.FAILED] * 2


@pytest.mark.parametrize(
    "number", ["", "22 00 00 00", "113", "+46 70 123 45 67", "820 12 345", "x"]
)
def test_only_a_norwegian_mobile_number_is_texted(harness: ConsoleHarness, number: str) -> None:
    task, before = undelivered(harness), len(harness.rows(OutboxRow))
    sent = harness.client().post(
        f"/casework/undelivered/{task.id}/again", data=again(harness, task, number=number)
    )
    assert sent.status_code == 422
    assert "norsk mobilnummer" in sent.text
    assert len(harness.rows(OutboxRow)) == before


def test_a_number_that_wants_no_texts_gets_none(harness: ConsoleHarness) -> None:
    from conversations.suppression import OptOut, record_opt_out  # noqa: PLC0415

    task = undelivered(harness)
    other = harness.text("hei", sender=MENDED)
    with harness.application.services.database.write() as session:
        from conversations.models import Conversation  # noqa: PLC0415

        record_opt_out(
            session,
            session.get_one(Conversation, other),
            OptOut.STOP,
            source="person",
            now=harness.application.services.clock.now(),
        )
    before = len(harness.rows(OutboxRow))
    said = harness.client().post(
        f"/casework/undelivered/{task.id}/again",
        data=again(harness, task, number=MENDED),
        follow_redirects=True,
    )
    assert "vil ikke ha SMS" in said.text
    assert len(harness.rows(OutboxRow)) == before


def test_a_person_who_wants_no_texts_is_not_offered_one(harness: ConsoleHarness) -> None:
    task = undelivered(harness, code=21610)
    page = harness.client().get(f"/casework/undelivered/{task.id}").text
    assert "Personen har bedt om å ikke få SMS." in page
    assert "Send én gang til" not in page


def test_another_municipality_has_none_of_it(harness: ConsoleHarness) -> None:
    task = undelivered(harness)
    client = harness.client(who=SOUTH)
    typed = again(harness, task, number=MENDED)
    assert client.get(f"/casework/undelivered/{task.id}").status_code == 404
    assert client.post(f"/casework/undelivered/{task.id}/again", data=typed).status_code == 404
    assert "data-row=" not in client.get("/casework/queue?kind=undelivered").text
    with pytest.raises(NotHere):
        harness.desk.mending.send_again(SOUTH, task.id, MENDED, sid())
    assert len(harness.rows(OutboxRow)) == 1


def test_only_caseworkers_see_it(harness: ConsoleHarness) -> None:
    task = undelivered(harness)
    for role in (Role.APPROVER, Role.READER, Role.EDITOR):
        client = harness.client(role)
        assert client.get("/casework/undelivered").status_code == 403
        assert client.post(f"/casework/undelivered/{task.id}/again").status_code == 403


class TestLetters:
    """Who has no number is written to, by hand."""

    @pytest.fixture
    def unreached(self, harness: ConsoleHarness) -> Notice:
        made = case(harness)
        with harness.application.services.database.write() as session:
            session.get_one(Person, made.person.id).phone = None
            notice = Notice(
                key="decided:x",
                kind=NoticeKind.DECIDED,
                municipality="0301",
                person_id=made.person.id,
                case_number=made.number,
                details={},
                due_at=harness.application.services.clock.now(),
                state=NoticeState.DROPPED,
                why_dropped=Why.NO_NUMBER,
                created_at=harness.application.services.clock.now(),
            )
            session.add(notice)
        return notice

    def test_it_is_listed_until_the_letter_is_sent(
        self, harness: ConsoleHarness, unreached: Notice
    ) -> None:
        client = harness.client()
        page = client.get("/casework/undelivered").text
        assert "Brev å skrive (1)" in page
        assert "Solveig Myrhaug" in page
        for _ in range(2):
            client.post(f"/casework/letters/{unreached.id}")
        assert "Brev å skrive (0)" in client.get("/casework/undelivered").text
        assert len(harness.audit("letter_written")) == 1

    def test_another_municipality_has_no_such_letter(
        self, harness: ConsoleHarness, unreached: Notice
    ) -> None:
        assert (
            harness.client(who=SOUTH).post(f"/casework/letters/{unreached.id}").status_code == 404
        )
        assert harness.rows(Notice)[0].why_dropped == Why.NO_NUMBER
