"""What is grave without being a danger: what is taken for it, what is not, and who reads it."""

import pytest

from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.state import begun
from tests.dialogue.harness import DialogueHarness

SIGNS = [
    "når jeg ikke er her mer kan dere gi bort rullatoren",
    "katta har fått et godt hjem. katten har fått et godt hjem nå",
    "det er best for alle uten meg",
    "jeg har ryddet og lagt papirene på bordet",
    "eg orkar ikkje meir",
]
NO_SIGNS = [
    "jeg vil ikke ha dem lenger",
    "orker ikke å vente på svar hele dagen",
    "jeg trenger ikke hjelp på fredag",
    "papirene fra dere er vanskelige å forstå",
    "hunden min bjeffer når de kommer",
    "er det slutt på ordningen",
    "denne maskinen tar livet av meg med alle spørsmålene",
    "farvel og god helg",
    "du prater som et maskingevær",
    "hvem reparerer trappa",
    "jeg tar to tabletter om dagen, hjelper de meg med det",
]
EVENTS = {
    "hospital": ["mor er innlagt", "jeg ligger på sykehus nå", "eg er på korttidsopphald"],
    "nursing_home": ["far har fått plass på sykehjem fra mandag"],
    "moving": ["jeg flytter til datteren min i Moss på lørdag"],
    "theft": ["hun har stjålet ringen min", "det mangler to tusen kroner i skuffen"],
    "rough": ["hun som kommer om kvelden slår meg", "han er så hard i hendene"],
    "neglect": ["det har ikke kommet noen. ingen kom i dag heller", "vi har ikke mat i huset"],
    "pressed": ["sønnen min truer meg til å velge granbo"],
}
NO_EVENT = [
    "kan jeg velge hvem som hjelper meg",
    "hva koster det å få mat levert",
    "hvem kommer til meg på fredag",
    "jeg vil bytte til hasselvind",
    "har dere noen som snakker polsk",
    "kommer de også i helgene",
    "kan de vaske gulvet og sengetøyet",
    "hvor lang tid tar det å bytte",
    "jeg er fornøyd og vil ikke bytte",
    "tar de penger for å handle",
    "kan jeg stole på dere",
    "klokka slo tolv",
    "noen må slå meg en telefon",
]
"""Everyday words that nothing of this may be heard in."""


def test_signs_are_heard_and_everyday_words_are_not() -> None:
    assert not [text for text in SIGNS if "sign" not in hearing.every("understated", text)]
    assert not [text for text in NO_SIGNS if "sign" in hearing.every("understated", text)]


def test_events_are_heard_and_everyday_words_are_not() -> None:
    wrong = {
        text: found
        for kind, texts in EVENTS.items()
        for text in texts
        if (found := hearing.first("life", text)) != kind
    }
    wrong |= {text: found for text in NO_EVENT if (found := hearing.first("life", text))}
    assert not wrong


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("det klemmer over brystet", "chest"),
        ("datteren min sier hun er svett og sint", None),
        ("han våkner ikke", "lifeless"),
        ("han har fått feil dosett", "poison"),
        ("blodtrykket er høyt", None),
        ("jeg falt og ligger på gulvet", "fall"),
    ],
)
def test_advice_goes_by_what_the_danger_is_about(text: str, about: str | None) -> None:
    assert begun("urgent", text)["crisis"].get("about") == about


def test_outside_hours_it_is_said_who_learns_of_it(harness: DialogueHarness) -> None:
    harness.days_later(5)  # a Saturday
    answer = harness.texting("solveig").says("hun som steller meg er så hardhendt")
    assert "Vakten der blir varslet nå" in answer, "those on duty are called about abuse as well"
    assert "ier fra" not in answer


def test_silence_in_a_danger_is_the_number_again_and_no_goodbye(harness: DialogueHarness) -> None:
    record = harness.calls("gunnar", "jeg har falt og kommer meg ikke opp", *[""] * 6)
    assert record.text.count("jeg er her") + record.text.count("Jeg er her fortsatt.") == 6
    assert record.text.count("113") >= 6
    assert record.ended_by.value == "caller"
    assert [task.urgent for task in harness.tasks] == [True, True]


def test_who_lives_is_never_condoled_with(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says(
        "søster har noen uker igjen og vil dø hjemme, hva kan dere gjøre"
    )
    assert "Kondolerer" not in answer
    assert [(task.reason, task.urgent) for task in harness.tasks] == [("more_help", True)]


def test_who_saw_another_strike_confesses_nothing() -> None:
    own = [
        "jeg holdt mor for hardt",
        "jeg slo mor",
        "eg dytta mannen",
        "jeg er redd hva jeg gjør",
        "jeg holdt henne fast",
        "jeg dytta henne og hun slo hodet",
    ]
    witnesses = [
        "Hjelperen slo mor. Jeg holdt henne hele natta",
        "Jeg holdt mor i hånda da hjelperen slo henne",
        "Jeg dro henne vekk fra hjelperen som slo",
        "vikaren slo mor så jeg dytta ham vekk",
        "da slo hjelperen mor og jeg dytta henne vekk",
        "mannen slo meg og jeg dytta ham",
    ]
    assert not [text for text in own if not hearing.confesses(text)]
    assert not [text for text in witnesses if hearing.confesses(text)]


def test_who_asks_to_be_rung_does_not_forbid_it() -> None:
    forbids = [
        "Ikke ring hit",
        "dere må ikke ringe hit",
        "Ikke ring hjem. Kan dere ikke ringe meg tilbake i morgen",
        "Kan dere ikke ringe hit, han hører det",
        "kan dere være så snill å ikke ringe hit?",
    ]
    asks = [
        "Kan dere ikke ringe meg tilbake?",
        "Kan dere ikke ringe hit?",
        "vil du ikkje ringje meg attende",
        "kunne noen ikke ringe meg hjem",
    ]
    assert not [text for text in forbids if "not_here" not in hearing.every("after", text)]
    assert not [text for text in asks if "not_here" in hearing.every("after", text)]
