"""`python -m assistant.engine`: load the newest model and answer turns on loopback."""

import argparse
import sys
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
    given = options.parse_args()

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


if __name__ == "__main__":
    main()
