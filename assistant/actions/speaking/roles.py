"""Who is talking, as the message says it or the number tells: a relative, a helper, an employee …

Nothing is guessed from a name or a tone. The phrases are in roles.yml: closed, clause by clause, so
that what somebody says about a relative or a helper is not taken for who is talking.
"""

import re
from enum import StrEnum
from pathlib import Path

from assistant.actions.situation import Situation
from assistant.actions.speaking import answers_for
from assistant.gate.clean import words
from assistant.gate.wording import anywhere, parts_of, read


class Role(StrEnum):
    """Who somebody says to be who is not the person."""

    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    GUARDIAN = "guardian"
    HELPER = "helper"
    """Who comes to the home: has something to gain by the choice."""
    EMPLOYEE = "employee"
    """Of a provider, or of the municipality."""


INTERESTED = frozenset({Role.HELPER, Role.EMPLOYEE})
"""Who registers nothing for anybody, with whatever code: a choice must be free of them."""

_WORDS = read(Path(__file__).with_name("roles.yml"))
# Any word that can be a name: by telephone nobody says capitals.
_WHO = r"(?!(?:" + "|".join(_WORDS["no_name"].split()) + r")\b)\w+"
_PARTS = {
    **parts_of(_WORDS),
    "who": _WHO,
    # «Jeg har datra her» is no greeting: there she is told of.
    "opens": rf"^(?:(?:hei|hallo|heisann|morn|goddag|god dag|ja|jo|jada) )*(?:{_WHO} )?",
}
# The interested come first: «jeg jobber i Hasselvind og ringer for mor» is an employee's.
_IDENTITY = [(role, anywhere(_WORDS[role], _PARTS)) for role in reversed(Role)]
_FOR_ANOTHER = anywhere(_WORDS["for_another"], _PARTS)
_OWN_WISH = anywhere(_WORDS["own_wish"], _PARTS)
_AGENT = anywhere(_WORDS["agent"], _PARTS)
_SELF = anywhere(_WORDS["self"], _PARTS)

_CLAUSE = re.compile(r"[.!?;,:\n()]+")
_CAPITAL = r"[A-ZÆØÅ][\w'’-]+"
_NAME = re.compile(
    rf"(?<=[\w,] ){_CAPITAL}(?: {_CAPITAL})*|(?:^|(?<=[.!] )){_CAPITAL}(?: {_CAPITAL})+"
)
_FIRM = " firmanavn "


def role_in(situation: Situation) -> Role | None:
    """Who is talking, where it is said in this message or told by the number; None for nobody else.

    Where nobody has proved who it is, asking *for* another tells it too.
    """
    if _is_a_provider_s(situation):
        return Role.EMPLOYEE
    for clause in clauses(situation):
        for role, phrases in _IDENTITY:
            if phrases.search(clause):
                return role
    if answers_for.is_heard(situation):
        return Role.RELATIVE
    if situation.person is not None or situation.pending in OF_MANDATES:
        return None
    said = clauses(situation)
    if any(_FOR_ANOTHER.search(each) for each in said):
        # «Mannen min vil bytte, men jeg vil beholde dem»: about him, and the wish is hers.
        return None if any(_OWN_WISH.search(each) for each in said) else Role.RELATIVE
    return None


def says_agent(situation: Situation) -> bool:
    """Whether the message says that who talks holds a mandate."""
    return any(_AGENT.search(clause) for clause in clauses(situation))


OF_MANDATES = frozenset({"mandate_who", "mandate_scope", "mandate_which", "confirm_mandate"})
"""Questions whose answer names somebody else."""


def says_self(situation: Situation) -> bool:
    """Whether the message says that it is the person after all."""
    return any(_SELF.search(clause) for clause in clauses(situation))


def _is_a_provider_s(situation: Situation) -> bool:
    """Whether the number that writes or calls is a provider's own, in the catalogue."""
    caller = situation.caller
    if not caller:
        return False
    here = situation.deps.catalogue.contracts(situation.municipality.id)
    providers = {each.provider for each in here}
    known = (situation.deps.catalogue.provider(each) for each in providers)
    return any(each.facts["phone"].value == caller for each in known)


def clauses(situation: Situation) -> list[str]:
    """The message in lower case, clause by clause, with one word for every provider and name."""
    text = situation.text
    for mention in sorted(situation.mentions, key=lambda each: -each.start):
        if mention.kind == "provider":
            text = text[: mention.start] + _FIRM + text[mention.end :]
    text = _NAME.sub("personnavn", text)
    found = (" ".join(words(each)) for each in _CLAUSE.split(text))
    return [each for each in found if each]
