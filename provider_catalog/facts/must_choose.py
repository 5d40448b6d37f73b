"""Whether anybody must choose: the clear answer first, as this municipality's scheme holds it.

The same messages are said in the dialogue, in the first greeting of every channel and on the page
of the place. What a municipality does not state is not filled in from another's rules.
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
_ON_CONDITION = re.compile(
    r"\b(?:hvis|viss|dersom|om|når|da|fordi|siden|sidan|i tilfelle)\b[^,.?!;]*", re.IGNORECASE
)
"""What only tells when: «får jeg flere timer hvis jeg velger privat?» asks about hours."""
_CHOOSES = re.compile(
    r"\b(?:velg\w*|vel|ha (?=h(?:enne|am|an|o|u|un)\b)|velj\w*|vælg\w*|valg\w*|val|valt|byt\w*|"
    r"bøtt\w*|skift\w*|be?h[oa]l\w+|fortset\w*|"
    r"kvitte|kvitt)\b(?:\W+(?:ut|bort|om|over|på|da|nå|no|også|òg|au|jo|bare|"
    r"berre)\b)*\W*(?P<what>\w*)",
    re.IGNORECASE,
)
_BY_OTHER_WORDS = re.compile(
    r"\b(?:må|lyt|treng\w*|nødt|tvang|tvunge\w*|tving\w*|plikt\w*|påbud\w*|frivillig\w*|slipp\w*|"
    r"slepp\w*|"
    r"absolutt|miss?t?[ae]?r?|mista\w*|tape?r?|frat\w*|tar|tek|nødvendig)\b",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(
    r"\b(?:gj[øe]r\w*|gjær\w*|bestem\w*|svar\w*|ta stilling|ta et valg|hjelp\w*|heimehjelp\w*|"
    r"hjemmehjelp\w*|"
    r"tvang|tvunge\w*|tving\w*|plikt\w*|påbud\w*|frivillig\w*)\b",
    re.IGNORECASE,
)
_WHO_COMES = re.compile(
    r"(?:|\d+|firma\w*|leverandør\w*|utfør\w*|selskap\w*|tjenest\w*|tenest\w*|privat\w*|"
    r"kommun\w*|hjelp\w*|"
    r"h[ej]{1,2}m\w*|heim\w*|vask\w*|syke\w*|sjuke\w*|pleie\w*|folk\w*|pers?on\w*|assistent\w*|"
    r"dame\w*|jent\w*|"
    r"no(?:en|n|e|ko|kon|get|gen|kke|ka)|nå(?:n|gen|ge|kka|ke|kken)?|en|ei|ein|et|eit|den|det|"
    r"denne|dette|de|dei|dem|dom|disse|desse|"
    r"han|ham|hun|henne|ho|hu|a|ny\w*|ann?[ae]\w*|andre|samme|same|fra|frå|til|te|hos|hjå|med|me|"
    r"mellom|blant|av|selv|"
    r"sjøl\w*|sjølv|hver\w*|kvar\w*|hvem|kven|kem|og|eller|elle|men|at|i|for|jeg|eg|æ|je|du|vi|"
    r"man|når|hvis|om|slik|"
    r"som|så|med en gang|igjen|att|hele|alt|begge|både|vekk|alle|nødt|må|kan|ikke|ikkje|itte|itj|"
    r"dere|dykk|a|å|er|e|la)$",
    re.IGNORECASE,
)
"""What may stand after the verb where it is asked about who comes; a name has a capital."""
A_BARE_MUST = 2
"""Words: «må jeg?», «tvang?»."""
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
    return bool(_ASKS.search(text)) and is_about_who_comes(text)


def is_about_who_comes(text: str) -> bool:
    """Whether choosing, switching, keeping or losing who comes is what is asked about.

    Neither in a condition («hvis jeg velger privat») nor of something else («bytte fastlege»).
    """
    asked = _ON_CONDITION.sub(" ", text)
    if not re.search(r"\w", asked):
        asked = text
    objects = [found["what"] for found in _CHOOSES.finditer(asked)]
    if objects:
        return any(what[:1].isupper() or _WHO_COMES.match(what) for what in objects)
    says_no_more = len(asked.split()) <= A_BARE_MUST
    must = bool(_BY_OTHER_WORDS.search(asked))
    return must and (says_no_more or bool(_IN_GENERAL.search(asked)))


def is_known(scheme: Scheme, today: date) -> bool:
    """Whether the scheme tells that nobody must."""
    open_now = scheme.open_on(today)
    return not open_now or scheme.rule("default_without_choice").value == MUNICIPAL


def _said(text: str, rule: Rule, **values: str) -> Message:
    source = {"url": rule.source, "checked": rule.checked.isoformat()}
    return {"say": text, "values": dict(values), "source": source}
