"""`brukervalg mandates`: the caseworker's part of a mandate, where there is no console."""

import secrets
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from sqlalchemy.exc import NoResultFound

from choice_register.mandates.types import (
    CheckReason,
    ListedMandate,
    MandateKind,
    MandateRefusal,
    MandateRefused,
    MandateState,
    Paper,
    PaperMandate,
    Scope,
)
from core.settings import Settings
from service.commands.command_session import Records, Refused, opened, require_municipality

KINDS = {
    MandateKind.GIVEN: "gitt av personen",
    MandateKind.GUARDIAN: "verge",
    MandateKind.ATTORNEY: "fremtidsfullmakt",
}
SCOPES = {Scope.SEE: "kan se", Scope.CHOOSE: "kan se og velge"}
STATES = {
    MandateState.LIVE: "gjelder",
    MandateState.COMING: "gjelder ikke ennå",
    MandateState.EXPIRED: "gått ut",
    MandateState.WITHDRAWN: "trukket",
}
WHY = {
    CheckReason.ENDS_SOON: "går snart ut: se papiret på nytt",
    CheckReason.CODE_UNUSED: "koden ble ikke brukt i tide: gikk den til rett sted?",
    CheckReason.CODE_LOCKED: "koden er stengt etter for mange feil",
}
REFUSED = {
    MandateRefusal.NO_NAME: "Navnet mangler, eller det er lengre enn 60 tegn.",
    MandateRefusal.BAD_PHONE: "Nummeret er ikke et mobilnummer.",
    MandateRefusal.BAD_DAYS: "Fullmakten må vare fra i dag eller senere, og høyst et år.",
    MandateRefusal.TOO_MANY: "Personen har fem fullmakter allerede, eller har gitt fem i dag.",
    MandateRefusal.NEXT_OF_KIN: (
        "Legalfullmakt gjelder bare økonomi i det daglige og ikke overfor kommunen. "
        "Personen kan gi fullmakt selv, med koden i brevet eller på et papir med underskrift."
    ),
    MandateRefusal.NO_PAPER: "Papiret må ha en referanse, og det må være sett i dag eller før.",
    MandateRefusal.NOT_HERE: "Personen eller fullmakten hører til en annen kommune.",
}


@dataclass(frozen=True)
class Shown:
    """A paper that was shown, as it is typed at the shell."""

    municipality: str
    person_id: int
    paper: Paper
    reference: str
    seen_on: date | None
    agent_name: str
    agent_phone: str | None
    scope: Scope
    valid_to: date


def listed(settings: Settings, municipality: str | None, *, every: bool, check: bool) -> str:
    """The mandates in force, those to check, or all of them. That they were seen is audited.

    Raises:
        Refused: there is nothing to read, or no such municipality.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        register, actor = records.register, records.actor
        if check:
            found = register.mandates_to_check(actor, municipality)
        else:
            found = register.list_mandates(actor, municipality, every=every)
    return "\n".join(map(_line, found)) or "Ingen fullmakter."


def register(settings: Settings, shown: Shown) -> str:
    """Register a mandate whose paper the one at the shell has seen.

    Raises:
        Refused: why it cannot be; legalfullmakt never can.
    """
    with opened(settings) as records:
        require_municipality(records, shown.municipality)
        paper = PaperMandate(
            municipality=shown.municipality,
            person_id=shown.person_id,
            paper=shown.paper,
            reference=shown.reference,
            seen_on=shown.seen_on or records.clock.today(),
            agent_name=shown.agent_name,
            agent_phone=shown.agent_phone,
            scope=shown.scope,
            valid_to=shown.valid_to,
            key=f"shell:{secrets.token_hex(16)}",
        )
        try:
            given = records.register.register_mandate_by_caseworker(paper, records.actor)
        except MandateRefused as refused:
            raise Refused(REFUSED[refused.reason]) from refused
        except NoResultFound as nobody:
            raise Refused(f"Ingen person har nummer {shown.person_id}.") from nobody
    code = " ".join(given.code[start : start + 3] for start in range(0, len(given.code), 3))
    return "\n".join(
        [
            f"Fullmakt {given.mandate.id} er registrert til {_day(given.mandate.valid_to)}.",
            f"Koden til {given.mandate.agent_name}: {code}",
            "Koden vises bare nå. Gi den til den som har fullmakten, og til ingen andre.",
        ]
    )


def withdraw(settings: Settings, municipality: str, mandate_id: int, reason: str) -> str:
    """Withdraw a mandate; its code and everything that it has opened end at once.

    Raises:
        Refused: the municipality has no such mandate, or there is no reason.
    """
    if not reason.strip():
        raise Refused("Skriv hvorfor etter --reason.")
    with opened(settings) as records:
        require_municipality(records, municipality)
        return _withdraw(records, municipality, mandate_id, reason)


def _withdraw(records: Records, municipality: str, mandate_id: int, reason: str) -> str:
    try:
        ended = records.register.withdraw_mandate_by_caseworker(
            municipality, mandate_id, records.actor, reason
        )
    except (MandateRefused, NoResultFound) as nothing:
        raise Refused(f"Kommune {municipality} har ingen fullmakt {mandate_id}.") from nothing
    return f"Fullmakt {ended.id} til {ended.agent_name} er {STATES[ended.state]}."


def _line(each: ListedMandate) -> str:
    mandate = each.mandate
    paper = f", papir {mandate.reference}" if mandate.reference else ""
    lines = [
        f"{mandate.id}  kommune {mandate.municipality}  {STATES[mandate.state]}, "
        f"til {_day(mandate.valid_to)}",
        f"    {mandate.agent_name} {SCOPES[mandate.scope]} for {each.person_name} "
        f"(person {mandate.person_id}): {KINDS[mandate.kind]}{paper}",
        *(f"    ! {WHY[reason]}" for reason in each.why),
    ]
    return "\n".join(lines)


def _day(day: date) -> str:
    return format_date(day, "d. MMMM y", locale="nb")
