"""Opening the records for a command: register, channels and catalogue, and who is at the shell."""

import os
import pwd
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, Any

import click

from choice_register.audit import Actor
from choice_register.register import Register
from choice_register.types import Authority
from core.channel import Channel
from core.clock import OSLO, Clock
from core.database import Database
from core.settings import Settings
from migrations import require_known
from provider_catalog.catalogue import Catalogue
from provider_catalog.loading.reading import CatalogueError
from service.application import load_catalogue
from service.content_reload import follower


class Refused(click.ClickException):
    """What was asked for cannot be done; the message says why, in Norwegian, and what helps."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message to standard error."""
        click.echo(f"Feil: {self.format_message()}", file=file or sys.stderr)


@dataclass(frozen=True)
class Records:
    """What a command works on.

    Attributes:
        actor: the one at the shell, for the audit.
    """

    database: Database
    register: Register
    catalogue: Catalogue
    clock: Clock
    actor: Actor


@contextmanager
def opened(settings: Settings) -> Iterator[Records]:
    """Open the records, and close them at the end.

    Raises:
        Refused: the catalogue is broken, or the database has no tables yet.
        NewerDatabase: the database is ahead of this code.
    """
    try:
        catalogue = load_catalogue(settings)
    except CatalogueError as broken:
        raise Refused(f"Katalogen kan ikke leses: {broken}") from broken
    database, clock = Database(settings.database_url), Clock(settings.now)
    try:
        if require_known(database) is None:
            raise Refused("Databasen har ingen tabeller ennå. Kjør først: brukervalg db upgrade")
        follower(database, clock, catalogue).look()
        register = Register(database, catalogue, clock, secrets=settings.secret_keys)
        yield Records(database, register, catalogue, clock, shell_actor())
    finally:
        database.close()


def shell_actor() -> Actor:
    """The one at the shell, as the operating system knows them; no environment variable counts."""
    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # A container may run as a user that it has no name for.
        name = f"uid-{number}"
    return Actor(f"caseworker:{name}", Channel.COMMAND_LINE, Authority.CASEWORKER)


def require_municipality(records: Records, municipality: str | None) -> None:
    """Check that a municipality is in the catalogue; None is every municipality.

    Raises:
        Refused: it is not; the message names those that are.
    """
    known = records.catalogue.municipalities()
    if municipality is not None and municipality not in {each.id for each in known}:
        names = ", ".join(f"{each.id} {each.name}" for each in known)
        raise Refused(f"Kommunenummer {municipality} finnes ikke i katalogen. Der er: {names}.")


def start_of(day: date | None) -> datetime | None:
    """When a day begins in Oslo."""
    return None if day is None else datetime.combine(day, time(), OSLO)
