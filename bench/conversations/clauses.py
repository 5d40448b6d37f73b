"""How the simulated people say it: clauses put together, as people put them together.

None of these is in the training data. They are no test of understanding: whatever is understood
wrongly must be asked about or read back, and never registered.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bench.conversations.wishes import NAMES, Wish

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]
"""Picks one of several; hypothesis decides which."""

OPENINGS = (
    "", "", "", "Hei. ", "hei det er meg ", "God dag. ", "Jeg er 87 år og hører dårlig. ",
    "Datteren min sier at jeg må bestemme meg. ", "Fikk brev fra dere i går. ",
    "ja hallo ", "Takk for sist. ", "Eg har tenkt lenge på dette. ",
)  # fmt: skip
ENDINGS = ("", "", "", ".", " takk", ". Takk for hjelpen", ", er det greit", " da", ". Hilsen meg")
JOINTS = (", og ", " og ", ". ", ", men ", " men ", " mens ", "\n", ", ")

WANTS_SERVICE = (
    "jeg vil bytte {s} til {p}", "{p} på {s}", "{p} til {s}", "{s} til {p}",
    "la {p} ta {s}", "jeg ønsker {p} for {s}", "{p} kan overta {s}", "eg vil ha {p} til {s}",
    "jeg vil at {p} skal ta {s}", "{s} vil jeg ha fra {p}", "{p} får ta seg av {s}",
    "kan {p} overta {s}",
)  # fmt: skip
KEEPS = (
    "beholde {s} som nå", "{s} skal være som før", "{s} vil jeg ha som nå", "ikke rør {s}",
    "hun som kommer med {s} skal få fortsette", "{s} vil jeg beholde", "{s} lar vi stå",
    "{s} skal ikke byttes", "eg vil behalde {s}", "{s} er jeg fornøyd med",
)  # fmt: skip
WANTS = (
    "jeg vil bytte til {p}", "{p}", "jeg vil ha {p}", "jeg velger {p}", "eg vil ha {p}",
    "det blir {p}", "jeg har bestemt meg for {p}", "kan jeg få {p}",
)  # fmt: skip
WANTS_ALL = (
    "{p} til alt", "jeg vil ha {p} til alt sammen", "{p} for all hjelpen", "alt til {p}",
    "jeg vil bytte alt til {p}",
)  # fmt: skip
CORRECTED = (
    "{wrong}, nei vent, {p}", "{wrong} nei jeg mener {p}", "{p}, ikke {wrong}, glem det",
    "først tenkte jeg {wrong}, men det blir {p}",
    "ikke {wrong}, men {p}", "{wrong} ... nei, {p} skulle det være", "{p}, ikke {wrong}",
)  # fmt: skip
REJECTS = ("ikke {r}", "{r} vil jeg ikke ha", "{r} har jeg prøvd, aldri mer", "men ikke {r}")
STAYS = (
    "jeg vil ikke bytte", "alt skal være som før", "jeg vil beholde dem jeg har",
    "eg vil ikkje byte", "la det stå som det er", "ikke rør noe", "jeg er fornøyd som det er",
)  # fmt: skip
QUESTIONS = (
    "hva koster det?", "når kan de begynne?", "hvem er {p}?", "må jeg bytte?",
    "kan {p} komme om kvelden?", "hvor mange kan jeg velge mellom?", "hva er et vedtak?",
    "mister jeg hjelpen?", "snakker {other} norsk?", "når kan {other} begynne?",
    "hva med {other}?", "kan jeg angre?", "hvor står det?", "har {other} plass?",
    "gjelder det {s} også?", "er det {s} ja?", "blir {s} som før?",
)  # fmt: skip
HESITATES = (
    "jeg vet ikke helt", "hmm", "vent litt", "kanskje", "jeg må tenke meg om", "tja",
    "ja nei jeg vet ikke", "er det lurt da", "jeg må spørre datteren min først",
    "ikke ennå", "eg er litt i tvil",
)  # fmt: skip
HALF_YES = (
    "ja hvis {p} kan komme om kvelden", "ja, men hva med {s}?", "ja dersom det er gratis",
    "det kan jo hende", "ja det var det jeg sa til {other}", "ja om hun Inger følger med",
    "ikke ja", "ja ja", "ja men ikke {s}", "ja, og {other}", "jo men vent",
)  # fmt: skip
AGREED = (
    "er det i orden nå?", "er det rett da?", "takk", "e det i orden no?", "alt bra",
    "er jeg ferdig?", "angrer ikke", "fint", "fikk dere det?", "hvem har jeg valgt?",
    "trenger jeg å gjøre noe mer?",
)  # fmt: skip
UNDOES = ("ANGRE", "angre", "angrer")
MEANT = (
    "nei vent, jeg mente {p}", "nei, {p} skulle det være", "nei forresten, {p}",
    "oi, jeg mente {p}", "nei vent, {p}", "unnskyld, {p} mente jeg",
)  # fmt: skip
YES = ("ja", "Ja", "ja takk", "ja det stemmer", "Ja, det er riktig")
NO = ("nei", "Nei", "nei takk", "nei det er feil", "nei, det ble feil")


def wish_in_words(wish: Wish, pick: Pick) -> str:
    """The whole wish, or the beginning of it."""
    if not wish.change:
        return _told(pick, [pick(STAYS)])
    parts: list[str] = []
    everything = not wish.kept and len(wish.providers) == 1
    if len(wish.resident.services) == 1 or (everything and pick((True, False, False))):
        parts.append(pick(WANTS).format(p=name(wish.providers[0], pick)))
    elif everything and pick((True, False)):
        parts.append(pick(WANTS_ALL).format(p=name(wish.providers[0], pick)))
    else:
        parts += [
            pick(WANTS_SERVICE).format(p=name(provider, pick), s=wish.words[service])
            for service, provider in wish.change.items()
        ]
        if pick((True, True, False)):
            parts += [pick(KEEPS).format(s=wish.words[each]) for each in wish.kept]
    if wish.rejected and pick((True, False)):
        parts.append(pick(REJECTS).format(r=name(wish.rejected, pick)))
    if pick((True, False)):
        parts.reverse()
    return _told(pick, parts)


def part_in_words(wish: Wish, service: str, pick: Pick) -> str:
    """One service of the wish: changed, or kept."""
    word = wish.words[service]
    if service in wish.change:
        return pick(WANTS_SERVICE).format(p=name(wish.change[service], pick), s=word)
    return pick(KEEPS).format(s=word)


def corrected(wish: Wish, wrong: str, pick: Pick) -> str:
    """The wish with a slip that is corrected at once."""
    return pick(CORRECTED).format(wrong=name(wrong, pick), p=name(wish.providers[0], pick))


def question(wish: Wish, other: str, pick: Pick) -> str:
    """Something that is asked in between."""
    return _filled(pick(QUESTIONS), wish, other, pick)


def half_yes(wish: Wish, other: str, pick: Pick) -> str:
    """Something that begins like a yes and is none."""
    return _filled(pick(HALF_YES), wish, other, pick)


def name(provider: str, pick: Pick) -> str:
    """A provider's name as somebody writes it."""
    return pick(NAMES.get(provider, ("kommunen",)))


def _filled(said: str, wish: Wish, other: str, pick: Pick) -> str:
    mine = wish.providers[0] if wish.change else other
    word = wish.words[pick(wish.resident.services)]
    return said.format(p=name(mine, pick), other=name(other, pick), s=word)


def _told(pick: Pick, parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += pick(JOINTS) + part
    return pick(OPENINGS) + text + pick(ENDINGS)
