"""Beside a caseworker who answers: nothing is done meanwhile, and whoever asks for it is told.

The assistant is silent while a person answers, but for danger. What would change something is left
to the caseworker, who sees it as unanswered. Only what nobody else can do is done: no more messages
(«STOPP»), and stopping what was done in somebody's name («det var ikke meg»).
"""

from collections.abc import Callable

from assistant.actions import commands, steering
from assistant.actions.own_case.after_receipt import was_it_you
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from core.channel import Channel

NOT_DONE = {
    "undo_choice": "held.undo",
    "withdraw_mandate": "held.withdraw",
    "give_mandate": "held.give",
    **dict.fromkeys(("choose_provider", "switch_provider", "keep_municipal"), "held.choice"),
}
"""What would change something, and how it is told that it is not done."""
WORDS_FOR_US = frozenset({"undo_choice", "withdraw_mandate"})
"""Commands that we ask for ourselves: told of each time. A wish may well be said to the caseworker,
and is told of once until the caseworker has answered."""


def unless_held(act: Callable[[Situation], Reply]) -> Callable[[Situation], Reply]:
    """An act where nobody else answers; beside a caseworker only what is said here."""

    def guarded(situation: Situation) -> Reply:
        told = answered(situation)
        return act(situation) if told is None else told

    return guarded


def answered(situation: Situation) -> Reply | None:
    """What is said beside a caseworker; an empty reply for nothing, None where nobody answers."""
    if not situation.context.get("held"):
        return None
    if situation.intent == "emergency" or situation.danger == "alarm":
        return None
    if situation.context.get("warned") and was_it_you.says_not_me(situation):
        return was_it_you.answered(situation) or Reply()
    if situation.intent == "start_messages" and situation.channel == Channel.SMS:
        return steering.start_messages(situation)
    if situation.intent == "stop_messages" and situation.channel == Channel.SMS:
        bare = commands.is_bare(situation, commands.STOP)
        return steering.stop_messages(situation) if bare else _told("held.stop")
    text = NOT_DONE.get(situation.intent)
    again = situation.context.get("told_held") and situation.intent not in WORDS_FOR_US
    if text is None or again or commands.is_denied(situation):
        return Reply()
    return _told(text)


def _told(text: str) -> Reply:
    return Reply().say(text).say("held.caseworker")
