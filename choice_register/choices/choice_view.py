"""What others may know of a choice: what it is named by, and whether it can be taken back."""

from datetime import date

from choice_register.models import Choice
from choice_register.types import UNDER_WAY, ChoiceState, ChoiceView, UndoRefusal


def can_undo(choice: Choice, today: date) -> bool:
    """Whether the person can take a choice back on a day (in Oslo): until it has taken effect.

    An approved choice takes effect on its date, even if nobody has marked it so yet. One that is
    only received has not been approved, and so has not taken effect whatever the date.
    """
    if choice.state is ChoiceState.APPROVED:
        return choice.effect_date is None or today < choice.effect_date
    return choice.state is ChoiceState.RECEIVED


def why_not_undone(choice: Choice) -> UndoRefusal:
    """Why a choice that cannot be undone cannot."""
    if choice.state in UNDER_WAY:
        return UndoRefusal.IN_EFFECT
    return UndoRefusal(choice.state.value)


def naming(choice: Choice) -> dict[str, str]:
    """The details by which an audit line names a choice."""
    return {
        "case_number": choice.case_number,
        "service": choice.service,
        "provider_id": choice.provider_id,
    }


def view_choice(choice: Choice, today: date) -> ChoiceView:
    """What other packages may know of a choice."""
    return ChoiceView(
        case_number=choice.case_number,
        service=choice.service,
        provider_id=choice.provider_id,
        state=choice.state,
        received_at=choice.received_at,
        effect_date=choice.effect_date,
        can_undo=can_undo(choice, today),
        rejection_reason=choice.rejection_reason,
        authority=choice.authority,
        mandate_id=choice.mandate_id,
        ended_on=choice.ended_on,
        end_reason=choice.end_reason,
        channel=choice.channel,
        conversation=choice.conversation,
    )
