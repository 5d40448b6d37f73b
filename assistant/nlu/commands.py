"""Short messages that mean one thing: read from commands.yml, certain and without a classifier."""

from __future__ import annotations

from pathlib import Path

import yaml

from assistant.nlu.wording.normalise import Normalised

_TABLE = yaml.safe_load(Path(__file__).with_name("commands.yml").read_text(encoding="utf-8"))
COMMANDS: dict[str, str] = {
    str(words): str(intent) for intent, commands in _TABLE.items() for words in commands
}


def command(message: Normalised) -> str | None:
    """The intent of a message that is a command and nothing else, or None.

    One command said in several words («ok ja», «nei nei nei») is that command.
    """
    whole = COMMANDS.get(message.spelt_text) or COMMANDS.get(message.text)
    if whole or not message.spelt:
        return whole
    said = {COMMANDS.get(word.spelt) for word in message.spelt}
    return said.pop() if len(said) == 1 else None
