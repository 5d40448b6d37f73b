"""A piece's content in words: the rows of a comparison, for every kind of piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from assistant.texts.text import STANDARDS
from core.channel import DIALOGUE_CHANNELS, Channel
from provider_catalog.catalogue import Catalogue
from web.console.editing.forms.fields import say_day
from web.console.editing.forms.forms import fact_shape, rule_shape
from web.console.editing.labels import FACTS, RULES, word
from web.console.editing.office_words import TITLES, office_rows

STANDARD_NAMES = {"nb": "Bokmål", "nn": "Nynorsk"}
CHANNEL_NAMES: dict[str, str] = {Channel.SMS: "SMS", Channel.PHONE: "telefon", Channel.WEB: "nett"}
EVERYWHERE = "any"
SHOWN = 60
"""So much of a text is its title."""


@dataclass(frozen=True)
class Row:
    """One thing that a piece says."""

    label: str
    words: str


def rows(piece: str, content: Any, catalogue: Catalogue) -> list[Row]:
    """What a piece says, a row a thing; nothing where there is no such piece."""
    kind, _, name = piece.partition(":")
    if content is None:
        return []
    match kind:
        case "text":
            found = _text(content)
        case "rule":
            found = _rule(name.partition(":")[0], content)
        case "provider":
            found = _provider(content)
        case "office":
            found = office_rows(name, content)
        case "fact":
            found = _fact(content)
        case "answer":
            found = iter(
                [
                    ("Handler om", content["title"]),
                    *((STANDARD_NAMES[s], content[s]) for s in STANDARDS),
                ]
            )
        case _:
            found = _contract(content, catalogue)
    return [Row(label, words) for label, words in found]


def title(piece: str, content: Any, catalogue: Catalogue) -> str:
    """What a piece is called on the pages."""
    kind, _, name = piece.partition(":")
    match kind:
        case "text":
            words = shorten(content["nb"][EVERYWHERE], SHOWN) if content else "Teksten"
            return f"«{words}»"
        case "rule":
            key, _, service = name.partition(":")
            told = RULES.get(key, key)
            return f"{told}: {catalogue.service_names(service).nb}" if service else told
        case "office":
            return TITLES[name]
        case "fact":
            words = shorten(content["nb"], SHOWN) if content else name
            return f"Faktaet «{words}»"
        case "answer":
            return f"Svaret «{content['title']}»" if content else "Et svar"
        case "provider":
            return f"Leverandøren {content['name'] if content else name}"
    who = catalogue.provider_name(content["provider"]) if content else name
    return f"Avtalen med {who}"


def where(standard: str, channel: str) -> str:
    """A standard and a channel, or all of them."""
    on = "alle kanaler" if channel == EVERYWHERE else CHANNEL_NAMES[channel]
    return f"{STANDARD_NAMES[standard]}, {on}"


def _text(content: Any) -> Iterator[tuple[str, str]]:
    for standard in STANDARDS:
        for channel in (EVERYWHERE, *DIALOGUE_CHANNELS):
            if channel in content.get(standard, {}):
                yield where(standard, channel), content[standard][channel]


def _rule(key: str, content: Any) -> Iterator[tuple[str, str]]:
    yield "Svar", rule_shape(key).say(content["value"])
    for name, label in (("since", "Første dag"), ("until", "Siste dag")):
        if name in content:
            day = content[name]
            yield label, say_day(day) if day else "Ikke oppgitt"
    yield from _source("", content)
    yield "Det siden sier", content.get("page_says") or ""
    yield "Om sidens alder", content.get("page_age") or ""


def _provider(content: Any) -> Iterator[tuple[str, str]]:
    yield "Navn", content["name"]
    yield "Sies også", ", ".join(content["aliases"])
    for key, fact in content["facts"].items():
        yield FACTS[key], fact_shape(key).say(fact["value"])
        yield from _source(f"{FACTS[key]}: ", fact)


def _fact(content: Any) -> Iterator[tuple[str, str]]:
    for standard in STANDARDS:
        yield STANDARD_NAMES[standard], content[standard]
        yield f"{STANDARD_NAMES[standard]}, mer på nett", content[f"more_{standard}"] or ""
    yield "Slik spør folk", "; ".join(content["q"])
    numbers = content["numbers"].items()
    yield "Tall", ", ".join(f"{each} ({year})" if year else each for each, year in numbers)
    yield "Kilde", content["title"]
    yield "Adresse", content.get("url") or ""
    yield "Kontrollert", _day(content["checked"])
    yield "Gjelder til", _day(content.get("holds_until"))


def _day(written: Any) -> str:
    try:
        return say_day(written) if written else ""
    except ValueError:
        return str(written)


def _contract(content: Any, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield "Leverandør", catalogue.provider_name(content["provider"])
    names = (catalogue.service_names(service).nb for service in content["services"])
    yield "Hjelp", ", ".join(names)
    yield "Bydeler", _districts(content["districts"], catalogue)
    yield "Første dag", say_day(content["start"])
    yield "Siste dag", say_day(content["end"]) if content["end"] else "Til den sies opp"
    capacity = content["capacity"]
    yield "Plasser", "Ingen grense" if capacity is None else str(capacity)


def _districts(districts: Any, catalogue: Catalogue) -> str:
    if districts == "all":
        return "Hele kommunen"
    known = {d.id: d.name for m in catalogue.municipalities() for d in catalogue.districts(m.id)}
    return ", ".join(known.get(district, district) for district in districts)


def _source(prefix: str, content: Any) -> Iterator[tuple[str, str]]:
    yield f"{prefix}kilde".capitalize() if not prefix else f"{prefix}kilde", content["source"]
    checked = f"{prefix}kontrollert"
    yield checked.capitalize() if not prefix else checked, say_day(content["checked"])


def spell(slug: str) -> str:
    """A slug in words, in small letters."""
    return word(slug).lower()
