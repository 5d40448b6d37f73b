"""The attacks of a hostile day at the console, replayed: each is refused, and in Norwegian.

Scripts in names and messages are in test_attacks.py; a model that is worse, in
tests/casework/review/test_trials.py, for it takes a training.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import JSON, String, Text, cast, func, select

from choice_register.models import Choice
from conversations.models import Task, TaskState
from core.database import Base
from tests.web.console.busy import fill, walk
from tests.web.console.editing.content import (
    ROOT,
    approve,
    editions,
    editor,
    posted_forms,
    propose,
    the_proposal,
)
from tests.web.console.guards.test_guards import VALUES
from tests.web.console.harness import ARVID, KARI, OLA, OSLO, SOUTH, ConsoleHarness
from tests.web.console.people import case
from web.auth import Role
from web.console.request.row_ids import LARGEST_ID, RowId

TOO_LARGE = (str(2**31), str(2**63), str(2**64), "9" * 30, "9" * 5000)
LONG = "Ordet " * 10_000
TYPED = (LONG, "9" * 5000, "-1", "Ord\x00ord", "½", "2026-13-45", "=1+1")
LONGEST_KEPT = 20_000
"""No field of the console needs more; what is kept by others is not what a form sends."""
TRACES = {"audit", "colleague", "sign_in_session"}
OWN = {"name", "piece", "number", "filename"}
"""Parts of an address that name no row of a municipality's."""


@pytest.fixture(scope="module")
def filled(shared_harness: ConsoleHarness) -> ConsoleHarness:
    """The file's console, filled once; these attacks change nothing in it."""
    fill(shared_harness)
    return shared_harness


def posts(harness: ConsoleHarness) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each kind of form that is found on the pages, once."""
    known = set()
    adapter = harness.app.url_map.bind("127.0.0.1")
    for _, page in walk(harness, harness.client(*Role), most=4):
        for address, fields in posted_forms(page):
            if not address.startswith("/casework"):
                continue
            endpoint, values = adapter.match(address, method="POST")
            kind = (endpoint, values.get("act"), tuple(sorted(fields)))
            if kind not in known:
                known.add(kind)
                yield address, fields


def test_a_number_that_no_row_can_have_is_no_page_and_no_error(filled: ConsoleHarness) -> None:
    app, client, tried = filled.app, filled.client(*Role), 0
    for rule in app.url_map.iter_rules():
        numbers = {name for name, it in rule._converters.items() if isinstance(it, RowId)}
        if not numbers or not rule.endpoint.startswith("casework"):
            continue
        plain = {n: VALUES.get(type(it).__name__, "x") for n, it in rule._converters.items()}
        for number in TOO_LARGE:
            build = app.url_map.bind("127.0.0.1").build
            address = build(rule.endpoint, plain | dict.fromkeys(numbers, LARGEST_ID))
            address = address.replace(str(LARGEST_ID), number)
            for method in (rule.methods or set()) & {"GET", "POST"}:
                tried += 1
                answer = client.open(f"{address}?grunn=treat", method=method)
                assert answer.status_code in (404, 405), f"{method} {rule} {len(number)} digits"
    assert tried > 100


def test_whatever_is_typed_in_whichever_field_is_an_answer_and_never_an_error(
    fresh_harness: ConsoleHarness,
) -> None:
    """Every field of every form, hidden ones too: one at a time, and all of them at once."""
    fill(fresh_harness)
    client, tried, wrong = fresh_harness.client(*Role), 0, set()
    forms = list(posts(fresh_harness))
    for typed in TYPED:
        for address, fields in forms:
            sent = {name: it for name, it in fields.items() if name != "csrf_token"}
            for name in [*sent, ""]:
                odd = {each: [typed] for each in sent if each == name or not name}
                answer = client.post(address, data=sent | odd)
                tried += 1
                if answer.status_code >= 500:
                    wrong.add(f"{address} {name}: {typed[:10]!r}")
    assert tried > 1000
    assert not wrong, "\n".join(sorted(wrong))
    odd = list(odd_things_kept(fresh_harness))
    assert not odd, "\n".join(odd)


def odd_things_kept(harness: ConsoleHarness) -> Iterator[str]:
    """Columns that hold more than any form may send, or what PostgreSQL cannot keep."""
    with harness.application.services.database.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if not isinstance(column.type, String | Text | JSON):
                    continue
                words = cast(column, Text)
                longest = session.scalar(select(func.max(func.length(words)))) or 0
                if longest > LONGEST_KEPT:
                    yield f"{table.name}.{column.name} holds {longest}"
                nul = (func.instr(words, func.char(0)) > 0) | words.contains("\\u0000")
                if session.scalar(select(func.count()).select_from(table).where(nul)):
                    yield f"{table.name}.{column.name} holds a NUL"


def test_nothing_of_a_municipality_is_opened_or_changed_from_another(
    filled: ConsoleHarness,
) -> None:
    """Every link and form of Oslo's pages, by somebody with every role in Kristiansand."""
    adapter = filled.app.url_map.bind("127.0.0.1")
    oslo, south = filled.client(*Role), filled.client(*Role, who=SOUTH)
    oslo = filled.client(*Role)
    pages = list(walk(filled, oslo, most=8))
    forms = list(posts(filled))
    before = everything(filled)
    tried, opened = 0, []
    for address, _ in pages:
        _, values = adapter.match(address.split("?")[0], method="GET")
        if set(values) - OWN:
            tried += 1
            if south.get(address).status_code != 404:
                opened.append(address)
    for address, fields in forms:
        _, values = adapter.match(address, method="POST")
        if set(values) - OWN - {"act"}:
            tried += 1
            answer = south.post(address, data=fields)
            if answer.status_code != 404 and not address.startswith("/casework/missed"):
                opened.append(f"POST {address}: {answer.status_code}")
    assert tried > 50
    assert not opened, "\n".join(opened)
    assert everything(filled) == before


def everything(harness: ConsoleHarness) -> dict[str, list[Any]]:
    """Every row but the traces of who has looked, and who is at work."""
    kept = {}
    with harness.application.services.database.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in TRACES:
                rows = session.execute(select(table).order_by(*table.primary_key))
                kept[table.name] = [str(each) for each in rows]
    return kept


@pytest.mark.parametrize("text", ["emergency", "emergency.self", "warning.lead", "safety.silent"])
def test_no_text_of_danger_is_edited_to_another_number(harness: ConsoleHarness, text: str) -> None:
    fields = {"nb-any": "Ring 114 nå.", "nn-any": "Ring 114 no.", "why": "test", "seen": ""}
    sent = editor(harness).post(f"{ROOT}/texts/{text}", data=fields)
    assert sent.status_code in (404, 422)
    assert editions(harness).waiting(OSLO) == []


def test_every_text_that_names_an_emergency_number_keeps_it(harness: ConsoleHarness) -> None:
    client, tried, taken = editor(harness), 0, []
    for name in [
        name for name, text in harness.application.texts.all.items() if "113" in str(text)
    ]:
        tried += 1
        fields = {"nb-any": "Ring 114 nå.", "nn-any": "Ring 114 no.", "why": "test", "seen": ""}
        if client.post(f"{ROOT}/texts/{name}", data=fields).status_code not in (404, 422):
            taken.append(name)
    assert tried > 5
    assert not taken
    assert editions(harness).waiting(OSLO) == []


@pytest.mark.parametrize(
    "alias", ["klage", "ja", "hva koster det", "STOPP", "1", "kommunen", "113"]
)
def test_no_provider_is_named_so_that_it_is_heard_where_something_else_is_said(
    harness: ConsoleHarness, alias: str
) -> None:
    sent = propose(editor(harness), f"{ROOT}/providers/hasselvind", aliases=alias)
    assert sent.status_code == 422
    assert editions(harness).waiting(OSLO) == []


def test_one_person_alone_changes_nothing_that_people_are_told(harness: ConsoleHarness) -> None:
    propose(editor(harness), f"{ROOT}/texts/choice.pick", **{"nb-any": "Hvem?", "nn-any": "Kven?"})
    edition = the_proposal(harness)
    both = harness.client(Role.EDITOR, Role.APPROVER)
    both.post(f"{ROOT}/proposals/{edition.id}/approve", data={"in_force": ""})
    assert editions(harness).in_force(OSLO, edition.piece) is None
    approve(harness, edition)
    assert editions(harness).in_force(OSLO, edition.piece) is not None


def test_a_danger_is_given_to_nobody_who_cannot_open_it(harness: ConsoleHarness) -> None:
    reader = type(OLA)("ingfrid", "Ingfrid Neshaugen", OSLO)
    harness.at_work(KARI, OLA)
    harness.client(Role.READER, who=reader).get("/casework/tall")
    conversation = harness.text("grunn emergency haster")
    harness.desk.claim(KARI, conversation)
    address = f"/casework/conversation/{conversation}"
    assert "Ingfrid" not in harness.client().get(address).text
    form = {"to": reader.id, "note": "", "key": "k" * 24}
    sent = harness.client().post(f"{address}/forward", data=form, follow_redirects=True)
    assert "Fant ikke den kollegaen her." in sent.text
    assert harness.tasks[0].assignee == KARI.id


def test_no_words_are_read_in_parts_without_a_reason_and_a_trace(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn asked")
    client = harness.client()
    answer = client.get(f"/casework/conversation/{conversation}/messages")
    assert "grunn asked" not in answer.text or harness.audit("conversation_seen")
    for page in ("queue", "queue/rows", "mine", "undelivered"):
        client.get(f"/casework/{page}")
    assert harness.audit("queue_seen")


def test_a_case_that_changed_since_it_was_opened_is_not_decided(harness: ConsoleHarness) -> None:
    made = case(harness)
    approver = harness.client(Role.APPROVER, Role.CASEWORKER, who=OLA)
    for act in ("approve", "reject", "end"):
        form = {"seen": "2000-01-01", "reason": "other", "words": "Nei.", "dated": "1"}
        approver.post(f"/casework/choices/{made.number}/{act}", data=form)
    assert harness.rows(Choice)[0].state == "received"


def test_a_second_press_of_take_is_told_who_has_it(harness: ConsoleHarness) -> None:
    harness.at_work(KARI, OLA)
    conversation = harness.text("grunn emergency haster", ARVID)
    harness.desk.claim(OLA, conversation)
    answer = harness.client().post(f"/casework/queue/{conversation}/claim", follow_redirects=True)
    assert "Ola Fjell har tatt den." in answer.text
    [task] = harness.rows(Task)
    assert (task.assignee, task.state) == (OLA.id, TaskState.TAKEN)
