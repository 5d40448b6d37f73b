"""Long messages that people cut into acts by hand: what listening is learnt from and judged by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.nlu.listening.clauses import Clause

BACKGROUND = frozenset({"background", "filler"})
"""Acts that ask for nothing."""


@dataclass(frozen=True)
class LongMessage:
    """A message with what each part of it does.

    Attributes:
        author: who wrote it; messages of one author are kept together when judging.
        style: sms, phone or web.
        clauses: its parts, in order.
        acts: what each part is: an intent, «background» or «filler».
        main: the intents that must be served, the most urgent first.
        choice: what is said of who shall come, or None; see `frame.Frame`.
    """

    author: str
    style: str
    clauses: tuple[Clause, ...]
    acts: tuple[str, ...]
    main: tuple[str, ...]
    choice: dict[str, Any] | None

    @property
    def text(self) -> str:
        """The whole message."""
        return " ".join(clause.text for clause in self.clauses)

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


def read_long_messages(path: Path) -> Iterator[LongMessage]:
    """The messages of a file, a JSON object a line. Raises OSError where there is none."""
    for line in path.read_text("utf-8").splitlines():
        told = json.loads(line)
        clauses, at = [], 0
        for segment in told["segments"]:
            clauses.append(Clause(segment["text"], at, at + len(segment["text"])))
            at += len(segment["text"]) + 1
        yield LongMessage(
            author=str(told.get("author") or path.stem),
            style=told["style"],
            clauses=tuple(clauses),
            acts=tuple(segment["act"] for segment in told["segments"]),
            main=tuple(told["main"]),
            choice=told.get("choice"),
        )
