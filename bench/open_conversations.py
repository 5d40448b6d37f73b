"""One proven conversation through each channel, to put questions in again (`bench.answers`)."""

import re
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import httpx
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from bench.answered_case import AnsweredCase, Before
from bench.judged import READ_BACKS
from bench.running_service import Running
from bench.speed.processes import say
from channels.phone.models import PhoneStep
from channels.phone.questions import Question
from choice_register.audit import Actor
from choice_register.models import Person
from choice_register.types import Authority
from choice_register.verification.proofs import give_proof
from conversations.models import (
    Conversation,
    InboundMessage,
    Reply,
)
from conversations.threads import close
from devtools.demo.people import DemoPerson
from devtools.signed_post import SignedPost

ASKED_AGAIN = frozenset({"confirm.unclear", "confirm.whose", "confirm.reaction", "confirm.person"})
LET_GO = frozenset(
    {
        *("choice.dropped", "undo.kept", "mandate.dropped", "mandate.kept"),
        *("nothing_to_deny", "person.not_now", "back.start"),
    }
)
CLEARLY = {"yes": {"text": "ja", "phone": "5"}, "no": {"text": "nei", "phone": "9"}}
"""What whoever meant a yes or a no says where the question is put again."""
ASKED = Question([{"say": "prompt.confirm_again", "expect": "yes_no"}])
"""What a call was asked last: it decides what a key stands for."""


class OpenConversations:
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
        application = running.serving.application
        self._number = application.catalogue.municipality(person.municipality).phone
        with self._session() as session:
            found = session.scalar(select(Person).where(Person.phone == person.phone))
            assert found is not None
            self._id = found.id
        self._case = AnsweredCase(
            application.register, application.services.clock, person, found.id
        )
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
            conversation = self._of(session, channel)
            if not self._is_proven(conversation.id):
                actor = Actor("person", channel, Authority.SELF, conversation.id)
                give_proof(session, session.get_one(Person, self._id), actor, self._now)
                say(f"{channel}: proven by hand")

    def _renew(self, channel: str) -> None:
        """Begin anew where an answer ended the conversation, or made its proof worth nothing."""
        with self._session() as session, session.begin():
            conversation = session.scalars(self._open(channel)).first()
            ended = conversation is None or (channel == "phone" and not self._conversation)
            if conversation is not None and not ended:
                ended = not self._is_proven(conversation.id)
                if ended:
                    close(conversation)
        if ended:
            self._begin(channel)

    @property
    def _now(self) -> datetime:
        return self._running.serving.application.services.clock.now()

    def _is_proven(self, conversation: str) -> bool:
        proven = self._running.serving.application.register.proven_person(conversation)
        return proven is not None and proven.id == self._id

    def outcome(self, line: dict[str, Any]) -> str:
        """Put the question, post the answer, and tell what came of it: yes, no, asked or other.

        Where that is neither yes nor no and the person meant one, also what comes of the next.
        """
        question, channel = line["question"], line["channel"]
        for each in dict.fromkeys(("sms", channel)):
            self._renew(each)
        with self._session() as session, session.begin():
            before = self._case.clear(session)
        with self._session() as session:
            proven = self._of(session, "sms").id
        subject = self._case.prepare(question, proven)
        with self._session() as session, session.begin():
            conversation = self._of(session, channel)
            conversation.slots = self._case.slots(question, subject)
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
            if self._case.acted(session, question, before):
                return "yes"
            said = {say["say"] for say in reply.says}
            if any(act.get("urgent") for act in reply.acts):
                return "alarm"
            return "asked" if said & ASKED_AGAIN else "no" if said & LET_GO else "other"

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
        return Session(self._running.serving.application.services.database.engine)
