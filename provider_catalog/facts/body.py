"""The body of facts: what answers a question about a place."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Self

from provider_catalog.facts.finding.asking import SHORT, asked_parts, asked_word
from provider_catalog.facts.finding.found import Found as Found  # noqa: PLC0414 - others take it from here
from provider_catalog.facts.finding.judging import Evidence, sure
from provider_catalog.facts.finding.language import PLACE, Language
from provider_catalog.facts.finding.ranking import Ranked, Ranking
from provider_catalog.facts.finding.without_places import FIRM, without_places
from provider_catalog.facts.of_providers import OfProviders
from provider_catalog.facts.places import NATION, OTHERS, UNKNOWN, Place, PlaceMention, Places
from provider_catalog.facts.reading import (
    OF_FIRMS,
    TOPIC,
    Topic,
    read_statements,
    read_topics,
    read_ways_to_ask,
)
from provider_catalog.facts.statement import Statement
from provider_catalog.facts.terms import Terms
from provider_catalog.loading.reading import read

FOLDER = Path(__file__).parent
WAYS = "ways_to_ask"
"""The folder of further ways to ask, a file for each file of statements."""
HERE = "here"
"""The place of a statement that holds for whichever municipality was written to."""

AS_LEARNED = 5.0
"""What likeness counts beside what was learnt, before anything is judged."""
OF_THE_PLACE = 0.12
"""What it counts that a statement is about the very place that is asked about."""
SAME_TOPIC = 0.05
"""What it counts that a follow-up is about what was asked before."""
UNHEARD = 0.5
"""How surely an entry's intent is held to be understood where nobody tried to understand."""
MOST_FOUND = 12
LEAST_OF_A_PART = 2
"""Words that say something, in a part of a message that is compared by itself."""


@dataclass(frozen=True)
class _Likely:
    """An entry beside the part of a message that it is most like, and beside the whole.

    Attributes:
        asks: that part.
        part: the likeness to it.
        whole: the likeness to the whole.
        learned_part: how far it stands out for the part for which it does most.
        learned_whole: the same for the whole.
    """

    entry: str
    asks: str
    part: float
    whole: float
    learned_part: float
    learned_whole: float

    @property
    def likeness(self) -> float:
        """To the part and to the whole."""
        return (self.part + self.whole) / 2

    @property
    def ahead(self) -> float:
        """By what the candidates are ordered before they are judged."""
        return (self.learned_part + self.learned_whole) / 2 + AS_LEARNED * self.likeness


class Facts:
    """Statements, topics and places, and how a question finds its answer.

    Args:
        places: every place that can be named.
        statements: the facts.
        topics: what can be asked of any municipality's scheme.
        language: reads questions.
        of_providers: by fact of a provider, how people ask for it.
        more_ways: reads further ways to ask, by entry; asked for when the first question comes.
        replaced: by municipality, its own statement for each that it stands in place of.
    """

    def __init__(
        self,
        places: Places,
        statements: Iterable[Statement],
        topics: Mapping[str, Topic],
        language: Language,
        of_providers: Mapping[str, Sequence[str]],
        *,
        more_ways: Callable[[], Mapping[str, Sequence[str]]] = dict,
        replaced: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        self.places = places
        self.statements = {each.id: each for each in statements}
        self.topics = topics
        self._language = language
        self._asked_of_providers = of_providers
        self._of_providers = OfProviders(language, of_providers)
        self._terms = Terms(language, self.statements.values())
        self._more_ways = more_ways
        self._replaced = replaced

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Read and check everything.

        Raises:
            CatalogueError: names file, key and reason of the first thing that is wrong.
        """
        return cls(
            Places.load(folder),
            read_statements(folder / "statements"),
            read_topics(folder / "topics.yml"),
            Language(read(folder / "concepts.yml")),
            read(folder / "of_providers.yml"),
            more_ways=partial(read_ways_to_ask, folder / WAYS),
        )

    def with_own(self, written: Iterable[tuple[str, str, Statement]]) -> "Facts":
        """These facts with what municipalities have written themselves.

        Args:
            written: municipality, the name of what it stands in place of or a new one, statement.
        """
        added, replaced = [], dict[str, dict[str, str]]()
        for municipality, name, statement in written:
            added.append(statement)
            if name in self.statements:
                replaced.setdefault(municipality, {})[name] = statement.id
        every = [*self.statements.values(), *added]
        return Facts(
            self.places,
            every,
            self.topics,
            self._language,
            self._asked_of_providers,
            more_ways=self._more_ways,
            replaced=replaced,
        )

    @property
    def is_prepared(self) -> bool:
        """Whether a question can be answered without waiting for what is learnt."""
        return "_ranking" in self.__dict__

    def prepare(self) -> None:
        """Make now what the first question would wait for: a service has time while it starts."""
        _ = self._ranking
        self._of_providers.prepare()

    @cached_property
    def _ranking(self) -> Ranking:
        """Made at the first question: it takes seconds that a command without questions saves."""
        told: dict[str, str] = {}
        for each in self.statements.values():
            said = (each.wording("nb", whole=True), each.wording("nn", whole=True))
            entry = self._asked_as(each)
            told[entry] = " ".join((told.get(entry, ""), *said))
        return Ranking(self._language, self._asked(), told, learns=True)

    def _asked_as(self, statement: Statement) -> str:
        """The entry by which a statement is found: one that it stands in place of, or itself."""
        for own in self._replaced.values():
            for name, id_ in own.items():
                if id_ == statement.id:
                    return name
        return statement.id

    def _asked(self) -> Iterable[tuple[str, str]]:
        for statement in self.statements.values():
            for question in statement.questions:
                yield self._asked_as(statement), question
        for name, topic in self.topics.items():
            for question in topic.q:
                yield TOPIC + name, question
        for fact, questions in self._asked_of_providers.items():
            for question in questions:
                yield OF_FIRMS + fact, question.replace(PLACE, FIRM)
        for entry, questions in self._more_ways().items():
            for way in questions:
                of_firms = _is_of_firms(entry)
                named = [] if of_firms else self.places.find(way)
                yield entry, way.replace(PLACE, FIRM) if of_firms else without_places(way, named)

    def find(
        self,
        text: str,
        mentions: Collection[PlaceMention],
        place: Place,
        *,
        own: bool = True,
        heard: Mapping[str, float] = MappingProxyType({}),
        before: str | None = None,
        firms: Collection[tuple[int, int]] = (),
    ) -> list[Found]:
        """What may answer a question about a place, likeliest first; empty where nothing does.

        A statement about another place than the one asked about never answers. One about the whole
        country does where it is a Norwegian place, and one about a country for its towns.

        Args:
            text: as written.
            mentions: the places named in it.
            place: the one that is asked about.
            own: whether that is the municipality that was written to.
            heard: how surely it was understood as which of the dialogue's questions.
            before: the topic that was asked about before, for a follow-up.
            firms: where in the text providers are named.
        """
        text = without_places(text, mentions, firms)
        if not self._language.content(text):
            return []
        holds = {place.id, place.within or place.id}
        if place.is_municipality or place.id in (OTHERS, UNKNOWN):
            holds.add(NATION)
        if own:
            holds.add(HERE)
        candidates: list[tuple[float, _Likely]] = []
        standing = self._replaced.get(place.id, {})
        unknown = asked_word(text) is not None and self.explained(text, place.id) is None
        for likely in self._likely(text):
            if _is_of_firms(likely.entry) and not own:
                continue
            statement = self.statements.get(standing.get(likely.entry, likely.entry))
            if unknown and statement is not None and statement.terms:
                continue  # Another word of the same letter is not what was asked for.
            if statement is not None and not (statement.wherever or statement.place in holds):
                continue
            more = 0.0
            if statement is not None and NATION != place.id == statement.place and not own:
                more += OF_THE_PLACE
            if before is not None and before == self._about(likely.entry):
                more += SAME_TOPIC
            candidates.append((more, likely))
        candidates.sort(key=lambda each: (-each[1].ahead - AS_LEARNED * each[0], each[1].entry))
        candidates = candidates[:MOST_FOUND]
        found, long = [], len(text.split()) > SHORT
        for more, likely in candidates:
            gives = self._gives(likely.entry)
            others = [each.ahead for _, each in candidates if self._gives(each.entry) != gives]
            lead = likely.ahead - max(others, default=0.0)
            told = self.statements.get(standing.get(likely.entry, likely.entry))
            found.append(self._found(likely, told, more, lead, long=long, heard=heard))
        return sorted(found, key=lambda each: -each.sure)

    def _gives(self, entry: str) -> str:
        """What a person gets by an entry: two that lead to the same answer do not compete."""
        statement = self.statements.get(entry)
        if _is_of_firms(entry):
            return entry
        if statement is None:
            return self._topic_of(entry).intent
        return statement.intent if statement.own_answer_first and statement.intent else entry

    def _found(
        self,
        likely: "_Likely",
        statement: Statement | None,
        more: float,
        lead: float,
        *,
        long: bool,
        heard: Mapping[str, float],
    ) -> Found:
        of_firms = _is_of_firms(likely.entry)
        topic = None if statement or of_firms else self._topic_of(likely.entry)
        about = statement or topic
        intent = about.intent if about else "provider_details"
        evidence = Evidence(
            part=likely.part,
            whole=likely.whole,
            learned=likely.learned_whole,
            lead=lead,
            spoken_of=self._ranking.spoken_of(likely.asks, likely.entry),
            kind=self._ranking.gives_kind(likely.asks, likely.entry),
            long=long,
            heard=_heard(heard, intent),
            topic=topic is not None,
        )
        return Found(
            statement.id if statement else likely.entry,
            likely.likeness + more,
            sure(evidence, more),
            statement,
            topic,
            evidence=evidence,
        )

    def _likely(self, text: str) -> Iterable["_Likely"]:
        """Every entry, with the part of what is asked that it is most like."""
        whole, *parts = asked_parts(text)
        best = {
            each.entry: _Likely(
                each.entry, whole, each.score, each.score, each.learned, each.learned
            )
            for each in self._ranking.rank(whole)
        }
        for part in parts:
            if len(self._language.content(part)) < LEAST_OF_A_PART:
                continue
            for each in self._ranking.rank(part):
                known = best.get(each.entry) or _Likely(each.entry, part, 0.0, 0.0, 0.0, 0.0)
                best[each.entry] = replace(
                    known,
                    asks=part if known.part <= each.score else known.asks,
                    part=max(known.part, each.score),
                    learned_part=max(known.learned_part, each.learned),
                )
        return best.values()

    def of_provider(
        self,
        text: str,
        named: Collection[tuple[int, int]],
        places: Iterable[PlaceMention] = (),
    ) -> Ranked | None:
        """Which fact of a provider is asked for (`OfProviders.named`)."""
        return self._of_providers.named(text, named, places)

    def of_unknown(
        self, text: str, taken: Iterable[tuple[int, int]] = ()
    ) -> tuple[str, Ranked] | None:
        """A name that nobody knows, and what is asked of it (`OfProviders.unknown`)."""
        return self._of_providers.unknown(text, taken, self._ranking.knows)

    def explained(self, text: str, place: str) -> Statement | None:
        """The statement that explains a word in a text (`Terms.explained`).

        Args:
            text: as written.
            place: whose own statement is taken, where it has written one in place of the shared.
        """
        shared = self._terms.explained(text)
        own = self._replaced.get(place, {}).get(shared.id) if shared is not None else None
        return shared if own is None else self.statements[own]

    def is_about(self, text: str, statement: Statement) -> bool:
        """Whether a text asks for the word that a statement explains (`Terms.is_about`)."""
        return self._terms.is_about(text, self.statements[self._asked_as(statement)])

    def kind(self, text: str) -> str | None:
        """Which kind of answer a question wants: when, count, who, why and the like."""
        return self._language.kind(self._language.words(text))

    def says_nothing(self, text: str, mentions: Collection[PlaceMention] = ()) -> bool:
        """Whether a message names nothing that it could be about, besides a place."""
        return not self._language.content(without_places(text, mentions))

    def says_little(self, text: str, mentions: Collection[PlaceMention]) -> bool:
        """Whether a message names at most one thing that it could be about, besides a place."""
        kept = [word for word in without_places(text, mentions).split() if word != PLACE]
        return len(self._language.content(" ".join(kept))) < LEAST_OF_A_PART

    def _topic_of(self, name: str) -> Topic:
        return self.topics[name.removeprefix(TOPIC)]

    def _about(self, name: str) -> str:
        statement = self.statements.get(name)
        return statement.topic if statement else name.removeprefix(TOPIC)


def _heard(heard: Mapping[str, float], intent: str | None) -> float:
    """How surely an intent was understood: what was understood first counts whole.

    Where nothing was, as on a page, half of it is taken for granted.
    """
    if intent is not None and not heard:
        return UNHEARD
    first = max(heard, key=lambda each: heard[each], default=None)
    return 1.0 if intent is not None and intent == first else heard.get(intent or "", 0.0)


def _is_of_firms(entry: str) -> bool:
    return entry.startswith(OF_FIRMS)
