"""Plays what one person says, turn by turn, over the webhooks of SMS and phone and in the chat."""

import re
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import httpx
from sqlalchemy import select, text

from assistant.texts.measures import segments
from choice_register.models import Choice
from conversations.models import Conversation, InboundMessage, MessageState, Reply, Task
from core.settings import Settings
from devtools.phone_simulator import Caller, CallRecord
from devtools.signed_post import SignedPost
from service.application import Application

ANSWER_SECONDS = 20.0
LIMITED_SECONDS = 5.0
DONE_BY_CALLER = frozenset({"keys", "speech", "silence"})


@dataclass(frozen=True)
class Turn:
    """What was said to us and what we answered, the greeting of a call left out."""

    said: str
    answer: str
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Played:
    """A conversation as it went.

    Attributes:
        turns: in their order; fewer than were said where we ended a call before.
        tasks: reason and urgency of what was left for people.
        registered: how many choices were made in it.
        ended: who ended the call; empty elsewhere.
    """

    turns: tuple[Turn, ...]
    tasks: tuple[tuple[str, bool], ...] = ()
    registered: int = 0
    ended: str = ""
    slots: dict[str, object] = field(default_factory=dict)


class Player:
    """A telephone and a browser, for a number that nobody knows.

    Args:
        application: the rooms.
        settings: the running service's.
        url: where it listens.
        browse: a new browser for each chat; one that goes to `url` where none is given.
    """

    def __init__(
        self,
        application: Application,
        settings: Settings,
        url: str,
        browse: Callable[[], httpx.Client] | None = None,
    ) -> None:
        self._application, self._settings, self._url = application, settings, url
        self._browse = browse or (lambda: httpx.Client(base_url=url, trust_env=False))

    def play(self, channel: str, said: Sequence[str], number: str, place: str = "0301") -> Played:
        """Say everything, one after the other, and wait for each answer.

        Args:
            channel: sms, phone or chat.
            said: the person's turns; an empty one by phone is silence.
            number: the person's, E.164.
            place: whose number is texted or called, or whose chat is opened.
        """
        choices = self._choices()
        us = self._application.catalogue.municipality(place).phone
        ended = ""
        match channel:
            case "sms":
                turns = tuple(self._texts(said, number, us))
            case "phone":
                record = self._calls(said, number, us)
                turns, ended = tuple(_steps(record)), record.ended_by.value
            case _:
                turns = tuple(self._writes(said, place))
        with self._application.services.database.read() as session:
            latest = select(Conversation).order_by(text("rowid desc"))
            mine = latest.where(Conversation.municipality == place)
            if channel != "chat":
                mine = mine.where(Conversation.peer == number)
            conversation = session.scalars(mine).first()
            assert conversation is not None
            tasks = session.execute(
                select(Task.reason, Task.urgent)
                .where(Task.conversation_id == conversation.id)
                .order_by(Task.id)
            )
            left = tuple((row.reason, row.urgent) for row in tasks)
            slots = dict(conversation.slots)
        return Played(turns, left, self._choices() - choices, ended, slots)

    @cached_property
    def _post(self) -> SignedPost:
        settings = self._settings
        return SignedPost(settings.twilio_auth_token, settings.base_url, self._url)

    def close(self) -> None:
        """Put the telephone away."""
        self._post.close()

    def _texts(self, said: Iterable[str], number: str, us: str) -> Iterable[Turn]:
        for words in said:
            sid = "SM" + secrets.token_hex(16)
            form = {
                "MessageSid": sid,
                "AccountSid": self._settings.twilio_account_sid,
                "From": number,
                "To": us,
                "Body": words,
                "NumMedia": "0",
                "NumSegments": str(segments(words)),
            }
            self._post.post("/twilio/sms", form).raise_for_status()
            yield Turn(words, *self._answer(InboundMessage.provider_id == sid))

    def _calls(self, said: Iterable[str], number: str, us: str) -> CallRecord:
        settings = self._settings
        caller = Caller(
            self._url,
            settings.base_url,
            settings.twilio_auth_token,
            number,
            us,
            account_sid=settings.twilio_account_sid,
        )
        return caller.call(said)

    def _writes(self, said: Iterable[str], place: str) -> Iterable[Turn]:
        with self._browse() as browser:
            browser.follow_redirects = True
            for words in said:
                before = self._latest()
                page = browser.get(f"/chat/{place}").text
                form = re.search(r'<form[^>]*class="[^"]*chat-write.*?</form>', page, re.S)
                assert form is not None, page[:500]
                fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.group()))
                while browser.post(f"/chat/{place}", data=fields | {"tekst": words}).is_error:
                    time.sleep(LIMITED_SECONDS)  # so many a minute from one address
                yield Turn(words, *self._answer(InboundMessage.id > before))

    def _latest(self) -> int:
        with self._application.services.database.read() as session:
            newest = select(InboundMessage.id).order_by(InboundMessage.id.desc()).limit(1)
            return session.scalar(newest) or 0

    def _answer(self, which: object) -> tuple[str, tuple[str, ...]]:
        """What a message was answered with, when it has been, and the names of the texts."""
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            with self._application.services.database.read() as session:
                message = session.scalar(select(InboundMessage).where(which))  # type: ignore[arg-type]
                if message is not None and message.state is not MessageState.WAITING:
                    reply = session.scalar(select(Reply).where(Reply.message_id == message.id))
                    if reply is None:
                        return "", ()
                    return reply.text, tuple(str(each.get("say")) for each in reply.says)
            time.sleep(0.04)
        raise RuntimeError("no answer came")

    def _choices(self) -> int:
        with self._application.services.database.read() as session:
            return len(session.scalars(select(Choice.id)).all())


def _steps(record: CallRecord) -> Iterable[Turn]:
    """A call cut at what the caller did; what was said before the first is the greeting."""
    said: str | None = None
    heard: list[str] = []
    for event in record.events:
        if event.kind in DONE_BY_CALLER:
            if said is not None:
                yield Turn(said, " ".join(heard))
            said, heard = event.text if event.kind != "silence" else "", []
        elif event.kind == "say":
            heard.append(event.text)
    if said is not None:
        yield Turn(said, " ".join(heard))
