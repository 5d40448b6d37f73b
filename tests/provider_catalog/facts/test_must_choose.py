"""The fear of having to choose is told from questions about other things that begin as it does."""

import pytest

from provider_catalog.facts.must_choose import is_about_who_comes


@pytest.mark.parametrize(
    "text",
    [
        "må jeg velge?",
        "lyt eg byte firma",
        "kan jeg beholde henne som kommer nå?",
        "Får vi fortsette med Berit?",
        "mister jeg hjelpen dersom jeg ikke gjør noe?",
        "e æ nødt te å vælg nån",
        "er det tvang?",
        "må jeg?",
    ],
)
def test_who_comes_is_what_is_asked_about(text: str) -> None:
    assert is_about_who_comes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Må jeg bytte tannlege når jeg velger privat?",
        "må eg skifte bank",
        "Får jeg lengre besøk dersom jeg bytter firma?",
        "Kan jeg beholde rullatoren hvis jeg velger et firma?",
        "Må jeg betale mer om jeg tar et privat firma?",
        "Har hun lov til å arve meg?",
        "Får jeg ta med hunden?",
    ],
)
def test_something_else_is_asked_about(text: str) -> None:
    assert not is_about_who_comes(text)
