"""What matters to the reader, as a filter on the list: nobody is ranked, and nobody vanishes.

Who fits stands in the list, in its drawn order. Of whom a fact is missing it is said that it is
missing. The others are named below with what they lack, so that the reader sees what a wish costs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.texts.values import say_language
from provider_catalog.provider import Provider
from provider_catalog.vocabulary import Hours
from web.public.finding.provider_query import Told

LANGUAGE, OWNER, DAYS, HELPER, PLACE = "sprak", "eier", "dager", "fast", "plass"
NAMES = (LANGUAGE, OWNER, DAYS, HELPER, PLACE)
"""As they stand in the address."""
OURS = ("nb", "nn")
"""Both are «norsk» to whoever asks for it."""

Fits = bool | None
"""Whether a provider is as wished; None where the fact is missing."""


@dataclass(frozen=True)
class Wishes:
    """What somebody wished, as far as it can be wished for here.

    Attributes:
        languages: each must be spoken.
        owner: who owns them; None for any.
        all_days: they come on Saturdays and Sundays, too.
        same_helper: they promise a fixed helper.
        free: they have a place now.
    """

    languages: tuple[str, ...] = ()
    owner: str | None = None
    all_days: bool = False
    same_helper: bool = False
    free: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is wished for."""
        return self != Wishes()

    def judge(self, provider: Provider, full: frozenset[str] | None) -> dict[str, Fits]:
        """Each wish, and whether a provider is so.

        Args:
            provider: the one.
            full: who has no place now; None where nobody knows.
        """
        facts = provider.facts
        spoken, hours = facts["languages"].value, facts["hours"].value
        asked: dict[str, Fits] = {}
        for each in self.languages:
            asked[f"{LANGUAGE}-{each}"] = _speaks(spoken, each)
        if self.owner is not None:
            asked[OWNER] = provider.owner_type == self.owner
        if self.all_days:
            asked[DAYS] = hours.days == "all_days" if isinstance(hours, Hours) else None
        if self.same_helper:
            asked[HELPER] = _known(facts["same_helper"].value)
        if self.free:
            asked[PLACE] = None if full is None else provider.id not in full
        return asked


@dataclass(frozen=True)
class Filtered:
    """The list as the wishes divide it, each part in the drawn order.

    Attributes:
        fitting: with the wishes of which nothing is known.
        others: with the wishes that they do not meet.
    """

    fitting: tuple[tuple[Told, tuple[str, ...]], ...]
    others: tuple[tuple[Told, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Choices:
    """What can be wished for in a list: only what tells its providers apart."""

    languages: tuple[tuple[str, str], ...]
    owners: tuple[str, ...]
    days: bool
    helper: bool
    place: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to wish for."""
        return bool(self.languages or self.owners or self.days or self.helper or self.place)


def choices(here: Sequence[Provider], full: frozenset[str] | None, standard: str) -> Choices:
    """What tells the providers of a list apart.

    Args:
        here: whom the list holds.
        full: who has no place now; None where nobody knows.
        standard: the page's written standard, for the languages' names.
    """
    if len(here) < 2:  # noqa: PLR2004 - of one nobody is left out
        return Choices((), (), days=False, helper=False, place=False)
    spoken = [_languages(each.facts["languages"].value) for each in here]
    some = {each for one in spoken for each in one if any(each not in other for other in spoken)}
    owners = tuple(dict.fromkeys(sorted(each.owner_type for each in here)))
    hours = {_days(each.facts["hours"].value) for each in here}
    return Choices(
        tuple(sorted(((each, say_language(each, standard)) for each in some), key=lambda x: x[1])),
        owners if len(owners) > 1 else (),
        days=len(hours) > 1 and "all_days" in hours,
        helper=len({each.facts["same_helper"].value for each in here}) > 1,
        place=bool(full and any(each.id in full for each in here)),
    )


def read(args: Mapping[str, Any], languages: Sequence[str], can: Choices) -> Wishes:
    """The wishes in an address; what cannot be wished for here is left out.

    Args:
        args: the address's parameters.
        languages: those wished for.
        can: what can be.
    """
    known = [code for code, _ in can.languages]
    return Wishes(
        tuple(each for each in dict.fromkeys(languages) if each in known),
        owner if (owner := args.get(OWNER)) in can.owners else None,
        all_days=can.days and DAYS in args,
        same_helper=can.helper and HELPER in args,
        free=can.place and PLACE in args,
    )


def divide(told: Sequence[Told], judge: Callable[[Provider], dict[str, Fits]]) -> Filtered:
    """Divide a list by what a judgement of each provider says."""
    judged = [(each, judge(each.provider)) for each in told]
    return Filtered(
        tuple((each, _named(said, None)) for each, said in judged if False not in said.values()),
        tuple((each, _named(said, False)) for each, said in judged if False in said.values()),
    )


def _named(said: Mapping[str, Fits], what: Fits) -> tuple[str, ...]:
    return tuple(name for name, fits in said.items() if fits is what)


def _languages(spoken: object) -> frozenset[str]:
    listed = spoken if isinstance(spoken, tuple) else ()
    return frozenset("no" if each in OURS else str(each) for each in listed)


def _speaks(spoken: object, language: str) -> Fits:
    return language in _languages(spoken) if isinstance(spoken, tuple) else None


def _days(hours: object) -> str | None:
    return hours.days if isinstance(hours, Hours) else None


def _known(value: object) -> Fits:
    return None if value is None else bool(value)
