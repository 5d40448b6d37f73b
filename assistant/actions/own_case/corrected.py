"""A part of what was given is put right while the code or the birth date is asked for.

«Nei, 1941», «den 14.», «jeg skrev feil kode», «nei vent, Klokkebekk», «bare vasken»: the part that
is said is taken, and the rest of what is known is kept.
"""

import re
from dataclasses import replace
from datetime import date

from assistant.actions.choosing import before_proof, scope
from assistant.actions.choosing.wished import wished
from assistant.actions.own_case import proof
from assistant.actions.own_case.given import tried
from assistant.actions.own_case.own_case import CHOICES, WISH, WISHES
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import PROOF_STEPS, ask_again, ask_code_anew
from assistant.reading.date_correction import corrected
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
_CORRECTS = re.compile(
    r"\b(?:nei|næi|nai|feil|galt|gale|mente|meinte|mener|meiner|skulle|skal|rett|riktig|født|fødd"
    r"|året|dagen|måneden|månaden|unnskyld|orsak|beklager|oi|uff|vent|ikke|ikkje|itj)\b",
    re.IGNORECASE,
)
_WRONG_CODE = re.compile(
    r"\bkod(?:en|a|i)\b.{0,12}\b(?:var|ble|blei|vart|er|e|va)\b.{0,12}\b(?:feil|gal|galt|gæli)\b"
    r"|\b(?:skrev|skreiv|tastet|tasta|sa|ga|gav|leste|las|trykket|trykte)\b.{0,16}\bfeil\b"
    r"(?! (?:dato|dag|år|måned|månad))"
    r"|\bfeil kode\b",
    re.IGNORECASE,
)
_A_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")


def answered(situation: Situation) -> Reply | None:
    """What follows from a part put right; None where the message puts none right."""
    if situation.pending not in PROOF_STEPS or situation.intent in MATTERS_MORE:
        return None
    wishes = situation.kind == WISH and bool((situation.choice or {}).get("want"))
    if (asks_somewhere(situation.text) and not wishes) or len(situation.text.split()) > LONGEST:
        return None
    if proof.holds_code(situation):
        return None
    if (born := _date(situation)) is not None:
        return born
    heard = situation.intent in HEARD_AS
    return _code(situation) or _wish(situation) if heard else None


def _date(situation: Situation) -> Reply | None:
    """Day, month or year of the birth date that was given."""
    former, kept = tried(situation), situation.slots.get("birth_date")
    before = former.born if former else date.fromisoformat(kept) if isinstance(kept, str) else None
    if before is None or situation.slots.get("heard"):
        return None
    # «1941» alone may by telephone be the beginning of the code that was asked for.
    alone = situation.channel != Channel.PHONE and _A_YEAR.fullmatch(situation.text) is not None
    if not alone and not _CORRECTS.search(situation.text):
        return None
    born = corrected(situation.text, before, situation.today)
    if born is None:
        return None
    reply = Reply().do("mask")
    if former is not None:
        return reply.then(proof.try_again(situation, former.code, born))
    reply.set(birth_date=born.isoformat()).say("proof.date_taken")
    return reply.then(ask_again(situation))


def _code(situation: Situation) -> Reply | None:
    """The code was wrong, and the right one comes: what else is known is kept."""
    known = situation.slots.get("code") is not None or situation.slots.get("heard") is not None
    if not known or any(map(str.isdigit, situation.text)):
        return None
    if not _WRONG_CODE.search(situation.text):
        return None
    former = tried(situation)
    born = former.born.isoformat() if former else situation.slots.get("birth_date")
    reply = Reply().set(code=None, heard=None, birth_date=born)
    return reply.say("correct.no_harm").then(ask_code_anew(situation))


def _wish(situation: Situation) -> Reply | None:
    """Whom the choice is for, or which help: said anew before it was read back."""
    if situation.slots.get("wish") not in CHOICES or any(map(str.isdigit, situation.text)):
        return None
    slots, meant = situation.slots, wished(situation)
    said = scope.scope(situation)
    named = _named(situation, meant.named, meant.rejected)
    if named is None and not said.is_said and not meant.rejected:
        return None
    if situation.intent in WISHES and named is None:
        return None  # «Jeg vil velge», said again, or with other help: as a wish of its own.
    refused = before_proof.refused(situation, replace(meant, named=named)) if named else None
    if refused is not None:
        return refused
    there = scope.heeded(situation, said)
    heeded = dict(there.slots["wished"])
    heeded["rejected"] = list(dict.fromkeys([*heeded["rejected"], *meant.rejected]))
    before = [each for each in slots.get("named") or () if each not in meant.rejected]
    reply = Reply().set(named=named or before or None, wished=heeded)
    if said.services:
        reply.set(services=list(said.services))
    elif said.everything:
        reply.set(services=None)
    if named:
        reply.say("choice.heard", provider={"provider": named[0]})
    else:
        reply.say("correct.taken")
    return reply.then(ask_again(situation))


def _named(
    situation: Situation, wanted: list[str] | None, rejected: tuple[str, ...]
) -> list[str] | None:
    """The one firm that the message names and does not reject."""
    names = wanted or situation.entities.get("provider") or ()
    left = [each for each in dict.fromkeys(names) if each not in rejected]
    known = situation.deps.catalogue.has_provider
    return left if len(left) == 1 and known(left[0]) else None
