"""Providers without a free place, by service and day; needs no identified person.

Only that a provider is full is told, never how many people it has.
"""

from choice_register.choices.eligibility import is_full
from core.clock import Clock
from core.database import Database
from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import NotCovered


class Availability:
    """Looks at the places of a municipality's contracts.

    Args:
        database: where the choices are kept.
        catalogue: contracts and schemes.
        clock: what day it is.
    """

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._catalogue = catalogue
        self._clock = clock

    def full(self, municipality: str, district: str | None, service: str) -> frozenset[str]:
        """The providers of a service in a district that a new person would be refused by today.

        Nothing is held: a place that is free now can be gone when the choice is made.
        """
        today = self._clock.today()
        first_day = self._catalogue.scheme(municipality).effect_date(service, today) or today
        full = set()
        with self._database.read() as session:
            for each in self._catalogue.providers(municipality, district, service, today):
                try:
                    contract = self._catalogue.contract(
                        each.id, municipality, district, service, first_day
                    )
                except NotCovered:
                    continue
                if is_full(session, contract, (today, first_day)):
                    full.add(each.id)
        return frozenset(full)

    def is_full(self, provider: str, municipality: str) -> bool:
        """Whether every contract in force of a provider in a municipality is full."""
        today = self._clock.today()
        contracts = [
            each
            for each in self._catalogue.contracts(municipality)
            if each.provider == provider and each.on(today)
        ]
        with self._database.read() as session:
            return bool(contracts) and all(
                is_full(session, contract, (today,)) for contract in contracts
            )
