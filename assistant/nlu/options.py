"""«Nummer to», «den siste», «3.»: which of the offered options is meant, and times of the week."""

from __future__ import annotations

from assistant.nlu.entity import Found, found_in
from assistant.nlu.wording.normalise import Word
from assistant.reading.numbers.numerals import LAST, numeral

HIGHEST_OPTION = 20
FINDER = "options"
# «Nummer to», «nr 2», «valg 3»; «den første», «det andre».
COUNTERS = frozenset(
    {
        "nummer",
        "nr",
        "numro",
        "nommer",
        "nåmmer",
        "alternativ",
        "valg",
        "val",
        "punkt",
        "tast",
        "tal",
        "tall",
    }
)
POINTERS = frozenset({"den", "det", "dæ", "de", "han", "ho", "hun", "dn", "denne"})
# What may stand around an option in a message that does nothing but pick it.
AROUND = (
    POINTERS
    | COUNTERS
    | frozenset(
        "jeg eg æ e æg je vil tar tek tæk ta velger vel velge velg trykker ønsker ha heller "
        "gjerne så da "
        "blir er takk ja på for meg mæ alternativet nummeret i listen lista liste listå "
        "av dem dei firmaet "
        "leverandøren og som du nevnte nemnde sa øverst står der kanskje tror trur vi".split()
    )
)
WEEKDAYS = {
    spelling: name
    for name, spellings in {
        "monday": "mandag måndag mandagen mandager mandagar måndagar mandagene",
        "tuesday": "tirsdag tysdag tirsdagen tirsdager tirsdagar tysdagar tirsdagene",
        "wednesday": "onsdag onsdagen onsdager onsdagar onsdagene",
        "thursday": "torsdag torsdagen torsdager torsdagar torsdagene",
        "friday": "fredag fredagen fredager fredagar fredagene",
        "saturday": "lørdag laurdag lørdagen lørdager laurdagar lørdagene",
        "sunday": "søndag sundag søndagen søndager søndagar sundagar søndagene",
        "weekend": "helg helga helgen helgene helgane helger helgå",
    }.items()
    for spelling in spellings.split()
}
PARTS_OF_DAY = {
    spelling: name
    for name, spellings in {
        "morning": "morgenen morgonen morran mårran morgningen morran",
        "forenoon": "formiddag formiddagen føremiddag føremiddagen",
        "afternoon": "ettermiddag ettermiddagen ettermiddan",
        "evening": "kveld kvelden kvelds kvell kvelda kveldene kveldstid",
        "night": "natt natta natten natti nattå nattestid",
    }.items()
    for spelling in spellings.split()
}
CLOCK = frozenset({"kl", "klokka", "klokken", "klokkå", "klokko"})
HALF_AND_QUARTERS = {"halv": -30, "kvart": 15}
LAST_HOUR, LAST_MINUTE = 24, 59


def find_option(words: tuple[Word, ...]) -> Found | None:
    """The option that a message points at, or None. Its value is a number, -1 for the last."""
    spelt = [word.spelt for word in words]
    for at, word in enumerate(spelt):
        following = spelt[at + 1] if at + 1 < len(spelt) else ""
        if word in COUNTERS and following:
            number = _counted(following)
            if number and number <= HIGHEST_OPTION:
                return found_in(words, at, 2, "option", number, FINDER)
        if word in POINTERS and (number := ordinal(following)):
            return found_in(words, at, 2, "option", number, FINDER)
    numbered = [(at, number) for at, word in enumerate(spelt) if (number := _number(word))]
    if len(numbered) == 1 and only_picks(words):
        at, number = numbered[0]
        return found_in(words, at, 1, "option", number, FINDER)
    return None


def only_picks(words: tuple[Word, ...]) -> bool:
    """Whether nothing is said beside an option («jeg tar nummer to»)."""
    return all(word.spelt in AROUND or _number(word.spelt) is not None for word in words)


def find_times(words: tuple[Word, ...]) -> list[Found]:
    """Weekdays, parts of the day and times of the clock («HH:MM»), in order."""
    found: list[Found] = []
    for at, word in enumerate(words):
        if word.spelt in WEEKDAYS:
            found.append(found_in(words, at, 1, "weekday", WEEKDAYS[word.spelt], FINDER))
        elif word.spelt in PARTS_OF_DAY:
            found.append(found_in(words, at, 1, "time", PARTS_OF_DAY[word.spelt], FINDER))
        elif word.spelt in CLOCK and at + 1 < len(words):
            clock = _clock(words, at + 1)
            if clock:
                found.append(found_in(words, at, 1 + clock[1], "time", clock[0], FINDER))
    return found


def cardinal(word: str) -> int | None:
    """0-99 from one word («tjueto», «toogtyve», «førtito»), or None."""
    number = numeral(word)
    small = number is not None and not number.ordinal and not number.scale
    return number.value if number is not None and small and (number.value or 0) < 100 else None


def ordinal(word: str) -> int | None:
    """1-31 from one word («første», «tjueandre», «enogtredevte»), -1 for the last, or None."""
    if word in LAST:
        return -1
    number = numeral(word)
    return number.value if number is not None and number.ordinal else None


def _counted(word: str) -> int | None:
    """The number after «nummer»: in digits, counted or in order."""
    if word.isdecimal():
        return int(word[:18])
    return cardinal(word) or ordinal(word)


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 2 and 0 < int(word) <= HIGHEST_OPTION else None
    number = ordinal(word) or cardinal(word)
    return number if number and number <= HIGHEST_OPTION else None


def _clock(words: tuple[Word, ...], at: int) -> tuple[str, int] | None:
    """«10 30», «ti», «halv tre» as HH:MM and how many words that took."""
    shift = HALF_AND_QUARTERS.get(words[at].spelt, 0)
    skip = 0
    if shift:
        skip = 1
        if at + 1 < len(words) and words[at + 1].spelt in ("over", "på"):
            shift = shift if words[at + 1].spelt == "over" else -shift
            skip = 2
    if at + skip >= len(words):
        return None
    hour = _hour(words[at + skip].spelt)
    if hour is None:
        return None
    minute = 0
    used = skip + 1
    if not shift and at + 1 < len(words) and len(words[at + 1].spelt) == 2:
        following = words[at + 1].spelt
        if following.isdecimal() and int(following) <= LAST_MINUTE:
            minute, used = int(following), 2
    minutes = (hour * 60 + minute + shift) % (LAST_HOUR * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}", used


def _hour(word: str) -> int | None:
    if word.isdecimal() and len(word) == 4:
        word = word[:2]
    number = int(word) if word.isdecimal() and len(word) <= 2 else cardinal(word)
    return number if number is not None and number <= LAST_HOUR else None
