"""What strangers' answers to a read-back lead to, judged through the real webhooks.

Each line of bench/answers/*.jsonl is an answer by somebody who had seen neither the gate nor the
others' lines: the question, the channel, the words, and what a careful adviser would take them for.
The question is put in a real conversation, the answer is posted as Twilio or a browser posts it,
and the database tells what happened. Who is asked once more says «ja» or «nei» then, or keys it.
A false yes counts a hundred times a needless question (`assistant.gate.verdict.FALSE_YES`).
Prints JSON.

    .venv/bin/python -m bench.answers [--folder bench/answers] [--authors 7,8,9] [--show]
"""

import argparse
import json
import logging
import os
import re
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from assistant.gate.verdict import FALSE_YES
from bench.doors import MONDAY, Running, house
from bench.judged import ANSWERS, READ_BACKS
from bench.speed.processes import say
from channels.phone.models import PhoneStep
from channels.phone.questions import Question
from channels.webchat import limits
from choice_register.audit import Actor
from choice_register.mandates.types import NewMandate, Scope
from choice_register.models import Choice, Mandate, Person
from choice_register.types import Authority, ChoiceRequest, ChoiceState
from choice_register.verification.proofs import give_proof
from conversations.models import (
    Conversation,
    InboundMessage,
    Reply,
    Suppression,
    Task,
    TaskState,
)
from conversations.notifications.models import Notice
from conversations.threads import close
from conversations.turns import danger
from devtools.demo.people import DemoPerson, read_people
from devtools.signed_post import SignedPost
from service.logs import set_up

WHO = "Aud"
ASKED_AGAIN = frozenset({"confirm.unclear", "confirm.whose", "confirm.reaction", "confirm.person"})
LET_GO = frozenset(
    {
        *("choice.dropped", "undo.kept", "mandate.dropped", "mandate.kept"),
        *("nothing_to_deny", "person.not_now", "back.start"),
    }
)
CLEARLY = {"yes": {"text": "ja", "phone": "5"}, "no": {"text": "nei", "phone": "9"}}
"""What whoever meant a yes or a no says where the question is put again."""
UNPROMISED = frozenset({"emergency", "interested_party", "another_used_letter"})
"""Tasks that no yes to «vil du snakke med et menneske?» makes: alarms, told apart, and notes."""
ASKED = Question([{"say": "prompt.confirm_again", "expect": "yes_no"}])
"""What a call was asked last: it decides what a key stands for."""
A_DAY = timedelta(days=1)
AT_A_TIME = 60
"""Lines between two words of how far it has come."""
AGENT = {"name": "Tone Fagerstrand", "phone": "+4740012345", "scope": "choose"}


@dataclass(frozen=True)
class Before:
    """The newest choice and mandate, and how many tasks there are, before an answer."""

    choice: int
    mandate: int
    tasks: int


class Seats:
    """One conversation through each channel, proven, in which a question can be put again.

    Args:
        running: the whole service.
        person: whose case it is.
    """

    def __init__(self, running: Running, person: DemoPerson) -> None:
        self._running, self._person = running, person
        settings = running.serving.settings
        self._post = SignedPost(settings.twilio_auth_token, settings.base_url)
        self._browser = httpx.Client(base_url=settings.base_url, follow_redirects=True, timeout=60)
        self._call, self._step, self._conversation = "", 0, ""
        self.said: list[str] = []
        self._number = running.serving.house.catalogue.municipality(person.municipality).phone
        with self._session() as session:
            found = session.scalar(select(Person).where(Person.phone == person.phone))
            assert found is not None
            self._id = found.id
        self._says: dict[str, Callable[[str], None]] = {
            "sms": self._text,
            "phone": self._speak,
            "web": self._write,
        }
        for channel in self._says:
            self._begin(channel)

    def _begin(self, channel: str) -> None:
        proof = f"{self._person.code} {self._person.birth_date:%d.%m.%Y}"
        if channel == "phone":
            self._ring()
        for line in ("jeg vil velge hasselvind", proof):
            self._says[channel](line)
        with self._session() as session, session.begin():
            # An answer may have locked the letter («noen har koden min»). The proof is not judged.
            seat = self._of(session, channel)
            if not self._is_proven(seat.id):
                actor = Actor("person", channel, Authority.SELF, seat.id)
                give_proof(session, session.get_one(Person, self._id), actor, self._now)
                say(f"{channel}: proven by hand")

    def _renew(self, channel: str) -> None:
        """Begin anew where an answer ended the conversation, or made its proof worth nothing."""
        with self._session() as session, session.begin():
            seat = session.scalars(self._open(channel)).first()
            ended = seat is None or (channel == "phone" and not self._conversation)
            if seat is not None and not ended:
                ended = not self._is_proven(seat.id)
                if ended:
                    close(seat)
        if ended:
            self._begin(channel)

    @property
    def _now(self) -> datetime:
        return self._running.serving.house.services.clock.now()

    def _is_proven(self, conversation: str) -> bool:
        proven = self._running.serving.house.register.proven_person(conversation)
        return proven is not None and proven.id == self._id

    def outcome(self, line: dict[str, Any]) -> str:
        """Put the question, post the answer, and tell what came of it: yes, no, asked or other.

        Where that is neither yes nor no and the person meant one, also what comes of the next.
        """
        question, channel = line["question"], line["channel"]
        for each in dict.fromkeys(("sms", channel)):
            self._renew(each)
        with self._session() as session, session.begin():
            before = self._clear(session)
        subject = self._prepare(question)
        with self._session() as session, session.begin():
            conversation = self._of(session, channel)
            conversation.slots = self._slots(question, subject)
            conversation.status, conversation.holder = type(conversation.status).OPEN, None
            latest = select(func.max(Reply.id)).where(Reply.conversation_id == conversation.id)
            session.execute(
                update(Reply)
                .where(Reply.id == latest.scalar_subquery())
                .values(text=READ_BACKS[question], says=ASKED.says)
            )
            if channel == "phone":
                session.execute(
                    update(PhoneStep)
                    .where(PhoneStep.call_sid == self._call, PhoneStep.step == self._step)
                    .values(question=ASKED.as_data())
                )
        self.said = []
        self._says[channel](line["text"])
        first = self._came_of_it(question, before)
        clearly = CLEARLY.get(line["label"])
        if first not in ("asked", "other") or clearly is None:
            return first
        if channel == "phone" and not self._conversation:
            return first
        self._says[channel](clearly["phone" if channel == "phone" else "text"])
        return f"{first}, then {self._came_of_it(question, before)}"

    def _came_of_it(self, question: str, before: Before) -> str:
        with self._session() as session:
            reply = session.scalars(select(Reply).order_by(Reply.id.desc()).limit(1)).one()
            self.said.append(" ".join(reply.text.split()))
            if self._acted(session, question, before):
                return "yes"
            said = {say["say"] for say in reply.says}
            if any(act.get("urgent") for act in reply.acts):
                return "alarm"
            return "asked" if said & ASKED_AGAIN else "no" if said & LET_GO else "other"

    def _prepare(self, question: str) -> str | int | None:
        """Register what the question is about to take back; its case number or id."""
        register, key = self._running.serving.house.register, secrets.token_hex(8)
        if question == "confirm_undo":
            with self._session() as session:
                conversation = self._of(session, "sms").id
            picks = dict.fromkeys(self._services, "hasselvind")
            request = ChoiceRequest(
                self._id, picks, "sms", Authority.SELF, conversation, key, replaces=True
            )
            return register.register_choice(request)[0].case_number
        if question == "confirm_withdrawal":
            with self._session() as session:
                conversation = self._of(session, "sms").id
            name, phone = AGENT["name"], AGENT["phone"]
            new = NewMandate(self._id, name, phone, Scope.CHOOSE, conversation, "sms", key)
            return register.give_mandate(new).mandate.id
        return None

    @property
    def _services(self) -> list[str]:
        assert self._person.decision is not None
        return [each.service for each in self._person.decision.services]

    def _slots(self, question: str, subject: str | int | None) -> dict[str, Any]:
        slots: dict[str, Any] = {"pending": question, "greeted": True}
        match question:
            case "confirm_choice":
                slots |= {"wish": "choose", "provider": "hasselvind", "services": self._services}
            case "confirm_undo":
                slots |= {"case_number": subject, "provider": "hasselvind"}
            case "confirm_mandate":
                slots |= {"agent": AGENT}
            case "confirm_withdrawal":
                slots |= {"agent": {"name": AGENT["name"], "id": subject}}
            case "offer_person":
                slots |= {"reason": "asked"}
        return slots

    def _acted(self, session: Session, question: str, before: Before) -> bool:
        choices = select(Choice.id).where(Choice.person_id == self._id)
        match question:
            case "confirm_choice":
                return bool(session.scalars(choices.where(Choice.id > before.choice)).all())
            case "confirm_undo":
                undone = Choice.state == ChoiceState.WITHDRAWN
                return bool(session.scalars(choices.where(Choice.id > before.choice, undone)).all())
            case "confirm_mandate":
                return bool(
                    session.scalars(select(Mandate).where(Mandate.id > before.mandate)).all()
                )
            case "confirm_withdrawal":
                ended = select(Mandate).where(
                    Mandate.id > before.mandate, Mandate.withdrawn_at.is_not(None)
                )
                return bool(session.scalars(ended).all())
            case "confirm_stop":
                return bool(session.scalar(select(func.count(Suppression.id))))
        promised = select(func.count(Task.id)).where(Task.reason.not_in(UNPROMISED))
        return (session.scalar(promised) or 0) > before.tasks

    def _clear(self, session: Session) -> Before:
        """Take back what former answers did, and note what there is."""
        session.execute(delete(Suppression))
        # The clock stands still: so many texts within the hour no person writes.
        session.execute(update(InboundMessage).values(received_at=MONDAY - A_DAY))
        # What is registered for an answer to take back is nobody's to be warned of.
        session.execute(update(Notice).values(answer="yes"))
        # Nor does one telephone leave so many tasks in a day, and what is open would be told of.
        session.execute(update(Task).values(state=TaskState.DONE, created_at=MONDAY - A_DAY))
        mine = Choice.person_id == self._id, Choice.received_at >= MONDAY
        session.execute(update(Choice).where(*mine).values(state=ChoiceState.WITHDRAWN))
        now = self._now
        session.execute(
            update(Mandate)
            .where(Mandate.person_id == self._id)
            .values(withdrawn_at=now, given_at=now - timedelta(days=3))
        )
        return Before(
            session.scalar(select(func.max(Choice.id))) or 0,
            session.scalar(select(func.max(Mandate.id))) or 0,
            session.scalar(select(func.count(Task.id)).where(Task.reason.not_in(UNPROMISED))) or 0,
        )

    def _of(self, session: Session, channel: str) -> Conversation:
        return session.scalars(self._open(channel)).one()

    def _open(self, channel: str) -> Select[tuple[Conversation]]:
        found = select(Conversation).where(
            Conversation.channel == channel, Conversation.thread.is_not(None)
        )
        if channel == "sms":
            found = found.where(Conversation.peer == self._person.phone)
        if channel == "phone":
            found = found.where(Conversation.id == self._conversation)
        return found

    def _text(self, words: str) -> None:
        sid = "SM" + secrets.token_hex(16)
        form = {"MessageSid": sid, "From": self._person.phone, "To": self._number, "Body": words}
        self._post.post("/twilio/sms", form | {"NumMedia": "0"})
        self._wait(sid)

    def _ring(self) -> None:
        self._call = "CA" + secrets.token_hex(16)
        self._step = 1
        self._conversation = self._took(self._post.post("/twilio/voice", self._form()).text)

    def _speak(self, words: str) -> None:
        address = f"/twilio/voice/turn?conversation={self._conversation}&step={self._step}"
        digits = re.sub(r"\D", "", words) if re.fullmatch(r"[\d .]+", words) else ""
        heard = {"Digits": digits} if digits else {"SpeechResult": words, "Confidence": "0.9"}
        if digits:  # code and date are two answers
            self._go(address, {"Digits": digits[:9]})
            if not digits[9:]:
                return
            address = f"/twilio/voice/turn?conversation={self._conversation}&step={self._step}"
            heard = {"Digits": digits[9:]}
        self._go(address, heard)

    def _go(self, address: str, heard: dict[str, str]) -> None:
        document = self._post.post(address, self._form() | heard).text
        while "<Gather" not in document and (hold := re.search(r"<Redirect>([^<]+)", document)):
            document = self._post.post(unescape(hold[1]), self._form()).text
        self._step += 1
        if "<Hangup" in document:
            self._conversation = ""

    def _form(self) -> dict[str, str]:
        form = {"CallSid": self._call, "From": self._person.phone, "To": self._number}
        return form | {"CallStatus": "in-progress"}

    @staticmethod
    def _took(document: str) -> str:
        found = re.search(r"conversation=([\w-]+)", document)
        assert found is not None, document
        return found.group(1)

    def _write(self, words: str) -> None:
        address = f"/chat/{self._person.municipality}"
        page = self._browser.get(address).text
        form = re.search(r'<form[^>]*class="[^"]*chat-write.*?</form>', page, re.S)
        assert form is not None, page[:500]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.group()))
        self._browser.post(address, data=fields | {"tekst": words}).raise_for_status()

    def _wait(self, sid: str) -> None:
        for _ in range(2000):
            with self._session() as session:
                found = session.scalar(
                    select(InboundMessage).where(InboundMessage.provider_id == sid)
                )
                if found is not None and found.state.value != "waiting":
                    return
            time.sleep(0.01)
        raise RuntimeError("no answer came")

    def _session(self) -> Session:
        return Session(self._running.serving.house.services.database.engine)


def main() -> None:
    """Judge every line and print what came of it."""
    # The engine inherits standard output and talks there; only the result belongs on it.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    set_up(logging.ERROR, readable=True)
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, default=ANSWERS)
    parser.add_argument("--authors", default="")
    parser.add_argument("--show", action="store_true", help="what was missed, and our answers")
    wanted = parser.parse_args()
    files = sorted(wanted.folder.glob("*.jsonl"))
    if wanted.authors:
        files = [wanted.folder / f"author_{each}.jsonl" for each in wanted.authors.split(",")]
    person = next(each for each in read_people() if each.name.startswith(WHO))
    found: dict[str, Any] = {}
    # One browser writes here what some hundred people would.
    for kind in list(danger.AFTER):
        danger.AFTER[kind] = timedelta(minutes=5)  # On a busy machine the app would answer first.
    limits.CHAT = limits.ADDRESS = limits.TRIES = "1000 per second"
    began = time.monotonic()
    # Each line is a message by itself: none waits for the next.
    with house(gather_seconds=0) as running:
        seats = Seats(running, person)
        for file in files:
            say(f"{file.stem} ...")
            lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            outcomes = []
            for number, line in enumerate(lines, 1):
                outcomes.append(outcome := seats.outcome(line))
                if wanted.show and (told := _missed(line["label"], outcome)) is not None:
                    say(f"  {told}: {line['question']} {line['channel']}: {line['text']}")
                    say("".join(f"    > {each}\n" for each in seats.said))
                if number % AT_A_TIME == 0:
                    say(f"  {number} of {len(lines)}, {time.monotonic() - began:.0f} s")
            found[file.stem] = _summary(lines, outcomes)
            say(json.dumps(found[file.stem], ensure_ascii=False))
    print(json.dumps(found, indent=2, ensure_ascii=False), file=out, flush=True)


def _summary(lines: list[dict[str, Any]], outcomes: list[str]) -> dict[str, Any]:
    labels = [line["label"] for line in lines]
    counted = Counter(zip(labels, outcomes, strict=True))
    of = Counter(labels)
    false_yes = sum(n for (label, outcome), n in counted.items() if outcome == "yes" != label)
    alarms = sum(n for (_, outcome), n in counted.items() if outcome.startswith("alarm"))
    needless = of["yes"] - counted["yes", "yes"]
    found: dict[str, Any] = {
        "false_yes": false_yes,
        "not_yes": sum(of.values()) - of["yes"],
        "alarms": alarms,
    }
    for label in CLEARLY:
        in_two = sum(n for pair, n in counted.items() if pair in _in_two(label))
        found[f"{label}_at_once"] = round(counted[label, label] / max(of[label], 1), 3)
        found[f"{label}_understood"] = round(
            (counted[label, label] + in_two) / max(of[label], 1), 3
        )
    found["cost"] = FALSE_YES * false_yes + needless
    pairs = {f"{label} -> {outcome}": n for (label, outcome), n in sorted(counted.items())}
    return found | {"outcomes": pairs}


def _missed(label: str, outcome: str) -> str | None:
    """What went wrong with an answer, in words; None where it was understood, in one or in two."""
    if outcome == "yes" != label:
        return f"FALSE YES ({label})"
    if outcome.startswith("alarm"):
        return f"ALARM ({label})"
    if label not in CLEARLY or outcome == label or (label, outcome) in _in_two(label):
        return None
    return f"{label} was taken for: {outcome}"


def _in_two(label: str) -> set[tuple[str, str]]:
    return {(label, f"{first}, then {label}") for first in ("asked", "other")}


if __name__ == "__main__":
    main()
