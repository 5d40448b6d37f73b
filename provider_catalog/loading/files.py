"""The catalogue's files, parsed but not yet validated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from dateutil.relativedelta import relativedelta

from provider_catalog.loading.reading import CatalogueError, read

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

    def years_later(self, years: int) -> Self:
        """The same, with every contract beginning and ending so many years later.

        For invented contracts only: those of the demo are made to be looked at in one year.
        """
        contracts = [
            {key: _later(value, years) for key, value in entry.items()}
            for entry in self.lists["contracts"]
        ]
        return replace(self, lists={**self.lists, "contracts": contracts})

    def file(self, name: str) -> Path:
        """The file of one of the lists, for an error's sake."""
        return self.data / f"{name}.yml"


def read_schemes(folder: Path) -> tuple[SchemeFile, ...]:
    """The scheme files of a folder.

    Raises:
        CatalogueError: one is no YAML.
    """
    return tuple(SchemeFile(file, read(file)) for file in sorted(folder.glob("*.yml")))


def _later(value: Any, years: int) -> Any:
    # As a calendar does it: from 29 February to the last of that month.
    return value + relativedelta(years=years) if isinstance(value, date) else value


def _list(folder: Path, name: str) -> Any:
    file = folder / f"{name}.yml"
    content = read(file)
    if list(content) != [name]:
        raise CatalogueError(file, name, "must be the file's one key")
    return content[name]
