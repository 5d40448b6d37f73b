"""Messages that no person wrote, where neither a command nor danger is in them.

A form is a guess, and a cry for help may share its words: «Kontoret er stengt, og mor puster ikke».
So silence is the last thing that is decided: a command wins over a form, and so does danger.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.gate.automatic import is_automatic
from assistant.nlu.commands import command
from assistant.nlu.danger.model import MEDICAL, DangerModel
from assistant.nlu.danger.patterns import DangerWatch
from assistant.nlu.wording.normalise import normalise

_WHOM_TO_RING = re.compile(
    r"(?:^|(?<=[.!?]))\s*ved\b[^.!?]*\b(?:ring|kontakt)\w*[^.!?]*", re.IGNORECASE
)
"""«Ved akutt sykdom ring 113.»: a machine's words of what may happen, and nobody's danger."""


def is_machine_made(text: str) -> bool:
    """Whether a message is one that a machine sends by itself, and holds no danger.

    Args:
        text: as it came.
    """
    return is_automatic(text) and command(normalise(text)) is None and not _is_danger(text)


def _is_danger(text: str) -> bool:
    """Whether danger is told of beside a machine's form, be it only such that is asked about.

    That somebody drives or cannot answer sounds urgent and no more: of danger without a kind there
    must be a plain sign.
    """
    said = _WHOM_TO_RING.sub(" ", text)
    judged = _model().judge(said)
    if judged.level is None:
        return False
    signs = _patterns().signs(normalise(said))
    return judged.kind != MEDICAL or any(sign.kinds - sign.excused for sign in signs)


@cache
def _model() -> DangerModel:
    return DangerModel()


@cache
def _patterns() -> DangerWatch:
    return DangerWatch()
