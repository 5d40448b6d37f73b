"""What is said of what was just done: «er det i orden nå?», «det var feil», «angrer ikke».

It is about the person's own choice as it stands, and never a question about how one applies. Only
short messages, all of whose words are known, and only where nothing waits for an answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.actions import commands
from assistant.actions.choosing import agreed, undo
from assistant.actions.choosing.wishes.told_of import only_told
from assistant.actions.own_case import own_case
from assistant.actions.own_case import status as case
from assistant.actions.own_case.after_receipt import part_taken_back
from assistant.actions.own_case.own_case import WISH, WISHES, choose
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE
from choice_register.types import ChoiceState, ChoiceView


def _all(*phrases: str) -> re.Pattern[str]:
    around = r"(?:(?:ja|jo|nei|men|og|så|hei|du|takk|ok|okei|unnskyld|ehh?) )*"
    after = (
        r"(?: (?:da|då|nå|no|nåh|sånn|slik|altså|vel|igjen|takk|du|her|hos (?:dere|dykk)|for meg"
        r"|med (?:det|dette|valget|valet|byttet|bytet)))*"
    )
    return re.compile(f"{around}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)


_IT = r"(?:det|dette|d|alt|alt sammen|valget|valet|byttet|bytet|valget mitt|valet mitt|saken|saka)"
_WAS = r"(?:er|e|æ|var|va|ble|blei|vart|blir|vert|blitt|har)"
_BY_NOW = r"(?:(?:da|då|nå|no|alt|nok|sikkert|helt|heilt|virkelig|allerede|blitt|bare|så) )*"
_FINE = (
    r"(?:rett|riktig|rektig|i orden|orden|ordnet|ordna|greit|klart|klar|ferdig|gjort|bestemt"
    r"|avgjort|registrert|notert|lagret|lagra|sendt|mottatt|motteke|bekreftet|bekrefta|godkjent"
    r"|godkjend|gyldig|endelig|endeleg|bra|fint|på plass|fikset|fiksa|i boks|skrevet ned|sånn)"
)
_I = r"(?:jeg|eg|æ|e|je|vi|me)"
DONE = _all(
    rf"{_WAS} {_IT} {_BY_NOW}{_FINE}",
    rf"{_IT} {_WAS} {_BY_NOW}{_FINE}",
    rf"(?:er|e|æ) {_I} {_BY_NOW}(?:ferdig|ferdige|klar|i mål|registrert|notert)",
    rf"(?:gikk|gjekk|jikk) {_IT} (?:bra|i orden|gjennom|greit|fint)",
    rf"kom {_IT} (?:fram|frem|inn|gjennom)",
    rf"(?:fikk|fekk|fikka) (?:dere|de|dykk|du) {_IT}(?: med (?:deg|dere|dykk))?",
    rf"har (?:dere|de|dykk|du) (?:fått|registrert|notert|motteke|mottatt) {_IT}"
    r"(?: med (?:deg|dere|dykk)| inn)?",
    rf"(?:må|lyt|treng\w*|skal|behøver) {_I} (?:å )?(?:gjøre|gjere|gjera|gjør|gjer) "
    r"(?:noe|noko|nokka|nåkka|nå)(?: (?:mer|meir|annet|anna|selv|sjølv|videre|vidare))*",
    r"(?:hva|kva|ka|hå) (?:skjer|hender|skjedde)(?: (?:så|nå|no|videre|vidare|etterpå|da|då))*",
)
"""Put as a question; told with a full stop only what has «?» or the order of one is meant."""
_ASKS_BY_ORDER = re.compile(
    r"^(?:\W*(?:ja|jo|nei|men|og|så|hei|du|takk|ok|okei|unnskyld)\b)*\W*"
    r"(?:er|e|æ|var|va|ble|blei|vart|blir|gikk|gjekk|kom|fikk|fekk|har|må|treng\w*|skal|hva|kva|ka)\b",
    re.IGNORECASE,
)
WRONG = _all(
    rf"{_IT} (?:var|va|er|e|æ|ble|blei|vart) (?:helt |jo |ikke |ikkje |itj )*"
    r"(?:feil|galt|gale|rett|riktig|meningen|meininga)(?: (?:det|valg|val|firma|leverandør|en))?",
    r"(?:feil|galt|gale|oi feil|det ble feil valg)",
    rf"{_I} (?:har )?(?:tok|valgte|valde|tatt|trykket|skrev|svarte) feil",
)
_DENIED = re.compile(r"\b(?:ikke|ikkje|itj)\b", re.IGNORECASE)
_RIGHT = re.compile(r"\b(?:rett|riktig|meningen|meininga)\b", re.IGNORECASE)
_REGRET = r"(?:angr(?:er|ar|e|a)?)"
NO_REGRET = _all(
    rf"(?:{_I} )?{_REGRET} (?:{_I} )?(?:slett |meg )?(?:ikke|ikkje|itj|itte)(?: likevel)?",
    rf"(?:{_I} )?(?:vil|skal) (?:ikke|ikkje|itj) {_REGRET}(?: likevel)?",
    rf"ikke {_REGRET}|ikkje {_REGRET}",
)
CONTENTED = _all(
    r"(?:alt|det|dette|d|nå|no) (?:er |e |va |var |ble |blei |vart )?(?:jo |helt |heilt |så )?"
    r"(?:bra|fint|greit|i orden|ok|okei|topp|perfekt|flott|supert|kjempebra|kjempefint|vel|"
    r"bra nå|som det skal(?: være| vere)?)",
    r"(?:bra|fint|flott|supert|topp|perfekt|kjempebra|kjempefint|så bra|så fint|da er alt bra)",
)
_MEANT = frozenset(
    "nei næi nai mente meinte mener meiner skulle ville feil galt heller forresten unnskyld "
    "beklager orsak oi jeg eg æ e vi me det de d var va er være vere vera ha bli velge velje å til "
    "hos den dei dem jo altså vent nå no egentlig eigentleg".split()
)
"""Besides whom she meant, nothing else is said: «nei, Klokkebekk svarte aldri» means nobody."""
_WORD = re.compile(r"\w+")


def answered(situation: Situation) -> Reply | None:
    """How it stands with what was done; None where the message is about something else."""
    if situation.pending not in ON_THE_SIDE or situation.intent == "emergency":
        return None
    said = " ".join(_WORD.findall(situation.text))
    if situation.person is not None and (about := _of_the_choice(situation, said)) is not None:
        return about
    # «Ja, det er fint» to a firm that was told of just now goes along with it (`agreed`).
    told_of = bool(situation.slots.get(agreed.LATELY))
    free = situation.pending is None and "?" not in situation.text and not told_of
    if free and CONTENTED.fullmatch(said) and any(situation.slots.values()):
        return Reply().say("just_done.contented")
    return None


def _of_the_choice(situation: Situation, said: str) -> Reply | None:
    made = _chosen_here(situation)
    if not made or situation.decision is None:
        return None
    stands = undo.standing(situation)
    if stands is not None and commands.begins_with(situation, commands.UNDO):
        return own_case.take_back(situation)  # «Angre. Mvh Solveig» is understood as nothing.
    if NO_REGRET.fullmatch(said):
        if stands is not None:
            return Reply().say("undo.kept")
        if made[0].state is ChoiceState.WITHDRAWN:
            provider = {"provider": made[0].provider_id}
            return Reply().say("undo.is_taken_back", provider=provider).say("choice.way")
    asks = "?" in situation.text or _ASKS_BY_ORDER.search(situation.text) is not None
    if asks and DONE.fullmatch(said):
        return Reply().set(pending=None).then(case.status(situation, situation.decision))
    if only_told(situation):
        return Reply().set(pending=None).then(case.status(situation, situation.decision))
    if "?" in situation.text or stands is None:
        return None
    every = situation.deps.register.choices(situation.person.id) if situation.person else []
    undoable = [each for each in every if each.can_undo]
    if (part := part_taken_back.answered(situation, undoable)) is not None:
        return part
    if (other := _meant_another(situation, stands)) is not None:
        return other
    return undo.ask(situation, stands) if _says_wrong(said) else None


def _meant_another(situation: Situation, stands: ChoiceView) -> Reply | None:
    """«Nei, jeg mente Klokkebekk», once another is registered: that one is read back instead."""
    named = list(dict.fromkeys(situation.entities.get("provider") or ()))
    if len(named) != 1 or named[0] == stands.provider_id or situation.intent in WISHES:
        return None
    if (situation.choice or {}).get("reject") or not _only_names(situation, named[0]):
        return None
    wish: dict[str, Any] = {"keep": [], "reject": [], "condition": None, "words": {}}
    wish |= {"negated": False, "want": [{"provider": named[0], "service": None}]}
    return choose(replace(situation, intent="choose_provider", kind=WISH, choice=wish))


def _only_names(situation: Situation, provider: str) -> bool:
    """Whether nothing but whom she meant is said; the name may be written in a way of her own."""
    name = _WORD.findall(situation.deps.catalogue.provider(provider).name.lower())
    others = [word for word in _WORD.findall(situation.text.lower()) if word not in name]
    own_way = 0 if len(others) < len(_WORD.findall(situation.text)) else 1
    return sum(word not in _MEANT for word in others) <= own_way


def _says_wrong(said: str) -> bool:
    """«Det var feil» and «det var ikke rett», and not «det var rett»."""
    if WRONG.fullmatch(said) is None:
        return False
    return bool(_DENIED.search(said)) == bool(_RIGHT.search(said))


def _chosen_here(situation: Situation) -> Sequence[ChoiceView]:
    """The choices that were made in this conversation, the latest first."""
    assert situation.person is not None  # noqa: S101 - the caller has checked
    every = situation.deps.register.choices(situation.person.id)
    return [each for each in every if each.conversation == situation.conversation]
