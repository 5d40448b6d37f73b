"""Who is to get a mandate: a name and a telephone number out of what was written or said."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.actions.situation import Situation
from assistant.reading.numbers.numerals import DOUBLES, PLURALS, numeral
from assistant.reading.numbers.phones import phones_in
from assistant.reading.own_name import in_spoken_order
from core.phone_number import Fault, NotAllowed, PhoneNumber
from provider_catalog.post_places import post_places

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
NAMES_TOO = frozenset("hans jo bror ho ha du son mi var han an".split())
"""Of those words the ones that are given names or surnames as well, where they stand as one."""
PARTICLES = frozenset(
    "von van der den de del della di da dos du la le el al bin ibn bint abu ben af av ter ten zu "
    "zur y i och mac st".split()
)
"""What stands inside a name in small letters: «von der Lippe», «van den Berg», «af Ekenstam»."""
JOINERS = frozenset("-'’‘ʼ`´‛＇‑·‧")
"""What joins parts of one name: «Anne-Marie», «O'Brien», «Çelik‑Öz», «Colom·bina»."""
NICKNAME = re.compile(r"(?<=\w)\s*\((\w+)\)\s+(?=\w)")
"""«Rolf Arne (Roffen) Strand»: a name in brackets inside a name."""
MOST_WORDS = 6
"""A name of more words was none."""


@dataclass(frozen=True)
class _Piece:
    word: str
    alone: bool
    """Whether a sign other than a point stands between it and the next word."""


RELATIONS = frozenset(
    """
    mor moren mora far faren datter datteren dattera datra dotter dottera sønn sønnen son sonen
    sønen barnebarn barnebarnet niese niesen nevø nevøen søster søsteren søstera syster systera bror
    broren svigerdatter svigerdatteren svigerdattera svigersønn svigersønnen kone kona mann mannen
    ektemannen samboer samboeren nabo naboen naboa venn vennen venninne venninnen venninna vergen
    verja jenta gutten barnet
    """.split()
)


def tells_whom(text: str) -> bool:
    """Whether an answer to «who» tells whom, and by no name: «dattera mi».

    Args:
        text: as written or said.
    """
    return not RELATIONS.isdisjoint(re.findall(r"\w+", text.lower()))


def phone_in(situation: Situation) -> str | None:
    """The telephone number of a message, in E.164; None where there is none that exists.

    Args:
        situation: the message.
    """
    try:
        return any_phone(situation.text).e164
    except NotAllowed:
        return None


def any_phone(text: str) -> PhoneNumber:
    """The first number of a message that is somebody's own: any country's, also a landline.

    Args:
        text: as written or said.

    Raises:
        NotAllowed: with what is wrong with what was given.
    """
    refused: list[NotAllowed] = []
    for readings in phones_in(text):
        try:
            return PhoneNumber.one_of(
                readings, allow_foreign=True, allow_landline=True, allow_service=False
            )
        except NotAllowed as error:
            refused.append(error)
    # What is wrong with the longest of them: «i 2026 fikk jeg 2233445».
    raise refused[-1] if refused else NotAllowed(Fault.NONE, "no number")


def fault_of_phone(text: str) -> Fault:
    """What is wrong with the number that a message gives; `NONE` where it gives none.

    Args:
        text: as written or said.
    """
    try:
        any_phone(text)
    except NotAllowed as refused:
        return refused.fault
    return Fault.NONE


def name_in(text: str) -> str | None:
    """The name in an answer to «who»: the first run of words that only a name would have.

    As written, in capitals as names are where it was written without; None where nothing is left.

    Args:
        text: as written or said.
    """
    text = in_spoken_order(unicodedata.normalize("NFC", text), post_places())
    pieces = _pieces(NICKNAME.sub(_in_the_name, text))
    run: list[str] = []
    for at, piece in enumerate(pieces):
        if _is_of_a_name(pieces, at, begun=bool(run)):
            run.append(piece.word)
            if piece.alone:
                break
        elif run:
            break
    while run and run[-1].lower() in PARTICLES and len(run) > 1:
        run.pop()
    if not run or len(run) > MOST_WORDS:
        return None
    return " ".join(_in_capitals(word, first=at == 0) for at, word in enumerate(run))


def _in_the_name(nickname: re.Match[str]) -> str:
    """Without its brackets, where it and what follows are written as names."""
    told, rest = nickname[1], nickname.string[nickname.end() :]
    return f" {told} " if told[:1].isupper() and rest[:1].isupper() else nickname[0]


def _is_of_a_name(pieces: list[_Piece], at: int, *, begun: bool) -> bool:
    piece = pieces[at]
    bare = piece.word.rstrip(".").lower()
    if not any(sign.isalpha() for sign in bare) or any(sign.isdecimal() for sign in bare):
        return False
    if len(bare) == 1 and piece.word.endswith(".") and piece.word[0].isupper():
        return True  # «A. B. Sørli»
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if begun and bare in PARTICLES and _particles_lead_on(pieces, at):
        return True
    if bare in NAMES_TOO:
        if begun:
            return _has_capital(piece.word)
        return _stands_as_a_name(piece, following, pieces)
    if _is_number(bare) and not (begun and _has_capital(piece.word)):
        if not begun and _is_named_so(piece, following):
            return True
        return _is_glued(bare) and following is not None and _leads(following)
    return bare not in AROUND


def _particles_lead_on(pieces: list[_Piece], at: int) -> bool:
    """Whether after particles a word follows that only a name would have."""
    while at < len(pieces) and pieces[at].word.lower() in PARTICLES and not pieces[at].alone:
        at += 1
    if at >= len(pieces):
        return False
    word = pieces[at].word.lower()
    return word not in AROUND and word[:1].isalpha() and not _is_number(word)


def _stands_as_a_name(piece: _Piece, following: _Piece | None, pieces: list[_Piece]) -> bool:
    """«Hans Olsen», «Jo 400 12 345»: before another name, or with nothing but a number."""
    if piece.alone:
        return False
    if following is None:
        return False
    word = following.word.lower()
    if word[:1].isdecimal() or _is_number(word):
        words = [each.word.lower() for each in pieces if each.word[:1].isalpha()]
        return all(each == piece.word.lower() or _is_number(each) for each in words)
    return word not in AROUND and (_has_capital(piece.word) or piece.word.lower() == "hans")


def _is_named_so(piece: _Piece, following: _Piece | None) -> bool:
    """«Andre Hansen», «Tre Solberg»: a number before another name, both written as names are."""
    number = numeral(piece.word.lower())
    if following is None or piece.alone or number is None or number.digits == "1":
        return False  # «En Kari Hansen»
    return _has_capital(piece.word) and _has_capital(following.word) and _leads(following)


def _is_glued(word: str) -> bool:
    """Whether a word is a number only as two digits run together: «Tone» is no «to ni»."""
    number = numeral(word)
    glued = number is not None and number.value is None
    return glued and number is not None and len(number.digits) == 2  # noqa: PLR2004


def _leads(following: _Piece) -> bool:
    """Whether the next word may be the rest of a name."""
    word = following.word.lower()
    return word[:1].isalpha() and word not in AROUND and not _is_number(word)


def _is_number(word: str) -> bool:
    return word in PLURALS or word in DOUBLES or word == "pluss" or numeral(word) is not None


def _pieces(text: str) -> list[_Piece]:
    """The words and numbers of a text. Letters of every script, with the marks that they carry."""
    found: list[_Piece] = []
    word = ""
    for at, sign in enumerate([*text, " "]):
        following = text[at + 1 : at + 2]
        if (
            sign.isalnum()
            or (word and unicodedata.category(sign).startswith("M"))
            or (word and sign in JOINERS and following.isalpha())
        ):
            word += sign
        elif word:
            if sign == "." and sum(map(str.isalpha, word)) == 1:
                word += sign  # «Nils P. Holm»
            found.append(_Piece(word, alone=sign in ",;:!?()\n/&"))
            word = ""
        elif found and sign in ",;:!?()\n/&":
            found[-1] = _Piece(found[-1].word, alone=True)
    return found


def _in_capitals(word: str, *, first: bool) -> str:
    if _has_capital(word) or (not first and word in PARTICLES):
        return word
    return word.title()


def _has_capital(word: str) -> bool:
    letters = word.rstrip(".")
    return any(sign.isupper() for sign in word) and not (letters.isupper() and len(letters) > 1)
