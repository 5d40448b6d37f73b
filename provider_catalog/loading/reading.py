"""Read the room's YAML files and say exactly what is wrong when one is broken."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from core.yaml_files import LOADER

T = TypeVar("T")


class CatalogueError(ValueError):
    """A data file is broken.

    Attributes:
        file: the file as it was given.
        key: where in the file, as a dotted path; empty for the file as a whole.
        reason: what is wrong with it.
    """

    def __init__(self, file: Path, key: str, reason: str) -> None:
        self.file, self.key, self.reason = file, key, reason
        super().__init__(": ".join(part for part in (str(file), key, reason) if part))


class _Loader(LOADER):  # type: ignore[misc]
    """The safe loader, which refuses a key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key_node.value!r} stands twice", key_node.start_mark
                )
            seen.add(key_node.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def read(file: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds.

    Raises:
        CatalogueError: there is no such file, it is no YAML, or it is no mapping.
    """
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except OSError as error:
        raise CatalogueError(file, "", error.strerror or "cannot be read") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(file, "", " ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise CatalogueError(file, "", "must hold a mapping")
    return content


def parse(shape: TypeAdapter[T], raw: Any, file: Path, key: str = "") -> T:
    """Check what was read against a shape.

    Args:
        shape: what it must look like.
        raw: what the file holds.
        file: for the error message.
        key: where in the file `raw` stands.

    Raises:
        CatalogueError: for the first thing that does not fit.
    """
    try:
        return shape.validate_python(raw)
    except ValidationError as error:
        # A value of several shapes fails once for each; all are told, at the first one's place.
        first, *others = error.errors(include_url=False)
        place = ".".join([key, *map(str, first["loc"])]).strip(".")
        same_place = [e for e in others if e["loc"][:1] == first["loc"][:1]]
        reasons = dict.fromkeys(e["msg"] for e in [first, *same_place])
        raise CatalogueError(
            file, place, f"{'; '.join(reasons)}; got {first['input']!r}"
        ) from error
