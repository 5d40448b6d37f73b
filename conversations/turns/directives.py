"""Directives: what the assistant asks the channel to do, sorted out before anything is committed.

The acts are `hand_over`, `repeat`, `pace`, `more`, `suppress`, `unsuppress`, `standard`, `end`,
`mask`, `all_clear`, `connect`, `send_code`, `remind`, `answer_notice` and `end_proof`. An act that
nobody knows is an error: a promise made to the person may hang on it.
"""

from dataclasses import dataclass, field
from typing import Any

from conversations.renderer import Act, Say
from conversations.suppression import OptOut

NOTHING_TO_REPEAT = "channel.nothing_to_repeat"
NOTHING_MORE = "channel.nothing_more"

_LOUDER_OR_SLOWER = ("slower", "louder")


@dataclass(frozen=True)
class Before:
    """What the acts start from.

    Args:
        standard: the person's written standard.
        pace: how often the person asked for `slower` and `louder`.
        last_says: what was said last, for `repeat`.
        last_rest: what was kept back last, for `more`.
    """

    standard: str
    pace: dict[str, int]
    last_says: list[Say]
    last_rest: list[Say]


@dataclass
class Outcome:
    """What a turn leads to."""

    says: list[Say]
    standard: str
    pace: dict[str, int]
    acts: list[Act] = field(default_factory=list)
    hand_overs: list[Act] = field(default_factory=list)
    notices: list[Act] = field(default_factory=list)
    to_others: list[Act] = field(default_factory=list)
    """With what they say in clear, which `acts` must not hold: those are stored."""
    opt_out: OptOut | None = None
    all_clear: str | None = None
    """Which danger is none any more."""
    ends_proof: Act | None = None
    """The proof in the conversation is over, with `another`: whether another than she was there."""
    end: bool = False
    mask: bool = False


class UnknownAct(ValueError):
    """The assistant asked for something that no channel can do."""


def sort_out(messages: list[dict[str, Any]], before: Before) -> Outcome:
    """Go through the assistant's messages in order.

    Raises:
        UnknownAct: an act without a meaning, or with a value that has none.
    """
    outcome = Outcome([], before.standard, dict(before.pace))
    for message in messages:
        if "say" in message:
            outcome.says.append(message)
        elif message.get("do") == "send_code":
            outcome.to_others.append(message)
            outcome.acts.append({"do": "send_code", "to": message["to"]})
        else:
            outcome.acts.append(message)
            _do(message, outcome, before)
    return outcome


def _do(act: Act, outcome: Outcome, before: Before) -> None:
    match act:
        case {"do": "hand_over"}:
            outcome.hand_overs.append(act)
        case {"do": "repeat"}:
            outcome.says += before.last_says or [{"say": NOTHING_TO_REPEAT}]
        case {"do": "more"}:
            outcome.says += before.last_rest or [{"say": NOTHING_MORE}]
        case {"do": "pace", "value": "wait"} | {"do": "connect"}:
            pass  # Only a call can wait, or be put through; its adapter reads the act.
        case {"do": "pace", "value": str(value)} if value in _LOUDER_OR_SLOWER:
            outcome.pace[value] = outcome.pace.get(value, 0) + 1
        case {"do": "suppress" | "unsuppress" as said}:
            outcome.opt_out = OptOut.STOP if said == "suppress" else OptOut.START
        case {"do": "standard", "value": "nb" | "nn" as standard}:
            outcome.standard = standard
        case {"do": "all_clear", "danger": str(danger)}:
            outcome.all_clear = danger
        case {"do": "end_proof", "another": bool()}:
            outcome.ends_proof = act
        case {"do": "end" | "mask" as flag}:
            setattr(outcome, flag, True)
        case {"do": "remind", "on": str()} | {
            "do": "answer_notice",
            "notice": int(),
            "answer": str(),
        }:
            outcome.notices.append(act)
        case _:
            raise UnknownAct(str(act.get("do")))
