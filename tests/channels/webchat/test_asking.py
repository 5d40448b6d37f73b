"""Asking in the chat: what is written is stored once, answered, and stands there after a reload."""

from datetime import timedelta

import pytest

from channels.webchat.thread import OpenCase
from conversations.models import MessageState
from tests.channels.webchat.dialogue import talk
from tests.channels.webchat.harness import MONDAY, ChatHarness
from tests.channels.webchat.visitor import KRISTIANSAND, OSLO, Visitor


def test_the_page_says_that_it_is_a_machine_before_anything_is_written(astrid: Visitor) -> None:
    assert "Du skriver med en maskin" in astrid.page.text
    assert "Jeg er en maskin som svarer for Oslo" in astrid.page.text
    assert "Hvem kan jeg velge?" in astrid.can_press


def test_a_question_is_answered_with_source_and_date(astrid: Visitor) -> None:
    page = astrid.writes("pris")
    assert astrid.said == [
        ("person", "pris"),
        (
            "assistant",
            "Du betaler like mye, hvem du enn velger. "
            "Kilde: oslo.kommune.no (åpnes i ny fane) , sett 20. november 2026",
        ),
    ]
    [link] = page.all("a", rel="noreferrer")
    assert link.attributes["href"] == "https://www.oslo.kommune.no/hjemmetjenester"


def test_a_conversation_is_there_again_after_a_reload(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("pris")
    before = astrid.said
    astrid.opens()
    assert astrid.said == before
    assert len(harness.messages) == 1


def test_nothing_is_stored_of_who_only_looks(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.opens()
    assert astrid.asks_for_news() == 204
    assert not harness.conversations


def test_a_conversation_on_the_web_has_no_number(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("pris")
    assert [each.peer for each in harness.conversations] == ["web"]
    assert harness.engine.requests[0]["context"]["caller"] is None
    assert harness.engine.requests[0]["context"]["channel"] == "web"


def test_another_browser_has_another_conversation(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("pris")
    other = Visitor(harness.app)
    other.opens()
    assert not other.said
    other.writes("velge")
    assert len(harness.conversations) == 2
    astrid.opens()
    assert [words for who, words in astrid.said if who == "person"] == ["pris"]


def test_each_municipality_has_its_own(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("pris")
    south = Visitor(harness.app, KRISTIANSAND)
    south.client = astrid.client  # the same browser
    south.opens()
    assert not south.said
    south.writes("pris")
    assert [each.municipality for each in harness.conversations] == [OSLO, KRISTIANSAND]


def test_answers_can_be_pressed_and_say_what_stands_on_them(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("velge")
    assert astrid.can_press == ["Velg Hasselvind Omsorg", "Velg Klokkebekk Hjemmetjeneste"]
    astrid.presses("Velg Hasselvind Omsorg")
    # The assistant was told the number; the person reads what was pressed.
    assert harness.messages[-1].text == "1"
    assert ("person", "Velg Hasselvind Omsorg") in astrid.said
    assert astrid.can_press == ["Ja", "Nei"]
    astrid.presses("Ja")
    assert "Saksnummeret er 26-1" in astrid.answer
    assert astrid.can_press == [], "nothing that undoes stands where «Ja» stood"


def test_providers_stand_side_by_side_with_the_same_fields(astrid: Visitor) -> None:
    page = astrid.writes("sammenlign")
    first, second = page.all("article", class_="card")
    assert [each.text for each in first.all("dt")] == [each.text for each in second.all("dt")]
    assert "Fast hjelper Opplysning mangler" in first.text
    assert "sett 20. november 2026" in first.text
    assert "Rekkefølgen er tilfeldig" in page.text


def test_only_the_newest_cards_can_be_pressed(astrid: Visitor) -> None:
    astrid.writes("velge")
    astrid.writes("pris")
    assert not astrid.can_press


def test_danger_is_shown_before_everything_else(harness: ChatHarness, astrid: Visitor) -> None:
    page = astrid.writes("brann")
    [urgent] = page.all("li", class_="urgent")
    assert "Ring 110 nå" in urgent.text
    assert [each.attributes["href"] for each in urgent.all("a")] == ["tel:110"]
    assert [each.urgent for each in harness.tasks] == [True]
    # No word of when somebody comes stands beside the number to call now.
    assert not astrid.told


def test_nothing_to_say_is_no_empty_answer_that_waits(astrid: Visitor) -> None:
    astrid.writes("ingenting")
    assert "Svaret kommer" not in astrid.told


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("koden er 123 456 789", "koden er ••• ••• •••"),
        ("jeg er født 01010199999", "jeg er født •••••••••••"),
    ],
)
def test_codes_and_national_ids_are_masked_where_they_were_typed(
    harness: ChatHarness, astrid: Visitor, typed: str, shown: str
) -> None:
    page = astrid.writes(typed)
    assert astrid.said[0] == ("person", shown)
    assert typed not in page.text
    assert typed not in astrid.transcript()
    assert harness.messages[0].text == shown


def test_the_box_is_not_filled_in_by_the_browser(astrid: Visitor) -> None:
    [box] = astrid.page.all("textarea")
    assert box.attributes["autocomplete"] == "off"


def test_an_answer_that_takes_long_is_promised_and_then_there(
    harness: ChatHarness, astrid: Visitor
) -> None:
    harness.engine.answer = lambda _: 503
    astrid.writes("pris")
    assert "Svaret kommer" in astrid.told
    assert harness.messages[0].state is MessageState.WAITING
    harness.engine.answer = talk
    harness.services.turns.run_next(harness.conversations[0].id)
    assert astrid.asks_for_news() == 200
    assert "Du betaler like mye" in astrid.answer
    assert "Svaret kommer" not in astrid.told
    assert astrid.asks_for_news() == 204


def test_a_chat_goes_on_after_the_app_was_started_again(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("pris")
    harness.later(minutes=5)
    astrid.moves_to(harness.app)
    astrid.opens()
    astrid.writes("velge")
    assert len(harness.conversations) == 1
    assert [who for who, _ in astrid.said] == ["person", "assistant"] * 2


def test_a_chat_that_rested_for_a_day_is_not_shown_again(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("pris")
    harness.later(hours=25)
    astrid.moves_to(harness.app)
    astrid.opens()
    assert not astrid.said
    astrid.writes("pris")
    assert len(harness.conversations) == 2


def test_what_is_private_is_hidden_after_half_an_hour(
    harness: ChatHarness, astrid: Visitor
) -> None:
    private = "Du har flere slags hjelp."
    astrid.writes("vedtak")
    assert private in astrid.answer
    harness.later(minutes=29)
    astrid.moves_to(harness.app)
    astrid.opens()
    assert private in astrid.answer
    harness.later(minutes=2)
    astrid.moves_to(harness.app)
    page = astrid.opens()
    assert private not in page.text
    assert private not in astrid.transcript()
    assert "Dette er skjult" in astrid.answer


def test_the_open_case_stands_on_the_page_and_closes_with_a_press(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("vedtak")
    assert "Saken til Astrid er åpen her." in astrid.part("chat-case").text
    astrid.ends()
    assert not astrid.said, "the next one at the machine sees nothing of it"
    assert "er åpen her" not in astrid.page.text


def test_what_was_private_to_another_is_not_shown_in_a_case_opened_later(
    harness: ChatHarness, astrid: Visitor
) -> None:
    private = "Du har flere slags hjelp."
    astrid.writes("vedtak")
    assert private in astrid.answer
    harness.case = OpenCase("Olav", MONDAY + timedelta(minutes=1))
    astrid.opens()
    assert private not in astrid.page.text
    assert "Saken til Olav er åpen her." in astrid.part("chat-case").text
    harness.case = None
    astrid.opens()
    assert private not in astrid.page.text


def test_the_conversation_can_be_kept(astrid: Visitor) -> None:
    astrid.writes("sammenlign")
    kept = astrid.transcript()
    assert "Samtale med Oslo kommune" in kept
    assert "23. november 2026 kl. 09.00 – Du:\nsammenlign" in kept
    assert "Hasselvind Omsorg\n    Hvem eier: Et firma" in kept
    assert "Kilde: https://www.oslo.kommune.no/hjemmetjenester, sett 20. november 2026" in kept


def test_there_is_nothing_to_keep_where_nothing_was_said(astrid: Visitor) -> None:
    assert astrid.client.get("/chat/0301/samtale.txt").status_code == 404


def test_who_is_done_leaves_nothing_on_the_screen(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("vedtak")
    old = astrid.client.get_cookie("chat-0301")
    astrid.ends()
    assert "avsluttet og borte" in astrid.told
    assert not astrid.said
    assert astrid.client.get_cookie("chat-0301") != old
    assert harness.conversations[0].thread is None
    astrid.writes("pris")
    assert len(harness.conversations) == 2


def test_goodbye_is_still_read_when_it_was_the_end(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("ha det")
    assert "Ha det bra" in astrid.answer
    assert "Samtalen er slutt" in astrid.told
    astrid.opens()
    assert "Ha det bra" in astrid.answer
    astrid.writes("pris")
    assert len(harness.conversations) == 2
    assert [who for who, _ in astrid.said] == ["person", "assistant"]


def test_nynorsk_by_a_link_before_and_by_a_wish_after(astrid: Visitor) -> None:
    [link] = [each for each in astrid.page.all("a") if each.text == "Nynorsk"]
    astrid.shows(astrid.client.get(link.attributes["href"]))
    assert "Du skriv med ei maskin" in astrid.page.text
    assert "Eg er ei maskin" in astrid.page.text
    assert astrid.page.all("html")[0].attributes["lang"] == "nn"


def test_the_page_follows_the_conversation_to_nynorsk(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("pris")
    form = astrid.part("chat-standard").all("form")[0]
    hidden = {e.attributes["name"]: e.attributes["value"] for e in form.all("input")}
    astrid.sends(hidden)
    assert harness.conversations[0].standard == "nn"
    assert "Snakk med eit menneske" in astrid.page.text
    # What was said in Bokmål stays as it was said, and is marked as such.
    first = astrid.part("chat-log").all("li", class_="assistant")[0]
    assert first.attributes["lang"] == "nb"


def test_which_municipality_is_asked_where_it_is_not_said(
    harness: ChatHarness, astrid: Visitor
) -> None:
    answer = astrid.client.get("/chat")
    assert "Hvilken kommune gjelder det?" in answer.text
    assert "/chat/5001" in answer.text
    told = astrid.client.get("/chat?kommune=4204")
    assert (told.status_code, told.location) == (302, "/chat/4204")
    assert astrid.client.get("/chat/9999").status_code == 404
