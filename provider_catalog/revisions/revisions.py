"""Revisions: proposed by one, approved by another, and then in force until a newer one is.

Everybody who proposes or decides first takes the one row of `edition_count`, so on PostgreSQL too
one goes after the other; what they are told was true when their change was made.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.clock import Clock
from core.database import Database
from provider_catalog.revisions.models import Revision, RevisionCount, State
from provider_catalog.revisions.proposing import Editor, Overtaken, Proposal, Refused, RefusedReason


class Revisions:
    """The front of this room.

    Args:
        database: where.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def propose(self, proposal: Proposal) -> Revision:
        """Propose a change. An earlier proposal of the same author's for it is withdrawn.

        Raises:
            Overtaken: others have changed the piece, or propose to, and the author has not seen it.
        """
        with self._database.write() as session:
            _take_turn(session)
            piece = (proposal.municipality, proposal.piece)
            now = self._clock.now()
            others = []
            for each in session.scalars(_open(*piece)):
                if each.author_id == proposal.by.id:
                    _decide(each, State.WITHDRAWN, proposal.by, "", now)
                else:
                    others.append(each)
            current = session.scalar(_in_force(*piece))
            known = [current, *others] if current else others
            if unseen := [each for each in known if each.id not in proposal.seen]:
                raise _told(session, Overtaken(unseen))
            edition = Revision(
                municipality=proposal.municipality,
                piece=proposal.piece,
                before=proposal.before,
                content=proposal.content,
                why=proposal.why,
                author_id=proposal.by.id,
                author=proposal.by.name,
                proposed_at=now,
                state=State.PROPOSED,
                note="",
            )
            session.add(edition)
            session.flush()
            return edition

    def approve(
        self, municipality: str, edition: int, by: Editor, in_force: int | None, note: str = ""
    ) -> Revision:
        """Let an edition come into force.

        Args:
            in_force: the edition of the piece that was in force when `by` looked; None where there
                was none.

        Raises:
            KeyError: the municipality has no such edition.
            Refused: it was decided before, its author is the same person, or another has come
                into force since.
        """
        with self._database.write() as session:
            count = _take_turn(session)
            found = _proposed(session, municipality, edition)
            if found.author_id == by.id:
                raise _told(session, Refused(RefusedReason.SAME_PERSON, found))
            current = session.scalar(_in_force(found.municipality, found.piece))
            if (current.id if current else None) != in_force:
                raise _told(session, Refused(RefusedReason.CHANGED, found))
            count.approved += 1
            found.number = count.approved
            _decide(found, State.APPROVED, by, note, self._clock.now())
            return found

    def reject(self, municipality: str, edition: int, by: Editor, note: str) -> Revision:
        """Say no to an edition, with the reason.

        Raises:
            KeyError: the municipality has no such edition.
            Refused: it was decided before.
        """
        with self._database.write() as session:
            _take_turn(session)
            found = _proposed(session, municipality, edition)
            _decide(found, State.REJECTED, by, note, self._clock.now())
            return found

    def withdraw(self, municipality: str, edition: int, by: Editor) -> Revision:
        """Take back a proposal of one's own.

        Raises:
            KeyError: the municipality has no such edition.
            Refused: it was decided before, or is somebody else's.
        """
        with self._database.write() as session:
            _take_turn(session)
            found = _proposed(session, municipality, edition)
            if found.author_id != by.id:
                raise _told(session, Refused(RefusedReason.NOT_THEIRS, found))
            _decide(found, State.WITHDRAWN, by, "", self._clock.now())
            return found

    def get(self, municipality: str, edition: int) -> Revision:
        """One edition; KeyError where the municipality has none such."""
        with self._database.read() as session:
            return _of_municipality(session, municipality, edition)

    def in_force(self, municipality: str, piece: str) -> Revision | None:
        """The edition of a piece that is in force; None where none was ever approved."""
        with self._database.read() as session:
            return session.scalar(_in_force(municipality, piece))

    def in_force_of_kind(self, municipality: str, kind: str) -> Sequence[Revision]:
        """What is in force of a kind of piece in a municipality; not what went back."""
        newest = (
            select(func.max(Revision.number))
            .where(Revision.municipality == municipality, Revision.number.is_not(None))
            .where(Revision.piece.startswith(f"{kind}:", autoescape=True))
            .group_by(Revision.piece)
        )
        query = select(Revision).where(Revision.number.in_(newest)).order_by(Revision.id)
        with self._database.read() as session:
            return [each for each in session.scalars(query) if each.content is not None]

    def waiting(self, municipality: str, piece: str | None = None) -> Sequence[Revision]:
        """What is proposed and not decided, of one piece or of all, the oldest first."""
        with self._database.read() as session:
            return session.scalars(_open(municipality, piece)).all()

    def history(self, municipality: str, piece: str) -> Sequence[Revision]:
        """Every edition of a piece, the newest first."""
        with self._database.read() as session:
            query = select(Revision).where(*_is(municipality, piece))
            return session.scalars(query.order_by(Revision.id.desc())).all()

    def decided(self, municipality: str, most: int) -> Sequence[Revision]:
        """What was decided last in a municipality, the latest first."""
        query = (
            select(Revision)
            .where(Revision.municipality == municipality, Revision.state != State.PROPOSED)
            .order_by(Revision.decided_at.desc(), Revision.id.desc())
        )
        with self._database.read() as session:
            return session.scalars(query.limit(most)).all()

    def version(self) -> int:
        """How many editions were approved: it differs when what is in force does."""
        with self._database.read() as session:
            return session.scalars(select(RevisionCount.approved)).one()

    def every_in_force(self) -> tuple[int, Sequence[Revision]]:
        """The version, and what is in force in it everywhere; not what went back to the files."""
        newest = (
            select(func.max(Revision.number))
            .where(Revision.number.is_not(None))
            .group_by(Revision.municipality, Revision.piece)
        )
        query = select(Revision).where(Revision.number.in_(newest)).order_by(Revision.number)
        with self._database.read() as session:
            # The version first: what is approved in between is then taken once more, never missed.
            version = session.scalars(select(RevisionCount.approved)).one()
            found = session.scalars(query).all()
        return version, [each for each in found if each.content is not None]


def _take_turn(session: Session) -> RevisionCount:
    return session.scalars(select(RevisionCount).with_for_update()).one()


def _is(municipality: str, piece: str) -> tuple[Any, Any]:
    return Revision.municipality == municipality, Revision.piece == piece


def _open(municipality: str, piece: str | None) -> Select[Revision]:
    query = select(Revision).where(
        Revision.municipality == municipality, Revision.state == State.PROPOSED
    )
    if piece is not None:
        query = query.where(Revision.piece == piece)
    return query.order_by(Revision.id)


def _in_force(municipality: str, piece: str) -> Select[Revision]:
    return (
        select(Revision)
        .where(*_is(municipality, piece), Revision.number.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
    )


def _of_municipality(session: Session, municipality: str, edition: int) -> Revision:
    found = session.get(Revision, edition)
    if found is None or found.municipality != municipality:
        raise KeyError(edition)
    return found


def _proposed(session: Session, municipality: str, edition: int) -> Revision:
    found = _of_municipality(session, municipality, edition)
    if found.state is not State.PROPOSED:
        raise _told(session, Refused(RefusedReason.DECIDED, found))
    return found


def _told(session: Session, why: Overtaken | Refused) -> Overtaken | Refused:
    """The refusal, with editions that can still be read when the transaction was undone."""
    session.expunge_all()
    return why


def _decide(edition: Revision, state: State, by: Editor, note: str, now: datetime) -> None:
    edition.state, edition.note, edition.decided_at = state, note, now
    edition.decided_by_id, edition.decided_by = by.id, by.name
