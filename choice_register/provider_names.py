"""Provider names, kept as long as a choice may refer to them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from choice_register.models import ProviderName
from core.database import Database


class ProviderNames:
    """Stores the names of the catalogue's providers, so that one that leaves it keeps its name.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, names: Mapping[str, str]) -> dict[str, str]:
        """Store the names that are new or changed; writes nothing where none is.

        Args:
            names: by provider id, as the catalogue has them now.

        Returns:
            Every name that was ever stored, by provider id.
        """
        with self._database.read() as session:
            rows = session.execute(select(ProviderName.provider_id, ProviderName.name))
            known = {provider_id: name for provider_id, name in rows}
        new = {each: name for each, name in names.items() if known.get(each) != name}
        if new:
            with self._database.write() as session:
                dialect = sqlite if self._database.is_sqlite else postgresql
                # In one order, so that two processes that start at once do not wait in a ring.
                for provider_id, name in sorted(new.items()):
                    row = dialect.insert(ProviderName).values(provider_id=provider_id, name=name)
                    session.execute(
                        row.on_conflict_do_update(
                            index_elements=["provider_id"], set_={"name": name}
                        )
                    )
        return known | new
