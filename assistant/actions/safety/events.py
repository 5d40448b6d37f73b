"""Which grave thing a message tells of: the phrases, and whether the model may agree.

Phrases alone are too wide and the model alone too narrow: «jeg ligger på sykehus» has no intent of
its own, and «kan jeg stole på dere» holds the letters of a theft. Both must allow it.
"""

import re

from assistant.actions.safety import hearing
from assistant.actions.situation import Situation

ABUSE = ("theft", "rough", "pressed", "neglect", "any")
LIFE = ("dying", "hospital", "nursing_home", "moving", "away", "ends")
PLAINLY = frozenset({"death", "dying", "nursing_home"})
"""What is told in words that are said of nothing else (a few in 30,000 everyday messages)."""
URGENT = frozenset({"death", "dying"})
REASONS = {"dying": "more_help", "nursing_home": "pause_help", "hospital": "pause_help"}
REASONS |= {"away": "pause_help", "moving": "end_help", "ends": "end_help"}
"""Under which reason a task is left, where it is not the kind's own name."""
_WRONGS = frozenset({"report_abuse", "report_problem", "emergency"})
TAKEN_FOR = {
    **dict.fromkeys(ABUSE, _WRONGS),
    "pressed": _WRONGS | {"greet", "talk_to_human", "choose_provider"},
    "hospital": frozenset({"pause_help", "more_help", "emergency"}),
    "away": frozenset({"pause_help"}),
    "moving": frozenset({"end_help", "change_contact", "emergency"}),
    "ends": frozenset({"more_help", "end_help"}),
}
"""What the model may take them for; being surely taken for something else, it is that."""
LIKELY = 0.5
CHOOSES = frozenset("choose_provider switch_provider keep_municipal undo_choice".split())
CHOOSES |= frozenset("give_mandate withdraw_mandate change_contact".split())
"""What is not taken in a conversation in which somebody may be made to."""
ORDINARY = frozenset(
    "ask_scheme ask_how_to_choose ask_how_to_switch ask_start_date ask_price ask_services "
    "ask_hours ask_quality ask_extra_services ask_complaint list_providers provider_details "
    "compare_providers give_code give_birth_date".split()
)
"""Questions that go on being answered as ever, where they were surely meant."""
SURELY = 0.8
LONG_AGO: tuple[str, ...] = (
    "i fjor",
    "år siden",
    "år sia",
    "år sidan",
    "forrige år",
    "for lenge",
    "da eg var",
)
LONG_AGO += ("den gang", "enke siden", "enke i", "enkemann", "åleine i", "år aleina", "år alene")
"""Somebody tells of a life, and nobody has died just now."""
MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
SEASONS = "vår|våren|sommer|sommeren|sommar|høst|høsten|haust|vinter|vinteren|jula|påska|påsken"
IN_A_MONTH = re.compile(rf"\bi (?:{MONTHS}|{SEASONS})\b")
"""When somebody died, where it was not these days."""


def surely_ordinary(situation: Situation) -> bool:
    """Whether a message surely asks one of the questions, or for a wish, of every day."""
    likely = situation.readings[0][1] if situation.readings else 0.0
    return situation.intent in ORDINARY | CHOOSES and likely >= SURELY


def told_of(situation: Situation, kind: str | None) -> str | None:
    """The grave thing that a message tells of, other than the one that is known."""
    if situation.pending in ("code", "birth_date") and situation.intent.startswith("give_"):
        return None
    intents = {situation.intent, *(act.intent for act in situation.acts if act.confidence > SURELY)}
    heard = hearing.first("life", situation.text, {"death", *ABUSE, *LIFE})
    found: str | None = None
    if heard == "neglect" and is_supposed(situation.text):
        heard = None
    if heard is not None and not _agrees(situation, heard):
        heard = None
    dying = "dying" in hearing.every("life", situation.text)
    if heard == "death" or ("report_death" in intents and not dying and _is_dead(situation)):
        found = None if is_long_ago(situation.text) else "death"
    elif heard in ABUSE or "report_abuse" in intents:
        found = f"abuse:{heard if heard in ABUSE else 'any'}"
    elif heard in LIFE and "asked" not in hearing.every("life", situation.text):
        found = heard
    if kind is None or found is None:
        return found
    graver = {"death": 2, "abuse": 1}
    rank = graver.get(found.partition(":")[0], 0), graver.get(kind.partition(":")[0], 0)
    # Once told it is known; only something graver is another thing.
    return found if rank[0] > rank[1] or (kind == "abuse:any" and found != kind) else None


def reason_of(kind: str) -> str:
    """The reason of the task of a kind."""
    name = kind.partition(":")[0]
    return REASONS.get(name, name)


def is_private(kind: str) -> bool:
    """Whether somebody near may be the one it is about: nobody rings before it is safe."""
    return kind.startswith("abuse") and kind != "abuse:neglect"


def is_urgent(kind: str) -> bool:
    """Whether its task is urgent."""
    return kind.startswith("abuse") or kind in URGENT


def _agrees(situation: Situation, heard: str) -> bool:
    """Whether the model may take the message for such a thing, where phrases alone are too wide.

    «Kan jeg stole på dere?» and «gjelder det korttidsplass også?» are surely something else.
    """
    if heard in PLAINLY or not situation.readings or situation.danger is not None:
        return True
    if heard == "neglect" and needs_today(situation.text):
        return True
    best, likely = situation.readings[0]
    allowed = TAKEN_FOR[heard]
    return best in allowed or situation.intent in allowed or likely < LIKELY


def is_supposed(text: str) -> bool:
    """Whether a need is only asked about («hva gjør jeg hvis ingen kommer»), or was long ago."""
    return "supposed" in hearing.every("needs", text) or is_long_ago(text)


def needs_today(text: str) -> bool:
    """Whether food, medicine, warmth or somebody who comes is missing now, in so many words."""
    found = [*hearing.every("life", text), *hearing.every("needs", text)]
    return {"neglect", "today"} <= set(found) and not is_supposed(text)


def _is_dead(situation: Situation) -> bool:
    """Whether a word for being dead stands in it: nobody is condoled with before that."""
    return "dead" in hearing.every("life", situation.text)


def is_long_ago(text: str) -> bool:
    """Whether what is told was months or years ago."""
    said = hearing.plain(text)
    return any(each in said for each in LONG_AGO) or IN_A_MONTH.search(said) is not None
