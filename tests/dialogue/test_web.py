"""Whole conversations in the chat, with the trained model: from the first word to the receipt."""

import json

import pytest
from playwright.sync_api import Page, expect

from assistant.texts.text import Level
from choice_register.types import Authority, ChoiceState
from tests.channels.webchat.visitor import Visitor
from tests.dialogue.harness import PEOPLE, PUBLIC, DialogueHarness, options
from tests.signed_in import as_citizen
from tests.texts.reading import TEXTS
from web.auth.relying_parties import PartyName


@pytest.fixture
def harness(fresh_harness: DialogueHarness) -> DialogueHarness:
    """A harness of the test's own: it counts how much each visitor writes."""
    return fresh_harness


def proves(visitor: Visitor, name: str) -> None:
    """Write the code and then the birth date, as they are asked for."""
    who = PEOPLE[name]
    visitor.writes(who.code)
    visitor.writes(f"{who.birth_date:%d.%m.%Y}")


def test_a_whole_switch_and_the_regret(harness: DialogueHarness) -> None:
    arvid = harness.browsing()
    arvid.writes("Jeg vil bytte")
    assert "Skriv koden fra brevet" in arvid.answer
    proves(arvid, "arvid")
    cards = [each.all("h2")[0].text for each in arvid.page.all("article", class_="card")]
    assert set(cards) <= set(harness.providers("arvid"))
    arvid.presses("Velg Hasselvind Omsorg")
    assert "du velger Hasselvind Omsorg" in arvid.answer
    assert "Kilde: oslo.kommune.no" in arvid.answer
    assert ("practical_assistance", "hasselvind") not in harness.standing("arvid")
    arvid.presses("Ja")
    made = harness.choices("arvid")[-1]
    assert made.case_number in arvid.answer
    assert (made.provider_id, made.state) == ("hasselvind", ChoiceState.RECEIVED)
    assert "Angre" not in arvid.can_press, "nothing that undoes stands where «Ja» stood"
    arvid.writes("angre")
    assert "Er det rett?" in arvid.answer
    assert ("practical_assistance", "hasselvind") in harness.standing("arvid")
    arvid.presses("Ja")
    assert "er tatt tilbake" in arvid.answer
    assert ("practical_assistance", "hasselvind") not in harness.standing("arvid")
    kept = arvid.transcript()
    assert PEOPLE["arvid"].code not in kept
    assert made.case_number in kept


def test_what_began_by_text_is_finished_in_the_chat(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.proves()
    solveig.says("hasselvind")
    online = harness.browsing()
    online.writes("jeg vil velge")
    proves(online, "solveig")
    assert "Du var i gang med å velge Hasselvind Omsorg" in online.answer
    online.presses("Ja")
    assert "du velger Hasselvind Omsorg" in online.answer
    online.presses("Ja")
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_what_began_in_the_chat_is_finished_by_text(harness: DialogueHarness) -> None:
    online = harness.browsing()
    online.writes("jeg vil velge")
    proves(online, "solveig")
    online.presses("Velg Klokkebekk Hjemmetjeneste")
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    assert "Klokkebekk" in solveig.proves()
    solveig.says("ja")
    solveig.says("ja, det stemmer")
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")]


def test_a_choice_of_the_chat_is_known_by_text(harness: DialogueHarness) -> None:
    online = harness.browsing()
    online.writes("jeg vil velge hasselvind")
    proves(online, "solveig")
    online.presses("Ja")
    solveig = harness.texting("solveig")
    solveig.says("angre")
    assert "tatt tilbake" in solveig.proves()
    assert not harness.standing("solveig")


@pytest.mark.parametrize("index", range(4))
def test_what_the_page_offers_to_ask_is_understood(harness: DialogueHarness, index: int) -> None:
    visitor = harness.browsing()
    visitor.presses(visitor.can_press[index])
    assert "forstod" not in visitor.answer
    assert "Mente du" not in visitor.answer


def test_without_a_proof_nothing_private_is_told(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    for words in (
        "hva har jeg vedtak på?",
        "hvem er det som hjelper meg nå?",
        "hvor mange timer har Solveig Myrhaug?",
        "hvordan går det med valget mitt?",
        "jeg er datteren til Solveig, hva har hun fått?",
        "angre",
    ):
        visitor.writes(words)
    for reply in harness.replies:
        assert all(TEXTS.level(say) is not Level.PRIVATE for say in reply.says), reply.text
        assert "tasks" not in json.dumps(reply.says)


def test_the_decision_is_told_to_who_has_proven(harness: DialogueHarness) -> None:
    randi = harness.browsing()
    randi.writes("hva har jeg vedtak på?")
    proves(randi, "randi")
    assert "hjemmesykepleie" in randi.answer.lower()


def test_after_three_wrong_codes_the_second_one_is_asked_for(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes("jeg vil bytte")
    for _ in range(4):
        visitor.writes(f"{PEOPLE['solveig'].code} 02.09.1937")
    assert "kode 2 fra brevet" in visitor.answer


def test_a_person_answers_here_or_rings_the_number_given(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.wants_a_person()
    assert "Svaret kommer her" in visitor.answer
    assert "De tar kontakt i dag før 15" in visitor.answer
    [task] = harness.tasks
    assert (task.channel, task.call_back_number, task.reason) == ("web", None, "asked")
    visitor.writes("400 11 001")
    assert "ringer deg på 40 01 10 01" in visitor.answer
    assert [each.call_back_number for each in harness.tasks] == ["+4740011001"]


def test_who_asks_to_be_rung_is_asked_for_the_number(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes("kan dere ringe meg?")
    assert "Hvilket nummer skal Oslo ringe?" in visitor.answer
    visitor.writes("400 11 001")
    assert "ringer deg på 40 01 10 01" in visitor.answer
    [task] = harness.tasks
    assert (task.reason, task.call_back_number) == ("callback", "+4740011001")


def test_a_number_is_not_asked_for_twice(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.wants_a_person()
    visitor.writes("nei takk")
    visitor.writes("hva koster det?")
    assert "Du betaler like mye" in visitor.answer
    assert "nummeret ditt" not in visitor.answer


def test_the_list_shows_everybody_side_by_side(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes("hvem kan jeg velge i Frogner?")
    cards = visitor.page.all("article", class_="card")
    names = [each.all("h2")[0].text for each in cards]
    assert "Hasselvind Omsorg" in names
    assert "Oslo kommunes hjemmetjeneste" in names
    assert len({tuple(term.text for term in each.all("dt")) for each in cards}) == 1
    visitor.presses("Velg Hasselvind Omsorg")
    assert "Skriv koden fra brevet" in visitor.answer


def test_the_menu_of_a_text_message_is_no_list_of_cards(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    assert "Hasselvind Omsorg" in options(solveig.proves())
    assert not any("cards" in say for reply in harness.replies for say in reply.says)


def says(page: Page, words: str) -> str:
    """Write in the browser's box; the answer, when it stands there."""
    entries = page.locator("#chat-log > li")
    before = entries.count()
    page.get_by_label("Skriv her").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(entries).to_have_count(before + 2)
    return entries.last.inner_text()


def test_a_daughter_with_a_mandate_switches_in_her_browser(
    harness: DialogueHarness, browser_page: Page
) -> None:
    page, arvid = browser_page, PEOPLE["arvid"]
    page.goto(f"{harness.url}/chat/0301")
    says(page, "Jeg har fullmakt fra faren min og vil bytte for ham")
    told = says(page, f"{arvid.mandates[0].code} {arvid.birth_date:%d.%m.%Y}")
    assert arvid.name in told
    says(page, "jeg vil bytte til hasselvind")
    assert "Dette gjelder Arvid Tangvik" in page.locator("#chat-log").inner_text()
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Saksnummeret er")).to_be_visible()
    made = harness.choices("arvid")[-1]
    assert (made.provider_id, made.authority) == ("hasselvind", Authority.MANDATE)


def test_a_daughter_without_one_gets_general_information_only(
    harness: DialogueHarness, browser_page: Page
) -> None:
    page = browser_page
    before = harness.standing("arvid")
    page.goto(f"{harness.url}/chat/0301")
    page.get_by_role("button", name="Kan jeg bytte for moren min?").click()
    expect(page.locator("#chat-log > li")).to_have_count(2)
    says(page, "Jeg er datteren til Arvid Tangvik og vil bytte for ham")
    told = says(page, "111222333 02.09.1937")
    assert "Takk. Nå vet jeg hvem" not in told
    assert "Klokkebekk" not in page.locator("#chat-log").inner_text()
    assert harness.standing("arvid") == before
    assert "Du betaler like mye" in says(page, "hva koster det?")


def signs_in(harness: DialogueHarness, visitor: Visitor, name: str) -> None:
    session = as_citizen(harness.app, visitor.client, PEOPLE[name].national_id)
    host = PUBLIC.removeprefix("https://")
    visitor.client.set_cookie(f"__Host-{PartyName.CITIZEN}", session, domain=host)


def test_who_has_signed_in_is_asked_for_no_code(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    signs_in(harness, visitor, "randi")
    visitor.opens()
    assert "Du er logget inn med ID-porten" in visitor.page.text
    visitor.writes("hva har jeg vedtak på?")
    assert "hjemmesykepleie" in visitor.answer.lower()
    harness.application.register.withdraw_proof(harness.conversation("web").id)
    visitor.writes("hva har jeg vedtak på?")
    assert "hjemmesykepleie" in visitor.answer.lower()


def test_another_who_signs_in_gets_a_chat_of_the_own(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    proves(visitor, "solveig")
    visitor.writes("hva har jeg vedtak på?")
    assert "Saken til Solveig er åpen her." in visitor.part("chat-case").text
    signs_in(harness, visitor, "randi")
    visitor.opens()
    assert not visitor.said
    assert "Her er din egen." in visitor.part("chat-state").text
    visitor.writes("hva har jeg vedtak på?")
    assert "hjemmesykepleie" in visitor.answer.lower()
    assert "Saken til Randi er åpen her så lenge" in visitor.part("chat-case").text


def test_another_name_closes_the_case_on_the_page(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    proves(visitor, "solveig")
    visitor.writes("hva har jeg vedtak på?")
    told = visitor.answer
    visitor.writes("Jeg heter Arvid Tangvik")
    assert "Saken er lukket her." in visitor.part("chat-case").text
    assert told not in visitor.page.text


def test_a_sign_in_proves_nobody_in_another_municipality(harness: DialogueHarness) -> None:
    visitor = harness.browsing("4204")
    signs_in(harness, visitor, "randi")
    visitor.writes("hva har jeg vedtak på?")
    assert "koden" in visitor.answer
    assert "hjemmesykepleie" not in visitor.answer.lower()
