"""Whoever has signed in with ID-porten has proved who it is, also in the chat.

The chat's room knows neither the sign-in nor the register, so the way between them is made here.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from sqlalchemy.orm import Session

from channels.webchat.sign_in import SignIn
from channels.webchat.thread import OpenCase
from choice_register.register import Register
from choice_register.verification.proofs import end_with_sign_in, lengthen_with_sign_in
from core.channel import Channel
from core.clock import Clock
from core.settings import Settings
from web.auth import current_citizen, watching
from web.citizen.access import own_case, sign_in_of


class ProofsOfSignIns:
    """What the register has been shown by sign-ins lasts as long as they do.

    Args:
        clock: what time it is.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def used(self, session: Session, name: str, expires_at: datetime) -> None:
        """A sign-in goes on."""
        lengthen_with_sign_in(session, name, expires_at)

    def ended(self, session: Session, names: Sequence[str]) -> None:
        """Sign-ins are over."""
        end_with_sign_in(session, names, self._clock.now())


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
        if citizen is None:
            return
        before = register.given_proof(conversation)
        # What was proven before this sign-in may be somebody else's, who sat here before.
        if before is not None and (
            before.sign_in == citizen.session
            or (before.sign_in is None and before.proved_at >= citizen.started)
        ):
            return
        who, by = citizen.national_id, sign_in_of(citizen)
        if register.prove_signed_in(conversation, who, Channel.WEB, municipality, sign_in=by):
            return
        if before is not None:
            register.withdraw_proof(conversation)
        # Who has no case here and one mandate acts by it; which of several is for the dialogue.
        mandates = [
            each.mandate.id
            for each in register.mandates_for_agent(who)
            if each.mandate.municipality == municipality
        ]
        if len(mandates) == 1:
            register.prove_mandate(
                conversation, who, mandates[0], Channel.WEB, municipality, sign_in=by
            )

    def opened(conversation: str) -> OpenCase | None:
        proof = register.given_proof(conversation)
        return OpenCase(proof.name.split()[0], proof.proved_at) if proof is not None else None

    def who() -> str | None:
        citizen = current_citizen()
        return citizen.subject if citizen is not None else None

    def leave(conversation: str) -> bool:
        citizen = current_citizen()
        shown = register.shown_in(conversation)
        if citizen is None or not shown:
            return False
        own = own_case(register, citizen)
        held = register.mandates_for_agent(citizen.national_id)
        theirs: set[tuple[int, int | None]] = {
            (each.mandate.person_id, each.mandate.id) for each in held
        }
        if own is not None:
            theirs.add((own.person.id, None))
        if shown <= theirs:
            return False
        register.withdraw_proof(conversation)
        return True

    return SignIn(address, who, prove, watching, opened, leave, register.withdraw_proof)
