"""What tasks are about, in the caseworkers' words."""

from typing import Any

from assistant.texts.values import Values, say_language
from casework.tasks.call_log import CallOutcome
from core.channel import Channel
from provider_catalog.catalogue import Catalogue

REASONS = {
    "asked": "ber om et menneske",
    "emergency": "fare for liv eller helse",
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
    "death": "den som har vedtaket, er død: stans besøkene og ta kontakt",
    "alone_at_home": "en som ikke klarer seg, er alene hjemme: noen må se til",
    "abuse": "forteller om tyveri, vold, trusler eller vanskjøtsel",
    "pause_help": "er borte en tid, eller vil avlyse eller flytte et besøk",
    "end_help": "vil ikke ha hjelp lenger, eller flytter",
    "more_help": "trenger mer eller annen hjelp enn vedtaket gir",
    "change_contact": "har nytt nummer, ny adresse eller nytt navn",
    "praise": "gir ros",
    "wish_gender": "ønsker kvinne eller mann til stellet",
    "ask_office": "spør etter kontoret eller saksbehandleren",
    "ask_word": "vil vite hva et ord betyr",
    "new_letter": "trenger et nytt brev med kode",
    "locked": "er stengt ute etter for mange feil koder",
    "no_decision": "vi finner ikke noe vedtak som gjelder nå",
    "not_granted": "vil velge for en tjeneste som ikke står i vedtaket",
    "not_covered": "vil velge for en tjeneste som ikke er med i ordningen",
    "scheme_not_open": "vil velge, men ordningen er ikke åpen",
    "refused": "valget kunne ikke tas imot",
    "rejected": "valget er avslått",
    "nobody": "det er ingen andre å velge",
    "not_me": "sier at noen andre har valgt eller gitt fullmakt: snakk med personen",
    "warn_by_letter": "noen har valgt fra et annet sted, og vi har ikke noe nummer: skriv brev",
    "another_used_letter": "en annen enn personen brukte koden i brevet: snakk med personen",
    "interested_party": "en hjelper eller leverandør tok kontakt: ingenting er registrert",
    "source": "vil vite hvor noe står skrevet",
    "silence": "ringte, men vi hørte ingenting",
    "no_answer_found": "systemet fant ikke noe svar",
    "no_answer_in_call": "systemet svarte ikke i telefonen",
    "engine_down": "systemet er nede, og meldingen venter",
    "taken_over": "du svarer i stedet for assistenten",
    "call": "skal ringes",
    "wrote_first": "kommunen skrev først",
    "after_interested": "vil velge selv, men ble tatt for en som hjelper",
    "undeliverable_person": "SMS-en kom ikke fram: ring i stedet",
    "undeliverable_unclear": "vi vet ikke om SMS-en kom fram: ring i stedet",
    "undeliverable_notice": "et varsel kunne ikke sendes: ring eller skriv brev",
    "unreached_by_phone": "tok ikke telefonen: ring igjen eller skriv brev",
    "undeliverable_opted_out": "vil ikke ha SMS: ring eller skriv brev",
    "undeliverable_operator": "SMS-en ble stoppet: den som drifter systemet må se på det",
}
"""Every reason that the assistant and the channels give; a test looks for new ones."""

WHAT = {
    "theft": "tyveri",
    "rough": "hardhendt eller truende",
    "pressed": "presses til å velge: ta ikke imot valg på melding",
    "neglect": "trenger noe i dag: mat, medisin, varme, eller at noen kommer",
    "any": "ikke sagt hva",
    "confidential": "vil ikke at den det gjelder får vite det; spør når det er trygt å ringe",
    "safe_time": "har sagt når og hvordan det er trygt å ta kontakt: les samtalen",
    "read_by_other": "andre leser telefonen: skriv ikke dit om dette",
    "no_contact": "vil ikke bli kontaktet nå",
    "pause": "ber om at besøkene settes på vent: bekreft til personen",
    "comes_again": "er redd for neste besøk; spør om nøkler",
    "no_choice_by_message": "andre bruker telefonen: ta ikke imot valg på melding",
    "gone": "en annen skrev fra telefonen",
    "found": "det som var borte, er funnet",
    "same_helper": "ønsker å beholde den samme hjelperen",
    "call": "ber om å bli ringt",
    "alarm": "trygghetsalarmen må sjekkes i dag",
    "afterwards": "ber om hjelp med dette etterpå",
    "dying": "alvorlig syk og vil være hjemme: mer hjelp og lindring",
    "hospital": "er på sykehus eller korttid",
    "nursing_home": "har fått plass på sykehjem",
    "moving": "flytter",
    "away": "er borte en tid",
    "ends": "vedtaket går ut",
}
"""What a grave thing is about, and what was asked for after it (`assistant.actions.safety`)."""

CONTACT = {
    "not_yet": "ikke ring før personen har sagt når det er trygt",
    "confidential": "skal ikke nå den det gjelder; ikke ring før det er sagt når det er trygt",
    "told": "har sagt hvor det er trygt å ringe: les samtalen først",
    "no_contact": "vil ikke bli kontaktet nå",
}
"""What must be known before somebody is rung about what was told in confidence."""

CALL = {"not_wanted": "vil ikke bli ringt likevel"}
"""What was said of a call after it was asked for."""

UNKNOWN = "unknown:"
LANGUAGE = "language:"
TOPICS = {
    "start_date": "når valget gjelder fra",
    "needs_reason": "om valget må ha en grunn",
    "no_choice": "hva som skjer uten et valg",
    "price": "hva det koster",
    "services": "hvilke tjenester ordningen gjelder",
    "hours": "når på døgnet hjelpen kommer",
    "extra_services": "tilleggstjenester",
    "statistics": "tall og erfaringer",
}
CHANNELS: dict[str, str] = {Channel.SMS: "SMS", Channel.PHONE: "telefon", Channel.WEB: "nett"}
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
    "warning": "et valg fra et annet sted",
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
    "contact": "kontakt",
    "case": "sak",
    "name": "navn",
    "whom": "ring",
    "call": "oppringing",
    "role": "sa at det var",
    "stopped": "det som skjedde",
    "error_code": "feilkode fra Twilio",
    "not_delivered": "ikke levert",
    "notice": "varsel om",
    "duty": "vakten",
    "language": "skriver",
    "interpreter": "tolk",
}
WISHES = {
    "decision": "høre om vedtaket",
    "provider": "vite hvem som hjelper nå",
    "who_chose": "vite hvem som har valgt",
    "chosen": "vite hva som er valgt",
    "starts": "vite når de nye begynner",
    "now": "vite hvem som kommer nå",
    "undo_until": "vite om valget kan tas tilbake",
    "deadline": "vite hva fristen er",
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
    "confirm_undo": "om valget skal tas tilbake",
    "confirm_withdrawal": "om fullmakten skal trekkes",
    "confirm_stop": "om meldingene skal slutte",
    "confirm_goodbye": "om samtalen er slutt",
    "confirm_wrong_person": "om meldingen var til en annen",
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
DUTY = {
    "unanswered": "ingen på vakt svarte",
    "acknowledged": "har tatt den",
    "cleared": "innbyggeren sier at det ikke er fare: les, og ring om du er i tvil",
}
ROLES = {
    "relative": "pårørende",
    "neighbour": "nabo eller venn",
    "guardian": "verge",
    "helper": "hjelper",
    "employee": "ansatt",
}
STOPPED = {
    "stopped": "valget er stoppet",
    "restored": "valget er satt tilbake",
    "mandate_ended": "fullmakten er tatt bort",
    "in_effect": "valget gjelder alt, og er ikke stoppet",
    "on_paper": "fullmakten hviler på et papir, og er ikke stoppet",
    "over": "det var ikke noe å stoppe",
}
WORDS = {
    "call": CALL,
    "contact": CONTACT,
    "duty": DUTY,
    "wish": WISHES,
    "pending": PENDING,
    "standard": STANDARDS,
    "notice": NOTICES,
    "role": ROLES,
    "stopped": STOPPED,
}
# What a person can read from the transcript, and better.
LEFT_OUT = {"intent"}


def reason_in_words(reason: str) -> str:
    """Why a task was made. A reason that is not known here is shown as it stands."""
    if reason.startswith(LANGUAGE):
        return f"skriver {say_language(reason.removeprefix(LANGUAGE), 'nb')}: trenger tolk"
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
                return ", ".join(values.say("service", each, "nb", Channel.WEB) for each in value)
            case "language":
                return say_language(str(value), "nb")
            case "interpreter":
                return "må bestilles"
            case "provider":
                return values.say("provider", value, "nb", Channel.WEB)
            case (
                "wish"
                | "pending"
                | "standard"
                | "notice"
                | "role"
                | "stopped"
                | "duty"
                | "contact"
                | "call"
            ):
                return WORDS[key].get(value, str(value))
            case "what":
                return WHAT.get(value, str(value))
    except KeyError:
        pass  # The provider has left the catalogue since: its id is better than nothing.
    return str(value)
