"""nb and nn are told apart, neighbours and others recognised, and short messages left unsure."""

import pytest

from assistant.nlu.wording.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jeg vil bytte hjemmehjelp", "nb"),
        ("Hva koster det?", "nb"),
        ("Eg vil byte heimehjelp", "nn"),
        ("Kor mykje kostar det?", "nn"),
        ("Kan ikkje nokon komme?", "nn"),
        ("æ vil bøtt heimhjælpa", "nb"),
        ("je vil itte ha dom meir", "nb"),
        ("ka koste det", "nb"),
        ("Jag vill byta hemtjänst", "sv"),
        ("Hur byter jag utförare?", "sv"),
        ("Hvad koster det at skifte leverandør?", "da"),
        ("Jeg vil gerne vælge en anden", "da"),
        ("I need help in English", "en"),
        ("Can I speak to someone please", "en"),
        ("He is old and nobody came to his home this week", "en"),
        ("Chcę zmienić opiekę", "pl"),
        ("czy moge rozmawiac po polsku", "pl"),
        ("waxaan u baahanahay caawimaad", "so"),
        ("أحتاج إلى مساعدة", "ar"),
        ("Мені потрібна допомога", "uk"),
        ("вы говорите по-русски?", "ru"),
        ("Mun dáhtun veahki", "se"),
        ("buorre beaivi", "se"),
    ],
)
def test_the_language_of_a_message(text: str, code: str) -> None:
    assert language_of(text).code == code


@pytest.mark.parametrize("text", ["ok", "hei", "bytte", "123456789", "", "😀"])
def test_a_short_neutral_message_is_bokmal_but_not_sure(text: str) -> None:
    language = language_of(text)
    assert (language.code, language.sure) == ("nb", False)


def test_talking_of_a_language_is_not_speaking_it() -> None:
    assert language_of("Mor snakker polsk, kan hun få hjelp på polsk?").code == "nb"
