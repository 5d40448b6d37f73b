"""`brukervalg notices` and `brukervalg provider-leaves`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from babel.dates import format_date, format_datetime

from conversations.notifications.models import Notice, NoticeState
from conversations.notifications.placing import Why
from core.clock import OSLO
from core.settings import Settings
from service.application import Application
from service.commands.command_session import Records, Refused, opened, require_municipality
from service.logs import set_up
from web.console.tasks.task_words import NOTICES


def listed(settings: Settings) -> str:
    """The notices that are planned, and those whom only a letter reaches."""
    with _open(settings) as (application, _):
        kept = application.services.notices
        planned = kept.every(NoticeState.PLANNED)
        dropped = kept.every(NoticeState.DROPPED)
    letters = [each for each in dropped if each.why_dropped == Why.NO_NUMBER]
    lines = [_line(each) for each in planned] or ["Ingen varsler venter."]
    if letters:
        lines += ["", "Uten telefonnummer, må få brev:", *(_line(each) for each in letters)]
    return "\n".join(lines)


def send_due(settings: Settings) -> str:
    """Plan what there is to plan, and place what is due in the outbox.

    Raises:
        Refused: there is nothing to work on.
    """
    set_up(readable=True)
    with _open(settings) as (application, _):
        placed = application.planner.run()
    noun = "varsel" if placed == 1 else "varsler"
    return f"{placed} {noun} er lagt i utkurven. Serveren sender."


def provider_leaves(
    settings: Settings, provider: str, municipality: str | None, last_day: date | None
) -> str:
    """Plan a notice for everybody who has a provider that leaves.

    Raises:
        Refused: no such provider or municipality, or the day is past.
    """
    with _open(settings) as (application, records):
        require_municipality(records, municipality)
        in_use = application.register.in_use(municipality).providers
        if not application.catalogue.has_provider(provider) and provider not in in_use:
            raise Refused(f"Katalogen har ingen leverandør med id {provider}.")
        name = application.catalogue.provider_name(provider)
        if last_day is not None and last_day < records.clock.today():
            raise Refused("Dagen er passert.")
        people = application.planner.provider_leaves(provider, municipality, last_day)
    if not people:
        return f"Ingen har {name}."
    count = "1 person" if len(people) == 1 else f"{len(people)} personer"
    lines = [f"{count} har {name}. Varselet går i kontortiden, én gang til hver."]
    letters = [f"  person {each.id}, {each.name}" for each in people if not each.phone]
    if letters:
        lines += ["Uten telefonnummer i registeret, send brev om de ikke har skrevet:", *letters]
    return "\n".join(lines)


def _line(notice: Notice) -> str:
    at = format_datetime(notice.due_at, "d. MMM y 'kl.' HH.mm", tzinfo=OSLO, locale="nb")
    who = f"person {notice.person_id}" if notice.person_id else "ikke bevist hvem"
    day = notice.details.get("date")
    about = f", {format_date(date.fromisoformat(day), 'd. MMMM y', locale='nb')}" if day else ""
    what = NOTICES[notice.kind.value]
    return f"  {at}  kommune {notice.municipality}  {who}: {what}{about}"


@contextmanager
def _open(settings: Settings) -> Iterator[tuple[Application, Records]]:
    with opened(settings) as records:
        application = Application.build(settings)
        try:
            yield application, records
        finally:
            application.services.close()
