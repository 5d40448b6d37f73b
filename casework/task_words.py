"""What tasks are about, in the caseworkers' words."""

from typing import Any

from assistant.texts.values import Values
from channels.desk.calling import CallOutcome
from provider_catalog.catalogue import Catalogue

REASONS = {
    "asked": "ber om et menneske",
    "emergency": "fare for liv eller helse: har fått beskjed om å ringe 113",
    "callback": "vil bli ringt opp",
    "not_understood": "assistenten forstod ikke",
    "confused": "virker usikker på hva dette er",
    "unhappy": "er misfornøyd med assistenten",
    "mandate": "fullmakten kunne ikke gis",
    "mandate_paper": "er verge eller har fremtidsfullmakt: papiret må ses",
    "wrong_person": "meldingen var til en annen",
    "problem": "melder om et problem med hjelpen",
    "change_content": "vil ha andre oppgaver eller tider",
    "complaint": "vil klage",
    "apply": "vil søke om hjelp",
    "new_letter": "trenger et nytt brev med kode",
    "locked": "er stengt ute etter for mange feil koder",
    "no_decision": "vi finner ikke noe vedtak som gjelder nå",
    "not_granted": "vil velge for en tjeneste som ikke står i vedtaket",
    "not_covered": "vil velge for en tjeneste som ikke er med i ordningen",
    "scheme_not_open": "vil velge, men ordningen er ikke åpen",
    "refused": "valget kunne ikke tas imot",
    "rejected": "valget er avslått",
    "nobody": "det er ingen andre å velge",
    "source": "vil vite hvor noe står skrevet",
    "silence": "ringte, men vi hørte ingenting",
    "no_answer_found": "systemet fant ikke noe svar",
    "no_answer_in_call": "systemet svarte ikke i telefonen",
    "engine_down": "systemet er nede, og meldingen venter",
    "taken_over": "du svarer i stedet for assistenten",
    "call": "skal ringes",
    "undeliverable_person": "SMS-en kom ikke fram: ring i stedet",
    "unreached_by_phone": "tok ikke telefonen: ring igjen eller skriv brev",
    "undeliverable_opted_out": "vil ikke ha SMS: ring eller skriv brev",
    "undeliverable_operator": "SMS-en ble stoppet: den som drifter systemet må se på det",
}
"""Every reason that the assistant and the channels give; a test looks for new ones."""

UNKNOWN = "unknown:"
TOPICS = {
    "start_date": "når valget gjelder fra",
    "needs_reason": "om valget må ha en grunn",
    "no_choice": "hva som skjer uten et valg",
    "price": "hva det koster",
    "services": "hvilke tjenester ordningen gjelder",
    "hours": "når på døgnet hjelpen kommer",
    "extra_services": "tilleggstjenester",
}
CHANNELS = {"sms": "SMS", "phone": "telefon", "web": "nett"}
WHO = {
    "person": "innbygger",
    "assistant": "assistent",
    "system": "system",
    "caseworker": "saksbehandler",
}
STATES = {"open": "venter", "taken": "tatt", "snoozed": "utsatt", "done": "løst"}
NOTICES = {
    "remind": "å tenke ferdig",
    "before_effect": "hvem som kommer",
    "deadline": "fristen for å velge",
    "provider_leaves": "leverandør som slutter",
    "satisfied": "om hjelpen er bra",
    "decided": "valget som er behandlet",
    "mandate": "en fullmakt",
}
CALLS = {
    CallOutcome.REACHED: "snakket med personen",
    CallOutcome.NOT_REACHED: "ingen svarte",
    CallOutcome.WRONG_NUMBER: "feil nummer",
    CallOutcome.LEFT_TO: "overlatt til andre",
}
"""What came of a call."""
STANDARDS = {"nb": "bokmål", "nn": "nynorsk"}
LABELS = {
    "script": "manus",
    "wish": "ville",
    "agent": "har fullmakt",
    "services": "tjenester",
    "provider": "leverandør",
    "pending": "midt i",
    "standard": "målform",
    "what": "hva",
    "error_code": "feilkode fra Twilio",
    "not_delivered": "ikke levert",
    "notice": "varsel om",
}
WISHES = {
    "decision": "høre om vedtaket",
    "provider": "vite hvem som hjelper nå",
    "status": "vite hvordan det går med valget",
    "choose": "velge leverandør",
    "switch": "bytte leverandør",
    "municipal": "ha kommunens egen tjeneste",
    "undo": "angre valget",
    "give_mandate": "gi fullmakt",
    "mandates": "vite hvem som har fullmakt",
    "withdraw_mandate": "trekke en fullmakt",
}
PENDING = {
    "code": "koden fra brevet",
    "birth_date": "fødselsdatoen",
    "service": "hvilken tjeneste det gjelder",
    "provider": "hvilken leverandør",
    "confirm_choice": "bekrefte valget",
    "mandate_offer": "om fullmakt skal gis nå",
    "mandate_who": "hvem som skal få fullmakt",
    "mandate_scope": "hva fullmakten skal gjelde",
    "confirm_mandate": "bekrefte fullmakten",
    "mandate_which": "hvilken fullmakt som skal trekkes",
    "offer_person": "om et menneske skal hjelpe",
    "callback_number": "nummeret å ringe",
    "clarify": "hva som ble ment",
    "district": "hvilken bydel",
    "matters": "hva som er viktig hos en leverandør",
    "remind": "om vi skal minne om det",
    "satisfied": "om hjelpen er bra",
    "change_after_notice": "om det skal velges eller byttes nå",
    "resume": "om et påbegynt valg skal fortsette",
}
WORDS = {"wish": WISHES, "pending": PENDING, "standard": STANDARDS, "notice": NOTICES}
# What a person can read from the transcript, and better.
LEFT_OUT = {"intent"}


def reason_in_words(reason: str) -> str:
    """Why a task was made. A reason that is not known here is shown as it stands."""
    if reason.startswith(UNKNOWN):
        topic = reason.removeprefix(UNKNOWN)
        return f"spør om noe kommunen ikke har oppgitt: {TOPICS.get(topic, topic)}"
    return REASONS.get(reason, reason)


def summary_in_words(summary: dict[str, Any], catalogue: Catalogue) -> list[str]:
    """What is known besides the words: a line for each thing."""
    values = Values(catalogue)
    return [
        f"{LABELS.get(key, key)}: {_value(key, value, values)}"
        for key, value in summary.items()
        if key not in LEFT_OUT and value not in (None, "", [])
    ]


def _value(key: str, value: Any, values: Values) -> str:
    try:
        match key:
            case "services":
                return ", ".join(values.say("service", each, "nb", "web") for each in value)
            case "provider":
                return values.say("provider", value, "nb", "web")
            case "wish" | "pending" | "standard" | "notice":
                return WORDS[key].get(value, str(value))
    except KeyError:
        pass  # The provider has left the catalogue since: its id is better than nothing.
    return str(value)
