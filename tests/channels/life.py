"""A process that takes in one text, answers it and dies where it is told to."""

import os
from datetime import timedelta

from sqlalchemy import event

from channels.services import Services, Waits, build
from channels.sms.renderer import SmsRenderer
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from core.settings import Settings
from tests.channels.harness import ASTRID, CATALOGUE, OSLO, QUICK, TEXTS

KILLED = 9
WAITS = Waits(
    lease=timedelta(seconds=5), sending=timedelta(seconds=5), settling=timedelta(milliseconds=100)
)
"""Short, for the test's sake; still longer than a living process takes on a busy machine."""
MESSAGE = Incoming("SM" + "1" * 32, Opening("0301", "sms", ASTRID, OSLO), "menneske")


def services(settings: Settings) -> Services:
    return build(settings, CATALOGUE, {"sms": SmsRenderer(TEXTS)}, patience=QUICK, waits=WAITS)


def live(settings: Settings, die_at: int) -> None:
    """One life: store, run, send; dies before its n-th word to the database."""
    harness, words = services(settings), 0

    def count(*_: object) -> None:
        nonlocal words
        words += 1
        if words == die_at:
            os._exit(KILLED)

    event.listen(harness.database.engine, "before_cursor_execute", count)
    event.listen(harness.database.engine, "commit", count)
    stored = harness.inbox.store(MESSAGE)
    harness.turns.run_next(stored.conversation)
    harness.delivery.run_next()
    os._exit(0)
