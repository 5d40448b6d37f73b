"""For whom somebody who has signed in may act, and how far."""

from dataclasses import dataclass

from choice_register.mandates.types import Scope
from choice_register.register import Register
from choice_register.types import PersonView
from choice_register.verification.proofs import SignIn
from core.channel import Channel
from web.auth import Citizen


@dataclass(frozen=True)
class Case:
    """Somebody's case, opened by the person or by one with a mandate.

    Attributes:
        person: whose it is; `person.mandate` where somebody else acts.
        conversation: where the register holds the proof.
    """

    person: PersonView
    conversation: str

    @property
    def own(self) -> bool:
        """Whether it is the person who looks."""
        return self.person.mandate is None

    @property
    def may_choose(self) -> bool:
        """Whether the one who looks may choose and take back."""
        return self.person.mandate is None or self.person.mandate.scope is Scope.CHOOSE


def own_case(register: Register, citizen: Citizen) -> Case | None:
    """The case of the one who has signed in, or None where no municipality has one."""
    conversation = name_of(citizen)
    person = register.proven_person(conversation)
    if person is None:
        person = register.prove_signed_in(
            conversation, citizen.national_id, Channel.WEB, sign_in=sign_in_of(citizen)
        )
    return Case(person, conversation) if person else None


def case_by_mandate(register: Register, citizen: Citizen, mandate_id: int) -> Case | None:
    """The case of somebody who has given the one who has signed in a mandate, while it is live."""
    conversation = name_of(citizen, mandate_id)
    person = register.proven_person(conversation)
    if person is None:
        person = register.prove_mandate(
            conversation, citizen.national_id, mandate_id, Channel.WEB, sign_in=sign_in_of(citizen)
        )
    return Case(person, conversation) if person else None


def sign_in_of(citizen: Citizen) -> SignIn:
    """The sign-in, as the register knows it: what it proves ends with it."""
    return SignIn(citizen.session, citizen.expires)


def name_of(citizen: Citizen, part: object = "") -> str:
    """What the register knows a session by: each session, and each case in it, is its own."""
    return f"own:{citizen.session}:{part}" if part else f"own:{citizen.session}"
