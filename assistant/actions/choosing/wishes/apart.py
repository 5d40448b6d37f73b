"""«Må det være samme firma?», «bare vasken»: each kind of help, and each person, by itself.

It is a question about a right, and the answer is the same for everybody: nobody proves who it is to
hear it. The yes or no is the one of the question that was put.
"""

import re
from dataclasses import replace

from assistant.actions.choosing.wishes.scope import kinds_of_help
from assistant.actions.facts.presenter import say_statement
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE
from provider_catalog.facts.answering import asks_somewhere


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_TWO_PEOPLE = _any(
    r"(?:vi|me|oss|de|dei) (?:er )?(?:to|begge)",
    r"begge to",
    r"(?:hver|kvar)(?:t|s)? (?:sitt|sin|si|vår|vårt|sine|våre)",
    r"foreldrene mine|foreldra mine|besteforeldrene mine",
    r"(?:kona|mannen|mor|mora|far|mamma|pappa)(?: mi| min| mine)? og (?:jeg|eg|æ|far|faren|pappa)",
    r"(?:jeg|eg|æ) og (?:kona|mannen|kjerringa|gubben|søster\w*|bror\w*)",
)
_FIRM = r"(?:firma\w*|leverandør\w*|selskap\w*|hjelp\w*|folk\w*|utfør\w*)"
_THE_SAME = _any(
    rf"(?:det |den |de |dei )?sam(?:me|ma|e) {_FIRM}",
    rf"(?:ulike|forskjellig\w*|hver sitt|hver sin|kvart sitt|kvar sin|to) {_FIRM}",
    r"velge (?:det samme|likt|ulikt|forskjellig)",
    r"velje (?:det same|likt|ulikt)",
)
_GIVER = r"(?:firma\w*|kommun\w*|privat\w*)"
_ONE_EACH = re.compile(
    rf"\b(?:hun|han|ho|hu|kona|mannen|mor|far)\b[^.?!]{{0,40}}\b{_GIVER}\b[^.?!]{{0,20}}"
    rf"\b(?:og|mens|medan|når) (?:jeg|eg|æ|far|mor|han|hun|ho)\b[^.?!]{{0,25}}\b{_GIVER}\b",
    re.IGNORECASE,
)
_ONE_CODE = re.compile(
    r"\b(?:samme|same|den ene|den eine|én|en|min|ein) (?:kode\w* )?(?:\w+ ){0,3}?(?:for|til|på) "
    r"(?:oss )?begge\b|\bbegge\b.*\b(?:samme|same|én|ein) kode",
    re.IGNORECASE,
)
_CODE = _any(r"kod[ea]\w*")
_ONLY_A_PART = _any(
    r"bare|bærre|berre|kun|resten|begge deler?|det (?:ene|eine|andre)|den (?:ene|andre)",
    r"be?h[oa]l[dl]\w*|i fred|som (?:før|nå|no|i dag)|også|òg",
    r"mens|medan|(?:de|dei|dem|den) sam(?:me|e)",
    r"hver for seg|kvar for seg|del[ea]|ulik\w*|forskjellig\w*|samtidig",
    rf"(?:to|sam(?:me|ma|e)|hvert sitt|kvart sitt) {_FIRM}",
)
_CHOOSES = _any(
    r"bytt\w*|byt[ea]|bøtt\w*|skift\w*|velg\w*|velj[ae]|be?h[oa]l[dl]\w*|firma\w*|leverandør\w*",
    r"(?:en|ein|ei|noen|nokon) (?:annen|anna|anne|andre)|tar|tek|fortset\w*",
)
_BOTH = _any(r"begge deler?", rf"sam(?:me|ma|e) {_FIRM}", r"alt")
"""What points back to kinds of help that were told of before."""
_SENTENCES = re.compile(r"[^.!?\n]+")
_MUST = re.compile(
    r"\b(?:må|lyt|treng\w*|nødt|skal)\b(?:\W+\w+){0,5}?\W+"
    r"(?:sam(?:me|ma|e)\b|begge|alt\b|hele|heile|også\b|òg\b|samtidig)",
    re.IGNORECASE,
)
_MAY_FIRST = re.compile(
    r"\b(?:går|gjeng|kan|får|lov|mulig|mogleg)\b[^.?!]*\b(?:må|lyt)\b", re.IGNORECASE
)
"""«Går det an, eller må alt flyttes»: what is asked first is answered."""
_MAY = _any(r"kan|kunne|går det|gjeng det|får|lov|mulig|mogleg")
_TO_ALL_THE_REST = re.compile(
    r"\b(?:må|lyt|treng\w*)\b(?:\W+\w+){0,3}?\W+(?:ha|bruke|velge|velje|ta)\b(?:\W+\w+){0,2}?\W+"
    r"(?:til|på|for) (?:alt|resten|det andre|alt det andre)",
    re.IGNORECASE,
)


STATEMENTS = frozenset(
    f"choosing.{name}"
    for name in (
        "only_one_of_them",
        "must_not_be_one",
        "couples",
        "couples_may",
        "couples_must_not",
    )
)


def answered(situation: Situation) -> Reply | None:
    """That each is chosen for by itself, beginning with yes or no; None where it is not asked."""
    name = _asked(situation)
    if name is None:
        return None
    statement = situation.deps.catalogue.facts.statements[f"choosing.{name}"]
    topic = {"name": statement.id, "place": situation.municipality.id}
    return say_statement(situation, statement).set(topic=topic)


def _asked(situation: Situation) -> str | None:
    text = situation.text
    if situation.pending not in ON_THE_SIDE:
        return None
    asks = asks_somewhere(text)
    if asks and _ONE_CODE.search(text) and _CODE.search(text):
        return "own_code"
    if asks and _TWO_PEOPLE.search(text) and _THE_SAME.search(text):
        if _must(text):
            return "couples_must_not"
        return "couples_may" if _MAY.search(text) else "couples"
    if asks and _ONE_EACH.search(text):
        return "couples_may"
    if _TO_ALL_THE_REST.search(text):
        return "must_not_be_one"
    if len(kinds_of_help(situation)) < TWO or not any(
        _of_a_part(replace(situation, text=each, mentions=()), text)
        for each in _SENTENCES.findall(text)
    ):
        return None
    if not asks and (situation.choice or {}).get("keep"):
        return None  # The wish was heard with what is to stay: it is read back.
    return "must_not_be_one" if _must(text) else "only_one_of_them"


def _of_a_part(sentence: Situation, text: str) -> bool:
    """Whether a sentence speaks of choosing for one kind of help and not for another."""
    said = sentence.text
    if not _ONLY_A_PART.search(said) or not _CHOOSES.search(said):
        return False
    both = bool(_BOTH.search(said)) and asks_somewhere(text)
    return both or len(kinds_of_help(sentence)) >= TWO


TWO = 2


def _must(text: str) -> bool:
    return bool(_MUST.search(text)) and not _MAY_FIRST.search(text)
