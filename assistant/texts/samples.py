"""A real value for each field of the texts, as long as values get: the reader meets them filled in.

Used where a text is judged before it is said: in the tests, and by whoever edits one.
"""

from typing import Any

from provider_catalog.catalogue import Catalogue

_ANYWHERE: dict[str, Any] = {
    "service": {"service": "home_nursing"},
    "services": {"list": [{"service": "practical_assistance"}, {"service": "home_nursing"}]},
    "tasks": "hjelp med medisiner",
    "hours": "3,5",
    "until": {"full_date": "2027-11-14"},
    "date": {"date": "2026-12-03"},
    "case": {"digits": "26-00004-1"},
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
    "speaks": {
        "say": "card.speaks",
        "values": {"languages": {"list": [{"language": "no"}, {"language": "pl"}]}},
    },
    "keeps": {"say": "card.keeps_unknown"},
    "comes": {"say": "card.comes", "values": {"from": "07.30", "to": "22.30"}},
    "sells": {
        "say": "card.sells",
        "values": {
            "extra": {"list": [{"say": f"extra_service.{it}"} for it in ("cleaning", "garden")]}
        },
    },
    "value": {"say": "fact.missing"},
    "checked": {"full_date": "2026-11-21"},
    "when": {
        "window": {
            "begins": "2027-01-04T08:00",
            "ends": "2027-01-04T15:30",
            "asked": "2026-12-23T16:00",
        }
    },
    "task": {"digits": "1234"},
    "key": "1",
    "link": "https://velg.oslo.kommune.no/chat/0301/tilbake/123456789012345678901234",
    "code": "123 456 789",
    "statement": {"statement": "oslo.evaluation"},
    "more": {"more_of": "oslo.evaluation"},
    "told": {"worded": {"nb": "I Oslo kan du bytte.", "nn": "I Oslo kan du byte."}},
    "about": {"worded": {"nb": "fristen for å velge", "nn": "fristen for å velje"}},
    "place": {"place": {"name": "Kristiansand", "name_nn": "Kristiansand"}},
    "answers": 812,
    "title": "et dokument fra Oslo om fritt brukervalg",
    "dated": "31. oktober 2024",
    "things": "fire",
    "later": {
        "list": [
            {"say": f"reading.{name}", "within": True} for name in ("ask_price", "ask_complaint")
        ]
    },
    "what": {"say": "reading.change_content", "within": True},
    "words": {"list": ["vasken", "støvsuginga"]},
    "names": {"list": ["Kari Myrhaug", "Ola Nordmann Myrhaug"]},
}


def sample_values(catalogue: Catalogue, municipality: str | None = None) -> dict[str, Any]:
    """Values by field, with the longest names that can stand in a text.

    Args:
        catalogue: where the names are.
        municipality: whose names; those of all where it is not given.
    """
    places = [
        each
        for each in catalogue.municipalities()
        if municipality is None or each.id == municipality
    ]
    place = max(places, key=lambda each: len(each.name))
    own = [catalogue.municipal_provider(each.id) for each in places]
    known = {each.provider for where in places for each in catalogue.contracts(where.id)}
    others = sorted(
        known - {each.id for each in own}, key=lambda each: len(catalogue.provider(each).name)
    )
    chosen = (others or [own[0].id])[-2:]
    longest_own = max(own, key=lambda each: len(each.name))
    site = f"{place.name.lower()}.kommune.no"
    return {
        **_ANYWHERE,
        "municipality": {"municipality": place.id},
        "number": {"phone": place.phone},
        "provider": {"provider": longest_own.id},
        "providers": {"list": [{"provider": each} for each in chosen]},
        "now": {"provider": chosen[-1]},
        "name": longest_own.name,
        "who": "Alexander",
        "giver": "Ragnhild",
        "site": site,
        "url": f"https://{site}/side",
    }
