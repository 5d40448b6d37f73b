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
_ANY_SUBJECT = _SUBJECT | _OBJECT_TOO


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
    if word in _ASKS:
        return after != ""
    if word in _VERB and after in _ANY_SUBJECT:
        return before not in _ASKS and before not in _ANY_SUBJECT
    if before in _VERB or before in _ASKS:
        return False
    if word in _WHOSE:
        return after in _WHO and before not in _WHO
    if word in _WHO:
        later = said[at + 2] if after in _WHOSE and at + 2 < len(said) else after
        return before not in _WHOSE and _is_verb(later)
    if word not in _ANY_SUBJECT:
        return False
    plainly = word in _SUBJECT or _PRESENT.fullmatch(after) is not None
    return after in _VERB or (plainly and _is_verb(after))


def is_verb(word: str) -> bool:
    """Whether a word is one of the listed verbs, in any spelling."""
    return skeleton(word) in _VERB


def _is_verb(word: str) -> bool:
    return word in _VERB or (word not in _NO_VERB and _FINITE.fullmatch(word) is not None)
