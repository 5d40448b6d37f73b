"""How values of casework are written on pages of the console."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from babel.dates import format_date, format_time
from flask.sansio.app import App

from casework.models import Act, Outcome
from choice_register.types import ChoiceState
from conversations.models import OutboxState
from core.clock import OSLO
from web.console.days_and_hours import day_as_typed
from web.console.tasks import task_words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

OUTCOMES = {
    Outcome.ANSWERED: "Svart på",
    Outcome.CALLED: "Snakket med på telefon",
    Outcome.NOT_REACHED: "Fikk ikke tak i",
    Outcome.ELSEWHERE: "Tatt hånd om et annet sted",
    Outcome.NOTHING_TO_DO: "Ikke noe å gjøre",
    Outcome.HANDED_BACK: "Gitt tilbake til assistenten",
    Outcome.SENT_AGAIN: "Sendt på nytt",
}
CHOSEN = (
    *(Outcome.ANSWERED, Outcome.CALLED, Outcome.NOT_REACHED),
    *(Outcome.ELSEWHERE, Outcome.NOTHING_TO_DO),
)
"""The outcomes that a caseworker picks from."""
ACTS = {
    Act.CLAIMED: "tok samtalen",
    Act.TOOK_OVER: "overtok samtalen",
    Act.FORWARDED: "ga den videre",
    Act.PUT_BACK: "la den tilbake i køen",
    Act.SNOOZED: "la den til hvile",
    Act.WOKE: "tok den opp igjen",
    Act.RESOLVED: "løste den",
    Act.REOPENED: "åpnet den igjen",
    Act.HANDED_BACK: "ga den tilbake til assistenten",
    Act.REPLIED: "svarte",
    Act.CALL_PLANNED: "planla en samtale",
    Act.NOTED: "skrev et notat",
    Act.CALLED: "ringte",
    Act.SENT_AGAIN: "sendte på nytt",
    Act.TICKED: "gjorde et steg",
    Act.DRAFTED: "skrev et utkast",
    Act.RECEIPT_SENT: "sendte kvittering",
}
STATES = {
    ChoiceState.RECEIVED: "mottatt",
    ChoiceState.APPROVED: "godkjent",
    ChoiceState.IN_EFFECT: "i kraft",
    ChoiceState.ENDED: "avsluttet",
    ChoiceState.WITHDRAWN: "angret",
    ChoiceState.REJECTED: "avslått",
}
DELIVERY = {
    OutboxState.WAITING: "venter på å bli sendt",
    OutboxState.SENDING: "sendes",
    OutboxState.SENT: "sendt",
    OutboxState.DELIVERED: "levert",
    OutboxState.UNDELIVERED: "ikke levert",
    OutboxState.FAILED: "ikke sendt",
}


def waited(since: datetime, now: datetime) -> str:
    """«4 min», «2 t 10 min», «3 dager»: enough to see who has waited longest."""
    length = max(now - since, timedelta())
    minutes = int(length.total_seconds()) // 60
    if length < HOUR:
        return f"{minutes} min"
    if length < DAY:
        return f"{minutes // 60} t {minutes % 60} min"
    return "1 dag" if length < 2 * DAY else f"{length.days} dager"


def briefly(at: datetime, now: datetime) -> str:
    """«14.05» today, else «23. nov. 14.05»; with the year where it is another."""
    there, today = at.astimezone(OSLO), now.astimezone(OSLO)
    clock = format_time(there, "HH.mm", locale="nb")
    if there.date() == today.date():
        return clock
    shape = "d. MMM" if there.year == today.year else "d. MMM y"
    return f"{format_date(there.date(), shape, locale='nb')} {clock}"


def capitalised(text: str) -> str:
    """With a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def host(url: str) -> str:
    """Whose page an address leads to."""
    return urlsplit(url).hostname or url


def safe_url(url: str) -> str:
    """An address of the web, or nothing: no other kind may stand in a link."""
    return url if urlsplit(url).scheme in ("http", "https") else ""


def _channel(name: str) -> str:
    return capitalised(task_words.CHANNELS.get(name, name))


def register(app: App) -> None:
    """Make the words known to the templates."""
    app.jinja_env.filters.update(
        day_as_typed=day_as_typed,
        waited=waited,
        briefly=briefly,
        capitalised=capitalised,
        reason_in_words=task_words.reason_in_words,
        channel=_channel,
        standard=lambda id_: task_words.STANDARDS.get(id_, id_),
        outcome=lambda id_: OUTCOMES.get(id_, id_),
        choice_state=lambda id_: STATES.get(id_, id_),
        host=host,
        safe_url=safe_url,
        act=lambda id_: ACTS.get(id_, id_),
        delivery=lambda id_: DELIVERY.get(id_, id_),
    )
