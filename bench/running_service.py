"""How much a switch takes of the person, by text message and by phone.

The same person (Arvid of the demo, who wants another than the one he has) switches through each
channel of a service of its own: real webhooks, the trained model, a fake of Twilio, a telephone
with a virtual clock. Counted are messages and segments, questions, and seconds on the phone. The
voice speaks at 90 % of its pace; the seconds are told for 85 % as well. How fast the person thinks,
keys and talks is assumed (`devtools.phone_simulator.Pace`), and printed. Prints JSON.

    .venv/bin/python -m bench.running_service
"""

import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assistant.texts.measures import segments
from bench.speed.processes import free_port, say
from choice_register.models import Choice, Person
from conversations.models import Reply, ReplyKind
from core.clock import OSLO
from core.settings import Settings
from devtools.demo.people import DemoPerson, load_people, read_people
from devtools.fake_twilio import FakeTwilio, serve_fake
from devtools.phone_simulator import Caller, CallRecord, Pace
from devtools.phone_simulator.speech import Piece
from devtools.simulate_sms import TextPhone
from service.logs import set_up
from service.server import Serving, prepare

WHO = "Arvid"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
AIM_PACE = 0.85
AIMS = {"messages": 8, "segments": 12, "seconds_at_85": 240}

CODE, BORN = "{code}", "{born}"
SMS = {
    "straight": ("Jeg vil bytte til Hasselvind", CODE, BORN, "Ja"),
    "from the list": ("Hei", "Jeg vil bytte", CODE, BORN, "2", "Ja"),
    "with a question": ("Hei", "Jeg vil bytte", CODE, BORN, "Hva koster det?", "2", "Ja", "Takk"),
}
PHONE = {
    "straight": ("Jeg vil bytte til Hasselvind", CODE, BORN, "5", "ha det bra"),
    "from the list": ("Jeg vil bytte", CODE, BORN, "2", "5", "ha det bra"),
    "with a question": ("Jeg vil bytte", CODE, BORN, "Hva koster det?", "2", "5", "ha det bra"),
    "slower": ("Jeg vil bytte", CODE, BORN, "saktere", "2", "5", "ha det bra"),
    "by speech": (
        *("Jeg er ikke fornøyd og vil gjerne bytte til noen andre", CODE, BORN),
        *("Hasselvind Omsorg takk", "ja det er riktig", "ha det bra"),
    ),
}


UNHURRIED = Pace(thinking=4.0, per_key=2.5, words_per_minute=80.0)
"""Somebody who looks for the glasses, for the letter and for each key; assumed, as `Pace` is."""


def main() -> None:
    """Measure and print."""
    # The engine inherits standard output and talks there; only the result belongs on it.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    set_up(logging.WARNING, readable=True)
    found: dict[str, Any] = {"sms": {}, "phone": {}}
    for channel, scripts in (("sms", SMS), ("phone", PHONE)):
        for name, script in scripts.items():
            say(f"{channel}: {name} ...")
            with running_service() as running:
                found[channel][name] = (_by_text if channel == "sms" else _by_phone)(
                    running, script
                )
    say("phone: unhurried ...")
    with running_service() as running:
        slow = _by_phone(running, PHONE["with a question"], UNHURRIED)
    found["phone"]["with a question, unhurried"] = slow
    assumed = {"everybody": asdict(Pace()), "unhurried": asdict(UNHURRIED)}
    print(json.dumps(found | {"aims": AIMS, "assumed": assumed}, indent=2), file=out, flush=True)


@dataclass(frozen=True)
class Running:
    """A running service with one person at the telephone."""

    serving: Serving
    person: DemoPerson
    twilio: FakeTwilio

    @property
    def number(self) -> str:
        """The number that is texted or called."""
        return self.serving.application.catalogue.municipality(self.person.municipality).phone

    def said(self, line: str) -> str:
        """A line of a script with the person's own code and birth date."""
        return line.format(code=self.person.code, born=f"{self.person.birth_date:%d%m%Y}")

    def switched(self) -> bool:
        """Whether a choice made now stands."""
        with self.serving.application.services.database.read() as session:
            mine = select(Choice).join(Person, Person.id == Choice.person_id)
            mine = mine.where(Person.phone == self.person.phone, Choice.received_at >= MONDAY)
            return session.scalar(mine) is not None

    def questions(self) -> int:
        """How many of our answers asked something."""
        with self.serving.application.services.database.read() as session:
            answers = select(Reply.says).where(Reply.kind == ReplyKind.ANSWER)
            says = session.scalars(answers).all()
        return sum(any(each.get("expect") or each.get("options") for each in one) for one in says)


@contextmanager
def running_service(gather_seconds: float = 2.0) -> Iterator[Running]:
    """The whole service on free ports, with the demo people as they are on a Monday morning.

    Args:
        gather_seconds: how long a text that looks unfinished waits for the next one.
    """
    person = next(each for each in read_people() if each.name.startswith(WHO))
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        fake = serve_fake(public_base_url=f"http://127.0.0.1:{port}")
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/bench.sqlite",
            port=port,
            engine_port=free_port(),
            actions_port=free_port(),
            twilio_api_base_url=fake.base_url,
            now=MONDAY,
            gather_seconds=gather_seconds,
        )
        prepare(settings, lambda _line: None)
        serving = Serving(settings, lambda _line: None)
        built = serving.application
        load_people(built.services.database, built.catalogue, built.services.clock)
        try:
            serving.start()
            yield Running(serving, person, fake.twilio)
        finally:
            serving.stop()
            fake.stop()


def _by_text(running: Running, script: tuple[str, ...]) -> dict[str, Any]:
    phone = TextPhone(running.serving.settings, running.person.phone, running.number)
    got: list[str] = []
    for line in script:
        phone.send(running.said(line))
        got += phone.replies()
    phone.close()
    return {
        "switched": running.switched(),
        "messages": len(script),
        "texts": len(got),
        "segments": sum(map(segments, got)),
        "questions": running.questions(),
    }


def _by_phone(
    running: Running, script: tuple[str, ...], pace: Pace | None = None
) -> dict[str, Any]:
    settings = running.serving.settings
    caller = Caller(
        settings.base_url,
        settings.base_url,
        settings.twilio_auth_token,
        running.person.phone,
        running.number,
        account_sid=settings.twilio_account_sid,
        pace=pace,
    )
    record = caller.call(map(running.said, script))
    return {
        "switched": running.switched(),
        "ended_by": record.ended_by.value,
        "problems": record.problems,
        "questions": record.questions,
        "seconds": round(record.seconds),
        "seconds_at_85": round(_at(record, AIM_PACE)),
        "longest_say_seconds_at_85": round(max(_said(record, AIM_PACE)), 1),
        "waited_for_us_seconds": round(record.waited, 2),
    }


def _at(record: CallRecord, pace: float) -> float:
    """The call's seconds if the voice began at another pace; «saktere» slows it by as much."""
    pieces = [part for event in record.events for part in event.parts if isinstance(part, Piece)]
    fastest = max(piece.rate for piece in pieces)
    return record.seconds + sum(piece.seconds for piece in pieces) * (fastest / pace - 1)


def _said(record: CallRecord, pace: float) -> Iterator[float]:
    for event in record.events:
        pieces = [part for part in event.parts if isinstance(part, Piece)]
        pauses = [part for part in event.parts if not isinstance(part, Piece)]
        if pieces:
            fastest = max(piece.rate for piece in pieces)
            words = sum(piece.seconds for piece in pieces) * fastest / pace
            yield words + sum(pause.seconds for pause in pauses)


if __name__ == "__main__":
    main()
