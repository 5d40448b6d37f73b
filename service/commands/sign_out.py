"""`brukervalg sign-out`: a caseworker who has left, or has lost a role, is out at once.

So is a citizen who has forgotten to sign out somewhere.
"""

from core.settings import Settings
from service.chat_sign_in import ProofsOfSignIns
from service.commands.command_session import Refused, opened
from web.auth.relying_parties import CASEWORKER_LIFETIME, CITIZEN_LIFETIME, PartyName
from web.auth.sessions import Sessions


def sign_out(settings: Settings, subject: str, *, citizen: bool = False) -> str:
    """End every session of a caseworker, or of a citizen with all that it has proven.

    Args:
        subject: the provider's id of the caseworker (`sub`), or the citizen's national id.

    Raises:
        Refused: there is nothing to work on, or sessions are open that the `SECRET_KEY` of this
            shell does not know: whose they are cannot be told.
    """
    with opened(settings) as records:
        sessions = Sessions(
            records.database,
            records.clock,
            settings.secret_keys,
            PartyName.CITIZEN if citizen else PartyName.CASEWORKER,
            CITIZEN_LIFETIME if citizen else CASEWORKER_LIFETIME,
            ProofsOfSignIns(records.clock) if citizen else None,
        )
        ended, unknown = sessions.end_of_subject(subject), sessions.unknown()
    said = f"Avsluttet {ended} innlogginger."
    if unknown:
        raise Refused(
            f"{said if ended else 'Ingen innlogging ble avsluttet.'} {unknown} åpne innlogginger"
            " hører til en annen BRUKERVALG_SECRET_KEY, og ingen vet hvem sine de er. Kjør"
            " kommandoen med nøkkelen som tjenesten bruker."
        )
    return said
