"""Any reply taken apart: each number, right, date and name in it stands where its source tells."""

import re

from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.statement import FIGURE
from tests.dialogue.harness import DialogueHarness

CATALOGUE = Catalogue.load()
QUESTIONS = [
    "Hvor lenge har Oslo hatt fritt brukervalg?",
    "Hvor mange valgte privat i Oslo?",
    "Hvordan gikk det i Vestre Aker?",
    "Når starter det i Trondheim?",
    "Når på døgnet kommer de i Trondheim?",
    "Hvor mange i Danmark velger privat?",
    "Hva er nummeret til NAV?",
    "Hva koster det i Flekkefjord?",
    "Hvor lang tid tar det å bytte i Flekkefjord?",
    "Hvor lang er klagefristen?",
    "Hvor fornøyde er folk med Rognelykt?",
    "når kommer Hasselvind?",
    "Hva er telefonnummeret til Klokkebekk?",
    "når har kontoret åpent?",
    "hvor lang tid tar det før den nye begynner?",
    "Har Asker fritt brukervalg?",
    "hva betyr IPLOS?",
    "kan firmaet nekte å ta meg?",
    "hvem bestemmer hvor mange timer jeg får?",
    "er hjemmesykepleie gratis?",
    "må jeg velge?",
    "hva skjer om firmaet går konkurs?",
    "hvem kan jeg velge mellom på Frogner?",
    "hvordan er det i Tromsø?",
    "hvem får se det jeg skriver her?",
    "jeg må tenke meg om litt",
]
RIGHT = re.compile(
    r"\b(?:rett til|har lov|har krav|gratis|loven|plikt|ansvar|når du vil|like mye"
    r"|(?:må|trenger) ikke)\b",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b"
)
OF_THE_REGISTER = {
    "providers.can_choose",  # who has a contract today
    "providers.can_choose_for",
    "providers.full",
    "provider.has_room",
    "provider.full",
    "provider.not_here",
    "provider.fact_missing",
    "office.hours",
}
"""What the register and the catalogue's own lists state, which no page does."""
NO_CLAIM = {"not_understood", "provider.choose_hint", "providers.next_step", "providers.wait"}
"""A key to press, or a name to send."""
OURS = re.compile(r"\bSkriv \d\b")
"""A key or word to send, which states nothing."""


def known_figures() -> set[str]:
    """Every figure that the body of facts, the schemes and the catalogue hold, as it is written."""
    facts = CATALOGUE.facts
    found = {figure for each in facts.statements.values() for figure in each.figures}
    for place in CATALOGUE.municipalities():
        if place.opening is not None:
            found |= figures(str(place.opening).replace(":", "."))
        for contract in CATALOGUE.contracts(place.id):
            for fact in CATALOGUE.provider(contract.provider).facts.values():
                found |= figures(str(fact.as_data()).replace(":", "."))
    for scheme in CATALOGUE.schemes.values():
        for rule in scheme.rules.values():
            found |= figures(str(rule.value).replace(":", "."))
    return found


def figures(text: str) -> set[str]:
    return set(FIGURE.findall(text))


def claims(reply: str) -> set[str]:
    return figures(OURS.sub("", reply))


def holds(figure: str, known: set[str]) -> bool:
    """Whether a figure is one of the data's; a telephone number may be told without its country."""
    bare = re.sub(r"\D", "", figure)
    stated = {re.sub(r"\D", "", each) for each in known}
    return bare in stated or (len(bare) == PHONE_DIGITS and f"47{bare}" in stated)


PHONE_DIGITS = 8


def test_every_figure_in_any_reply_is_in_the_data(harness: DialogueHarness) -> None:
    known, unfounded = known_figures(), {}
    told = 0
    for question in QUESTIONS:
        reply = harness.texting("solveig").says(question)
        told += len(claims(reply))
        if left := {each for each in claims(reply) if not holds(each, known)}:
            unfounded[question] = (left, reply)
    assert not unfounded
    assert told > len(QUESTIONS), "the replies said hardly any numbers, so nothing was tried"


def claimed(text: str) -> list[str]:
    """Each number, right, date and name that a text states."""
    names = [CATALOGUE.provider_name(each.provider) for each in CATALOGUE.contracts("0301")]
    found = [*figures(text), *RIGHT.findall(text), *DAY.findall(text)]
    return found + [name for name in set(names) if name in text]


def test_every_claim_of_any_reply_brings_the_source_that_it_stands_on(
    harness: DialogueHarness,
) -> None:
    someone = harness.texting("solveig")
    for question in QUESTIONS:
        someone.says(question)
    told, unfounded = 0, {}
    for reply in harness.replies:
        for message in reply.says:
            text = harness.application.texts.render(message, "sms", "nb").text
            if message["say"] in NO_CLAIM or not (claims_ := claimed(text)):
                continue
            told += 1
            sources = [message["source"]] if "source" in message else message.get("sources", [])
            stated = all(each.get("url") or each.get("title") for each in sources)
            dated = all(each["checked"] for each in sources)
            if not (sources and stated and dated) and message["say"] not in OF_THE_REGISTER:
                unfounded[message["say"]] = (claims_, text)
    assert not unfounded
    assert told > len(QUESTIONS) / 2, "the replies claimed hardly anything, so nothing was tried"


def test_a_figure_that_nothing_states_would_be_found() -> None:
    known = known_figures()
    assert not holds("8341", known)
    assert not holds("31,7", known)
