"""Something grave that may be meant: one warm question beside the answer to the errand.

It helps by itself and does nothing before its yes. It lives in the slot of the question about
danger (`danger_asked`), so that its yes can be no yes to anything else; a no goes on where the
thread was, and who says something else has said it to the thread.
"""

import re
from dataclasses import replace

from assistant.actions.reply import Reply
from assistant.actions.safety import grave
from assistant.actions.safety.crisis.state import SHORT
from assistant.actions.safety.danger import CHECK, NOTHING_HEARD, QUESTION
from assistant.actions.safety.life import care, money
from assistant.actions.safety.life.events import surely_ordinary
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again, offer_person
from assistant.gate.verdict import Answer as Heard
from assistant.gate.verdict import Answered, judge

KINDS = {
    "maybe:death": "death",
    "maybe:abuse": "abuse:any",
    "maybe:missing": "abuse:theft",
    "maybe:pressed": "abuse:pressed",
    money.ASKED: money.KIND,
}
"""The questions, and what a yes to each tells of."""
_MISSING = re.compile(
    r"\b(?:ring|ringen|smykke\w*|sølv\w*|gull\w*|klokk[ae]\w*|penge\w*|pengane|kontant\w*|lommebok\w*)\b"
    r".*\b(?:savne\w*|sakn\w*|borte|vekk|mangl\w*|forsvunn\w*|finner ikke|finn ikkje)\b"
    r"|\b(?:savner|saknar|mangler|manglar)\b.*\b(?:ring|ringen|smykke\w*|sølv\w*|gull\w*|penge\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Something is gone, and somebody may have taken it: nobody was hurt."""


def answered(situation: Situation) -> Reply | None:
    """What an answer to one of the questions leads to; None where none was asked or answered."""
    asked = situation.slots.get("danger_asked")
    if asked not in KINDS or situation.danger == "alarm":
        return None
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
    kind = KINDS[asked]
    yes = verdict.answered is Answered.YES
    bare = len(situation.text.split()) <= SHORT
    no = verdict.answered is Answered.NO or (situation.intent == "deny" and bare)
    if asked == money.ASKED:
        if yes:
            told = {money.SLOT: {"kind": kind, "care": True}}
            return Reply().set(**told).say("abuse.thanks").then(care.pass_on(situation, kind))
        if not money.declines(situation, no=no):
            return None
        # Nobody was told, so nothing goes on as if somebody had been.
        return Reply().set(**{money.SLOT: None}).say("abuse.theft_no")
    if yes:
        return care.begin(situation, kind)
    return Reply().say(f"{asked.replace(':', '.')}_no").then(ask_again(situation)) if no else None


def let_go(situation: Situation) -> Situation:
    """The situation without one of these questions, once it was not answered."""
    if situation.slots.get("danger_asked") not in KINDS:
        return situation
    return replace(situation, slots={**situation.slots, "danger_asked": None})


def ask_beside(situation: Situation, reply: Reply) -> Reply:
    """The reply to a message with the question whether something grave is meant.

    Args:
        situation: the message, with what is to be asked about.
        reply: what it led to.
    """
    told = [m for m in reply.messages if "do" in m or "expect" not in m]
    if situation.intent in NOTHING_HEARD or situation.maybe == grave.PRESSED:
        told = [message for message in told if "do" in message]
    missing = situation.maybe == grave.ABUSE and _MISSING.search(situation.text) is not None
    what = "missing" if missing else situation.maybe
    asked = Reply().set(**reply.slots).set(danger_asked=f"maybe:{what}")
    asked.messages = told
    if situation.danger == CHECK:
        asked.say("maybe.in_danger")
    name = situation.municipality.name
    return asked.say(f"maybe.{what}", expect="yes_no", municipality=name)


ASKED = frozenset({grave.DEATH, grave.ABUSE, grave.PRESSED})
"""What is asked about, and not only said."""


def before(situation: Situation) -> Reply:
    """What is said to somebody lonely before the errand is answered."""
    if situation.maybe == grave.BEREFT:
        return Reply().say("event.bereft")
    return Reply().say("event.lonely") if situation.maybe == grave.LONELY else Reply()


BEGINS = {grave.THING: "problem.sorry", grave.DEVICE: "device.alarm"}
"""What is broken, or an animal that is gone: a word for it, and that the municipality is told."""


def whole_answer(situation: Situation) -> Reply | None:
    """The answer where there is no errand beside what was not so grave; None where there may be."""
    if situation.maybe == grave.BEREFT and not surely_ordinary(situation):
        return Reply().say("event.bereft").then(offer_person("problem", "event.bereft_offer"))
    if situation.maybe == grave.MEDICINE:
        return without_medicine(situation)
    if situation.maybe in BEGINS:
        return Reply().say(BEGINS[situation.maybe]).then(offer_person("problem", "problem.offer"))
    return None


def without_medicine(situation: Situation) -> Reply:
    """Medicine that was not given or taken, by somebody who is not ill: whom to ring, no advice."""
    place = situation.municipality
    reply = Reply().say("medicine.no_advice")
    if (own := place.same_day) is not None:
        number = {"phone": own.phone}
        reply.say("medicine.ring", values={"name": own.name, "number": number}, source=own)
    else:
        rule = situation.deps.catalogue.national_rule("doctor_on_duty")
        reply.say("medicine.doctor", source=rule)
    return reply.say("medicine.ill").then(offer_person("problem", "problem.offer"))
