"""Whether a question about danger is answered with a yes that nothing takes back.

«Ja, nesten», «ja, litt», «tror det» and «ja ja» end no danger, and nobody has rung because of them.
The model of intents hears a yes in each; so it is the gate that judges the words.
"""

import re

from assistant.actions.situation import Situation
from assistant.gate.clean import words
from assistant.gate.verdict import Answer, Answered, judge

QUESTION = "danger_over"
_QUALIFIES = re.compile(
    r"\b(?:nest(?:en|an)?|litt|litte?grann|delvis|halvveis|halvvegs|stort sett|foreløpig|førebels|"
    r"snart|strakst?|ganske|noenlunde|nokolunde|omtrent|for så vidt|på en måte|på ein måte|"
    r"sånn passe|så som så|bortsett|unntatt|utenom|utanom|men|fortsatt|framleis|fremdeles|enn[åo]|"
    r"tror|trur|tru|kanskje|sikkert|vel|nok|håper|håpar|antagelig|trolig|truleg|visstnok|"
    r"virker|verkar|ser ut|hvis|viss|dersom|usikker|v[ei]i?t (?:ikke|ikkje|itj))\b",
    re.IGNORECASE,
)
"""What takes part of it back, or says that it is only thought."""
_NOT_RUNG_YET = re.compile(
    r"\b(?:nest(?:en|an)?|snart|(?:skal|ska|må|vil|kan)(?: \w+){0,2} ring\w*|prøv\w*|"
    r"forsøk\w*|freist\w*|tenkt\w*|tenker|tror|trur|kanskje|sikkert|vel|nok|håper|håpar|etterpå|hvis|viss|dersom|burde|bør|"
    r"v[ei]i?t (?:ikke|ikkje|itj))\b",
    re.IGNORECASE,
)
_NOT_DONE = frozenset(
    "takk please gjerne skal ska sku skulle vil ville kan må bør burde gjør gjer gjere gjøre "
    "snill snilde tro tror tru trur mene mener meiner".split()
)
"""«Ja takk», «ja, gjerne» and «ja, det skal jeg» to «har du ringt?»: nobody has rung."""
_RUNG = re.compile(r"\b(?:ring\w*|snakk\w*|prat\w*|slått|tast\w*)(?: \w+){0,2}", re.IGNORECASE)
"""The word for ringing, and what stands close behind: only that is about to be done, or thought."""
_ON_THE_WAY = re.compile(r"\b(?:på v(?:ei|eg|e)|snart her)\b", re.IGNORECASE)
"""Help that comes: «snart» is of them."""


def is_yes(situation: Situation) -> bool:
    """Whether a message is a yes and nothing else, by the words and not by likeness."""
    confidence = situation.context.get("confidence")
    given = str(situation.context.get("input") or "text")
    answer = Answer(text=situation.text, question=QUESTION, given=given, confidence=confidence)
    return judge(answer).answered is Answered.YES


def is_qualified(text: str) -> bool:
    """Whether something in a message takes part of it back: «ja, nesten», «tror det»."""
    return _QUALIFIES.search(text) is not None


def has_rung(situation: Situation) -> bool:
    """Whether «have you rung?» is answered with a plain yes."""
    return is_yes(situation) and _NOT_DONE.isdisjoint(words(situation.text))


def is_not_rung_yet(text: str) -> bool:
    """Whether what sounds like «we have rung» is about to be done, or only thought."""
    begun = 0
    for rung in _RUNG.finditer(text):
        if _NOT_RUNG_YET.search(text[begun : rung.end()]):
            return True  # «Jeg har ringt naboen, skal ringe 113 nå.»
        begun = rung.end()
    if begun or _ON_THE_WAY.search(text):
        return False
    return _NOT_RUNG_YET.search(text) is not None
