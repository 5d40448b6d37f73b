"""Posting a webhook as Twilio does: a form, signed for the public address."""

import ssl
from collections.abc import Mapping
from functools import cache

import httpx
from twilio.request_validator import RequestValidator

from core.loopback import IN_THE_CLEAR

TIMEOUT_SECONDS = 15.0
"""Twilio waits so long for a webhook (https://www.twilio.com/docs/api/errors/11205)."""


class SignedPost:
    """Posts signed forms to the app.

    What is signed is the public address; the connection goes to where the app really listens.

    Args:
        auth_token: the account's, with which Twilio signs.
        public_base_url: as the app's settings have it.
        really_at: where the app listens, where that is another address.
    """

    def __init__(self, auth_token: str, public_base_url: str, really_at: str | None = None) -> None:
        self._validator = RequestValidator(auth_token)
        self._public = public_base_url.rstrip("/")
        self.really_at = (really_at or public_base_url).rstrip("/")
        local = self.really_at.startswith("http://")
        self._http = httpx.Client(
            timeout=TIMEOUT_SECONDS,
            trust_env=False,
            verify=IN_THE_CLEAR if local else _certificates(),
        )

    def post(self, address: str, form: Mapping[str, str]) -> httpx.Response:
        """Post a form.

        Args:
            address: a path of the app (`/twilio/sms`), or a whole public address with its query.
            form: the parameters.

        Raises:
            httpx.HTTPError: nobody answered.
        """
        return self._send("POST", address, form)

    def get(self, address: str) -> httpx.Response:
        """Ask for an address; its query is signed with it.

        Raises:
            httpx.HTTPError: nobody answered.
        """
        return self._send("GET", address, {})

    def _send(self, method: str, address: str, form: Mapping[str, str]) -> httpx.Response:
        signed = self._public + address if address.startswith("/") else address
        real = self.really_at + signed.removeprefix(self._public)
        return self._http.request(
            method,
            real if signed.startswith(self._public) else signed,
            data=dict(form) or None,
            headers={"X-Twilio-Signature": self._validator.compute_signature(signed, form)},
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


@cache
def _certificates() -> ssl.SSLContext:
    """Those that Python trusts, read once: it takes longer than a post."""
    return ssl.create_default_context()
