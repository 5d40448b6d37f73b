"""Danger that may be: one short question beside the answer to the errand.

What was asked for is answered as ever, only its own question is held back: a yes to «Er det fare
nå?» must not be taken for anything else. A yes is the alarm; a no goes on where the thread was; and
who says something else has said it to the thread.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import grave, hearing, people
from assistant.actions.safety.crisis import crisis
from assistant.actions.safety.crisis.all_clear import corrects, denies, only_ends_with_yes
from assistant.actions.safety.crisis.state import LIFE, OF_THE_KIND, SLOT, SURE_OF_IT, WATCH
from assistant.actions.safety.life import care
from assistant.actions.safety.life.events import surely_ordinary
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again
from assistant.gate.clean import words
from assistant.gate.verdict import Answer as Heard
from assistant.gate.verdict import Answered, judge

CHECK = "check"
QUESTION = "danger_check"
"""The question's name to the gate."""
NOTHING_HEARD = frozenset({"nlu_fallback", "out_of_scope", "emergency"})
"""Readings whose answer says only that nothing was understood: it is left out."""
SHORT_NO = 4
"""Words. A longer message with a no in it tells of more («nei, ikke politi, han blir sint»)."""
GAS = re.compile(
    r"\bgass\w*|\bråtne egg\b|\blukt\w* (?:\w+ ){0,2}(?:svidd|brent|brann|røyk)\b|\bsvidd lukt\b",
    re.IGNORECASE,
)
"""In an alarm: one must go out, whatever else is felt."""
UNLIKE_BODY = frozenset({"fire", "violence"})
TELLS_MORE = frozenset({"police", "afraid", "secret", "dare", "read_by_other"})
"""What is said beside a no to «er noen i fare nå?» by whom somebody is violent to."""
PLAINLY_NO = frozenset("nei neida næ næi nope nix ikke ikkje itj ingen inga no".split())
WELL = re.compile(r"\b(?:bra|fint|greit|trygg\w*|ok|okei)\b", re.IGNORECASE)
"""What a no to «er det fare?» begins with, or says: «jeg tør ikke si nei» is none."""
NO_DANGER = re.compile(
    r"\b(?:ingen|inga|ikke|ikkje|itj)(?: (?:noen?|nokon?|i|på))? (?:fare|livsfare)\b", re.IGNORECASE
)
UNWELL = frozenset(
    "fare livsfare dårlig dårleg verre verst vondt utrygg utrygt redd rædd lite lita knapt neppe "
    "slapp slappe svimmel sjuk syk".split()
)
"""Where one of these stands, or a «not» beside what is well, a no is none: «nei, ikke så bra»."""
NEGATION = PLAINLY_NO - frozenset("nei neida næ næi nope nix no".split())
NEGATION |= frozenset("ingenting inkje ikkenoe aldri".split())
BUT = frozenset("men bortsett unntatt".split())
"""What is told after one of these must be well by itself: «jeg er ok, men han svarer lite»."""
CALM = frozenset({"hospital", "alarm"})
"""Kinds of what was told in which others look after the body, or nothing was the matter."""
UNSURE = frozenset({"affirm", "deny", "nlu_fallback", "confused", "out_of_scope"})


def in_context(situation: Situation) -> Situation:
    """The message with the danger that it tells of here, where it is known what was told before.

    The model reads each message by itself. In the middle of one danger it may take «geværet står i
    skapet» for violence; beside a bruise told of it may take any word for danger. And it lets «jeg
    har lagt papirene på bordet» pass, which is asked about: asking does no harm.
    """
    if situation.intent in crisis.PASSES:
        return situation
    state = situation.slots.get(SLOT) or {}
    if hearing.plan(situation.text):
        return _with(situation, "alarm", LIFE)
    told, plain = situation.entity("danger"), hearing.first("plain", situation.text)
    if situation.slots.get("danger_asked") == LIFE and situation.danger == "alarm":
        return _with(situation, situation.danger, LIFE)  # the shotgun is an answer to our question
    if state and not state.get("care") and situation.danger:
        return _in_a_crisis(situation, state["kind"], plain)
    own = plain if plain == "violence" else "fire" if GAS.search(situation.text) else None
    if own and situation.danger == "alarm" and told not in OF_THE_KIND:
        return _with(situation, situation.danger, own)
    watched = state.get("kind") == WATCH
    asks_again = watched and situation.danger == CHECK and not plain and not _is_bodily(situation)
    if told != LIFE and (hearing.signs(situation.text) or asks_again):
        return _with(situation, CHECK, LIFE)
    state_is_calm = state.get("kind") in CALM
    if told == LIFE and situation.danger == CHECK and _is_no_sign(situation, state):
        return _with(situation, None, None)
    if situation.danger is None or told == LIFE:
        threatened = not state and _is_threatened(situation)
        return _with(situation, CHECK, "violence") if threatened else situation
    if plain and not state_is_calm:
        return situation
    if state_is_calm and not _is_bodily(situation):
        return _with(situation, None, None)
    heard = hearing.first("life", situation.text)
    known = bool(state and not watched) or heard is not None
    if _is_weighed_elsewhere(situation, heard) or (
        not state and _is_beyond_doubt(situation, heard)
    ):
        return situation
    if situation.danger == "alarm" and known and not _is_bodily(situation):
        return _with(situation, CHECK if state else None, told)
    return situation


def _is_threatened(situation: Situation) -> bool:
    """«Terje sier at velger jeg ikke så selger han huset»: asked about; asking does no harm."""
    return situation.danger is None and "threatened" in hearing.every("grave", situation.text)


def _is_no_sign(situation: Situation, state: Mapping[str, Any]) -> bool:
    """Whether no word is a sign of it, in a bed with nurses around, or in grief."""
    return state.get("kind") in (*CALM, "dying") or _mourns(situation)


def _mourns(situation: Situation) -> bool:
    """«Kona døde i natt og jeg orker ikke velge noe nå», with no sign of more than grief."""
    return grave.death(situation) == grave.SURE and not hearing.signs(situation.text)


BEYOND_DOUBT = 0.95
"""How sure the model must be of a danger, for it to stand beside something grave that was heard."""


def _is_beyond_doubt(situation: Situation, heard: str | None) -> bool:
    """«Ikke innlagt ennå, hun ligger her og rister» is no hospital; want has its own answer."""
    sure = dict(situation.readings).get("emergency", 0.0) >= BEYOND_DOUBT
    return sure and heard not in ("neglect", "dying", "dead", "death")


def _is_weighed_elsewhere(situation: Situation, heard: str | None) -> bool:
    """Whether what was heard beside a danger says nothing of how grave it is.

    Money that is held is weighed in `grave`; «noen har brutt seg inn og pengene er borte» and
    «send ambulanse» stand.
    """
    sure = dict(situation.readings).get("emergency", 0.0) >= SURE_OF_IT
    cries = "cries" in hearing.every("grave", situation.text)
    return heard == "any" or cries or (heard == "theft" and sure)


def _in_a_crisis(situation: Situation, kind: str, plain: str | None) -> Situation:
    """Another danger told of in the middle of one: its kind, where plain words tell it."""
    if kind in UNLIKE_BODY and hearing.first("danger", situation.text) == "lifeless":
        return _with(situation, "alarm", "urgent")  # Somebody does not answer, in a fire.
    keeps = not plain or (kind == LIFE and plain == "violence")
    return _with(situation, situation.danger, kind if keeps else plain)


def _with(situation: Situation, level: str | None, kind: str | None) -> Situation:
    entities = {**situation.entities, "danger": [kind] if kind else []}
    return replace(situation, danger=level, entities=entities)


def _is_bodily(situation: Situation) -> bool:
    """Whether a body is in danger now, and not in a hospital already."""
    if hearing.first("life", situation.text) == "hospital":
        return False
    return hearing.first("danger", situation.text) is not None


def ask_beside(situation: Situation, reply: Reply) -> Reply:
    """The reply to a message that may tell of danger, with the question about it.

    Args:
        situation: the message.
        reply: what it led to.
    """
    told = [m for m in reply.messages if _goes_on(m) and ("do" in m or "expect" not in m)]
    kind = situation.entity("danger")
    if situation.intent in NOTHING_HEARD or kind == LIFE:
        # Nothing of an errand beside the question whether somebody will live.
        told = [message for message in told if "do" in message]
    asked = Reply().set(**reply.slots).set(danger_asked=kind or "urgent")
    asked.messages = told
    own = kind in people.OWN_NUMBER
    if kind == LIFE:
        # It is asked about directly, somebody to talk with is named, and a person is told at once.
        urgent = people.task(situation, "emergency", situation.caller, urgent=True)
        asked.do("hand_over", **urgent, danger=LIFE).say("crisis.tonight")
    if not own and hearing.first("danger", situation.text) == "poison":
        asked.say("first_aid.poison_calm")
    return asked.say(f"danger.check_{kind}" if own else "danger.check", expect="yes_no")


def _goes_on(message: Mapping[str, Any]) -> bool:
    """Whether a message of a reply ends nothing: who is asked about danger is not hung up on."""
    return bool(message.get("do") != "end")


def is_all(situation: Situation) -> bool:
    """Whether a message was taken for an alarm, and is asked about: there is no errand in it."""
    return situation.intent == "emergency" and situation.danger == CHECK


def is_about_life(situation: Situation) -> bool:
    """Whether it is to be asked whether somebody thinks of taking their life."""
    return situation.danger == CHECK and situation.entity("danger") == LIFE


def asked_in_care(situation: Situation, reply: Reply) -> Reply:
    """The reply to what is grave without being a danger, with the question where it may be one.

    What was heard has been answered, with the number to ring; the question stands beside what was
    not, and always where it is about somebody's life.
    """
    if situation.danger != CHECK:
        return reply
    if situation.entity("danger") == LIFE:
        return ask_beside(situation, reply)
    if {message.get("say") for message in reply.messages} & {"abuse.here", "event.here"}:
        asked = Reply().set(**reply.slots).set(danger_asked="urgent")
        asked.messages = [m for m in reply.messages if "do" in m and _goes_on(m)]
        return asked.say("danger.check", expect="yes_no")
    return reply


def answered(situation: Situation) -> Reply | None:
    """What an answer to the question leads to; None where it was not asked, or not answered."""
    kind = situation.slots.get("danger_asked")
    if situation.danger == "alarm":
        return people.emergency(situation) if hearing.plan(situation.text) else None
    watched = (situation.slots.get(SLOT) or {}).get("kind") == WATCH
    if not kind:
        return _watched(situation) if watched else None
    context = situation.context
    verdict = judge(
        Heard(
            text=situation.text,
            question=QUESTION,
            given=str(context.get("input") or "text"),
            confidence=None,
            denied=situation.intent == "deny",
        )
    )
    if kind != LIFE and is_about_life(situation):
        return None  # A graver question than the one that was asked.
    # The gate holds back a yes that changes something. Here it is a no that must be plain.
    if verdict.answered is Answered.YES or situation.intent == "affirm":
        if only_ends_with_yes(situation.text):
            return ask_beside(_with(situation, CHECK, kind), Reply())
        entities = {**situation.entities, "danger": [kind]}
        alarm = people.emergency(replace(situation, intent="emergency", entities=entities))
        if kind == LIFE:
            alarm.slots[SLOT]["sure"] = True
        return alarm
    if verdict.answered is Answered.NO and context.get("early"):
        return ask_beside(_with(situation, CHECK, kind), Reply())  # A no to something older.
    if kind == LIFE:
        return _about_life(situation)
    no = verdict.answered is Answered.NO and _plainly_no(situation.text)
    if no or corrects(situation.text):
        return Reply().say("danger.no").then(ask_again(situation))
    if (situation.slots.get(SLOT) or {}).get("care"):
        return None  # more of what was told
    if kind == "violence" and TELLS_MORE & set(hearing.every("after", situation.text)):
        return care.begin(situation, "abuse:rough")
    if situation.intent in UNSURE and not situation.danger:
        return Reply().say("danger.unsure").then(ask_again(situation))
    return None


def _plainly_no(text: str) -> bool:
    """Whether what the gate takes for a no is one to «er det fare nå?», and tells nothing else."""
    said = words(NO_DANGER.sub(" ", text))
    denied = not NEGATION.isdisjoint(said[1:])
    said_last = text
    if not BUT.isdisjoint(said):
        said_last = re.split(rf"\b(?:{'|'.join(sorted(BUT))})\b", text, flags=re.IGNORECASE)[-1]
        if not WELL.search(said_last):
            return False
    well = bool(WELL.search(said_last))
    if not UNWELL.isdisjoint(said) or (well and denied):
        return False
    begins = len(words(text)) <= SHORT_NO and not PLAINLY_NO.isdisjoint(words(text)[:1])
    return begins or well or bool(NO_DANGER.search(text))


def _watched(situation: Situation) -> Reply | None:
    """After a no to the question: a sign is taken in earnest, «I did not mean it» is heard."""
    if hearing.signs(situation.text):
        return crisis.in_earnest(situation)
    if corrects(situation.text) and not surely_ordinary(situation):
        return Reply().say("danger.no").then(ask_again(situation))
    return None


def _about_life(situation: Situation) -> Reply | None:
    """A no, or something beside the question whether somebody thinks of taking their life."""
    no = denies(situation)
    if hearing.signs(situation.text) or not (no or surely_ordinary(situation)):
        return crisis.in_earnest(situation)
    watch = {SLOT: situation.slots.get(SLOT) or {"kind": WATCH, "care": True}}
    if no:
        reply = Reply().say("danger.no_suicide").set(**watch)
        if corrects(situation.text):
            reply.do("all_clear", danger=LIFE)
        return reply.then(ask_again(situation))
    return None
