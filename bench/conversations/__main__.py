"""Random conversations through the trained model, the dialogue and the register.

Simulated people with a known wish say it in clauses, correct themselves, deny, hesitate and ask in
between. What is registered must be what they wish, or nothing. Prints JSON; each conversation that
ended otherwise is printed to standard error.

    .venv/bin/python -m bench.conversations [--count 2000] [--seed 1] [--strangers FILE …]
"""

import argparse
import json
import logging
import os
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from assistant.actions.webhook import create_webhook
from bench.conversations import strangers
from bench.conversations.machine import WRONG, Conversation, transcript
from bench.conversations.talk import Talk, Town
from bench.conversations.wishes import BPA, NURSING, PRACTICAL, Wish
from bench.speed.processes import free_port, say
from conversations.turns.assistant_client import AssistantClient
from core.clock import OSLO, Clock
from core.database import Database
from core.settings import Settings
from migrations import upgrade
from service.application import load_catalogue
from service.engine.engine_process import EngineProcess, train
from service.logs import set_up
from service.web_server import WebServer

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
LONGEST = 8
ENGINE_START_SECONDS = 900.0
THEIR_WORDS = {PRACTICAL: "vasken", NURSING: "sykepleien", BPA: "assistansen"}


def main() -> int:
    """Run, and print how they ended."""
    take = argparse.ArgumentParser()
    take.add_argument("--count", type=int, default=2000)
    take.add_argument("--seed", type=int, default=1)
    take.add_argument("--show", action="store_true", help="print every conversation")
    take.add_argument("--strangers", type=Path, nargs="*", default=[])
    asked = take.parse_args()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    set_up(logging.ERROR, readable=True)
    began = time.monotonic()
    Conversation.strict = False

    def over(end: str, wish: Wish, talk: Talk) -> None:
        if end == WRONG or asked.show:
            say("-----\n" + transcript(wish, talk))
        if (done := sum(Conversation.ended.values())) % 100 == 0:
            say(f"{done} {dict(Conversation.ended)} {round(time.monotonic() - began)} s")

    Conversation.when_over = staticmethod(over)
    for file in asked.strangers:
        Conversation.strangers = [*Conversation.strangers, *strangers.read(file, THEIR_WORDS)]
    with tempfile.TemporaryDirectory() as folder:
        _run(folder, asked.count, asked.seed)
    found = {
        "conversations": sum(Conversation.ended.values()),
        "messages": Conversation.turns,
        "ended": dict(Conversation.ended),
        "of_them_begun_by_strangers": dict(Conversation.by_strangers),
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(found, indent=2, ensure_ascii=False), file=out, flush=True)
    return 1 if Conversation.ended[WRONG] else 0


def _run(folder: str, count: int, seed: int) -> None:
    told = Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder}/conversations.sqlite",
        engine_port=free_port(),
        actions_port=free_port(),
        now=MONDAY,
    )
    train(quiet=True)
    upgrade(told.database_url)
    database = Database(told.database_url)
    Conversation.town = Town(database, load_catalogue(told), Clock(told.now))
    actions = WebServer(create_webhook(Conversation.town.deps), told.actions_port, 4)
    engine = EngineProcess(told)
    with AssistantClient(engine.url) as client:
        Conversation.client = client
        actions.prepare()
        threading.Thread(target=actions.serve, daemon=True).start()
        engine.start()
        try:
            if not engine.wait_until_ready(ENGINE_START_SECONDS):
                raise SystemExit("the engine did not answer")
            run_state_machine_as_test(
                seeded(seed)(Conversation),
                settings=settings(
                    max_examples=count,
                    stateful_step_count=LONGEST,
                    deadline=None,
                    database=None,
                    phases=(Phase.generate,),
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            engine.stop()
            actions.stop()
            database.close()


if __name__ == "__main__":
    raise SystemExit(main())
