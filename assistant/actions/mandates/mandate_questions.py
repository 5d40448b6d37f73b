"""The questions that a mandate takes: at most three to give one, and one to withdraw of several."""

from datetime import timedelta
from typing import Any

from assistant.actions.own_case.proof.whose import for_whom
from assistant.actions.reply import Option, Reply, word
from assistant.actions.situation import Situation
from choice_register.mandates.mandates import USUAL_DAYS
from choice_register.mandates.types import MandateKind, MandateView, Scope

SCOPES = (Scope.SEE, Scope.CHOOSE)
"""In the order in which they are offered."""
AT_A_TIME = 5
"""As many as a person can have at once."""


def ask_agent(situation: Situation, agent: dict[str, Any] | None = None) -> Reply:
    """The next of three questions: who, how far, and whether it is right so.

    Args:
        situation: with what is known already in its slot `agent`.
        agent: what is known, where that is newer: `name`, `phone`, `scope`.
    """
    agent = dict(situation.slots.get("agent") or {}) if agent is None else agent
    reply = Reply().set(agent=agent)
    name = agent.get("name")
    if not name:
        text = "mandate.who_name" if agent.get("phone") else "mandate.who"
        return reply.ask("mandate_who", text, expect="free")
    if not agent.get("phone"):
        return reply.ask("mandate_who", "mandate.who_phone", expect="phone", name=name)
    if not agent.get("scope"):
        options: list[Option] = [
            {"label": word(f"mandate.may_{each.value}"), "value": each.value} for each in SCOPES
        ]
        return reply.ask(
            "mandate_scope", "mandate.how_far", expect="option", options=options, name=name
        )
    last = situation.today + timedelta(days=USUAL_DAYS)
    reply.then(for_whom(situation))
    reply.say(f"mandate.read_back_{agent['scope']}", name=name, number={"phone": agent["phone"]})
    reply.say("mandate.lasts", until={"full_date": last.isoformat()})
    return reply.ask("confirm_mandate", "mandate.right_so", expect="yes_no")


def which_mandate(situation: Situation) -> Reply:
    """Which of several to withdraw, or all."""
    given = own_given(situation)
    options: list[Option] = [{"label": each.agent_name, "value": each.id} for each in given]
    options.append({"label": word("mandate.all"), "value": "all"})
    reply = Reply().ask("mandate_which", "mandate.which", expect="option", options=options)
    return reply.set(mandates=[each.id for each in given])


def confirm_withdrawal(situation: Situation, prompt: str = "prompt.confirm_withdrawal") -> Reply:
    """Read back whose mandate is about to be withdrawn (the slot `agent`), and ask."""
    agent = situation.slots.get("agent") or {}
    reply = for_whom(situation).say("mandate.read_back_withdrawal", name=agent.get("name") or "")
    return reply.ask("confirm_withdrawal", prompt, expect="yes_no")


def mandates(situation: Situation) -> list[MandateView]:
    """The proven person's mandates in force, the newest first."""
    if situation.person is None:
        return []
    return situation.deps.register.mandates_of(situation.person.id)[:AT_A_TIME]


def own_given(situation: Situation) -> list[MandateView]:
    """Those that the person gave, and so can take back with a word."""
    return [each for each in mandates(situation) if each.kind is MandateKind.GIVEN]
