"""`brukervalg keys`: what still hangs on a former secret, and so whether it can be removed."""

from datetime import datetime

from choice_register.verification.former_secrets import MadeByFormer, made_by_former
from core.clock import OSLO
from core.settings import Settings
from service.commands.command_session import opened
from web.auth.sessions import keyed_by_former


def keys(settings: Settings, changed: datetime) -> str:
    """Count what the current secret has not made.

    Args:
        changed: when the current secret came into use: letters from before it hold a second code
            that a former one made.
    """
    mark = settings.secret_keys.marks[0]
    with opened(settings) as records:
        now = records.clock.now()
        made = made_by_former(records.database, mark, changed, now)
        return _told(made, keyed_by_former(records.database, mark, now))


def _told(made: MadeByFormer, signed_in: int) -> str:
    if not (made.mandates or made.letters or signed_in):
        return "Ingenting henger på de gamle nøklene. SECRET_KEY_FALLBACKS kan tømmes."
    lines = []
    if made.mandates:
        lines.append(
            f"{made.mandates} fullmakter er knyttet til en innlogging med en gammel nøkkel. "
            "De får den nye når fullmektigen logger inn."
        )
    if signed_in:
        lines.append(f"{signed_in} innlogginger er fra før. De varer noen timer.")
    if made.letters and made.last:
        last = made.last.astimezone(OSLO)
        lines.append(
            f"{made.letters} brev har en kode 2 fra før. Den siste gjelder til {last:%d.%m.%Y}."
        )
    return "\n".join([*lines, "La de gamle nøklene stå i SECRET_KEY_FALLBACKS."])
