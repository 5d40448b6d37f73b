"""A console with a bit of everything in it, and a walk over every page that it leads to."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from casework.models import Outcome
from casework.review.models import Label, LabelState
from choice_register.audit import Actor
from choice_register.types import Authority
from conversations.models import InboundMessage, Task
from core.channel import Channel
from devtools.fake_twilio import Fault, FaultKind
from tests.web.console.cases.test_mandates import register as register_mandate
from tests.web.console.editing.content import NEW, PICK, approve, editor, propose, the_proposal
from tests.web.console.harness import KARI, OLA, OSLO, ConsoleHarness
from tests.web.console.people import case, task
from tests.web.console.plain_words import ENTITIES, INTENTS
from tests.web.console.unrecognised.test_missed import doubting
from web.auth import Role
from web.console.tasks.task_words import LABELS, REASONS, WORDS

EACH_ENDPOINT = 30
"""So many pages of one kind are walked to: of those that differ by content there are hundreds."""
_LINK = re.compile(r'(?:href|hx-get)="(/casework[^"#]*)')


def fill(harness: ConsoleHarness) -> None:
    """Every reason, act, state and kind of content, in one municipality."""
    harness.at_work(KARI, OLA)
    _choices(harness)
    _tasks(harness)
    _conversations(harness)
    _content(harness)
    _missed(harness)


def _choices(harness: ConsoleHarness) -> None:
    register = harness.application.register
    made = [case(harness, f"Solveig {each}berg") for each in ("Haug", "Dal", "Li", "Vik", "Nes")]
    client = harness.client(Role.APPROVER, Role.CASEWORKER, who=OLA)
    for act, made_now, more in (
        ("approve", made[0], {"dated": "1"}),
        ("reject", made[1], {"reason": "other", "words": "Ikke plass."}),
    ):
        page = client.get(made_now.page).text
        seen = re.findall(r'name="seen" value="([^"]*)"', page)[0]
        sent = client.post(
            f"/casework/choices/{made_now.number}/{act}", data={"seen": seen, **more}
        )
        assert sent.status_code == 303
    kari = Actor("caseworker:Kari Skog", Channel.CASEWORK, Authority.CASEWORKER, None)
    register.undo_choice_by_caseworker(made[2].person.id, made[2].number, kari, "u")
    sent, _ = register_mandate(harness, made[3].person.id)
    assert sent.status_code == 200
    letter = {"sure": "1", "grunn": "contact", "seen": "0"}
    assert harness.client().post(f"/casework/people/{made[3].person.id}/letter", data=letter).text


def _tasks(harness: ConsoleHarness) -> None:
    person = harness.person()
    reasons = [*REASONS, "unknown:price", "unknown:hours", "language:pl"]
    for number, reason in enumerate(reasons):
        sender = f"+4740020{number:03}"
        harness.text(f"grunn {reason} {person.id if number % 3 else ''}", sender=sender)
    summary: dict[str, Any] = dict.fromkeys(LABELS, "Ord")
    summary |= {key: next(iter(words)) for key, words in WORDS.items()}
    summary |= {"services": ["practical_assistance"], "language": "pl", "provider": "hasselvind"}
    with harness.application.services.database.write() as session:
        for number, each in enumerate(harness.tasks):
            words = {key: list(known)[number % len(known)] for key, known in WORDS.items()}
            row = session.get_one(Task, each.id)
            row.summary = summary | words
            if number % 5 == 0:
                row.promised_at = harness.application.services.clock.now() + timedelta(
                    hours=number % 3 - 1
                )


def _conversations(harness: ConsoleHarness) -> None:
    """Everything that a caseworker does in a conversation; everything that can be understood."""
    desk, now = harness.desk, harness.application.services.clock.now()
    person = harness.person("Arvid Tangvik")
    talk = harness.text(f"grunn asked {person.id}", sender="+4740030001")
    harness.prove(person, talk)
    for number in range(len(INTENTS) // 2):
        harness.text("Hva koster det?", sender=f"+474003{number % 4:04}")
    desk.claim(OLA, talk)
    desk.note(OLA, talk, "Ringte datteren.", "k1")
    desk.snooze(OLA, talk, now + timedelta(days=1), "k2")
    desk.snooze(OLA, talk, now, "k3")
    desk.forward(OLA, talk, KARI.id, "Se her.", "k4")
    desk.take_over(KARI, talk, "k5", from_=harness.conversation(talk).holder)
    desk.reply(KARI, talk, "Vi ringer.", "k6")
    desk.plan_call(KARI, talk, "Spør om tid.", "k7")
    for number, outcome in enumerate(Outcome):
        done = harness.text("grunn asked", sender=f"+474003100{number}")
        desk.claim(KARI, done)
        desk.resolve(KARI, done, outcome, "", f"r{number}")
    desk.reopen(KARI, done, "k8")
    back = harness.text("grunn asked", sender="+4740031009")
    desk.claim(KARI, back)
    desk.hand_back(KARI, back, "", "k9")
    harness.call("grunn callback", caller="+4740030002")
    harness.fake.twilio.faults.append(Fault(FaultKind.REFUSE, status=400, code=21614))
    harness.text("hei", sender="+4740030003")
    harness.deliver()
    complaint = task(harness, f"grunn complaint {person.id}", "+4740030004")
    harness.client().post(
        f"/casework/wishes/{complaint.id}", data={"text": "Klagen.", "key": "k" * 24, "seen": ""}
    )
    what = [*INTENTS, "nothing_known"]
    with harness.application.services.database.write() as session:
        for number, each in enumerate(harness.rows(InboundMessage)):
            row = session.get_one(InboundMessage, each.id)
            row.text = row.text if not row.text.startswith("grunn") else "Kan dere hjelpe meg?"
            row.understood = {
                "intent": what[number % len(what)],
                "confidence": 0.9,
                "entities": [{"entity": name, "value": _value(name)} for name in ENTITIES],
            }


def _value(entity: str) -> str:
    return {
        "service": "practical_assistance",
        "provider": "hasselvind",
        "district": "030105",
        "municipality": OSLO,
        "language": "pl",
        "danger": "fire",
        "matter": "languages",
        "weekday": "monday",
    }.get(entity, "•")


def _content(harness: ConsoleHarness) -> None:
    propose(editor(harness), PICK, **NEW)
    approve(harness, the_proposal(harness))
    new = {"nb-any": "De kommer {date}.", "nn-any": "Dei kjem {date}."}
    propose(editor(harness), "/casework/editing/texts/choice.start_on", **new)


def _missed(harness: ConsoleHarness) -> None:
    harness.engine.answer = doubting
    harness.text("ka kosta greiene", sender="+4740030009")
    now = harness.application.services.clock.now()
    with harness.application.services.database.write() as session:
        for number, each in enumerate(INTENTS):
            label = Label(message_id=9000 + number, municipality=OSLO, text="ka kosta greiene")
            label.intent, label.labelled_at = each, now
            label.state = LabelState.REVIEWED if number % 2 else LabelState.LABELLED
            label.labelled_by, label.reviewed_by = OLA.id, KARI.id if number % 2 else None
            label.reviewed_at = now if number % 2 else None
            session.add(label)


def walk(
    harness: ConsoleHarness, client: FlaskClient, most: int = EACH_ENDPOINT
) -> Iterator[tuple[str, str]]:
    """Every page that links lead to, with its address.

    Args:
        most: so many pages of one kind.
    """
    adapter = harness.app.url_map.bind("127.0.0.1")
    found, waits, each = {"/casework/"}, ["/casework/"], Counter[str]()
    while waits:
        address = waits.pop(0)
        answer = client.get(address)
        if answer.status_code in (301, 302, 303):
            links = [urlsplit(answer.location).path]
        elif answer.mimetype != "text/html" or answer.status_code == 204:
            continue
        else:
            assert answer.status_code == 200, f"{answer.status_code} {address}"
            yield address, answer.text
            links = [link.replace("&amp;", "&") for link in _LINK.findall(answer.text)]
        for link in links:
            if link in found:
                continue
            found.add(link)
            try:
                endpoint, _ = adapter.match(urlsplit(link).path, method="GET")
            except HTTPException:
                continue
            each[endpoint] += 1
            if each[endpoint] <= most and endpoint != "casework.static":
                waits.append(link)
