"""What Rasa does several times with each training message is done once.

Rasa reads all training data once for each language that it is asked in, though no file names one,
and each file twice, once in Python alone, to know the line of what is wrong with it. It copies and
compares all messages each time that it puts a source of training data together with another,
though most of the sources are empty. With tens of thousands of messages that is much of a training.
See docs/decisions/004-engine.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

WITH_LINES = ["safe", "rt"]
"""Rasa's name for the reader that knows the lines, and needs twenty times as long."""


def install() -> None:
    """Put the quicker ways in place of Rasa's; for a process that trains and ends."""
    from rasa.shared.importers import utils
    from rasa.shared.nlu.training_data.training_data import TrainingData
    from rasa.shared.utils import validation

    utils.training_data_from_paths = _reading(utils.training_data_from_paths)
    validation.validate_yaml_schema = _validating(validation.validate_yaml_schema)
    TrainingData.merge = _merging(TrainingData.merge)


def _reading(read: Callable[..., Any]) -> Callable[..., Any]:
    """Reads each list of files once."""
    known: dict[tuple[str, ...], Any] = {}

    def once(paths: Iterable[str], language: str) -> Any:
        files = tuple(paths)
        if files not in known:
            known[files] = read(files, language)
        return known[files]

    return once


def _validating(validate: Callable[..., None]) -> Callable[..., None]:
    """Validates without lines, and again with them where something is wrong."""
    import rasa.shared.utils.io
    from rasa.shared.exceptions import YamlException

    read = rasa.shared.utils.io.read_yaml

    def quickly(content: str, reader_type: str | list[str] = "safe") -> Any:
        return read(content, "safe" if reader_type == WITH_LINES else reader_type)

    def validated(*arguments: Any, **named: Any) -> None:
        rasa.shared.utils.io.read_yaml = quickly
        try:
            validate(*arguments, **named)
        except YamlException:
            rasa.shared.utils.io.read_yaml = read
            validate(*arguments, **named)
        finally:
            rasa.shared.utils.io.read_yaml = read

    return validated


def _merging(merge: Callable[..., Any]) -> Callable[..., Any]:
    """Merges all but the messages as Rasa does; these are put together as they are."""
    from rasa.shared.nlu.training_data.training_data import TrainingData

    def merged(*sources: Any) -> Any:
        told = [
            each for each in sources if each is not None and (not each.is_empty() or each.responses)
        ]
        if len(told) == 1:
            return told[0]
        whole = merge(*(_without_messages(each) for each in told or sources[:1]))
        messages = [message for each in told for message in each.training_examples]
        whole.training_examples = TrainingData.sanitize_examples(messages)
        return whole

    def _without_messages(source: Any) -> Any:
        return TrainingData(
            None,
            source.entity_synonyms,
            source.regex_features,
            source.lookup_tables,
            source.responses,
        )

    return merged
