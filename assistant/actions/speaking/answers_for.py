"""Another answers in the place of who was proven: «mamma sier ja», «Solveig sover, men ja».

Heard only while a choice or a read-back waits, and only from who was proven as herself. Closed
forms, in answers_for.yml. What she says of her husband or her daughter («sønnen min sier ja») is
her own word, and is asked about by the gate.
"""

import re
from pathlib import Path

from assistant.actions.situation import Situation
from assistant.actions.thread import CHOICE_STEPS
from assistant.gate.clean import words
from assistant.gate.wording import anywhere, parts_of, read

_WORDS = read(Path(__file__).with_suffix(".yml"))
_PARTS = parts_of(_WORDS)
_OF_A_PARENT = anywhere(_WORDS["of_a_parent"], _PARTS)
_OF_HER = anywhere(_WORDS["of_her"], _PARTS)
_FOR_HER = anywhere(_WORDS["for_her"], _PARTS)
_BY_NAME = anywhere(_WORDS["by_name"], _PARTS)
_SIGNED = anywhere(_WORDS["signed"], _PARTS)
_CLAUSE = re.compile(r"[.!?;,:\n()–]+| - ")
_NAME = "egetnavn"
_OWN_WORD = re.compile(r"\b(?:jeg|eg|æ|meg|mæ|min|mi|mitt)\b")

READ_BACK = frozenset({*CHOICE_STEPS, "confirm_undo", "resume"})
OF_AN_AGENT = frozenset({"confirm_mandate", "confirm_withdrawal"})
"""There «hun sier ja» is said of who is to have the mandate."""


def is_heard(situation: Situation) -> bool:
    """Whether the message is another's answer to what was asked of who was proven."""
    person, waits = situation.person, situation.pending
    if person is None or person.mandate is not None or waits not in READ_BACK | OF_AN_AGENT:
        return False
    said = words(situation.text)
    if _is_signed(said, person.name.lower().split()):
        return True
    by_name = [_by_name(each, person.name) for each in _CLAUSE.split(situation.text)]
    if any(_BY_NAME.search(each) for each in by_name):
        return True
    if waits in OF_AN_AGENT:
        return False
    if any(_OF_A_PARENT.search(each) or _FOR_HER.search(each) for each in by_name):
        return True
    own = any(_OWN_WORD.search(each) for each in by_name)
    return not own and any(_OF_HER.search(each) for each in by_name)


def _is_signed(said: list[str], own: list[str]) -> bool:
    """«Hilsen Per, sønnen», «Anne (datter)»: a signature that tells whose relative signs."""
    found = _SIGNED.search(" ".join(said))
    return found is not None and not set(found.group(0).split()) & set(own)


def _by_name(clause: str, name: str) -> str:
    """A clause in small letters, with the proven person's name as one word."""
    own = set(name.lower().split())
    said = [_NAME if each in own else each for each in words(clause)]
    return " ".join(each for at, each in enumerate(said) if at == 0 or each != said[at - 1])
