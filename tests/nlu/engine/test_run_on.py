"""Danger and an errand in one breath, with no sign between them: the danger is heard."""

import itertools

import pytest

from assistant.nlu.danger.model import DangerModel
from assistant.nlu.danger.run_on import beginnings_and_ends, middles, pieces

MODEL = DangerModel()
DANGERS = (
    "jeg får nesten ikke luft",
    "far svarer ikke og er helt blå",
    "det ryker fra komfyren",
    "eg ligg på golvet og kjem ikkje opp",
    "mannen min truer meg med kniv",
    "ho mor e heilt skeiv i ansiktet",
)
ERRANDS = (
    "kan jeg bytte firma",
    "hvem kan jeg velge",
    "ka kosta det å bytte",
    "eg vil gjerne ha Klokkebekk",
    "når kommer hun på fredag",
)
NO_DANGERS = (
    "mor falt i fjor og brakk hoften",
    "jeg er redd for å falle på badet",
    "hjemmehjelpen er så kald",
    "jeg så en film om en brann",
    "vi øvde på førstehjelp på senteret",
)


@pytest.mark.parametrize("form", ["{danger} {errand}", "{errand} {danger}"])
def test_a_danger_beside_an_errand_is_met(form: str) -> None:
    said = [form.format(danger=d, errand=e) for d, e in itertools.product(DANGERS, ERRANDS)]
    missed = [text for text in said if MODEL.judge(text).level is None]
    assert not missed


def test_a_danger_between_two_errands_is_met() -> None:
    said = [f"{ERRANDS[1]} {danger} {ERRANDS[4]}" for danger in DANGERS]
    missed = [text for text in said if MODEL.judge(text).level is None]
    assert not missed


@pytest.mark.parametrize("form", ["{danger} {errand}", "{errand} {danger}"])
def test_what_is_no_danger_alarms_no_more_beside_an_errand(form: str) -> None:
    said = [form.format(danger=d, errand=e) for d, e in itertools.product(NO_DANGERS, ERRANDS)]
    alarmed = [text for text in said if MODEL.judge(text).level == "alarm"]
    assert not alarmed


def test_a_clause_starts_where_somebody_speaks_anew() -> None:
    assert pieces("jeg får ikke puste kan jeg bytte") == ["jeg får ikke puste", "kan jeg bytte"]
    assert pieces("kva kostar det mor svarar ikkje") == ["kva kostar det", "mor svarar ikkje"]
    assert pieces("jeg er redd for at jeg faller") == ["jeg er redd for at jeg faller"]


def test_parts_are_never_the_whole() -> None:
    text = "hvem kan jeg velge jeg har falt når kommer hun"
    assert beginnings_and_ends(text)
    assert text not in [*beginnings_and_ends(text), *middles(text)]
    assert middles(text) == ["jeg har falt"]
    assert not beginnings_and_ends("jeg har falt")


def test_what_one_asks_leave_for_holds_nothing_after_it() -> None:
    assert pieces("kan jeg bytte mor puster ikke") == ["kan jeg bytte", "mor puster ikke"]
    assert pieces("kan jeg bytte har fått for mye insulin")[1] == "har fått for mye insulin"
    assert pieces("når kan jeg bytte jeg har falt")[1] == "jeg har falt"
    assert pieces("jeg vil bytte hun er så sur") == ["jeg vil bytte", "hun er så sur"]
    for whole in (
        "kan jeg bytte hun som kommer",
        "kan jeg velge mor sin hjelper",
        "kan jeg vite om hjelperen har hatt slag",
        "når jeg kan bytte faller jeg",
        "hun er så hard at jeg får blåmerker",
    ):
        assert pieces(whole) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "hun er ikke til å vekke kan jeg bytte",
        "jeg har skrevet avskjedsbrev",
        "jeg fryser i hjel",
        "kan jeg bytte har fått for mye insulin",
        "mor er borte vekk ute i kulden",
        "kan jeg bytte mor puster ikke",
        "hun fikk noe i vrangstrupen og blir blå kan jeg bytte",
        "når kommer brevet det ryk frå sikringsskapet",
    ],
)
def test_dangers_that_were_missed_alarm(text: str) -> None:
    assert MODEL.judge(text).level == "alarm"


@pytest.mark.parametrize(
    "text",
    [
        "ho har fått noko i vrangstrupen kan eg byte firma",
    ],
)
def test_a_part_alone_without_a_sign_is_asked_about(text: str) -> None:
    assert MODEL.judge(text).level == "check"


@pytest.mark.parametrize(
    "text",
    [
        "fyr og flamme er eg for ordninga, kan eg velje to firma?",
        "bikkja åt opp brevet mitt, får jeg et nytt?",
        "kom Hasselvind om kvelden? jeg legger meg aldri før midnatt",
    ],
)
def test_strong_words_of_everyday_do_not_alarm(text: str) -> None:
    assert MODEL.judge(text).level != "alarm"


def test_what_stands_first_holds_the_rest() -> None:
    assert pieces("i fjor lå hun på gulvet kan jeg bytte") == [
        "i fjor lå hun på gulvet",
        "kan jeg bytte",
    ]
    assert len(pieces("når jeg faller blir jeg liggende")) == 1
    assert MODEL.judge("det nye skjemaet jeg fikk tar livet av meg").level != "alarm"


def test_a_time_or_a_reason_in_front_hides_no_danger() -> None:
    assert MODEL.judge("i dag puster mor nesten ikke kan jeg bytte tid").level is not None
    assert MODEL.judge("kan jeg bytte tid for mor puster ikke kan dere ringe").level is not None
