"""Whoever is told that somebody knows has a task that a person sees, and nothing ends unasked."""

import pytest

from tests.dialogue.home import Home

TAKEN = "hun som vasker her tar penger fra lommeboka mi"
FIRE, PUT_OUT = "det brenner på kjøkkenet", "det gikk bra, jeg fikk slukket"


def _reasons(home: Home) -> list[str]:
    return [task.reason for task in home.tasks]


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
def test_after_a_no_nobody_is_said_to_know_and_everything_goes_on(home: Home, no: str) -> None:
    solveig = home.texting("solveig")
    solveig.says(TAKEN)
    assert "ikke sagt det til noen" in solveig.says(no).replace("ikkje", "ikke")
    assert not home.tasks
    answer = solveig.says("kan jeg få snakke med et menneske")
    assert "hastesak" not in answer
    assert _reasons(home) == ["asked"]
    assert "koden" in solveig.says("jeg vil bytte til hasselvind")


def test_a_wish_for_a_person_is_a_yes_to_whether_one_is_told(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says(TAKEN)
    answer = solveig.says("kan jeg få snakke med noen")
    assert "Når og hvordan er det trygt" in answer
    [task] = home.tasks
    assert (task.reason, task.summary["what"]) == ("abuse", "theft")
    assert "skrevet når" in solveig.says("i morgen klokka ti, da er jeg alene")
    assert home.tasks[-1].summary["what"] == "safe_time"


def test_a_no_that_goes_on_telling_is_asked_again_and_a_switch_is_not_refused(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says(TAKEN)
    told = "nei jeg har ikke snakket med henne om det, men nå er også ringen etter mor borte"
    assert "Skal jeg si fra" in solveig.says(told)
    answer = solveig.says("jeg vil bytte til hasselvind")
    assert "bytte til en annen" in answer
    assert "tar ikke imot" not in answer
    assert not home.tasks


def test_in_hospital_a_person_is_really_asked_for(home: Home) -> None:
    solveig = home.texting("solveig")
    assert "skrevet det til kommunen" in solveig.says("jeg ligger på sykehuset med lårhalsen")
    solveig.says("nei")
    assert "hastesak" not in solveig.says("kan jeg få snakke med et menneske")
    assert _reasons(home)[-1] == "asked"


def test_a_danger_that_is_over_leaves_the_abuse_that_was_told_before(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("hun som steller meg er så hard at jeg får blåmerker på armene")
    solveig.says(FIRE)
    solveig.says(PUT_OUT)
    solveig.says("ja")
    assert solveig.conversation.slots["crisis"]["kind"] == "abuse:rough"
    assert "tar ikke imot noe valg" in solveig.says("jeg vil velge hasselvind")


def test_a_danger_that_is_over_leaves_a_wish_not_to_live(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil ikke leve lenger")
    solveig.says(FIRE)
    solveig.says("falsk alarm, det var bare damp")
    assert "like viktig" in solveig.says("ja")
    assert solveig.conversation.slots["crisis"]["kind"] == "suicide"


def test_violence_that_is_over_happened_and_one_that_never_was_did_not(home: Home) -> None:
    solveig, arvid = home.texting("solveig"), home.texting("arvid")
    for each in (solveig, arvid):
        each.says("mannen min slår meg")
    solveig.says("det går bra nå")
    solveig.says("ja")
    assert "tar ikke imot noe valg" in solveig.says("jeg vil velge hasselvind")
    arvid.says("nei det var bare på tv")
    arvid.says("ja")
    assert arvid.conversation.slots["crisis"] is None


def test_in_violence_a_safe_time_is_a_task(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("mannen min slår meg")
    solveig.says("ikke si det til ham")
    assert home.tasks[-1].summary["contact"] == "confidential"
    assert "står i saken" in solveig.says("i morgen klokka ti")
    assert home.tasks[-1].summary["what"] == "safe_time"
