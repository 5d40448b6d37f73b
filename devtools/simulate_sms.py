"""A telephone for text messages in the terminal: through the real webhook, with a real signature.

What the person writes is posted to the running app as Twilio would post it; what the app sends is
read from the fake of Twilio's REST API, with Twilio's own client.
"""

import secrets
import sys
import time
from collections.abc import Iterator
from typing import TextIO

import httpx
import requests
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from assistant.texts.measures import segments
from conversations.delivery.twilio_client import twilio_client
from core.settings import TWILIO_API, Settings
from devtools.signed_post import SignedPost

REPLY_SECONDS = 30.0
"""How long a reply is waited for."""
QUIET_SECONDS = 0.6
"""A reply may come in parts; after so long without another it is taken to be whole."""
_POLL_SECONDS = 0.1
_LATEST = 50


class SimulatorError(Exception):
    """The simulator cannot go on; the message is for the person at the terminal, in Norwegian."""


class TextPhone:
    """One person's telephone.

    Args:
        settings: the running app's.
        number: the person's number, E.164.
        to: the number that is texted, E.164.

    Raises:
        SimulatorError: the settings lead to the real Twilio.
    """

    def __init__(self, settings: Settings, number: str, to: str) -> None:
        if settings.twilio_api_base_url.rstrip("/") == TWILIO_API:
            raise SimulatorError(
                "Simulatoren trenger en etterligning av Twilio. Sett "
                "BRUKERVALG_TWILIO_API_BASE_URL, eller start med «make demo»."
            )
        self.number, self.to = number, to
        self._settings = settings
        self._client: Client = twilio_client(settings)
        # Signed for the public address; the connection goes to where the app listens.
        app_at = f"http://127.0.0.1:{settings.port}"
        self._post = SignedPost(settings.twilio_auth_token, settings.base_url, app_at)
        self._seen = {message.sid for message in self._messages()}

    def send(self, text: str) -> None:
        """Send a text to the app.

        Raises:
            SimulatorError: the app does not answer, or refuses.
        """
        form = {
            "MessageSid": "SM" + secrets.token_hex(16),
            "AccountSid": self._settings.twilio_account_sid,
            "From": self.number,
            "To": self.to,
            "Body": text,
            "NumMedia": "0",
            "NumSegments": str(segments(text)),
        }
        try:
            answer = self._post.post("/twilio/sms", form)
        except httpx.HTTPError as error:
            raise SimulatorError(
                f"Appen svarer ikke på port {self._settings.port}. Er den startet («make demo»)?"
            ) from error
        if answer.is_error:
            raise SimulatorError(
                f"Appen tok ikke imot meldingen (HTTP {answer.status_code}). "
                f"Er {self.to} nummeret til en kommune, og har appen de samme innstillingene?"
            )

    def replies(self, seconds: float = REPLY_SECONDS) -> list[str]:
        """The texts that have come since last time; waits for the first, and for its parts.

        Args:
            seconds: how long to wait for the first.

        Raises:
            SimulatorError: the fake of Twilio does not answer.
        """
        got: list[str] = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            new = [message for message in self._messages() if message.sid not in self._seen]
            for message in reversed(new):
                self._seen.add(message.sid)
                got.append(message.body or "")
            if new:
                end = time.monotonic() + QUIET_SECONDS
            time.sleep(_POLL_SECONDS)
        return got

    def close(self) -> None:
        """Put the telephone away."""
        self._post.close()
        self._client.http_client.session.close()

    def _messages(self) -> list[MessageInstance]:
        try:
            messages: list[MessageInstance] = self._client.messages.list(
                to=self.number, from_=self.to, limit=_LATEST
            )
        except (requests.RequestException, TwilioException) as error:
            raise SimulatorError(
                f"Etterligningen av Twilio svarer ikke på {self._settings.twilio_api_base_url}. "
                "Er demoen startet («make demo»)?"
            ) from error
        return messages


def simulate_sms(
    settings: Settings,
    number: str,
    to: str,
    lines: TextIO | None = None,
    out: TextIO | None = None,
) -> int:
    """Text with the app until the input ends: one message a line, each waiting for its reply.

    Args:
        settings: the running app's.
        number: the person's number, E.164.
        to: the number that is texted, E.164.
        lines: where the person writes; standard input if None.
        out: where the conversation is shown; standard output if None.

    Returns:
        The exit status: 0, or 1 where the app or the fake did not answer.
    """
    lines, out = lines or sys.stdin, out or sys.stdout
    try:
        phone = TextPhone(settings, number, to)
    except SimulatorError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        if lines.isatty():
            print(f"Du er {number} og skriver til {to}. Avslutt med Ctrl-D.", file=out, flush=True)
        for text in _texts(lines, out):
            phone.send(text)
            _show(phone.replies(), out)
    except SimulatorError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=out)
    finally:
        phone.close()
    return 0


def _texts(lines: TextIO, out: TextIO) -> Iterator[str]:
    """The person's lines; where they do not come from a keyboard they are shown as well."""
    while True:
        print("> ", end="", file=out, flush=True)
        line = lines.readline()
        if not line:
            print(file=out)
            return
        text = line.rstrip("\r\n")
        if not lines.isatty():
            print(text, file=out, flush=True)
        yield text


def _show(replies: list[str], out: TextIO) -> None:
    if not replies:
        print("  (ikke noe svar)", file=out, flush=True)
    for reply in replies:
        count = segments(reply)
        body = reply.replace("\n", "\n  ")
        unit = "segment" if count == 1 else "segmenter"
        print(f"< {body}\n  [{count} {unit}]", file=out, flush=True)
