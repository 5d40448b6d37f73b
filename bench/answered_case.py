"""The case that an answer is about: what it needs, what came of it, and how it is taken back."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bench.running_service import MONDAY
from choice_register.mandates.types import NewMandate, Scope
from choice_register.models import Choice, Mandate
from choice_register.register import Register
from choice_register.types import Authority, ChoiceRequest, ChoiceState
from conversations.models import (
    InboundMessage,
    Suppression,
    Task,
    TaskState,
)
from conversations.notifications.models import Notice
from core.clock import Clock
from devtools.demo.people import DemoPerson

UNPROMISED = frozenset({"emergency", "interested_party", "another_used_letter"})
"""Tasks that no yes to «vil du snakke med et menneske?» makes: alarms, told apart, and notes."""
A_DAY = timedelta(days=1)
AGENT = {"name": "Tone Fagerstrand", "phone": "+4740012345", "scope": "choose"}


@dataclass(frozen=True)
class Before:
    """The newest choice and mandate, and how many tasks there are, before an answer."""

    choice: int
    mandate: int
    tasks: int


class AnsweredCase:
    """A person's choices and mandates, before and after answers.

    Args:
        register: where they are kept.
        clock: what time it is.
        person: whose they are.
        person_id: the number of the person.
    """

    def __init__(
        self, register: Register, clock: Clock, person: DemoPerson, person_id: int
    ) -> None:
        self._register, self._clock = register, clock
        self._person, self._id = person, person_id

    def prepare(self, question: str, conversation: str) -> str | int | None:
        """Register what the question is about to take back; its case number or id."""
        register, key = self._register, secrets.token_hex(8)
        if question == "confirm_undo":
            picks = dict.fromkeys(self._services, "hasselvind")
            request = ChoiceRequest(
                self._id, picks, "sms", Authority.SELF, conversation, key, replaces=True
            )
            return register.register_choice(request)[0].case_number
        if question == "confirm_withdrawal":
            name, phone = AGENT["name"], AGENT["phone"]
            new = NewMandate(self._id, name, phone, Scope.CHOOSE, conversation, "sms", key)
            return register.give_mandate(new).mandate.id
        return None

    @property
    def _services(self) -> list[str]:
        assert self._person.decision is not None
        return [each.service for each in self._person.decision.services]

    def slots(self, question: str, subject: str | int | None) -> dict[str, Any]:
        """What the dialogue remembers where it has put the question."""
        slots: dict[str, Any] = {"pending": question, "greeted": True}
        match question:
            case "confirm_choice":
                slots |= {"wish": "choose", "provider": "hasselvind", "services": self._services}
            case "confirm_undo":
                slots |= {"case_number": subject, "provider": "hasselvind"}
            case "confirm_mandate":
                slots |= {"agent": AGENT}
            case "confirm_withdrawal":
                slots |= {"agent": {"name": AGENT["name"], "id": subject}}
            case "offer_person":
                slots |= {"reason": "asked"}
        return slots

    def acted(self, session: Session, question: str, before: Before) -> bool:
        """Whether what the question asks for has been done."""
        choices = select(Choice.id).where(Choice.person_id == self._id)
        match question:
            case "confirm_choice":
                return bool(session.scalars(choices.where(Choice.id > before.choice)).all())
            case "confirm_undo":
                undone = Choice.state == ChoiceState.WITHDRAWN
                return bool(session.scalars(choices.where(Choice.id > before.choice, undone)).all())
            case "confirm_mandate":
                return bool(
                    session.scalars(select(Mandate).where(Mandate.id > before.mandate)).all()
                )
            case "confirm_withdrawal":
                ended = select(Mandate).where(
                    Mandate.id > before.mandate, Mandate.withdrawn_at.is_not(None)
                )
                return bool(session.scalars(ended).all())
            case "confirm_stop":
                return bool(session.scalar(select(func.count(Suppression.id))))
        promised = select(func.count(Task.id)).where(Task.reason.not_in(UNPROMISED))
        return (session.scalar(promised) or 0) > before.tasks

    def clear(self, session: Session) -> Before:
        """Take back what former answers did, and note what there is."""
        session.execute(delete(Suppression))
        # The clock stands still: so many texts within the hour no person writes.
        session.execute(update(InboundMessage).values(received_at=MONDAY - A_DAY))
        # What is registered for an answer to take back is nobody's to be warned of.
        session.execute(update(Notice).values(answer="yes"))
        # Nor does one telephone leave so many tasks in a day, and what is open would be told of.
        session.execute(update(Task).values(state=TaskState.DONE, created_at=MONDAY - A_DAY))
        mine = Choice.person_id == self._id, Choice.received_at >= MONDAY
        session.execute(update(Choice).where(*mine).values(state=ChoiceState.WITHDRAWN))
        now = self._clock.now()
        session.execute(
            update(Mandate)
            .where(Mandate.person_id == self._id)
            .values(withdrawn_at=now, given_at=now - timedelta(days=3))
        )
        return Before(
            session.scalar(select(func.max(Choice.id))) or 0,
            session.scalar(select(func.max(Mandate.id))) or 0,
            session.scalar(select(func.count(Task.id)).where(Task.reason.not_in(UNPROMISED))) or 0,
        )
