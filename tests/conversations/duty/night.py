"""A danger at night, and the two who are on duty."""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from assistant.texts import Texts
from conversations.duty.alerts import Told, dangers, told_in
from conversations.duty.calling import all_clear
from conversations.duty.models import DutyAlert
from conversations.lease import real_now
from conversations.models import Conversation
from conversations.tasks import NewTask, add_task
from conversations.threads import Opening, find_or_open
from tests.channels.harness import ASTRID, CATALOGUE, OSLO, TEXTS, ChannelsHarness

FIRST, SECOND = "+4740000391", "+4740000392"
"""The demo's duty list for Oslo, in order."""
REAL = Texts({**Texts.load(CATALOGUE).all, **TEXTS.all}, CATALOGUE)
NIGHT = datetime.fromisoformat("2026-11-22T03:00+01:00")


class Night:
    """The harness, with steps taken only when the test takes them."""

    def __init__(self, harness: ChannelsHarness) -> None:
        self.harness = harness

    def danger(
        self,
        peer: str = ASTRID,
        municipality: str = "0301",
        key: str = "1",
        reason: str = "emergency",
        *,
        danger: str | None = "urgent",
        contact: str | None = None,
    ) -> str:
        """An urgent task, as a turn or an alarm makes it; gives the conversation's id."""
        now = self.harness.services.clock.now()
        number = CATALOGUE.municipality(municipality).phone
        with self.harness.services.database.write() as session:
            thread = find_or_open(session, Opening(municipality, "sms", peer, number), now)
            of = danger if reason == "emergency" else None
            summary = {"contact": contact} if contact else {}
            new = NewTask(key, reason, urgent=True, summary=summary, danger=of)
            add_task(session, thread, new, now)
            return thread.id

    def step(self) -> int:
        """Take the steps that are due, and send what they put out."""
        taken = self.harness.services.worker._duty.run_due()
        while self.harness.services.delivery.run_next():
            pass
        return taken

    def later(self) -> int:
        """The next step's time comes."""
        with self.harness.services.database.write() as session:
            soon = real_now() - timedelta(seconds=1)
            session.execute(
                update(DutyAlert).where(DutyAlert.next_at.is_not(None)).values(next_at=soon)
            )
        return self.step()

    def key(self, number: str = FIRST) -> str:
        """The number that a yes must hold, as it stood in the newest text with one."""
        texts = " ".join(self.harness.sent(number))
        return re.findall(r"JA (\d{4})", texts)[-1]

    def clear(self, conversation: str, danger: str = "urgent") -> None:
        """The citizen says that there is no danger, as a turn commits it."""
        with self.harness.services.database.write() as session:
            all_clear(session, conversation, danger, self.harness.services.clock.now())

    def answer(self, words: str, sender: str = FIRST, sms: str | None = None) -> None:
        """Write something; KEY stands for the number that a yes must hold."""
        if "KEY" in words:
            words = words.replace("KEY", self.key(sender))
        assert self.harness.text(words, sender, OSLO, sms).status_code == 200
        self.step()

    @property
    def called(self) -> list[str]:
        """Whom Twilio was asked to ring, in order."""
        return [call.to for call in list(self.harness.fake.twilio.calls)]

    @property
    def told(self) -> list[Told]:
        return dangers(self.harness.services.database, "0301")

    def alert(self, conversation: str) -> DutyAlert:
        return told_in(self.harness.services.database, conversation)[-1].alert

    def threads(self) -> list[Any]:
        """The channels of all threads."""
        with self.harness.services.database.read() as session:
            return list(session.scalars(select(Conversation.channel)))
