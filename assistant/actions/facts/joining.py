"""Several answers as one reply: each once, each in short, and one question at the end."""

from collections.abc import Mapping
from typing import Any

from assistant.actions.reply import Reply

AT_MOST = 2
"""So much is said to each, where there are several."""
OFFER = "offer_person"


def each_once(told: list[Reply]) -> list[Reply]:
    """The answers without what an earlier one has said."""
    seen, kept = set[str](), []
    for reply in told:
        new = [each for each in reply.messages if _said(each) not in seen]
        seen |= {_said(each) for each in reply.messages}
        if new:
            only = Reply().set(**reply.slots)
            only.messages = new
            kept.append(only)
    return kept


def _said(message: Mapping[str, Any]) -> str:
    return f"{message.get('say')} {message.get('values')}"


def joined(told: list[Reply]) -> Reply:
    """The answers one after the other, each in short; only the last may end in a question."""
    # What only asks back comes last: «i hvilken bydel bor du?» leads to an answer too.
    asks = [each for each in told if all("expect" in m for m in each.messages if "say" in m)]
    kept = [each for each in asks if each.slots.get("pending") != OFFER]
    told = [each for each in told if each not in asks] + (kept or asks)[:1]
    reply = Reply()
    for at, each in enumerate(told):
        last = at == len(told) - 1
        said = [m for m in each.messages if last or "expect" not in m]
        if not said:
            continue
        most = len(said) if said[0].get("say") == "compare.neutral" else AT_MOST
        if len(told) > 1:
            asked = [m for m in said if "expect" in m]
            said = [m for m in said if "expect" not in m][:most] + asked
        reply.messages += said
        slots = each.slots if last else {k: v for k, v in each.slots.items() if k == "topic"}
        reply.set(**slots)
    return reply
