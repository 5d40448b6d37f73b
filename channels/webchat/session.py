"""Signed chat session cookie, and a signed token per form: CSRF and idempotency.

The cookie holds a random secret and, once it has begun, the conversation's id. Who does not have
the signed pair has no way to the conversation, whatever else he knows of it. The id is never in an
address. A form's key is made for the holder of one cookie: it is what makes the same post the
same message again, and the proof that the form is ours and was given to this browser (OWASP's
signed token bound to the session,
https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from flask import Request, Response
from itsdangerous import BadSignature, Signer, URLSafeSerializer

from core.settings import Settings

_COOKIE_SALT = "channels.web.cookie"
_FORM_SALT = "channels.web.form"
_LONGEST_KEY = 200


@dataclass(frozen=True)
class Ticket:
    """A browser's right to one conversation.

    Args:
        secret: the browser's own; random.
        conversation: the id; empty until something was written.
    """

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    conversation: str = ""

    def thread(self, municipality: str) -> str:
        """What makes messages belong together; the database holds no secret of a browser."""
        return hashlib.sha256(f"{municipality}\n{self.secret}".encode()).hexdigest()


class Tickets:
    """Reads and gives cookies and form keys.

    A chat in a frame has a cookie of its own. On https it is `SameSite=None; Partitioned`, because
    a browser sends no other to a frame on somebody else's page; it belongs to that page alone
    (CHIPS, https://github.com/privacycg/CHIPS), so nobody can be followed from page to page by it.

    Args:
        settings: for the secret, and whether we are reached by https.
    """

    def __init__(self, settings: Settings) -> None:
        self._keys = settings.secret_keys.for_signing
        self._https = settings.base_url.startswith("https://")
        self._cookies = URLSafeSerializer(self._keys, salt=_COOKIE_SALT)

    def read(self, request: Request, municipality: str, *, framed: bool) -> Ticket | None:
        """The ticket of a request; None where it has none, or one that we did not give."""
        cookie = request.cookies.get(self._name(municipality, framed=framed), "")
        try:
            secret, conversation = self._cookies.loads(cookie)
        except (BadSignature, ValueError, TypeError):
            return None
        return Ticket(secret, conversation)

    def give(self, response: Response, ticket: Ticket, municipality: str, *, framed: bool) -> None:
        """Let the browser hold a ticket until it is closed."""
        partitioned = framed and self._https
        response.set_cookie(
            self._name(municipality, framed=framed),
            self._cookies.dumps([ticket.secret, ticket.conversation]),
            httponly=True,
            secure=self._https,
            samesite="None" if partitioned else "Lax",
            partitioned=partitioned,
            path="/",
        )

    def form_key(self, ticket: Ticket) -> str:
        """A new key for one form that is shown to the holder of a ticket."""
        return self._signer(ticket).sign(secrets.token_urlsafe(16)).decode()

    def message_id(self, ticket: Ticket, form_key: str) -> str | None:
        """What makes a post the same message again; None where the key is not this holder's."""
        try:
            random = self._signer(ticket).unsign(form_key[:_LONGEST_KEY])
        except BadSignature:
            return None
        return f"web:{random.decode()}"

    def _signer(self, ticket: Ticket) -> Signer:
        return Signer(
            self._keys, salt=f"{_FORM_SALT}:{ticket.secret}", digest_method=hashlib.sha256
        )

    def _name(self, municipality: str, *, framed: bool) -> str:
        # With the prefix no other host can set it (RFC 6265bis, 4.1.3.2), and so plant a thread.
        name = f"{'ramme' if framed else 'chat'}-{municipality}"
        return f"__Host-{name}" if self._https else name
