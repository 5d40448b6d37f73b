"""A message as closed forms see it: small letters, no signs, firms and helps each as one word."""

import re

from assistant.actions.choosing.wishes import scope
from assistant.actions.situation import Situation

NO = r"(?:nei|næi|nai)"
LEAD = rf"(?:(?:{NO}|ja|jo|men|og|så|oi|uff|hei|du|vent|altså|unnskyld|orsak|beklager|forresten) )*"
"""What stands before what is meant."""
I = r"(?:jeg|eg|æ|e|je|vi|me)"  # noqa: E741 - the person's own word
AWAY = r"(?:ikke|ikkje|itj|itte)"
ALL = r"(?:begge(?: to| deler| delar| hjelpene)?|alt(?: sammen)?|all hjelp\w*)"
_REFUSES = re.compile(
    rf"\b{NO}(?:,?[ \t]+takk)?[ \t]+(?:til|te|åt|for|på|alt|all|alle|begge)\b", re.IGNORECASE
)
"""«Nei til alt», with no sign between: it is refused. «Nei, til alt» wishes for it."""
_WORD = re.compile(r"[^\W_]+")


def refuses(text: str) -> bool:
    """Whether a help is said no to: «nei til vasken», «nei takk til alt», «nei begge»."""
    return _REFUSES.search(text) is not None


def form(situation: Situation) -> tuple[str, list[str]]:
    """The words of a message, with `FIRMA0`, `FIRMA1` … and `HJELP`; and the firms in that order.

    The firms are numbered from the last one to the first.
    """
    text, firms = situation.text, list[str]()
    for each in sorted(situation.mentions, key=lambda mention: -mention.start):
        if each.kind == "provider":
            text = f"{text[: each.start]} FIRMA{len(firms)} {text[each.end :]}"
            firms.append(each.value)
    words = (
        word
        if word.startswith("FIRMA")
        else "HJELP"
        if scope.names_help(word.lower())
        else word.lower()
        for word in _WORD.findall(text)
    )
    return " ".join(words), firms
