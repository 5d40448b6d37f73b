"""What has been given of the proof so far, in this message and in pieces before it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.actions.situation import Situation
from assistant.reading.dates.date_correction import corrected_at_once
from assistant.reading.proof import PART, Given, given_in
from assistant.reading.whose_proof import Whose, takes_back, whose
from choice_register.verification.letters import CODE_LENGTH, read_code

ASKED = ("code", "birth_date")
"""The questions that are answered with a piece of the proof."""
LONGEST_PIECE = 120
"""Characters of pieces that are kept for the next; a code in words is shorter."""
MOST_SLIPS = 2
"""Digits in which a code may differ from one that is put right."""
MOST_DATES = 3
"""So many readings of a date are offered to pick from; where there are more it is asked anew."""


@dataclass(frozen=True)
class Proof:
    """What a message gives, once check digit and calendar have had their say.

    Args:
        code: the code as it was given: nine digits, or fewer where noughts were left out and the
            check digit is right with them (`with_noughts`). None where none was given.
        born: the readings of the birth date.
        wrong_length: how many digits were given where a code has nine; None where that is not so.
        slip: nine digits whose check digit is wrong.
        several: whether the code can be read in several ways that are all right.
        piece: what was given and holds nothing whole: kept, for the next may complete it.
        holds: whether the message holds any of it, so that it must be masked.
        of: whose it is said to be; of another's or nobody's nothing is given here.
    """

    code: str | None = None
    born: tuple[date, ...] = ()
    wrong_length: int | None = None
    slip: bool = False
    several: bool = False
    piece: str | None = None
    holds: bool = False
    of: Whose = Whose.OWN

    @property
    def whole(self) -> bool:
        """Whether code or birth date is there as it should be."""
        return self.code is not None or len(self.born) == 1


def given(situation: Situation) -> Proof:
    """What this message gives, alone or together with the pieces that came before it.

    Args:
        situation: the message; in its slot `heard` are the pieces.
    """
    asked = situation.pending if situation.pending in ASKED else None
    if asked is None and situation.intent in ("give_code", "give_birth_date"):
        asked = "code"
    alone = read_proof(situation.text, situation.today, asked)
    of = Whose.OWN if situation.slots.get("acting") else whose(_without_firms(situation))
    if of is not Whose.OWN and (_is_tried(situation.text, alone) or _takes_back(situation)):
        # An agent's code and birth date are another's by right; nobody else's are tried.
        return Proof(holds=True, of=of)
    if len(alone.born) == 1 and (both := corrected_at_once(situation.text, situation.today)):
        return replace(alone, born=both)
    heard = str(situation.slots.get("heard") or "")
    if alone.whole or not heard or asked is None:
        return alone
    text = PART.sub("", situation.text) if asked == "code" else situation.text
    for joined in (f"{heard} {text}", f"{text} {heard}"):
        together = read_proof(joined, situation.today, asked)
        if together.whole:
            return together
    longer = read_proof(f"{heard} {text}", situation.today, asked)
    if not longer.piece or not alone.piece:
        return alone
    # Six of nine digits in two pieces are no code that is too short: the third is on its way.
    goes_on = (longer.wrong_length or 0) < CODE_LENGTH
    return replace(longer, wrong_length=None) if goes_on else longer


_TELEPHONE = re.compile(
    r"\b(?:ring|ringe|ringje|tlf|telefon\w*|mobil\w*|nummer|nummeret)\b", re.IGNORECASE
)


def _is_tried(text: str, now: Proof) -> bool:
    """Whether a code or a date is given, and no telephone number: «ring ham på 40 01 18 88»."""
    short = now.code is not None and len(now.code) < CODE_LENGTH
    if now.born or now.slip or now.several or (now.code and not short):
        return True
    return short and _TELEPHONE.search(text) is None


def _takes_back(situation: Situation) -> bool:
    return isinstance(situation.slots.get("code"), str) and takes_back(situation.text)


def _without_firms(situation: Situation) -> str:
    """«Koden til Hasselvind» names a provider, and nobody who has a code."""
    text = situation.text
    for each in sorted(situation.mentions, key=lambda mention: -mention.start):
        if each.kind in ("provider", "municipality", "district"):
            text = f"{text[: each.start]}firma{text[each.end :]}"
    return text


@dataclass(frozen=True)
class Tried:
    """A code and a birth date that did not belong together: either may be put right."""

    code: str
    born: date


def tried(situation: Situation) -> Tried | None:
    """What was tried last and was wrong, while the code is asked for anew."""
    kept = situation.slots.get("code")
    if not isinstance(kept, Mapping) or "tried" not in kept:
        return None
    return Tried(str(kept["tried"]), date.fromisoformat(str(kept["born"])))


def with_noughts(code: str) -> str:
    """The code with the noughts at its start that were left out.

    Damm's check digit is the same with and without them, so it tells that they are what is missing.
    """
    return code.zfill(CODE_LENGTH)


def is_near(code: str, former: str) -> bool:
    """Whether a code is another one with a digit or two put right."""
    pairs = zip(with_noughts(code), with_noughts(former), strict=False)
    return 0 < sum(one != other for one, other in pairs) <= MOST_SLIPS


def chosen_date(offered: object, situation: Situation) -> str | None:
    """Which of the dates that were read back is meant, by number or order; None for neither.

    Args:
        offered: the slot `birth_date` where it holds several dates.
        situation: the message.
    """
    if not isinstance(offered, list):
        return None
    option = situation.entity("option")
    if not isinstance(option, int) or option == 0 or option > len(offered):
        return None
    return str(offered[option - 1 if option > 0 else -1])


def read_proof(text: str, today: date, asked: str | None) -> Proof:
    """What one text gives of the proof.

    Args:
        text: as written or said.
        today: the day.
        asked: `code` or `birth_date` where that was asked for.
    """
    found = given_in(text, today, asked=asked)
    judged = _judged(found, asked)
    bare = PART.sub("", text) if asked == "code" else text
    piece = bare[:LONGEST_PIECE] if found.unfinished and not judged.whole else None
    holds = bool(found.codes or found.born or judged.wrong_length or piece or found.national_id)
    return replace(judged, piece=piece, holds=holds)


def _judged(found: Given, asked: str | None) -> Proof:
    born = found.born
    right = [code for code in found.codes if read_code(code)]
    if len(right) == 1:
        return Proof(right[0], born)
    if right:
        return Proof(born=born, several=True)
    if found.codes:
        return Proof(born=born, slip=True)
    if asked != "code":
        return Proof(born=born)
    joined = [row for row in found.other if len(row) == CODE_LENGTH]  # «631 og så 467 268»
    if joined:
        right = [row for row in joined if read_code(row)]
        return (
            Proof(right[0], born) if len(right) == 1 else Proof(slip=not right, several=bool(right))
        )
    short = _shortened(found.other)
    if short and not born:
        return Proof(short) if len(found.other) == 1 else Proof(several=True)
    if short or (found.other and not born):
        # Both a date and a code without its noughts, or no code at all.
        return Proof(wrong_length=len(short or found.other[0]))
    return Proof(born=born)


def _shortened(rows: Sequence[str]) -> str | None:
    """A row of digits that is a code whose noughts at the start were left out."""
    right = [row for row in rows if len(row) < CODE_LENGTH and read_code(with_noughts(row))]
    return right[0] if right else None
