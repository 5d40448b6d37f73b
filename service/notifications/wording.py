"""Wording of each kind of notice, and the slots of what it asks."""

from typing import Any

from assistant.actions.thread import FORGOTTEN
from conversations.notifications.models import Notice, NoticeKind
from conversations.notifications.placing import Wording
from provider_catalog.facts.messages import Message
from provider_catalog.provider import Municipality
from service.notifications import warnings


def wording(notice: Notice, municipality: Municipality, must: Message) -> Wording:
    """How a notice is said, and what is asked in it.

    Args:
        notice: what is told of.
        municipality: whose it is.
        must: whether anybody must choose, in one sentence: the first that many get from us.

    Values are typed as the texts take them; no text of these may hold more than a date and a
    provider (`personal`), which the renderer sees to.
    """
    details = notice.details
    name: dict[str, Any] = {"municipality": municipality.name}
    provider = {"provider": {"provider": details.get("provider")}}
    day = {"date": {"date": details.get("date")}}
    number = {"number": {"phone": municipality.phone}}
    choose = {"say": "notice.choose_now", "values": number, "expect": "yes_no"}
    asks = {**FORGOTTEN, "pending": "change_after_notice"}
    match notice.kind:
        case NoticeKind.MANDATE | NoticeKind.WARNING:
            return warnings.wording(notice, municipality)
        case NoticeKind.REMIND:
            says = [{"say": "notice.remind", "values": name}, choose]
            return Wording(says, {**asks, "wish": "choose", "reminded": True})
        case NoticeKind.BEFORE_EFFECT:
            values = name | provider | day | number
            return Wording([{"say": "notice.before_effect", "values": values}], {})
        case NoticeKind.DECIDED:
            return Wording([{"say": "notice.decided", "values": name | number}], {})
        case NoticeKind.DEADLINE:
            says = [{"say": "notice.deadline", "values": name | day}, must, choose]
            return Wording(says, {**asks, "wish": "choose"})
        case NoticeKind.PROVIDER_LEAVES:
            text = (
                "notice.provider_leaves" if details.get("date") else "notice.provider_leaves_soon"
            )
            leaves = name | provider | (day if details.get("date") else {})
            return Wording([{"say": text, "values": leaves}, choose], {**asks, "wish": "switch"})
    says = [{"say": "notice.satisfied", "values": name | provider}]
    says.append({"say": "notice.mark", "expect": "free"})
    return Wording(says, {**asks, "pending": "satisfied", "notice": notice.id})
