"""What happened to a case, in the caseworkers' words."""

from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from choice_register.queries.case_file import Event
from choice_register.types import (
    Authority,
    ChoiceState,
    EndReason,
    RefusalReason,
    UndoRefusal,
)
from web.console.days_and_hours import read_day
from web.console.request.access_reason import REASONS as LOOKS
from web.console.tasks.task_words import CHANNELS

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
SHOWN = {
    "id_seen": "muntlig, sett legitimasjon",
    "code": "muntlig, rett kode fra brevet",
    "paper": "skriftlig, underskrevet papir er sett",
}
"""How a caseworker knew whose wish it was, by the word in the audit."""
NOT_CHOSEN = {
    RefusalReason.NO_DECISION: "Personen har ikke noe vedtak som gjelder nå.",
    RefusalReason.SERVICE_NOT_IN_DECISION: "Tjenesten står ikke i vedtaket.",
    RefusalReason.SCHEME_PLANNED: "Ordningen er ikke åpen ennå.",
    RefusalReason.SCHEME_NO_PROVIDER: "Kommunen har ingen leverandører å velge mellom.",
    RefusalReason.SCHEME_ENDING: "Valget ville begynt etter at ordningen er slutt.",
    RefusalReason.SCHEME_ENDED: "Ordningen er slutt.",
    RefusalReason.UNKNOWN_PROVIDER: "Leverandøren finnes ikke lenger.",
    RefusalReason.PROVIDER_NOT_HERE: "Leverandøren har ingen avtale her.",
    RefusalReason.SERVICE_NOT_COVERED: "Tjenesten er ikke med i ordningen.",
    RefusalReason.DISTRICT_NOT_COVERED: "Leverandøren kommer ikke til bydelen.",
    RefusalReason.DATE_NOT_COVERED: "Leverandøren har ingen avtale den dagen.",
    RefusalReason.FULL: "Leverandøren har ikke plass.",
    RefusalReason.SAME_AS_NOW: "Personen har denne leverandøren nå.",
    RefusalReason.ALREADY_CHOSEN: "Personen har valgt denne alt, og valget er på vei.",
    RefusalReason.UNDER_WAY: "Et annet valg er på vei.",
}
"""Why a choice cannot be made."""
NOT_UNDONE = {
    UndoRefusal.UNKNOWN_CASE: "Personen har ingen slik sak.",
    UndoRefusal.IN_EFFECT: "Valget gjelder allerede. Personen kan bytte i stedet.",
    UndoRefusal.ENDED: "Valget er avsluttet.",
    UndoRefusal.WITHDRAWN: "Valget er trukket allerede.",
    UndoRefusal.REJECTED: "Valget er avslått.",
}
ALL_CHANNELS = CHANNELS | {
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
    "choice_stopped": "stoppet valget: «det var ikke meg»",
    "choice_restored": "satte valget tilbake, til ny behandling",
    "choice_in_effect": "satte valget i kraft",
    "choice_ended": "avsluttet valget",
    "choice_seen": "så valget i en liste",
    "case_seen": "åpnet saken",
}
END_REASONS = {
    "died": "Personen er død",
    "moved": "Personen har flyttet",
    "decision_over": "Vedtaket er avsluttet eller endret",
    "wish": "Personen ønsker det",
    "cannot_deliver": "Leverandøren kan ikke fortsette",
    "other": "Annen grunn",
}
"""Why a caseworker ends a choice that is in effect."""
SYSTEM_REASONS = {
    EndReason.SWITCHED.value: "et nytt valg tok over",
    EndReason.NO_DECISION.value: "ingen vedtak gir hjelpen lenger",
    EndReason.MOVED.value: "personen har flyttet",
}
"""Reasons that are words of the register."""
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


def reason_in_words(reason: str) -> str:
    """Why something ended or was rejected: the register's word, or what a caseworker wrote."""
    return SYSTEM_REASONS.get(reason, reason)


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
        told.append(f"Grunn: {reason_in_words(reason)}.".replace("..", "."))
    if (day := read_day(details.get("effect_date") or "")) is not None:
        told.append(f"Fra {format_date(day, 'd. MMMM y', locale='nb')}.")
    if (shown := details.get("shown")) is not None:
        told.append(f"{SHOWN.get(shown, shown).capitalize()}.")
    if event.channel:
        told.append(f"Gjennom {ALL_CHANNELS.get(event.channel, event.channel)}.")
    return " ".join(told)
