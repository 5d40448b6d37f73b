"""`brukervalg choices`: the caseworker's part of a choice."""

from datetime import date

from babel.dates import format_date

from choice_register.queries.caseload import ListedChoice
from choice_register.types import UNDER_WAY, ChoiceState, ChoiceView, NotAllowed, NotGranted
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from service.commands.command_session import Records, Refused, opened, require_municipality

STATES = {
    ChoiceState.RECEIVED: "mottatt",
    ChoiceState.APPROVED: "godkjent",
    ChoiceState.IN_EFFECT: "gjelder",
    ChoiceState.ENDED: "avsluttet",
    ChoiceState.WITHDRAWN: "trukket",
    ChoiceState.REJECTED: "avslått",
}
NO_DATE = "kommunen oppgir ingen dato"


def listed(settings: Settings, municipality: str | None, *, every: bool) -> str:
    """The choices under way, or every choice, the oldest first. That they were seen is audited.

    Raises:
        Refused: there is nothing to read, or no such municipality.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        states = tuple(ChoiceState) if every else UNDER_WAY
        found = records.register.list_choices(records.actor, states, municipality)
        if not found:
            return "Ingen valg." if every else "Ingen valg venter."
        return "\n".join(_line(choice, records.catalogue) for choice in found)


def approve(
    settings: Settings, case_number: str, municipality: str | None, effect_date: date | None
) -> str:
    """Approve what is under way in a case.

    Args:
        municipality: needed only where several have a case of this number.
        effect_date: the day agreed with the provider, where the rule gives none or another.

    Raises:
        Refused: no such case, nothing in it to approve, or the day is past.
    """
    with opened(settings) as records:
        if effect_date is not None and effect_date < records.clock.today():
            raise Refused("Datoen er passert. Velg i dag eller en senere dag.")
        where = _find(records, case_number, municipality)
        try:
            done = records.register.approve(where, case_number, records.actor, effect_date)
        except NotGranted as refused:
            raise Refused(
                f"Sak {case_number} kan ikke godkjennes: ingen vedtak gir hjelpen den dagen "
                "valget skulle begynt. Avslå valget, eller legg inn det nye vedtaket først."
            ) from refused
        except NotAllowed as refused:
            raise _nothing_to_do(records, where, case_number, "godkjennes") from refused
        lines = [_told(records, each) for each in done]
        if any(each.effect_date is None for each in done):
            lines.append(
                "Sett datoen med --effect-date når den er avtalt. Uten dato starter intet."
            )
    return "\n".join([f"Sak {case_number} er godkjent.", *lines])


def reject(settings: Settings, case_number: str, municipality: str | None, reason: str) -> str:
    """Reject what is under way in a case, for a reason that the person is told.

    Raises:
        Refused: no such case, nothing in it to reject, or no reason.
    """
    if not reason.strip():
        raise Refused("Et avslag må ha en begrunnelse. Skriv den etter --reason.")
    with opened(settings) as records:
        where = _find(records, case_number, municipality)
        try:
            done = records.register.reject(where, case_number, records.actor, reason.strip())
        except NotAllowed as refused:
            raise _nothing_to_do(records, where, case_number, "avslås") from refused
        lines = [_told(records, each) for each in done]
    return "\n".join([f"Sak {case_number} er avslått.", *lines])


def _find(records: Records, case_number: str, municipality: str | None) -> str:
    require_municipality(records, municipality)
    found = records.register.municipalities_of_case(case_number)
    if municipality is not None and municipality not in found:
        raise Refused(f"Kommune {municipality} har ingen sak med nummer {case_number}.")
    if not found:
        raise Refused(f"Ingen sak har nummer {case_number}.")
    if municipality is None and len(found) > 1:
        raise Refused(
            f"Flere kommuner har en sak med nummer {case_number}: {', '.join(found)}. "
            "Velg én med --municipality."
        )
    return municipality or next(iter(found))


def _nothing_to_do(records: Records, where: str, case_number: str, what: str) -> Refused:
    states = records.register.municipalities_of_case(case_number)[where]
    named = ", ".join(STATES[state] for state in dict.fromkeys(states))
    return Refused(f"Sak {case_number} kan ikke {what}. Den er: {named}.")


def _told(records: Records, choice: ChoiceView) -> str:
    names = _names(records.catalogue, choice.service, choice.provider_id)
    return f"  {names}, {STATES[choice.state]}, {_from(choice.state, choice.effect_date)}"


def _line(choice: ListedChoice, catalogue: Catalogue) -> str:
    names = _names(catalogue, choice.service, choice.provider_id)
    received = format_date(choice.received_on, "d. MMM y", locale="nb")
    return (
        f"{choice.case_number}  kommune {choice.municipality}  mottatt {received}  "
        f"{STATES[choice.state]}, {_from(choice.state, choice.effect_date)}\n"
        f"    {choice.name} (person {choice.person_id}): {names}"
    )


def _names(catalogue: Catalogue, service: str, provider_id: str) -> str:
    return f"{catalogue.service_names(service).nb} hos {catalogue.provider_name(provider_id)}"


def _from(state: ChoiceState, day: date | None) -> str:
    if state not in (*UNDER_WAY, ChoiceState.IN_EFFECT):
        return "starter ikke" if state is not ChoiceState.ENDED else "er over"
    return f"fra {format_date(day, 'd. MMMM y', locale='nb')}" if day else NO_DATE
