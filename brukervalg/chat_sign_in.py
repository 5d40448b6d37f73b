"""Whoever has signed in with ID-porten has proved who it is, also in the chat.

The chat's room knows neither the sign-in nor the register, so the way between them is made here.
"""

from urllib.parse import quote

from channels.web.door import CHANNEL
from channels.web.pages import SignIn
from choice_register.register import Register
from foundation.settings import Settings
from sign_in import current_citizen, watching


def chat_sign_in(register: Register, settings: Settings) -> SignIn:
    """The way in for the chat.

    Args:
        register: keeps the proofs.
        settings: tell whether citizens can sign in at all.
    """

    def address(back: str) -> str | None:
        return f"/logg-inn?next={quote(back)}" if settings.idporten_issuer else None

    def prove(conversation: str, municipality: str) -> None:
        citizen = current_citizen()
        if citizen is None or register.proven_person(conversation) is not None:
            return
        who = citizen.national_id
        if register.prove_signed_in(conversation, who, CHANNEL, municipality) is not None:
            return
        # Who has no case here and one mandate acts by it; which of several is for the dialogue.
        mandates = [
            each.mandate.id
            for each in register.mandates_for_agent(who)
            if each.mandate.municipality == municipality
        ]
        if len(mandates) == 1:
            register.prove_mandate(conversation, who, mandates[0], CHANNEL, municipality)

    return SignIn(address, lambda: current_citizen() is not None, prove, watching)
