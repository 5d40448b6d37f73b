"""Whose case a visitor may choose in: by sign-in, by a mandate, or by the code of a letter."""

import hashlib
import secrets
from dataclasses import dataclass

from flask import session

from choice_register.register import Register
from web.auth import current_citizen
from web.citizen.access import Case, case_by_mandate, own_case

OWN, LETTER = "meg", "brev"
"""How an address names the case: the visitor's own, the one that a code opened, or a mandate."""
COOKIE = "velg"
TOKEN_BYTES = 24


@dataclass(frozen=True)
class Opened:
    """A case that the visitor has a way into.

    Attributes:
        name: `meg`, `brev`, or the number of the mandate.
        case: the case, with the conversation that holds its proof.
    """

    name: str
    case: Case


def cases_here(register: Register, municipality: str) -> list[Opened]:
    """Every case of a municipality that the visitor has shown a right to, nobody's twice.

    What a sign-in opens comes first. Whose case it is, is never guessed: where there are several,
    the visitor is asked.
    """
    found: list[Opened] = []
    citizen = current_citizen()
    if citizen is not None:
        own = own_case(register, citizen)
        if own is not None:
            found.append(Opened(OWN, own))
        for held in register.mandates_for_agent(citizen.national_id):
            by_mandate = case_by_mandate(register, citizen, held.mandate.id)
            if by_mandate is not None:
                found.append(Opened(str(held.mandate.id), by_mandate))
    by_letter = _case_of_letter(register)
    if by_letter is not None:
        found.append(Opened(LETTER, by_letter))
    once: dict[tuple[int, bool], Opened] = {}
    for each in found:
        if each.case.person.municipality == municipality:
            once.setdefault((each.case.person.id, each.case.own), each)
    return list(once.values())


def elsewhere(register: Register) -> str | None:
    """The municipality where the one who has signed in has a case, or None."""
    citizen = current_citizen()
    own = own_case(register, citizen) if citizen is not None else None
    return own.person.municipality if own is not None else None


def letter_conversation(*, begin: bool = False) -> str | None:
    """What the register knows this browser by, where a code is used.

    The cookie holds a random secret, signed; the register holds only its hash, so nobody who reads
    the database can use it. A code is used by whoever is signed in, or by nobody who is: when that
    changes, another sits there.

    Args:
        begin: give the browser a secret where it has none of its present user.
    """
    held = session.get(COOKIE)
    if not (isinstance(held, list) and held[1:] == [_user()]):
        if not begin:
            return None
        held = session[COOKIE] = [secrets.token_urlsafe(TOKEN_BYTES), _user()]
    return _conversation(held[0])


def letter_mark(conversation: str) -> str:
    """What an open page asks by whether the case of a letter is still open in this browser."""
    return hashlib.sha256(f"page\n{conversation}".encode()).hexdigest()[:16]


def forget_letter(register: Register) -> None:
    """The visitor is done: what the code has shown ends, and the browser forgets it."""
    held = session.pop(COOKIE, None)
    if isinstance(held, list) and held:
        register.withdraw_proof(_conversation(held[0]))


def _case_of_letter(register: Register) -> Case | None:
    conversation = letter_conversation()
    if conversation is None:
        # Whoever used a code here, if anybody, sat here before the one who does now.
        if COOKIE in session:
            forget_letter(register)
        return None
    person = register.proven_person(conversation)
    return Case(person, conversation) if person is not None else None


def _user() -> str:
    citizen = current_citizen()
    return citizen.session if citizen is not None else ""


def _conversation(token: str) -> str:
    return f"form:{hashlib.sha256(token.encode()).hexdigest()[:48]}"
