"""Whose case it is, where that may be mistaken: on a shared telephone, or by a mandate.

The first name stands in a read-back in any case. Here more than that is said, and a command by
itself («ANGRE») is asked about, for it names nobody.
"""

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation


def speaker_name(situation: Situation) -> str:
    """The first name of whoever is spoken to: the person, or who has the mandate."""
    person = situation.person
    if person is None:
        return ""
    return (person.mandate.agent_name if person.mandate else person.name).split()[0]


def may_be_mistaken(situation: Situation) -> bool:
    """Whether what was said may be about another case than the one that was proven here."""
    person = situation.person
    if person is None:
        return False
    if person.mandate is not None:
        return True
    number = situation.caller
    return number is not None and bool(situation.deps.register.cases_from(number) - {person.id})


def for_whom(situation: Situation) -> Reply:
    """Whom it is about, in a sentence of its own where that may be mistaken."""
    if situation.person is None or not may_be_mistaken(situation):
        return Reply()
    return Reply().say("mandate.for_whom", name=situation.person.name)
