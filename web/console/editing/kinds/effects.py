"""What a change does to real people: whom they can choose, from when, and the cases under way."""

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from choice_register.queries.caseload import UnderWay
from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import NotCovered
from provider_catalog.vocabulary import SERVICES

FAR = 365
"""Days until a choice begins that are told of as far away."""


def effects(
    now: Catalogue, then: Catalogue, municipality: str, under_way: list[UnderWay], today: date
) -> list[str]:
    """What would be different, a sentence a thing; empty where nobody would notice.

    Args:
        now, then: the catalogue as it stands, and with the change.
        under_way: the choices that wait for an answer or for their day.
    """
    return [
        *_open(now, then, municipality, today),
        *(
            line
            for service in SERVICES
            for line in _service(now, then, municipality, service, today)
        ),
        *_cases(now, then, municipality, under_way),
    ]


def _open(now: Catalogue, then: Catalogue, municipality: str, today: date) -> Iterator[str]:
    before, after = (each.scheme(municipality).open_on(today) for each in (now, then))
    if before and not after:
        yield "Ingen kan velge lenger."
    if after and not before:
        yield "Folk kan velge fra nå av."


def _service(
    now: Catalogue, then: Catalogue, municipality: str, service: str, today: date
) -> Iterator[str]:
    name = now.service_names(service).nb
    begins = [each.scheme(municipality).effect_date(service, today) for each in (now, then)]
    if begins[0] != begins[1]:
        far = begins[1] is not None and (begins[1] - today).days > FAR
        yield (
            f"{name.capitalize()}: et valg i dag begynner {_day(begins[1])}"
            f"{', mer enn et år fram' if far else ''}. Nå: {_day(begins[0])}."
        )
    before = _providers(now, municipality, service, begins[0] or today)
    after = _providers(then, municipality, service, begins[1] or today)
    if gone := before - after:
        yield f"{name.capitalize()}: kan ikke velges lenger: {', '.join(sorted(gone))}."
    if new := after - before:
        yield f"{name.capitalize()}: nye å velge: {', '.join(sorted(new))}."


def _providers(catalogue: Catalogue, municipality: str, service: str, on: date) -> set[str]:
    """Who can be chosen anywhere in a municipality on a day."""
    districts: list[str | None] = [each.id for each in catalogue.districts(municipality)]
    return {
        provider.name
        for district in districts or [None]
        for provider in catalogue.providers(municipality, district, service, on)
    }


def _cases(
    now: Catalogue, then: Catalogue, municipality: str, under_way: list[UnderWay]
) -> Iterator[str]:
    before, after = now.scheme(municipality), then.scheme(municipality)
    others = [
        each
        for each in under_way
        if before.effect_date(each.service, each.received_on)
        != after.effect_date(each.service, each.received_on)
    ]
    if others:
        latest = max(
            (after.effect_date(each.service, each.received_on) or each.received_on)
            for each in others
        )
        yield (
            f"{_valg(len(others))} som er i gang, beholder dagen sin. "
            f"Etter den nye regelen ville det siste begynt {_day(latest)}."
        )
    lost = [
        each
        for each in under_way
        if _covered(now, municipality, each) and not _covered(then, municipality, each)
    ]
    if lost:
        names = sorted({now.provider_name(each.provider_id) for each in lost})
        yield f"{_valg(len(lost))} som er i gang, mister avtalen sin: {', '.join(names)}."


def _covered(catalogue: Catalogue, municipality: str, choice: UnderWay) -> bool:
    on = choice.effect_date or choice.received_on
    try:
        catalogue.contract(choice.provider_id, municipality, choice.district, choice.service, on)
    except NotCovered:
        return False
    return True


def _valg(count: int) -> str:
    return "Ett valg" if count == 1 else f"{count} valg"


def _day(day: date | None) -> str:
    return format_date(day, "d. MMMM y", locale="nb") if day else "på en dag som ikke er oppgitt"
