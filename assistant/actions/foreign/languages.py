"""A thread in another language: yes, no, a person and danger are understood, and answered in it.

The language is kept in the slot `standard` (`every_turn`): the ISO code of what is written, or was
asked for, until somebody surely writes Norwegian. It goes with the task, which asks for an
interpreter. What is not understood is met with the offer of a person, in the language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from assistant.actions.reply import Reply
from assistant.actions.safety import people, told
from assistant.actions.safety.crisis.state import SLOT as CRISIS
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person
from core.channel import Channel

WORDS: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
    Path(__file__).with_name("words.yml").read_text("utf-8")
)
WRITTEN = frozenset(WORDS)
"""The languages that are answered; others get English."""
OTHERWISE = "en"
SLOT = "standard"
REASON = "language:"
"""How the reason of a task begins that asks for an interpreter."""
SAME_LETTERS = (("ar", "fa", "ur"), ("uk", "ru"))
"""Languages that a short word does not tell apart by its letters."""
_ASKS = re.compile(
    r"\b(svar\w*|skriv\w*|snakk\w*|prat\w*|answer|reply|write|speak|talk)\b"
    r"(?=.*\b(på|in|po|dere|du|vi|jeg|eg|me|my)\b)",
    re.IGNORECASE,
)
_OF_A_HELPER = re.compile(
    r"\b(som|hvem|kven|noen|nokon|hjelper\w*|hjelpar\w*|leverandør\w*|sykepleier\w*|de som)\b",
    re.IGNORECASE,
)
"""«Noen som snakker polsk» is about who comes, and not about us."""
LAST_LATIN = "\u024f"
_SIGNS = re.compile(r"[.!?,;:،؟۔።፣]+")


def in_thread(situation: Situation) -> str | None:
    """The other language of a thread, as it was before this message."""
    held = situation.slots.get(SLOT)
    return held if isinstance(held, str) and held in WRITTEN else None


def asked_for(situation: Situation) -> str | None:
    """The language that a message asks us to write; None where it asks for none."""
    named = str(situation.entity("language") or "")
    if named not in WRITTEN or not _ASKS.search(situation.text):
        return None
    if situation.entity("provider") is not None:
        return None  # «Snakker de polsk» is asked of the firm that was named.
    return None if _OF_A_HELPER.search(situation.text) else named


def danger_in(text: str, known: str | None = None) -> tuple[str, str] | None:
    """The language and the kind of a danger told of in another language, or None.

    Args:
        known: the language of the text. Where it is not known a single word of Latin letters may be
            Norwegian as well («infarkt»), and tells nothing.
    """
    said = _plain(text)
    for language, listed in WORDS.items():
        for kind in ("fire", "danger"):
            if any(
                _has(said, phrase)
                for phrase in listed[kind]
                if language == known or " " in phrase or phrase[0] > LAST_LATIN
            ):
                return language, "fire" if kind == "fire" else "urgent"
    return None


def answered(situation: Situation, language: str) -> Reply:
    """The answer to a message in a language, danger first."""
    written = language if language in WRITTEN else OTHERWISE
    reply = Reply().set(**{SLOT: written})
    kind = str(situation.entity("danger") or "urgent")
    if (found := danger_in(situation.text, written)) is not None:
        return reply.then(danger(situation, written, found[1]))
    if situation.intent == "emergency" or situation.danger == "alarm":
        return reply.then(danger(situation, written, kind))
    if state := situation.slots.get(CRISIS):
        return reply.then(_again(state, written))
    said, waits = _heard(situation, written), situation.pending == "offer_person"
    if said == "person" or (waits and said == "yes") or situation.intent == "talk_to_human":
        return reply.then(_hand_over(situation, written))
    if waits and said == "no":
        return reply.set(pending=None, reason=None).say(f"foreign.no.{written}")
    return reply.then(offer_person(f"{REASON}{language}", f"foreign.{written}"))


def danger(situation: Situation, language: str, kind: str) -> Reply:
    """The alarm, in the language before the Norwegian: whoever helps may read either."""
    own = "fire" if kind == "fire" else "danger"
    entities = {**situation.entities, "danger": [kind]}
    alarm = people.emergency(replace(situation, intent="emergency", entities=entities))
    first = Reply().set(**{SLOT: language}).say(f"foreign.{own}.{language}")
    return first.then(alarm)


def _again(state: Mapping[str, Any], language: str) -> Reply:
    own = "fire" if state.get("kind") == "fire" else "danger"
    return Reply().say(f"foreign.{own}.{language}")


def _hand_over(situation: Situation, language: str) -> Reply:
    """A person with an interpreter. Where there is no number to call, one is asked for."""
    number = situation.caller
    reason = str(situation.slots.get("reason") or f"{REASON}{language}")
    spoken = reason.removeprefix(REASON) if reason.startswith(REASON) else language
    act = people.task(situation, reason, number)
    act["summary"] |= {"language": spoken, "interpreter": "yes"}
    reply = Reply().set(pending=None, reason=None, misses=None)
    return (
        reply.do("hand_over", **act)
        .say(f"foreign.coming.{language}")
        .then(told.same_day(situation) if situation.channel == Channel.PHONE else Reply())
    )


def _heard(situation: Situation, language: str) -> str | None:
    said = _plain(situation.text)
    if situation.context.get("input") == "dtmf" or said in ("1", "2"):
        return {"1": "yes", "ja": "yes", "2": "no", "nei": "no"}.get(said)
    alike = next((each for each in SAME_LETTERS if language in each), (language,))
    for each in (language, *alike):
        for kind in ("yes", "no"):
            if said in WORDS[each][kind]:
                return kind
        if any(_has(said, phrase) for phrase in WORDS[each]["person"]):
            return "person"
    return None


def _has(said: str, phrase: str) -> bool:
    """Whether a phrase begins at a word: endings differ, beginnings do not."""
    return f" {phrase}" in f" {said}"


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text.lower().replace("’", "'")).split())
