"""«Hva gjør jeg med Klokkebekk?»: a firm, and nothing said of what about it. It is asked."""

import re
from dataclasses import replace

from assistant.actions.answering.providers import tell_about
from assistant.actions.reply import Option, Reply, word
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE

_PARTS = re.compile(r"[.,;:!]|\b(?:men|og så)\b", re.IGNORECASE)
_MEANWHILE = re.compile(r"\W+i (?:de|den|det|disse|denne|mellomtid\w*)(?: \w+)?\W*$", re.IGNORECASE)
"""«… i de ukene»: when, which says nothing of what about it."""
READINGS = ("choose_provider", "provider_details", "report_problem")
_VAGUE = re.compile(
    r"^\W*(?:(?:hei|hallo|og|men|jo|ja|du|unnskyld)\W+)*"
    r"(?:hva|ka|kva|hå|åssen|hvordan|korleis|koss\w*|hvor|kor)\W+"
    r"(?:(?:gjør|gjer|gjær|gj|gjørr|skal|ska|må|lyt|bør|kan|er|e|blir|vart|ble|gjelder|gjeld|med|me|mæ|om|nå|no|da|då|"
    r"jeg|eg|æ|je|vi|me|man|en|du|dere|gjøre|gjere|gjera|gjørra|det|d|dette|her|denne|dem|disse|desse|"
    r"dette her|greia|greien|opplegget|for noe|for noko|saken|saka)\W*)+"
    r"FIRMA(?:\W+(?:nå|no|da|då|egentlig|eigentleg|her|tro|mon|greiene?|greia|saken|saka|opplegget|meg|mæ|a))*\W*$",
    re.IGNORECASE,
)
"""A question in which nothing but the firm says what it is about."""
_WHO = re.compile(r"\b(?:hva|ka|kva|hå) (?:er|e)\W+FIRMA\W*$", re.IGNORECASE)
"""«Hva er Klokkebekk?» is answered: it asks who that is."""


def which(situation: Situation) -> Reply | None:
    """The question back, with what it likely is about; None where the message says it."""
    if situation.pending not in ON_THE_SIDE:
        return None
    named = [each for each in situation.mentions if each.kind == "provider"]
    if len({each.value for each in named}) != 1:
        return None
    text = situation.text
    for each in sorted(named, key=lambda mention: -mention.start):
        text = f"{text[: each.start]}FIRMA{text[each.end :]}"
    if _WHO.search(text) or not any(_VAGUE.match(part) for part in (text, _last_part(text))):
        return None
    if (situation.slots.get("crisis") or {}).get("care"):
        # Who has just told of a death or a hospital is asked nothing with keys to press.
        return tell_about(replace(situation, intent="provider_details"))
    provider = named[0].value
    options: list[Option] = [
        {"label": word(f"firm.{reading}"), "value": reading} for reading in READINGS
    ]
    options.append({"label": word("clarify.neither"), "value": None})
    reply = Reply().ask(
        "clarify",
        "firm.which",
        expect="option",
        options=options,
        provider={"provider": provider},
    )
    return reply.set(readings=list(READINGS), named=[provider])


def _last_part(text: str) -> str:
    """What a message ends with, without when: «ja, men hva gjør jeg med FIRMA i de ukene»."""
    return _MEANWHILE.sub("", _PARTS.split(text)[-1])
