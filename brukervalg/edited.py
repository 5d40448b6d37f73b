"""What caseworkers have edited, in the rooms that use it: texts, schemes, providers, contracts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.texts import Texts
from editions.editions import Editions
from editions.following import Broken, Follower
from editions.models import Edition
from foundation.clock import Clock
from foundation.database import Database
from provider_catalog.catalogue import Catalogue

TEXT = "text:"


def follower(
    database: Database, clock: Clock, catalogue: Catalogue, texts: Texts | None = None
) -> Follower:
    """A follower that gives each room what is edited of its own.

    Args:
        texts: None where nothing is said to anybody.
    """

    def take(found: Sequence[Edition]) -> Broken:
        broken = catalogue.take(_of(found, texts=False))
        if texts is not None:
            wrong = texts.take(_of(found, texts=True))
            broken |= {(place, TEXT + name): why for (place, name), why in wrong.items()}
        return broken

    return Follower(Editions(database, clock), take)


def _of(found: Sequence[Edition], *, texts: bool) -> Mapping[str, Mapping[str, Any]]:
    """The contents by municipality and piece: those of texts by their names, or the others."""
    own: dict[str, dict[str, Any]] = defaultdict(dict)
    for each in found:
        if each.piece.startswith(TEXT) is texts:
            own[each.municipality][each.piece.removeprefix(TEXT)] = each.content
    return own
