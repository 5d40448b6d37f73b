"""A person in the chat: one press away, seen when there, and nothing lost on the way."""

from dataclasses import replace

from channels.webchat.sign_in import SignIn
from conversations.models import MessageState
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.dialogue import talk
from tests.channels.webchat.harness import KARI, MONDAY, ChatHarness
from tests.channels.webchat.visitor import Visitor


def test_a_person_is_one_press_away(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.wants_a_person()
    [task] = harness.tasks
    assert (task.reason, task.channel, task.call_back_number) == ("asked", "web", None)
    assert "Et menneske i Oslo kommune har fått beskjed" in astrid.told
    assert "Du hører fra oss før 23. november 2026 kl. 15.00" in astrid.told


def test_a_promise_that_was_not_kept_is_not_repeated(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.wants_a_person()
    harness.later(hours=8)
    astrid.moves_to(harness.app)
    astrid.opens()
    assert "har fått beskjed" in astrid.told
    assert "Du hører fra oss" not in astrid.told


def test_the_hours_of_people_are_told_at_any_time(
    database_url: str, engine: ProtocolEngine
) -> None:
    engine.answer = talk
    harness = ChatHarness(database_url, engine, now=MONDAY.replace(hour=20))
    astrid = Visitor(harness.app)
    astrid.opens()
    assert "Mennesker svarer fra 08.00 til 15.00 på hverdager" in astrid.page.text
    harness.close()


def test_the_page_shows_who_took_over_and_the_machine_is_silent(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.wants_a_person()
    [conversation] = harness.conversations
    harness.desk.colleagues.note(KARI)
    harness.desk.claim(KARI, conversation.id)
    assert astrid.asks_for_news() == 200
    assert "Kari i Oslo kommune skriver med deg nå" in astrid.told
    asked = len(harness.engine.requests)
    astrid.writes("hei, Kari")
    assert len(harness.engine.requests) == asked
    assert harness.messages[-1].state is MessageState.DONE
    assert "Svaret kommer" not in astrid.told
    assert not astrid.can_press


def test_what_a_caseworker_writes_comes_to_the_open_page(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.wants_a_person()
    [conversation] = harness.conversations
    harness.desk.claim(KARI, conversation.id)
    astrid.asks_for_news()
    assert astrid.asks_for_news() == 204
    harness.desk.reply(KARI, conversation.id, "Hei, <b>hva</b> lurer du på?", "first")
    assert astrid.asks_for_news() == 200
    assert astrid.said[-1] == ("caseworker", "Hei, <b>hva</b> lurer du på?")
    assert "Oslo kommune: " not in astrid.answer
    assert "– Oslo kommune:\nHei, <b>hva</b> lurer du på?" in astrid.transcript()


def test_when_the_machine_is_back_it_answers(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.wants_a_person()
    [conversation] = harness.conversations
    harness.desk.claim(KARI, conversation.id)
    harness.desk.hand_back(KARI, conversation.id, "", "back")
    astrid.opens()
    assert "skriver med deg nå" not in astrid.told
    astrid.writes("pris")
    assert "Du betaler like mye" in astrid.answer


def test_a_caseworkers_words_are_read_after_the_weekend(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.wants_a_person()
    harness.later(days=3)
    astrid.moves_to(harness.app)
    astrid.opens()
    astrid.writes("er det noen der?")
    assert len(harness.conversations) == 1
    [conversation] = harness.conversations
    harness.desk.claim(KARI, conversation.id)
    harness.desk.reply(KARI, conversation.id, "God morgen. Du kan bytte når du vil.", "morning")
    astrid.moves_to(harness.app)
    astrid.opens()
    assert astrid.answer == "God morgen. Du kan bytte når du vil."


def test_who_leaves_while_waiting_leaves_the_task(harness: ChatHarness, astrid: Visitor) -> None:
    astrid.wants_a_person()
    astrid.ends()
    assert not astrid.said
    assert [each.state.value for each in harness.tasks] == ["open"]
    assert harness.conversations[0].status.value == "closed"


def signed_in_as(proven: list[tuple[str, str]]) -> SignIn:
    return SignIn(
        address=lambda back: f"/logg-inn?next={back}",
        who=lambda: "somebody",
        prove=lambda conversation, municipality: proven.append((conversation, municipality)),
    )


def test_who_has_signed_in_is_proven_before_the_message_is_answered(
    database_url: str, engine: ProtocolEngine
) -> None:
    proven: list[tuple[str, str]] = []
    before: list[int] = []
    engine.answer = lambda request: (
        before.append(len(proven))
        or {  # type: ignore[func-returns-value]
            "messages": [{"say": "thank", "values": {}}],
            "slots": {},
        }
    )
    harness = ChatHarness(database_url, engine, sign_in=signed_in_as(proven))
    kari = Visitor(harness.app)
    kari.opens()
    assert "Du er logget inn med ID-porten" in kari.page.text
    assert not proven, "nothing is proven by looking"
    kari.writes("hva har jeg?")
    assert before == [1]
    assert proven == [(harness.conversations[0].id, "0301")]
    harness.close()


def test_the_way_in_leads_back_to_the_chat(database_url: str, engine: ProtocolEngine) -> None:
    way_in = replace(signed_in_as([]), who=lambda: None)
    harness = ChatHarness(database_url, engine, sign_in=way_in)
    kari = Visitor(harness.app)
    kari.opens()
    [link] = [a for a in kari.page.all("a") if a.text == "Logg inn med ID-porten"]
    assert link.attributes["href"] == "/logg-inn?next=/chat/0301"
    # ID-porten does not open in a frame, and its session would not reach one.
    framed = Visitor(harness.app, framed=True)
    framed.opens()
    assert "Logg inn med ID-porten" not in framed.page.text
    assert [a.attributes["target"] for a in framed.page.all("a", href="/chat/0301")] == ["_blank"]
    harness.close()


def test_a_chat_in_a_frame_keeps_to_its_frame(harness: ChatHarness) -> None:
    framed = Visitor(harness.app, framed=True)
    page = framed.opens()
    assert not page.all("header", class_="page-header")
    framed.writes("pris")
    assert "ramme=1" in framed.page.all("form", class_="chat-write")[0].attributes["action"]
    whole = Visitor(harness.app)
    whole.client = framed.client
    whole.opens()
    assert not whole.said


def test_without_scripts_a_page_of_somebody_is_asked_for_anew_when_a_sign_in_must_have_ended(
    database_url: str, engine: ProtocolEngine, harness: ChatHarness, astrid: Visitor
) -> None:
    def goes_to(visitor: Visitor) -> list[str]:
        found = visitor.page.all("meta")
        return [e.attributes["content"] for e in found if e.attributes.get("http-equiv")]

    assert goes_to(astrid) == []
    astrid.writes("pris")
    assert goes_to(astrid) == ["1860;url=/chat/0301"]  # a case is open
    harness.case = None
    astrid.opens()
    assert goes_to(astrid) == []
    engine.answer = talk
    other = ChatHarness(database_url, engine, sign_in=SignIn(who=lambda: "somebody"))
    solveig = Visitor(other.app)
    solveig.opens(maalform="nn")
    assert goes_to(solveig) == ["1860;url=/chat/0301?maalform=nn"]
    solveig.writes("pris")
    assert goes_to(solveig) == ["1860;url=/chat/0301"]
    other.close()
