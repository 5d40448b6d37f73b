"""How sure it is that something grave is meant: a death, abuse, a danger.

A script for one of them is chosen with the care of a yes. There are three outcomes: surely so, and
it is answered and passed on; perhaps, and one question stands beside the answer to the errand and
does nothing before its yes; not so, and the message is answered as if it had never been heard. The
words that tell them apart are in words/grave.yml, the figures of speech in words/figures.yml.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.state import SURE_OF_IT
from assistant.actions.safety.life import grief
from assistant.actions.situation import Situation

DEATH, ABUSE, PRESSED, THEFT, MEDICINE = "death", "abuse", "pressed", "theft", "medicine"
THING, LONELY, DEVICE, BEREFT = "thing", "lonely", "device", "bereft"
SURE, MAYBE = "sure", "maybe"
GRAVE = frozenset({"report_death", "report_abuse", "emergency"})
SURELY = 0.8
PLAINLY_MEANT, UNDOUBTED = 0.3, 0.67
"""From where the next reading is answered: a doubted one is asked about."""
NAME = re.compile(
    r"\b([A-ZÆØÅÁ][\wæøåá]+)(?: [A-ZÆØÅ][\wæøå]+)* (?:er |e |æ |har |ble |vart |dessverre )*"
    r"(?:død|dau|døde|døydde|gikk bort|gjekk bort|gått bort|sovnet|sovna)"
)
A_THING = re.compile(r"(?:en|et|ern|ene|ane|a)$")
"""How a thing is named, «støvsugeren», and some people, «Karen»: it is asked about."""
LEVELS = (None, "check", "alarm")
UNTOLD = (None, "urgent")
SURE_BESIDE_A_LOSS = 0.95
"""How sure understanding must be of a danger where something is gone and no body is spoken of."""
"""The kind of a danger of which no phrase tells what it is: only such a one is ever taken back for
money that is gone, a device or medicine."""
A_BLOW = "støtte hodet"
SENTENCE_ENDS = re.compile(r"[.!?;\n]+\s*")
FEW, FAINT = 10, 0.9
"""Words, and how sure of a danger the model is, under which what answers us is asked about. Of the
dangers by authors whom it has not read 5.9 % are so short, so faint and without such words."""


def death(situation: Situation) -> str | None:
    """How surely a message tells that somebody died: a person, and lately."""
    intent = "report_death" in _heard(situation)
    plainly = hearing.first("life", situation.text, {"death"}) is not None
    if not (intent or plainly):
        return None
    said, of = hearing.meant(situation.text), set(hearing.every("grave", situation.text))
    if is_years_ago(situation):
        return None
    dying = "dying" in hearing.every("life", situation.text)
    if "dead" not in hearing.every("life", situation.text) and "mourned" not in of:
        figure = said != hearing.plain(situation.text)
        return None if figure or dying or not intent else MAYBE
    if dying and not plainly:
        return None
    if not intent and ("thing" in of and not of & {"relation", "pronoun", "mourned"}):
        return None
    if IN_A_MONTH.search(said):
        return MAYBE if intent else None
    return SURE if _who_died(situation, of) else MAYBE


def _who_died(situation: Situation, of: Collection[str]) -> bool:
    if "relation" in of or "mourned" in of:
        return True
    named = NAME.search(situation.text)
    if named is not None and not A_THING.search(named[1]):
        return True
    return "pronoun" in of and "thing" not in of


def abuse(situation: Situation) -> tuple[str, str] | None:
    """Which wrong a message tells of, and how surely; None where it is a complaint or nothing."""
    intent = "report_abuse" in _heard(situation)
    heard = _wrong_heard(situation, intent=intent)
    perhaps = any(a.intent == "report_abuse" and a.confidence >= BESIDE for a in situation.acts)
    doubted = situation.intent == "nlu_fallback" and perhaps
    of = set(hearing.every("grave", situation.text))
    match heard:
        case "theft" if "hit" in of:
            return "rough", SURE
        case "theft" | "rough" | "any":
            return heard, SURE
        case "pressed":
            return heard, MAYBE if "mild" in of and "force" not in of else SURE
        case "neglect" if not intent and "missed" in of and "again" not in of:
            return (heard, SURE) if needs_today(situation.text) else None
        case "neglect":
            return heard, SURE
    if perhaps and hearing.confesses(situation.text):
        return "any", SURE
    if not intent:
        if doubted and "money" in of:
            return THEFT, SURE
        told = {"undersign", "hit", "act"} if doubted else {"undersign", "hit"}
        return ("any", MAYBE) if perhaps and of & told else None
    if "money" in of and not of & {"force", "hit"}:
        return THEFT, SURE
    if of & {"act", "signs", "undersign", "hit"}:
        return "any", SURE
    if hearing.meant(situation.text) != hearing.plain(situation.text) or "unkind" in of:
        return None
    return "any", MAYBE


def _wrong_heard(situation: Situation, *, intent: bool) -> str | None:
    """Which wrong the words tell of, where the model may agree and it is not over or supposed."""
    heard = hearing.first("life", situation.text, WRONGS)
    if heard is None or not (intent or _may_be_wrong(situation, heard)):
        return None
    if heard == "neglect" and is_supposed(situation.text):
        return None
    over = "over" in hearing.every("grave", situation.text)
    return None if heard == "rough" and not intent and over else heard


def _heard(situation: Situation) -> set[str]:
    surely = (act.intent for act in situation.acts if act.confidence > SURELY)
    return {situation.intent, *surely}


WRONGS = ("theft", "rough", "pressed", "neglect", "any")
_TELLS = frozenset({"report_abuse", "report_problem", "emergency"})
TAKEN_FOR = dict.fromkeys(WRONGS, _TELLS)
TAKEN_FOR["rough"] = _TELLS | {"talk_to_human", "request_callback", "greet"}
TAKEN_FOR["pressed"] = _TELLS | {"greet", "talk_to_human", "choose_provider"}
"""What the model may take a wrong for; being surely taken for something else, it is that."""
LIKELY, BESIDE = 0.5, 0.35
"""How likely the model must hold it, alone and beside something else (`several.LIKELY_WISH`)."""


def _may_be_wrong(situation: Situation, heard: str) -> bool:
    """Whether the model may take the message for a wrong: phrases alone are too wide."""
    if not situation.readings or (heard == "neglect" and needs_today(situation.text)):
        return True
    best, likely = situation.readings[0]
    allowed = TAKEN_FOR[heard]
    return best in allowed or situation.intent in allowed or likely < LIKELY


LONG_AGO: tuple[str, ...] = (
    "i fjor",
    "år siden",
    "år sia",
    "år sidan",
    "forrige år",
    "for lenge",
    "da eg var",
)
LONG_AGO += ("den gang", "enke siden", "enke i", "enkemann", "år aleina", "år alene")
"""Somebody tells of a life, and nobody has died just now."""
MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
SEASONS = "vår|våren|sommer|sommeren|sommar|høst|høsten|haust|vinter|vinteren|jula|påska|påsken"
IN_A_MONTH = re.compile(rf"\bi (?:{MONTHS}|{SEASONS})\b")
"""When somebody died, where it was not these days."""


def is_years_ago(situation: Situation) -> bool:
    """Whether what is told was years ago, and not these days."""
    said = hearing.plain(situation.text)
    of = hearing.every("grave", situation.text)
    if "lately" in of or "this_year" in of or str(situation.today.year) in said:
        return False
    return "ago" in of or any(each in said for each in LONG_AGO)


def is_supposed(text: str) -> bool:
    """Whether a need is only asked about («hva gjør jeg hvis ingen kommer»), or was long ago."""
    said = hearing.plain(text)
    ago = any(each in said for each in LONG_AGO) or IN_A_MONTH.search(said) is not None
    return ago or "supposed" in hearing.every("needs", text)


def needs_today(text: str) -> bool:
    """Whether food, medicine, warmth or somebody who comes is missing now, in so many words."""
    found = {*hearing.every("life", text), *hearing.every("needs", text)}
    return {"neglect", "today"} <= found and not is_supposed(text)


def as_meant(situation: Situation) -> Situation:
    """The message without what only sounded grave, and with what is to be asked about.

    Where something grave was heard and is not surely meant, the errand is what else it may be.
    """
    if situation.slots.get("crisis") or situation.maybe is not None:
        return situation
    was_check = situation.danger == "check"
    situation = _danger_as_meant(situation)
    if situation.danger is not None and misses_medicine(situation):
        return replace(lowered(situation, None, None), maybe=MEDICINE)
    if situation.danger == "alarm" or situation.maybe is not None:
        return situation
    died, wrong = death(situation), abuse(situation)
    if _is_bereft(situation, died):
        there = _without(situation, {"report_death", "report_abuse"})
        if is_of_life(situation):
            return there  # Beside grief it is asked about all the same, and nothing else is said.
        return replace(lowered(there, None, None), maybe=BEREFT)
    maybe = None
    if died == MAYBE:
        maybe = DEATH
    elif died is None and wrong is not None and wrong[1] == MAYBE:
        maybe = PRESSED if wrong[0] == PRESSED else ABUSE
    gone = set()
    if died is not SURE and not (died is None and is_years_ago(situation)):
        gone.add("report_death")
    if wrong is None or wrong[1] == MAYBE:
        gone.add("report_abuse")
    there = _without(situation, gone)
    of = set(hearing.every("grave", situation.text))
    if maybe is None and situation.intent in gone and there.intent == "nlu_fallback":
        maybe = THING if situation.intent == "report_death" else None
    if maybe is None and "lonely" in of and (was_check or situation.intent in gone):
        maybe = LONELY
    return replace(there, maybe=maybe)


def _is_bereft(situation: Situation, died: str | None) -> bool:
    """Whether somebody is alone after a death that is not told of as of these days."""
    return grief.is_alone(situation.text) and (
        died != SURE or not grief.is_of_these_days(situation.text)
    )


def is_of_life(situation: Situation) -> bool:
    """Whether a message is to be asked about as one of not wanting to live."""
    return situation.entity("danger") == "suicide" or hearing.signs(situation.text)


def _danger_as_meant(situation: Situation) -> Situation:
    """The danger judged anew where figures of speech are left out, a fall is over, money is gone.

    A danger is only ever lowered here.
    """
    if situation.danger is None:
        return situation
    kind: str | None = situation.entity("danger")
    level: str | None = situation.danger
    meant = hearing.meant(situation.text)
    if meant != hearing.plain(situation.text):
        judged = situation.deps.danger_of(meant) or (level, kind)
        if A_BLOW not in meant:  # which is none that was given, and may be a danger for all that
            level = min(level, judged[0], key=LEVELS.index)
        kind = judged[1] if kind in ("violence", "poisoning", None) else kind
    of = set(hearing.every("grave", situation.text))
    gone = "present" not in of and hearing.first("life", situation.text, {THEFT})
    bodily = hearing.first("danger", situation.text) or hearing.first("plain", situation.text)
    if kind == "suicide":
        bodily = "suicide"
    likely = dict(situation.readings).get("emergency", 0.0)
    untold = kind in UNTOLD and likely < SURE_OF_IT
    lost = bool(gone) and kind in UNTOLD and likely < SURE_BESIDE_A_LOSS
    held = not of & {"present", "now", "ill", "cries"} and _is_held(situation.text)
    hushed = {"secret", "not_here"} & set(hearing.every("after", situation.text))
    if not bodily and (lost or (held and (untold or hushed))):
        # Whoever holds the money is feared. «Ikke ring hit» is no call for an ambulance.
        there = lowered(situation, *(("check", kind) if held else (None, None)))
        return replace(there, intent="report_abuse") if situation.danger == "alarm" else there
    beeps = "device" in of and "now" not in of and not bodily
    if beeps and untold:
        return replace(lowered(situation, None, None), maybe=DEVICE)
    faint = _is_faint_answer(situation, of) or ("unwell" in of and untold)
    if level == "alarm" and not bodily and kind in UNTOLD and faint:
        level = "check"  # «Jeg er litt svimmel i dag» is asked about.
    over = "over" in of and "now" not in of
    aside = not bodily and (of & {"transport", "lonely"} or grief.is_alone(situation.text))
    if level == "check" and kind != "suicide" and (over or aside):
        level = None
    return lowered(situation, level, kind)


def _is_held(text: str) -> bool:
    """Whether one sentence tells that somebody who is feared holds the money."""
    return any(hearing.first("life", each, {"any"}) for each in SENTENCE_ENDS.split(text) if each)


def _is_faint_answer(situation: Situation, of: Collection[str]) -> bool:
    """Whether a few words answer our question, with no word of danger, and the model is in doubt.

    «Hun sover nå» and «øynene er dårlige» are told us where something was asked. The question
    whether there is danger stands beside them; alone, or where the model is surer, they alarm.
    """
    likely = dict(situation.readings).get("emergency", 0.0)
    few = len(situation.text.split()) <= FEW
    return situation.pending is not None and few and likely < FAINT and "now" not in of


def misses_medicine(situation: Situation) -> bool:
    """Whether somebody was taken for in danger for want of medicine alone, and is not ill.

    A fire, violence, a wish to die or somebody who does not answer stays what it is.
    """
    if situation.entity("danger") not in UNTOLD:
        return False
    of = set(hearing.every("grave", situation.text))
    worse = hearing.every("danger", situation.text) + hearing.every("plain", situation.text)
    return "medicine_missed" in of and not of & {"ill", "now"} and not set(worse) - {"medicine"}


def lowered(situation: Situation, level: str | None, kind: str | None) -> Situation:
    """The message with a danger no graver than a level."""
    entities = {**situation.entities, "danger": [kind] if kind and level else []}
    there = replace(situation, danger=level, entities=entities)
    return there if level == situation.danger else _without(there, {"emergency"})


def _without(situation: Situation, gone: Collection[str]) -> Situation:
    """The message as understood without some readings."""
    readings = tuple(each for each in situation.readings if each[0] not in gone)
    acts = tuple(act for act in situation.acts if act.intent not in gone)
    there = replace(situation, readings=readings, acts=acts)
    if situation.intent not in gone:
        return there
    best = readings[0] if readings else ("nlu_fallback", 0.0)
    share = 1 - sum(p for name, p in situation.readings if name in gone)
    likely = best[1] / share if share > 0 else 0.0
    sure = best[1] >= PLAINLY_MEANT and likely >= UNDOUBTED
    return replace(there, intent=best[0] if sure else "nlu_fallback")
