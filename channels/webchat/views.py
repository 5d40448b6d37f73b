"""Views of the chat, `/chat/<kommunenummer>`: forms and redirects. A script makes it quicker.

A post is stored under its form's key before anything else, so that a second press is the same
message. Then it waits a few seconds for the answer, as a call does; where none has come the page
says that it will, and asks for it by itself where scripts run.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from channels.services import Services
from channels.webchat.chat_presenter import (
    ChatPresenter,
    Refusal,
    framed,
    standard_of,
)
from channels.webchat.limits import Limits
from channels.webchat.renderer import WORDS, WebRenderer
from channels.webchat.returning import Returns, WayBackPage
from channels.webchat.session import Ticket, Tickets
from channels.webchat.sign_in import SignIn
from channels.webchat.thread import Threads
from channels.webchat.whose_chat import Place, WhoseChat
from channels.webchat.writing import LONGEST, holds_code, readable
from conversations.models import Conversation
from conversations.threads import Opening, close, find_or_open
from conversations.turns.inbox import Incoming
from core.channel import Channel
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from web.layout.language import ASKED, asked_language, language

log = structlog.get_logger(__name__)

PEER = "web"
"""What a conversation on the web has for the other's number: none."""
DIGITS = 9
"""So many at most has the number of a reply: it must fit where it is kept."""
PATIENCE = timedelta(seconds=4)
"""How long a post waits for the assistant; it holds one of the server's threads as long."""


class Chat:
    """What the routes do.

    Args:
        services: the parts of `channels`.
        renderer: draws replies.
        catalogue: knows the municipalities.
        sign_in: the way in with ID-porten.
        patience: how long a post waits for the assistant.
    """

    def __init__(
        self,
        services: Services,
        renderer: WebRenderer,
        catalogue: Catalogue,
        sign_in: SignIn,
        patience: timedelta = PATIENCE,
    ) -> None:
        self._services = services
        self._catalogue = catalogue
        self._sign_in = sign_in
        self._patience = patience
        self._tickets = Tickets(services.settings)
        self._threads = Threads(services.database, renderer, sign_in.opened)
        self._whose = WhoseChat(self._tickets, self._threads, sign_in)
        self._returns = Returns(services.database, services.clock)
        self.way_back = WayBackPage(self._returns, self._tickets, catalogue)
        self._limits = Limits()
        self._presenter = ChatPresenter(
            services=services,
            renderer=renderer,
            catalogue=catalogue,
            sign_in=sign_in,
            tickets=self._tickets,
            threads=self._threads,
            returns=self._returns,
        )

    def start(self) -> ResponseReturnValue:
        """`/chat`: which municipality it is about, where that is not said."""
        known = self._catalogue.municipalities()
        wanted = request.args.get("kommune", known[0].id if len(known) == 1 else "")
        if any(each.id == wanted for each in known):
            return redirect(url_for("chat.page", municipality=wanted))
        can, cannot = self._catalogue.municipalities_by_choice(self._services.clock.today())
        return render_template(
            "chat/choose.html", words=WORDS.of(language()), can=can, cannot=cannot
        )

    def page(self, municipality: str) -> ResponseReturnValue:
        """The chat as it stands."""
        here = self._municipality(municipality)
        return self._presenter.show(here, self._place(here))

    def news(self, municipality: str) -> ResponseReturnValue:
        """The chat anew where it has changed since the version that the page shows, else 204.

        A browser that has lost its cookie (a sign-out in another tab takes it) gets the one that
        the new forms are made for, or the first that is written in them would be refused. Only
        where our own page asks: nobody else's can put a new chat in an old one's place.
        """
        here = self._municipality(municipality)
        place = self._place(here)
        version = self._threads.version(place.ticket, here.id, self._now())
        if version == request.args.get("sett", ""):
            return Response(status=204)
        return self._presenter.show(here, place, gives=place.came_with is None and _is_ours())

    def look(self, municipality: str) -> ResponseReturnValue:
        """To the newest of the chat, for a browser without scripts.

        A link straight to `#siste` would be followed within the page as it stands, and not asked
        of us: the address is the one that the browser is at already.
        """
        here = self._municipality(municipality)
        return redirect(self._address("chat.page", here, _anchor="siste"), 303)

    def receive(self, municipality: str) -> ResponseReturnValue:
        """Something was written, or an answer pressed."""
        here = self._municipality(municipality)
        place = self._place(here)
        form, ticket = request.form, place.ticket
        pressed = form.get("svar")
        text = readable(form.get("tekst", "") if pressed is None else pressed)
        message_id = self._whose.message_id(place, form.get("key", ""))
        if message_id is None:
            return self._unknown(here, place, text[:LONGEST] if pressed is None else "")
        if not self._threads.is_known(message_id):
            refusal = self._objection(here, ticket, text, pressed=pressed is not None)
            if refusal is not None:
                return self._presenter.show(here, place, refusal, gives=False)
            opening = self._opening(here, ticket)
            if place.signed_in:
                # Before the message is there to be answered.
                self._sign_in.prove(self._open(opening), here.id)
            incoming = Incoming(message_id, opening, text, seen=_seen_by(form))
            stored = self._services.inbox.store(incoming)
            ticket = replace(ticket, conversation=stored.conversation)
            log.info("chat.stored", conversation=stored.conversation, again=stored.again)
            self._services.turns.answer(stored.message, self._patience)
        response = make_response(redirect(self._address("chat.page", here, _anchor="siste"), 303))
        self._tickets.give(response, ticket, here.id, framed=framed())
        return response

    def end(self, municipality: str) -> ResponseReturnValue:
        """The person is done: the thread is closed, and this browser has no way to it any more.

        What was shown of anybody there ends first: no message that is on its way registers after.
        """
        here = self._municipality(municipality)
        place = self._place(here)
        if self._whose.message_id(place, request.form.get("key", "")) is None:
            return self._unknown(here, place)
        conversation = self._threads.conversation_of(place.ticket, here.id, self._now())
        if conversation is not None:
            self._sign_in.close(conversation)
            with self._services.database.write() as session:
                # What a caseworker has been asked to do stays a task, and the console sees that
                # nobody reads here any more.
                close(session.get_one(Conversation, conversation, with_for_update=True))
        response = make_response(redirect(self._address("chat.page", here, slutt=1), 303))
        self._tickets.give(response, Ticket(), here.id, framed=framed())
        return response

    def tell_me(self, municipality: str) -> ResponseReturnValue:
        """A number was given, to be told by text when a person has answered."""
        here = self._municipality(municipality)
        place = self._place(here)
        if self._whose.message_id(place, request.form.get("key", "")) is None:
            return self._unknown(here, place)
        thread = self._threads.read(place.ticket, here.id, self._now())
        if not thread.waits_for_person:
            return redirect(self._address("chat.page", here), 303)
        typed = request.form.get("telefon", "")
        why = self._returns.ask(thread.conversation, here.id, typed)
        if why is not None:
            refusal = Refusal(why, 429 if why == "too_many" else 422)
            return self._presenter.show(here, place, refusal, gives=False)
        return redirect(self._address("chat.page", here, _anchor="chat-tell-me"), 303)

    def transcript(self, municipality: str) -> ResponseReturnValue:
        """What was said, to keep: a plain text file."""
        here = self._municipality(municipality)
        thread = self._threads.read(self._place(here).ticket, here.id, self._now())
        if not thread.entries:
            abort(404)
        words = WORDS.of(standard_of(here, thread))
        text = render_template("chat/samtale.txt", thread=thread, words=words, municipality=here)
        file = f"{words['file']['name']}-{here.name.lower()}.txt"
        response = Response(text.strip() + "\n", mimetype="text/plain")
        response.headers.set("Content-Disposition", "attachment", filename=file)
        return response

    def _objection(
        self, here: Municipality, ticket: Ticket, text: str, *, pressed: bool
    ) -> Refusal | None:
        """Why a new message cannot be taken, if it cannot."""
        address = request.remote_addr
        if not self._limits.allow_message(ticket.secret, address):
            return Refusal("too_many", 429, text[:LONGEST])
        if not text:
            return Refusal("empty", 422)
        if len(text) > LONGEST:
            return Refusal("too_long", 422, text[: 2 * LONGEST])
        if holds_code(text) and not self._limits.allow_code(address):
            return Refusal("too_many_codes", 429)
        # «Ja» under an old question must not become the answer to a new one. What is written there
        # goes in, and the gate knows what its page showed.
        if pressed and request.form.get("sett") != str(self._seen(here, ticket)):
            return Refusal("stale", 409)
        return None

    def _seen(self, here: Municipality, ticket: Ticket) -> int:
        return self._threads.read(ticket, here.id, self._now()).seen

    def _open(self, opening: Opening) -> str:
        with self._services.database.write() as session:
            return find_or_open(session, opening, self._now()).id

    def _opening(self, here: Municipality, ticket: Ticket) -> Opening:
        # Whoever came back by a text's link goes on in the thread that another browser began.
        begun = self._threads.thread_of(ticket, here.id, self._now())
        return Opening(
            municipality=here.id,
            channel=Channel.WEB,
            peer=PEER,
            our_number=here.phone,
            standard=asked_language() or here.standard,
            thread=begun or ticket.thread(here.id),
        )

    def _unknown(self, here: Municipality, place: Place, written: str = "") -> ResponseReturnValue:
        """Refuse a form that is not of this browser's chat; the cookie that it has stays.

        A form on somebody else's page comes without our cookie (SameSite), and a new one in its
        place would take the visitor's conversation away. Only a form of our own page that comes
        without one gets one: there the browser itself says that it has none.
        """
        fresh = place.came_with is None
        blocked = fresh and request.form.get("igjen") == "1"
        why = "no_cookies" if blocked else "expired"
        empty = fresh and not self._threads.read(place.ticket, here.id, self._now()).entries
        refusal = Refusal(why, 400, written, goes_again=empty and not blocked)
        return self._presenter.show(here, place, refusal, gives=fresh and _is_ours())

    def _municipality(self, number: str) -> Municipality:
        try:
            return self._catalogue.municipality(number)
        except KeyError:
            abort(404)

    def _place(self, here: Municipality) -> Place:
        return self._whose.place(request, here.id, self._now(), framed=framed())

    def _address(self, endpoint: str, here: Municipality, **more: object) -> str:
        kept = {"ramme": "1"} if framed() else {}
        asked = {ASKED: standard} if (standard := asked_language()) else {}
        return url_for(endpoint, municipality=here.id, **kept, **asked, **more)  # type: ignore[arg-type]

    def _now(self) -> datetime:
        return self._services.clock.now()


def _seen_by(form: Mapping[str, str]) -> int:
    """The newest reply on the page that a form was filled in on; nothing where it does not tell."""
    told = form.get("sett", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= DIGITS else 0


def _is_ours() -> bool:
    """Whether the browser says that one of our own pages asks."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
