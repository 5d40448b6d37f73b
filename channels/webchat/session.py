"""Signed chat session cookie, and a signed token per form: CSRF and idempotency.

The cookie holds a random secret, the conversation's id once it has begun, and a mark of whoever was
signed in: to anybody else such a chat is as if it were not there. Who does not have the signed
cookie has no way to the conversation, whatever else he knows of it. The id is never in an address.
A form's key is made for the holder of one cookie: it is what makes the same post the same message
again, and the proof that the form is ours and was given to this browser (OWASP's signed token bound
to the session,
https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).
"""

import hashlib
import secrets
from dataclasses import dataclass, field, replace

from flask import Request, Response
from itsdangerous import BadSignature, Signer, URLSafeSerializer

from core.settings import Settings

_COOKIE_SALT = "channels.web.cookie"
_FORM_SALT = "channels.web.form"
_HOLDER_SALT = "channels.web.holder"
_AFTER_SALT = "channels.web.after"
_LONGEST_KEY = 200


@dataclass(frozen=True)
class Ticket:
    """A browser's right to one conversation.

    Args:
        secret: the browser's own; random.
        conversation: the id; empty until something was written.
        holder: a mark of who was signed in when the chat was used; empty where nobody was.
    """

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    conversation: str = ""
    holder: str = ""

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
            secret, conversation, *holder = self._cookies.loads(cookie)
        except (BadSignature, ValueError, TypeError):
            return None
        return Ticket(secret, conversation, *holder[:1])

    def give(self, response: Response, ticket: Ticket, municipality: str, *, framed: bool) -> None:
        """Let the browser hold a ticket until it is closed."""
        partitioned = framed and self._https
        response.set_cookie(
            self._name(municipality, framed=framed),
            self._cookies.dumps([ticket.secret, ticket.conversation, ticket.holder]),
            httponly=True,
            secure=self._https,
            samesite="None" if partitioned else "Lax",
            partitioned=partitioned,
            path="/",
        )

    def held_by(self, ticket: Ticket, who: str) -> Ticket:
        """A ticket that is somebody's who has signed in; the mark tells nobody who that is."""
        return replace(ticket, holder=self._holder(ticket).get_signature(who).decode())

    def is_for(self, ticket: Ticket, who: str | None) -> bool:
        """Whether whoever is signed in now, if anybody, may have what a ticket leads to."""
        if not ticket.holder:
            return True
        return who is not None and self._holder(ticket).verify_signature(who, ticket.holder)

    def after(self, ticket: Ticket, who: str | None) -> Ticket:
        """The ticket of whoever comes after a ticket's holder in the same browser.

        Made from it and not drawn, so that a form that is sent twice belongs to one chat.
        """
        made = Signer(self._keys, salt=_AFTER_SALT, digest_method=hashlib.sha256)
        return Ticket(made.get_signature(f"{ticket.secret}:{who or ''}").decode())

    def mark(self, ticket: Ticket) -> str:
        """What tells an open page that it shows another's chat by now; it opens nothing."""
        return hashlib.sha256(f"page\n{ticket.secret}".encode()).hexdigest()[:12]

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

    def _holder(self, ticket: Ticket) -> Signer:
        return Signer(
            self._keys, salt=f"{_HOLDER_SALT}:{ticket.secret}", digest_method=hashlib.sha256
        )

    def _name(self, municipality: str, *, framed: bool) -> str:
        # With the prefix no other host can set it (RFC 6265bis, 4.1.3.2), and so plant a thread.
        name = f"{'ramme' if framed else 'chat'}-{municipality}"
        return f"__Host-{name}" if self._https else name
