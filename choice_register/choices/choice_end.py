"""The end of a choice that was in effect, whoever ends it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.choices.choice_view import naming
from choice_register.events import EventType, choice_event
from choice_register.models import Choice, Person
from choice_register.types import ChoiceState, EndReason


def end_choice(
    session: Session, choice: Choice, actor: Actor, *, at: datetime, reason: str, last: date
) -> None:
    """End a choice in effect in the transaction of the act, under the person's lock.

    Args:
        at: when that is done.
        last: the last day that the choice was in effect.
    """
    choice.state = ChoiceState.ENDED
    choice.ended_on = max(last, choice.effect_date or last)
    choice.end_reason = str(reason)
    session.flush()
    details = {**naming(choice), "reason": str(reason)}
    person = session.get_one(Person, choice.person_id)
    record(session, at, actor, "choice_ended", person, **details)
    why = reason if isinstance(reason, EndReason) else EndReason.CASEWORKER
    choice_event(session, at, EventType.CHOICE_ENDED, choice, why=why.value)
