"""Where a new clause starts in speech and texts without signs.

«Jeg får ikke puste kan jeg bytte» is a danger and an errand with nothing between them. A clause
starts at a greeting or a cry, at a word that asks, at a verb before its subject («kan jeg»), and
at a subject before its verb («mor puster»), where the word before does not hold them together.
The words are skeletons, so that spelling and dialect matter little.

Nothing but the standard library and PyYAML is imported: the app judges by the same code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from assistant.nlu.wording.normalise import skeleton

_WORD = re.compile(r"\S+")
_PRESENT = re.compile(r"\w{3,}[ea]r")
"""Of these even «det» and «han» are the subject: «det ryker», «han ramlar»."""
_FINITE = re.compile(r"\w{2,}(?:r|te|et|dde|a|nt|lt|kk)")
"""How most finite verbs end, right after their subject."""


def _table() -> dict[str, frozenset[str]]:
    read = yaml.safe_load(Path(__file__).with_name("starts.yml").read_text("utf-8"))
    return {name: frozenset(map(skeleton, str(said).split())) for name, said in read.items()}


_KINDS = _table()
_GREETS, _ASKS, _SUBJECT = _KINDS["greets"], _KINDS["asks"], _KINDS["subject"]
_OBJECT_TOO, _WHO, _WHOSE = _KINDS["object_too"], _KINDS["who"], _KINDS["whose"]
_WHEN = _KINDS["when"]
_VERB, _HOLDS, _NO_VERB = _KINDS["verb"], _KINDS["holds"], _KINDS["no_verb"]
_BARE, _FINITE_ALONE, _ASKS_LEAVE = _KINDS["bare_verb"], _KINDS["finite"], _KINDS["asks_leave"]
_ANY_SUBJECT = _SUBJECT | _OBJECT_TOO
_FATHER = skeleton("far")
"""Spelt as «får» in a skeleton."""
_NEAR = 5
"""Words between «kan jeg» and the verb that it asks leave for."""


def starts(text: str) -> list[int]:
    """Where in a text a clause starts, but for its beginning; in order."""
    found = list(_WORD.finditer(text))
    said = [skeleton(re.sub(r"\W", "", word.group().lower())) for word in found]
    return [found[at].start() for at in range(1, len(said)) if _starts(said, at)]


def _starts(said: Sequence[str], at: int) -> bool:
    word, before = said[at], said[at - 1]
    after = said[at + 1] if at + 1 < len(said) else ""
    if word in _GREETS:
        return True
    if word in _WHEN and after in _VERB:
        return True  # «Når kommer hun», and not «når hun kommer».
    if before == "for" and word in _SUBJECT | _WHO and after in _VERB:
        return True  # «Kan jeg bytte tid, for mor puster ikke.»
    if before in _HOLDS:
        return False
    if _is_asked(said, at - 1):
        # «Kan jeg bytte mor puster ikke», «kan jeg bytte har fått for mye insulin».
        named = word in _ANY_SUBJECT | _WHO and _is_verb(_verb_of(said, at))
        if named or word in _FINITE_ALONE:
            return True
    if word in _ASKS:
        return after != ""
    if word in _VERB and after in _ANY_SUBJECT:
        held = _is_asked(said, at) or before in _ASKS | _ANY_SUBJECT
        return not held
    if before in _VERB or before in _ASKS:
        return False
    if word in _WHOSE:
        return after in _WHO and before not in _WHO
    return _begins_with_who(said, at)


def _begins_with_who(said: Sequence[str], at: int) -> bool:
    """Whether somebody is named here, and does something."""
    word, before = said[at], said[at - 1]
    after = said[at + 1] if at + 1 < len(said) else ""
    if word in _WHO:
        if word == _FATHER and before in _SUBJECT:
            return after in _VERB  # «Hva gjør jeg far puster ikke», and not «jeg får blåmerker».
        return before not in _WHOSE and _is_verb(_verb_of(said, at))
    if word not in _ANY_SUBJECT:
        return False
    plainly = word in _SUBJECT or _PRESENT.fullmatch(after) is not None
    return after in _VERB or (plainly and _is_verb(after))


def _verb_of(said: Sequence[str], at: int) -> str:
    """The word where the verb of a subject would stand: «mor min *puster*»."""
    later = at + 2 if at + 1 < len(said) and said[at + 1] in _WHOSE else at + 1
    return said[later] if later < len(said) else ""


def _is_asked(said: Sequence[str], at: int) -> bool:
    """Whether a word is what somebody asks leave for or wants: «kan jeg få *bytte*»."""
    if said[at] not in _BARE:
        return False
    who = _ANY_SUBJECT | _WHO
    near = (said[n : n + 2] for n in range(max(0, at - _NEAR), at - 1))
    return any(
        (one in _ASKS_LEAVE and two in who) or (one in who and two in _ASKS_LEAVE)
        for one, two in near
    )


def asks_when(words: Sequence[str]) -> bool:
    """Whether words ask about a time: «når kommer hun», and not «når hun kommer»."""
    return len(words) > 1 and skeleton(words[0]) in _WHEN and skeleton(words[1]) in _VERB


def is_verb(word: str) -> bool:
    """Whether a word is one of the listed verbs, in any spelling."""
    return skeleton(word) in _VERB


def _is_verb(word: str) -> bool:
    return word in _VERB or (word not in _NO_VERB and _FINITE.fullmatch(word) is not None)
