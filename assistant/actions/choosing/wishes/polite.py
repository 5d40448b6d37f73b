"""A wish put politely: «går det an å få en annen», «jeg lurer på om jeg kan få bytte».

By its form it is a question about what one may; who says it wants somebody else to come. So it is
answered in a sentence, and then it goes on as a wish. What asks when, how often or what if is a
question and nothing more.
"""

import re
from dataclasses import replace
from typing import Any

from assistant.actions.own_case.own_case import WISH, choose
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE
from provider_catalog.facts.answering import elsewhere

HEARD_AS = frozenset(
    "choose_provider switch_provider keep_municipal ask_how_to_switch ask_how_to_choose "
    "ask_eligibility find_provider change_content praise out_of_scope nlu_fallback".split()
)
"""What it is taken for."""


def _words(*spellings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(' '.join(spellings).split())})\b", re.IGNORECASE)


def _phrases(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_FIRM = (
    r"(?:firma|leverandør|hjemmehjelp|hjemhjelp|heimehjelp|vaskehjelp|hjelp|selskap|tjeneste)\w*"
)
_OTHER = r"(?:annen|anna[nt]?|annet|anne|andre|aent|ny|nye|nytt)"

_MAY = _phrases(
    r"kan|kunne|kainn|kæn|skulle|ville|får|fær|fikk|fekk|om å få|gjerne|håp\w+",
    r"mulig\w*|mogleg\w*|(?:går|gjeng) (?:det |d )?an|lar det seg|lèt det seg|(?:er|e) det lov",
    r"har (?:jeg|eg|æ|je|vi|me|man|en) (?:lov|rett)|hadde (?:vært|vore|det vært)|ha (?:vært|vore)",
    r"lur\w+ på (?:om|å)|undr\w+ (?:på )?om|tenkt\w* (?:på )?(?:om|å)",
)
"""That it may be: what makes a wish polite."""
_SOMEBODY_ELSE = _phrases(
    r"bytt\w*|byt[ea]|bøtt\w*|skift\w*|(?:noen|nokon|nån|noe|noko) andre",
    rf"(?:en|ei|et|eit|noen|nokon|nokre) (?:helt |heilt )?{_OTHER}(?: {_FIRM})?",
    rf"{_OTHER} {_FIRM}",
    r"(?:velge|velje) (?:nå|no|her|selv|sjøl\w*|sjølv|på nytt|en gang til)",
    r"(?:få|fått|ha|hatt|velge|velje|valgt) (?:et |eit |en |ei |noen |nokon |noe )?privat\w*",
)
"""Somebody else than who comes now."""
_GET = re.compile(
    r"\b(?:få|fått|fekk|fikk|ha|hatt|velge?|velje|valgt)\b(?:\s+\w+){0,4}?\s*$", re.IGNORECASE
)
"""What stands before the provider that is wished for."""
_RATHER_THAN = re.compile(
    r"\b(?:enn|i ?steden? for|i ?staden for|istedenfor|framfor|fremfor|(?:bort|vekk|unna) fr[aå]|"
    r"bli kvitt|slippe|sleppe)\s*$",
    re.IGNORECASE,
)
"""What stands before the provider that is not."""
_MORE_IS_ASKED = _words(
    r"hva ka kva hå når nårtid hvem kven kem hvordan korleis koss\w* åssen hvorfor kvifor koffor",
    r"hvor kor hvilke\w* hvis viss dersom tilbake attende midt ofte gang\w* uten utan samtidig",
    r"både selv sjølv mens før etter beholde behalde behold følge\w* koster? kostar frist\w*",
    r"hverdag\w* kvardag\w* helg\w* kveld\w* morgen\w*",
    r"vedtak\w* timer? timar prøve\w* klokk\w* kl tid tider dag\w* rom lege\w* fastlege\w*",
    r"(?:man|tirs|tys|ons|tors|fre|lør|laur|søn)dag\w* time sykehjem\w* sjukeheim\w*",
)
"""What asks for more than whether it may be."""
_ONE_FOR_EACH = re.compile(
    r"\btil\s.*\bog\s.*\btil\b"
    r"|\b(?:han|hun|ho|hu|kona|kjerringa|mannen|gubben|mor|far|søster\w*|bror\w*)\b.*"
    r"\b(?:og|mens|men)\s+(?:jeg|eg|æ|je|ej)\b"
    r"|\b(?:jeg|eg|æ|je|ej)\b.*\b(?:og|mens|men)\s+(?:han|hun|ho|hu|kona|mannen)\b"
    r"|\b(?:bare|berre|bærre)\s+(?:til|for|te|åt|vask\w*|stell\w*|syke\w*|sjuke\w*"
    r"|den ene|det ene)\b",
    re.IGNORECASE,
)
"""«Kommunen til medisiner og privat til vask», «han kommunen og jeg et firma»: each for itself."""
_HELPS_TO_SWITCH = re.compile(
    r"\b(?:kan|kunne|vil)\s+(?:du|dere|dykk|dokker|de|noen|nokon)\s+(?:\w+\s+){0,2}?hjelp\w*\s+"
    r"(?:\w+\s+){0,2}?(?:å|med å|me å)\s+(?:bytt\w*|byt[ea]|skift\w*|velge|velje)",
    re.IGNORECASE,
)
_OTHERS_LEARN = re.compile(
    r"\b(?:får|fær) (?!(?:jeg|eg|æ|je|vi|me|man)\b)\w+\b.*\b(?:vite|veta|greie)\b", re.I
)
"""«Får hun vite at jeg vil bytte?» asks what others learn."""
_WHAT_IF = re.compile(
    r"\b(?:om|hvis|viss|dersom|når)\s+(?:jeg|eg|æ|je|vi|me)\s+(?:bytt\w*|byt\w*|vel|velger?)\b",
    re.IGNORECASE,
)
"""«Kan ho bli om eg vel eit anna firma?» asks what comes of it."""
_URGED = re.compile(
    r"\b(?:ringte|ringde|ringer|ringe|mas\w*|press\w*|overtal\w*|sel[gj]\w*|på døra)\b"
    r"|\bvil(?:le)? ha (?:meg|mæ|oss)\b|\bsa (?:at )?(?:jeg|eg|æ) (?:må|måtte|skulle|burde)\b",
    re.IGNORECASE,
)
"""Somebody who gains by it wants it: «et firma ringte og sa jeg måtte bytte, kan de det?»"""
LONGEST = 22
"""Words. A longer one tells a story, in which choosing may be only spoken of."""


def asks_for_another(situation: Situation) -> bool:
    """Whether a message politely wishes for somebody else, and asks nothing besides."""
    text = situation.text
    if situation.intent not in HEARD_AS or situation.pending not in ON_THE_SIDE:
        return False
    if len(text.split()) > LONGEST or situation.danger:
        return False
    if elsewhere(situation.deps.catalogue.places_in(text), situation.municipality.id):
        return False
    if _HELPS_TO_SWITCH.search(text):
        return True
    if (
        _OTHERS_LEARN.search(text)
        or _WHAT_IF.search(text)
        or _URGED.search(text)
        or _MORE_IS_ASKED.search(_without_firms(situation))
        or not _MAY.search(text)
    ):
        return False
    if len(situation.entities.get("service") or ()) > 1 or _ONE_FOR_EACH.search(text):
        return False
    return bool(_SOMEBODY_ELSE.search(text)) or bool(_named(situation)[0])


def _without_firms(situation: Situation) -> str:
    """The text without the names of firms: «Klokkebekk» asks for no hour."""
    text = situation.text
    firms = (each for each in situation.mentions if each.kind == "provider")
    for each in sorted(firms, key=lambda mention: -mention.start):
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return text


def answered(situation: Situation) -> Reply:
    """That one may, where the municipality says so; and then the wish itself."""
    wanted, rejected = _named(situation)
    rule = situation.scheme.rule("switch_any_time")
    reply = Reply()
    if rule.value is True and situation.scheme.open_on(situation.today):
        reply.say("how_to.switch_any_time" if wanted else "how_to.may_switch", source=rule)
    intent = "choose_provider" if wanted else "switch_provider"
    entities = {**situation.entities, "provider": wanted}
    there = replace(
        situation,
        intent=intent,
        kind=WISH,
        entities={kind: values for kind, values in entities.items() if values},
        choice=_frame(situation, wanted, rejected),
    )
    return reply.then(choose(there))


def _named(situation: Situation) -> tuple[list[str], list[str]]:
    """The providers that are wished for, and those that are not, by what stands before each."""
    wanted, rejected = [], []
    for each in situation.mentions:
        if each.kind != "provider":
            continue
        before = situation.text[: each.start]
        if _RATHER_THAN.search(before):
            rejected.append(each.value)
        elif _GET.search(before):
            wanted.append(each.value)
    return wanted, rejected


def _frame(situation: Situation, wanted: list[str], rejected: list[str]) -> dict[str, Any]:
    """The choice as it was heard, or as the words around the names tell it."""
    services: list[str | None] = situation.entities.get("service") or [None]
    providers: list[str | None] = [*wanted] or [None]
    asked = [{"service": each, "provider": one} for one in providers for each in services]
    heard = situation.choice or {}
    return {
        "keep": heard.get("keep") or [],
        "condition": heard.get("condition"),
        "words": heard.get("words") or {},
        "negated": bool(rejected),
        "want": heard.get("want") or asked,
        "reject": heard.get("reject") or rejected,
    }
