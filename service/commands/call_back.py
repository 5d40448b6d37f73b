"""`brukervalg call-back`: have the assistant call somebody who waits for a call."""

from babel.dates import format_datetime

from assistant.texts import Texts
from assistant.texts.values import say_phone
from channels.phone.outgoing.outbound import CannotCall, put_call
from channels.phone.renderer import PhoneRenderer
from choice_register.audit import record_about
from conversations.delivery.sending_window import next_decent
from conversations.models import Task
from core.channel import Channel
from core.clock import OSLO
from core.settings import Settings
from service.commands.command_session import Refused, opened
from service.content_reload import follower

WHY_NOT = {
    "done": "Oppgaven er alt løst.",
    "no_number": "Oppgaven har ikke noe nummer å ringe.",
    "under_way": "En oppringning er alt på vei.",
}


def call_back(settings: Settings, number: int) -> str:
    """Put the call for a task in the outbox; the running service places it at a decent hour.

    Raises:
        Refused: there is no such task, or it cannot be called for.
    """
    with opened(settings) as records:
        now = records.clock.now()
        texts = Texts.load(records.catalogue)
        follower(records.database, records.clock, records.catalogue, texts).look()
        with records.database.write() as session:
            task = session.get(Task, number)
            if task is None:
                raise Refused(f"Ingen oppgave har nummer {number}. Se dem med: brukervalg tasks")
            name = records.catalogue.municipality(task.municipality).name
            try:
                renderer = PhoneRenderer(texts.of(task.municipality))
                put_call(session, task, name, renderer, now)
            except CannotCall as reason:
                raise Refused(WHY_NOT[str(reason)]) from reason
            record_about(
                session,
                now,
                records.actor,
                "call_placed",
                municipality=task.municipality,
                person_id=task.person_id,
                task=task.id,
            )
            whom = say_phone(str(task.call_back_number), Channel.WEB)
    begins = next_decent(now)
    if begins == now:
        return f"Assistenten ringer {whom} nå. Oppgaven står åpen til noen løser den."
    at = format_datetime(begins, "EEEE d. MMMM 'kl.' HH.mm", tzinfo=OSLO, locale="nb")
    return f"Assistenten ringer {whom} {at}. Oppgaven står åpen til noen løser den."
