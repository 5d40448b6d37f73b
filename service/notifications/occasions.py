"""Sources of notices: a planned notice for each thing that register and catalogue say now.

Each kind is planned under a key of what it is about, so that it is planned once.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from choice_register.queries.notifications import ChoiceToTell
from choice_register.register import Register
from choice_register.types import TAKES_A_PLACE, ChoiceState
from conversations.notifications.models import NoticeKind
from conversations.notifications.planning import AT, NewNotice
from core.clock import OSLO, Clock
from core.working_days import working_day
from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import NotCovered
from service.notifications.still_true import TOO_LATE

Sends = Callable[[NoticeKind, str], bool]
"""Whether a kind is sent in a municipality."""

AHEAD = timedelta(days=14)
"""How far ahead notices before effect and before a deadline are planned."""
EFFECT_WORKING_DAYS = 2
DEADLINE_DAYS = 3
LEAVES_DAYS = timedelta(days=30)
ASKED_AFTER = relativedelta(months=1)
DECIDED_WITHIN = timedelta(days=7)
"""A decision older than this was made before we told of decisions, or while we stood still."""


class Occasions:
    """What to write of, by the register and the catalogue.

    Args:
        register: choices and decisions.
        catalogue: municipalities and contracts.
        clock: what time it is.
        sends: whether a kind is sent in a municipality.
    """

    def __init__(
        self, register: Register, catalogue: Catalogue, clock: Clock, sends: Sends
    ) -> None:
        self._register = register
        self._catalogue = catalogue
        self._clock = clock
        self._sends = sends

    def all(self) -> Iterator[NewNotice]:
        """Every notice that there is reason for, planned before or not."""
        yield from self._decided()
        yield from self._before_effect()
        yield from self._deadlines()
        yield from self._leaving()
        yield from self._satisfied()

    def _decided(self) -> Iterator[NewNotice]:
        """That the municipality has looked at a choice, not what it said: a text may not."""
        for choice in self._register.decided_since(self._clock.now() - DECIDED_WITHIN):
            if not self._told_at_once(choice):
                state = choice.state.value
                yield self._about(choice, NoticeKind.DECIDED, due=None, about=state, state=state)

    def _told_at_once(self, choice: ChoiceToTell) -> bool:
        """Whether the notice before effect tells it today already: two texts would confuse."""
        day = choice.effect_date
        return (
            choice.state is ChoiceState.APPROVED
            and day is not None
            and working_day(day, -EFFECT_WORKING_DAYS) <= self._clock.today() < day
            and self._sends(NoticeKind.BEFORE_EFFECT, choice.municipality)
        )

    def _before_effect(self) -> Iterator[NewNotice]:
        today = self._clock.today()
        tomorrow = today + timedelta(days=1)
        for choice in self._register.choices_to_tell(
            [ChoiceState.APPROVED], first=tomorrow, last=today + AHEAD
        ):
            day = choice.effect_date
            assert day is not None  # noqa: S101 - it was looked up by it
            yield self._about(
                choice,
                NoticeKind.BEFORE_EFFECT,
                due=working_day(day, -EFFECT_WORKING_DAYS),
                date=day.isoformat(),
                about=f"{choice.provider_id}:{day}",
            )

    def _satisfied(self) -> Iterator[NewNotice]:
        today = self._clock.today()
        oldest = today - ASKED_AFTER - TOO_LATE
        for choice in self._register.choices_to_tell(
            [ChoiceState.IN_EFFECT], first=oldest, last=today
        ):
            assert choice.effect_date is not None  # noqa: S101 - it was looked up by it
            due = choice.effect_date + ASKED_AFTER
            about = choice.provider_id
            yield self._about(choice, NoticeKind.SATISFIED, due=due, about=about)

    def _deadlines(self) -> Iterator[NewNotice]:
        today = self._clock.today()
        for missing in self._register.not_chosen(today, today + AHEAD):
            person, day = missing.person, missing.choose_by
            scheme = self._catalogue.scheme(person.municipality)
            if scheme.open_on(today) and scheme.covers(missing.service, today):
                # The last working day that is no later than three days before.
                due = working_day(day - timedelta(days=DEADLINE_DAYS - 1), -1)
                yield NewNotice(
                    key=f"{NoticeKind.DEADLINE}:{person.id}:{day}",
                    kind=NoticeKind.DEADLINE,
                    municipality=person.municipality,
                    due_at=_at(due),
                    person_id=person.id,
                    details={"date": day.isoformat()},
                )

    def _leaving(self) -> Iterator[NewNotice]:
        today = self._clock.today()
        ending = self._catalogue.ending(today, today + LEAVES_DAYS)
        for provider, municipality in sorted({(e.provider, e.municipality) for e in ending}):
            for choice in self._register.choices_to_tell(
                TAKES_A_PLACE, provider_id=provider, municipality=municipality
            ):
                if (last_day := self._last_day(choice)) is not None:
                    yield self.leaves(choice, last_day)

    def _last_day(self, choice: ChoiceToTell) -> date | None:
        """The last day of the choice's contract, if it ends soon with none after it, or None."""
        today, district = self._clock.today(), choice.person.district
        where = (choice.provider_id, choice.municipality, district, choice.service)
        try:
            end = self._catalogue.contract(*where, today).end
        except NotCovered:
            return None
        if end is None or end > today + LEAVES_DAYS:
            return None
        try:
            self._catalogue.contract(*where, end + timedelta(days=1))
        except NotCovered:
            return end
        return None

    def leaves(self, choice: ChoiceToTell, last_day: date | None) -> NewNotice:
        """That the provider of a choice leaves, on its last day or one that is not known."""
        day = last_day.isoformat() if last_day else None
        about = choice.provider_id
        return self._about(choice, NoticeKind.PROVIDER_LEAVES, due=None, about=about, date=day)

    def _about(
        self,
        choice: ChoiceToTell,
        kind: NoticeKind,
        *,
        due: date | None,
        about: str,
        **details: Any,
    ) -> NewNotice:
        # A case may hold several services; the person is told once of each provider in it.
        return NewNotice(
            key=f"{kind}:{choice.municipality}:{choice.case_number}:{about}",
            kind=kind,
            municipality=choice.municipality,
            due_at=_at(due) if due else self._clock.now(),
            person_id=choice.person.id,
            conversation_id=choice.conversation,
            case_number=choice.case_number,
            details={"provider": choice.provider_id, **details},
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, AT, OSLO)
