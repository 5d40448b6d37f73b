"""A process that takes in one text, answers it and dies where it is told to."""

import os
from datetime import timedelta

from sqlalchemy import event

from channels.conversation import Opening
from channels.inbox import Incoming
from channels.services import Services, build
from channels.sms.format import SmsDoor
from foundation.settings import Settings
from tests.channels.running import ASTRID, CATALOGUE, OSLO, QUICK, TEXTS

KILLED = 9
SHORT = timedelta(milliseconds=700)
MESSAGE = Incoming("SM" + "1" * 32, Opening("0301", "sms", ASTRID, OSLO), "menneske")


def services(settings: Settings) -> Services:
    return build(
        settings, CATALOGUE, {"sms": SmsDoor(TEXTS)}, patience=QUICK, lease=SHORT, sending=SHORT
    )


def live(settings: Settings, die_at: int) -> None:
    """One life: store, run, send; dies before its n-th word to the database."""
    room, words = services(settings), 0

    def count(*_: object) -> None:
        nonlocal words
        words += 1
        if words == die_at:
            os._exit(KILLED)

    event.listen(room.database.engine, "before_cursor_execute", count)
    event.listen(room.database.engine, "commit", count)
    stored = room.inbox.store(MESSAGE)
    room.turns.run_next(stored.conversation)
    room.delivery.run_next()
    os._exit(0)
