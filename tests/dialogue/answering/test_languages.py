"""Other languages: answered in them, kept through the hand-over, and danger understood."""

import pytest

from assistant.actions.foreign.languages import WORDS, danger_in
from assistant.texts import Texts
from tests.channels.harness import CATALOGUE
from tests.dialogue.harness import DialogueHarness

TEXTS = Texts.load(CATALOGUE)


@pytest.mark.parametrize(
    ("says", "coming", "offer"),
    [
        (("Can I talk to somebody about my home help please", "ok"), "interpreter", "a little"),
        (("Please answer in English", "Yes, please!", "what now"), "interpreter", "a little"),
        (("Nie rozumiem po norwesku", "tak", "czy mogę zmienić pomoc"), "tłumacz", "1 to tak"),
        (("هل يمكنك مساعدتي من فضلك", "نعم", "متى"), "مترجم", "1 نعم"),
        (("Я не розумію норвезьку", "так", "коли"), "перекладач", "1 так"),
        (("kan dere svare meg på somali?", "haa", "mahadsanid"), "turjubaan", "1 waa haa"),
        (("ትግርኛ ጥራይ እዛረብ", "እወ", "መዓስ"), "ተርጓሚ", "1 እወ"),
    ],
)
def test_who_writes_another_language_is_answered_in_it_to_the_end(
    harness: DialogueHarness, says: tuple[str, ...], coming: str, offer: str
) -> None:
    solveig = harness.texting("solveig")
    *first, again = says
    *offered, answer = [solveig.says(words) for words in first]
    assert all(offer in each for each in offered)
    assert coming in answer
    [task] = harness.tasks
    assert task.reason.startswith("language:")
    assert task.summary["interpreter"] == "yes"
    assert task.summary["language"] == task.reason.removeprefix("language:")
    assert offer in solveig.says(again), "the language was not kept through the hand-over"
    assert "betale" in solveig.says("jeg lurer på hva hjelpen koster meg nå"), "not Norwegian again"


def test_danger_in_another_language_is_113_and_stays_so(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("My husband has chest pain and can not stand up")
    assert answer.startswith("Call 113 now.")
    assert "Ring 113" in answer
    assert harness.tasks[0].urgent
    assert "Call 113 now." in solveig.says("what shall I do")
    assert solveig.conversation.slots["crisis"]


def test_no_is_taken_for_no_and_a_language_of_a_helper_is_none_of_ours(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    assert "1 to tak" in solveig.says("Dzień dobry, nie rozumiem tego listu")
    assert "Dobrze." in solveig.says("nie, dziękuję")
    assert not harness.tasks
    other = harness.texting("arvid")
    assert "polsk" in other.says("jeg vil ha en hjelper som snakker polsk")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I can't breathe!", ("en", "urgent")),
        ("nie mogę oddychać", ("pl", "urgent")),
        ("لا أستطيع التنفس", ("ar", "urgent")),
        ("У мами інсульт", ("uk", "urgent")),
        ("не могу дышать", ("ru", "urgent")),
        ("سینه‌ام درد می‌کند", ("fa", "urgent")),
        ("سانس نہیں آ رہی", ("ur", "urgent")),
        ("neefsan kari maayo", ("so", "urgent")),
        ("the house is burning", ("en", "fire")),
        ("mannen min hadde infarkt i 1987", None),
        ("jeg vil bytte til noen som snakker arabisk", None),
        ("hun fikk en insult i går, sa hun", None),
        ("ambulansen kom i fjor", None),
    ],
)
def test_danger_in_other_languages(words: str, found: tuple[str, str] | None) -> None:
    assert danger_in(words) == found


def test_every_language_has_all_its_words_and_answers() -> None:
    for language, listed in WORDS.items():
        assert set(listed) == {"yes", "no", "person", "danger", "fire"}
        assert all(listed.values()), language
        for kind in ("", "coming.", "no.", "danger.", "fire."):
            said = TEXTS.all[f"foreign.{kind}{language}"].wording("nb", "sms")
            assert {"danger.": "113", "fire.": "110"}.get(kind, "") in said
