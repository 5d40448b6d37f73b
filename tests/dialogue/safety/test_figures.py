"""A figure of speech takes no danger away that stands beside it."""

import pytest

from assistant.actions.safety import hearing
from service.engine.danger import danger_of
from tests.dialogue.harness import DialogueHarness

DANGERS = [
    "slo på lyset og blør kraftig", "far slo av lyset og dytta meg ned trappa",
    "far slo av lyset og slo meg", "han slo av tv og kvelte meg", "mor slo på ovnen og det brenner",
    "jeg tok pillene som han skal ha", "eg tok tablettane som ho skal ha",
    "tar 1 paracet om gangen til glasset er tomt",
    "tok to paracetamol, resten av glasset tar jeg etterpå",
    "tok to paracet og ti til", "fått insulin to ganger som han skal ha",
    "fikk insulin to ganger som vanlig", "han rekker ikke å puste før han hoster",
    "hun rekker ikke puste mellom slagene", "har ikke tid til å puste før han hoster",
    "det brenner etter å glemt kjelen på plata", "jeg brenner etter å glemme kjelen",
    "røyk i pipa og det durer", "det ryker fra pipa og durer",
    "det ryker av pipa, gnister på taket",
    "jeg fryser ihjel", "mor fryser ihjel i huset", "eg frys i hjel",
    "mor er dement og har rømt", "mor er savnet, hun er dement",
    "han har demens og kom ikke hjem i går", "mor vandrer på e6, hun er dement",
    "far er på vandring, han er dement", "far har gått ut, han er dement",
    "vi finner ikke mor, hun har demens",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGERS)
def test_what_is_dangerous_is_read_as_it_is_said(text: str) -> None:
    assert hearing.meant(text) == hearing.plain(text)


def test_what_was_lowered_by_a_figure_is_as_grave_as_the_model_holds_it() -> None:
    lowered = [text for text in DANGERS if danger_of(hearing.meant(text)) != danger_of(text)]
    assert not lowered


@pytest.mark.parametrize(
    "text",
    ["far slo av lyset", "hun slo på stortromma", "tok to paracet", "tok to paracet for hodepinen",
     "han tok medisinen som han skal", "eg tok pillene som eg skal", "mor fikk insulin som vanlig",
     "har ikke tid til å puste", "eg brenner etter å få svar", "det ryker av pipa",
     "fryseren er død", "mor er dement", "mannen har demens og hjelperen har gått, kan jeg bytte",
     "det finnes hjelp, mor har demens"],
)  # fmt: skip
def test_a_figure_stays_one(text: str) -> None:
    assert hearing.meant(text) != hearing.plain(text)


def test_who_has_a_sick_husband_and_changes_helper_is_not_alarmed(
    harness: DialogueHarness,
) -> None:
    text = "mannen har demens og hjelperen har gått, kan jeg bytte"
    assert "Ring 113" not in harness.texting("solveig").says(text)


@pytest.mark.parametrize(
    "text",
    ["Kommunen sier velger jeg ikke så får jeg den kommunale",
     "de sier at velger jeg ikke så slutter tilbudet", "brevet seier vel eg ikkje så tek de over",
     "han sier at velger jeg ikke så mister jeg plassen"],
)  # fmt: skip
def test_what_the_municipality_says_is_no_threat(text: str) -> None:
    assert "threatened" not in hearing.every("grave", text)


@pytest.mark.parametrize(
    "text",
    ["dattera seier at vel eg ikkje, så flyttar ho meg på heim",
     "sønnen sier at bytter jeg ikke så tar han bilen"],
)  # fmt: skip
def test_a_threat_of_somebody_near_is_heard(text: str) -> None:
    assert "threatened" in hearing.every("grave", text)


def test_who_sits_in_a_wheelchair_and_would_change_is_in_no_danger() -> None:
    assert danger_of("kan jeg bytte sitter i rullestol")[0] != "alarm"
    assert danger_of("kan jeg bytte har fått for mye insulin")[0] == "alarm"
