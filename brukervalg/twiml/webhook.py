"""Twilio's side of a webhook: a form, signed over the public address, sent to the app."""

import time
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
from twilio.request_validator import RequestValidator

HTTP_SECONDS = 15
"""Twilio gives a webhook fifteen seconds in all (error 11205)."""


class WebhookFailed(Exception):
    """The app did not answer as Twilio needs; the caller would hear Twilio's own error message."""


class Webhook:
    """Sends signed requests and keeps cookies through one call, as Twilio does.

    Args:
        app_url: where the app really listens, as `http://127.0.0.1:8080`.
        public_url: the address that is signed, without a trailing slash.
        token: the account's auth token.
    """

    def __init__(self, app_url: str, public_url: str, token: str) -> None:
        self._app_url = app_url.rstrip("/")
        self.public_url = public_url.rstrip("/")
        self._validator = RequestValidator(token)
        self._client = httpx.Client(timeout=HTTP_SECONDS, follow_redirects=False, trust_env=False)
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
        form = params if method == "POST" else {}
        signature = self._validator.compute_signature(url, form)
        begun = time.monotonic()
        try:
            response = self._client.request(
                method,
                self._app_url + url.removeprefix(self.public_url),
                data=form or None,
                headers={"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1"},
            )
        except httpx.HTTPError as error:
            raise WebhookFailed(f"11200: {type(error).__name__}: {error}") from error
        finally:
            self.waited += time.monotonic() - begun
        if not response.is_success:
            raise WebhookFailed(f"11200: {url} answered {response.status_code}")
        return response

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
