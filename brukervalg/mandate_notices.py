"""What the giver of a mandate is told: that it was given, and what was done with it.

Nothing of the decision and no provider stands in it, only who, and the number of the case.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from channels.models import Notice, NoticeKind
from channels.notices import NewNotice, Wording
from choice_register.mandate_states import MandateState
from choice_register.noticing import MandateAct
from choice_register.register import Register
from choice_register.states import UNDER_WAY
from foundation.clock import Clock
from provider_catalog.provider import Municipality

WITHIN = timedelta(days=3)
"""How far back acts are looked for: longer than any time in which nothing runs."""

WroteFrom = Callable[[str], str | None]

TEXTS = {
    "mandate_given": "notice.mandate_given",
    "choice_received": "notice.mandate_chosen",
    "choice_withdrawn": "notice.mandate_undone",
}


def planned(register: Register, clock: Clock, wrote_from: WroteFrom) -> Iterator[NewNotice]:
    """A notice for every act that the person was not there to see.

    Args:
        register: knows the acts.
        clock: what time it is.
        wrote_from: the number that a conversation by text message is with; None for another one.
    """
    for act in register.acts_by_mandate(clock.now() - WITHIN):
        where = act.conversation
        if where and act.person.phone and wrote_from(where) == act.person.phone:
            continue  # Given from the number that would be told of it: it was told there.
        yield NewNotice(
            key=f"{NoticeKind.MANDATE}:{act.what}:{act.mandate_id}:{act.case_number or ''}",
            kind=NoticeKind.MANDATE,
            municipality=act.municipality,
            due_at=clock.now(),
            person_id=str(act.person.id),
            case_number=act.case_number,
            details=_details(act),
        )


def holds(register: Register, notice: Notice) -> bool:
    """Whether a notice still tells something that is so."""
    person_id = int(notice.person_id or 0)
    if notice.details["what"] == "mandate_given":
        mandates = register.mandates_of(person_id)
        return any(
            each.id == notice.details["mandate"] and each.state is not MandateState.WITHDRAWN
            for each in mandates
        )
    if notice.details["what"] == "choice_withdrawn":
        return True
    return any(
        each.case_number == notice.case_number and each.state in UNDER_WAY
        for each in register.choices(person_id)
    )


def wording(notice: Notice, municipality: Municipality) -> Wording:
    """How it is said; nothing is asked, so what was asked before stays asked."""
    details = notice.details
    values: dict[str, Any] = {
        "municipality": municipality.name,
        "name": details["agent"],
        "until": {"full_date": details["until"]},
        "case": {"digits": notice.case_number or ""},
        "number": {"phone": municipality.phone},
    }
    return Wording([{"say": TEXTS[details["what"]], "values": values}], {})


def _details(act: MandateAct) -> dict[str, Any]:
    until = act.valid_to.isoformat()
    return {"what": act.what, "agent": act.agent_name, "until": until, "mandate": act.mandate_id}
