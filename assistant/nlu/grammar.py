"""Messages whose form alone decides: short commands, codes, birth dates, picked options.

Where grammar speaks it is certain, and the classifier is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.gate.noise import is_noise
from assistant.gate.reactions import reaction
from assistant.nlu.commands import command
from assistant.nlu.digits import CODE_DIGITS, find_digits
from assistant.nlu.digits import FINDER as DIGITS
from assistant.nlu.entity import Found, found_in
from assistant.nlu.machine_made import is_machine_made
from assistant.nlu.options import find_option, find_times, only_picks
from assistant.nlu.wording.normalise import Normalised, Word

# What may stand around a birth date in a message that only gives it.
AROUND_BIRTH_DATE = frozenset(
    "jeg eg æ e æg je er ble blei vart født fødd føtt fødselsdato fødselsdatoen fødselsdag bursdag "
    "min mi den det i på dato datoen og ja fødselsår har hei kl".split()
)
BIRTH = frozenset(
    "født fødd føtt fødselsdato fødselsdatoen fødselsdag bursdag fødselsnummer".split()
)
RELATIVE_DAYS = {
    "i dag": 0,
    "idag": 0,
    "i morgen": 1,
    "imorgen": 1,
    "i morgon": 1,
    "i morra": 1,
    "i mårra": 1,
    "i morga": 1,
    "i mårå": 1,
    "imorra": 1,
    "imårra": 1,
    "i går": -1,
}


@dataclass(frozen=True)
class Reading:
    """What grammar reads: things found, and the intent where the message's form decides it.

    `never` holds intents that the message's form rules out.
    """

    intent: str | None
    entities: tuple[Found, ...]
    never: frozenset[str] = frozenset()


def read(message: Normalised, today: date) -> Reading:
    """Read a message by grammar alone. `today` gives dates without a year theirs."""
    words = message.spelt
    found = find_digits(message.original, today)
    option = find_option(words) if not found else None
    if option:
        found.append(option)
    found += find_times(words) + _relative_days(words, today)
    return Reading(_intent(message, found), tuple(found), _ruled_out(message, found))


PROOFS = frozenset({"give_birth_date", "give_code"})
"""Intents of messages that are given to prove who it is."""
NOT_A_PERSON = frozenset({"reaction", "automatic"})
"""Intents of messages that hold no words of a person's; nothing else is read into them."""


def _intent(message: Normalised, found: list[Found]) -> str | None:
    if reaction(message.original) is not None:
        return "reaction"
    if is_machine_made(message.original):
        return "automatic"
    if is_noise(message.original) and not message.spelt:
        # «?» asks for what was said last; dots and smileys say nothing, unless something is asked.
        return "repeat" if message.question else "reaction"
    decided = command(message)
    if decided:
        return decided
    kinds = {thing.kind for thing in found}
    if "case_number" in kinds:
        return None
    code = next((thing for thing in found if thing.kind == "code"), None)
    only_digits = all(word.spelt.isdecimal() for word in message.spelt)
    if code and (len(str(code.value)) == CODE_DIGITS or only_digits):
        return "give_code"
    if "phone_number" in kinds and only_digits:
        # Where the code was asked for, it is a code with a digit lost (see `in_context`).
        return "give_phone"
    if "national_id" in kinds and only_digits:
        # A digit was lost or added: whoever asks for the code can say so.
        return "give_code"
    if "birth_date" in kinds and (
        _nothing_beside(message, found) or any(word.spelt in BIRTH for word in message.spelt)
    ):
        return "give_birth_date"
    if "date" in kinds and _nothing_beside(message, found):
        return "give_birth_date"
    if "option" in kinds and only_picks(message.spelt):
        return "pick_option"
    return None


def _ruled_out(message: Normalised, found: list[Found]) -> frozenset[str]:
    """A day of something else («far døde 3. mars») gives no proof, much as it looks like one."""
    kinds = {thing.kind for thing in found if thing.finder == DIGITS}
    births = any(word.spelt in BIRTH for word in message.spelt)
    return PROOFS if kinds == {"date"} and not births else frozenset()


def _nothing_beside(message: Normalised, found: list[Found]) -> bool:
    """Whether only dates are said, and words that go with a birth date."""
    spans = [(thing.start, thing.end) for thing in found]
    return all(
        word.spelt in AROUND_BIRTH_DATE
        or any(start <= word.start and word.end <= end for start, end in spans)
        for word in message.spelt
    )


def _relative_days(words: tuple[Word, ...], today: date) -> list[Found]:
    found = []
    for at, word in enumerate(words):
        pair = f"{word.spelt} {words[at + 1].spelt}" if at + 1 < len(words) else ""
        for said, length in ((pair, 2), (word.spelt, 1)):
            if said in RELATIVE_DAYS:
                day = today + timedelta(days=RELATIVE_DAYS[said])
                found.append(found_in(words, at, length, "date", day.isoformat(), "grammar"))
                break
    return found
