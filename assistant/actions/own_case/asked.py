"""What people ask of their own case, whatever the message was understood as.

«Når begynner de?», «hva er fristen?» are questions about the scheme to anybody else; who has proved
who she is gets the answer of her own rows. The phrases are in asked.yml.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.actions.own_case import tell as case
from assistant.actions.own_case.proof import proof
from assistant.actions.own_case.status import would_start
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.speaking.roles import clauses
from assistant.actions.thread import ON_THE_SIDE, ask_again
from assistant.gate.wording import anywhere, either, parts_of, read

_WORDS = read(Path(__file__).with_name("asked.yml"))
KINDS = ("who_chose", "chosen", "starts", "now", "undo_until", "deadline")
"""In the order in which they are looked for: «hvem valgte for meg» is no «hva har jeg valgt»."""
TO_ANYBODY = frozenset({"starts", "now", "undo_until", "deadline"})
"""What has a common answer too: before the proof it is asked for only with «meg» or «min»."""
_OWN = ("jeg", "eg", "æ", "e", "je", "i", "ej", "æg", "jæ", "vi", "me")
_GIVER = (
    *("han", "hun", "ho", "hu", "ham", "henne", "henna", "hannes", "na", "n", "personnavn"),
    *("mor", "mora", "moren", "mor mi", "moren min", "mora mi", "mamma", "mammaen min"),
    *("far", "faren", "far min", "faren min", "pappa", "pappaen min", "bestemor", "bestefar"),
    *("mormor", "farmor", "morfar", "farfar", "tante", "tanta", "onkel", "mannen min", "kona mi"),
    *(
        "kona",
        "mannen",
        "naboen",
        "naboen min",
        "svigermor",
        "svigerfar",
        "søstera mi",
        "broren min",
    ),
)
_ASKS = re.compile(
    r"\?|\b(?:har|hev|er|hvem|kven|kem|kæm|hva|kva|ka|når|hvor|kor|hvilke[nt]?|haster|åssen|kortid"
    r"|nårtid|kan|får|rekker|vite|veta|lurer|lure|spørre|spørje|fortell|si|sei|innen|innan)\b",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"\b(?:meg|mæ|mei|min|mi|mitt|mine|jeg har|eg har|æ har)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:hvis|dersom|viss|om jeg|om eg|når jeg|når eg|klokk\w+|hvilken tid)\b")


def heard(situation: Situation) -> Reply | None:
    """The answer from the own case; None where nothing of it is asked."""
    kind = kind_of(situation)
    if kind is None:
        return None
    if situation.person is None:
        explicit = kind not in TO_ANYBODY or (
            kind == "now" and _EXPLICIT.search(situation.text) is not None
        )
        return proof.require(situation, kind) if explicit else None
    if situation.pending in ON_THE_SIDE:
        return case.tell(situation, kind)
    # In the middle of something it is answered, and what was asked is put again.
    if situation.pending == "confirm_choice" and kind == "starts":
        return would_start(situation).then(ask_again(situation))
    told = case.beside(situation, kind)
    return told.then(ask_again(situation)) if told is not None else None


def with_proof(situation: Situation) -> Reply | None:
    """The question beside the birth date, or code, that answers ours: told once it is proven.

    What had been begun goes on after it. None where the message gives no proof, or asks nothing.
    """
    if situation.intent not in proof.GIVEN or (kind := kind_of(situation)) is None:
        return None
    if situation.pending not in ("code", "birth_date") or situation.slots.get("wish") is None:
        return None
    reply = proof.take_proof(situation)
    proven = replace(situation)
    told = case.beside(proven, kind) if proven.person is not None else None
    if told is not None:
        names = [str(each.get("say")) for each in reply.messages]
        at = next((i + 1 for i, name in enumerate(names) if name.startswith("proof.ok")), 0)
        reply.messages[at:at] = told.messages
    return reply


def kind_of(situation: Situation) -> str | None:
    """Which of the questions a message asks, or None."""
    if not _ASKS.search(situation.text) or _TO_COME.search(situation.text.lower()):
        return None
    person = situation.person
    acts_for = person is not None and person.mandate is not None
    said = clauses(situation)
    for kind in KINDS:
        if any(_phrases(acts_for)[kind].search(each) for each in said):
            return None if _about_another(situation, kind, said) else kind
    return None


def _about_another(situation: Situation, kind: str, said: list[str]) -> bool:
    """Whether it is about another's offer or another deadline: «når kan Lommedugg begynne?»."""
    if kind in ("deadline", "starts"):
        others = _WORDS["other_deadline" if kind == "deadline" else "other_start"]
        if any(re.search(rf"\b{either(others)}\b", each) for each in said):
            return True
    named = set(situation.entities.get("provider") or ())
    if not named or kind == "who_chose":
        return False
    return not named <= case.providers_of(situation)


@lru_cache(maxsize=2)
def _phrases(acts_for: bool) -> Mapping[str, re.Pattern[str]]:
    whose = (*_OWN, *(_GIVER if acts_for else ()))
    parts = {"i": either(map(re.escape, sorted(whose, key=len, reverse=True)))}
    parts |= parts_of(_WORDS)
    return {kind: anywhere(_WORDS[kind], parts) for kind in KINDS}
