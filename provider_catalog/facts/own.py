"""A municipality's own statements: written by its editors, held to the same checks as the files.

A piece `fact:<name>` gives the whole of a statement as JSON: `nb`, `nn`, `more_nb`, `more_nn`, `q`,
`numbers` (each with its year or null), `title`, `url`, `checked`, `holds_until`. Where `name` is a
statement of the files, it stands in that one's place for the municipality, and for nobody else.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from provider_catalog.facts.reading import RawSource, RawStatement, statement_of
from provider_catalog.facts.statement import Statement
from provider_catalog.loading.reading import CatalogueError, parse

KIND = "fact:"
TOPIC = "own"
LEAST_QUESTIONS = 4
"""In so many ways it must be asked for, or those who ask in others do not find it."""

_STATEMENT, _SOURCE = TypeAdapter(RawStatement), TypeAdapter(RawSource)
_WRITTEN = Path("fact")
"""Named in errors where a file would be."""


def own_id(municipality: str, name: str) -> str:
    """The id of a municipality's own statement, so that two may have one of the same name."""
    return f"{municipality}:{name}"


def own_statement(municipality: str, name: str, content: Mapping[str, Any]) -> Statement:
    """The statement that an editor has written.

    Raises:
        CatalogueError: names the field and the reason of the first thing that is wrong.
    """
    days = {key: _day(key, content.get(key)) for key in ("checked", "holds_until")}
    source = {"title": content.get("title"), "checked": days["checked"]}
    if content.get("url"):
        source["url"] = content["url"]
    kept = ("nb", "nn", "more_nb", "more_nn", "q", "numbers")
    raw = {key: content[key] for key in kept if key in content}
    raw |= {"topic": content.get("topic") or TOPIC, "source": TOPIC, "place": municipality}
    raw["q"] = tuple(raw.get("q", ()))
    if days["holds_until"] is not None:
        raw["holds_until"] = days["holds_until"]
    for key in ("nb", "nn"):
        if not str(content.get(key) or "").strip():
            raise CatalogueError(_WRITTEN, key, "is empty")
    if not str(content.get("title") or "").strip():
        raise CatalogueError(_WRITTEN, "source.title", "is empty")
    if len(raw["q"]) < LEAST_QUESTIONS:
        raise CatalogueError(_WRITTEN, "q", f"fewer than {LEAST_QUESTIONS} ways to ask")
    statement = parse(_STATEMENT, raw, _WRITTEN)
    stands = parse(_SOURCE, source, _WRITTEN, "source")
    return statement_of(_WRITTEN, own_id(municipality, name), statement, stands)


def content_of(statement: Statement) -> dict[str, Any]:
    """A statement in the form in which an editor writes it."""
    source, until = statement.source, statement.holds_until
    return {
        "topic": statement.topic,
        "nb": statement.short["nb"],
        "nn": statement.short["nn"],
        "more_nb": statement.more["nb"],
        "more_nn": statement.more["nn"],
        "q": list(statement.questions),
        "numbers": dict(statement.figures),
        "title": source.title,
        "url": source.url,
        "checked": source.checked.isoformat(),
        "holds_until": until.isoformat() if until else None,
    }


def _day(key: str, written: Any) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise CatalogueError(_WRITTEN, key, "is no day") from error
