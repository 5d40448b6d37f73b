"""What says nothing, and what a recogniser writes where nobody spoke."""

import pytest

from assistant.gate.noise import is_noise, is_silence


@pytest.mark.parametrize("text", ["?", "…", "!", "-", ".", ". . .", "😀", "🙈🙈", "??!", "♥"])
def test_dots_and_smileys_are_noise(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize("text", ["", "j", "1", "👍", "👎", "*", "#", "⭐⭐⭐", "ja!", "٣", "hm"])
def test_an_answer_is_none(text: str) -> None:
    assert not is_noise(text)


@pytest.mark.parametrize(
    "heard",
    [
        "Undertekster av Ai-Media",
        "Teksting av Nicolai Winther",
        "Tekstet av Scandinavian Text Service.",
        "Norsk tekst: Kari Nordmann",
        "Takk for at du så på!",
        "Takk for at dere så på videoen",
        "Thanks for watching!",
        "[Musikk]",
        "(latter)",
        "♪",
        "...",
        "",
        "Norske tekster: BTI",
        "Takk for at dere fulgte med!",
        "Takk for i dag, vi sees i neste video",
        "Vi ses i neste episode!",
        "Ha en fin dag videre, og husk å abonnere",
        "Abonner på kanalen vår for flere videoer",
        "Husk å like og abonnere",
        "Legg igjen en kommentar under",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Untertitel im Auftrag des ZDF, 2020",
        "www.tekstnett.no",
        "TV 2 Nyhetene",
        "© BF-WATCH TV 2021",
        "Programmet er tekstet av TV2 Skole",
        "Copyright Australian Broadcasting Corporation",
        "[Musikk spilles]",
        "(Latter og applaus)",
        "[uforståelig]",
        "*sukker*",
        "[BLANK_AUDIO]",
        "ing ing ing ing",
        "du du du du du du du",
        "Takk. Takk. Takk. Takk. Takk. Takk.",
        "Oh, oh, oh, oh",
        "ご視聴ありがとうございました",
        "Редактор субтитров А.Синецкая",
        "Продолжение следует...",
        "Tekst og oversettelse: Marius Theil",
    ],
)
def test_a_subtitle_line_is_silence(heard: str) -> None:
    assert is_silence(heard)


@pytest.mark.parametrize(
    "heard",
    ["takk", "takk for hjelpen", "jeg vil bytte", "tekstmelding fra kommunen", "en pause i hjelpen",
     "takk for at du ringte", "kan dere se på saken min", "takk for meg", "ja takk", "takk takk",
     "er det NRK", "jeg så det på NRK i går", "oversettelse av brevet", "oversatt til polsk",
     "jeg vil ha tekstet brev", "støy fra naboen", "nei nei nei nei", "ja ja ja ja ja",
     "hjelp hjelp hjelp hjelp hjelp", "stopp stopp stopp stopp", "brann brann brann brann",
     "vi ses i morgen", "undertekstene er borte", "teksten i brevet er for liten"],
)  # fmt: skip
def test_what_somebody_says_is_not(heard: str) -> None:
    assert not is_silence(heard)
