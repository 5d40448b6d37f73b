"""What a call that is put through is about, for the one who answers at the municipality.

It is said after a key was pressed, so no machine hears it; and of the person's help it tells no
more than a text message may (promise 5): what the call is about and who was to be chosen. Decision
and services stand in the task, which is numbered.
"""

from conversations.models import Task
from conversations.renderer import Say

WISHES = {
    "choose": "phone.about_choose",
    "switch": "phone.about_switch",
    "municipal": "phone.about_municipal",
    "undo": "phone.about_undo",
    "decision": "phone.about_case",
    "provider": "phone.about_case",
    "status": "phone.about_case",
}


def summary(task: Task | None) -> list[Say]:
    """The texts of the summary; a greeting only where there is no task."""
    if task is None:
        return [{"say": "phone.connecting"}]
    number: Say = {"say": "phone.about_task", "values": {"task": {"digits": str(task.id)}}}
    says = [number, {"say": "phone.about_proven" if task.person_id else "phone.about_unproven"}]
    if (wish := WISHES.get(task.summary.get("wish", ""))) is not None:
        says.append({"say": wish})
    if provider := task.summary.get("provider"):
        says.append({"say": "phone.about_provider", "values": {"provider": {"provider": provider}}})
    return [*says, {"say": "phone.connecting"}]
