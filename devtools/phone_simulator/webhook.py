"""Twilio's side of a call's webhooks: where a reference leads, and what counts as an answer."""

import time
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from devtools.signed_post import SignedPost


class WebhookFailed(Exception):
    """The app did not answer as Twilio needs; the caller would hear Twilio's own error message."""


class Webhook:
    """Sends signed requests through one call; cookies are kept through it, as Twilio does.

    Args:
        app_url: where the app really listens, as `http://127.0.0.1:8080`.
        public_url: the address that is signed, without a trailing slash.
        token: the account's auth token.
    """

    def __init__(self, app_url: str, public_url: str, token: str) -> None:
        self.public_url = public_url.rstrip("/")
        self._signed = SignedPost(token, public_url, app_url)
        self.waited = 0.0
        """Real seconds spent waiting for the app, in all."""

    def resolve(self, reference: str, current: str) -> str:
        """An `action` or a `<Redirect>` as a full public address, seen from `current`."""
        return urljoin(current, reference.strip())

    def send(self, url: str, params: dict[str, str], method: str = "POST") -> httpx.Response:
        """Send one request.

        Raises:
            WebhookFailed: for a foreign address, no answer in time, or a status over 299.
        """
        if method == "GET" and params:
            url += ("&" if urlsplit(url).query else "?") + urlencode(params)
        if not (url + "/").startswith(self.public_url + "/"):
            raise WebhookFailed(f"the address is not the app's: {url}")
        begun = time.monotonic()
        try:
            response = self._signed.get(url) if method == "GET" else self._signed.post(url, params)
        except httpx.HTTPError as error:
            raise WebhookFailed(f"11200: {type(error).__name__}: {error}") from error
        finally:
            self.waited += time.monotonic() - begun
        if not response.is_success:
            raise WebhookFailed(f"11200: {url} answered {response.status_code}")
        return response

    def close(self) -> None:
        """Close the connections."""
        self._signed.close()
