"""«Jeg vil ikke bytte», «alt skal være som før»: nothing is changed, and nobody is sent for a code.

It is no wish for the municipality: who has another keeps that one.
"""

import re
from datetime import timedelta

from assistant.actions.choosing.steps import refusing
from assistant.actions.own_case import whole_case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ask_undo, offer_person
from choice_register.types import UNDER_WAY, ChoiceState, ChoiceView
from provider_catalog.facts.answering import is_question
from provider_catalog.facts.must_choose import asks_whether_one_must

_STAYS = re.compile(
    r"\b(?:ikke|ikkje|ikkj|itte|itj|kje|aldri) "
    r"(?:å )?(?:bytte|byte|byta|bytta|skifte|skifta|endre|endra|velge|velje|rør\w*)\b"
    r"|\bsom (?:før|førr|no|nå|det er|d e|i dag|dei er|de er)\b(?! noe)"
    r"|\b(?:be?h[oa]ld\w*|fortsett\w*|fortset\w*) (?:med )?"
    r"(?:de|dei|dem|det|alt|den|henne|han|ho|hun|som)\b"
    r"|\b(?:står?|stå|vere|være|vera) som (?:det|d|dei|de|nå|no|før)\b",
    re.IGNORECASE,
)
WISHES = frozenset(
    "choose_provider switch_provider keep_municipal ask_how_to_switch ask_how_to_choose must_i "
    "deny go_back nlu_fallback thank ask_no_choice give_code change_content correct_that".split()
)
"""What it may be taken for."""
LATELY = timedelta(hours=24)
"""How long a choice that was taken back is news; a thread that rested longer is over."""


def stays(situation: Situation) -> bool:
    """Whether a message wishes that nothing is changed, and nothing else."""
    frame = situation.choice or {}
    if situation.intent not in WISHES or is_question(situation.text):
        return False
    if asks_whether_one_must(situation.text):
        return False  # «… kan æ få behold ho når æ bytte», as it is said on the telephone.
    if frame.get("want") or situation.entities.get("service") or situation.entities.get("provider"):
        return False
    return bool(_STAYS.search(situation.text))


def as_it_is(situation: Situation) -> Reply:
    """Nothing is changed; where a choice is under way, it is asked whether to take it back."""
    person = situation.person
    if person is None or not refusing.may_choose(situation):
        return Reply().set(**FORGOTTEN).say("choice.stays").say("choice.stays_undo")
    every = situation.deps.register.choices(person.id)
    changing = [each for each in every if each.state in UNDER_WAY]
    if not changing:
        reply = Reply().set(**FORGOTTEN)
        if every and _just_taken_back(situation, every[0]):
            # «Som før» may be the choice that was taken back, or who helped before it.
            reply.say("undo.is_taken_back", provider={"provider": every[0].provider_id})
            return reply.then(_helps_now(situation)).say("choice.anew")
        return reply.say("choice.stays")
    reply = Reply().set(**FORGOTTEN).then(whole_case.under_way(situation))
    if len({each.case_number for each in changing}) > 1 or not changing[0].can_undo:
        return reply.then(offer_person("refused"))
    return reply.then(ask_undo(situation, changing[0].case_number, changing[0].provider_id))


def _just_taken_back(situation: Situation, choice: ChoiceView) -> bool:
    """Whether it was chosen in this conversation within a day, and taken back."""
    here = choice.conversation == situation.conversation
    lately = situation.deps.clock.now() - choice.received_at < LATELY
    return here and lately and choice.state is ChoiceState.WITHDRAWN


def _helps_now(situation: Situation) -> Reply:
    if situation.decision is None:
        return Reply()
    now = list(dict.fromkeys(each.provider_id for each in situation.decision.services))
    if len(now) == 1:
        return Reply().say("case.provider_now", provider={"provider": now[0]})
    names = {"list": [{"provider": each} for each in now]}
    return Reply().say("case.providers_now", providers=names)
