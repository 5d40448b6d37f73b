"""Emergency numbers in texts: what may not be changed by whoever edits a text.

A wrong digit here costs a life, so two rules hold for every way in which a text is changed:

- The texts that are said when somebody is in danger are the program's own. They are tried as
  whole conversations, their order matters («Gå ut» before the number), and the wordings for SMS,
  phone and web must say the same; no municipality changes them.
- In any other text a sentence that names an emergency number or a helpline stands word for word,
  and no other sentence may name one.

The numbers: 110, 112 and 113 (https://www.politiet.no/om-politiet/kontakt/nodnummer/), 116 117 for
the doctor on duty, 116 xxx for helplines, five digits from 0, and 800 numbers.
"""

import re

from assistant.texts.measures import sentences

FIXED_TOPICS = frozenset({"danger", "duty", "first_aid"})
"""Files of texts that nobody edits outside the program."""
_NUMBER = re.compile(
    r"(?<!\d)(?:1[ .\-]?1[ .\-]?\d(?:[ .\-]?\d{3})?|0\d{4}|8\d\d[ .\-]?\d\d[ .\-]?\d{3})(?!\d)"
)


def sentences_with_numbers(wording: str) -> list[str]:
    """The sentences of a wording that name an emergency number or a helpline, in order."""
    return [each.strip() for each in sentences(wording) if _NUMBER.search(each)]


def altered(before: str, after: str) -> str | None:
    """What an edit does to the emergency numbers of a wording.

    Args:
        before: the program's own wording.
        after: the edited one.

    Returns:
        What is wrong, in plain Bokmål, or None where every such sentence stands as it was.
    """
    kept, found = sentences_with_numbers(before), sentences_with_numbers(after)
    if kept == found:
        return None
    if kept:
        return f"Disse ordene må stå helt likt: «{' '.join(kept)}»"
    return "Teksten kan ikke få et nødnummer eller en hjelpetelefon."
