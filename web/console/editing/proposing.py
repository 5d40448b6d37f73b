"""From a form to a proposal: what was typed is kept until it is stored, whatever happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from provider_catalog.revisions.models import Revision
from provider_catalog.revisions.proposing import Editor, Overtaken, Proposal
from provider_catalog.revisions.revisions import Revisions
from web.auth import Role, must_have
from web.console.editing.compare import Compared, compare
from web.console.editing.content_items import Pieces
from web.console.request.current_user import here
from web.console.request.row_ids import row_id

WHY = "why"
LONGEST_WHY = 1000
UNPROCESSABLE, CONFLICT = 422, 409


@dataclass
class Draft:
    """What somebody has typed.

    Attributes:
        content: what it makes, where it could be read.
        wrong: what is wrong, by field.
        others: what others have put in force or proposed that its author has not seen.
    """

    piece: str
    content: Any = None
    wrong: dict[str, str] = field(default_factory=dict)
    others: Sequence[Revision] = ()

    @property
    def seen(self) -> str:
        """The ids of what its author has been shown, for the form."""
        shown = {*_seen(), *(str(other.id) for other in self.others)}
        return ",".join(sorted(shown))


def editor() -> Editor:
    """Whoever is signed in, as the editions know people."""
    caseworker = here()
    return Editor(caseworker.subject, caseworker.name)


class Proposing:
    """Takes drafts.

    Args:
        editions: where proposals go.
        pieces: what is edited.
    """

    def __init__(self, editions: Revisions, pieces: Pieces) -> None:
        self._editions = editions
        self._pieces = pieces

    def begin(self, piece: str) -> tuple[Draft, Sequence[Revision]]:
        """A draft over what is in force, and the proposals that wait.

        What waits is shown beside the form, so it counts as seen.
        """
        municipality = here().municipality
        waiting = self._editions.waiting(municipality, piece)
        draft = Draft(piece, self._pieces.now(municipality, piece))
        current = self._editions.in_force(municipality, piece)
        draft.others = [*waiting, *([current] if current else [])]
        return draft, waiting

    def send(self, draft: Draft, again: Callable[[Draft], str]) -> ResponseReturnValue:
        """Propose what was typed, or show the form again with everything in it.

        Args:
            again: draws the form with a draft.
        """
        municipality = must_have(Role.EDITOR, municipality=here().municipality).municipality
        why = " ".join(request.form.get(WHY, "").split())[:LONGEST_WHY]
        now = self._pieces.now(municipality, draft.piece)
        if not draft.wrong:
            draft.wrong |= self._pieces.problems(municipality, draft.piece, draft.content)
        if not draft.wrong and not self.differences(draft.piece, now, draft.content):
            draft.wrong[""] = "Du har ikke endret noe."
        if not why:
            draft.wrong[WHY] = "Skriv hvorfor. Den som godkjenner, trenger å vite det."
        if draft.wrong:
            return again(draft), UNPROCESSABLE
        seen = frozenset(int(each) for each in _seen())
        proposal = Proposal(municipality, draft.piece, now, draft.content, why, editor(), seen)
        try:
            made = self._editions.propose(proposal)
        except Overtaken as told:
            draft.others = told.unseen
            return again(draft), CONFLICT
        flash("Forslaget er sendt. En annen må godkjenne det før det gjelder.", "success")
        return redirect(url_for("casework.editing.proposal", edition=made.id), 303)

    def beside(self, draft: Draft) -> list[tuple[Revision, list[Compared]]]:
        """What others have made, each with how the draft differs from it."""
        if draft.content is None:
            return [(other, []) for other in draft.others]
        municipality = here().municipality
        return [
            (
                other,
                self.differences(
                    draft.piece,
                    self._pieces.would_be(municipality, draft.piece, other.content),
                    draft.content,
                ),
            )
            for other in draft.others
        ]

    def differences(self, piece: str, before: Any, after: Any) -> list[Compared]:
        """What differs between two contents of a piece."""
        return compare(self._pieces.rows(piece, before), self._pieces.rows(piece, after))


def _seen() -> list[str]:
    return [each for each in request.form.get("seen", "").split(",") if row_id(each)]
