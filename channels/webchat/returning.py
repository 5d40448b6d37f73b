"""A text when a person has answered, and the way back to the chat that it leads to.

The link opens by a press and not by being fetched: what looks at links before people do (a filter,
a preview) uses none up. And it is taken only from our own page, because whoever opens a chat in
somebody's browser takes the one that is there away.
"""

from urllib.parse import urlsplit

from flask import (
    Request,
    Response,
    abort,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from channels.webchat.renderer import WORDS
from channels.webchat.session import Ticket, Tickets
from conversations import way_back
from conversations.models import Conversation
from core.clock import Clock
from core.database import Database
from core.phone_number import NotAllowed, PhoneNumber
from provider_catalog.catalogue import Catalogue
from web.layout.language import asked_language
from web.layout.visitor import home_of

ADDRESS = "10 per hour; 30 per day"
"""Numbers that may be given from one address: each costs a text."""
LONGEST_NUMBER = 30


class Returns:
    """Keeps numbers, and opens chats by their links.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def ask(self, conversation: str, municipality: str, typed: str) -> str | None:
        """Keep where to tell of an answer. Returns why not, or None where it is kept."""
        try:
            number = PhoneNumber.read(
                typed[:LONGEST_NUMBER], allow_foreign=False, allow_landline=False
            )
        except NotAllowed:
            return "bad_number"
        home = home_of(request.remote_addr)
        if not all([self._window.hit(each, "number", home) for each in parse_many(ADDRESS)]):
            return "too_many"
        address = url_for("chat.back", municipality=municipality, secret="", _external=True)
        with self._database.write() as session:
            thread = session.get_one(Conversation, conversation, with_for_update=True)
            way_back.ask(session, thread, number.e164, address.rstrip("/"), self._clock.now())
        return None

    def asked(self, conversation: str) -> str | None:
        """The number that was given in a conversation, if one was."""
        with self._database.read() as session:
            back = session.get(way_back.WayBack, conversation)
            return back.number if back is not None and back.number else None

    def is_open(self, secret: str, municipality: str) -> bool:
        """Whether a link can be used now."""
        with self._database.read() as session:
            return way_back.is_open(session, secret, municipality, self._clock.now())

    def use(self, secret: str, municipality: str) -> str | None:
        """Use a link up: the conversation that it leads to, or None."""
        with self._database.write() as session:
            return way_back.use(session, secret, municipality, self._clock.now())


class WayBackPage:
    """The page that a text leads to.

    Args:
        returns: opens chats by their links.
        tickets: gives the browser its right to the chat.
        catalogue: knows the municipalities.
    """

    def __init__(self, returns: Returns, tickets: Tickets, catalogue: Catalogue) -> None:
        self._returns = returns
        self._tickets = tickets
        self._catalogue = catalogue

    def show(self, municipality: str, secret: str) -> ResponseReturnValue:
        """A page with one button; pressed, it opens the chat in this browser, once."""
        try:
            here = self._catalogue.municipality(municipality)
        except KeyError:
            abort(404)
        conversation = None
        if request.method == "POST" and from_our_page(request):
            conversation = self._returns.use(secret, here.id)
        if conversation is not None:
            chat = url_for("chat.page", municipality=here.id, _anchor="siste")
            response = make_response(redirect(chat, 303))
            self._tickets.give(response, Ticket(conversation=conversation), here.id, framed=False)
            return response
        g.lang = asked_language() or here.standard
        is_open = self._returns.is_open(secret, here.id)
        page = render_template(
            "chat/back.html", words=WORDS.of(g.lang), municipality=here, is_open=is_open
        )
        return Response(page, status=200 if is_open else 410)


def from_our_page(asked: Request) -> bool:
    """Whether a form was on our own page, as the browser itself tells.

    An old browser does not say whence a form came, but then it names its page (RFC 6454, 7).
    """
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = asked.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == asked.host
