"""Being signed in, in tests of pages: a real session, begun without the way over the provider.

    as_caseworker(app, client, {"0301": [Role.CASEWORKER]})
    as_citizen(app, page, "14834111781")

`client` is Flask's test client, or a browser's page (tests/browsing.py) at an address of the app.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from core.settings import Settings
from web.auth.extension import EXTENSION, AuthExtension
from web.auth.people import Role
from web.auth.relying_parties import PartyName

HIGH = "idporten-loa-high"


def as_citizen(app: Flask, client: FlaskClient | Page, national_id: str, acr: str = HIGH) -> str:
    """Sign a citizen in; the session's id."""
    data = {"national_id": national_id, "acr": acr, "id_token": "none"}
    return _begin(app, client, PartyName.CITIZEN, national_id, data)


def as_caseworker(
    app: Flask,
    client: FlaskClient | Page,
    roles: Mapping[str, Sequence[Role]],
    *,
    name: str = "Hallgerd Stuvik",
    subject: str = "demo-hallgerd",
) -> str:
    """Sign a caseworker in, with roles by municipality; the first is worked in."""
    data = {
        "subject": subject,
        "name": name,
        "roles": {municipality: [*map(str, names)] for municipality, names in roles.items()},
        "municipality": next(iter(roles)),
        "id_token": "none",
    }
    return _begin(app, client, PartyName.CASEWORKER, subject, data)


def without_providers(settings: Settings) -> Settings:
    """Settings under which nobody is sent to a provider."""
    return settings.model_copy(update={"idporten_issuer": "", "caseworker_issuer": ""})


def _begin(
    app: Flask, client: FlaskClient | Page, party: PartyName, subject: str, data: dict[str, Any]
) -> str:
    extension: AuthExtension = app.extensions[EXTENSION]
    session_id = extension.sessions[party].begin(subject, data)
    name = extension.cookie(party)
    if isinstance(client, FlaskClient):
        client.set_cookie(name, session_id)
    else:
        client.context.add_cookies([{"name": name, "value": session_id, "url": client.url}])
    return session_id
