"""No provider is favoured by the order in which providers are shown."""

from collections import Counter
from datetime import date
from itertools import permutations

from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Provider, shuffled

FROGNER = "030105"
# Chi-squared with 23 degrees of freedom: one in a thousand fair shuffles is above.
LIMIT = 49.73
RECORDED = ["hasselvind", "klokkebekk", "fjellvante", "oslo-kommune"]


def some(catalogue: Catalogue, today: date) -> list[Provider]:
    providers = catalogue.providers("0301", FROGNER, "practical_assistance", today)
    assert len(providers) == 4
    return providers


def test_every_order_is_equally_likely(catalogue: Catalogue, today: date) -> None:
    providers = some(catalogue, today)
    times = 12_000
    orders = Counter(
        tuple(p.id for p in shuffled(providers, f"turn-{number}")) for number in range(times)
    )
    expected = times / 24
    chi_squared = sum(
        (orders[order] - expected) ** 2 / expected
        for order in permutations(p.id for p in providers)
    )
    assert chi_squared < LIMIT


def test_the_recorded_seed_gives_the_same_order_again(catalogue: Catalogue, today: date) -> None:
    providers = some(catalogue, today)
    first = shuffled(providers, "seed")
    assert shuffled(list(reversed(providers)), "seed") == first
    # Written down here, because it has to hold in later versions too.
    assert [p.id for p in first] == RECORDED


def test_nobody_is_lost_and_the_given_list_is_left_alone(catalogue: Catalogue, today: date) -> None:
    providers = some(catalogue, today)
    before = list(providers)
    assert sorted(p.id for p in shuffled(providers, "x")) == sorted(p.id for p in providers)
    assert providers == before
    assert shuffled([], "x") == []
