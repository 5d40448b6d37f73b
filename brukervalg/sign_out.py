"""`brukervalg sign-out`: a caseworker who has left, or has lost a role, is out at once."""

from brukervalg.opening import opened
from foundation.settings import Settings
from sign_in.party import CASEWORKER_LIFETIME, PartyName
from sign_in.sessions import Sessions


def sign_out(settings: Settings, subject: str) -> str:
    """End every session of a caseworker.

    Args:
        subject: the provider's id of the caseworker (`sub`).

    Raises:
        Refused: there is nothing to work on.
    """
    with opened(settings) as records:
        sessions = Sessions(
            records.database,
            records.clock,
            settings.secret_key,
            PartyName.CASEWORKER,
            CASEWORKER_LIFETIME,
        )
        ended = sessions.end_of_subject(subject)
    return f"Avsluttet {ended} innlogginger."
