"""What is said of danger, abuse and the things of a life is said at any hour, so it names none."""

import re

from tests.texts.reading import TEXTS

GRAVE = ("danger", "first_aid", "abuse", "events", "duty")
HOUR = re.compile(r"\bi (?:natt|natta|kveld|morges|ettermiddag|formiddag)\b")


def test_no_text_of_something_grave_names_an_hour() -> None:
    named = {
        f"{name}: {wording}"
        for name, text in TEXTS.all.items()
        if text.topic in GRAVE
        for wording in text.wordings.values()
        if HOUR.search(wording)
    }
    assert not named
    assert HOUR.search("Noen vil høre på deg i natt.")
    assert {text.topic for text in TEXTS.all.values()} >= set(GRAVE)


def test_nothing_is_said_to_be_written_that_was_not_asked_or_told() -> None:
    """Visits wait only when a person says so: no text tells that they do."""
    told = re.compile(
        r"skrevet at besøkene (?:må|kan) vente|skrive at besøka (?:må|kan) vente"
        r"|skrevet at ingen kom|skrive at ingen kom|skrevet at du trenger|skrive at du treng"
    )
    said = {
        f"{name}: {wording}"
        for name, text in TEXTS.all.items()
        for wording in text.wordings.values()
        if told.search(wording)
    }
    assert not said
