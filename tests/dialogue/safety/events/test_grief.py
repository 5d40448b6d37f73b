"""Grief is met warmly, and never instead of what is told beside it."""

import pytest

from assistant.actions.safety import hearing
from assistant.actions.safety.life.grief import is_alone
from tests.dialogue.harness import DialogueHarness

WARM = "sårt å bli"


@pytest.mark.parametrize(
    "words",
    ["Alene etter at kona gikk bort. Ingen vits i noe lenger",
     "Åleine etter at mannen gjekk bort. Ingen vil savne meg",
     "Savner kona så fælt, vil bare til henne", "saknar mannen så fælt, vil til han no",
     "Så tomt etter at mor døde. Ingen vits i noe når hun er borte"],
)  # fmt: skip
def test_a_sign_beside_grief_is_asked_about_and_passed_on(
    harness: DialogueHarness, words: str
) -> None:
    said = harness.texting("solveig").says(words)
    assert "ta livet ditt?" in said or "Tenkjer du på å ta livet" in said
    assert WARM not in said
    assert "emergency" in [task.reason for task in harness.tasks]


@pytest.mark.parametrize(
    "words",
    ["savner kona, vil besøke henne på sykehjemmet", "jeg savner hjelperen, vil ha henne tilbake",
     "vil flytte til dattera, savner henne", "jeg vil til legen, savner timen min"],
)  # fmt: skip
def test_who_misses_somebody_alive_gives_no_sign(words: str) -> None:
    assert not hearing.signs(words)


@pytest.mark.parametrize(
    "words",
    ["hun har vondt etter at hun falt", "vi savner far som er borte siden i går, han er dement",
     "det er så stille etter at hun falt", "alene etter at mor gikk bort til naboen",
     "så stille etter at mannen ble borte i skogen",
     "tungt etter at far ble borte, vi leter etter ham",
     "det er så stille etter at han ble borte, han puster ikke"],
)  # fmt: skip
def test_who_fell_or_is_missing_is_not_mourned(words: str) -> None:
    assert not is_alone(words)


@pytest.mark.parametrize(
    "words",
    ["hun har vondt etter at hun falt", "vi savner far som er borte siden i går, han er dement"],
)
def test_a_danger_is_asked_about_instead(harness: DialogueHarness, words: str) -> None:
    said = harness.texting("solveig").says(words)
    assert WARM not in said
    assert "113" in said or "fare nå?" in said


@pytest.mark.parametrize(
    "words",
    ["Kona døde for tre dager siden. Det er så stille etter at hun gikk bort",
     "Mor døydde for to veker sidan, det er så tomt etter at ho gjekk bort",
     "Mannen er død. Så alene etter at han gikk bort"],
)  # fmt: skip
def test_a_death_of_these_days_is_reported(harness: DialogueHarness, words: str) -> None:
    assert "Kondolerer" in harness.texting("solveig").says(words)
    assert [task.reason for task in harness.tasks] == ["death"]
