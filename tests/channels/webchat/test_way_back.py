"""A text when a person has answered, with a link that opens the chat once."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from conversations.models import Conversation, OutboxRow
from conversations.way_back import WayBack
from tests.browsing import check_accessible, check_reflow
from tests.channels.webchat.harness import KARI, ChatHarness
from tests.channels.webchat.visitor import Visitor, fields

NUMBER = "400 11 001"
Serve = Callable[[Flask], str]


@pytest.fixture
def asked(harness: ChatHarness, astrid: Visitor) -> Conversation:
    """Astrid waits for a person, and has given her number."""
    astrid.wants_a_person()
    gives(astrid, NUMBER)
    [conversation] = harness.conversations
    harness.desk.colleagues.note(KARI)
    harness.desk.claim(KARI, conversation.id)
    return conversation


def gives(visitor: Visitor, number: str) -> None:
    form = next(f for f in visitor.page.all("form") if "/varsle" in f.attributes["action"])
    visitor.shows(visitor.posts(fields(form) | {"telefon": number}, "/varsle"))


def answers(harness: ChatHarness, conversation: Conversation, text: str) -> None:
    harness.desk.reply(KARI, conversation.id, text, text)


def chats(harness: ChatHarness) -> list[str]:
    """The text that told of the answer has a thread of its own."""
    return [each.id for each in harness.conversations if each.channel == "web"]


def links(harness: ChatHarness) -> list[str]:
    texts = [each.body for each in harness.rows(OutboxRow) if each.channel == "sms"]
    return [found for body in texts for found in re.findall(r"/chat/0301/tilbake/\d+", body)]


def follows(harness: ChatHarness, link: str) -> tuple[Visitor, int]:
    """Another browser: opens the link, and presses the button."""
    phone = Visitor(harness.app, address="198.51.100.9")
    page = phone.client.get(link)
    if "Åpne samtalen" not in page.text:
        return phone, page.status_code
    opened = phone.client.post(link, headers={"Sec-Fetch-Site": "same-origin"})
    phone.opens()
    return phone, opened.status_code


def test_the_answer_of_a_person_is_told_by_a_text_that_tells_nothing_else(
    harness: ChatHarness, asked: Conversation
) -> None:
    answers(harness, asked, "Fru Astrid Myrhaug kan bytte fra mandag.")
    [text] = [each for each in harness.rows(OutboxRow) if each.channel == "sms"]
    assert (text.to_number, text.secret) == ("+4740011001", True)
    # It was asked for and is waited for: also on a Sunday.
    assert not text.decent_hours
    assert "Du har fått svar i samtalen på nett" in text.body
    assert "Astrid" not in text.body
    assert "bytte" not in text.body
    [link] = links(harness)
    secret = link.rsplit("/", 1)[1]
    assert secret not in str([vars(each) for each in harness.rows(WayBack)])
    assert secret not in str([each.text + str(each.says) for each in harness.replies])


def test_the_link_opens_the_chat_in_another_browser_where_one_goes_on(
    harness: ChatHarness, asked: Conversation
) -> None:
    answers(harness, asked, "Ja, det går fint.")
    phone, status = follows(harness, links(harness)[0])
    assert status == 303
    assert "Ja, det går fint." in phone.page.text
    phone.writes("tusen takk")
    assert chats(harness) == [asked.id]
    assert harness.messages[-1].text == "tusen takk"


def test_the_browser_that_began_goes_on_as_well(
    harness: ChatHarness, astrid: Visitor, asked: Conversation
) -> None:
    answers(harness, asked, "Ja, det går fint.")
    phone, _ = follows(harness, links(harness)[0])
    phone.writes("fra telefonen")
    astrid.opens()
    astrid.writes("fra stua")
    assert chats(harness) == [asked.id]
    assert [each.text for each in harness.messages][-2:] == ["fra telefonen", "fra stua"]


def test_the_link_works_once_and_looking_at_it_uses_nothing_up(
    harness: ChatHarness, asked: Conversation
) -> None:
    answers(harness, asked, "Ja.")
    [link] = links(harness)
    scanner = Visitor(harness.app)
    assert [scanner.client.get(link).status_code for _ in range(3)] == [200] * 3
    assert follows(harness, link)[1] == 303
    _, status = follows(harness, link)
    assert status == 410
    assert not scanner.client.get_cookie("chat-0301")


def test_one_link_at_a_time_is_out_and_the_next_answer_after_it_was_used_is_told_anew(
    harness: ChatHarness, asked: Conversation
) -> None:
    answers(harness, asked, "Et øyeblikk.")
    answers(harness, asked, "Nå vet jeg det.")
    assert len(links(harness)) == 1
    follows(harness, links(harness)[0])
    answers(harness, asked, "En ting til.")
    assert len(set(links(harness))) == 2


def test_a_link_that_lay_too_long_or_is_another_municipality_s_opens_nothing(
    harness: ChatHarness, asked: Conversation
) -> None:
    answers(harness, asked, "Ja.")
    [link] = links(harness)
    stranger = Visitor(harness.app)
    assert stranger.client.get(link.replace("0301", "4204")).status_code == 410
    harness.later(days=8)
    assert Visitor(harness.app).client.get(link).status_code == 410


def test_a_link_that_another_page_posts_opens_nothing(
    harness: ChatHarness, asked: Conversation
) -> None:
    answers(harness, asked, "Ja.")
    [link] = links(harness)
    victim = Visitor(harness.app)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {},
    ):
        answer = victim.client.post(link, headers=headers)
        assert answer.status_code == 200
        assert not victim.client.get_cookie("chat-0301")
    assert follows(harness, link)[1] == 303


@pytest.mark.parametrize(
    "number", ["", "113", "22 12 34 56", "+46 70 123 45 67", "hei", "815 33 300"]
)
def test_a_number_that_no_text_reaches_is_refused_in_words(
    harness: ChatHarness, astrid: Visitor, number: str
) -> None:
    astrid.wants_a_person()
    gives(astrid, number)
    assert "Det er ikke et norsk mobilnummer" in astrid.page.text
    assert not harness.rows(WayBack)


def test_without_a_number_nothing_is_sent(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.wants_a_person()
    [conversation] = harness.conversations
    harness.desk.claim(KARI, conversation.id)
    answers(harness, conversation, "Ja.")
    assert not links(harness)


def test_nobody_gives_a_number_in_another_s_chat(
    harness: ChatHarness, astrid: Visitor, asked: Conversation
) -> None:
    stranger = Visitor(harness.app, address="198.51.100.8")
    stranger.opens()
    form = fields(next(f for f in astrid.page.all("form") if "/varsle" in f.attributes["action"]))
    stranger.posts(form | {"telefon": "400 11 002"}, "/varsle")
    [back] = harness.rows(WayBack)
    assert back.number == "+4740011001"


def test_in_a_browser_that_knows_nothing_one_press_leads_back_to_the_chat(
    harness: ChatHarness, asked: Conversation, served: Serve, browser_page: Page
) -> None:
    answers(harness, asked, "Ja, det går fint.")
    page, address = browser_page, served(harness.app)
    page.goto(address + links(harness)[0])
    check_accessible(page)
    check_reflow(page)
    page.get_by_role("button", name="Åpne samtalen").click()
    expect(page.get_by_text("Ja, det går fint.")).to_be_visible()
    page.get_by_label("Skriv her").fill("tusen takk")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("tusen takk")).to_be_visible()
    page.goto(address + links(harness)[0])
    expect(page.get_by_role("heading", name="Lenken virker ikke lenger")).to_be_visible()
    check_accessible(page)
    assert chats(harness) == [asked.id]
