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


_CALLED = re.compile(
    r"\b(?:ringt\w*|ringa|ringte|ringde|snakk\w+ med|prat\w+ med)\W+"
    r"(?:til |te |på |med |opp )?(\w+)",
    re.IGNORECASE,
)
_FOR_HELP = frozenset(
    "113 112 110 1 amk ambulanse ambulansen ambulanca ambulans sykebil sykebilen sjukebilen "
    "legevakt legevakta legevakten 116 116117 politi politiet brannvesen brannvesenet "
    "nødnummeret naudnummeret nødsentralen dem dei de dit der den det han etter om og men nå no "
    "nettopp alt allerede allereie jo ja da då så for hjelp akkurat straks strakst jeg eg æ vi me "
    "en ein".split()
)
"""Whom or what the word for ringing is followed by, where help was rung for."""
_NUMBERS = re.compile(
    r"\b(?:11[023]|116 ?117|amk|ambulans\w*|legevakt\w*|s[yj]+u?kebil\w*|brannvesen\w*|"
    r"politi\w*)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:før|i fjor|i går|forrige|førre|sist)\b", re.IGNORECASE)


def is_another_call(text: str) -> bool:
    """Whether a call is told of that was not for this danger: «har ringt datteren», «i fjor»."""
    called = [found[1].lower() for found in _CALLED.finditer(text)]
    others = [each for each in called if each not in _FOR_HELP]
    if called and _BEFORE.search(text):
        return True
    return bool(called) and len(others) == len(called) and not _NUMBERS.search(text)


_ONLY_OF_HELP = frozenset(
    "ja jo jada da då og men så jeg eg æ e vi me har hev er e æ ble blei blitt vart nå no nettopp "
    "alt allerede allereie akkurat ringt ringte ringa oppringt varslet varsla tilkalt kontaktet "
    "etter til på vei veg snart her underveis de dei dem den han kommer kjem kjæm straks "
    "strakst".split()
)
"""Besides whom was rung for help, the words of a message that tells of nothing but that."""


def tells_only_of_help(text: str) -> bool:
    """Whether a message says that help was rung for and nothing more, however grave it sounds."""
    return all(each in _ONLY_OF_HELP or _NUMBERS.fullmatch(each) for each in words(text))


def is_yes(situation: Situation) -> bool:
    """Whether a message is a yes and nothing else, by the words and not by likeness."""
    confidence = situation.context.get("confidence")
    given = str(situation.context.get("input") or "text")
    answer = Answer(
        text=situation.text,
        question=QUESTION,
        given=given,
        confidence=confidence,
        early=bool(situation.context.get("early")),
    )
    return judge(answer).answered is Answered.YES


_WELL = "(?:trygge?|trygt|bra|fint|over|i orden|i god behold)"
_ALL = "(?:alt|alle|alle her|alle sammen|vi|vi alle|jeg|eg|æ|me)"
_THANKS = r"(?:men |og )?(?:tusen |mange )?takk for (?:all )?hjelp(?:a|en)?"
_CONFIRMS = re.compile(
    rf"\W*(?:(?:ja|jo|jau|jada|joda)\W+)*(?:(?:ja|jo|jau)\W+{_THANKS}"
    rf"|(?:{_ALL}(?: er| e| æ)? (?:helt |heilt )?{_WELL}|alt vel)(?: nå| no| her| sammen)*"
    rf"(?:\W+{_THANKS})?)\W*",
    re.IGNORECASE,
)
"""A yes in other words, whole: «ja, alle er trygge», «alt vel», «ja, men takk for hjelpen». «Vel»
and «men» alone take a yes back."""


def confirms(text: str) -> bool:
    """Whether «is all danger over?» is confirmed in other words than yes, and nothing is added."""
    return "?" not in text and _CONFIRMS.fullmatch(text) is not None


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
