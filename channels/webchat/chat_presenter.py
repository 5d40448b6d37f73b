"""The chat's page, drawn: the thread as it stands, the greeting, and why a post was refused."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, current_app, g, render_template, request

from channels.services import Services
from channels.webchat.renderer import WORDS, Drawn, WebRenderer
from channels.webchat.returning import Returns
from channels.webchat.session import Tickets
from channels.webchat.sign_in import SignIn
from channels.webchat.thread import Thread, Threads
from channels.webchat.whose_chat import Place
from channels.webchat.writing import LONGEST
from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.must_choose import must_in_short
from provider_catalog.provider import Municipality
from web.layout.language import asked_language
from web.layout.shell import allow_frames

GREETING = "greet"
SIGN_OUT = "sign_in.out"
MINUTE = 60
"""In seconds: when a refused one may try again."""
SOON_MS, LATER_MS = 500, 5000
"""How often an open page asks for news: where some may come at any moment, and otherwise."""


@dataclass(frozen=True)
class Refusal:
    """Why a post was not taken: the word for it, the status, and what had been written.

    Attributes:
        goes_again: the page's script may send it once more by itself: the chat that begins is new
            and empty, so that nothing there is answered by it.
    """

    why: str
    status: int
    written: str = ""
    goes_again: bool = False


class ChatPresenter:
    """Draws the chat's page.

    Args:
        services: the parts of `channels`.
        renderer: draws replies.
        catalogue: knows the municipalities.
        sign_in: the way in with ID-porten.
        tickets: gives the browser its right to the chat.
        threads: reads chats.
        returns: knows where an answer is told of.
    """

    def __init__(
        self,
        *,
        services: Services,
        renderer: WebRenderer,
        catalogue: Catalogue,
        sign_in: SignIn,
        tickets: Tickets,
        threads: Threads,
        returns: Returns,
    ) -> None:
        self._services = services
        self._renderer = renderer
        self._catalogue = catalogue
        self._sign_in = sign_in
        self._tickets = tickets
        self._threads = threads
        self._returns = returns

    def show(
        self,
        here: Municipality,
        place: Place,
        refusal: Refusal | None = None,
        *,
        gives: bool | None = None,
    ) -> Response:
        """The chat as it stands, with why a post was refused, in the way that it is asked for.

        Args:
            here: whose chat it is.
            place: the browser's.
            refusal: why its post was not taken.
            gives: whether the browser is given its ticket; as the place has it where not told.
        """
        ticket = place.ticket
        thread = self._threads.read(ticket, here.id, self._services.clock.now())
        g.lang = standard_of(here, thread)
        if framed():
            allow_frames(self._services.settings.chat_frame_ancestors)
        page = render_template(
            "chat/page.html",
            words=WORDS.of(g.lang),
            thread=thread,
            municipality=here,
            greeting=self._greeting(here),
            framed=framed(),
            key=lambda: self._tickets.form_key(ticket),
            refusal=refusal,
            mark=self._tickets.mark(ticket),
            ended_now="slutt" in request.args and not thread.entries,
            left=place.left and not thread.entries,
            sign_in=None if framed() else self._sign_in.address(request.path),
            signed_in=not framed() and place.signed_in,
            # The way out is another room's, which an app may be without.
            can_sign_out=not framed()
            and place.signed_in
            and SIGN_OUT in current_app.view_functions,
            poll_ms=SOON_MS if thread.expects_news else LATER_MS,
            asked_standard=asked_language(),
            longest=LONGEST,
            told_at=self._returns.asked(thread.conversation) if thread.conversation else None,
        )
        response = Response(page, status=refusal.status if refusal else 200)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers["Retry-After"] = str(MINUTE)
        if place.gives if gives is None else gives:
            self._tickets.give(response, ticket, here.id, framed=framed())
        return response

    def _greeting(self, here: Municipality) -> Drawn:
        today, scheme = self._services.clock.today(), self._catalogue.scheme(here.id)
        greeting = GREETING if scheme.open_on(today) else f"{GREETING}.closed"
        responsible = self._catalogue.national_rule("responsible")
        says = [
            {"say": greeting, "values": {"municipality": here.name}},
            must_in_short(scheme, here.name, today, responsible),
            {"say": f"{GREETING}.ask", "values": {}},
        ]
        return self._renderer.of(here.id).draw(says, g.lang)


def framed() -> bool:
    """Whether the page is shown within a municipality's own."""
    return request.args.get("ramme") == "1"


def standard_of(here: Municipality, thread: Thread) -> str:
    """The written standard of a chat: its own, the one asked for, or the municipality's."""
    return thread.standard or asked_language() or here.standard
