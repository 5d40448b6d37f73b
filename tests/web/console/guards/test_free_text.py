"""What a caseworker writes by hand is held to promise 5."""

import pytest

from assistant.texts.rendering import CEILING
from casework.writing.free_text import Kind, objections
from tests.texts.reading import SAMPLES, TEXTS, WORDINGS

REFUSED = {
    "Medisinen din kommer i morgen.": Kind.HEALTH,
    "Hvordan går det med smertene?": Kind.HEALTH,
    "Du har fått påvist demens.": Kind.HEALTH,
    "Du får 3,5 timer i uka.": Kind.DECISION,
    "Du har to timer hjelp per uke.": Kind.DECISION,
    "Hjemmesykepleien kommer klokka ti.": Kind.DECISION,
    "Vedtaket gir deg praktisk bistand.": Kind.DECISION,
    "De hjelper deg med dusj.": Kind.DECISION,
    "Les mer på https://oslo.kommune.no/velg": Kind.LINK,
    "Skriv til post@oslo.kommune.no": Kind.LINK,
    "Gå til www.oslo": Kind.LINK,
    "Er 14834111781 ditt nummer?": Kind.NATIONAL_ID,
    "Er 148341 11781 ditt nummer?": Kind.NATIONAL_ID,
    "Koden er 123 456 789": Kind.CODE,
    "": Kind.EMPTY,
    "  \n": Kind.EMPTY,
    "lang " * 400: Kind.TOO_LONG,
}
FINE = (
    "Hei! Vi ringer deg 24.11.2026 kl. 10.00.",
    "Ring oss på 40 00 11 01, eller +47 400 01 101.",
    "Ring legevakten på 116 117. Er det fare for liv, ring 113.",
    "Fjellvåk begynner mandag 30. november. Saken har nummer 26-00004-1.",
    "Det tar to timer før noen kan ringe.",
    "Vi kan snakke om hjelpen din på telefon.",
    "Du kan bytte når du vil. Du trenger ikke si hvorfor.",
    "Ha en fin dag. Hilsen Kari",
)


@pytest.mark.parametrize(("text", "kind"), REFUSED.items())
def test_what_may_not_lie_open_on_a_screen_is_refused_with_a_way_out(text: str, kind: Kind) -> None:
    found = objections(text, private=False)
    assert kind in {each.kind for each in found}
    assert all(each.advice and each.found in text for each in found)


@pytest.mark.parametrize("text", FINE)
def test_what_people_write_every_day_is_not(text: str) -> None:
    assert objections(text, private=False) == []


def test_only_keys_to_who_somebody_is_are_refused_where_the_person_has_shown_it() -> None:
    refused = {each.kind for text in REFUSED for each in objections(text, private=True)}
    assert refused == {Kind.NATIONAL_ID, Kind.CODE, Kind.EMPTY, Kind.TOO_LONG}


NAMES_A_SERVICE = {"service", "services", "exclusions", "url", "site", "words"}
"""Values with which our own texts tell of the scheme in general, to whoever asks; and `words`,
which gives back the person's own word of this conversation."""

A_KEY_FOR_ITS_READER = {"mandate.code", "channel.answered_on_the_web"}
"""Texts that are a code or a way back, sent by the application itself to whom they are for."""


def test_no_text_of_our_own_that_a_person_may_get_would_be_refused() -> None:
    """The check is not stricter than the promise: our own texts by SMS keep it, and pass."""
    passed = 0
    for name, standard, channel in WORDINGS:
        text = TEXTS.all[name]
        general = name.startswith(
            (
                *("services.what.", "price.nursing", "exclusion.", "foreign.", "crisis."),
                *("first_aid.", "medicine."),
            )
        )
        if channel != "sms" or text.level > CEILING["sms"] or general:
            continue
        if text.fields() & NAMES_A_SERVICE or name in A_KEY_FOR_ITS_READER:
            continue
        said = {"say": name, "values": {each: SAMPLES[each] for each in text.fields()}}
        words = TEXTS.render(said, "sms", standard).text
        assert [each for each in objections(words, private=False)] == [], name
        passed += 1
    assert passed > 200


def test_a_link_goes_in_the_chat_and_by_no_text_message() -> None:
    text = "Se mer på www.oslo.kommune.no"
    assert [each.kind for each in objections(text, private=False)] == [Kind.LINK]
    assert objections(text, private=False, links=True) == []
