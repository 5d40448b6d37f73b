"""«Vil ha hu Berit tilbake»: one chooses who delivers the help, and may ask them for a person."""

import re

from assistant.actions.facts.presenter import say_statement
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE

HEARD_AS = frozenset(
    "start_messages nlu_fallback out_of_scope go_back ask_same_helper give_name choose_provider "
    "switch_provider keep_municipal correct_that change_content ask_eligibility".split()
)
"""What it is taken for."""
_SHE = r"(?:hun|hu|ho|henne|na|han|ham|hin|han derre|hun derre|ho derre|hu derre)"
_WISHED = re.compile(
    rf"\b(?:ha|få|beholde|behalde)\W+(?:bare |berre |igjen |tilbake |att )?{_SHE}"
    r"(?:\W+(?!som\b|til\b|på\b|i\b|og\b|der\b|med\b|fra\b|nå\b|no\b)\w+)?"
    r"\W+(?:tilbake|tebake|igjen|att|attende)\b"
    r"|\b(?:ha|få)\W+(?:bare |berre |igjen )?(?-i:[A-ZÆØÅ])\w+"
    r"\W+(?:tilbake|tebake|igjen|att|attende)\b"
    rf"|\b(?:ha|få)\W+(?:bare|berre)\W+{_SHE}\b"
    rf"|\b(?:ha|få)\W+(?:tilbake|tebake|igjen|att|attende)\W+{_SHE}\b(?! som kommer\b)"
    r"|\b(?:ha|få)\W+(?:bare|berre)\W+(?-i:[A-ZÆØÅ])\w+\W*$"
    rf"|\b(?:ha|få)\W+{_SHE}\W+(?-i:[A-ZÆØÅ])\w+\W*$",
    re.IGNORECASE,
)
_NAME = "visits.by_name"


def is_wished(situation: Situation) -> bool:
    """Whether a certain helper is wished for, and not a firm."""
    free = situation.pending in ON_THE_SIDE and situation.intent in HEARD_AS
    return free and situation.entity("provider") is None and bool(_WISHED.search(situation.text))


def answered(situation: Situation) -> Reply:
    """That it is the firm one chooses, and that one may ask for her or him."""
    statement = situation.deps.catalogue.facts.statements[_NAME]
    topic = {"name": _NAME, "place": situation.municipality.id}
    return say_statement(situation, statement).set(topic=topic)
