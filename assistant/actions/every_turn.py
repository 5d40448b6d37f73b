"""What every turn does besides its own action: language, sources, a second wish."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person

Act = Callable[[Situation], Reply]

NORWEGIAN = ("nb", "nn")
UNDERSTOOD = (*NORWEGIAN, "da", "sv")
"""Danish and Swedish are understood for the main questions, and answered in plain Bokmål."""

GREETED_IN = frozenset({"ar", "en", "pl", "se", "so", "uk"})
"""The languages in which one sentence is written; others get the English one."""

HEARD, ASKED_FOR = "heard", "asked for"


def in_every_turn(act: Act, second_acts: Mapping[str, Act]) -> Act:
    """An action with what every turn does around it.

    Args:
        act: the action that the rules chose.
        second_acts: the intents that can be answered as the second wish of a message.
    """

    def whole(situation: Situation) -> Reply:
        if _foreign(situation):
            return Reply().set(misses=None).then(_in_their_language(situation))
        reply = Reply().set(misses=None).then(_mirror(situation))
        reply.then(_with_second(situation, act(situation), second_acts))
        return reply.then(_remember_sources(reply))

    return whole


def _foreign(situation: Situation) -> bool:
    """Whether a language is written that the rules cannot answer. Danger is answered as it is."""
    language = situation.language
    answered = situation.intent in ("emergency", "talk_to_human", "ask_language_needs", "deny")
    return situation.language_sure and language not in UNDERSTOOD and not answered


def _in_their_language(situation: Situation) -> Reply:
    language = situation.language if situation.language in GREETED_IN else "en"
    return offer_person(f"language:{situation.language}", f"foreign.{language}")


def _mirror(situation: Situation) -> Reply:
    """Write as the person writes, unless the person has asked for one of the two."""
    language, held = situation.language, situation.slots.get("standard")
    chooses = situation.intent in ("use_nynorsk", "use_bokmal")
    if chooses:
        return Reply().set(standard=ASKED_FOR)
    if held == ASKED_FOR or not situation.language_sure or language not in NORWEGIAN:
        return Reply()
    reply = Reply().set(standard=HEARD)
    if language == situation.context.get("standard"):
        return reply
    return reply.do("standard", value=language)


def _with_second(situation: Situation, first: Reply, acts: Mapping[str, Act]) -> Reply:
    """Answer the second wish of the message too. A question of ours stands last, and alone."""
    wish = situation.second_wish
    if wish is None or wish not in acts or wish == situation.intent or situation.pending:
        return first
    second = acts[wish](replace(situation, intent=wish, second_wish=None))
    if not first.slots.get("pending"):
        return first.then(second)
    answered = Reply()
    answered.messages = [message for message in second.messages if "expect" not in message]
    return answered.then(first)


def _remember_sources(reply: Reply) -> Reply:
    """Keep the sources of this answer, for «hvor står det?»."""
    sources = {m["source"]["url"]: m["source"]["checked"] for m in reply.messages if "source" in m}
    return Reply().set(sources=sources) if sources else Reply()


def where_it_stands(situation: Situation) -> Reply:
    """«Hvor står det?»: the pages that the last answer came from, and when they were checked."""
    sources: Mapping[str, str] = situation.slots.get("sources") or {}
    if not sources:
        return offer_person("source", "source.none")
    reply = Reply()
    for url, checked in list(sources.items())[:2]:
        site = url.split("/")[2].removeprefix("www.")
        values = {"site": site, "url": url, "checked": {"date": checked}}
        reply.say("source.page", values=values)
    return reply
