"""What a chat shows: paragraphs, cards of providers, quick replies, sources.

A reply is kept as the assistant's own messages. The page is drawn from them, again and again, in
the written standard in which the reply was given.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.texts.rendering import Texts
from assistant.texts.text import Level
from conversations.renderer import RenderedReply, Say
from core.channel import Channel
from provider_catalog.catalogue import Catalogue
from web.layout.words import Words

CARD = "provider.card"
DISTRICT = "prompt.district"
"""The question that the districts' names answer."""
RECEIPT = "choice.receipt"
URGENT = "emergency"
"""The texts about danger to life begin with this word."""
FIELDS = ("owner", "languages", "same_helper", "hours", "extra")
"""What a card shows of a provider, for everybody the same in the same order."""

COMPARED = 3
"""So many stand side by side; of more nobody keeps apart which is which."""

_EMERGENCY = re.compile(r"\b11[023]\b")

WORDS = Words(Path(__file__).parent / "words")


@dataclass(frozen=True)
class Source:
    """Where a statement stands, and when somebody compared it with that page.

    Args:
        url: the page; empty for a document without one, and for what is invented for a demo.
        site: the page's host as people know it, or a document's title; empty for an invention.
        checked: the date.
    """

    url: str
    site: str
    checked: date


@dataclass(frozen=True)
class Quick:
    """An answer that can be given by a press: what stands on it, and what is then said."""

    label: str
    says: str


@dataclass(frozen=True)
class Card:
    """One provider: the same fields for everybody, missing facts shown as missing.

    Args:
        name: the provider's.
        fields: name of the field (`words.card`) and what it holds.
        sources: where the facts stand.
        choose: the answer that begins to choose this one.
    """

    name: str
    fields: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    choose: Quick


@dataclass(frozen=True)
class Drawn:
    """A reply made ready for the page.

    Args:
        blocks: in order, a paragraph or the cards that stand side by side.
        quick: the answers that can be given by a press.
        sources: of everything that was said, each page once.
        calls: the numbers to call, in this order, where there is danger to life.
        private: it holds what only the proven person should see.
        links: pages that lead on from what was said, by name (`words.leads_to`).
        receipt: it confirms what was registered.
        asks_code: it asks for the code of a letter, which binds the chat to somebody's case.
    """

    blocks: tuple[str | tuple[Card, ...], ...]
    quick: tuple[Quick, ...] = ()
    sources: tuple[Source, ...] = ()
    calls: tuple[str, ...] = ()
    private: bool = False
    links: tuple[str, ...] = ()
    receipt: bool = False
    asks_code: bool = False

    @property
    def offered(self) -> tuple[Quick, ...]:
        """Every answer that can be given by a press, those on the cards as well."""
        cards = (card for block in self.blocks if isinstance(block, tuple) for card in block)
        return (*self.quick, *(card.choose for card in cards))


Districts = Callable[[str], Mapping[str, str]]
"""A municipality's districts: id and name."""


def districts_of(catalogue: Catalogue) -> Districts:
    """The districts of a catalogue's municipalities, as they are now."""
    return lambda here: {each.id: each.name for each in catalogue.districts(here)}


class WebRenderer:
    """Makes what a page shows of what the assistant wants said.

    Args:
        texts: where the sentences come from.
        districts: the answers to «Hvilken bydel?».
        municipality: whose texts and districts it draws.
    """

    name: str = Channel.WEB

    def __init__(
        self, texts: Texts, districts: Districts = lambda _: {}, municipality: str = ""
    ) -> None:
        self._texts = texts
        self._districts = districts
        self._municipality = municipality

    def of(self, municipality: str) -> "WebRenderer":
        """This renderer with a municipality's own texts."""
        return WebRenderer(self._texts.of(municipality), self._districts, municipality)

    def render(
        self,
        says: list[Say],
        standard: str,
        pace: dict[str, int],  # noqa: ARG002 - who reads goes at a pace of one's own
    ) -> RenderedReply:
        """The words of a reply, for transcripts. Nothing is sent: the page comes and gets it."""
        return RenderedReply("\n".join(self._words(say, standard) for say in says))

    def draw(self, says: Iterable[Say], standard: str) -> Drawn:
        """The reply as the page shows it.

        Raises:
            TextError: a text that was said then is no more, or asks for other values.
        """
        says, leads = list(says), WORDS.of(standard)["leads_to"]
        blocks: list[str | tuple[Card, ...]] = []
        sources: list[Source] = []
        for say in says:
            sources += _sources([say["source"]] if "source" in say else [])
            cards = self._cards(say, standard)
            if say["say"] != CARD:
                blocks.append(self._texts.render(say, Channel.WEB, standard).text)
            if cards and blocks and isinstance(blocks[-1], tuple):
                blocks[-1] += cards
            elif cards:
                blocks.append(cards)
        return Drawn(
            blocks=tuple(blocks),
            quick=tuple(self._quick(says, standard)),
            sources=tuple(dict.fromkeys(sources)),
            calls=self._calls(says, standard),
            private=any(self._texts.level(say) is Level.PRIVATE for say in says),
            links=tuple(dict.fromkeys(leads[say["say"]] for say in says if say["say"] in leads)),
            receipt=any(say["say"] == RECEIPT for say in says),
            asks_code=any(say.get("expect") == "code" for say in says),
        )

    def _calls(self, says: list[Say], standard: str) -> tuple[str, ...]:
        urgent = [say for say in says if say["say"].split(".")[0] == URGENT]
        words = " ".join(self._texts.render(say, Channel.WEB, standard).text for say in urgent)
        return tuple(dict.fromkeys(_EMERGENCY.findall(words)))

    def value(self, value: Any, standard: str) -> str:
        """The words for one value by itself."""
        return self._texts.value(value, Channel.WEB, standard)

    def _cards(self, say: Say, standard: str) -> tuple[Card, ...]:
        """The providers that a message shows: the one that it tells about, or those it lists."""
        shown = [say] if say["say"] == CARD else say.get("cards", ())
        numbers = {quick.label: quick.says for quick in self._options(say, standard)}
        return tuple(self._card(each, standard, numbers) for each in shown)

    def _options(self, say: Say, standard: str) -> list[Quick]:
        labels = self._texts.render(say, Channel.WEB, standard).options
        # A number means the option whatever it is called.
        return [Quick(label, str(number)) for number, label in enumerate(labels, start=1)]

    def _words(self, say: Say, standard: str) -> str:
        rendered = self._texts.render(say, Channel.WEB, standard)
        options = [f"{number} {label}" for number, label in enumerate(rendered.options, start=1)]
        return "\n".join([rendered.text, *options])

    def _quick(self, says: list[Say], standard: str) -> Iterable[Quick]:
        """The options of the question, yes and no, or what can well be asked next."""
        words = WORDS.of(standard)
        asked = next((say for say in reversed(says) if "options" in say or "expect" in say), None)
        if asked is not None and "options" in asked:
            # Whoever has a card is chosen there.
            on_cards = {card.name for card in self._cards(asked, standard)}
            return [each for each in self._options(asked, standard) if each.label not in on_cards]
        if asked is not None and asked["expect"] == "yes_no":
            return [Quick(words["answer"][each], words["answer"][each]) for each in ("yes", "no")]
        if asked is not None and asked["say"] == DISTRICT:
            names = sorted(self._districts(self._municipality).values(), key=_alphabetical)
            return [Quick(name, name) for name in names]
        return [*self._narrower(says, standard), *self._suggested(says, standard)]

    def _suggested(self, says: list[Say], standard: str) -> list[Quick]:
        words = WORDS.of(standard)
        return [
            Quick(
                self._filled(each["label"], say, standard),
                self._filled(each["says"], say, standard),
            )
            for say in says
            for each in words["suggested"].get(say["say"], ())
        ]

    def _narrower(self, says: list[Say], standard: str) -> list[Quick]:
        """After a list: the same for one kind of help, and those listed side by side.

        What is said names help and district, so that little has to be remembered.
        """
        words = WORDS.of(standard)["narrow"]
        found: list[Quick] = []
        for say in says:
            about, cards = say.get("about"), say.get("cards", ())
            if not about or not cards:
                continue
            district = self._districts(self._municipality).get(about["district"] or "", "")
            for each in about["services"] if len(about["services"]) > 1 else ():
                service = self.value({"service": each}, standard)
                asks = words["in_district" if district else "anywhere"]
                asks = asks.format(service=service, district=district)
                found.append(Quick(words["only"].format(service=service), asks))
            if 1 < len(cards) <= COMPARED:
                found.append(Quick(words["compare"], words["compare_says"]))
        return found

    def _filled(self, words: str, say: Say, standard: str) -> str:
        values = say.get("values", {})
        named = {
            name: self.value(value, standard)
            for name, value in values.items()
            if f"{{{name}}}" in words
        }
        return words.format_map(named)

    def _card(self, card: Mapping[str, Any], standard: str, numbers: Mapping[str, str]) -> Card:
        values, words = card["values"], WORDS.of(standard)["card"]
        name = self.value(values["provider"], standard)
        services = [self.value({"service": each}, standard) for each in card.get("services", ())]
        helps = [("services", _capitalised(", ".join(services)))] if services else []
        chosen = words["chosen_for" if len(services) == 1 else "chosen"]
        return Card(
            name=name,
            fields=(
                *helps,
                *((field, _capitalised(self.value(values[field], standard))) for field in FIELDS),
            ),
            sources=tuple(dict.fromkeys(_sources(card.get("sources", ())))),
            choose=Quick(
                words["choose"].format(name=name),
                numbers.get(name, chosen.format(name=name, service="".join(services[:1]))),
            ),
        )


def _sources(stated: Iterable[Mapping[str, str]]) -> list[Source]:
    sources = []
    for each in stated:
        url = each["url"] if each["url"].startswith(("https://", "http://")) else ""
        site = (urlsplit(url).hostname or "").removeprefix("www.") or each.get("title", "")
        sources.append(Source(url, site, date.fromisoformat(each["checked"])))
    return sources


def _alphabetical(name: str) -> str:
    """For sorting as Norwegian does: æ, ø and å last."""
    return name.casefold().translate(str.maketrans("æøå", "{|}"))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
