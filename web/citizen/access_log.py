"""Who has looked at a person's case, and who did what with it, in plain words.

The person's right to it: GDPR article 15, and the code of conduct for health and care
(https://ehelse.no/normen/normen-dokumenter/logging-og-innsyn-i-logg-faktaark-15).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

CASEWORKER = "caseworker:"
MANDATE = "mandate:"
OWN = ("person",)
SAME = timedelta(minutes=10)
"""Between two equal lines that are told as one."""


@dataclass(frozen=True)
class Line:
    """A line of the log.

    Attributes:
        door: through which it was done, or None for what the system does.
        reason: why, where a caseworker had to give it.
        times: how often the same was done within a few minutes; the time is the latest's.
    """

    at: datetime
    who: str
    what: str
    door: str | None
    case_number: str | None
    reason: str | None
    times: int = 1


@dataclass(frozen=True)
class Log:
    """The log about one person.

    Attributes:
        others: what others than the person did, the newest first.
        own: what the person did.
    """

    others: tuple[Line, ...]
    own: tuple[Line, ...]


def read_log(disclosed: Mapping[str, Any], words: Mapping[str, Any]) -> Log:
    """The log in words.

    Args:
        disclosed: the register's data about the person.
        words: these pages' words of the log.
    """
    agents = {each["id"]: each["agent_name"] for each in disclosed["mandates"]}
    newest_first = sorted(disclosed["audit"], key=lambda each: (each["at"], each["id"]))[::-1]
    lines = [(_line(each, agents, words), each["who"]) for each in newest_first]
    return Log(
        gathered(line for line, who in lines if who not in OWN),
        gathered(line for line, who in lines if who in OWN),
    )


def gathered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, newest first, with what was done again within a few minutes as one.

    A caseworker's page looks anew at each click: four equal lines would say that somebody came
    back four times. How often it was, is still told.
    """
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        same = last is not None and replace(last, at=line.at, times=1) == line
        if last is not None and same and last.at - line.at <= SAME * last.times:
            found[-1] = replace(last, times=last.times + 1)
        else:
            found.append(line)
    return tuple(found)


def _line(audit: Mapping[str, Any], agents: Mapping[int, str], words: Mapping[str, Any]) -> Line:
    details, channel = audit["details"], audit["channel"]
    return Line(
        at=datetime.fromisoformat(audit["at"]),
        who=_who(audit["who"], audit["authority"] or "", agents, words["who"]),
        what=words["what"].get(audit["what"]) or words["other"].format(what=audit["what"]),
        door=words["door"].get(channel, channel) if channel else None,
        case_number=details.get("case_number"),
        reason=details.get("reason") if audit["who"].startswith(CASEWORKER) else None,
    )


def _who(who: str, authority: str, agents: Mapping[int, str], words: Mapping[str, str]) -> str:
    if who.startswith(CASEWORKER):
        return words["caseworker"].format(name=who.removeprefix(CASEWORKER))
    if who == "agent" and authority.startswith(MANDATE):
        name = agents.get(int(authority.removeprefix(MANDATE)))
        return words["agent"].format(name=name) if name else words["some_agent"]
    return {"person": words["person"], "system": words["system"]}.get(who, words["somebody"])


def latest(lines: Sequence[Line]) -> datetime | None:
    """When the newest of them was."""
    return max((each.at for each in lines), default=None)
