"""What the learnt model is made from, beside the training data: a change there trains it anew.

What is not named here, as the patterns and the model of danger, is read when the engine starts.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEARNT_FROM = (
    "assistant/data/choice",
    "assistant/nlu/classifier.py",
    "assistant/nlu/entity.py",
    "assistant/nlu/features.py",
    "assistant/nlu/learnt_from.py",
    "assistant/nlu/linear_intents.py",
    "assistant/nlu/listening",
    "assistant/nlu/naming",
    "assistant/nlu/rasa_messages.py",
    "assistant/nlu/views.py",
    "assistant/nlu/wording",
    "provider_catalog/names.py",
)


def digest(*more: str) -> str:
    """Hexadecimal digits that change when any of the files does.

    Args:
        more: further files, from the project's root.
    """
    found = hashlib.sha256()
    for part in (*LEARNT_FROM, *more):
        path = ROOT / part
        for file in (path, *sorted(path.rglob("*"))):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(file.read_bytes())
    return found.hexdigest()
