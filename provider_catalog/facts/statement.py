"""A statement: one fact with its place, its source and the days on which it holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FIGURE = re.compile(r"\d+(?:[ .,:]\d+)*")
"""A number as it stands in a wording: «4900», «07.30», «12,08», «116 117»."""

UNKNOWN = "vet jeg ikke"


@dataclass(frozen=True)
class Source:
    """Where a fact stands, and when we looked.

    Attributes:
        title: as it is said: a site, a newspaper, a document.
        url: its address; None for a document that has none.
        checked: the day on which the fact was last compared with our record of it.
        dated: how old the source itself is, as it is said; None where not known.
    """

    title: str
    url: str | None
    checked: date
    dated: str | None = None


@dataclass(frozen=True)
class Statement:
    """One fact, in both written standards.

    Attributes:
        place: id of the place that it holds for; see `places.Place`.
        topic: what it is about.
        short: by standard, what is said by text message and on the phone.
        more: by standard, what is added where there is room.
        figures: the numbers in the wording, each with its year where the source gives one.
        holds_until: the last day on which it is told as it stands.
        intent: the question of the dialogue's own that it answers as well, if there is one.
        own_answer_first: whether the dialogue's own answer, with the municipality's own rule in
            it, is the better one for whoever lives there.
        questions: how people ask for it; STED stands for the place.
        terms: the words that it explains, as they are written in letters.
        wherever: whether it answers whatever place is named, as what one does when going there.
    """

    id: str
    place: str
    topic: str
    short: Mapping[str, str]
    more: Mapping[str, str]
    source: Source
    figures: Mapping[str, int | None]
    holds_until: date | None
    intent: str | None
    own_answer_first: bool
    questions: tuple[str, ...]
    terms: tuple[str, ...] = ()
    wherever: bool = False

    def wording(self, standard: str, *, whole: bool = False) -> str:
        """The words in a standard (nb, nn), with all that is known where there is room."""
        more = self.more.get(standard, "") if whole else ""
        return f"{self.short[standard]} {more}".strip()

    @property
    def says_unknown(self) -> bool:
        """Whether what it tells is that something is not known, and who knows."""
        return UNKNOWN in self.short["nb"]

    def is_past(self, day: date) -> bool:
        """Whether it may no longer hold on a day."""
        return self.holds_until is not None and day > self.holds_until
