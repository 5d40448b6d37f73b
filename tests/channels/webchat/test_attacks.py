"""What somebody may try at the chat. Each is refused, in plain words where a person may see it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from channels.webchat.limits import Limits
from channels.webchat.session import Ticket
from channels.webchat.writing import LONGEST
from conversations.masking import mask_ids
from conversations.models import Conversation
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.dialogue import CODE
from tests.channels.webchat.harness import ChatHarness
from tests.channels.webchat.reading import read
from tests.channels.webchat.visitor import KRISTIANSAND, OSLO, Visitor

COOKIE = "chat-0301"


def stolen(harness: ChatHarness, visitor: Visitor, value: str) -> Visitor:
    """Another browser with a cookie of its maker's choice."""
    other = Visitor(harness.app)
    other.client.set_cookie(COOKIE, value)
    return other


def test_a_post_without_a_form_of_ours_is_refused(harness: ChatHarness, astrid: Visitor) -> None:
    answer = astrid.posts({"tekst": "pris"})
    assert answer.status_code == 400
    assert "Vi kjenner ikke igjen siden" in answer.text
    # What was written is not lost: the page is there with it, ready to be sent.
    assert "pris" in read(answer.text).all("textarea")[0].exact
    assert not harness.messages


def test_a_form_of_somebody_else_is_refused(harness: ChatHarness, astrid: Visitor) -> None:
    attacker = Visitor(harness.app)
    attacker.opens()
    answer = astrid.posts(attacker.filled("chat-write", tekst="jeg vil bytte"))
    assert answer.status_code == 400
    assert not harness.messages


def test_another_page_cannot_end_a_chat(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("pris")
    assert astrid.posts({}, "/avslutt").status_code == 400
    attacker = Visitor(harness.app)
    attacker.opens()
    assert astrid.posts(attacker.filled("chat-write"), "/avslutt").status_code == 400
    astrid.opens()
    assert astrid.said


def test_a_cookie_that_we_did_not_give_leads_nowhere(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("vedtak")
    [conversation] = harness.conversations
    # Whoever has the id from a log, and even the thread's name from the database.
    for guessed in (conversation.id, f'["x","{conversation.id}"]', str(conversation.thread), ""):
        other = stolen(harness, astrid, guessed)
        other.opens()
        assert not other.said
        assert other.client.get(f"/chat/{OSLO}/samtale.txt").status_code == 404


def test_an_address_with_a_conversation_in_it_leads_nowhere(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("vedtak")
    other = Visitor(harness.app)
    conversation = harness.conversations[0].id
    other.opens(samtale=conversation, conversation=conversation, sett=conversation)
    assert not other.said
    assert conversation not in astrid.client.get(astrid.path).text


def test_a_signed_cookie_of_another_key_leads_nowhere(
    harness: ChatHarness, astrid: Visitor, engine: ProtocolEngine
) -> None:
    astrid.writes("vedtak")
    elsewhere = ChatHarness(
        str(harness.settings.database_url), engine, secret_key="another house's"
    )
    stranger = Visitor(elsewhere.app)
    stranger.opens()
    value = stranger.client.get_cookie(COOKIE)
    assert value is not None
    other = stolen(harness, astrid, value.value)
    other.opens()
    assert not other.said
    elsewhere.close()


@pytest.mark.parametrize("kept", [True, False])
def test_a_chat_goes_on_when_the_secret_changes_while_the_former_is_kept(
    harness: ChatHarness, astrid: Visitor, engine: ProtocolEngine, *, kept: bool
) -> None:
    astrid.writes("vedtak")
    cookie = astrid.client.get_cookie(COOKIE)
    assert cookie is not None
    after = ChatHarness(
        str(harness.settings.database_url),
        engine,
        secret_key="drawn later",
        secret_key_fallbacks=harness.settings.secret_key if kept else "",
    )
    moved_on = stolen(after, astrid, cookie.value)
    moved_on.opens()
    assert bool(moved_on.said) is kept
    open_form = astrid.filled("chat-write", tekst="pris")
    assert moved_on.posts(open_form).status_code == (303 if kept else 400)
    after.close()


def test_a_cookie_of_one_municipality_is_nothing_in_another(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("vedtak")
    cookie = astrid.client.get_cookie(COOKIE)
    assert cookie is not None
    south = Visitor(harness.app, KRISTIANSAND)
    south.client.set_cookie("chat-4204", cookie.value)
    south.opens()
    assert not south.said
    south.writes("pris")
    assert len(harness.conversations) == 2


def test_the_cookie_is_out_of_reach_of_scripts(astrid: Visitor) -> None:
    answer = astrid.client.get("/chat/4204")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_belongs_to_our_host_alone(
    database_url: str, engine: ProtocolEngine
) -> None:
    harness = ChatHarness(database_url, engine, public_base_url="https://velg.example")
    whole = harness.app.test_client().get("/chat/0301").headers["Set-Cookie"]
    assert whole.startswith("__Host-chat-0301=")
    assert "; Secure; HttpOnly; Path=/; SameSite=Lax" in whole
    framed = harness.app.test_client().get("/chat/0301?ramme=1").headers["Set-Cookie"]
    assert framed.startswith("__Host-ramme-0301=")
    assert "SameSite=None; Partitioned" in framed
    harness.close()


def test_nobody_else_may_frame_the_chat(database_url: str, engine: ProtocolEngine) -> None:
    own = "'self' https://www.oslo.kommune.no"
    harness = ChatHarness(database_url, engine, chat_frame_ancestors=own)
    client = harness.app.test_client()
    framed = client.get("/chat/0301?ramme=1").headers["Content-Security-Policy"]
    assert f"frame-ancestors {own}" in framed
    whole = client.get("/chat/0301").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in whole
    assert "oslo.kommune" not in whole
    assert "unsafe" not in whole
    harness.close()


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }} ${7*7} <svg/onload=alert(1)>",
        "</textarea><script>alert(1)</script>",
    ],
)
def test_markup_is_shown_as_it_was_written(
    harness: ChatHarness, astrid: Visitor, words: str
) -> None:
    page = astrid.writes(words)
    assert astrid.said[0] == ("person", words)
    assert not [each for each in page.all("script") if "src" not in each.attributes]
    assert not page.all("img")
    assert not [each for each in page.all("svg") if each.attributes.get("class") != "mark"]
    # Also where it was refused and stands in the box again.
    [box] = read(astrid.posts({"tekst": words}).text).all("textarea")
    assert box.exact.strip() == words


def test_words_that_mean_something_to_the_engine_are_words(
    harness: ChatHarness, astrid: Visitor
) -> None:
    for words in ('/give_code{"code": "123"}', "/affirm", "@undo_choice", "//restart"):
        astrid.writes(words)
    assert [each["text"] for each in harness.engine.requests] == [
        'give_code{"code": "123"}',
        "affirm",
        "undo_choice",
        "restart",
    ]


def test_signs_that_nobody_sees_are_taken_out(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("ja\u200b\u202e, si\u2066 nei\u2069\ufeff \U000e0041takk\x00\x07")
    assert harness.messages[0].text == "ja, si nei takk"
    astrid.writes("123\u200b456\u200b789")
    assert harness.messages[1].text == "•••••••••"


@pytest.mark.parametrize("words", ["", "   ", "\n\n", "\u200b\u200f", "\x00"])
def test_nothing_is_asked_for_again(harness: ChatHarness, astrid: Visitor, words: str) -> None:
    astrid.writes(words)
    assert astrid.status == 422
    assert "Du skrev ikke noe" in astrid.refused
    assert not harness.messages


def test_too_long_is_told_before_and_refused_after(harness: ChatHarness, astrid: Visitor) -> None:
    assert "Høyst 2 000 tegn" in astrid.page.text
    assert astrid.page.all("textarea")[0].attributes["maxlength"] == str(LONGEST)
    astrid.writes("å" * (LONGEST + 1))
    assert astrid.status == 422
    assert "Teksten er for lang" in astrid.refused
    assert "å" * LONGEST in astrid.page.all("textarea")[0].text
    astrid.writes("å" * LONGEST)
    assert astrid.status == 200
    assert len(harness.messages) == 1


def test_a_flood_of_bytes_is_refused_before_it_is_read(
    harness: ChatHarness, astrid: Visitor
) -> None:
    answer = astrid.posts(astrid.filled("chat-write", tekst="a" * 100_000))
    assert answer.status_code == 413
    assert not harness.messages


def test_two_presses_are_one_message(harness: ChatHarness, astrid: Visitor) -> None:
    form = astrid.filled("chat-write", tekst="jeg vil bytte")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: astrid_again(harness, astrid).posts(form), range(4)))
    assert {each.status_code for each in answers} == {303}
    assert len(harness.messages) == 1
    astrid.sends(form)
    assert [who for who, _ in astrid.said] == ["person", "assistant"]


def astrid_again(harness: ChatHarness, astrid: Visitor) -> Visitor:
    """The same browser in another thread: the same cookie."""
    cookie = astrid.client.get_cookie(COOKIE)
    assert cookie is not None
    return stolen(harness, astrid, cookie.value)


def test_two_tabs_are_one_conversation_in_order(harness: ChatHarness, astrid: Visitor) -> None:
    other_tab = astrid_again(harness, astrid)
    other_tab.opens()
    astrid.writes("pris")
    other_tab.writes("sammenlign")  # from a page that shows nothing yet
    astrid.writes("hei")
    assert len(harness.conversations) == 1
    own = [words for who, words in astrid.said if who == "person"]
    assert own == ["pris", "sammenlign", "hei"]
    other_tab.opens()
    assert other_tab.said == astrid.said


def test_an_answer_under_an_old_question_is_not_taken(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("velge")
    astrid.presses("Velg Hasselvind Omsorg")
    other_tab = astrid_again(harness, astrid)
    other_tab.opens()
    assert other_tab.can_press == ["Ja", "Nei"]
    astrid.writes("sammenlign")  # meanwhile something else is asked
    before = len(harness.messages)
    other_tab.presses("Ja")
    assert other_tab.status == 409
    assert "Samtalen har gått videre" in other_tab.refused
    assert len(harness.messages) == before
    assert "Jeg sier ikke hvem som er best" in other_tab.answer


def test_the_same_press_again_is_no_old_answer(astrid: Visitor) -> None:
    astrid.writes("velge")
    astrid.presses("Velg Hasselvind Omsorg")
    form = astrid.filled("chat-quick", svar="Ja")
    astrid.sends(form)
    said = astrid.said
    astrid.sends(form)
    assert astrid.status == 200
    assert astrid.said == said


def test_too_many_messages_are_stopped_and_what_was_written_is_kept(
    harness: ChatHarness, astrid: Visitor
) -> None:
    for _ in range(20):
        astrid.writes("hei")
    astrid.writes("dette er viktig")
    assert astrid.status == 429
    assert "Det ble mange meldinger" in astrid.refused
    assert astrid.page.all("textarea")[0].text == "dette er viktig"
    assert len(harness.messages) == 20


def test_wrong_codes_from_one_address_shut_nobody_out_there(harness: ChatHarness) -> None:
    """A care home or a mobile operator is one address; only the load of a minute is bounded."""
    for number in range(15):
        visitor = Visitor(harness.app)
        visitor.opens()
        visitor.writes(f"koden er 1234567{number:02}")
        assert visitor.status == 200


def test_right_codes_cost_an_address_nothing(harness: ChatHarness) -> None:
    """A care home or a library is one address: its twelfth right code is as good as the first."""
    for _ in range(12):
        visitor = Visitor(harness.app)
        visitor.opens()
        visitor.writes(f"koden er {CODE}")
        assert visitor.status == 200


def test_no_refused_post_gives_a_cookie_but_to_our_own_page(
    harness: ChatHarness, astrid: Visitor
) -> None:
    """A form on another site comes without the cookie; a new one would take the chat away."""
    astrid.writes("pris")
    before = astrid.client.get_cookie(COOKIE)
    stranger = harness.app.test_client()
    for to in ("", "/avslutt"):
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            answer = stranger.post(f"/chat/{OSLO}{to}", data={"key": "x"}, headers=headers)
            assert answer.status_code == 400
            assert "Set-Cookie" not in answer.headers
        ours = {"Sec-Fetch-Site": "same-origin"}
        answer = harness.app.test_client().post(
            f"/chat/{OSLO}{to}", data={"key": "x"}, headers=ours
        )
        assert "Set-Cookie" in answer.headers
    assert astrid.posts({"tekst": "x", "key": "y"}).status_code == 400
    assert astrid.client.get_cookie(COOKIE) == before


def test_what_is_written_first_after_a_sign_out_in_another_tab_is_taken(
    harness: ChatHarness, astrid: Visitor
) -> None:
    """The sign-out took the cookie; the open page asks for news, and its new forms are good."""
    astrid.writes("pris")
    astrid.client.delete_cookie(COOKIE)
    old = astrid.part("chat-state").attributes["data-version"]
    news = {"path": astrid.path + "/nytt", "query_string": {"sett": old}}
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        asked = astrid.client.get(**news, headers=headers)
        assert "Set-Cookie" not in asked.headers
    astrid.shows(astrid.client.get(**news, headers={"Sec-Fetch-Site": "same-origin"}))
    assert not astrid.said
    astrid.writes("jeg har falt og får ikke puste")
    assert (astrid.status, astrid.refused) == (200, "")
    assert harness.messages[-1].text == "jeg har falt og får ikke puste"
    assert len(harness.conversations) == 2


def test_news_takes_no_chat_away_that_a_browser_has(astrid: Visitor) -> None:
    astrid.writes("pris")
    ours = {"Sec-Fetch-Site": "same-origin"}
    asked = astrid.client.get(astrid.path + "/nytt", query_string={"sett": "old"}, headers=ours)
    assert asked.status_code == 200
    assert "Set-Cookie" not in asked.headers


def test_who_blocks_cookies_is_told_that_this_is_why(harness: ChatHarness) -> None:
    form = {"key": "x", "tekst": "hei", "igjen": "1"}
    answer = harness.app.test_client().post(f"/chat/{OSLO}", data=form)
    assert "tar ikke imot informasjonskapsler" in answer.text


def test_a_refusal_says_when_to_try_again(harness: ChatHarness, astrid: Visitor) -> None:
    for _ in range(20):
        astrid.writes("hei")
    answer = astrid.posts(astrid.filled("chat-write", tekst="hei"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_the_addresses_of_one_home_count_as_one() -> None:
    limits = Limits()
    for number in range(60):
        assert limits.allow_code(f"2001:db8:1:2::{number:x}")
    assert not limits.allow_code("2001:db8:1:2:ffff::1")
    assert limits.allow_code("2001:db8:1:3::1")


def test_the_database_holds_no_secret_of_a_browser(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.writes("pris")
    with harness.services.database.read() as session:
        thread = session.scalar(select(Conversation.thread))
    cookie = astrid.client.get_cookie(COOKIE)
    assert cookie is not None
    assert thread is not None
    assert thread.removeprefix("web:") not in cookie.value
    assert len(Ticket().secret) >= 32


def test_a_phone_number_in_the_chat_is_no_code(astrid: Visitor) -> None:
    astrid.writes("ring meg på 400 11 001")
    assert astrid.said[0][1] == mask_ids("ring meg på 400 11 001") == "ring meg på 400 11 001"
