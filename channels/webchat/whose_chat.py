"""Whose chat a browser holds: a machine that several use has one cookie, and one person at a time.

A chat that was used while somebody was signed in is that person's. However the sign-in has ended
(signed out here or elsewhere, half an hour without use, ended by those who run it), the next one in
the same browser, signed in or not, begins a chat of the own and has no way to the former one.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Request

from channels.webchat.session import Ticket, Tickets
from channels.webchat.sign_in import SignIn
from channels.webchat.thread import Threads


@dataclass(frozen=True)
class Place:
    """A browser, as far as the chat is concerned.

    Args:
        ticket: what whoever sits there now has the right to.
        came_with: what its cookie holds; None where it has none.
        left: whether the chat of its cookie is somebody else's.
        signed_in: whether somebody is signed in.
    """

    ticket: Ticket
    came_with: Ticket | None
    left: bool
    signed_in: bool

    @property
    def gives(self) -> bool:
        """Whether a page is to give its ticket to the browser.

        Where nobody is signed in the former one's cookie stays until something is written: who
        signs in again has the chat again.
        """
        keeps = self.left and not self.signed_in
        return self.ticket != self.came_with and not keeps


class WhoseChat:
    """Reads a browser's cookie, and heeds who is signed in.

    Args:
        tickets: reads cookies.
        threads: finds the conversation of a cookie.
        sign_in: knows who is signed in, and what has been shown in a conversation.
    """

    def __init__(self, tickets: Tickets, threads: Threads, sign_in: SignIn) -> None:
        self._tickets = tickets
        self._threads = threads
        self._sign_in = sign_in

    def place(self, asked: Request, municipality: str, now: datetime, *, framed: bool) -> Place:
        """The place of a request."""
        came_with = self._tickets.read(asked, municipality, framed=framed)
        who = self._sign_in.who()
        left = came_with is not None and self._is_anothers(came_with, who, municipality, now)
        if came_with is None:
            ticket = Ticket()
        else:
            ticket = self._tickets.after(came_with, who) if left else came_with
        if who is not None:
            ticket = self._tickets.held_by(ticket, who)
        return Place(ticket, came_with, left, who is not None)

    def message_id(self, place: Place, form_key: str) -> str | None:
        """What makes a post the same message again; None where the form is not this browser's.

        A form of a page that the former one left open is taken too: what is written in it begins
        the chat of who sits there now.
        """
        found = self._tickets.message_id(place.ticket, form_key)
        if found is None and place.came_with is not None:
            found = self._tickets.message_id(place.came_with, form_key)
        return found

    def _is_anothers(
        self, ticket: Ticket, who: str | None, municipality: str, now: datetime
    ) -> bool:
        if ticket.holder or who is None:
            return not self._tickets.is_for(ticket, who)
        conversation = self._threads.conversation_of(ticket, municipality, now)
        return conversation is not None and self._sign_in.leave(conversation)
