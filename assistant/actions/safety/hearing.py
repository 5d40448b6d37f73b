"""What is listened for in messages about something grave: phrases from YAML files, in their order.

The model reads a message by itself. Here it is known what was told before, so a few words are
enough: «kommer hun igjen i kveld» says something only to who knows of the bruises.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path

from assistant.gate.clean import words
from assistant.gate.wording import anywhere, parts_of, read

WORDS = Path(__file__).with_name("words")


@cache
def _kinds(name: str) -> dict[str, re.Pattern[str]]:
    table = read(WORDS / f"{name}.yml")
    parts = parts_of(table) if "parts" in table else {}
    return {kind: anywhere(said, parts) for kind, said in table.items() if kind != "parts"}


def plain(text: str) -> str:
    """A message as the phrases are written: lower case, no signs."""
    return " ".join(words(text)) or text.lower()


@cache
def _figures() -> list[tuple[str, re.Pattern[str], re.Pattern[str] | None]]:
    """What is said in a figure of speech: what it means, and beside what it is meant as said."""
    table = read(WORDS / "figures.yml")
    parts = {name: "(?:" + "|".join(listed) + ")" for name, listed in table["parts"].items()}
    unless = {meant: anywhere(said, parts) for meant, said in table["unless"].items()}
    return [
        (meant, anywhere(said, parts), unless.get(meant))
        for meant, said in table.items()
        if meant not in ("parts", "unless")
    ]


@lru_cache(maxsize=512)
def meant(text: str) -> str:
    """A message as it is meant: without what only sounds grave («støvsugeren er død»).

    Where nothing in it does, it is the message as `plain` gives it.
    """
    said = plain(text)
    for meaning, figure, unless in _figures():
        if unless is None or not unless.search(said):
            said = figure.sub(meaning, said)
    return said


def first(name: str, text: str, among: Collection[str] | None = None) -> str | None:
    """The first kind of a file whose phrases a message holds, or None.

    Args:
        name: of the file in words/, without its ending.
        text: the message.
        among: the kinds that are looked for; all where it is not given.
    """
    said = meant(text)
    kinds = (
        (kind, found) for kind, found in _kinds(name).items() if among is None or kind in among
    )
    return next((kind for kind, found in kinds if found.search(said)), None)


def every(name: str, text: str) -> list[str]:
    """All kinds of a file whose phrases a message holds, in the file's order."""
    said = meant(text)
    return [kind for kind, found in _kinds(name).items() if found.search(said)]


def confesses(text: str) -> bool:
    """Whether somebody who looks after another tells what they did, or fear that they will do."""
    of = set(every("grave", text))
    return "confesses" in of or ("own_blow" in of and "others_blow" not in of)


def plan(text: str) -> bool:
    """Whether a means is named beside when nobody need come any more: not a sign, but a plan.

    Pills put where they belong, or a single visit that is called off, are no more than a sign.
    """
    found = set(every("understated", text))
    return {"sign", "means", "no_more"} <= found and not found & {"put_away", "one_visit"}


def signs(text: str) -> bool:
    """Whether it is said sideways that somebody will not live any more, and not that they move."""
    found = every("understated", text)
    return "sign" in found and "elsewhere" not in found
