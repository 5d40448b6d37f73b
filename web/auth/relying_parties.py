"""The two parties that sign in: citizens and caseworkers. Each has a provider and a cookie."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from core.settings import Settings


class PartyName(StrEnum):
    """Who signs in."""

    CITIZEN = "citizen"
    CASEWORKER = "caseworker"


@dataclass(frozen=True)
class Lifetime:
    """How long a session lasts.

    Attributes:
        idle: after its last use.
        whole: after its beginning, however much it is used.
    """

    idle: timedelta
    whole: timedelta


CITIZEN_LIFETIME = Lifetime(idle=timedelta(minutes=30), whole=timedelta(minutes=120))
"""As ID-porten's own: https://docs.digdir.no/docs/idporten/oidc/oidc_func_sso"""
CASEWORKER_LIFETIME = Lifetime(idle=timedelta(hours=1), whole=timedelta(hours=10))
"""A working day. NIST SP 800-63B-4, 2.2.3: at most an hour without use and 24 hours in all."""

CITIZEN_ACR = ("idporten-loa-substantial", "idporten-loa-high")
"""The levels of assurance that open a person's own case, the lowest first.
https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_id_token"""


@dataclass(frozen=True)
class Party:
    """How one party signs in.

    Attributes:
        issuer: the provider's address, as it stands in its tokens; empty when nobody can sign in.
        client_id: what the provider knows us as.
        client_secret: ours, where the provider wants one (`client_secret_basic`).
        client_key: a file with our private key (PEM), where it wants that (`private_key_jwt`).
        scope: what is asked for.
        acr: the accepted levels of assurance, the lowest first; none asked for when empty.
        path: where its pages are, without a trailing slash.
    """

    name: PartyName
    issuer: str
    client_id: str
    client_secret: str
    client_key: Path | None
    client_key_id: str
    scope: str
    acr: tuple[str, ...]
    path: str
    lifetime: Lifetime


def parties(settings: Settings) -> dict[PartyName, Party]:
    """Both parties, as the settings have them."""
    citizen = Party(
        name=PartyName.CITIZEN,
        issuer=settings.idporten_issuer,
        client_id=settings.idporten_client_id,
        client_secret=settings.idporten_client_secret,
        client_key=settings.idporten_client_key,
        client_key_id=settings.idporten_client_key_id,
        scope="openid",
        acr=CITIZEN_ACR,
        path="/logg-inn",
        lifetime=CITIZEN_LIFETIME,
    )
    acr = tuple(each.strip() for each in settings.caseworker_acr.split(",") if each.strip())
    caseworker = Party(
        name=PartyName.CASEWORKER,
        issuer=settings.caseworker_issuer,
        client_id=settings.caseworker_client_id,
        client_secret=settings.caseworker_client_secret,
        client_key=settings.caseworker_client_key,
        client_key_id=settings.caseworker_client_key_id,
        scope="openid profile",
        acr=acr,
        path="/ansatt",
        lifetime=CASEWORKER_LIFETIME,
    )
    return {each.name: each for each in (citizen, caseworker)}
