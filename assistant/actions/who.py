"""Who is to get a mandate: a name and a mobile number out of what was written or said."""

import re

import phonenumbers

from assistant.actions.situation import Situation

# What is said around a name and a number. A name of these would be asked for again.
AROUND = frozenset(
    """
    a au blir da de den der det dette deres du eg ei eige eigen eller en er ett få får for fullmakt
    fullmakta fullmakten gi gjerne ha han hans har hei heter hete heiter hennar hennes hun ho
    hu i ja jeg jo kan kaller mi min mine minn mitt mobil mobilen mobilnr mobilnummer mobilnummeret
    mor moren mora far faren datter datteren dattera dotter dottera dattra jente jenta gutt gutten
    gut guten sønn sønnen son sonen sønen barn barnet barnebarn barnebarnet niese niesen nevø nevøen
    søster søsteren søstera syster systera bror broren svigerdatter svigerdatteren svigerdattera
    svigersønn svigersønnen kone kona mann mannen ektemann ektemannen samboer samboeren nabo naboen
    venn vennen venninne venninnen venninna eldste yngste vår vårt mellomste navn navnet namn namnet
    nr nummer nummeret og på skal som så tlf telefon telefonen telefonnummer telefonnummeret til
    vil være var verge vergen gje gjev velge velje se sjå ordne hjelpe hjelper meg eg at
    """.split()
)
NUMBERS = frozenset(
    """
    null en ein ett eitt to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten
    seksten sytten atten nitten tjue tyve tretti tredve førti femti seksti sytti åtti nitti pluss
    """.split()
)
MOST_WORDS = 4
"""A name of more words was none."""


def phone_in(situation: Situation) -> str | None:
    """The first phone number of a message, in E.164 or as it was understood; None for none."""
    found = situation.entity("phone_number")
    if found:
        return str(found)
    for match in phonenumbers.PhoneNumberMatcher(situation.text, "NO"):
        return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    return None


def name_in(text: str) -> str | None:
    """The name in an answer to «who»: the first run of words that only a name would have.

    Written in capitals as names are; None where nothing is left.
    """
    run: list[str] = []
    for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+", text):
        if word.isdecimal() or word.lower() in AROUND | NUMBERS:
            if run:
                break
            continue
        run.append(word)
    if not run or len(run) > MOST_WORDS:
        return None
    return " ".join(word if _has_capital(word) else word.title() for word in run)


def _has_capital(word: str) -> bool:
    return any(sign.isupper() for sign in word) and not (word.isupper() and len(word) > 1)
