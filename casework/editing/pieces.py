"""What can be edited: how each piece stands, what it says in words, and what is wrong with it."""

from typing import Any

from flask import url_for

from assistant.texts.review import Problem, review
from assistant.texts.samples import sample_values
from casework.editing.refusals import told
from casework.editing.words import EVERYWHERE, Row, rows, title
from casework.room import Room
from provider_catalog.reading import CatalogueError

TEXT = "text"
ADDRESSES = {
    TEXT: "casework.editing.text",
    "rule": "casework.editing.rule",
    "provider": "casework.editing.provider",
    "contract": "casework.editing.contract",
}


class Pieces:
    """Everything that a municipality can edit.

    Args:
        room: where texts and catalogue stand.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def now(self, municipality: str, piece: str) -> Any:
        """What citizens are told now; None where there is no such piece."""
        if name := _text_name(piece):
            text = self._room.texts.of(municipality).all.get(name)
            return text.content() if text else None
        return self._room.catalogue.content(municipality, piece)

    def original(self, municipality: str, piece: str) -> Any:
        """What the program's own files say; None where they do not."""
        if name := _text_name(piece):
            text = self._room.texts.all.get(name)
            return text.content() if text else None
        try:
            return self._room.catalogue.check(municipality, piece, None)
        except CatalogueError:
            return None

    def would_be(self, municipality: str, piece: str, content: Any) -> Any:
        """A proposed content, or the files' own where it is None."""
        return self.original(municipality, piece) if content is None else content

    def rows(self, piece: str, content: Any) -> list[Row]:
        """What a content says, a row a thing."""
        return rows(piece, content, self._room.catalogue)

    def title(self, municipality: str, piece: str, content: Any = None) -> str:
        """What a piece is called.

        Args:
            content: a proposed one, for what does not exist yet.
        """
        known = self.now(municipality, piece) or content
        return title(piece, known, self._room.catalogue)

    def address(self, piece: str) -> str:
        """The page on which it is edited."""
        kind, _, name = piece.partition(":")
        return url_for(ADDRESSES[kind], name=name)

    def problems(self, municipality: str, piece: str, content: Any) -> dict[str, str]:
        """What keeps a content from coming into force, by field; the same checks as the files'."""
        if name := _text_name(piece):
            if name not in self._room.texts.all:
                return {"": "Teksten finnes ikke lenger i programmet."}
            return {} if content is None else self._text_problems(municipality, name, content)
        try:
            self._room.catalogue.check(municipality, piece, content)
        except CatalogueError as error:
            return told(error)
        return {}

    def _text_problems(self, municipality: str, name: str, content: Any) -> dict[str, str]:
        catalogue, texts = self._room.catalogue, self._room.texts
        samples = sample_values(catalogue, municipality)
        wrong: dict[str, str] = {}
        for problem in review(texts, name, content, samples):
            field = _field(problem, content)
            wrong[field] = f"{wrong[field]} {problem.what}" if field in wrong else problem.what
        return wrong


def _field(problem: Problem, content: Any) -> str:
    """The field that a wording was typed in."""
    written = content.get(problem.standard, {})
    own = problem.channel if problem.channel in written else EVERYWHERE
    return f"{problem.standard}-{own}"


def _text_name(piece: str) -> str:
    kind, _, name = piece.partition(":")
    return name if kind == TEXT else ""
