"""Which grave thing a message surely tells of, and what else happens in a life.

Phrases alone are too wide and the model alone too narrow: «jeg ligger på sykehus» has no intent of
its own, and «gjelder det korttidsplass også?» is a question. Both must allow it. How surely a death
or a wrong is told of: `grave`.
"""

import re

from assistant.actions.facts.asked import ends_with_a_question
from assistant.actions.safety import grave, hearing
from assistant.actions.situation import Situation

ABUSE = grave.WRONGS
LIFE = ("dying", "hospital", "nursing_home", "moving", "away", "ends")
PLAINLY = frozenset({"dying", "nursing_home"})
"""What is told in words that are said of nothing else (a few in 30,000 everyday messages)."""
URGENT = frozenset({"death", "dying"})
REASONS = {"dying": "more_help", "nursing_home": "pause_help", "hospital": "pause_help"}
REASONS |= {"away": "pause_help", "moving": "end_help", "ends": "end_help"}
"""Under which reason a task is left, where it is not the kind's own name."""
TAKEN_FOR = {
    "hospital": frozenset({"pause_help", "more_help", "emergency"}),
    "away": frozenset({"pause_help"}),
    "moving": frozenset({"end_help", "change_contact", "emergency", "ask_elsewhere"}),
    "ends": frozenset({"more_help", "end_help"}),
}
"""What the model may take them for; being surely taken for something else, it is that."""
ASKED_OF = frozenset({"hospital", "away", "moving"})
A_REQUEST = re.compile(
    r"\b(?:kan|kunne|vil|må|skal|bør)\b[^.?]{0,40}\b(?:stopp\w*|stans\w*|avbestill\w*|avbest\w*|"
    r"avlys\w*|si (?:i?fra|det)|sei (?:frå|det)|gi beskjed|melde?\w*|pause|utset\w*|utsett\w*|"
    r"ring\w*)\b",
    re.IGNORECASE,
)
"""«Kan dere stoppe besøkene?» asks that something be done."""
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
FROM_TO = re.compile(r"\b(?:fra|frå|ifra)\b.{1,40}\b(?:til|te)\b", re.IGNORECASE)
"""From one district to another: nobody moves in with anybody."""
SURELY = 0.8


def surely_ordinary(situation: Situation) -> bool:
    """Whether a message surely asks one of the questions, or for a wish, of every day."""
    likely = situation.readings[0][1] if situation.readings else 0.0
    return situation.intent in ORDINARY | CHOOSES and likely >= SURELY


def told_of(situation: Situation, kind: str | None) -> str | None:
    """The grave thing that a message tells of, other than the one that is known."""
    if situation.pending in ("code", "birth_date") and situation.intent.startswith("give_"):
        return None
    died, wrong = grave.death(situation), grave.abuse(situation)
    life = hearing.first("life", situation.text, LIFE)
    found: str | None = None
    if died == grave.SURE:
        found = "death"
    elif wrong is not None and (wrong[1] == grave.SURE or kind is not None):
        found = f"abuse:{wrong[0]}"
    elif situation.maybe is None and life is not None and _agrees(situation, life):
        asked = "asked" in hearing.every("life", situation.text) or _only_asks(situation, life)
        found = None if asked or _goes_home(situation, life) else life
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
    """Whether the model may take the message for such a thing, where phrases alone are too wide."""
    if heard in PLAINLY or not situation.readings or situation.danger is not None:
        return True
    best, likely = situation.readings[0]
    allowed = TAKEN_FOR[heard]
    return best in allowed or situation.intent in allowed or likely < LIKELY


def _only_asks(situation: Situation, life: str) -> bool:
    """Whether what happens is told to ask something: it is handed on where that is asked for."""
    return life in ASKED_OF and asks_beside_it(situation.text)


def asks_beside_it(text: str) -> bool:
    """«Jeg er på korttidsopphold. Betaler jeg hjemme?»: a question, and not that we do something.

    Args:
        text: as written or said.
    """
    return ends_with_a_question(text) and not A_REQUEST.search(text)


def _goes_home(situation: Situation, life: str) -> bool:
    """Whether somebody comes home from hospital, or moves within the municipality: none waits."""
    if life == "moving":
        return situation.stays_here and FROM_TO.search(situation.text) is not None
    return life == "hospital" and "again_home" in hearing.every("grave", situation.text)
