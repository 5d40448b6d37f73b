"""Who has been told of a danger, in the caseworkers' words."""

from conversations.duty.alerts import Told, Tried
from conversations.duty.models import AlertState, Answer, How
from conversations.models import OutboxState

HOW = {How.SMS: "SMS til", How.CALL: "ringte"}
_WENT = {
    (How.SMS, OutboxState.DELIVERED): "kom fram",
    (How.SMS, OutboxState.UNDELIVERED): "kom ikke fram",
    (How.CALL, OutboxState.DELIVERED): "tok telefonen, men trykket ingenting",
    (How.CALL, OutboxState.UNDELIVERED): "tok ikke telefonen",
}
_ON_ITS_WAY = {
    OutboxState.WAITING: "på vei",
    OutboxState.SENDING: "på vei",
    OutboxState.SENT: "sendt",
    OutboxState.FAILED: "ikke sendt",
}
_ANSWERS = {Answer.YES: "tok den", Answer.NO: "kan ikke"}


def went(tried: Tried) -> str:
    """What became of a try to reach somebody."""
    if tried.attempt.answer is not None:
        return _ANSWERS[tried.attempt.answer]
    known = _WENT.get((tried.attempt.how, tried.state))
    return known or _ON_ITS_WAY.get(tried.state, "")


def state_in_words(told: Told) -> str:
    """How an alert stands, in one sentence."""
    called = list(dict.fromkeys(each.attempt.name for each in told.tried))
    match told.alert.state:
        case AlertState.CALLING if called:
            return f"{called[-1]} blir varslet nå. Ingen har tatt den ennå."
        case AlertState.CALLING:
            return "Vakten varsles nå."
        case AlertState.WAITING:
            return "Ingen har vakt nå, så ingen er varslet. Ta den."
        case AlertState.ACKNOWLEDGED:
            return f"{told.alert.taken_by} har tatt den."
        case AlertState.TAKEN:
            return "En saksbehandler tok den."
        case AlertState.CLEARED if called:
            return f"Innbyggeren sier at det ikke er fare. {', '.join(called)} har fått vite det."
        case AlertState.CLEARED:
            return "Innbyggeren sier at det ikke er fare. Ingen var varslet ennå."
        case AlertState.UNANSWERED if called:
            return f"Ingen på vakt svarte: {', '.join(called)}. Ring nå."
        case AlertState.UNANSWERED:
            return "Ingen har tatt den. Ring nå."
    return "Avsluttet."
