"""Tells the program's own names from Norwegian words in what a page shows."""

import enum
import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import yaml

ROOMS = ("assistant", "casework", "channels", "choice_register", "conversations", "core", "web")
DOMAIN = yaml.safe_load(Path("assistant/domain.yml").read_text("utf-8"))
INTENTS: list[str] = [next(iter(e)) if isinstance(e, dict) else e for e in DOMAIN["intents"]]
ENTITIES: list[str] = [next(iter(e)) if isinstance(e, dict) else e for e in DOMAIN["entities"]]
NORWEGIAN_TOO = frozenset(
    # Names of ours that are Norwegian words, names or short forms as well.
    "sms person operator status for at by no til pris start fra dag mandat rest hele data note "
    "kode adresse text bpa alt alarm system code in sent over time full".split()
) - {"text", "code"}
_SNAKE = re.compile(r"\b[A-Za-z]+(?:_[a-z0-9]+)+\b")
_DOTTED = re.compile(r"\b[a-z_]{3,}\.[a-z_]{3,}\b")
_WORD = re.compile(r"[A-Za-z_]+")
_FIELD = re.compile(r"\{[a-z_:]+\}")
"""Where a value goes in a text that is edited."""
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|@|\.no|\.txt|\.csv|\.yml)\S*")
_SHOWN = ("aria-label", "title", "placeholder", "alt")


@cache
def names() -> frozenset[str]:
    """What intents, entities and the values of every enumeration are called."""
    values = {
        str(member.value)
        for name, module in list(sys.modules.items())
        if name.split(".")[0] in ROOMS
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, enum.StrEnum)
        for member in thing
    }
    found = {*values, *INTENTS, *ENTITIES}
    return frozenset(each for each in found if each.isascii() and len(each) > 2) - NORWEGIAN_TOO


class _Text(HTMLParser):
    """What a reader sees or hears of a page; the person's own words and what is typed are left."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        own = "words" in (has.get("class") or "").split()
        if (
            tag in ("script", "style", "textarea", "kbd")
            or own
            or (self._hidden and tag == self._hidden[-1])
        ):
            self._hidden.append(tag)
        self.parts += [value for name, value in attrs if name in _SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def shown(page: str) -> list[str]:
    """The texts of a page, part by part."""
    reader = _Text()
    reader.feed(page)
    return [" ".join(part.split()) for part in reader.parts if part.strip()]


def foreign(page: str) -> list[str]:
    """The program's own names in a page, each with the text around it."""
    found = []
    for part in shown(page):
        plain = _FIELD.sub(" ", _ADDRESS.sub(" ", part))
        own = [*_SNAKE.findall(plain), *_DOTTED.findall(plain)]
        own += [word for word in _WORD.findall(plain) if word.lower() in names()]
        found += [f"{word}: …{part[:100]}…" for word in dict.fromkeys(own)]
    return found
