"""A contract: who may help with what, where, from when until when, and how many people."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from provider_catalog.vocabulary import CLOSED, Count, Day, Id, Kommunenummer, Service


class NotCoveredReason(StrEnum):
    """Why a provider cannot be chosen, the widest reason first."""

    PROVIDER = "provider"
    """It has no contract in the municipality."""
    SERVICE = "service"
    """Its contracts there are for other services."""
    DISTRICT = "district"
    """Its contracts for the service are for other districts."""
    DATE = "date"
    """Its contract is over, or has not begun."""


class NotCovered(Exception):
    """No contract covers what was asked for.

    Attributes:
        reason: the first condition that no contract meets.
    """

    def __init__(self, reason: NotCoveredReason) -> None:
        self.reason = reason
        super().__init__(f"no contract: {reason}")


@dataclass(frozen=True, config=CLOSED)
class Contract:
    """What a provider has agreed with a municipality.

    Attributes:
        districts: ids; None (in the file: all) means the whole municipality.
        start, end: first and last day, both included; end None means until further notice.
        capacity: how many people at most; None means no limit.
    """

    id: Id
    provider: Id
    municipality: Kommunenummer
    services: Annotated[tuple[Service, ...], Field(min_length=1)]
    districts: Annotated[
        Annotated[tuple[Id, ...], Field(min_length=1)] | None,
        BeforeValidator(lambda districts: None if districts == "all" else districts),
    ]
    start: Day
    end: Day | None
    capacity: Count | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a contract ends after it starts")

    def in_district(self, district: str | None) -> bool:
        """Whether the contract holds in a district, or in a municipality without districts."""
        return self.districts is None or district in self.districts

    def on(self, day: date) -> bool:
        """Whether the contract is in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Contract") -> bool:
        """Whether both contracts hold for the same provider, service, place and day."""
        return (
            (self.provider, self.municipality) == (other.provider, other.municipality)
            and not set(self.services).isdisjoint(other.services)
            and (
                self.districts is None
                or other.districts is None
                or not set(self.districts).isdisjoint(other.districts)
            )
            and (other.end is None or self.start <= other.end)
            and (self.end is None or other.start <= self.end)
        )


def covering(
    contracts: Iterable[Contract], service: str, district: str | None, on: date
) -> Contract:
    """The one contract among a provider's in a municipality that covers what is asked for.

    Raises:
        NotCovered: there is none; with the first condition that none of them meets.
    """
    left = list(contracts)
    conditions = (
        (NotCoveredReason.PROVIDER, lambda _: True),
        (NotCoveredReason.SERVICE, lambda c: service in c.services),
        (NotCoveredReason.DISTRICT, lambda c: c.in_district(district)),
        (NotCoveredReason.DATE, lambda c: c.on(on)),
    )
    for reason, holds in conditions:
        left = [contract for contract in left if holds(contract)]
        if not left:
            raise NotCovered(reason)
    return left[0]
