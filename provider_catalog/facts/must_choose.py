"""Whether anybody must choose: the clear answer first, as this municipality's scheme holds it.

The same messages are said in the dialogue, in the first greeting of every door and on the page of
the place. What a municipality does not state is not filled in from another's rules.
"""

import re
from datetime import date

from provider_catalog.facts.messages import Message
from provider_catalog.scheme import Rule, Scheme

_ASKS = re.compile(
    r"^(?!.*\b(?:hva|ka|kva|hvordan|korleis|åssen|hvem|kven|hvor|kor|hvorfor|kvifor|koffor)\b)"
    r"(?!\W*når\b|.*[.!?,]\s*når\b)(?:"
    r".*\b(?:må|lyt|treng|trenger|trengs|nødt|tvunge\w*|plikt\w*)"
    r"(?:\W+\w+){0,3}?\W+(?:velge?|vel|velj[ae]|vælg\w*|byt\w*|skift\w*)\b"
    r"|.*\bmist(?:er|ar|e|a)?\b.*\b(?:hjelp\w*|plass\w*|henne|ho|hun|han)\b"
    r"|.*\b(?:kan|får|fær|kunne)\b.*\bbe?h[oa]ld\w*\b)",
    re.IGNORECASE | re.DOTALL,
)
MUNICIPAL = "municipal_service"
"""Whoever chooses nobody is helped by the municipality itself."""


def must_choose(scheme: Scheme, name: str, today: date, responsible: Rule) -> list[Message]:
    """The answer to «må jeg velge?», its clear sentence first.

    Args:
        scheme: the municipality's.
        name: the municipality's name.
        today: the day on which it is asked.
        responsible: the national rule on who answers for the help.
    """
    if not scheme.open_on(today):
        return [_said("must_i.closed", scheme.state_rule, municipality=name)]
    rule = scheme.rule("default_without_choice")
    if rule.value == MUNICIPAL:
        return [_said("must_i.no", rule), _said("must_i.default", rule)]
    return [
        _said("must_i.responsible", responsible, municipality=name),
        _said("must_i.unknown", rule, municipality=name),
    ]


def must_in_short(scheme: Scheme, name: str, today: date, responsible: Rule) -> Message:
    """The same in one sentence, for the first message to everybody."""
    if not scheme.open_on(today):
        return _said("must_i.closed_first", scheme.state_rule)
    rule = scheme.rule("default_without_choice")
    if rule.value == MUNICIPAL:
        return _said("must_i.first", rule)
    return _said("must_i.responsible", responsible, municipality=name)


def asks_whether_one_must(text: str) -> bool:
    """Whether a question on a page, where no intent is understood, is the fear of having to."""
    return bool(_ASKS.search(text))


def is_known(scheme: Scheme, today: date) -> bool:
    """Whether the scheme tells that nobody must."""
    open_now = scheme.open_on(today)
    return not open_now or scheme.rule("default_without_choice").value == MUNICIPAL


def _said(text: str, rule: Rule, **values: str) -> Message:
    source = {"url": rule.source, "checked": rule.checked.isoformat()}
    return {"say": text, "values": dict(values), "source": source}
