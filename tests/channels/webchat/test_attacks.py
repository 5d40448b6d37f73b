"""What somebody may try at the chat. Each is refused, in plain words where a person may see it."""

import pytest
from sqlalchemy import select

from channels.webchat.session import Ticket
from conversations.masking import mask_ids
from conversations.models import Conversation
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.harness import ChatHarness
from tests.channels.webchat.reading import read
from tests.channels.webchat.visitor import COOKIE, KRISTIANSAND, OSLO, Visitor, with_cookie


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
        other = with_cookie(harness.app, guessed)
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
        str(harness.settings.database_url), engine, secret_key="another application's"
    )
    stranger = Visitor(elsewhere.app)
    stranger.opens()
    value = stranger.client.get_cookie(COOKIE)
    assert value is not None
    other = with_cookie(harness.app, value.value)
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
    moved_on = with_cookie(after.app, cookie.value)
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
