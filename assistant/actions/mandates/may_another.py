"""«Kan datteren min gjøre det, hun heter Kari?»: whether somebody near may do it in her place.

At a read-back it is no answer to it. It is answered by the road of a mandate, and the read-back is
put again: the words around it («skal ordne det») may neither be a yes nor a no.
"""

import re

from assistant.actions.answering import rights
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation

_NEAR = (
    r"(?:datter(?:en)?|dattera|datra|dotter|dottera|sønn(?:en)?|son(?:en)?|barnebarn(?:et)?"
    r"|svigerdatter(?:en)?|svigersønn(?:en)?|niese[nr]?|niesa|nevø(?:en)?|mann(?:en)?|kon[ae]|samboer(?:en)?"
    r"|søster(?:en)?|syster[ae]?|bror(?:en)?|nabo(?:en)?|venn(?:en)?|venninn[ae]n?|ungene|barna|borna)"
)
_MY = rf"(?:(?:min|mi|mine) )?{_NEAR}(?: (?:min|mi|mine|vår))?(?: [A-ZÆØÅ]\w+)?"
_FOR = (
    r"(?:gjøre|gjere|ordne|fikse|svare|velge|velje|bestemme|ta seg av|ta over|hjelpe meg med"
    r"|avgjøre|avgjere|skrive)\b"
)
_MAY = re.compile(
    rf"\b(?:kan|kunne|får|må|skal|går det an at) (?:ikke |ikkje |heller )?{_MY} (?:\w+ )?{_FOR}"
    rf"|\b{_MY},? (?:som heter \w+,? )?(?:kan|kunne|skal|ska|må|får|vil) (?:heller |gjerne )?{_FOR}"
    rf"|\b(?:la|lat) {_MY} (?:få )?{_FOR}"
    rf"|\b(?:snakk|ta det|prat) (?:heller )?med {_MY}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"^\W*[A-ZÆØÅ]\w+,? {_MY},? (?:kan|skal|ska|må|får) {_FOR}", re.IGNORECASE)
_OWN_ANSWER = re.compile(r"^\W*(?:ja|nei|jo)\b", re.IGNORECASE)


def answered(situation: Situation) -> Reply | None:
    """How somebody else can act for her; None where that is not asked, or she answers as well."""
    text = " ".join(situation.text.replace(",", " , ").split()).replace(" ,", ",")
    person = situation.person
    if person is None or person.mandate is not None or _OWN_ANSWER.search(text):
        return None
    if not (_MAY.search(text) or _NAMED.search(text)):
        return None
    return rights.may_another(situation)
