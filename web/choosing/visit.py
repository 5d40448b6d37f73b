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
    the database can use it.

    Args:
        begin: give the browser a secret where it has none.
    """
    token = session.get(COOKIE)
    if not isinstance(token, str):
        if not begin:
            return None
        token = session[COOKIE] = secrets.token_urlsafe(TOKEN_BYTES)
    return f"form:{hashlib.sha256(token.encode()).hexdigest()[:48]}"


def forget_letter(register: Register) -> None:
    """The visitor is done: what the code has shown ends, and the browser forgets it."""
    conversation = letter_conversation()
    if conversation is not None:
        register.withdraw_proof(conversation)
        session.pop(COOKIE, None)


def _case_of_letter(register: Register) -> Case | None:
    conversation = letter_conversation()
    citizen = current_citizen()
    if conversation is not None and citizen is not None:
        before = register.given_proof(conversation)
        if before is not None and before.proved_at < citizen.started:
            # Whoever used the code sat here before the one who has signed in since.
            forget_letter(register)
            return None
    person = register.proven_person(conversation) if conversation is not None else None
    return Case(person, conversation) if person is not None and conversation is not None else None
