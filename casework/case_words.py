"""What happened to a case, in the caseworkers' words."""

from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from casework.looks import REASONS as LOOKS
from casework.looks import read_day
from casework.task_words import CHANNELS
from choice_register.casefile import Event
from choice_register.states import Authority, ChoiceState
from provider_catalog.catalogue import Catalogue

STATES = {
    ChoiceState.RECEIVED: "mottatt",
    ChoiceState.APPROVED: "godkjent",
    ChoiceState.IN_EFFECT: "gjelder",
    ChoiceState.ENDED: "avsluttet",
    ChoiceState.WITHDRAWN: "trukket",
    ChoiceState.REJECTED: "avslått",
}
COLORS = {
    ChoiceState.RECEIVED: "warning",
    ChoiceState.APPROVED: "success",
    ChoiceState.IN_EFFECT: "success",
    ChoiceState.REJECTED: "danger",
}
AUTHORITIES = {
    Authority.SELF: "personen selv",
    Authority.CASEWORKER: "saksbehandler, etter ønske på papir eller i samtale",
}
DOORS = CHANNELS | {
    "paper": "papir",
    "casework": "saksbehandling",
    "command_line": "kommandolinjen",
}
EVENTS = {
    "choice_received": "registrerte valget",
    "choice_approved": "godkjente valget",
    "choice_rejected": "avslo valget",
    "choice_withdrawn": "angret valget",
    "choice_replaced": "byttet ut valget med et nytt",
    "choice_in_effect": "satte valget i kraft",
    "choice_ended": "avsluttet valget",
    "choice_seen": "så valget i en liste",
    "case_seen": "åpnet saken",
}
LOOKED = ("choice_seen", "case_seen")
"""Events that changed nothing."""
REJECTIONS = {
    "full": "Leverandøren har ikke plass",
    "not_delivering": "Leverandøren kan ikke gi denne hjelpen",
    "decision_changed": "Vedtaket er endret eller avsluttet",
    "no_authority": "Den som valgte, hadde ikke fullmakt",
    "by_mistake": "Valget ble registrert ved en feil",
    "other": "Annen grunn",
}
"""Why a choice is rejected: what is picked, and the own words after it, are what a letter says."""


def who_in_words(who: str) -> str:
    """An actor of the audit."""
    if who.startswith("caseworker:"):
        return who.removeprefix("caseworker:")
    return {
        "person": "Personen",
        "agent": "Fullmektigen",
        "system": "Systemet",
        "caseworker": "En saksbehandler",
    }.get(who, who)


def authority_in_words(authority: str) -> str:
    """On whose authority a choice was made."""
    known: Mapping[str, str] = {each.value: words for each, words in AUTHORITIES.items()}
    return known.get(authority, "fullmakt" if authority.startswith("mandate") else authority)


def event_in_words(event: Event) -> str:
    """Who did what, without when."""
    return f"{who_in_words(event.who)} {EVENTS.get(event.what, event.what)}"


def more_of(event: Event) -> str:
    """What is worth telling of an event besides who did what."""
    details: dict[str, Any] = event.details
    told = []
    if (reason := details.get("reason")) and event.what in LOOKED:
        told.append(f"Grunn: {LOOKS.get(reason, reason).lower()}.")
    elif reason:
        told.append(f"Grunn: {reason}")
    if (day := read_day(details.get("effect_date") or "")) is not None:
        told.append(f"Fra {format_date(day, 'd. MMMM y', locale='nb')}.")
    if event.channel:
        told.append(f"Gjennom {DOORS.get(event.channel, event.channel)}.")
    return " ".join(told)


def provider_name(catalogue: Catalogue, provider_id: str | None) -> str:
    """A provider's name; its id where it has left the catalogue since."""
    try:
        return catalogue.provider(provider_id or "").name
    except KeyError:
        return provider_id or ""
