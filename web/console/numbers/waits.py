"""How long people waited for a person: in bands, and the middle of them."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median, quantiles

from conversations.statistics import Wait
from web.console.numbers.figure import HIDDEN, NONE, percent
from web.console.numbers.small_counts import FEWEST

BANDS = {
    "under 1 time": timedelta(hours=1),
    "1 til 4 timer": timedelta(hours=4),
    "4 til 24 timer": timedelta(hours=24),
    "1 til 3 døgn": timedelta(days=3),
    "over 3 døgn": timedelta.max,
}
"""Each band, and where it ends."""
_HOUR, _DAY = 60, 24 * 60


def band(waited: timedelta) -> str:
    """The band that a wait falls into."""
    return next(name for name, most in BANDS.items() if waited < most)


def half(waits: Sequence[Wait]) -> str:
    """The time within which one half had an answer; hidden where it would be of a few people."""
    if len(waits) < FEWEST:
        return HIDDEN if waits else NONE
    return _length(median(each.waited.total_seconds() for each in waits))


def nine_of_ten(waits: Sequence[Wait]) -> str:
    """The time within which nine of ten had an answer; hidden as for `half`."""
    if len(waits) < FEWEST:
        return HIDDEN if waits else NONE
    lengths = [each.waited.total_seconds() for each in waits]
    return _length(quantiles(lengths, n=10, method="inclusive")[-1])


def kept(waits: Sequence[Wait]) -> str:
    """The share of promised times that were kept; hidden where a few were, or were not."""
    promised = [each.kept for each in waits if each.kept is not None]
    if not promised:
        return NONE
    yes = sum(promised)
    no = len(promised) - yes
    few = len(promised) < FEWEST or 0 < yes < FEWEST or 0 < no < FEWEST
    return HIDDEN if few else percent(yes / len(promised))


def _length(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < _HOUR:
        return f"{minutes} min"
    if minutes < _DAY:
        return f"{minutes // _HOUR} t {minutes % _HOUR} min"
    return f"{minutes / _DAY:.1f} døgn".replace(".", ",")
