"""Notices: what we write first, to whom and when. Why so: docs/decisions/009.

Each kind is planned from what the register and the catalogue say, under a key of what it is about,
so that it is planned once. When its time has come it is looked at again: what no longer holds is
dropped, and what holds is placed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

import structlog
from dateutil.relativedelta import relativedelta

from channels.phone.line import CHANNEL as PHONE
from channels.phone.line import HIDDEN
from channels.phone.outgoing.outbound import we_call
from choice_register.queries.notifications import ChoiceToTell
from choice_register.register import Register
from choice_register.types import TAKES_A_PLACE, UNDER_WAY, ChoiceState, PersonView
from conversations.delivery.sending_window import is_decent, may_warn
from conversations.models import Notice, NoticeKind
from conversations.notifications.notices import (
    AT,
    WARNINGS,
    NewNotice,
    Notices,
    Placing,
    Why,
)
from conversations.retry_policy import Failing
from conversations.threads import Opening
from core.clock import OSLO, Clock
from core.phone_number import PhoneNumber
from core.working_days import working_day
from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import NotCovered
from provider_catalog.facts.must_choose import must_in_short
from service.notifications import warnings
from service.notifications.wording import wording

log = structlog.get_logger(__name__)

AHEAD = timedelta(days=14)
"""How far ahead notices before effect and before a deadline are planned."""
EFFECT_WORKING_DAYS = 2
DEADLINE_DAYS = 3
LEAVES_DAYS = timedelta(days=30)
ASKED_AFTER = relativedelta(months=1)
DECIDED_WITHIN = timedelta(days=7)
"""A decision older than this was made before we told of decisions, or while we stood still."""
HELD_BACK = timedelta(days=5)
"""So long a notice waits for a quiet hour in its conversation; then a caseworker has to tell it."""
WARNING_HELD_BACK = timedelta(hours=24)
"""And a warning, which interrupts, while its conversation is busy by night and by day."""
TOO_LATE = timedelta(days=30)
"""So long after its time a reminder or a question is no longer sent: it would only surprise."""


_SAME_DECISION = {
    ChoiceState.APPROVED: (ChoiceState.APPROVED, ChoiceState.IN_EFFECT),
    ChoiceState.REJECTED: (ChoiceState.REJECTED,),
}
"""The states in which a decision holds still."""


@dataclass(frozen=True)
class SwitchedOff:
    """Kinds of notices that are not sent: everywhere (None), or in one municipality."""

    kinds: frozenset[tuple[str | None, NoticeKind]] = frozenset()

    @classmethod
    def of(cls, setting: str) -> Self:
        """Read the setting, `satisfied, 0301:deadline`.

        Raises:
            ValueError: no such kind.
        """
        found = set()
        for each in filter(None, (part.strip() for part in setting.split(","))):
            where, _, kind = each.rpartition(":")
            found.add((where or None, NoticeKind(kind)))
        return cls(frozenset(found))

    def covers(self, kind: NoticeKind, municipality: str) -> bool:
        """Whether a kind is not sent in a municipality."""
        return not self.kinds.isdisjoint({(None, kind), (municipality, kind)})


class Planner:
    """Plans notices, and places those whose time has come.

    Args:
        register: choices and decisions.
        catalogue: municipalities and contracts.
        notices: keeps and places them.
        clock: what time it is.
        off: what is not sent.
    """

    def __init__(
        self,
        register: Register,
        catalogue: Catalogue,
        notices: Notices,
        clock: Clock,
        off: SwitchedOff,
    ) -> None:
        self._register = register
        self._catalogue = catalogue
        self._notices = notices
        self._clock = clock
        self._off = off

    def sends(self, kind: NoticeKind, municipality: str) -> bool:
        """Whether a kind is sent in a municipality."""
        return not self._off.covers(kind, municipality)

    def run(self) -> int:
        """Plan what there is to plan, and place what is due; how many were placed."""
        self.plan()
        return self.place_due()

    def plan(self) -> int:
        """Plan every notice that is not planned yet; how many were new."""
        new = (
            *self._decided(),
            *self._before_effect(),
            *self._deadlines(),
            *self._leaving(),
            *self._satisfied(),
            *self._warnings(),
        )
        return self._plan(new)

    def warn(self) -> int:
        """Plan the warnings and place those that may go now; how many were placed.

        Run every few seconds: whoever has chosen in somebody else's name is a step ahead meanwhile.
        """
        self._plan(self._warnings())
        due = [each for each in self._notices.due() if each.kind in WARNINGS]
        return self._place(due)

    def _warnings(self) -> Iterator[NewNotice]:
        return warnings.planned(self._register, self._clock, self._notices.sure_peer)

    def _plan(self, new: Iterable[NewNotice]) -> int:
        wanted = [each for each in new if self.sends(each.kind, each.municipality)]
        return sum(self._notices.plan(each) for each in wanted)

    def provider_leaves(
        self, provider_id: str, municipality: str | None, last_day: date | None
    ) -> list[PersonView]:
        """Plan a notice for everybody who has a provider that leaves; gives who they are.

        Whoever has been told of the same choice is not told again.

        Args:
            municipality: kommunenummer; None for all of them.
            last_day: the provider's last day, or None where that is not known.
        """
        choices = self._register.choices_to_tell(
            TAKES_A_PLACE, provider_id=provider_id, municipality=municipality
        )
        for choice in choices:
            if self.sends(NoticeKind.PROVIDER_LEAVES, choice.municipality):
                self._notices.plan(self._leaves(choice, last_day))
        return list({choice.person.id: choice.person for choice in choices}.values())

    def place_due(self) -> int:
        """Place the notices that are due, if this is an hour when we may; how many were placed."""
        return self._place(self._notices.due())

    def _place(self, due: Iterable[Notice]) -> int:
        now = self._clock.now()
        may = {True: may_warn(now), False: is_decent(now)}
        going = [each for each in due if may[each.kind in WARNINGS]]
        return sum(self._settle(each) is Placing.PLACED for each in going)

    def _settle(self, notice: Notice) -> Placing | None:
        try:
            why = self._why_not(notice)
            opening = self._opening(notice) if why is None else None
            if opening is None and why is None and notice.kind in WARNINGS:
                self._by_letter(notice)
                return None
            if opening is None:
                self._notices.drop(notice.id, why or Why.NO_NUMBER)
                log.info("notice.dropped", notice=notice.id, why=(why or Why.NO_NUMBER).value)
                return None
            municipality = self._catalogue.municipality(notice.municipality)
            must = must_in_short(
                self._catalogue.scheme(municipality.id),
                municipality.name,
                self._clock.today(),
                self._catalogue.national_rule("responsible"),
            )
            said = wording(notice, municipality, must)
            if opening.channel == PHONE:
                said = replace(said, says=[we_call(municipality.name), *said.says])
            placing = self._notices.place(notice, opening, said)
            waits = WARNING_HELD_BACK if notice.kind in WARNINGS else HELD_BACK
            if placing is Placing.LATER and self._clock.now() - notice.due_at > waits:
                self._notices.failed(notice.id, Failing.HELD_BACK, opening, said)
        except Exception:
            # One notice that cannot be said must not hold back the others, nor be tried for ever.
            ended = self._notices.failed(notice.id, Failing.WORDING, self._some_thread(notice))
            log.exception("notice.failed", notice=notice.id, kind=notice.kind.value, ended=ended)
            return None
        log.info("notice.settled", notice=notice.id, kind=notice.kind.value, end=placing.value)
        return placing

    def _by_letter(self, notice: Notice) -> None:
        """A warning to somebody of whom we have no number: a caseworker writes it."""
        said = warnings.wording(notice, self._catalogue.municipality(notice.municipality))
        self._notices.by_letter(notice.id, self._own_thread(notice), said)
        log.info("notice.by_letter", notice=notice.id)

    def _some_thread(self, notice: Notice) -> Opening:
        """The thread for the task about a notice that failed, whatever is wrong with the notice."""
        try:
            found = self._opening(notice)
        except Exception:
            log.exception("notice.no_thread", notice=notice.id)
            found = None
        return found or self._own_thread(notice)

    def _own_thread(self, notice: Notice) -> Opening:
        """A thread with nobody, for the task that a notice becomes."""
        return Opening(
            municipality=notice.municipality,
            channel="sms",
            peer=notice.number or HIDDEN,
            our_number="",
            thread=f"notice:{notice.id}",
        )

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
            and self.sends(NoticeKind.BEFORE_EFFECT, choice.municipality)
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
                    person_id=str(person.id),
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
                    yield self._leaves(choice, last_day)

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

    def _leaves(self, choice: ChoiceToTell, last_day: date | None) -> NewNotice:
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
            person_id=str(choice.person.id),
            conversation_id=choice.conversation,
            case_number=choice.case_number,
            details={"provider": choice.provider_id, **details},
        )

    def _why_not(self, notice: Notice) -> Why | None:
        """Why a notice is not to be sent any more, or None."""
        if not self.sends(notice.kind, notice.municipality):
            return Why.SWITCHED_OFF
        return None if self._holds(notice) else Why.NO_LONGER_TRUE

    def _holds(self, notice: Notice) -> bool:
        now, today = self._clock.now(), self._clock.today()
        day = date.fromisoformat(notice.details["date"]) if notice.details.get("date") else None
        match notice.kind:
            case NoticeKind.MANDATE | NoticeKind.WARNING:
                return warnings.holds(self._register, notice)
            case NoticeKind.REMIND:
                return now - notice.due_at < TOO_LATE and not self._chosen_since(notice)
            case NoticeKind.SATISFIED:
                in_effect = self._choices(notice, ChoiceState.IN_EFFECT)
                return now - notice.due_at < TOO_LATE and bool(in_effect)
            case NoticeKind.BEFORE_EFFECT:
                approved = self._choices(notice, ChoiceState.APPROVED)
                return any(each.effect_date == day and day > today for each in approved if day)
            case NoticeKind.DECIDED:
                states = _SAME_DECISION[ChoiceState(notice.details["state"])]
                return bool(self._choices(notice, *states))
            case NoticeKind.DEADLINE:
                assert day is not None  # noqa: S101 - it is planned with its day
                return day >= today and bool(
                    self._register.not_chosen(day, day, person_id=_person_id(notice))
                )
        return self._still_leaves(notice)

    def _still_leaves(self, notice: Notice) -> bool:
        """Whether the person still has the provider, and has not chosen another one already."""
        theirs = self._choices(notice, *TAKES_A_PLACE)
        person_id = _person_id(notice)
        assert person_id is not None  # noqa: S101 - it is planned for a person
        chosen = {
            each.service
            for each in self._register.choices(person_id)
            if each.state in UNDER_WAY and each.provider_id != notice.details["provider"]
        }
        return any(each.service not in chosen for each in theirs)

    def _choices(self, notice: Notice, *states: ChoiceState) -> list[ChoiceToTell]:
        return self._register.choices_to_tell(
            states,
            case_number=notice.case_number,
            municipality=notice.municipality,
            provider_id=notice.details["provider"],
        )

    def _chosen_since(self, notice: Notice) -> bool:
        assert notice.conversation_id is not None  # noqa: S101 - it was asked for in one
        where = self._notices.conversations_with(notice.conversation_id)
        return self._register.chosen_since(notice.created_at, _person_id(notice), where)

    def _opening(self, notice: Notice) -> Opening | None:
        """The thread for a notice: the number written from for a reminder, else the one on record.

        Where the record has none, the number by which the choice was made by text message.
        """
        municipality = self._catalogue.municipality(notice.municipality)
        person_id = _person_id(notice)
        person = self._register.person(person_id) if person_id is not None else None
        wrote = notice.conversation_id and self._notices.conversation(notice.conversation_id)
        number = notice.number or (person and person.phone) or (wrote.peer if wrote else None)
        if notice.kind in WARNINGS:
            number = person.phone if person else None  # What it warns of came from elsewhere.
        if not number:
            return None
        by_phone = PhoneNumber(number).is_landline
        standard = person.standard if person else municipality.standard
        if wrote:
            standard = wrote.standard
        return Opening(
            municipality=municipality.id,
            channel=PHONE if by_phone else "sms",
            peer=number,
            our_number=municipality.phone,
            standard=standard if standard == "nn" else "nb",
            # Each call is a thread of its own, which the call that is answered takes over.
            thread=f"notice:{notice.id}" if by_phone else "",
        )


def _person_id(notice: Notice) -> int | None:
    return int(notice.person_id) if notice.person_id else None


def _at(day: date) -> datetime:
    return datetime.combine(day, AT, OSLO)
