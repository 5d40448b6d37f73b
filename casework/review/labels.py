"""Labels: what missed messages meant, said by one person and looked over by another."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from casework.review.grouping import group
from casework.review.models import Label, LabelState
from conversations.unrecognised import Missed, missed, one_missed
from core.clock import Clock
from core.database import Database, as_data

DANGER = "emergency"
LONGEST = 300
"""Characters of an example: a longer message is cut to what it means."""
_DIGITS = re.compile(r"\d(?:[ .\-]?\d){3,}")
"""Four or more in a row: a number that may be somebody's."""


class Refusal(StrEnum):
    """Why a label was not taken."""

    UNKNOWN_MESSAGE = "unknown_message"
    UNKNOWN_INTENT = "unknown_intent"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    HAS_DIGITS = "has_digits"
    HAS_MASK = "has_mask"
    """The dots of what was masked mean nothing to learn from."""
    OWN_LABEL = "own_label"
    """Who labelled a message may not review it."""
    DANGER = "danger"
    """The words tell of danger to life, and nothing may teach that they mean something else."""
    NOT_WAITING = "not_waiting"
    """Somebody else was first."""


class NotLabelled(Exception):
    """Nothing was changed, and why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Labels:
    """The labels of all municipalities; each sees its own.

    Args:
        database: where.
        clock: what time it is.
        intents: those that the assistant knows.
        dangerous: whether words tell of danger to life; such can be labelled as that alone.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        intents: Collection[str],
        dangerous: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._database = database
        self._clock = clock
        self.intents = frozenset(intents)
        self._dangerous = dangerous

    def waiting(self, municipality: str) -> list[list[Missed]]:
        """Missed messages that nobody has labelled, in groups of nearly the same words."""
        with self._database.read() as session:
            done = set(
                session.scalars(select(Label.message_id).where(Label.municipality == municipality))
            )
            left = [each for each in missed(session, municipality) if each.message_id not in done]
        return group(left, lambda each: each.text)

    def label(
        self, municipality: str, messages: Sequence[tuple[int, str]], intent: str, who: str
    ) -> None:
        """Say what messages meant: all of them, or none where one cannot be taken.

        Args:
            municipality: whose messages they are.
            messages: each message's id, and its text without what tells who wrote it.
            intent: what they meant.
            who: the caseworker.

        Raises:
            NotLabelled: and why.
        """
        if intent not in self.intents:
            raise NotLabelled(Refusal.UNKNOWN_INTENT)
        for _, text in messages:
            check(text)
            self._require_no_danger(text, intent)
        self._keep(municipality, messages, intent, LabelState.LABELLED, who)

    def drop(self, municipality: str, message_ids: Sequence[int], who: str) -> None:
        """Leave messages out for good: they mean nothing, or tell too much.

        Raises:
            NotLabelled: and why.
        """
        nothing = [(message_id, "") for message_id in message_ids]
        self._keep(municipality, nothing, None, LabelState.DROPPED, who)

    def to_review(self, municipality: str) -> list[Label]:
        """Labels that another person must look at, the oldest first."""
        with self._database.read() as session:
            query = select(Label).where(Label.municipality == municipality)
            query = query.where(Label.state == LabelState.LABELLED).order_by(Label.labelled_at)
            return list(session.scalars(query))

    def review(
        self, municipality: str, message_id: int, who: str, *, good: bool, text: str = ""
    ) -> None:
        """Make a label an example, or drop it.

        Args:
            municipality: whose it is.
            message_id: the message.
            who: another than the one who labelled it.
            good: whether it is right, and tells of nobody.
            text: the words, where the reviewer has mended them.

        Raises:
            NotLabelled: and why.
        """
        if good and text:
            check(text)
        if good:
            self._require_still_safe(municipality, message_id, text)
        with self._database.write() as session:
            label = session.get(Label, message_id, with_for_update=True)
            if label is None or label.municipality != municipality:
                raise NotLabelled(Refusal.UNKNOWN_MESSAGE)
            if label.state is not LabelState.LABELLED:
                raise NotLabelled(Refusal.NOT_WAITING)
            if label.labelled_by == who:
                raise NotLabelled(Refusal.OWN_LABEL)
            label.state = LabelState.REVIEWED if good else LabelState.DROPPED
            label.text = (text.strip() or label.text) if good else ""
            label.reviewed_by, label.reviewed_at = who, self._clock.now()

    def examples(self, municipality: str | None = None) -> list[Label]:
        """What may be trained on; of one municipality, or of all for a training."""
        with self._database.read() as session:
            query = select(Label).where(Label.state == LabelState.REVIEWED)
            if municipality is not None:
                query = query.where(Label.municipality == municipality)
            return list(session.scalars(query.order_by(Label.intent, Label.message_id)))

    def take_out(self, municipality: str, message_id: int, who: str) -> None:
        """Take a reviewed example out again: the next model is not trained on it.

        Raises:
            NotLabelled: the municipality has no such example.
        """
        with self._database.write() as session:
            label = session.get(Label, message_id, with_for_update=True)
            if label is None or label.municipality != municipality:
                raise NotLabelled(Refusal.UNKNOWN_MESSAGE)
            if label.state is not LabelState.REVIEWED:
                raise NotLabelled(Refusal.NOT_WAITING)
            label.state, label.text = LabelState.DROPPED, ""
            label.reviewed_by, label.reviewed_at = who, self._clock.now()

    def _require_no_danger(self, text: str, intent: str | None) -> None:
        if intent != DANGER and self._dangerous(text):
            raise NotLabelled(Refusal.DANGER)

    def _require_still_safe(self, municipality: str, message_id: int, text: str) -> None:
        with self._database.read() as session:
            label = session.get(Label, message_id)
        if label is not None and label.municipality == municipality:
            self._require_no_danger(text or label.text, label.intent)

    def _keep(
        self,
        municipality: str,
        messages: Sequence[tuple[int, str]],
        intent: str | None,
        state: LabelState,
        who: str,
    ) -> None:
        now = self._clock.now()
        with self._database.write() as session:
            for message_id, text in messages:
                self._require(session, municipality, message_id)
                session.add(
                    Label(
                        message_id=message_id,
                        municipality=municipality,
                        text=text.strip(),
                        intent=intent,
                        state=state,
                        labelled_by=who,
                        labelled_at=now,
                    )
                )
                session.flush()

    @staticmethod
    def _require(session: Session, municipality: str, message_id: int) -> None:
        if one_missed(session, municipality, message_id) is None:
            raise NotLabelled(Refusal.UNKNOWN_MESSAGE)
        if session.get(Label, message_id) is not None:
            raise NotLabelled(Refusal.NOT_WAITING)


def labels_of(database: Database, message_ids: Sequence[int]) -> list[dict[str, Any]]:
    """What is kept to learn from of some messages, for the person who wrote them."""
    with database.read() as session:
        rows = session.scalars(select(Label).where(Label.message_id.in_(message_ids)))
        return [as_data(row) for row in rows]


def purge_labels(database: Database, before: datetime, *, dry_run: bool = False) -> int:
    """Drop labels that nobody has reviewed since before a time, with their words.

    A reviewed example tells of nobody and stays.

    Returns:
        How many.
    """
    old = (Label.state == LabelState.LABELLED, Label.labelled_at < before)
    with database.write() as session:
        count = session.scalar(select(func.count()).select_from(Label).where(*old)) or 0
        if not dry_run:
            emptied = update(Label).where(*old).values(state=LabelState.DROPPED, text="")
            session.execute(emptied.execution_options(synchronize_session=False))
    return count


def check(text: str) -> None:
    """See that a text can be an example.

    Raises:
        NotLabelled: it is empty or too long, or holds a number that may be somebody's.
    """
    stripped = text.strip()
    if not stripped:
        raise NotLabelled(Refusal.EMPTY)
    if len(stripped) > LONGEST:
        raise NotLabelled(Refusal.TOO_LONG)
    if "•" in stripped:
        raise NotLabelled(Refusal.HAS_MASK)
    if _DIGITS.search(stripped):
        raise NotLabelled(Refusal.HAS_DIGITS)
