"""How two readers compare on a municipality's own messages: counts, and where they differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from conversations.models import Conversation
from conversations.readings.models import SecondReading
from conversations.readings.second import READ

JUDGED = ("embedded", "second", "both", "neither")
"""What a person may say of two readings that differ."""
OUTCOMES = {
    "read": "lest",
    "late": "kom for sent",
    "failed": "svarte ikke som den skulle",
    "nonsense": "svarte utenfor skjemaet",
    "resting": "ble ikke spurt, for den svarte ikke like før",
    "not_sent": "ble ikke sendt: for lang, eller for mye maskert",
}
"""How the second reader fared with a message, in plain Bokmål."""
MOST_PAIRS = 15


class AlreadyJudged(Exception):
    """Somebody else has said which of two readings was right."""


@dataclass(frozen=True)
class Report:
    """How two readers compare.

    Attributes:
        asked: messages that the second reader was to read.
        outcomes: how many were read, and how many were not, by why.
        used: how many of its readings were used.
        same_first: how many of those read have the same first act; `same_acts` the same acts,
            `same_choice` the same frame, `same` all of it.
        doubted: how many of those read ours doubted.
        milliseconds: the median, and what nineteen of twenty take at most.
        tokens: in and out, of those read.
        judged: what people said of those where they differ.
        pairs: first acts that differ, ours and the other's, the most frequent first.
    """

    asked: int
    outcomes: dict[str, int]
    used: int
    same_first: int
    same_acts: int
    same_choice: int
    same: int
    doubted: int
    milliseconds: tuple[int, int]
    tokens: tuple[int, int]
    judged: dict[str, int]
    pairs: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many the second reader read."""
        return self.outcomes.get(READ, 0)

    def as_data(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return asdict(self)


def report(session: Session, municipality: str | None, since: datetime | None = None) -> Report:
    """How the readers compare.

    Args:
        municipality: kommunenummer; None for all.
        since: readings from then on; None for all that are kept.
    """
    rows = list(session.scalars(_of(municipality, since)))
    read = [row for row in rows if row.outcome == READ]
    pairs = Counter(
        (_first(row.embedded), _first(row.second or {}))
        for row in read
        if not row.same_first and row.embedded and row.second
    )
    return Report(
        asked=len(rows),
        outcomes=dict(Counter(row.outcome for row in rows).most_common()),
        used=sum(row.used for row in rows),
        same_first=sum(bool(row.same_first) for row in read),
        same_acts=sum(bool(row.same_acts) for row in read),
        same_choice=sum(bool(row.same_choice) for row in read),
        same=sum(_same(row) for row in read),
        doubted=sum(row.doubted for row in read),
        milliseconds=_times([row.milliseconds for row in read]),
        tokens=(sum(row.tokens_in for row in read), sum(row.tokens_out for row in read)),
        judged=dict(Counter(row.judged for row in read if row.judged)),
        pairs=[(*pair, count) for pair, count in pairs.most_common(MOST_PAIRS)],
    )


def differing(
    session: Session,
    municipality: str | None,
    most: int,
    since: datetime | None = None,
) -> list[SecondReading]:
    """The latest messages read in two ways that nobody has judged, whose words are not purged.

    Args:
        municipality: kommunenummer; None for all.
        most: how many.
        since: readings from then on.
    """
    agree = (SecondReading.same_acts, SecondReading.same_first, SecondReading.same_choice)
    differ = _of(municipality, since).where(
        SecondReading.outcome == READ,
        SecondReading.sent != "",
        SecondReading.judged.is_(None),
        ~(agree[0] & agree[1] & agree[2]),
    )
    return list(session.scalars(differ.order_by(SecondReading.id.desc()).limit(most)))


def municipalities_of(session: Session, rows: Sequence[SecondReading]) -> dict[str, int]:
    """How many of some readings belong to each municipality."""
    theirs = (session.get_one(Conversation, row.conversation_id).municipality for row in rows)
    return dict(Counter(theirs))


def judge(
    session: Session,
    reading: int,
    judged: str,
    by: str,
    municipality: str | None = None,
    *,
    once: bool = False,
) -> bool:
    """Keep which of two readings a person found right; False where there are no two.

    Args:
        reading: the row.
        judged: one of `JUDGED`.
        by: who says so.
        municipality: kommunenummer; only one of its readings is judged. None for any.
        once: what another has said stands.

    Raises:
        AlreadyJudged: another has said it.
    """
    asked = _of(municipality, None).where(SecondReading.id == reading)
    row = session.scalar(asked.with_for_update(of=SecondReading))
    if row is None or row.outcome != READ:
        return False
    if once and row.judged is not None and row.judged_by != by:
        raise AlreadyJudged
    row.judged, row.judged_by = judged, by
    return True


def _of(municipality: str | None, since: datetime | None) -> Select[SecondReading]:
    rows = select(SecondReading)
    if municipality is not None:
        rows = rows.join(Conversation).where(Conversation.municipality == municipality)
    return rows if since is None else rows.where(SecondReading.created_at >= since)


def _first(reading: dict[str, Any]) -> str:
    return str((reading.get("acts") or ["?"])[0])


def _same(row: SecondReading) -> bool:
    return bool(row.same_first and row.same_acts and row.same_choice)


def _times(every: Sequence[int]) -> tuple[int, int]:
    """The median, and the time that nineteen of twenty take at most."""
    ordered = sorted(every)
    if not ordered:
        return 0, 0
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 19 // 20)]
