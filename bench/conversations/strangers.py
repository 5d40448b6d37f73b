"""Strangers' messages about who shall come, with what they were labelled to mean."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.conversations.wishes import NAMES, RESIDENTS, Resident, Wish

MUNICIPALITY = ("municipality", "kommunen")


@dataclass(frozen=True)
class Said:
    """A stranger's first message and what it wishes, for somebody whom it fits."""

    text: str
    wish: Wish


def read(file: Path, words: dict[str, str]) -> list[Said]:
    """Every message of a file that wishes something certain, or nothing at all.

    Args:
        file: lines of JSON with `text` (or `segments`) and `choice`, as people labelled them.
        words: the words that the simulated person uses afterwards.
    """
    found = []
    for line in file.read_text("utf-8").splitlines():
        each = json.loads(line)
        text = each.get("text") or " ".join(part["text"] for part in each["segments"])
        if each.get("choice") is None:
            continue
        found += [Said(text, wish) for wish in _wishes(each["choice"], words)]
    return found


def _wishes(choice: dict[str, Any], words: dict[str, str]) -> Iterator[Wish]:
    """What each resident wishes who could have written it."""
    want = [(each["service"], _id(each["provider"])) for each in choice["want"]]
    unnamed = any(provider is None for _, provider in want)
    unsaid = len(want) > 1 and any(service is None for service, _ in want)
    firm = not choice["condition"] and not choice["negated"] and not unnamed and not unsaid
    for resident in RESIDENTS:
        wished = _change(resident, want) if firm else {}
        # Of those who wish nothing one is enough; the others are who the bench is for.
        if wished is not None and (wished or resident is RESIDENTS[0]):
            yield Wish(resident, wished, words=words)


def _change(resident: Resident, want: list[tuple[str | None, str | None]]) -> dict[str, str] | None:
    """By service the provider; None where the message is not this resident's."""
    change: dict[str, str] = {}
    for service, provider in want:
        assert provider is not None
        if service is None and len(resident.services) > 1:
            return None
        named = resident.services if service in (None, "all") else (str(service),)
        if not set(named) <= set(resident.services):
            return None
        if any(resident.now.get(each) == provider for each in named):
            return None
        change |= dict.fromkeys(named, provider)
    # Who wants somebody that cannot be had wants nobody else.
    possible = all(provider in resident.offers[s] for s, provider in change.items())
    return change if possible else {}


def _id(name: str | None) -> str | None:
    if name is None or name in MUNICIPALITY:
        return name
    first = name.split()[0].lower()
    return first if first in NAMES else f"not here: {first}"
