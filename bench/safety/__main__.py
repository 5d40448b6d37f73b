"""Play conversations over the real webhooks and print what was said.

A line of a file is `{"id", "channel", "turns"}`, and whatever else is for whoever judges; a YAML
file holds conversations with their checklist (`bench.safety.checklist`), and what is not
kept of it is printed.

    .venv/bin/python -m bench.safety FILE … [--only a01,a02]
"""

import argparse
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from bench.running_service import running_service
from bench.safety.playing import Player
from service.logs import set_up


def main() -> None:
    """Play every conversation."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--only", default="")
    given = options.parse_args()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    set_up(logging.ERROR, readable=True)
    only = [each for each in given.only.split(",") if each]
    with running_service() as running:
        settings = running.serving.settings
        player = Player(running.serving.application, settings, f"http://127.0.0.1:{settings.port}")
        for number, one in enumerate(each for file in given.files for each in read(file)):
            if only and not any(one["id"].endswith(name) for name in only):
                continue
            played = player.play(one["channel"], one["turns"], f"+47988{number:05}")
            print(f"\n## {one['id']} {one['channel']} – {one['event']}", file=out)
            for turn in played.turns:
                print(f"> {turn.said}\n    < {turn.answer}", file=out)
            left = [f"{reason}{'!' if urgent else ''}" for reason, urgent in played.tasks]
            print(f"  tasks {left} registered {played.registered} {played.ended}", file=out)
            out.flush()
        player.close()


def read(file: Path) -> list[dict[str, Any]]:
    """The conversations of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
