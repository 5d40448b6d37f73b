"""`python -m assistant.engine.parse`: JSON lines with texts in, what is understood of each out.

A line `{"text": …}` on stdin gives `{"text", "intent", "confidence", "entities", "language",
"acts", "choice", "speaker", "kind", "danger"}` on stdout, in order; `speaker` is who speaks, `kind`
wish, question or statement, `danger` alarm, check or null. With `"pending"` beside the text, the
name of a question that waits for an answer, the text is read as an answer to it; with `"said"`, a
list of what the person said before, what is left out now is taken from there.
A line that is not such an object gives `{"error": …}` in its place.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.engine import lean
from assistant.engine.text import UnfitText, fit

if TYPE_CHECKING:
    from assistant.engine.turn import Turns


def main() -> None:
    """Parse stdin; ends with a message and code 1 where there is no model."""
    options = argparse.ArgumentParser(
        prog="python -m assistant.engine.parse",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_argument("--model", type=Path, default=Path("var/models"), help="file or folder")
    given = options.parse_args()

    lean.start()
    from rasa.exceptions import ModelNotFound

    from assistant.engine.turn import Turns

    try:
        turns = Turns(given.model, actions_url="")
    except ModelNotFound as error:
        sys.exit(f"engine: {error} Train one with `python -m assistant.engine.train`.")
    asyncio.run(_lines(turns))


async def _lines(turns: "Turns") -> None:
    for line in sys.stdin.buffer:
        if line.strip():
            print(json.dumps(await _line(turns, line), ensure_ascii=True), flush=True)


async def _line(turns: "Turns", line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line)
        text = fit(given["text"])
        pending = given.get("pending")
        said = [fit(each) for each in given.get("said") or ()]
    except UnfitText as error:
        return {"error": str(error)}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {"error": 'not a JSON object with a "text"'}
    try:
        return {"text": given["text"], **await turns.parse(text, pending, said)}
    except Exception as error:  # one text that cannot be parsed must not end the others
        return {"text": given["text"], "error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main()
