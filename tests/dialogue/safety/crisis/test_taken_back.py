"""Who says plainly that we misunderstood is asked once and is out; a danger is not talked away."""

import pytest

from assistant.actions.safety.crisis.all_clear import corrects
from tests.dialogue.harness import DialogueHarness, wait_until

ON_DUTY = "+4740000391"
FALLEN = "jeg har falt og kommer meg ikke opp"
CORRECTED = [
    "nei nei jeg mente bare at det brenner i peisen",
    "det var ikke meg, det var på tv",
    "jeg lever da",
    "det var noe jeg så på film",
    "nei det var i fjor det",
    "eg berre tulla",
    "du misforstår meg",
    "det feiler meg ingenting",
    "ingen er skadet her",
    "det brenn jo ikkje",
    "nei uff, skrev feil",
    "det er bare en talemåte",
    "æ meint itj det, va berre tull",
    "jeg spurte bare om prisen",
    "det var bare en drøm",
]
SO_NOW = [
    "jeg mente at hun ligger her på gulvet",
    "du misforstår, hun puster ikke",
    "det er ikke meg, det er mannen min, han ligger her",
    "jeg mente alvor, jeg får ikke puste",
    "på tv-stua ligger det en dame",
    "det er ikke så farlig",
    "nei",
    "hva koster det",
    "vil ikke være til bry",
    "kom ikke opp i går heller",
]


def test_what_takes_an_alarm_back_is_told_from_what_is_so_now() -> None:
    assert not [text for text in CORRECTED if not corrects(text)]
    assert not [text for text in SO_NOW if corrects(text)]


@pytest.mark.parametrize("words", ["det var ikke meg, det var på tv", "nei det var i fjor det"])
def test_a_false_alarm_is_over_after_one_question(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    asked = solveig.says(words)
    assert "Er alle trygge nå?" in asked
    assert "ring 113" in asked
    assert "Godt. Da lar vi det være." in solveig.says("ja")
    assert "betale" in solveig.says("hva koster hjelpen")


def test_saying_it_once_more_is_an_answer_too(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    assert "Er alle trygge nå?" in solveig.says("nei nei, jeg mente at det brenner i peisen")
    assert "Da lar vi det være" in solveig.says("ingenting er galt sier jeg jo")


@pytest.mark.parametrize("words", ["nei", "han ligger her ennå", "jeg får ikke puste"])
def test_a_real_danger_is_not_talked_away(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    solveig.says("du misforstår meg")
    assert "113" in solveig.says(words)
    assert solveig.conversation.slots["crisis"]["kind"] != "watch"


def test_misunderstood_talk_of_life_ends_after_one_direct_question(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ikke leve lenger")
    asked = solveig.says("du misforstår, jeg vil ikke leve med denne hjelperen")
    assert "Tenker du på å ta livet ditt?" in asked
    assert "116 123" in asked
    assert "Takk for at du svarer" in solveig.says("nei, jeg tenker ikke på det")
    assert "betale" in solveig.says("hva koster hjelpen")
    [task] = harness.tasks
    assert task.summary["duty"] == "cleared"


def test_after_a_no_the_next_sign_is_taken_in_earnest(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ikke leve lenger")
    solveig.says("du misforstår meg")
    solveig.says("nei")
    assert "Jeg tar det på alvor" in solveig.says("det er best for alle uten meg")


def test_who_said_yes_to_it_is_not_let_go_by_a_joke(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("alle hadde hatt det bedre uten meg")
    solveig.says("ja")
    assert "på alvor" in solveig.says("nei jeg bare tulla")
    assert solveig.conversation.slots["crisis"]["kind"] == "suicide"
    [*_, task] = harness.tasks
    assert task.summary.get("duty") != "cleared"


def test_those_on_duty_hear_of_the_all_clear_at_once(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FALLEN)
    wait_until(lambda: _sent(harness, "Det haster"))
    solveig.says("falsk alarm, det var på tv")
    solveig.says("ja")
    wait_until(lambda: _sent(harness, "sier nå at det ikke er fare"))


def _sent(harness: DialogueHarness, words: str) -> bool:
    return any(row.to_number == ON_DUTY and words in row.body for row in harness.outbox)
