"""How long a text message takes, from Twilio's webhook to the committed reply, beside stock Rasa.

Ours is the whole way, the service being a process of its own as in production: signature, stored
message, lease, engine, action with look-up or registration, rendering, one commit of reply, outbox
and state. Each demo person proves who it is, looks up the own case, chooses, and takes it back.
Stock Rasa (default pipeline with DIET, two rules, REST channel) answers the same texts in the same
run, one of ours and one of its in turn. Between two texts the last reply goes out and Twilio's
status callbacks come in; nobody writes the next text in less than `PAUSE_SECONDS`. Prints JSON.

    .venv/bin/python -m bench.speed.message
"""

import argparse
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from bench.speed.peers import stock_rasa
from bench.speed.processes import ROOT, Server, free_port, say
from core.settings import Settings
from devtools.demo.people import read_people
from devtools.fake_twilio import serve_fake
from devtools.signed_post import SignedPost
from service.application import load_catalogue

POLL_SECONDS = 0.001
PAUSE_SECONDS = 0.3
LONGEST_SECONDS = 20.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=12)
    options.add_argument("--stock", type=Path, default=ROOT / "var/bench/stock")
    given = options.parse_args()
    with service() as running, stock_rasa(given.stock) as stock:
        times = list(_measured(running, stock, given.people))
    result = {
        "turns": len(times),
        "webhook_to_commit_ms": _spread([ours for _, ours, _ in times]),
        "stock_ms": _spread([theirs for _, _, theirs in times]),
        "ratio_of_medians": round(
            median(ours for _, ours, _ in times) / median(theirs for _, _, theirs in times), 2
        ),
        "by_step_ms": {
            step: round(median(ours for name, ours, _ in times if name == step), 1)
            for step in dict(_steps("", ""))
        },
    }
    print(json.dumps(result, indent=2, ensure_ascii=False))


@dataclass(frozen=True)
class Running:
    """The service as a process of its own, as in production, and a connection to its database."""

    settings: Settings
    database: sqlite3.Connection


@contextmanager
def service() -> Iterator[Running]:
    """The whole service on free ports, with the demo people in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/bench.sqlite",
            port=free_port(),
            engine_port=free_port(),
            actions_port=free_port(),
        )
        fake = serve_fake(public_base_url=settings.base_url)
        environment = {
            **os.environ,
            "BRUKERVALG_DATABASE_URL": settings.database_url,
            "BRUKERVALG_PORT": str(settings.port),
            "BRUKERVALG_ENGINE_PORT": str(settings.engine_port),
            "BRUKERVALG_ACTIONS_PORT": str(settings.actions_port),
            "BRUKERVALG_TWILIO_API_BASE_URL": fake.base_url,
            "BRUKERVALG_FAKE_LOGIN_PORT": str(free_port()),
        }
        log = Path(folder) / "log"
        command = [sys.executable, "-m", "service", "demo"]
        with log.open("w") as out:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            _wait(settings, process, log)
            file = settings.database_url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(file, isolation_level=None)) as database:
                yield Running(settings, database)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
            fake.stop()


def _wait(settings: Settings, process: subprocess.Popen[bytes], log: Path) -> None:
    say("starting the service (its model is trained if its data changed) ...")
    while process.poll() is None:
        try:
            if httpx.get(f"{settings.base_url}/healthz", timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise RuntimeError(log.read_text()[-2000:])


def _steps(code: str, born: str) -> list[tuple[str, str]]:
    return [
        ("a question", "Hva koster det?"),
        ("a wish", "Jeg vil vite hvem som hjelper meg nå."),
        ("the code", code),
        ("the birth date: proof and look-up", born),
        ("begin a choice", "Jeg vil bytte leverandør."),
        ("pick", "1"),
        ("yes: registration", "Ja."),
        ("how it stands", "Hvordan går det med valget mitt?"),
        ("undo", "ANGRE"),
    ]


def _measured(running: Running, stock: Server, people: int) -> Iterator[tuple[str, float, float]]:
    settings, catalogue = running.settings, load_catalogue(running.settings)
    post = SignedPost(settings.twilio_auth_token, settings.base_url)
    able = [each for each in read_people() if each.decision and not each.letter.locked]
    for person in able[:people]:
        to = catalogue.municipality(person.municipality).phone
        born = person.birth_date.strftime("%d.%m.%Y")
        for step, said in _steps(person.code, born):
            ours = _ours(running, post, person.phone, to, said)
            began = time.perf_counter()
            stock.answer(person.phone, said)
            yield step, ours, (time.perf_counter() - began) * 1000
            time.sleep(PAUSE_SECONDS)


def _ours(running: Running, post: SignedPost, from_: str, to: str, said: str) -> float:
    """Milliseconds from the post to the moment when the reply is committed."""
    sid = "SM" + secrets.token_hex(16)
    form = {"MessageSid": sid, "AccountSid": "AC0", "From": from_, "To": to, "Body": said}
    began = time.perf_counter()
    post.post("/twilio/sms", {**form, "NumMedia": "0"}).raise_for_status()
    # Another connection sees the reply as soon as it is committed, and not before. The driver
    # itself asks: whoever measures must not take the processor from what is measured.
    answered = (
        "SELECT count(*) FROM reply JOIN inbound_message ON reply.message_id = inbound_message.id "
        "WHERE inbound_message.provider_id = ?"
    )
    while time.perf_counter() - began < LONGEST_SECONDS:
        if running.database.execute(answered, (sid,)).fetchone()[0]:
            return (time.perf_counter() - began) * 1000
        time.sleep(POLL_SECONDS)
    raise RuntimeError(f"no reply to «{said}»")


def _spread(found: list[float]) -> dict[str, float]:
    ordered = sorted(found)
    return {
        "median": round(median(ordered), 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "max": round(ordered[-1], 1),
    }


if __name__ == "__main__":
    main()
