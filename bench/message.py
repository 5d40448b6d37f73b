"""How long a text message takes, from Twilio's webhook to the committed reply, beside stock Rasa.

Ours is the whole way: signature, stored message, lease, engine, action with look-up or
registration, rendering, one commit of reply, outbox and state. Each demo person proves who it is,
looks up the own case, chooses, and takes it back. Stock Rasa (default pipeline with DIET, two rules,
REST channel) answers the same texts in the same run, one of ours and one of its in turn. Prints JSON.

    .venv/bin/python -m bench.message
"""

import argparse
import json
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bench.peers import stock_rasa
from bench.processes import ROOT, Server, free_port, say
from brukervalg.demo.people import load_people, read_people
from brukervalg.fake_twilio import serve_fake
from brukervalg.serve import Serving, prepare
from brukervalg.signed_post import SignedPost
from foundation.settings import Settings

POLL_SECONDS = 0.0005
LONGEST_SECONDS = 20.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=12)
    options.add_argument("--stock", type=Path, default=ROOT / "var/bench/stock")
    given = options.parse_args()
    with house() as serving, stock_rasa(given.stock) as stock:
        times = list(_measured(serving, stock, given.people))
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


@contextmanager
def house() -> Iterator[Serving]:
    """The whole service on free ports, with the demo people in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/bench.sqlite",
            port=port,
            engine_port=free_port(),
            actions_port=free_port(),
            twilio_api_base_url="http://127.0.0.1:1",
        )
        fake = serve_fake(public_base_url=settings.base_url)
        settings = settings.model_copy(update={"twilio_api_base_url": fake.base_url})
        prepare(settings, say)
        serving = Serving(settings, say)
        services = serving.house.services
        load_people(services.database, serving.house.catalogue, services.clock)
        serving.start()
        try:
            yield serving
        finally:
            serving.stop()
            fake.stop()


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


def _measured(serving: Serving, stock: Server, people: int) -> Iterator[tuple[str, float, float]]:
    settings, catalogue = serving.settings, serving.house.catalogue
    post = SignedPost(settings.twilio_auth_token, settings.base_url)
    able = [each for each in read_people() if each.decision and not each.letter.locked]
    for person in able[:people]:
        to = catalogue.municipality(person.municipality).phone
        born = person.birth_date.strftime("%d.%m.%Y")
        for step, said in _steps(person.code, born):
            ours = _ours(serving, post, person.phone, to, said)
            began = time.perf_counter()
            stock.answer(person.phone, said)
            yield step, ours, (time.perf_counter() - began) * 1000


def _ours(serving: Serving, post: SignedPost, from_: str, to: str, said: str) -> float:
    """Milliseconds from the post to the moment when the reply is committed."""
    sid = "SM" + secrets.token_hex(16)
    form = {"MessageSid": sid, "AccountSid": "AC0", "From": from_, "To": to, "Body": said}
    began = time.perf_counter()
    post.post("/twilio/sms", {**form, "NumMedia": "0"}).raise_for_status()
    database = serving.house.services.database
    # Another connection sees the reply as soon as it is committed, and not before.
    answered = text(
        "SELECT count(*) FROM reply JOIN inbound_message ON reply.message_id = inbound_message.id "
        "WHERE inbound_message.provider_id = :sid"
    )
    while time.perf_counter() - began < LONGEST_SECONDS:
        with database.read() as session:
            if session.scalar(answered, {"sid": sid}):
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
