"""How a crisis ends, and how not: it is about here, how it ends is named, a death is met as one."""

import pytest

from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.all_clear import is_elsewhere
from assistant.actions.safety.crisis.plainly import confirms
from tests.dialogue.harness import DialogueHarness

FALLEN = "jeg har falt og kommer meg ikke opp"
OVER = "Da lar vi det være"
WAY_OUT = "Skriv JA hvis faren er over."


@pytest.mark.parametrize(
    "words",
    ["ja, alle er trygge", "ja, men takk for hjelpen", "alt vel", "Ja, alt er bra nå",
     "ja, vi er trygge, tusen takk for hjelpa"],
)  # fmt: skip
def test_a_yes_in_other_words_confirms(words: str) -> None:
    assert confirms(words)


@pytest.mark.parametrize(
    "words",
    ["viss eg er trygg", "ja, nesten", "alle er vel trygge", "ja men han puster ikke", "vel",
     "takk for hjelpen", "alt er vel over?", "alt vel, håper jeg", "eg er ikkje viss", "ja ja",
     "jeg er ute", "ja, men", "alle er trygge, men det ryker"],
)  # fmt: skip
def test_doubt_and_what_is_added_confirm_nothing(words: str) -> None:
    assert not confirms(words)


@pytest.mark.parametrize("words", ["nei, det er over nå", "ja, alle er trygge", "alt vel"])
def test_a_confirmation_ends_it(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    assert "Er all fare over nå?" in solveig.says("det går bra nå")
    assert OVER in solveig.says(words)


@pytest.mark.parametrize("words", ["ingen fare for naboen", "falsk alarm hos naboen"])
def test_a_fire_is_not_over_because_the_neighbour_is_safe(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    solveig.says(words)
    asked = solveig.says(words)
    assert "Er all fare over hos deg?" in asked
    assert "ring 110" in asked
    assert solveig.conversation.slots["crisis"]["kind"] == "fire"
    assert OVER in solveig.says("ja")


def test_what_is_said_of_here_is_not_elsewhere() -> None:
    assert is_elsewhere("det er ingen fare hos dem")
    assert is_elsewhere("naboen er trygg")
    assert not is_elsewhere("ingen fare for oss")
    assert not is_elsewhere("alt er bra med mor")


def test_after_a_second_denial_it_is_said_how_it_ends(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg har vondt i brystet")
    assert WAY_OUT not in solveig.says("nei det er bare magen")
    told = solveig.says("nei det er bare magen")
    assert WAY_OUT in told
    assert "ring 113" in told
    assert OVER in solveig.says("ja")


def test_a_plain_denial_said_twice_ends_it(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det ryker på kjøkkenet")
    assert "Er alle trygge nå?" in solveig.says("neida, det var bare kaffen")
    assert OVER in solveig.says("neida, det var bare kaffen")


@pytest.mark.parametrize(
    "words", ["nei, det brenner bare i stua", "nei, han ligger bare her", "nei, bare litt røyk"]
)
def test_what_is_so_now_is_no_plain_denial(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    solveig.says(words)
    assert "110" in solveig.says(words)
    assert solveig.conversation.slots["crisis"]["kind"] in ("fire", "urgent")


@pytest.mark.parametrize("told", ["nei hun døde", "nei, mor døde nå nettopp", "nei ho er død"])
def test_a_death_is_met_as_one(harness: DialogueHarness, told: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("mor puster ikke")
    solveig.says("jeg har ringt 113")
    solveig.says("det går bra nå")
    assert "Kondolerer" in solveig.says(told)
    assert solveig.conversation.slots["crisis"]["kind"] == "death"
    assert [task.reason for task in harness.tasks] == ["emergency", "death"]


@pytest.mark.parametrize(
    "told", ["jeg tror hun er død", "nei hun dør snart", "hun er ikke død ennå", "er hun død?"]
)
def test_who_may_be_dead_is_rung_about(harness: DialogueHarness, told: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("mor puster ikke")
    solveig.says("jeg har ringt 113")
    assert "Kondolerer" not in solveig.says(told)
    assert solveig.conversation.slots["crisis"]["kind"] != "death"


@pytest.mark.parametrize(
    "told",
    ["jeg er så alene etter at kona ble borte", "det er så stille her etter at mannen min døde",
     "eg er så åleine etter at mor gjekk bort for to år sidan"],
)  # fmt: skip
def test_who_is_alone_after_a_death_is_met_warmly(harness: DialogueHarness, told: str) -> None:
    solveig = harness.texting("solveig")
    said = solveig.says(told)
    assert "sårt å bli" in said
    assert "116 123" in said
    assert not harness.tasks


def test_a_red_lamp_ends_a_fire_only_when_it_is_confirmed(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    assert "Er alle trygge nå?" in solveig.says("lampa på alarmen lyser rødt")
    assert solveig.conversation.slots["crisis"]["kind"] == "fire"
    assert "Det er ikke brann" in solveig.says("ja")
    assert [task.summary.get("what") for task in harness.tasks][1:] == ["alarm"]


def test_who_chooses_under_a_threat_is_asked_about_it(harness: DialogueHarness) -> None:
    told = "terje sier at velger jeg ikke så selger han huset over hodet på meg"
    assert "Er noen i fare nå?" in harness.texting("solveig").says(told)


@pytest.mark.parametrize("told", ["datteren sier jeg bør velge", "hva skjer hvis jeg ikke velger"])
def test_advice_is_no_threat(told: str) -> None:
    assert "threatened" not in hearing.every("grave", told)


@pytest.mark.parametrize(
    "said",
    ["han er borte på jobb", "hun falt i søvn", "tok to paracet", "det ryker av pipa",
     "blør neseblod av og til", "mor tar livet av ugresset", "han slo på stortromma",
     "tok medisinen to ganger i dag som jeg skal", "far har fått for mye hjelp",
     "jeg brenner for å få byttet", "besøket falt bort", "det ligger meg på hjertet"],
)  # fmt: skip
def test_an_idiom_is_read_as_what_it_means(said: str) -> None:
    assert hearing.meant(said) != hearing.plain(said)


@pytest.mark.parametrize(
    "said",
    ["hun tok to esker paracet", "far tar livet av seg",
     "jeg har fått for mye insulin", "mor er borte i skogen", "jeg får ikke puste ut",
     "far er borte på tur og vi finner ham ikke", "han tok medisinen to ganger i dag",
     "det brenner i halsen etter å ha drukket klor", "neseblodet stopper ikke",
     "jeg fryser i hjel", "røyken fra pipa kommer inn i stua", "hun falt fra stigen"],
)  # fmt: skip
def test_a_danger_with_such_words_is_no_idiom(said: str) -> None:
    assert hearing.meant(said) == hearing.plain(said)
