"""Reloads approved content (texts, schemes, providers, contracts) into the packages that use it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.texts import Texts
from choice_register.provider_names import ProviderNames
from core.clock import Clock
from core.database import Database
from provider_catalog.catalogue import Catalogue
from provider_catalog.revisions.models import Revision
from provider_catalog.revisions.reloader import Broken, RevisionReloader
from provider_catalog.revisions.revisions import Revisions

TEXT = "text:"
SAVED_ANSWER = "answer:"


def follower(
    database: Database, clock: Clock, catalogue: Catalogue, texts: Texts | None = None
) -> RevisionReloader:
    """A follower that gives each room what is edited of its own, and keeps providers' names.

    Args:
        texts: None where nothing is said to anybody.
    """

    names = ProviderNames(database)

    def take(found: Sequence[Revision]) -> Broken:
        broken = catalogue.take(_of(found, texts=False))
        catalogue.remember_names(names.keep(catalogue.names_of_providers()))
        if texts is not None:
            wrong = texts.take(_of(found, texts=True))
            broken |= {(place, TEXT + name): why for (place, name), why in wrong.items()}
        return broken

    return RevisionReloader(Revisions(database, clock), take)


def _of(found: Sequence[Revision], *, texts: bool) -> Mapping[str, Mapping[str, Any]]:
    """The contents by municipality and piece: those of texts by their names, or the others."""
    own: dict[str, dict[str, Any]] = defaultdict(dict)
    for each in found:
        if each.piece.startswith(SAVED_ANSWER):
            continue  # Caseworkers' own, read where they write: no room holds a copy.
        if each.piece.startswith(TEXT) is texts:
            own[each.municipality][each.piece.removeprefix(TEXT)] = each.content
    return own
