"""`python -m assistant.engine`: load the newest model and answer turns on loopback."""

import argparse
import os
import sys
import threading
import time
from pathlib import Path

from assistant.engine import lean


def main() -> None:
    """Start the engine; ends with a message and code 1 where there is no model."""
    began = time.monotonic()
    options = argparse.ArgumentParser(prog="python -m assistant.engine", description=__doc__)
    options.add_argument("--port", type=int, default=8081)
    options.add_argument("--model", type=Path, default=Path("var/models"), help="file or folder")
    options.add_argument("--actions-url", default="http://127.0.0.1:8082/webhook")
    options.add_argument(
        "--while-stdin-is-open",
        action="store_true",
        help="end when standard input closes: with the parent, however it dies",
    )
    given = options.parse_args()
    if given.while_stdin_is_open:
        threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()

    print("engine: loading the model ...", flush=True)
    lean.start()
    from aiohttp import web
    from rasa.exceptions import ModelNotFound

    from assistant.engine.server import HOST, application
    from assistant.engine.turn import Turns

    try:
        turns = Turns(given.model, given.actions_url)
    except ModelNotFound as error:
        sys.exit(f"engine: {error} Train one with `python -m assistant.engine.train`.")

    def ready(_: str) -> None:
        seconds = time.monotonic() - began
        print(f"engine: {turns.model} answers on {HOST}:{given.port} ({seconds:.1f} s)", flush=True)

    web.run_app(application(turns), host=HOST, port=given.port, access_log=None, print=ready)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    # At once: nothing is kept between turns, and a turn under way is run again by who asked.
    os._exit(0)


if __name__ == "__main__":
    main()
