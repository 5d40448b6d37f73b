"""Ten thousand webhooks, most of them replays, in any order: nothing double, nothing lost.

Twilio may deliver a webhook again and again, and late. Everybody of the demo who can switches by
text message, while every webhook so far, of anybody, text and delivery status alike, is posted
again at random from several threads. Afterwards each text has one answer, each row of the outbox
went to Twilio once, each person has the choices that the script asked for, and each of them one
line in the audit. In a second round new texts come in a wild order. Prints JSON; ends with 1 where
something is double or lost.

    .venv/bin/python -m bench.speed.replay
"""

import argparse
import json
import os
import random
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median
from threading import Lock
from typing import Any

from sqlalchemy import func, select

from bench.running_service import MONDAY, Running, running_service
from bench.speed.processes import say
from choice_register.models import Audit, Choice
from conversations.models import (
    InboundMessage,
    MessageState,
    OutboxRow,
    OutboxState,
    Reply,
    ReplyKind,
)
from devtools.demo.people import DemoPerson, read_people
from devtools.signed_post import SignedPost

SCRIPT = ("Hei", "Jeg vil bytte", "{code}", "{born}", "1", "Ja", "Takk")
WILD = ("Hva koster det?", "Hvem kan jeg velge?", "Ja", "1", "ANGRE", "0", "Hei", "nei takk")
STATUSES = ("queued", "sent", "delivered")
THREADS = 8
LONGEST_SECONDS = 120.0


@dataclass
class Post:
    """One webhook as Twilio would post it."""

    address: str
    form: dict[str, str]


@dataclass
class Postbox:
    """Posts webhooks, remembers them, and posts them again."""

    running: Running
    rng: random.Random
    posted: list[Post] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        settings = self.running.serving.settings
        self._signed = SignedPost(settings.twilio_auth_token, settings.base_url)

    def post(self, post: Post) -> None:
        """Post one, new or again."""
        began = time.perf_counter()
        status = self._signed.post(post.address, post.form).status_code
        with self.lock:
            self.times.append(time.perf_counter() - began)
            self.answers[status] += 1

    def text(self, person: DemoPerson, body: str) -> str:
        """A new text from somebody; returns its id."""
        sid = "SM" + secrets.token_hex(16)
        to = self.running.serving.application.catalogue.municipality(person.municipality).phone
        form = {"MessageSid": sid, "From": person.phone, "To": to, "Body": body, "NumMedia": "0"}
        post = Post("/twilio/sms", form)
        self.post(post)
        with self.lock:
            self.posted.append(post)
        return sid

    def again(self, count: int) -> None:
        """Post so many of the former ones again."""
        with self.lock:
            picked = self.rng.choices(self.posted, k=count) if self.posted else []
        for post in picked:
            self.post(post)

    def statuses(self) -> None:
        """The statuses of everything sent so far, each once, in any order, to be replayed."""
        with self.running.serving.application.services.database.read() as session:
            sids = session.scalars(
                select(OutboxRow.provider_sid).where(OutboxRow.provider_sid.is_not(None))
            ).all()
        known = {
            (post.form.get("MessageSid"), post.form.get("MessageStatus")) for post in self.posted
        }
        new = [
            Post("/twilio/status", {"MessageSid": sid, "MessageStatus": status})
            for sid in sids
            for status in STATUSES
            if sid and (sid, status) not in known
        ]
        self.rng.shuffle(new)
        for post in new:
            self.post(post)
        with self.lock:
            self.posted += new


def main() -> None:
    """Post, count, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--webhooks", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=2026)
    given = options.parse_args()
    # The engine inherits standard output and talks there; only the result belongs on it.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with running_service() as running:
        box = Postbox(running, random.Random(given.seed))  # noqa: S311
        began = time.monotonic()
        people = [each for each in read_people() if each.decision and not each.letter.locked]
        texts = _switches(box, people, given.webhooks)
        say(f"{len(box.times)} posted; now in a wild order ...")
        texts += _wild(box, people, given.webhooks)
        _settled(running)
        found = {
            "webhooks": len(box.times),
            "of_them_new": len(box.posted),
            "seconds": round(time.monotonic() - began),
            "webhook_ms_median": round(median(box.times) * 1000, 1),
            "statuses": {str(code): count for code, count in box.answers.items()},
            **_counted(running, texts),
        }
    print(json.dumps(found, indent=2, ensure_ascii=False), file=out, flush=True)
    if any(found["wrong"].values()):
        raise SystemExit(1)


def _switches(box: Postbox, people: list[DemoPerson], webhooks: int) -> list[str]:
    """Everybody's script, line by line, with replays of anything in between."""
    texts = []
    each_time = webhooks * 8 // 10 // len(SCRIPT) // THREADS
    with ThreadPoolExecutor(THREADS) as pool:
        for line in SCRIPT:
            replays = [pool.submit(box.again, each_time) for _ in range(THREADS)]
            for person in people:
                said = line.format(code=person.code, born=f"{person.birth_date:%d%m%Y}")
                texts.append(box.text(person, said))
            _settled(box.running)
            box.statuses()
            for replay in replays:
                replay.result()
    return texts


def _wild(box: Postbox, people: list[DemoPerson], webhooks: int) -> list[str]:
    """New texts from everybody at once, each posted several times before anything is answered."""
    new = [(person, said) for person in people for said in WILD]
    box.rng.shuffle(new)
    with ThreadPoolExecutor(THREADS) as pool:
        texts = list(pool.map(lambda each: box.text(*each), new))
        left = max(webhooks - len(box.times), 0)
        for replay in [pool.submit(box.again, left // THREADS + 1) for _ in range(THREADS)]:
            replay.result()
    return texts


def _settled(running: Running) -> None:
    """Wait until every text is answered and everything is sent."""
    end = time.monotonic() + LONGEST_SECONDS
    waiting = select(func.count()).select_from(InboundMessage)
    waiting = waiting.where(InboundMessage.state == MessageState.WAITING)
    sending = select(func.count()).select_from(OutboxRow)
    sending = sending.where(OutboxRow.state.in_([OutboxState.WAITING, OutboxState.SENDING]))
    while time.monotonic() < end:
        with running.serving.application.services.database.read() as session:
            if not session.scalar(waiting) and not session.scalar(sending):
                return
        time.sleep(0.05)
    raise RuntimeError("something was never answered or never sent")


def _counted(running: Running, texts: list[str]) -> dict[str, Any]:
    """What is there, and what of it is double or missing."""
    with running.serving.application.services.database.read() as session:
        stored = Counter(session.scalars(select(InboundMessage.provider_id)))
        turns = Counter(
            session.scalars(select(Reply.message_id).where(Reply.kind == ReplyKind.ANSWER))
        )
        sids = Counter(session.scalars(select(OutboxRow.provider_sid)))
        rows = session.scalar(select(func.count()).select_from(OutboxRow)) or 0
        choices = session.execute(
            select(Choice.person_id, Choice.service, Choice.case_number).where(
                Choice.received_at >= MONDAY
            )
        ).all()
        registered = Counter(
            session.scalars(
                select(Audit.person_id).where(Audit.what == "choice_received", Audit.at >= MONDAY)
            )
        )
    sent = Counter(message.sid for message in running.twilio.messages)
    per_person = Counter(person for person, _, _ in choices)
    return {
        "texts": len(texts),
        "answers": sum(turns.values()),
        "choices": len(choices),
        "sent": sum(sent.values()),
        "wrong": {
            "texts_stored_twice_or_not": sum(stored[sid] != 1 for sid in texts),
            "answers_double": sum(count - 1 for count in turns.values()),
            "rows_without_a_message": rows - sum(count for sid, count in sids.items() if sid),
            "messages_that_no_row_knows": len(set(sent) - set(sids)),
            "choices_double": len(choices) - len(set(choices)),
            "choices_without_their_one_audit_line": sum(
                registered[person] != count for person, count in per_person.items()
            ),
        },
    }


if __name__ == "__main__":
    main()
