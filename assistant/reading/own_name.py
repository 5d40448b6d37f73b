"""The name by which somebody presents herself: «dette er Ánne Eira-Utsi», «Lippe heter jeg».

Only what is written as names are, so that «det er hjemmehjelpen» is none; whoever is told of it
reads it back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from assistant.reading.numbers.phones import WHOLE, phones_in

_PARTICLES = "von|van|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ibn|af|av|ter|ten|zu|d[’']"
_INITIALS = r"(?:[^\W\d_]\.\s?){1,3}"
_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[-'’‘ʼ`´‛＇‑·](?=[^\W\d_]))*"
_PART = rf"(?:{_INITIALS}{_WORD}|{_WORD})"
_MOST = 5
_NAME = rf"(?P<name>{_PART}(?:\s+(?:(?:{_PARTICLES})\s+){{0,3}}{_PART}){{0,{_MOST}}})"
_SAYS = (
    r"(?:mitt navn er|navnet mitt er|namnet mitt er|mitt namn er|navnet er|namnet er"
    r"|jeg heter|jeg hetter|jeg het|eg heiter|æ heite|i heite|jag heter|mit navn er"
    r"|jeg hedder|dette er|dette var|her er|her snakker"
    r"|du snakker med|dere snakker med|de snakkar med|du snakkar med)"
)
_FIRST = re.compile(rf"\b{_SAYS}\s+{_NAME}", re.IGNORECASE)
_RINGS = r"(?:som ring\w*|her\b|i telefonen|som snakker|som snakkar|i fra\b|ifra\b|fra\b|frå\b)"
_IT_IS = re.compile(rf"\b(?:det er|det var|de e|det e)\s+{_NAME}\s*,?\s+{_RINGS}", re.IGNORECASE)
_LAST = re.compile(
    rf"{_NAME}\s+(?:heter jeg|heiter eg|er navnet|er namnet|her[.,]|hette jeg)", re.IGNORECASE
)
_NO_NAMES = frozenset(
    "ja nei hei hallo takk god goddag du vi jeg eg det den jo her kommunen".split()
)


_GIVEN = rf"{_WORD}(?:\s+{_WORD}){{0,2}}"
_SURNAME_FIRST = re.compile(
    rf"(?P<before>[^\W\d_]+\s+)?(?P<last>(?:(?:{_PARTICLES})\s+){{0,3}}{_WORD})[,،]\s+"
    rf"(?P<given>{_GIVEN})(?=\s*(?:$|[\d+(.;:!?\n]|[,،](?!\s+[A-ZÆØÅ])))"
)


_STREET = re.compile(
    r"\w*(?:gat(?:a|e|en)|gt|v(?:ei|eg)(?:en)?|vn|allé(?:en)?|plass(?:en)?|torg(?:et)?|bakken|stien"
    r"|kroken|svingen|tunet|faret|ringen)",
    re.IGNORECASE,
)
"""What a street's name ends in."""
_NUMBER = re.compile(r"\s*[(+]*\d[\d\s()+.-]*")
_BEGIN_SURNAMES = frozenset([*_PARTICLES.split("|"), "ó", "ní", "mac", "nic", "uí", "st"])


def in_spoken_order(text: str, places: Collection[str] = frozenset()) -> str:
    """A text in which «O'Connor, Seán» stands as «Seán O'Connor», as registers write names.

    «Kari Hansen, Oslo», «Kari, datteren min», «Kari, Ola, Per», «Kari, Bergen» and
    «Kari, Storgata 5» stay as they are. Of numbers only a telephone's may follow a name.

    Args:
        text: as written, in NFC.
        places: names of places in small letters, which are no given names.
    """
    at = 0
    while (found := _SURNAME_FIRST.search(text, at)) is not None:
        turned = _given_first(found, places)
        if turned is None:
            at = found.end("last")
            continue
        text = f"{text[: found.start()]}{turned}{text[found.end() :]}"
        at = found.start() + len(turned)
    return text


def _given_first(found: re.Match[str], places: Collection[str]) -> str | None:
    before, last, given = found["before"] or "", found["last"], found["given"]
    if before.strip().lower() in _BEGIN_SURNAMES:
        before, last = "", before + last
    words = [last.split()[-1], *given.split()]
    named = all(word[:1].isupper() or _has_no_case(word) for word in words)
    other = {word.lower() for word in words} & _NO_NAMES
    if not named or other or (before[:1].isupper() and not _has_no_case(before)):
        return None
    if _is_where(given, places) or _number_follows(found):
        return None
    return f"{before}{given} {last}"


def _is_where(given: str, places: Collection[str]) -> bool:
    """Whether what stands behind the comma is a street or a place, and no given name."""
    words = given.split()
    if words[-1].lower() in _BEGIN_SURNAMES:
        return True  # «Solveig, St. Olavs gate 2»
    if any(each.lower() in places for each in (given, words[0], words[-1])):
        return True
    return any(_STREET.fullmatch(word) for word in words)


def _number_follows(found: re.Match[str]) -> bool:
    """Whether a number that is no telephone's follows: «Storgata 5», a year, a code."""
    number = _NUMBER.match(found.string, found.end())
    if number is None:
        return False
    told = phones_in(number[0])
    return not any(len(row.lstrip("+")) >= WHOLE for rows in told for row in rows)


def own_name(text: str, places: Collection[str] = frozenset()) -> str | None:
    """The name that somebody gives as her own, as written; None where none is given.

    Args:
        text: as written or said.
        places: names of places in small letters, which are no given names.
    """
    text = in_spoken_order(unicodedata.normalize("NFC", text), places)
    for form in (_FIRST, _IT_IS, _LAST):
        for found in form.finditer(text):
            if name := _written_as_name(found["name"], from_end=form is _LAST):
                return name
    return None


def _written_as_name(run: str, *, from_end: bool) -> str | None:
    """The part of a run of words that is written as a name: capitals, and particles in between."""
    words = run.split()
    particles = set(_PARTICLES.split("|"))
    kept: list[str] = []
    for word in reversed(words) if from_end else words:
        if (
            any(map(str.isupper, word))
            or _has_no_case(word)
            or (kept and word.lower() in particles)
        ):
            kept.append(word)
        else:
            break
    if from_end:
        kept.reverse()
    while kept and kept[-1].lower() in particles:
        kept.pop()
    while kept and (kept[0].lower() in particles or kept[0].lower() in _NO_NAMES):
        kept.pop(0)
    return " ".join(kept) or None


def _has_no_case(word: str) -> bool:
    return word.upper() == word.lower()
