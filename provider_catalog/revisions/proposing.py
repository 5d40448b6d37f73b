"""Proposals of revisions: their content, and why one is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from provider_catalog.revisions.models import Revision


@dataclass(frozen=True)
class Editor:
    """Somebody who proposes or decides: the id by which they signed in, and the name."""

    id: str
    name: str


@dataclass(frozen=True)
class Proposal:
    """A change to one piece of a municipality's content.

    Attributes:
        piece: what is changed, see `Revision.piece`.
        before: what is in force, as its author saw it.
        content: the new content, as JSON; None for the program's own.
        why: the reason, for the one who approves and for the history.
        seen: ids of the editions of the piece that the author knows of: what is in force, and what
            others have proposed.
    """

    municipality: str
    piece: str
    before: Any
    content: Any
    why: str
    by: Editor
    seen: frozenset[int] = frozenset()


class Overtaken(Exception):
    """Others have changed the same piece meanwhile, or propose to; the author has not seen it.

    Nothing was stored. The same proposal with these among `seen` is taken.
    """

    def __init__(self, unseen: Sequence[Revision]) -> None:
        self.unseen = list(unseen)
        super().__init__(f"not seen: {', '.join(str(each.id) for each in unseen)}")


class RefusedReason(StrEnum):
    """Why an edition is not decided."""

    SAME_PERSON = "same_person"
    """Whoever proposed it cannot approve it."""
    DECIDED = "decided"
    """It was approved, rejected or withdrawn before."""
    CHANGED = "changed"
    """Another edition of the piece has come into force since it was looked at."""
    NOT_THEIRS = "not_theirs"
    """Only its author withdraws it."""


class Refused(Exception):
    """An edition is not decided.

    Attributes:
        edition: as it stands now.
    """

    def __init__(self, reason: RefusedReason, edition: Revision) -> None:
        self.reason, self.edition = reason, edition
        super().__init__(str(reason))
