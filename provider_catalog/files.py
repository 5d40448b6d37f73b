"""What the files of the catalogue hold, read but not yet checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from provider_catalog.reading import CatalogueError, read

LISTS = ("municipalities", "districts", "providers", "contracts")


@dataclass(frozen=True)
class SchemeFile:
    """One municipality's scheme, and the file that it stands in."""

    file: Path
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Files:
    """Everything that is checked together.

    Attributes:
        data: the folder with municipalities, districts, providers and contracts.
        lists: the entries of each of its files, by the file's name.
        services_file, services: the file with the services' names, and what it holds.
        schemes_folder, schemes: the folder with the schemes, and its files in order.
    """

    data: Path
    lists: Mapping[str, Any]
    services_file: Path
    services: Mapping[str, Any]
    schemes_folder: Path
    schemes: tuple[SchemeFile, ...]

    @classmethod
    def read(cls, data: Path, services: Path, schemes: Path) -> Self:
        """Read the files.

        Raises:
            CatalogueError: one is not there, is no YAML, or holds something else.
        """
        return cls(
            data,
            {name: _list(data, name) for name in LISTS},
            services,
            read(services),
            schemes,
            read_schemes(schemes),
        )

    def file(self, name: str) -> Path:
        """The file of one of the lists, for an error's sake."""
        return self.data / f"{name}.yml"


def read_schemes(folder: Path) -> tuple[SchemeFile, ...]:
    """The scheme files of a folder.

    Raises:
        CatalogueError: one is no YAML.
    """
    return tuple(SchemeFile(file, read(file)) for file in sorted(folder.glob("*.yml")))


def _list(folder: Path, name: str) -> Any:
    file = folder / f"{name}.yml"
    content = read(file)
    if list(content) != [name]:
        raise CatalogueError(file, name, "must be the file's one key")
    return content[name]
