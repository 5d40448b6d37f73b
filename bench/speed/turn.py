"""How long a turn takes: our whole engine beside stock Rasa, the same texts in the same run.

Stock Rasa (default pipeline with DIET, two rules, REST channel, tracker in memory) answers from its
domain; ours calls an action server for every turn, and that call is part of its time. Then one long
conversation: how long turn 10 and turn 1,000 take. Prints JSON.
"""

import argparse
import json
import random
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.speed.peers import our_engine, stock_rasa, texts
from bench.speed.processes import ROOT, Server, constant_actions, say

SEED = 20261121
WINDOW = 5
"""Turns measured around a place in the long conversation; their median counts."""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=200)
    options.add_argument("--turns", type=int, default=1000, help="length of the conversation")
    options.add_argument("--stock", type=Path, default=ROOT / "var/bench/stock")
    options.add_argument(
        "--full", action="store_true",
        help="let stock live through the long conversation, instead of giving it the events",
    )  # fmt: skip
    given = options.parse_args()
    chosen = random.Random(SEED).sample(list(texts()), given.texts)  # noqa: S311
    with (
        constant_actions() as actions,
        our_engine(actions) as ours,
        stock_rasa(given.stock) as stock,
    ):
        times: dict[str, list[float]] = {ours.name: [], stock.name: []}
        for number, text in enumerate(chosen):
            for server in (ours, stock):
                times[server.name].append(_timed(server, f"one-{number}", text))
        say("a long conversation ...")
        long = {
            ours.name: _long(ours, chosen, given.turns),
            stock.name: _long(stock, chosen, given.turns, given_events=not given.full),
        }
    result: dict[str, Any] = {
        "texts": given.texts,
        "first_turn_ms": {name: _spread(found) for name, found in times.items()},
        "long_conversation_ms": long,
        "stock_lived_through_all_turns": given.full,
    }
    print(json.dumps(result, indent=2))


def _long(
    server: Server, chosen: list[str], turns: int, *, given_events: bool = False
) -> dict[str, float]:
    """Median of the turns around the 10th and of the last ones, in ms."""
    talk = "long"
    took = [_timed(server, talk, chosen[n % len(chosen)]) for n in range(10 + WINDOW // 2)]
    tenth = median(took[-WINDOW:])
    if given_events:
        _give_events(server, talk, turns - WINDOW, lived=len(took))
    else:
        for number in range(len(took), turns - WINDOW):
            server.answer(talk, chosen[number % len(chosen)])
    last = [_timed(server, talk, chosen[n % len(chosen)]) for n in range(turns - WINDOW, turns)]
    return {"turn_10": round(tenth, 1), f"turn_{turns}": round(median(last), 1)}


def _give_events(server: Server, talk: str, turns: int, *, lived: int) -> None:
    """Lengthen stock's tracker to `turns` turns by repeating the events of those it lived."""
    address = f"http://127.0.0.1:{server.port}/conversations/{talk}"
    events = server.http.get(f"{address}/tracker?include_events=ALL").json()["events"]
    first = next(at for at, event in enumerate(events) if event["event"] == "user")
    begin, body = events[:first], events[first:]
    whole = begin + body * (turns // lived)
    server.http.put(f"{address}/tracker/events", json=whole).raise_for_status()


def _timed(server: Server, talk: str, text: str) -> float:
    began = time.perf_counter()
    server.answer(talk, text)
    return (time.perf_counter() - began) * 1000


def _spread(found: list[float]) -> dict[str, float]:
    found = sorted(found)
    return {"median": round(median(found), 1), "p95": round(found[int(len(found) * 0.95)], 1)}


if __name__ == "__main__":
    main()
