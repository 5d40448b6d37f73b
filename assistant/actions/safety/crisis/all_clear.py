"""The end of a crisis by the citizen: it is over, or there never was one. It is asked once.

What is listened for is in gate/words/crisis.yml (clear) and words/corrected.yml.
"""

import re
from collections.abc import Mapping
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.plainly import QUESTION, confirms, is_qualified
from assistant.actions.safety.crisis.state import (
    LIFE,
    SHORT,
    SLOT,
    WATCH,
    heard,
    number_of,
    with_number,
)
from assistant.actions.safety.life.events import surely_ordinary
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again
from assistant.gate.clean import words
from assistant.gate.verdict import Answer as Heard
from assistant.gate.verdict import Answered, judge

_GOES_ON = re.compile(
    r"\b(?:men|bare tatt|berre tatt|har tatt|har teke|hoppe|skåret|skjært|skore|tauet|reipet|"
    r"tablett\w*|piller|pillene|paralgin|paracet|kniv\w*|gevær\w*|i kveld|i natt|snart)\b",
    re.IGNORECASE,
)
"""What takes a no back, or tells of a way: then nothing has been denied."""
_NOT = "(?:ikke|ikkje|itj|itte|kje|ingen|inga|aldri)"
NEGATED = re.compile(
    rf"\b{_NOT}(?: (?:har|fått|fekk|fikk|noen|nokon|ennå|enno|engang|eingong))* "
    r"(?:ring\w*|snakk\w*|på (?:ve[ig]|linj\w+|tråden))\b"
    rf"|\b(?:ringte?|ringde|ringa|ringer|snakket?|kommer|kjem|er)(?: \w+)? {_NOT}\b"
    rf"|\bringt (?:har|hev)(?: \w+){{1,2}} {_NOT}\b"
    r"|\b(?:ingen|inga|ikke noen|ikkje nokon)\b[^.,;]{0,40}\bring\w*"
    rf"|^\W*nei\b(?:(?!\bring)[^.])*\b{_NOT}\b",
    re.IGNORECASE,
)
_HOPE, _PASSES = "(?:vel|nok|kanskje|håp[ae]r|tror|trur|sikkert)", "(?:gir|gjev|går|gjeng|blir)"
HOPED = re.compile(
    rf"\b{_PASSES}(?: \w+){{0,3}} {_HOPE}\b|\b{_HOPE}(?: \w+){{0,3}} {_PASSES}\b"
    rf"|\b(?:er|e|æ) (?:det |alt )?{_HOPE}\b|\b(?:håp[ae]r|tror|trur)(?: \w+){{0,3}} (?:er|e|æ)\b",
    re.IGNORECASE,
)
"""In what sounds like «we have rung» or «it is over»: then nobody has, and it is not."""
FIRE = re.compile(
    r"\b(?:slukke[dt]|slukka|slukna|sløkt|sløkka|sløkna|slokna|slokt)\b", re.IGNORECASE
)
"""What is over where another danger may not be."""
_BURNS_ON = re.compile(
    rf"\?|\b(?:nei|ikke noe|prøv\w*|forsøk\w*|freist\w*|langt|nesten|nest|snart|delvis|litt|"
    rf"holder på|held på|må|skal|kan|får|hvis|viss|når|vente\w*|enn[åo]|{_NOT})\b",
    re.IGNORECASE,
)
"""Beside a word that a fire is out: then it may not be."""
BURNS = re.compile(
    r"\b(?:røyk\w*|ryke?r?|flamm\w*|ule[rt]?|hyle[rt]?|pipe[rt]?|gnist\w*|ild\w*|eld\w*|brann\w*|"
    r"svidd\w*|borte|vekk|mørkt|tok fyr|tatt fyr)\b",
    re.IGNORECASE,
)
"""Beside a lamp that was taken for a fire: then it is one for all we know."""
_OTHERS = r"(?:\w*nabo\w*|\w*grann\w*|andre|de andre|dei andre|dem|dei)"
ELSEWHERE = re.compile(
    r"\b(?:(?:ingen|inga|ikke noen|ikkje noko) fare|(?:falsk|feil) alarm) (?:nå |no )?"
    rf"(?:for|hos|hjå) (?:\w+ )?{_OTHERS}\b"
    rf"|^\W*(?:ja |jo )?{_OTHERS} (?:er|e|æ) (?:trygge?|ok|bra|over|uskadde?)\W*$",
    re.IGNORECASE,
)
"""«Ingen fare for naboen», «falsk alarm hos naboen»: nothing is said of where they are."""
_HERE = re.compile(r"\b(?:jeg|eg|æ|vi|me|oss|meg|her|alle)\b", re.IGNORECASE)
ROUNDS_OFF = frozenset({"ja", "jo", "jau", "da", "vel", "vettu", "skjønner"})
VIOLENCE, WRONG = "violence", "abuse:rough"
"""A danger that is over without having been a mistake, and what is known from then on."""
DIRECT = "danger_check"
"""The direct question whether somebody thinks of taking their life, to the gate."""


def says_it_is_out(text: str) -> bool:
    """Whether a fire is said to be out, and not that somebody tries or that it is not."""
    return FIRE.search(text) is not None and may_be_out(text)


def may_be_out(text: str) -> bool:
    """Whether nothing in a message tells that a fire is not out yet."""
    return not (_BURNS_ON.search(text) or HOPED.search(text))


def is_elsewhere(text: str) -> bool:
    """Whether what is said to be well is so at the neighbour's, or with others."""
    return ELSEWHERE.search(text) is not None and _HERE.search(text) is None


def corrects(text: str) -> bool:
    """Whether a message says that there never was a danger, and tells of none that is so now."""
    found = hearing.every("corrected", text)
    return "corrected" in found and "still" not in found


def plainly_none(text: str) -> bool:
    """Whether a message is a plain denial and nothing besides: «det var bare kaffen»."""
    return "plainly" in hearing.every("corrected", text) and "?" not in text


def takes_back(situation: Situation) -> bool:
    """Whether a message in a crisis says that there never was a danger, and tells of none.

    «Nei, gardinen tok fyr av stearinlyset» has the words of a correction and is none.
    """
    of_a_choice = situation.entity("provider") is not None  # «Nei, jeg mente Klokkebekk.»
    plain = corrects(situation.text) and not is_elsewhere(situation.text)
    return situation.danger is None and not of_a_choice and plain


def denies(situation: Situation) -> bool:
    """Whether the direct question about somebody's life is answered with a plain no."""
    answer = Heard(
        text=situation.text,
        question=DIRECT,
        given=str(situation.context.get("input") or "text"),
        confidence=None,
        denied=situation.intent == "deny",
    )
    if _GOES_ON.search(situation.text):
        return False  # «Nei, men jeg har tauet klart.»
    answered = judge(answer).answered
    return answered is Answered.NO or (
        answered is not Answered.YES and "denies" in hearing.every("corrected", situation.text)
    )


_NOT = r"(?:ikke|ikkje|itj|itte|aldri)"
_NOT_YET = re.compile(
    r"\?|\b(?:når|hvordan|korleis|åssen|koss|kossen|kordan|hvorleis|vonar|vona|antakelig|muligens|"
    r"sier fra|seier frå|på ve[ig]|(?:vet|veit|spør|se|sjå)(?: \w+)? om|"
    rf"{_NOT} (?:her|kom\w*)|{_NOT}(?: \w+){{0,4}} (?:at )?(?:faren|det|alt) (?:er|e|æ)|"
    r"(?:må|skal|kan|bør|får)(?: \w+){0,3} (?:si|seie|vite|avgjøre))\b",
    re.IGNORECASE,
)
"""What sounds as if it were over and says when, whether or that it is not: «jeg sier fra når faren
er over», «hvordan vet jeg at faren er over», «ambulansen er på vei»."""
_NO_BUT_OVER = re.compile(
    r"\W*(?:(?:nei|næi|nai|da)\W+)+"
    r"(?:ingen|ingenting|alt er|alt e|(?:det|dette|nå|no) (?:er|e|går|gikk) )",
    re.IGNORECASE,
)
"""«Nei, ingen fare lenger», «nei nei, det går bra nå»."""


def _says_not_yet(text: str, verdict: Answered) -> bool:
    no = (
        verdict is Answered.NO or re.match(r"\W*(?:nei|næi|nai)\b", text, re.IGNORECASE) is not None
    )
    return _NOT_YET.search(text) is not None or (no and _NO_BUT_OVER.match(text) is None)


def over_or_not(situation: Situation, state: dict[str, Any]) -> Reply:
    """The answer to «is all danger over?», asked once more before the state ends."""
    context = situation.context
    # To «er du trygg, og er noen hos deg?» only a yes is one.
    confirmed = state["kind"] != LIFE and confirms(situation.text)
    if is_elsewhere(situation.text) and situation.danger != "alarm":
        if state.get("here"):
            return still(state)  # Said once more it is no answer.
        reply = Reply().say("crisis.here", number=number_of(state), expect="yes_no")
        return reply.set(**{SLOT: {**state, "here": True}})
    verdict = judge(
        Heard(
            text=situation.text,
            question=QUESTION,
            given=str(context.get("input") or "text"),
            confidence=context.get("confidence"),
            early=bool(context.get("early")),
            denied=situation.intent == "deny",
        )
    )
    hoped = HOPED.search(situation.text) is not None or is_qualified(situation.text)
    hoped = hoped and not confirmed
    of_fire = state["kind"] != "fire" and FIRE.search(situation.text) is not None
    not_yet = _says_not_yet(situation.text, verdict.answered)
    again = heard(situation.text) == "clear" and not (of_fire or not_yet)
    again = again and state["kind"] != LIFE
    # Who is feared may stand beside: «det var bare tull», twice, ends no violence.
    denied = takes_back(situation) and plainly_none(situation.text)
    if denied and not state.get("sure") and state["kind"] not in (VIOLENCE, LIFE):
        return over(situation, {**state, "mistaken": True})
    if state.get("misread") and _tells_of_no_smoke(situation):
        return over(situation, state)
    if state["kind"] == LIFE and corrects(situation.text):
        return corrected({**state, "clear": False})  # It is asked about directly.
    yes = verdict.answered is Answered.YES or again or confirmed
    burns = FIRE.search(situation.text) is not None and not may_be_out(situation.text)
    if situation.danger is None and yes and not (hoped or burns):
        return over(situation, state)
    unanswered = verdict.answered is not Answered.NO and surely_ordinary(situation)
    if situation.danger is None and unanswered and state["kind"] != LIFE:
        return corrected(state)  # An errand is no answer: it is asked again, and not forgotten.
    return still(state)


def still(state: Mapping[str, Any]) -> Reply:
    """The danger is not over: what was said to end it is forgotten."""
    kept = {name: said for name, said in state.items() if name not in ("misread", "denied")}
    return with_number(Reply().say("crisis.still"), {**kept, "clear": False, "mistaken": False})


def _tells_of_no_smoke(situation: Situation) -> bool:
    """«Ikkje røyk heller», beside a lamp: the model may take the word for a fire."""
    fire = situation.danger is None or situation.entity("danger") == "fire"
    return fire and "no_smoke" in hearing.every("corrected", situation.text)


def over(situation: Situation, state: Mapping[str, Any]) -> Reply:
    """The end, with the thread where it was; those on duty hear of it.

    Who did not want to live is still to be talked with, by somebody who was told.
    """
    before = state.get("before")
    if before is None and state["kind"] == VIOLENCE and not state.get("mistaken"):
        # It happened, and whoever did it may be near.
        before = {"kind": WRONG, "care": True, "was_danger": True}
    of_life = before is not None and before["kind"] == LIFE
    reply = Reply().set(**{SLOT: before}).say("crisis.before" if of_life else "crisis.over")
    if state.get("misread") and before is None:
        # It was a lamp. Whether the alarm works is for today.
        reply = Reply().set(**{SLOT: {"kind": "alarm", "care": True}}).say("crisis.misread")
        reply.do("hand_over", **alarm_task(situation))
        return reply.do("all_clear", danger=state["kind"])
    if state["kind"] != LIFE:
        reply.do("all_clear", danger=state["kind"])
    return reply if before is not None else reply.then(ask_again(situation))


def alarm_task(situation: Situation) -> dict[str, Any]:
    """The act that leaves a task to look at an alarm whose lamp was taken for a fire."""
    return {
        "reason": "problem",
        "urgent": True,
        "promised_at": None,
        "person": situation.person.id if situation.person else None,
        "call_back_number": situation.caller,
        "summary": {"intent": situation.intent, "what": "alarm"},
    }


def corrected(state: Mapping[str, Any]) -> Reply:
    """We misunderstood, it is said: asked once, with the number beside it."""
    if state["kind"] != LIFE:
        reply = Reply().say("crisis.corrected", number=number_of(state), expect="yes_no")
        return reply.set(**{SLOT: {**state, "clear": True, "mistaken": True}})
    if state.get("sure"):
        return Reply().say("crisis.taken_back").set(**{SLOT: state})
    reply = Reply().say("crisis.tonight").say("crisis.corrected_life", expect="yes_no")
    return reply.set(**{SLOT: {**state, "direct": True}})


def direct(situation: Situation, state: dict[str, Any]) -> Reply:
    """The answer to the direct question after «you misunderstood»."""
    if denies(situation) and not hearing.signs(situation.text):
        watch = {SLOT: state.get("before") or {"kind": WATCH, "care": True}}
        reply = Reply().say("danger.no_suicide").set(**watch).do("all_clear", danger=LIFE)
        return reply.then(ask_again(situation))
    yes = bare(situation, "affirm")
    reply = Reply().say("crisis.life").say("crisis.tonight")
    return reply.set(**{SLOT: {**state, "direct": False, "sure": yes or state.get("sure")}})


def bare(situation: Situation, *intents: str) -> bool:
    """Whether a message is one of these and nothing more."""
    return situation.intent in intents and len(situation.text.split()) <= SHORT


def only_ends_with_yes(text: str) -> bool:
    """Whether a «ja» only rounds off what tells of something else: «hun sover ja»."""
    *before, last = words(text) or [""]
    if not before or last not in ROUNDS_OFF:
        return False
    rest = Heard(text=" ".join(before), question=QUESTION, given="text", confidence=None)
    return judge(rest).answered is not Answered.YES
