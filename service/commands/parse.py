"""`brukervalg parse`: what is understood of texts, and what a second reader makes of them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

from assistant.second_reader.openai_reader import OpenAIReader
from assistant.second_reader.reading import NoReading, ReadingContext
from conversations.readings.comparing import NameOf, as_kept
from conversations.readings.embedded import reading_of
from conversations.readings.second import Mode
from core.settings import Settings
from service.application import load_catalogue
from service.engine.engine_process import engine_command, train
from service.engine.second_reader import names_in, open_reader
from service.paths import ROOT

PARSE = "assistant.engine.parse"
OURS = "ours"
"""Why nobody else was asked: the embedded reading stands (`assistant.second_reader.ours`)."""


def parse() -> int:
    """Understand the lines of standard input; the exit status."""
    train(quiet=True)
    return subprocess.run(engine_command(PARSE), cwd=ROOT, check=False).returncode


def parse_both(settings: Settings) -> Iterator[str]:
    """The same lines, each with `second`: the other's reading, or why there is none, and what left.

    Raises:
        UnsafeSettings: there is no second reader that can be asked.
    """
    # It is asked here, so it must be whole and safe, whatever the turns do with it.
    settings = settings.model_copy(update={"reader": Mode.SHADOW.value})
    catalogue = load_catalogue(settings)
    municipality = catalogue.municipalities()[0].id
    name_of = partial(names_in(catalogue), municipality)
    with closing(open_reader(settings, catalogue)) as reader:
        train(quiet=True)
        given = sys.stdin.buffer.read()
        lines = [line for line in given.splitlines() if line.strip()]
        done = subprocess.run(
            engine_command(PARSE), cwd=ROOT, input=given, stdout=subprocess.PIPE, check=True
        )
        for line, out in zip(lines, done.stdout.splitlines(), strict=True):
            parsed = json.loads(out)
            if "error" not in parsed:
                pending = json.loads(line).get("pending")
                parsed["second"] = _second(reader, parsed, pending, municipality, name_of)
            yield json.dumps(parsed, ensure_ascii=True)


def _second(
    reader: OpenAIReader,
    parsed: dict[str, Any],
    pending: str | None,
    municipality: str,
    name_of: NameOf,
) -> dict[str, Any]:
    ours = reading_of(parsed, pending)
    if ours.stands is not None:
        return {"none": OURS, "why": ours.stands}
    try:
        answered = reader.ask(parsed["text"], ReadingContext(municipality, pending, ours.named))
    except NoReading as none:
        return {"none": none.why, "why": none.detail}
    return {"sent": answered.sent, **as_kept(answered.reading, name_of)}
