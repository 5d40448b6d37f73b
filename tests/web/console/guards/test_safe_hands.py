"""Nothing dangerous vanishes, nothing written is lost, and whoever reads leaves a trace."""

from datetime import timedelta

import pytest

from casework.caseworker import Caseworker, CaseworkRefused, Why
from conversations.models import Colleague, Task, TaskState
from tests.web.console.harness import KARI, OLA, OSLO, SOLVEIG, ConsoleHarness
from tests.web.console.people import field, task
from web.auth import Role

READER = Caseworker("ida", "Ida Leser", OSLO, answers=False)


def test_a_case_is_given_only_to_somebody_who_can_open_it(harness: ConsoleHarness) -> None:
    for role in (Role.READER, Role.EDITOR, Role.APPROVER):
        harness.client(role, who=READER).get("/casework/editing")
        harness.client(role, who=READER).get("/casework/numbers")
    harness.at_work(KARI, OLA)
    conversation = harness.text("grunn emergency haster")
    client = harness.client()
    client.post(f"/casework/queue/{conversation}/claim")
    page = client.get(f"/casework/conversation/{conversation}").text
    assert ("Ola Fjell" in page, "Ida Leser" in page) == (True, False)
    with pytest.raises(CaseworkRefused) as refused:
        harness.desk.forward(KARI, conversation, READER.id, "", "k1")
    assert refused.value.why is Why.NOBODY
    # Who loses the role is no receiver from the next page on.
    harness.desk.colleagues.note(Caseworker(OLA.id, OLA.name, OSLO, answers=False))
    with pytest.raises(CaseworkRefused):
        harness.desk.forward(KARI, conversation, OLA.id, "", "k2")


def test_danger_shows_to_everybody_until_it_is_answered_whoever_has_it(
    harness: ConsoleHarness,
) -> None:
    harness.at_work(KARI, OLA)
    conversation = harness.text("grunn emergency haster")

    def seen_by_others() -> bool:
        listed = harness.desk.queue.left_waiting(OSLO, "somebody")
        return [each.conversation_id for each in listed] == [conversation]

    harness.desk.claim(KARI, conversation)
    assert seen_by_others()
    harness.desk.forward(KARI, conversation, OLA.id, "", "k1")
    assert seen_by_others()
    harness.desk.snooze(
        OLA, conversation, harness.application.services.clock.now() + timedelta(days=1), "k2"
    )
    assert seen_by_others()
    assert "Hos Ola Fjell" in harness.client().get("/casework/queue").text
    harness.desk.snooze(OLA, conversation, harness.application.services.clock.now(), "k3")
    harness.desk.reply(OLA, conversation, "Vi kommer nå.", "k4")
    assert not seen_by_others()


def test_danger_while_a_colleague_answers_is_taken_over_and_never_shared(
    harness: ConsoleHarness,
) -> None:
    harness.at_work(KARI, OLA)
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    harness.engine.understands = lambda _: {"intent": "emergency", "confidence": 0.99}
    harness.text("grunn emergency haster")
    client = harness.client(who=OLA)
    assert f"/queue/{conversation}/claim" not in client.get("/casework/queue").text
    page = client.get(f"/casework/conversation/{conversation}").text
    assert "Kari Skog har samtalen." in page
    assert "Overta" in page
    with pytest.raises(CaseworkRefused) as refused:
        harness.desk.claim(OLA, conversation)
    assert (refused.value.why, refused.value.who) == (Why.TAKEN, "Kari Skog")


def test_what_is_begun_is_kept_over_a_new_session_and_another_machine(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    address = f"/casework/conversation/{conversation}"
    harness.client().post(f"{address}/preview", data={"text": "Et halvt sv"})
    assert "Et halvt sv</textarea>" in harness.client().get(address).text
    assert "Et halvt sv" not in harness.client(who=OLA).get(address).text
    harness.desk.reply(KARI, conversation, "Et helt svar.", "k1")
    assert "Et halvt sv" not in harness.client().get(address).text


def test_a_page_that_asks_by_itself_is_no_use_of_the_session_and_nobody_at_work(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    client = harness.client()
    left = int(client.get("/casework/queue").headers["X-Session-Seconds"])
    with harness.later(minutes=50):
        for part in ("queue/rows", "mine/rows", f"conversation/{conversation}/messages"):
            answer = client.get(f"/casework/{part}")
            assert int(answer.headers["X-Session-Seconds"]) == left - 50 * 60, part
        assert not harness.desk.colleagues.present(OSLO)
    with harness.later(minutes=61):
        gone = client.get("/casework/queue/rows", headers={"HX-Request": "true"})
        assert gone.status_code == 401


def test_send_and_resolve_opens_the_next_that_waits(harness: ConsoleHarness) -> None:
    first = harness.text("grunn asked")
    second = harness.text("grunn asked", sender="+4740011008")
    harness.desk.claim(KARI, first)
    client = harness.client()
    page = client.get(f"/casework/conversation/{first}").text
    sent = client.post(
        f"/casework/conversation/{first}/reply",
        data={"text": "Vi ringer.", "key": field(page, "key"), "then": "resolve"},
    )
    assert sent.location.endswith(f"/casework/conversation/{second}")
    # It is looked at, and nothing is sent by that.
    sent_before = harness.outbox
    assert "Ta samtalen" in client.get(sent.location).text
    assert harness.outbox == sent_before


def test_every_way_to_read_words_leaves_a_line(harness: ConsoleHarness) -> None:
    person = harness.person()
    waits = task(harness, f"grunn complaint {person.id}")
    conversation = waits.conversation_id
    client = harness.client()
    client.get("/casework/queue")
    client.get("/casework/queue/rows")
    [line] = harness.audit("queue_seen")
    assert (line.person_id, line.subject) == (person.id, KARI.id)
    assert line.details["reason"] == "complaint"
    client.get(f"/casework/conversation/{conversation}/messages")
    [line] = harness.audit("conversation_seen")
    assert line.details["reason"] == "vil klage"
    for kind in ("call", "wish", "undelivered"):
        client.get(f"/casework/queue?kind={kind}")
    client.get(f"/casework/calls/{waits.id}")
    assert harness.audit("task_seen")
    client = harness.client(Role.EDITOR)
    harness.engine.answer = lambda _: {
        "messages": [{"say": "bot.what", "values": {"municipality": "Oslo"}}],
        "slots": {},
        "understood": {"intent": "ask_price", "confidence": 0.2, "entities": [], "doubt": True},
    }
    harness.text("noe rart", sender="+4740011009")
    client.get("/casework/missed")
    assert harness.audit("missed_seen") or not harness.application.console.labels.waiting(OSLO)


def test_what_comes_after_the_hand_over_is_in_the_draft_of_the_complaint(
    harness: ConsoleHarness,
) -> None:
    waits = task(harness, "grunn complaint")
    harness.text("Jeg har fått altfor få timer til dusj")
    client = harness.client()
    for page in ("/casework/queue?kind=wish", f"/casework/wishes/{waits.id}"):
        assert "Jeg har fått altfor få timer til dusj" in client.get(page).text
    draft = client.get(f"/casework/wishes/{waits.id}/draft.txt").text
    assert "«Jeg har fått altfor få timer til dusj»" in draft


def test_numbers_that_no_row_can_have_and_notes_without_end_are_no_errors(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    client = harness.client(*Role)
    pages = ("calls", "undelivered", "wishes", "mandates", "people", "editing/proposals")
    for number in (2**31, 2**63, 10**30):
        for page in pages:
            assert client.get(f"/casework/{page}/{number}?grunn=treat").status_code == 404, page
    for act, form in {
        "misread": {"message": str(2**63)},
        "note": {"note": "x" * 60_000, "key": "k" * 24},
    }.items():
        sent = client.post(f"/casework/conversation/{conversation}/{act}", data=form)
        assert sent.status_code == 400, act
    form = {"message": str(2**63), "intent": "greet"}
    assert client.post("/casework/missed/label", data=form).status_code == 400


def test_a_form_is_shown_only_to_whoever_may_send_it(harness: ConsoleHarness) -> None:
    page = harness.client(Role.APPROVER).get("/casework/missed").text
    assert "Merk</button>" not in page


def test_the_queue_names_who_waits_and_what_was_said_last(harness: ConsoleHarness) -> None:
    person = harness.person()
    harness.text(f"grunn asked {person.id}")
    harness.text("jeg lurer på noe mer")
    harness.text("grunn asked", sender="+4740011008")
    page = harness.client().get("/casework/queue").text
    assert "Solveig Myrhaug</a>" in page
    assert "«jeg lurer på noe mer»" in page
    assert "Ukjent</a>" in page
    assert SOLVEIG not in page
    narrowed = harness.client().get("/casework/queue?reason=complaint").text
    assert "Ingen venter med dette utvalget." in narrowed


def test_who_is_at_work_is_shown(harness: ConsoleHarness) -> None:
    harness.at_work(OLA)
    assert "På jobb nå: Ola Fjell." in harness.client().get("/casework/queue").text
    assert {each.caseworker for each in harness.rows(Colleague)} == {OLA.id, KARI.id}


def test_a_person_leads_to_everything_that_concerns_the_person(harness: ConsoleHarness) -> None:
    person = harness.person()
    waits = task(harness, f"grunn complaint {person.id}")
    proven = harness.text("hei", sender="+4740011008")
    harness.prove(person, proven)
    page = harness.client().get(f"/casework/people/{person.id}?grunn=contact").text
    for way in (
        f"/casework/conversation/{waits.conversation_id}",
        f"/casework/conversation/{proven}",
        f"/casework/wishes/{waits.id}",
        f"/casework/calls/{waits.id}",
        f"/casework/people/{person.id}/letter",
    ):
        assert way in page, way
    looks_on = harness.client(Role.APPROVER).get(f"/casework/people/{person.id}?grunn=contact").text
    assert "Lag brev" not in looks_on


def test_whoever_leads_sees_who_waits_who_has_what_and_which_promise_is_broken(
    harness: ConsoleHarness,
) -> None:
    harness.at_work(KARI, OLA)
    with harness.later(minutes=-45):
        first = harness.text("grunn emergency haster")
    harness.text("grunn asked", sender="+4740011008")
    harness.desk.claim(KARI, first)
    with harness.application.services.database.write() as session:
        late = harness.application.services.clock.now() - timedelta(minutes=5)
        session.get_one(Task, harness.tasks[0].id).promised_at = late
    page = harness.client(Role.READER, who=READER).get("/casework/now").text
    assert '<strong>2</strong> venter på svar<br><span class="quiet">lengst: 45 min' in page
    assert "<dt>Kari Skog</dt>" in page
    assert "Kari Skog, Ola Fjell" in page
    assert "<strong>1</strong> for sent nå" in page
    assert "<strong>1</strong> løfter brutt i dag" in page
    assert SOLVEIG not in page


def test_what_does_not_work_is_told_with_since_when(fresh_harness: ConsoleHarness) -> None:
    harness = fresh_harness
    client = harness.client()
    assert "data-trouble" not in client.get("/casework/queue").text
    harness.engine.stop()
    harness.text("Hva koster det?")
    for page in ("troubles", "queue", "mine"):
        assert 'data-trouble="answering"' in client.get(f"/casework/{page}").text, page
    harness.engine.start()


def test_a_case_is_forwarded_to_a_group_and_lies_marked_in_everybodys_queue(
    harness: ConsoleHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    municipality = harness.application.catalogue.municipality(OSLO)
    monkeypatch.setitem(vars(municipality), "groups", ("Klageteam",))
    conversation = harness.text("grunn complaint")
    harness.at_work(KARI, OLA)
    client = harness.client()
    client.post(f"/casework/queue/{conversation}/claim")
    page = client.get(f"/casework/conversation/{conversation}").text
    assert 'value="group:Klageteam"' in page
    # Nobody who approves and can open it has been at work: the role is not offered.
    assert "Godkjennere" not in page
    address = f"/casework/conversation/{conversation}/forward"
    for nobody in ("group:Finnes ikke", "group:Godkjennere", "group:"):
        client.post(address, data={"to": nobody, "key": field(page, "key")})
        assert harness.tasks[0].assignee == KARI.id
    client.post(address, data={"to": "group:Klageteam", "key": field(page, "key")})
    [task] = harness.tasks
    assert (task.state, task.assignee, task.for_group) == (TaskState.OPEN, None, "Klageteam")
    for address in ("/casework/queue", "/casework/queue?group=Klageteam"):
        assert "Til Klageteam" in harness.client(who=OLA).get(address).text
    assert "Til Klageteam" not in harness.client(who=OLA).get("/casework/queue?group=Andre").text


def test_a_role_is_offered_where_somebody_has_it_and_can_open_the_case(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.client(Role.CASEWORKER, Role.APPROVER, who=OLA).get("/casework/queue")
    client = harness.client()
    client.post(f"/casework/queue/{conversation}/claim")
    page = client.get(f"/casework/conversation/{conversation}").text
    assert 'value="group:Godkjennere"' in page
    assert "Ola Fjell, på jobb nå" in page


def test_one_list_with_kinds_shows_each_case_once_and_counts_each_kind(
    harness: ConsoleHarness,
) -> None:
    harness.text("grunn asked")
    harness.text("grunn complaint", sender="+4740011005")
    harness.call("grunn callback", caller="+4740011004")
    client = harness.client()
    page = client.get("/casework/queue").text
    assert page.count("data-row=") == 3
    for kind, reason in {
        "answer": "Ber om et menneske",
        "call": "Vil bli ringt opp",
        "wish": "Vil klage",
    }.items():
        shown = client.get(f"/casework/queue?kind={kind}").text
        assert shown.count("data-row=") == 1, kind
        assert reason in shown
    for old in ("calls", "wishes"):
        assert client.get(f"/casework/{old}").status_code == 302
        assert f'href="/casework/{old}"' not in page


def test_a_call_that_a_colleague_promised_is_everybodys_when_its_time_is_past(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.call("grunn callback", caller="+4740011004")
    harness.at_work(OLA)
    harness.desk.claim(OLA, conversation)
    with harness.application.services.database.write() as session:
        task = session.get_one(Task, harness.tasks[0].id)
        task.promised_at = harness.application.services.clock.now()
        task.waiting_since = None
    assert "data-row=" not in harness.client().get("/casework/queue").text
    with harness.later(minutes=1):
        page = harness.client().get("/casework/queue").text
    assert "1 er for sent ute." in page
    assert "Hos Ola Fjell" in page
