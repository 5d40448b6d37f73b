"""Who is alone after one who is gone for good, told from who was hurt and from who is missing."""

import re

from assistant.actions.safety import hearing

RECENTLY = re.compile(
    r"\b(?:er|e|æ) (?:nå |no |nettopp )?(?:død|dau)\b|\bdenne (?:helga|helgen|uka|veka)\b|"
    r"\b(?:dag|dager|dagar|døgn|uke|uker|veke|veker|vikur) (?:siden|sidan|sia)\b|"
    r"\b(?:nettopp|nylig|nyleg|akkurat)\b"
)
"""A death of these days, which is to be reported, whoever is alone after it."""
MISSING = re.compile(
    r"\b(?:siden|sidan|sia) (?:i |på )?(?:går|natt|kveld|dag|morges|\w+dag)\b|"
    r"\b(?:leter|leitar|leiter|leita|savnet|sakna|dement\w*|demens\w*|alzheimer\w*|politi\w*)\b"
)
"""Who is gone is looked for, and not mourned."""


def is_alone(text: str) -> bool:
    """Whether somebody is alone after one who is gone for good, and no body is in danger."""
    if "bereft" not in hearing.every("grave", text) or MISSING.search(hearing.plain(text)):
        return False
    return hearing.first("danger", text) is None


def is_of_these_days(text: str) -> bool:
    """Whether the death that is told of is so new that it is to be reported."""
    lately = "lately" in hearing.every("grave", text)
    return lately or RECENTLY.search(hearing.plain(text)) is not None
