"""Another answers in the place of who was proven: «mamma sier ja», «Solveig sover, men ja».

Heard only while a choice or a read-back waits, and only from who was proven as herself. Closed
forms, in answers_for.yml. What she says of her husband or her daughter («sønnen min sier ja»), and
of her mother beside herself («mor kan ikke hjelpe meg»), is her own word: the gate asks about it.
"""

import re
from pathlib import Path

from assistant.actions.situation import Situation
from assistant.actions.thread import CHOICE_STEPS
from assistant.gate.clean import words
from assistant.gate.wording import anywhere, filled, parts_of, read

_WORDS = read(Path(__file__).with_suffix(".yml"))
_PARTS = parts_of(_WORDS)
_OF_A_PARENT = anywhere(_WORDS["of_a_parent"], _PARTS)
_PARENT_IS = anywhere(_WORDS["parent_is"], _PARTS)
_OF_HER = anywhere(_WORDS["of_her"], _PARTS)
_OF_A_CHILD = anywhere(_WORDS["of_a_child"], _PARTS)
_FOR_HER = anywhere(_WORDS["for_her"], _PARTS)
_BY_NAME = anywhere(_WORDS["by_name"], _PARTS)
_SIGNED = anywhere(_WORDS["signed"], _PARTS)
_PARENT = anywhere(["{parent}"], _PARTS)
_CLAUSE = re.compile(r"[.!?;,:\n()–]+| - ")
_NAME = "egetnavn"
_OWN_WORD = re.compile(r"\b(?:jeg|eg|æ|meg|mæ|min|mi|mitt)\b")
_BESIDE_HERSELF = re.compile(r"\b(?:meg|mæ|oss|min|mi|mitt|at (?:jeg|eg|æ|vi))\b")
"""In a clause about mother or father: it is told by who is proven. «Men jeg svarer ja» is not."""
_CAPITAL = r"[A-ZÆØÅ][a-zæøåé-]+"
_CHILD = filled("{child}", _PARTS)
_BARE = re.compile(
    rf"\b(?i:ja|jo|jau)\W+(?:(?!Takk|Min|Vår|Den|Til|Ja|Det)(?P<name>{_CAPITAL})(?: {_CAPITAL})?"
    rf"\W+(?i:{_CHILD})|(?i:{_CHILD}) {_CAPITAL}(?: {_CAPITAL})?)"
    r"(?: (?:hennes|hennar|hans|til \w+))?\W*$"
)
"""«Ja. Anne (datter)», «ja, sønnen Per»: a name with whose child, and no word that it is signed."""

READ_BACK = frozenset({*CHOICE_STEPS, "confirm_undo", "resume"})
OF_AN_AGENT = frozenset({"confirm_mandate", "confirm_withdrawal"})
"""There «hun sier ja» and «ja, Kari, datteren» are said of who is to have the mandate."""


def is_heard(situation: Situation) -> bool:
    """Whether the message is another's answer to what was asked of who was proven."""
    person, waits = situation.person, situation.pending
    if person is None or person.mandate is not None or waits not in READ_BACK | OF_AN_AGENT:
        return False
    if _is_signed(situation.text, person.name.lower().split()[0]):
        return True
    by_name = [_by_name(each, person.name) for each in _CLAUSE.split(situation.text)]
    if any(_BY_NAME.search(each) for each in by_name):
        return True
    if waits in OF_AN_AGENT:
        return False
    bare = _BARE.search(situation.text)
    if bare is not None and bare["name"] != person.name.split()[0]:
        return True
    if any(_of_a_parent(each) or _FOR_HER.search(each) for each in by_name):
        return True
    own = any(_OWN_WORD.search(each) for each in by_name)
    return not own and any(_OF_HER.search(each) or _OF_A_CHILD.search(each) for each in by_name)


def _is_signed(text: str, own: str) -> bool:
    """«Hilsen Per, sønnen»: a signature that tells whose relative signs.

    «Hilsen Solveig og datteren» is signed by her, and «hilsen bestemor og barnebarnet» too; a
    surname that they share says nothing.
    """
    found = _SIGNED.search(" ".join(words(text)))
    if found is None:
        return False
    first = found["who"].split()[0]
    return first not in {own, "meg", "oss", "jeg", "eg"} and not _PARENT.fullmatch(first)


def _of_a_parent(clause: str) -> bool:
    if _OF_A_PARENT.search(clause):
        return True
    found = _PARENT_IS.search(clause)
    return found is not None and not _BESIDE_HERSELF.search(clause[found.end() :])


def _by_name(clause: str, name: str) -> str:
    """A clause in small letters, with the proven person's name as one word."""
    own = set(name.lower().split())
    said = [_NAME if each in own else each for each in words(clause)]
    return " ".join(each for at, each in enumerate(said) if at == 0 or each != said[at - 1])
