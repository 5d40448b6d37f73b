"""Reading a text as its reader does: its words and sentences, and what they are filled with."""

import re
from typing import Any

from assistant.texts import Texts
from assistant.texts.rendering import CEILING
from provider_catalog.catalogue import Catalogue

CATALOGUE = Catalogue.load()
TEXTS = Texts.load(CATALOGUE)

WORDINGS = [
    (name, standard, channel)
    for name in TEXTS.all
    if not name.startswith("foreign.")  # other languages have their own measures
    for standard in ("nb", "nn")
    for channel in ("sms", "phone", "web")
]
FOREIGN = [name for name in TEXTS.all if name.startswith("foreign.")]

# A real value for each field, as long as values get: the reader meets the text filled in.
SAMPLES: dict[str, Any] = {
    "municipality": "Kristiansand",
    "provider": {"provider": "oslo-kommune"},
    "providers": {"list": [{"provider": "hasselvind"}, {"provider": "klokkebekk"}]},
    "now": {"provider": "klokkebekk"},
    "service": {"service": "home_nursing"},
    "services": {"list": [{"service": "practical_assistance"}, {"service": "home_nursing"}]},
    "tasks": "hjelp med medisiner",
    "hours": "3,5",
    "until": {"full_date": "2027-11-14"},
    "date": {"date": "2026-12-03"},
    "case": {"digits": "26-00004-1"},
    "number": {"phone": "+4740000301"},
    "count": 8,
    "duration": {"duration": {"months": 3}},
    "year": 2018,
    "from": "07.30",
    "to": "22.30",
    "ways": {"list": [{"say": "way.phone"}, {"say": "way.electronic_form"}]},
    "exclusions": {"list": [{"say": "exclusion.staffed_housing"}, {"say": "exclusion.under_18"}]},
    "language": {"language": "pl"},
    "owner": {"say": "owner.nonprofit"},
    "languages": {"list": [{"language": "no"}, {"language": "pl"}]},
    "same_helper": {"say": "fact.missing"},
    "extra": {"say": "extra_service.cleaning"},
    "value": {"say": "fact.missing"},
    "site": "kristiansand.kommune.no",
    "url": "https://kristiansand.kommune.no/side",
    "checked": {"full_date": "2026-11-21"},
    "when": {
        "window": {
            "begins": "2027-01-04T08:00",
            "ends": "2027-01-04T15:30",
            "asked": "2026-12-23T16:00",
        }
    },
    "task": {"digits": "1234"},
    "name": "Oslo kommunes hjemmetjeneste",
    "key": "1",
}


def filled(name: str, standard: str, channel: str) -> str:
    """A text with real values in it, as it is read or heard.

    What may not go by text message is read as the web shows it.
    """
    message = {"say": name, "values": {key: SAMPLES[key] for key in TEXTS.all[name].fields()}}
    if TEXTS.all[name].level > CEILING[channel]:
        channel = "web"
    return TEXTS.render(message, channel, standard).text


def own_words(name: str, standard: str, channel: str) -> str:
    """A text with a short word for each value: what its author can answer for."""
    return re.sub(r"\{\w+\}", "Ola", TEXTS.all[name].wording(standard, channel))


def sentences(text: str) -> list[str]:
    ends = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [each for each in ends if words(each)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,:-][^\W_]+)*", text)


def lix(text: str) -> float:
    """LIX (Björnsson 1968): words a sentence, and the share of words of more than six letters."""
    every = words(text)
    long = [word for word in every if len(word) > 6]
    return len(every) / max(len(sentences(text)), 1) + 100 * len(long) / len(every)
