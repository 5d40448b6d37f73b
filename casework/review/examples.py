"""Examples as Rasa reads them: a YAML file of intents and what people write."""

from collections.abc import Iterable
from itertools import groupby

import yaml

from casework.review.models import Label

FILE = "from_people.yml"
AUTHOR = "people"
"""Whoever wrote to us: the classifier weighs them as strangers, not as the project's own."""


class _Block(str):
    """A text that is written as a block of lines."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Block,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|"),
)


def as_yaml(labels: Iterable[Label]) -> str:
    """Reviewed labels as training data in Rasa's form, version 3.1; each example once.

    Square brackets and backslashes mean something to Rasa in an example, so they are left out.
    """
    ordered = sorted(labels, key=lambda label: (str(label.intent), label.text.casefold()))
    nlu = []
    for intent, group in groupby(ordered, key=lambda label: label.intent):
        lines = sorted({_line(label.text) for label in group} - {""})
        if lines:
            block = "".join(f"- {line}\n" for line in lines)
            entry = {"intent": intent, "metadata": {"author": AUTHOR}, "examples": _Block(block)}
            nlu.append(entry)
    content = {"version": "3.1", "nlu": nlu}
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _line(text: str) -> str:
    kept = "".join(sign if sign not in "[](){}\\" else " " for sign in text)
    return " ".join(kept.split()).lstrip("-/@ ")
