"""At the read-back it is said what is wished: «nei motsatt», «til begge», «nei, sykepleien».

What is wished is read back anew, or asked. Only closed forms, in which every word belongs to it; a
no that says no more drops the choice, as before, and what was said no to is never read back.
"""

import re

from assistant.actions.choosing.steps import picking, reading_back
from assistant.actions.choosing.wishes import scope
from assistant.actions.choosing.wishes.form import ALL, LEAD, NO, I, form, refuses
from assistant.actions.choosing.wishes.told_of import only_told
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.gate.answer import Answered, Verdict

_BOTH = re.compile(
    rf"{LEAD}(?:{I} (?:mente|meinte|vil ha|ville ha) )?(?:(?:til|for|på|det gjelder) )*"
    r"(?:(?:FIRMA0 )?(?:(?:skal|kan|må|får) (?:ta|ha|gjøre|gjere) |(?:tar|tek|til|te|for|på) )*"
    rf"{ALL}"
    rf"|{ALL} (?:til|fra|frå|hos|med) FIRMA0)"
    rf"(?: (?:{I}|mente|meinte|takk|skal det være|skulle det være))?"
)
_OPPOSITE = re.compile(
    rf"{LEAD}(?:(?:det|{I}|mente|meinte|er|var|skal|skulle|ble|blei|bli|være|vere|ha|akkurat|helt"
    r"|heilt|stikk) )*"
    r"(?:motsatt\w*|motsett\w*|omvendt|tvert ?om|tvert ?imot|tvert i mot|andre veien|andre vegen)"
    rf"(?: (?:{I}|mente|meinte|det|takk|av det|rundt))*"
)
_FIRST = rf"(?:(?:{NO}|oi|uff|hei|du|vent|altså|unnskyld|orsak|beklager|forresten) )*"
"""What stands before a help that is put in the place of another: a «ja» or «og» adds to it."""
_ONLY = r"(?:bare|berre|kun|heller)"
_FOR = r"(?:til|te|for|på)"
_HELPS = rf"(?:{_FOR} )*HJELP(?: og (?:{_FOR} )*HJELP)*"
_HELP = re.compile(
    rf"{_FIRST}(?:{I} (?:mente|meinte) |{I} (?:vil|skulle) (?:{_ONLY} ha|ha {_ONLY}) "
    r"|det (?:skulle|skal)(?: (?:være|vere|gjelde|bare|berre))+ |det (?:gjelder|gjeld|er bare) )?"
    rf"(?:{_ONLY} )*{_HELPS}(?: (?:{I}|mente|meinte|skulle det være|det gjelder|takk))*"
)
_MEANT = re.compile(rf"\b(?:{_ONLY}|mente|meinte|skulle|skal|gjelder|gjeld)\b")
"""What tells that the help is put in the place of what was read back."""
_TOO = r"(?:også|òg|i tillegg|attåt)"
_AND = re.compile(
    rf"(?:(?:ja|jo|oi|vent) )*(?:og|pluss|samt|{_TOO}) (?:{_TOO} )*{_HELPS}"
    rf"(?: (?:{_TOO}|takk|da|då|med))*"
    rf"|(?:(?:{NO}|ja|jo|oi|vent|men|og) )*{_HELPS} {_TOO}(?: takk)?"
)
_BUT = re.compile(
    rf"(?:(?:{NO}|ja|jo|oi|vent) )*(?:men|og) (?:hva med |kva med )?{_HELPS}"
    r"(?: (?:da|då|takk|nå|no))*"
)
_WILL = (
    rf"(?:{I} (?:vil|vill|skal|velger|vel|tar|tek|ønsker|ynskjer|holder|går for|blir)"
    r"|(?:vil|vill|velger|vel|tar|tek|ønsker|ynskjer|holder|går for|blir))"
)
_GOOD = (
    r"(?:ikke så |ikkje så |ikke |ikkje )?"
    r"(?:verst|ille|dum|dumme|gal|galne|bra|fin|fine|flink|flinke|grei|greie|god|gode|ok|okei|gild|gilde)"
)
_AFTER_ALL = re.compile(
    rf"{LEAD}(?P<other>FIRMA\d+) (?:er|e|var|va)"
    r" (?:(?:jo|nok|sikkert|også|òg|visst|ganske|kanskje) )*"
    rf"{_GOOD} (?:(?:men|så|altså|likevel) )*{_WILL}"
    r"(?: (?:ha|å|heller|gjerne|helst|ved|med|på|for|fast|meg|til))* (?P<firm>FIRMA\d+)"
    r"(?: (?:likevel|allikevel|altså|takk|da|då))*"
)
"""One firm is well spoken of, and the other is wished for: the whole message is that."""


def answered(situation: Situation, verdict: Verdict) -> Reply | None:
    """The read-back of what is wished instead, or the question which; None for all else."""
    if verdict.answered is Answered.YES or situation.pending != "confirm_choice":
        return None
    # Beside what may be a danger «sprøyta» is a need, and no help that is chosen.
    if "?" in situation.text or situation.decision is None or situation.danger:
        return None
    if only_told(situation):
        return None
    said, firms = form(situation)
    services, provider = situation.slots.get("services") or [], situation.slots.get("provider")
    if (found := _AFTER_ALL.fullmatch(said)) is not None:
        # «Klokkebekk er ikke så verst, jeg vil ha Hasselvind likevel»: the last wish holds.
        other, firm = (firms[int(found[each].removeprefix("FIRMA"))] for each in ("other", "firm"))
        if firm == provider != other:
            return reading_back.read_back(situation, services, firm)
    granted = [each.service for each in situation.decision.services]
    if len(granted) == 1 or set(firms) - {provider}:
        return None
    if refuses(situation.text):
        asks = verdict.answered is not Answered.NO and not firms and "HJELP" in said
        return picking.ask_which(situation) if asks else None
    if _OPPOSITE.fullmatch(said) is not None:
        return picking.ask_which(situation)
    if _BOTH.fullmatch(said) is not None and set(services) < set(granted):
        return picking.read_for(situation, granted)
    return _of_a_part(situation, said, granted)


def _of_a_part(situation: Situation, said: str, granted: list[str]) -> Reply | None:
    """The help that is named in the place of what was read back, or besides it, or the question."""
    read, helps = set(situation.slots.get("services") or ()), scope.kinds_of_help(situation)
    if not helps & set(granted) or not scope.names_only_help(situation):
        return None
    if _AND.fullmatch(said) is not None:
        both = [each for each in granted if each in read | helps]
        return picking.read_for(situation, both) if set(both) > read else None
    if _BUT.fullmatch(said) is not None:
        return picking.ask_which(situation)
    if _HELP.fullmatch(said) is None:
        return None
    if _MEANT.search(said) is not None:
        return picking.only_some(situation)
    if re.search(rf"\b{NO}\b", said) is None:
        # The help alone narrows what was read back; another may be meant besides it.
        return picking.only_some(situation) if helps < read else picking.ask_which(situation)
    if helps == read:
        return None  # «Nei, vasken» to the read-back of just that may say no to it.
    return picking.ask_which(situation) if helps & read else picking.only_some(situation)
