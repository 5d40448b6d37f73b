"""Recheck of a notice when it is due: whether it still tells what is so."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from choice_register.queries.notifications import ChoiceToTell
from choice_register.register import Register
from choice_register.types import TAKES_A_PLACE, UNDER_WAY, ChoiceState
from conversations.notifications.models import Notice, NoticeKind
from core.clock import Clock
from service.notifications import warnings

TOO_LATE = timedelta(days=30)
"""So long after its time a reminder or a question is no longer sent: it would only surprise."""

_SAME_DECISION = {
    ChoiceState.APPROVED: (ChoiceState.APPROVED, ChoiceState.IN_EFFECT),
    ChoiceState.REJECTED: (ChoiceState.REJECTED,),
}
"""The states in which a decision holds still."""


class StillTrue:
    """Looks at the register again.

    Args:
        register: choices and decisions.
        clock: what time it is.
        conversations_with: every conversation between the same two numbers as one.
    """

    def __init__(
        self, register: Register, clock: Clock, conversations_with: Callable[[str], Sequence[str]]
    ) -> None:
        self._register = register
        self._clock = clock
        self._conversations_with = conversations_with

    def holds(self, notice: Notice) -> bool:
        """Whether what a notice tells is still so."""
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
                    self._register.not_chosen(day, day, person_id=notice.person_id)
                )
        return self._still_leaves(notice)

    def _still_leaves(self, notice: Notice) -> bool:
        """Whether the person still has the provider, and has not chosen another one already."""
        theirs = self._choices(notice, *TAKES_A_PLACE)
        person_id = notice.person_id
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
        where = self._conversations_with(notice.conversation_id)
        return self._register.chosen_since(notice.created_at, notice.person_id, where)
