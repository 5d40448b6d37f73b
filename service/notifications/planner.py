"""Notices: what we write first, to whom and when. Why so: docs/decisions/009.

Each is planned once (`occasions`). When its time has come it is looked at again (`still_true`):
what no longer holds is dropped, and what holds is placed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

import structlog

from channels.phone.line import HIDDEN
from channels.phone.outgoing.outbound import we_call
from choice_register.register import Register
from choice_register.types import TAKES_A_PLACE, PersonView
from conversations.delivery.sending_window import is_decent, may_warn
from conversations.notifications.models import Notice, NoticeKind
from conversations.notifications.notices import Notices
from conversations.notifications.placing import WARNINGS, Placing, Why
from conversations.notifications.planning import NewNotice
from conversations.retry_policy import Failing
from conversations.threads import Opening
from core.channel import Channel
from core.clock import Clock
from core.phone_number import PhoneNumber
from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.must_choose import must_in_short
from service.notifications import warnings
from service.notifications.occasions import Occasions
from service.notifications.still_true import StillTrue
from service.notifications.wording import wording

log = structlog.get_logger(__name__)

HELD_BACK = timedelta(days=5)
"""So long a notice waits for a quiet hour in its conversation; then a caseworker has to tell it."""
WARNING_HELD_BACK = timedelta(hours=24)
"""And a warning, which interrupts, while its conversation is busy by night and by day."""


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
        self._occasions = Occasions(register, catalogue, clock, self.sends)
        self._still_true = StillTrue(register, clock, notices.conversations_with)

    def sends(self, kind: NoticeKind, municipality: str) -> bool:
        """Whether a kind is sent in a municipality."""
        return not self._off.covers(kind, municipality)

    def run(self) -> int:
        """Plan what there is to plan, and place what is due; how many were placed."""
        self.plan()
        return self.place_due()

    def plan(self) -> int:
        """Plan every notice that is not planned yet; how many were new."""
        return self._plan((*self._occasions.all(), *self._warnings()))

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
                self._notices.plan(self._occasions.leaves(choice, last_day))
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
            if opening.channel == Channel.PHONE:
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
            channel=Channel.SMS,
            peer=notice.number or HIDDEN,
            our_number="",
            thread=f"notice:{notice.id}",
        )

    def _why_not(self, notice: Notice) -> Why | None:
        """Why a notice is not to be sent any more, or None."""
        if not self.sends(notice.kind, notice.municipality):
            return Why.SWITCHED_OFF
        return None if self._still_true.holds(notice) else Why.NO_LONGER_TRUE

    def _opening(self, notice: Notice) -> Opening | None:
        """The thread for a notice: the number written from for a reminder, else the one on record.

        Where the record has none, the number by which the choice was made by text message.
        """
        municipality = self._catalogue.municipality(notice.municipality)
        person_id = notice.person_id
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
            channel=Channel.PHONE if by_phone else Channel.SMS,
            peer=number,
            our_number=municipality.phone,
            standard=standard if standard == "nn" else "nb",
            # Each call is a thread of its own, which the call that is answered takes over.
            thread=f"notice:{notice.id}" if by_phone else "",
        )
