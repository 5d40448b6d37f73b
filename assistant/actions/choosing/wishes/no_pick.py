"""«Ja», «takk», «vet ikke» where somebody is to be picked: that picks nobody, and gives nothing up.

The first time it is said how one answers, the second time what else one can do, and the third time
a person is offered.
"""

import re

from assistant.actions.choosing.steps import picking
from assistant.actions.reply import Reply
from assistant.actions.several import says_more
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again, offer_person

ASKED = frozenset({"provider", "service"})
ANSWERS = frozenset({"affirm", "thank", "confused"})
"""What is understood as an answer and says neither whom nor what."""
LONGEST = 8
"""Words. A longer one tells more than that one does not know."""
_SAID = r"(?:ja|jo|joda|jada|nei|ok\w*|greit|fint|takk|hei|men|altså|nå|no|da|då|vel|vet du|du|så)"
_I = r"(?:(?:jeg|eg|æ|e|je|æg|jæ|vi|me) )?"
_NOT = r"(?:ikke|ikkje|ikkj|itte|itj|inte|kje|kke)"
_DOUBT = (
    rf"{_I}(?:vet|veit|vett|ved|aner|anar) (?:jeg |eg |æ |da |nå |no |rett og slett )?{_NOT}"
    r"(?: (?:helt|heilt|jeg|eg|riktig|sikkert|hvem|kven|kem|hva|kva|ka|hvilken|noe|om det|det))*"
    rf"|{_I}(?:er |e )?(?:litt |helt |heilt |så )?(?:usikker|i tvil|tvil)(?: (?:på|om) det)?"
    rf"|{_I}(?:har |hev )?(?:ingen anelse|ikke peiling|ikkje peiling)"
    rf"|{_I}(?:klarer|greier|greir|klare|kan) {_NOT} (?:å )?(?:bestemme|velge|velje)"
    r"(?: (?:meg|mæ))?"
    r"|(?:det )?(?:er |e )?(?:ikke|ikkje)? ?(?:så )?(?:vanskelig|vanskeleg|lett)"
    r"(?: (?:å )?(?:vite|velge|velje|si|seie))?"
    r"|h+m+|tja|nja|mm+|kanskje|eh+|øh+"
)
_NOBODY = re.compile(rf"(?:{_SAID} )*(?:{_DOUBT})(?: (?:{_SAID}|{_DOUBT}))*", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def answered(situation: Situation) -> Reply | None:
    """What helps on; None where somebody was picked, something was asked, or choosing given up."""
    if situation.pending not in ASKED or not _picks_nobody(situation):
        return None
    if picking.says_which(situation):
        return None
    times = int(situation.slots.get("unclear") or 0) + 1
    if times > 2:  # noqa: PLR2004 - said twice in two ways
        offered = offer_person("not_understood", "choice.pick_person")
        return offered.set(unclear=None, asked=situation.pending)
    text = f"choice.{situation.pending}_{'how' if times == 1 else 'or_leave'}"
    return Reply().say(text).then(ask_again(situation)).set(unclear=times)


def _picks_nobody(situation: Situation) -> bool:
    said = " ".join(_WORD.findall(situation.text))
    if "?" in situation.text or len(said.split()) > LONGEST:
        return False
    if any(situation.entity(kind) is not None for kind in ("provider", "service", "option")):
        return False
    if _NOBODY.fullmatch(said) is not None:
        return True
    return situation.intent in ANSWERS and not says_more(situation)
