"""What a date is said of: when somebody was born, or when something else happened.

«Mannen min døde 3. mars 1990» holds a date, and nobody's birth date. A date is taken for another
event's only where the sentence tells of one: somebody does something, and the date is its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.reading.dates.days import Day
from assistant.reading.numbers.numerals import BETWEEN, IN_DATES, WEEKDAYS
from assistant.reading.refused import NOT
from assistant.reading.tokens import Token

_BIRTH = ("fød", "føtt", "burs", "gebur", "född", "born", "verden", "verda", "dato")
"""Beginnings of words of being born, and of dates themselves: «fødselsdatoen», «bursdag»."""
_BEING_BORN = ("fød", "føtt", "burs")
_CLAUSE_ENDS = frozenset(".,;:!?\n()")
_JOINS = frozenset("og men så for fordi".split())
_WHO = frozenset(
    "jeg eg je æ æg ej vi me han hun ho de dei dem man min mi mitt mine vår vårt sin si meg oss "
    "som mor far mamma pappa mannen kona kone sønnen sønn datteren datter søsteren broren".split()
)
_I = frozenset("jeg eg je æ æg ej vi me han hun ho de dei man".split())
"""Whose next word is the verb, also one that nobody listed: «jeg brant meg 3. mars 1990»."""
_NAMED = frozenset(
    "heter heiter hedder hetter heite navn navnet namn namnet snakker snakkar".split()
)
_SINCE = frozenset("siden sidan sia etter før innen inntil til fram frem gjennom".split())
"""What stands before the time of something, and before no birth date."""
_ALONG = frozenset(
    "hit dit bort inn ut opp ned hjem heim seg meg oss sammen saman fra frå ifra om ved igjen av "
    "et ei en ein på i den her hos der".split()
)
"""What may stand between a verb and the date of what it tells."""
_TO_A_PLACE = frozenset("til fra frå i på hos ved".split())
_SAYS = frozenset(
    "er var blir ble blei vart vorte blitt har hadde e æ tror trur mener meiner husker hugser sier "
    "seier sa svarer skriver skrev gir gjev står staar svaret akkurat nemlig nettopp sikkert "
    "omtrent kanskje vel nok da altså ja nei jo joda takk hei hallo det dette den jeg eg som "
    "hilsen mvh helsing kode koden bare berre også òg visst min mi mitt født".split()
)
"""Verbs and small words with which a birth date is given."""
_EVENTS = (
    "dø", "daud", "flytt", "gift", "skilt", "slutt", "reis", "mist", "ramla", "brakk", "operer",
    "begyn", "start", "innlag", "utskre", "pensjon", "forlov", "konfirm", "begrav", "skjedd",
    "hend", "avtal", "bestil", "kjøpt", "solgt", "sendt", "skrev", "ringt", "valgt", "valde",
    "bytt", "besøk", "møtt", "feir", "jobb", "arbeid", "budd", "bodd",
)  # fmt: skip
"""Beginnings of verbs of what happens to somebody on a day."""
_HAPPENS = frozenset(
    "fikk fekk får fær kom kommer kjem kjæm dro drog drar falt fall datt gikk gjekk går tok tar "
    "skal skulle må fant fann traff møter".split()
)
_LIVES = frozenset({"bor", "bur"})


_THINGS = (
    "brev", "vedtak", "søknad", "faktura", "regning", "rekning", "avtale", "kontrakt", "papir",
    "klage", "klaga",
)  # fmt: skip
"""Beginnings of what has a date of its own: «vedtaket er fra 3.4.1941»."""
_OF_A_THING = frozenset(
    "er var kom kommer kjem fra frå ble blei vart blir datert sendt gjelder gjeld den på av "
    "skrevet skrive utstedt mitt min dere hadde dato datoen".split()
)
_BEFORE_A_DATE = frozenset("den d er var født fødd i på det".split())


def is_birth(tokens: Sequence[Token], day: Day) -> bool:
    """Whether a date may be told as when somebody was born.

    Args:
        tokens: the message.
        day: a date in it.
    """
    before = list(_clause(tokens, day.first - 1, -1))
    after = list(_clause(tokens, day.last, 1))
    of_birth = any(token.text.startswith(_BEING_BORN) for token in before)
    if _is_denied(tokens, day) or (not of_birth and _is_of_a_thing(tokens, day)):
        return False
    if any(token.text.startswith(_BIRTH) for token in (*before, *after)):
        return True
    if before and _last_but(before, IN_DATES | BETWEEN | WEEKDAYS) in _SINCE:
        return False
    told = {token.text for token in before}
    if told & _WHO and not told & _NAMED and _happens(before):
        return False
    words = [token.text for token in after[:2]]
    return not (len(words) > 1 and words[0] not in _SAYS | _JOINS and words[1] in _WHO)


def _is_denied(tokens: Sequence[Token], day: Day) -> bool:
    """«Ikke 15.3.1941»: whether the date is named to be refused."""
    at = day.first - 1
    while at >= 0 and tokens[at].text in _BEFORE_A_DATE:
        at -= 1
    return at >= 0 and tokens[at].text in NOT


def _is_of_a_thing(tokens: Sequence[Token], day: Day) -> bool:
    """«Brevet kom 3. april 1941»: whether nothing but such words stand between a thing and it."""
    at = day.first - 1
    while at >= 0 and tokens[at].text in _OF_A_THING:
        at -= 1
    return 0 <= at < day.first - 1 and tokens[at].text.startswith(_THINGS)


def _clause(tokens: Sequence[Token], at: int, step: int) -> Iterator[Token]:
    """The words beside a date, the nearest first, as far as its sentence goes."""
    while 0 <= at < len(tokens):
        token = tokens[at]
        if token.text in _JOINS or (token.text in _CLAUSE_ENDS and not _is_short(tokens, at)):
            return
        if token.kind == "word":
            yield token
        at += step


def _is_short(tokens: Sequence[Token], at: int) -> bool:
    """Whether a point shortens a word: «f. 14.3.41»."""
    return tokens[at].text == "." and at > 0 and len(tokens[at - 1].text) == 1


def _last_but(words: Sequence[Token], passed: frozenset[str]) -> str:
    return next((each.text for each in words if each.text not in passed), "")


def _happens(before: Sequence[Token]) -> bool:
    """Whether the nearest word that says something tells of an event; a name says nothing."""
    for at, token in enumerate(before):
        if token.text in _ALONG | _WHO | IN_DATES | BETWEEN | WEEKDAYS:
            continue
        if token.text in _SAYS:
            return False
        if token.text in _HAPPENS or token.text.startswith(_EVENTS):
            return True
        if token.written[:1].isupper() and not token.written.isupper():
            if at + 1 < len(before) and before[at + 1].text in _TO_A_PLACE:
                continue
            return False  # «Jeg er Kari Myrhaug 14.03.1941»
        if at + 1 < len(before) and before[at + 1].text in _I:
            return token.text not in _LIVES
    return False
