"""Those who sign in, as pages see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from web.auth.sessions import Held


class Role(StrEnum):
    """What a caseworker may do in a municipality. One person may have several."""

    CASEWORKER = "caseworker"
    """Saksbehandler: cases, conversations, tasks."""
    APPROVER = "approver"
    """Godkjenner: choices, and what somebody else has proposed."""
    EDITOR = "editor"
    """Redaktør: texts, schemes and the catalogue."""
    READER = "reader"
    """Leser: numbers, without people."""


@dataclass(frozen=True)
class Citizen:
    """Somebody who has shown with ID-porten who it is.

    Attributes:
        national_id: eleven digits.
        subject: tells this person from every other, without the national id.
        session: a name for this session, which opens nothing.
        acr: the level of assurance.
        started: when the session began.
        expires: when it ends if it is not used again.
    """

    national_id: str
    subject: str
    session: str
    acr: str
    started: datetime
    expires: datetime

    @classmethod
    def of(cls, held: Held) -> Self:
        """The citizen in a session."""
        data = held.data
        return cls(
            national_id=data["national_id"],
            subject=held.subject,
            session=held.name,
            acr=data["acr"],
            started=held.started_at,
            expires=held.expires_at,
        )


@dataclass(frozen=True)
class Caseworker:
    """Somebody who works for one or more municipalities.

    Attributes:
        subject: the provider's own id of the person, which never changes.
        name: as the provider has it.
        roles: by municipality (kommunenummer).
        municipality: the one that he or she works in just now.
        expires: when the session ends if it is not used again.
    """

    subject: str
    name: str
    roles: Mapping[str, frozenset[Role]]
    municipality: str
    expires: datetime

    @classmethod
    def of(cls, held: Held) -> Self:
        """The caseworker in a session."""
        data = held.data
        roles = {
            municipality: frozenset(map(Role, names))
            for municipality, names in data["roles"].items()
        }
        return cls(data["subject"], data["name"], roles, data["municipality"], held.expires_at)

    @property
    def municipalities(self) -> list[str]:
        """Every municipality that he or she has a role in."""
        return sorted(self.roles)

    def may(self, *roles: Role, municipality: str | None = None) -> bool:
        """Whether he or she has one of the roles.

        Args:
            roles: any of these will do; none given means any role at all.
            municipality: where; the one worked in just now when not given.
        """
        has = self.roles.get(municipality or self.municipality, frozenset())
        return bool(has & set(roles) if roles else has)


def read_roles(claim: Any) -> dict[str, list[str]]:
    """The roles in a provider's claim: texts such as `0301:caseworker`.

    What is not one of ours is left out: a provider may list roles of other systems there.

    Returns:
        Names of roles by municipality, as a session can hold them.
    """
    entries: Iterable[Any] = claim if isinstance(claim, list) else [claim]
    known, roles = set(Role), dict[str, list[str]]()
    for entry in entries:
        municipality, _, name = str(entry).partition(":")
        if _is_municipality(municipality) and name in known:
            roles.setdefault(municipality, []).append(name)
    return roles


def _is_municipality(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()  # noqa: PLR2004 - kommunenummer
