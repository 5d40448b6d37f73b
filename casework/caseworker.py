"""The acting caseworker, casework's exceptions, and the list of colleagues."""

import enum
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casework.writing.free_text import Objection
from conversations.models import Colleague
from core.clock import Clock
from core.database import Database

SEEN_EVERY = timedelta(minutes=2)
"""That somebody is at work is written down so often, and not with every page."""
PRESENT = timedelta(minutes=10)
"""Who has used the console since is at work now, for all that colleagues can know."""
STILL_HERE = timedelta(days=90)
"""Who has not been at work for so long is nobody to forward to."""


@dataclass(frozen=True)
class Caseworker:
    """A caseworker at work in one municipality.

    Args:
        id: as the sign-in names them; the same at every sign-in.
        name: their whole name; a citizen is told the first one.
        municipality: kommunenummer. Nothing of another one can be seen or done.
        answers: whether they may open conversations there, and so be given one.
        approves: whether they may approve choices there.
    """

    id: str
    name: str
    municipality: str
    answers: bool = True
    approves: bool = False

    @property
    def first_name(self) -> str:
        """What a citizen is told."""
        return (self.name.split() or [self.name])[0]


class NotHere(LookupError):
    """There is no such conversation in this municipality."""


class Why(enum.StrEnum):
    """Why an act was refused; nothing was done."""

    TAKEN = "taken"
    """Somebody else was faster, or has it."""
    NOT_YOURS = "not_yours"
    DONE = "done"
    """Nothing in it is left to do."""
    OPTED_OUT = "opted_out"
    """The person wants no texts: ring, or write a letter."""
    NOT_BY_TEXT = "not_by_text"
    """A call is over: there is nothing to write in."""
    NO_NUMBER = "no_number"
    FORGOTTEN = "forgotten"
    """Its words and numbers have been deleted."""
    TOO_PRIVATE = "too_private"
    ENOUGH = "enough"
    """So many tasks are open from the number that one more would be lost among them."""
    NOBODY = "nobody"
    """No such colleague in the municipality."""


class CaseworkRefused(Exception):
    """An act was refused.

    Args:
        why: the reason.
        who: the name of the colleague who has it, where that is the reason.
        objections: what is wrong with the text, where that is the reason.
    """

    def __init__(
        self, why: Why, who: str | None = None, objections: list[Objection] | None = None
    ) -> None:
        super().__init__(str(why))
        self.why = why
        self.who = who
        self.objections = objections or []


class Colleagues:
    """Who works in which municipality: whoever has been at work there.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def note(self, me: Caseworker) -> None:
        """Note that somebody is at work; most times that only looks."""
        mine = (Colleague.caseworker == me.id, Colleague.municipality == me.municipality)
        now = self._clock.now()
        with self._database.read() as session:
            known = session.scalar(select(Colleague).where(*mine))
        now_is = (me.name, me.answers, me.approves)
        unchanged = known and (known.name, known.answers, known.approves) == now_is
        if known and unchanged and now - known.seen_at < SEEN_EVERY:
            return
        try:
            with self._database.write() as session:
                known = session.scalar(select(Colleague).where(*mine))
                if known is None:
                    known = Colleague(caseworker=me.id, municipality=me.municipality)
                    session.add(known)
                known.name, known.answers, known.approves = now_is
                known.seen_at = now
        except IntegrityError:
            pass  # On PostgreSQL another request of the same caseworker noted it.

    def of(self, municipality: str) -> list[Colleague]:
        """Who has been at work lately and can open a conversation, by name."""
        return self._since(municipality, STILL_HERE)

    def present(self, municipality: str) -> list[Colleague]:
        """Who of them is at work now."""
        return self._since(municipality, PRESENT)

    def _since(self, municipality: str, length: timedelta) -> list[Colleague]:
        with self._database.read() as session:
            return list(
                session.scalars(
                    select(Colleague)
                    .where(Colleague.municipality == municipality, Colleague.answers)
                    .where(Colleague.seen_at >= self._clock.now() - length)
                    .order_by(Colleague.name, Colleague.id)
                )
            )

    def names(self, municipality: str) -> dict[str, str]:
        """The names of everybody who ever was at work there, by id."""
        with self._database.read() as session:
            rows = session.scalars(select(Colleague).where(Colleague.municipality == municipality))
            return {each.caseworker: each.name for each in rows}
