"""A part of what was given is put right while the code or the birth date is asked for.

«Nei, 1941», «den 14. skulle det være», «jeg skrev feil kode», «nei vent, Klokkebekk», «bare
vasken»: the part that is said is taken, and the rest of what is known is kept. Only where the whole
message is that; whatever says more is answered as what it was understood as.
"""

import re
from datetime import date

from assistant.actions.choosing.wishes import staying
from assistant.actions.own_case.own_case import WISH, WISHES
from assistant.actions.own_case.proof import lost_letter, proof, wish_corrected
from assistant.actions.own_case.proof.given import given, tried
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import PROOF_STEPS, ask_again, ask_birth_date, ask_code_anew
from assistant.reading.dates.date_correction import corrected
from core.channel import Channel
from provider_catalog.facts.answering import asks_somewhere

HEARD_AS = frozenset(WISHES) | frozenset(
    "deny correct_that nlu_fallback affirm pick_option out_of_scope give_name give_code thank "
    "greet wait go_back provider_details my_provider give_birth_date praise change_content".split()
)
"""What such a message is understood as."""
MATTERS_MORE = frozenset({"emergency", "talk_to_human", "request_callback", "change_contact"})
LONGEST = 14
"""Words. A longer one tells more than what was wrong."""
_IS_WRONG = (
    r"\b.{0,12}\b(?:var|va|ble|blei|vart|er|e)\b(?!.{0,12}\bikk).{0,12}\b(?:feil|gal|galt)\b"
)
_WROTE = r"\b(?:skrev|skreiv|tastet|tasta|sa|ga|gav|leste|las|oppga|oppgav)(?: \w+)? feil "
_WRONG_CODE = re.compile(rf"\bfeil kode\b|\bkod(?:en|a|i){_IS_WRONG}", re.IGNORECASE)
_WRONG_DATE = re.compile(
    rf"\bfeil fødsels\w*|{_WROTE}(?:dato|dag|år|måned|månad)\b"
    rf"|\b(?:datoen|fødselsd\w+|fødselsår\w*|årstallet|årstalet){_IS_WRONG}",
    re.IGNORECASE,
)
_OF_BIRTH = re.compile(r"\bdato\w*|\bfødsels\w*|\bfødt\b|\bfødd\b|\bårst\w+", re.IGNORECASE)
_A_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")


def answered(situation: Situation) -> Reply | None:
    """What follows from a part put right; None where the message puts none right."""
    if situation.pending not in PROOF_STEPS or situation.intent in MATTERS_MORE:
        return None
    wishes = situation.kind == WISH and bool((situation.choice or {}).get("want"))
    if (asks_somewhere(situation.text) and not wishes) or len(situation.text.split()) > LONGEST:
        return None
    if proof.holds_code(situation) or staying.stays(situation):
        return None
    if lost_letter.heard(situation) is not None:
        return None
    if (born := _date(situation)) is not None:
        return born
    if situation.intent not in HEARD_AS:
        return None
    return _wrong_part(situation) or wish_corrected.answered(situation)


def _date(situation: Situation) -> Reply | None:
    """Day, month or year of the birth date that was given.

    A try is never made of it, save of a year that stands alone: it is read back.
    """
    former, kept = tried(situation), situation.slots.get("birth_date")
    before = former.born if former else date.fromisoformat(kept) if isinstance(kept, str) else None
    if before is None or situation.slots.get("heard") or given(situation).born:
        return None
    # «1941» alone may by telephone be the beginning of the code that was asked for.
    alone = _A_YEAR.fullmatch(situation.text) is not None
    if alone and situation.channel == Channel.PHONE:
        return None
    born = corrected(situation.text, before, situation.today)
    if born is None:
        return None
    reply = Reply().do("mask")
    if former is not None:
        if alone:
            return reply.then(proof.try_again(situation, former.code, born))
        return reply.then(proof.which_date([born.isoformat(), before.isoformat()]))
    reply.set(birth_date=born.isoformat()).say("proof.date_taken")
    return reply.then(ask_again(situation))


def _wrong_part(situation: Situation) -> Reply | None:
    """«Jeg skrev feil kode», «feil fødselsdato»: that one is asked anew, and the other is kept."""
    if any(map(str.isdigit, situation.text)):
        return None
    text, former = situation.text, tried(situation)
    known = situation.slots.get("code") is not None or situation.slots.get("heard") is not None
    if _WRONG_DATE.search(text):
        if _WRONG_CODE.search(text) or not (former or situation.slots.get("birth_date")):
            return None
        reply = Reply().set(birth_date=None, code=former.code if former else None)
        if former is None:
            return reply.say("correct.no_harm").then(ask_again(situation))
        return reply.say("correct.no_harm").then(ask_birth_date(situation))
    if not known or not _WRONG_CODE.search(text) or _OF_BIRTH.search(text):
        return None
    born = former.born.isoformat() if former else situation.slots.get("birth_date")
    reply = Reply().set(code=None, heard=None, birth_date=born)
    return reply.say("correct.no_harm").then(ask_code_anew(situation))
