"""The way in with ID-porten, as the chat asks for it: another room knows how."""

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from channels.webchat.thread import Opened

View = Callable[[str], ResponseReturnValue]


@dataclass(frozen=True)
class SignIn:
    """The way in with ID-porten, which another room knows.

    Args:
        address: where one signs in and comes back to a path of ours; None where nobody can.
        who: a mark of the citizen who is signed in in this request; None where nobody is.
        prove: notes in a conversation, of a municipality, who that is.
        watching: marks a view that a page asks by itself, so that it keeps no session alive.
        opened: which case is open in a conversation.
        leave: whether a conversation was another's than who has signed in since; what is shown
            there of the other ends.
        close: ends what a conversation has shown of anybody: the chat, or the case in it, is over.
    """

    address: Callable[[str], str | None] = lambda _: None
    who: Callable[[], str | None] = lambda: None
    prove: Callable[[str, str], None] = lambda _conversation, _municipality: None
    watching: Callable[[View], View] = lambda view: view
    opened: Opened = lambda _: None
    leave: Callable[[str], bool] = lambda _: False
    close: Callable[[str], None] = lambda _: None
