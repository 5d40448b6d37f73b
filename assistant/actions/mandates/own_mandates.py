"""The doors to a person's mandates: each asks for proof first where it is missing."""

from collections.abc import Callable

from assistant.actions import commands
from assistant.actions.mandates import mandate
from assistant.actions.mandates.who import phone_in
from assistant.actions.own_case.proof import proof
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import take_up

Act = Callable[[Situation], Reply]


def give(situation: Situation) -> Reply:
    """Begin to give a mandate; a number that was said along is not asked for again."""
    phone = phone_in(situation)
    agent = {"phone": phone} if phone else None
    if situation.person is None:
        return proof.require(situation, "give_mandate", agent=agent)
    return mandate.begin(situation, agent)


def tell(situation: Situation) -> Reply:
    """Tell who has a mandate."""
    if situation.person is None:
        return proof.require(situation, "mandates")
    return mandate.tell(situation)


def withdraw(situation: Situation) -> Reply:
    """Withdraw a mandate with a word."""
    # A turn that is run again after a crash finds nothing left to withdraw: it has done it.
    if before := situation.deps.register.mandates_withdrawn_with(situation.key):
        return mandate.withdrawn(before)
    if commands.is_denied(situation):
        return Reply().say("mandate.kept").then(take_up(situation))
    if situation.person is None:
        return proof.require(situation, "withdraw_mandate")
    return mandate.withdraw(situation)


def proven(act: Act, wish: str) -> Act:
    """Guard a step on the way: if the proof has run out, it is asked for again.

    Args:
        act: the step.
        wish: what to go on with after the proof.
    """

    def guarded(situation: Situation) -> Reply:
        if before := situation.deps.register.mandates_withdrawn_with(situation.key):
            return mandate.withdrawn(before)
        if situation.person is not None:
            return act(situation)
        return proof.require(situation, wish, agent=situation.slots.get("agent"))

    return guarded
