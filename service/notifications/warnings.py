"""«Var det deg?»: what is said when a choice, an undoing or a mandate came from elsewhere.

Elsewhere is another number than the one on the person's record, a browser, or a mandate; and a
call that came in with the number on record, for whoever calls can show any number. The warning
goes to the number on record at once (by day), and a NEI stops what was done. Where there is no
number it is a task: write a letter. Why it is so: docs/decisions/032.

Nothing of the decision stands in it, only who, which provider, and the number of the case.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from choice_register.mandates.types import MandateState
from choice_register.queries.notifications import Act
from choice_register.register import Register
from choice_register.types import TAKES_A_PLACE
from conversations.notifications.models import Notice, NoticeKind
from conversations.notifications.placing import Wording
from conversations.notifications.planning import NewNotice
from core.clock import OSLO, Clock
from provider_catalog.provider import Municipality

WITHIN = timedelta(days=3)
"""How far back acts are looked for: longer than any time in which nothing runs."""

ThatNumber = Callable[[str], str | None]

TEXTS = {
    NoticeKind.WARNING: {
        "mandate_given": "notice.mandate_given",
        "choice_received": "notice.chosen_elsewhere",
        "choice_withdrawn": "notice.undone_elsewhere",
    },
    NoticeKind.MANDATE: {
        "mandate_given": "notice.mandate_given",
        "choice_received": "notice.mandate_chosen",
        "choice_withdrawn": "notice.mandate_undone",
    },
}
ASKS = {NoticeKind.WARNING: "notice.was_it_you", NoticeKind.MANDATE: "notice.is_it_right"}


def planned(register: Register, clock: Clock, came_from: ThatNumber) -> Iterator[NewNotice]:
    """A warning for every act that the person was not there to see.

    Args:
        register: knows the acts.
        clock: what time it is.
        came_from: the number that a conversation by text or telephone is with; None for another.
            Answers to a text go to that number; what a call shows may be anybody's.
    """
    for act in register.acts_since(clock.now() - WITHIN):
        if not _is_elsewhere(act, came_from):
            continue
        kind = NoticeKind.WARNING if act.mandate_id is None else NoticeKind.MANDATE
        yield NewNotice(
            key=f"{kind}:{act.what}:{act.event}",
            kind=kind,
            municipality=act.municipality,
            due_at=clock.now(),
            person_id=act.person.id,
            case_number=act.case_number,
            details=_details(act),
        )


def _is_elsewhere(act: Act, came_from: ThatNumber) -> bool:
    """Whether it came from elsewhere: what an agent did always did, from whatever number."""
    if act.mandate_id is not None and act.what != "mandate_given":
        return True
    number = came_from(act.conversation) if act.conversation else None
    return number is None or number != act.person.phone


def holds(register: Register, notice: Notice) -> bool:
    """Whether a warning still tells something that is so.

    What was taken back meanwhile by the same stranger needs the warning all the same: somebody has
    been in the case. Only a mandate that has ended, and a choice that is over, are no news.
    """
    person_id, what = notice.person_id or 0, notice.details["what"]
    if what == "mandate_given":
        mandates = register.mandates_of(person_id)
        return any(
            each.id == notice.details["mandate"] and each.state is not MandateState.WITHDRAWN
            for each in mandates
        )
    if what == "choice_withdrawn":
        return True
    return any(
        each.case_number == notice.case_number and each.state in TAKES_A_PLACE
        for each in register.choices(person_id)
    )


def wording(notice: Notice, municipality: Municipality) -> Wording:
    """How it is said. What it asks is kept with the notice: what was asked before stays asked."""
    details = notice.details
    values: dict[str, Any] = {
        "municipality": municipality.name,
        "who": details["who"],
        "date": {"date": details["on"]},
    }
    if details.get("provider"):
        values["provider"] = {"provider": details["provider"]}
    if details.get("agent"):
        values |= {"name": details["agent"], "until": {"full_date": details["until"]}}
        values["case"] = {"digits": notice.case_number or ""}
    text = TEXTS[notice.kind][details["what"]]
    asks = {"say": ASKS[notice.kind], "expect": "yes_no"}
    return Wording([{"say": text, "values": values}, asks], {})


def _details(act: Act) -> dict[str, Any]:
    on: date = act.done_at.astimezone(OSLO).date()
    return {
        "what": act.what,
        "who": act.person.name.split()[0],
        "on": on.isoformat(),
        "done_at": act.done_at.isoformat(),
        "where": act.conversation,
        "provider": act.provider_id,
        "agent": act.agent_name,
        "mandate": act.mandate_id,
        "until": act.valid_to.isoformat() if act.valid_to else None,
    }
