"""The words of pages: YAML with Bokmål and Nynorsk side by side, read once.

    compare:
      title: {nb: Sammenlign dem du kan velge, nn: Samanlikn dei du kan velje}

In a template: `words.compare.title`; with values: `words.compare.count.format(count=3)`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.yaml_files import read_yaml

STANDARDS = ("nb", "nn")


class WordsError(ValueError):
    """A word lacks a written standard, or two files give the same name."""


class Words:
    """The words of one room.

    Args:
        folder: with `*.yml`, each a mapping of names to more names or to `{nb: …, nn: …}`.

    Raises:
        WordsError: a word lacks a standard, or a name stands twice.
    """

    def __init__(self, folder: Path) -> None:
        self._of: dict[str, dict[str, Any]] = {standard: {} for standard in STANDARDS}
        for file in sorted(folder.glob("*.yml")):
            content = read_yaml(file) or {}
            for name, inner in content.items():
                for standard in STANDARDS:
                    if name in self._of[standard]:
                        raise WordsError(f"{file.name}: {name} stands twice")
                    self._of[standard][name] = _pick(inner, standard, f"{file.name}: {name}")

    def of(self, standard: str) -> dict[str, Any]:
        """All words in one written standard."""
        return self._of[standard]

    def every(self, standard: str) -> Iterator[tuple[str, str]]:
        """Each word's dotted name and its text."""
        yield from _walk(self._of[standard], "")


def _is_leaf(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(STANDARDS)


def _pick(value: Any, standard: str, where: str) -> Any:
    if _is_leaf(value):
        text = value.get(standard)
        if not isinstance(text, str) or not text.strip():
            raise WordsError(f"{where} has no {standard}")
        return text.strip()
    if isinstance(value, Mapping):
        return {name: _pick(inner, standard, f"{where}.{name}") for name, inner in value.items()}
    if isinstance(value, list):
        return [_pick(inner, standard, f"{where}[{i}]") for i, inner in enumerate(value)]
    raise WordsError(f"{where} is neither {{nb: …, nn: …}} nor names")


def _walk(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
        return
    inner = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, each in inner:
        yield from _walk(each, f"{name}.{key}" if name else str(key))
