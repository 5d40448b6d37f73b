"""Every text is plain: short words, short sentences, nothing that sounds like an office.

LIX is Björnsson's (1968): under 30 is «very easy». It says nothing of three words, so single texts
are measured from ten words on, and every topic as a whole.
"""

import re
from pathlib import Path

import pytest
import yaml

from assistant.texts.rendering import FOLDER
from brukervalg.twiml.speech import WORDS_PER_MINUTE, count_words
from channels.sms.format import plain, segments
from tests.texts.reading import FOREIGN, TEXTS, WORDINGS, filled, lix, own_words, sentences, words

MOST_LIX = 30
WORDS_FOR_LIX = 10
MOST_WORDS = 15
PHONE_SECONDS = 20
TOPICS = sorted(path for path in FOLDER.glob("*.yml") if path.stem not in ("foreign", "words"))

UNHEARD = {"phone.hints"}
"""Not said to anybody: hints for the recogniser."""

BY_TEXT_ONLY = {"stop.done"}
"""Said only in text messages: a call has nothing to opt out of."""

OFFICIALESE = (
    "herunder vedrørende gjeldende foreligger foreligge benytte benytter anmode anmoder påkrevd "
    "eventuelt eventuelle iht jf jfr ovennevnte nedenstående undertegnede vennligst samt hvorav "
    "hvorvidt dersom såfremt bistå forbindelse brukeren brukere brukaren brukarar pasient klient "
    "tjenestemottaker tenestemottakar leverandør leverandøren implementere iverksette fremgår "
    "framgår angående omfatter omfattar innvilget innvilga rekvirere effektuere"
).split()
PHRASES = (
    "i henhold til",
    "med hensyn til",
    "i forhold til",
    "klikk her",
    "trykk her",
    "på vegne av",
)
BABY_TALK = "litegrann bitteliten kjempefint supert flott knallbra kjære vennen".split()
CAPACITY = "dement forvirret senil samtykkekompetanse utilregnelig".split()


def identify(wording: tuple[str, str, str]) -> str:
    return "-".join(wording)


@pytest.mark.parametrize("wording", WORDINGS, ids=identify)
def test_a_text_is_easy_to_read(wording: tuple[str, str, str]) -> None:
    text = own_words(*wording)
    if len(words(text)) < WORDS_FOR_LIX or wording[0] in UNHEARD:
        assert len([word for word in words(text) if len(word) > 6]) <= 4, text
        return
    assert lix(text) <= MOST_LIX, f"LIX {lix(text):.0f}: {text}"


@pytest.mark.parametrize("standard", ["nb", "nn"])
@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_a_topic_is_easy_to_read(topic: Path, standard: str) -> None:
    names = yaml.safe_load(topic.read_text("utf-8"))
    whole = "\n".join(own_words(name, standard, "sms") for name in names if name not in UNHEARD)
    assert lix(whole) <= MOST_LIX


@pytest.mark.parametrize("wording", WORDINGS, ids=identify)
def test_a_sentence_has_at_most_fifteen_words(wording: tuple[str, str, str]) -> None:
    if wording[0] in UNHEARD:
        return
    for sentence in sentences(own_words(*wording)):
        assert len(words(sentence)) <= MOST_WORDS, sentence


@pytest.mark.parametrize("wording", WORDINGS, ids=identify)
def test_no_text_sounds_like_an_office_or_like_talk_to_a_child(
    wording: tuple[str, str, str],
) -> None:
    text = own_words(*wording).lower()
    spoken = set(re.findall(r"\w+", text))
    assert not spoken & set(OFFICIALESE), text
    assert not spoken & set(BABY_TALK), text
    assert not spoken & set(CAPACITY), text
    assert not [phrase for phrase in PHRASES if phrase in text], text
    assert "!" not in text


@pytest.mark.parametrize("wording", WORDINGS, ids=identify)
def test_no_text_holds_an_address_on_the_net(wording: tuple[str, str, str]) -> None:
    assert not re.search(r"https?:|www\.|\.(no|com|org)\b", own_words(*wording))


@pytest.mark.parametrize("wording", WORDINGS, ids=identify)
def test_nobody_is_told_to_write_on_the_phone_or_to_press_a_key_in_writing(
    wording: tuple[str, str, str],
) -> None:
    name, _, channel = wording
    text = own_words(*wording)
    if channel == "phone":
        assert name in BY_TEXT_ONLY or not re.search(r"[Ss]kriv (?:«|\d|den|han|[A-ZÆØÅ]{3})", text)
    elif not name.startswith("phone."):
        assert not {"trykk", "tast"} & set(words(text.lower()))


@pytest.mark.parametrize("wording", [w for w in WORDINGS if w[2] == "sms"], ids=identify)
def test_a_text_message_keeps_to_the_gsm_alphabet_and_its_budget(
    wording: tuple[str, str, str],
) -> None:
    text = plain(filled(*wording))
    # One letter outside the alphabet would make a message of 100 letters take two segments.
    assert segments("x" * (160 - len(text)) + text) == 1 or len(text) > 160, text
    assert segments(text) <= 2, text


@pytest.mark.parametrize("name", FOREIGN)
def test_a_text_in_another_language_takes_at_most_two_segments(name: str) -> None:
    assert segments(plain(own_words(name, "nb", "sms"))) <= 2


@pytest.mark.parametrize("wording", [w for w in WORDINGS if w[2] == "phone"], ids=identify)
def test_a_phone_prompt_takes_at_most_twenty_seconds(wording: tuple[str, str, str]) -> None:
    seconds = count_words(filled(*wording)) * 60 / WORDS_PER_MINUTE
    assert seconds <= PHONE_SECONDS, f"{seconds:.0f} s: {filled(*wording)}"


@pytest.mark.parametrize("name", sorted({name for name, _, _ in WORDINGS}))
def test_nynorsk_is_nynorsk_and_bokmal_bokmal(name: str) -> None:
    if name in {"standard.nb", "standard.nn"}:
        return  # the answer to «write Bokmål» is Bokmål, whatever came before
    bokmal = {"jeg", "ikke", "hva", "hvem", "hvordan", "hvilken", "noe", "et", "fra", "dere", "mer"}
    nynorsk = {"eg", "ikkje", "kva", "kven", "korleis", "noko", "eit", "frå", "dykk", "meir"}
    for channel in ("sms", "phone", "web"):
        assert not nynorsk & set(re.findall(r"\w+", own_words(name, "nb", channel).lower()))
        assert not bokmal & set(re.findall(r"\w+", own_words(name, "nn", channel).lower()))


def test_every_text_is_measured() -> None:
    assert {name for name, _, _ in WORDINGS} | set(FOREIGN) == set(TEXTS.all)
