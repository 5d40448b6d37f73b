"""The audit: who did or saw what, when, through which channel, on what authority."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from choice_register.models import Audit, Person

# Access to health and care information is logged, and the log is kept:
# https://ehelse.no/normen/normen-dokumenter/logging-og-innsyn-i-logg-faktaark-15


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where.

    Attributes:
        who: `person`, `system`, or `caseworker:` and a name.
        subject: of a caseworker's sign-in, which is one's own and never changes; a name is neither.
        shown: how a caseworker who acts for a person knew whose wish it was, by a word.
        channel: `sms`, `phone`, `web`, `casework`; None for the system's own work.
    """

    who: str
    channel: str | None = None
    authority: str | None = None
    conversation: str | None = None
    subject: str | None = None
    shown: str | None = None


SYSTEM = Actor("system")


def record(
    session: Session, at: datetime, actor: Actor, what: str, person: Person, **details: Any
) -> None:
    """Write a line in the transaction of the act itself.

    Details never hold a code or a national id.
    """
    whose, person_id = person.municipality, person.id
    record_about(session, at, actor, what, municipality=whose, person_id=person_id, **details)


def record_about(
    session: Session,
    at: datetime,
    actor: Actor,
    what: str,
    *,
    municipality: str,
    person_id: int | None,
    **details: Any,
) -> None:
    """As `record`, for what may be about nobody known: a task from a caller without proof."""
    session.add(
        Audit(
            at=at,
            who=actor.who,
            subject=actor.subject,
            what=what,
            person_id=person_id,
            municipality=municipality,
            channel=actor.channel,
            authority=actor.authority,
            conversation=actor.conversation,
            details=details | ({"shown": actor.shown} if actor.shown else {}),
        )
    )
