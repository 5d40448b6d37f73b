"""Sending through Twilio's own client, at Twilio's address or at that of a fake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from conversations.delivery.errors import UNREACHABLE
from conversations.models import OutboxRow
from core.settings import TWILIO_API, Settings

TIMEOUT_SECONDS = 15.0
CLOCK_SKEW = timedelta(minutes=1)
_LOOK_BACK = 50
"""How many of the latest messages to one number are looked through."""
_SERVER_ERROR = 500


class NotSent(Exception):
    """Twilio refused, or was never reached: the message has surely not gone out.

    Args:
        code: Twilio's error code, or the HTTP status where there is none, as text.
        status: the HTTP status, 0 where there was no answer.
    """

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"{code} (status {status})")
        self.code = code
        self.status = status


class MaybeSent(Exception):
    """The connection broke or Twilio failed after the request left: it may have gone out."""


@dataclass(frozen=True)
class Found:
    """A message that Twilio has."""

    sid: str
    status: str
    error_code: str | None


class _AtAddress(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """Twilio's HTTP client, pointed at another address."""

    def __init__(self, base_url: str) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self._base_url = base_url.rstrip("/")
        if self._base_url != TWILIO_API:
            # Another address is a fake on loopback: no proxy from the environment on the way.
            self.session.trust_env = False

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Send a request of the client to the configured address instead of Twilio's."""
        return super().request(method, url.replace(TWILIO_API, self._base_url, 1), *args, **kwargs)


def twilio_client(settings: Settings) -> Client:
    """Twilio's client with our account, talking to the configured address."""
    return Client(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        http_client=_AtAddress(settings.twilio_api_base_url),
    )


class TwilioSender:
    """Sends one text message, or finds out whether it went out before.

    Args:
        client: Twilio's client.
        base_url: our public address, for status callbacks.
    """

    def __init__(self, client: Client, base_url: str) -> None:
        self._client = client
        self._base_url = base_url

    def send(self, row: OutboxRow, validity: timedelta) -> str:
        """Send a row.

        Args:
            row: what to send.
            validity: how long Twilio may keep it in its queue; after that it is not sent, and a
                callback tells so.

        Returns:
            Twilio's id of the message.

        Raises:
            NotSent: it has surely not gone out.
            MaybeSent: nobody knows.
        """
        try:
            message = self._client.messages.create(
                to=row.to_number,
                from_=row.from_number,
                body=row.body,
                validity_period=max(int(validity.total_seconds()), 1),
                # Names row and attempt, so that a callback finds the row even where we died
                # before Twilio's id was written down.
                status_callback=(
                    f"{self._base_url}/twilio/status?row={row.id}&attempt={row.attempts}"
                ),
            )
        except (TwilioRestException, requests.RequestException) as error:
            raise refusal(error) from error
        return str(message.sid)

    def find(self, row: OutboxRow, since: datetime, others: set[str]) -> Found | None:
        """Look for the message that an interrupted try may have sent.

        Twilio has no idempotency key for messages. Its list of what went to this number from ours
        is the only witness: the same body, made after the try began, and not the message of
        another row.

        Args:
            row: the row of the interrupted try.
            since: when the first try without a known end began.
            others: Twilio's ids that belong to other rows, or to earlier tries that failed.

        Raises:
            MaybeSent: Twilio could not be asked; nobody knows still.
        """
        try:
            messages = self._client.messages.list(
                to=row.to_number, from_=row.from_number, limit=_LOOK_BACK
            )
        except (TwilioRestException, requests.RequestException) as error:
            raise MaybeSent(type(error).__name__) from error
        for message in messages:
            made = message.date_created
            if (
                message.body == row.body
                and message.sid not in others
                and (made is None or made >= since - CLOCK_SKEW)
            ):
                return _found(message)
        return None

    def look(self, row: OutboxRow) -> Found:
        """Ask what became of a row that Twilio has.

        Raises:
            MaybeSent: Twilio could not be asked, or does not know it any more.
        """
        try:
            return _found(self._client.messages(row.provider_sid).fetch())
        except (TwilioRestException, requests.RequestException) as error:
            raise refusal(error, never_sent=False) from error


def refusal(
    error: TwilioRestException | requests.RequestException, *, never_sent: bool = True
) -> NotSent | MaybeSent:
    """What an error of Twilio's client means for what was to be sent.

    Args:
        error: as the client raised it.
        never_sent: False where it was only asked what had gone out: then nobody knows still.
    """
    if not never_sent:
        return MaybeSent(type(error).__name__)
    if isinstance(error, TwilioRestException):
        if error.status >= _SERVER_ERROR:
            return MaybeSent(f"status {error.status}")
        return NotSent(str(error.code or error.status), error.status)
    if _never_connected(error):
        return NotSent(UNREACHABLE, 0)
    return MaybeSent(type(error).__name__)


def _found(message: Any) -> Found:
    code = message.error_code
    return Found(str(message.sid), str(message.status), str(code) if code else None)


class Sender(Protocol):
    """Sends what stands in the outbox on one channel."""

    def send(self, row: OutboxRow, validity: timedelta) -> str:
        """Send a row; Twilio's id. Raises `NotSent` or `MaybeSent`."""

    def find(self, row: OutboxRow, since: datetime, others: set[str]) -> Found | None:
        """What an interrupted try may have sent. Raises `MaybeSent`."""

    def look(self, row: OutboxRow) -> Found:
        """What became of a row that Twilio has. Raises `MaybeSent`."""


class ByChannel:
    """Sends each row the way of its channel.

    Args:
        senders: by channel.
    """

    def __init__(self, senders: Mapping[str, Sender]) -> None:
        self._senders = senders

    def send(self, row: OutboxRow, validity: timedelta) -> str:
        """See `Sender`."""
        return self._senders[row.channel].send(row, validity)

    def find(self, row: OutboxRow, since: datetime, others: set[str]) -> Found | None:
        """See `Sender`."""
        return self._senders[row.channel].find(row, since, others)

    def look(self, row: OutboxRow) -> Found:
        """See `Sender`."""
        return self._senders[row.channel].look(row)


def _never_connected(error: requests.RequestException) -> bool:
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)
