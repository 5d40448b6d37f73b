"""Whoever is told that somebody knows has a task that a person sees, and nothing ends unasked."""

from typing import Any

import pytest

from conversations.models import Conversation
from tests.dialogue.harness import DialogueHarness, Texter

TAKEN = "hun som vasker her tar penger fra lommeboka mi"
FIRE, PUT_OUT = "det brenner på kjøkkenet", "det gikk bra, jeg fikk slukket"


def _reasons(harness: DialogueHarness) -> list[str]:
    return [task.reason for task in harness.tasks]


def _known(harness: DialogueHarness, person: Texter, **slots: Any) -> None:
    """What the thread knows from now on, as if it had been told or asked."""
    with harness.application.services.database.write() as session:
        thread = session.get_one(Conversation, person.conversation.id)
        thread.slots = {**thread.slots, **slots}


@pytest.mark.parametrize(
    "no",
    [
        "nei",
        "nei jeg vil ikke snakke om det",
        "eg vil ikkje at de seier det til nokon",
        "nei ikke si noe til noen",
        "nei takk, jeg ordner det selv",
    ],
)
def test_after_a_no_nobody_is_said_to_know_and_everything_goes_on(
    harness: DialogueHarness, no: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(TAKEN)
    assert "ikke sagt det til noen" in solveig.says(no).replace("ikkje", "ikke")
    assert not harness.tasks
    answer = solveig.says("kan jeg få snakke med et menneske")
    assert "hastesak" not in answer
    assert _reasons(harness) == ["asked"]
    assert "koden" in solveig.says("jeg vil bytte til hasselvind")


def test_a_wish_for_a_person_is_a_yes_to_whether_one_is_told(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says(TAKEN)
    answer = solveig.says("kan jeg få snakke med noen")
    assert "Når og hvordan er det trygt" in answer
    [task] = harness.tasks
    assert (task.reason, task.summary["what"]) == ("abuse", "theft")
    assert "skrevet når" in solveig.says("i morgen klokka ti, da er jeg alene")
    assert harness.tasks[-1].summary["what"] == "safe_time"


def test_a_no_that_goes_on_telling_is_asked_again_and_a_switch_is_not_refused(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(TAKEN)
    told = "nei jeg har ikke snakket med henne om det, men nå er også ringen etter mor borte"
    assert "Skal jeg si fra" in solveig.says(told)
    answer = solveig.says("jeg vil bytte til hasselvind")
    assert "bytte til en annen" in answer
    assert "tar ikke imot" not in answer
    assert not harness.tasks


def test_in_hospital_a_person_is_really_asked_for(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert "skrevet det til kommunen" in solveig.says("jeg ligger på sykehuset med lårhalsen")
    solveig.says("nei")
    assert "hastesak" not in solveig.says("kan jeg få snakke med et menneske")
    assert _reasons(harness)[-1] == "asked"


def test_a_danger_that_is_over_leaves_the_abuse_that_was_told_before(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hun som steller meg er så hard at jeg får blåmerker på armene")
    solveig.says(FIRE)
    solveig.says(PUT_OUT)
    solveig.says("ja")
    assert solveig.conversation.slots["crisis"]["kind"] == "abuse:rough"
    assert "tar ikke imot noe valg" in solveig.says("jeg vil velge hasselvind")


def test_a_danger_that_is_over_leaves_a_wish_not_to_live(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ikke leve lenger")
    solveig.says(FIRE)
    solveig.says("falsk alarm, det var bare damp")
    assert "like viktig" in solveig.says("ja")
    assert solveig.conversation.slots["crisis"]["kind"] == "suicide"


def test_violence_that_is_over_happened_and_one_that_never_was_did_not(
    harness: DialogueHarness,
) -> None:
    solveig, arvid = harness.texting("solveig"), harness.texting("arvid")
    for each in (solveig, arvid):
        each.says("mannen min slår meg")
    solveig.says("det går bra nå")
    solveig.says("ja")
    assert "tar ikke imot noe valg" in solveig.says("jeg vil velge hasselvind")
    arvid.says("nei det var bare på tv")
    arvid.says("ja")
    assert arvid.conversation.slots.get("crisis") is None


def test_in_violence_a_safe_time_is_a_task(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("mannen min slår meg")
    solveig.says("ikke si det til ham")
    assert harness.tasks[-1].summary["contact"] == "confidential"
    assert "står i saken" in solveig.says("i morgen klokka ti")
    assert harness.tasks[-1].summary["what"] == "safe_time"


@pytest.mark.parametrize(
    "words",
    [
        "nei ingen har ringt",
        "jeg har ikke ringt ennå",
        "det gir seg vel",
        "det går nok over",
        "takk",
    ],
)
def test_nobody_is_taken_to_have_rung_or_to_be_well_who_does_not_say_so(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg har falt og kommer ikke opp")
    solveig.says("hva med vasken")
    answer = solveig.says(words)
    assert "113" in answer
    assert "all fare over" not in answer
    assert "Gjør som de sier" not in answer


@pytest.mark.parametrize("words", ["ja jeg ringte", "naboen ringte dem", "de er på linja"])
def test_who_has_rung_is_heard(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg har falt og kommer ikke opp")
    assert "Gjør som de sier" in solveig.says(words)


def test_a_yes_that_only_rounds_off_is_no_yes_to_whether_it_burns(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hei")
    _known(harness, solveig, danger_asked="fire")
    answer = solveig.says("hun hviler litt ja")
    assert "Brenner det nå?" in answer
    assert not harness.tasks


def test_somebody_who_does_not_answer_in_a_fire_is_a_danger_of_its_own(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(FIRE)
    assert "113" in solveig.says("mannen min ramla og svarer ikke")
    answer = solveig.says("brannen er slukket")
    assert "113" in answer
    assert "all fare over" not in answer


def test_who_asks_whether_anybody_is_on_the_way_hears_that_we_send_nobody(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg har falt og kommer ikke opp")
    assert "kan ikke sende noen" in solveig.says("er det noen på vei")


def test_what_was_a_danger_to_the_body_turns_out_to_be_a_wish_not_to_live(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("æ datt")
    _known(harness, solveig, crisis={"kind": "urgent"})
    answer = solveig.says("eg har samla opp sovetablettane")
    assert "116 123" in answer
    assert solveig.conversation.slots["crisis"]["kind"] == "suicide"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("far er døende og vil hjem", "dying"),
        ("legen gir henne dager igjen", "dying"),
        ("jeg har flyttet hjem til datteren min på Nordstrand, kommer hjelpen dit", "moving"),
        ("mor ligger på Lovisenberg med lungebetennelse", "hospital"),
        ("har ikke sett noen siden lørdag og skapet er tomt", "abuse:neglect"),
        ("Torvald er ikke mer", "death"),
    ],
)
def test_what_happens_in_a_life_is_heard_in_other_words(
    harness: DialogueHarness, words: str, kind: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(words)
    assert (solveig.conversation.slots["crisis"] or {}).get("kind") == kind


def test_a_no_that_fears_is_no_all_clear(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hei")
    _known(harness, solveig, danger_asked="violence")
    answer = solveig.says("nei ikke ringe politi han blir sint")
    assert "Godt å høre" not in answer
    assert solveig.conversation.slots["crisis"]["kind"] == "abuse:rough"
    assert [task.reason for task in harness.tasks] == ["abuse"]
