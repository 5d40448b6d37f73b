"""Who is talking, by the words alone: what is said about others is not who is talking."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.actions.situation import Situation
from assistant.actions.speaking.roles import role_in, says_agent, says_self
from assistant.actions.speaking.who_we_are import was_sent
from assistant.gate.verdict import Mention
from provider_catalog.catalogue import Catalogue

CATALOGUE = Catalogue.load()
FIRM = re.compile("hasselvind omsorg|hasselvind|klokkebekk|vintereple|lommedugg", re.IGNORECASE)

SAID = {
    "relative": [
        "eg ringjer for mor",
        "jeg er datteren hennes",
        "Jeg er pårørende",
        "eg er sonen til Aud",
        "jeg vil bytte for faren min",
        "kan jeg velge for mor",
        "mor vil bytte leverandør",
        "dette er datteren til Aud Berg",
        "jeg skriver på vegne av mamma",
        "æ ringe førr ho mor",
        "mannen min har fått brev",
        "jeg er kona hans",
        "Hei, jeg er barnebarnet til Solveig og vil velge for henne",
        "jeg sitter hos mor nå",
        "jeg spør for svigermor",
        "datteren hennes her",
        "Far vil bytte til Hasselvind",
        "eg skriv for bestemor mi",
        "jeg er hennes sønn",
    ],
    "neighbour": [
        "jeg er naboen hennes",
        "eg er grannen til Aud",
        "jeg skriver for naboen min",
        "Dette er naboen til Solveig",
        "jeg er en venninne av henne",
        "jeg ringer for en dame jeg kjenner",
    ],
    "guardian": [
        "jeg er vergen hennes",
        "eg er verje for han",
        "Jeg er oppnevnt som verge for Aud",
        "jeg har fremtidsfullmakt for mor",
        "dette er hjelpevergen",
    ],
    "helper": [
        "jeg er hjemmehjelperen hennes",
        "eg er heimehjelpa til Aud",
        "Jeg er sykepleier i hjemmetjenesten",
        "jeg vasker hos henne",
        "jeg er assistenten hans",
        "jobber hos en dame på Frogner",
        "jeg er hjemme hos en dame som vil bytte",
        "Det er hjemmehjelpen til Solveig som skriver",
        "jeg er støttekontakt for en mann",
        "æ e hjemmehjelpa hennes",
    ],
    "employee": [
        "jeg jobber i Hasselvind",
        "Hei! Jobber i Hasselvind Omsorg og er hjemme hos en dame som vil bytte til oss",
        "eg arbeider hos Klokkebekk",
        "det er kenneth fra klokkebekk",
        "Dette er Kari Moe fra Hasselvind",
        "Jeg ringer fra Hasselvind Omsorg",
        "vi i Hasselvind vil gjerne hjelpe henne",
        "Kenneth fra Klokkebekk her",
        "jeg er ansatt i et privat firma",
        "æ jobbe i hjemmetjenesten",
        "Jeg er daglig leder i Vintereple",
        "hei kari fra lommedugg her",
        "jeg er fra Hasselvind",
    ],
}
NOBODY_ELSE = [
    "jeg vil bytte til Hasselvind",
    "datteren min jobber i Hasselvind",
    "hun som vasker hos meg er snill",
    "jeg jobbet i Hasselvind før",
    "jobber de i Hasselvind i helgene?",
    "jeg er fornøyd med Klokkebekk",
    "jeg er bruker hos Hasselvind",
    "jeg har hjelp fra Hasselvind",
    "hjemmehjelpen min kommer aldri",
    "sønnen min sier jeg bør bytte",
    "jeg er mor til tre barn",
    "jeg er bestemor",
    "det er Inger fra Klokkebekk som kommer til meg",
    "jeg er enke",
    "jeg er på besøk hos datteren min",
    "jeg ringer for første gang",
    "jeg skriver for å bytte",
    "datteren min vil at jeg skal bytte",
    "jeg er pensjonert sykepleier",
    "kan sønnen min ordne dette for meg",
    "jeg vil gi datteren min fullmakt",
    "hvem kommer fra Hasselvind",
    "jeg vil ha hjelp fra Hasselvind",
    "jeg bor hos sønnen min",
    "kommer sykepleieren på lørdag",
    "vi vil ha Hasselvind",
    "er naboen også kunde hos dere",
    "mannen min døde i går",
    "jeg jobber ikke i Hasselvind",
    "det er noe rot hos Hasselvind",
    "hva er en verge",
    "har noen valgt for meg",
    "jeg og mannen min har hjelp",
    "mor mi døde i fjor",
    "mannen min vil at vi bytter",
    "hjelp fra Hasselvind",
    "jeg er ikke pårørende, jeg er den som har hjelp",
    "min hjemmehjelp heter Kari",
    "det er hjemmehjelpen jeg vil bytte",
    "naboen min sa at jeg kunne velge",
    "jeg er så glad i hjemmehjelpen min",
    "bytte for min egen del",
    "jeg venter på svar fra Hasselvind",
    "Er du hjemmehjelpen?",
    "jeg er lei av hjemmehjelpen",
    "jeg er verken syk eller gammel",
]


def said(text: str) -> Situation:
    """A message of somebody who has not proved who it is."""
    found = [Mention("provider", each.group(), *each.span()) for each in FIRM.finditer(text)]
    application, place = SimpleNamespace(catalogue=CATALOGUE), CATALOGUE.municipality("0301")
    known = {"deps": application, "municipality": place, "mentions": tuple(found)}
    return cast(Any, SimpleNamespace(text=text, person=None, caller=None, pending=None, **known))


@pytest.mark.parametrize("role", SAID)
def test_who_says_so_is_heard(role: str) -> None:
    assert [text for text in SAID[role] if role_in(said(text)) != role] == []


def test_who_speaks_of_others_is_not_taken_for_them() -> None:
    assert [text for text in NOBODY_ELSE if role_in(said(text)) is not None] == []


def test_the_number_of_a_provider_tells_it() -> None:
    theirs = said("hei")
    cast(Any, theirs).caller = CATALOGUE.provider("hasselvind").facts["phone"].value
    assert role_in(theirs) == "employee"


def test_who_says_to_be_the_person_after_all() -> None:
    for text in ("Det er meg", "nei det gjelder meg selv", "brevet er til meg"):
        assert says_self(said(text)), text


MENTIONED = [
    "datra mi sa jeg kunne ringe",
    "jeg vil bytte, mannen min liker dem ikke",
    "jeg vil bytte for mannen min orker ikke mer",
    "mannen min vil ikke, men jeg vil bytte",
    "mannen min vil bytte, men jeg vil beholde dem",
    "jeg har datra her",
    "det er en vikar her",
    "jeg har naboen her hos meg",
    "det var naboen som sa jeg kunne velge",
    "sønnen min hjelper meg med dette",
    "hjemmehjelpen min sa jeg måtte ringe",
    "mannen min har fått brev men jeg har også fått",
    "datteren min har fullmakt",
    "kan datra mi ringe for meg",
]


def test_nobody_is_taken_for_another_by_whom_she_speaks_of() -> None:
    assert {text: role_in(said(text)) for text in MENTIONED} == dict.fromkeys(MENTIONED)
    assert not [text for text in MENTIONED if says_agent(said(text))]


HERSELF = [
    "nei det er meg selv",
    "nei, det er meg det gjelder",
    "det er mæ sjøl",
    "det er jeg som trenger hjelp",
    "jeg ringer på egne vegne",
    "eg ringjer for meg sjølv",
    "jeg er den som får hjelp",
    "nei bare meg selv",
    "jeg har ingen fullmakt, det er meg",
]


def test_that_it_is_the_person_is_heard_in_many_words() -> None:
    assert {text for text in HERSELF if not says_self(said(text))} == set()


SENT = [
    "datra mi sa jeg kunne ringe",
    "Hei, naboen sa at jeg skulle skrive til dere",
    "det var legen som sa jeg burde ta kontakt",
    "sønnen min ba meg ringe",
]
MORE = [
    "mannen min sa jeg skulle bytte",
    "datra mi sa jeg kunne ringe for å bytte",
    "kan jeg ringe?",
]


def test_who_only_tells_who_sent_her_has_no_errand_yet() -> None:
    assert [text for text in SENT if not was_sent(text)] == []
    assert [text for text in MORE if was_sent(text)] == []
