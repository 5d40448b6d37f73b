"""What a message asks is answered first, each question in turn, and in short.

A wish beside it waits for its answer, a story around it is left alone, and nobody is sent for a
code to hear what is the same for everybody.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.actions.choosing.wishes import apart, polite
from assistant.actions.choosing.wishes.wished import in_so_many_words
from assistant.actions.facts.asked import NEVER, is_outside
from assistant.actions.facts.joining import each_once, joined
from assistant.actions.facts.one_clause import SEVERAL, STATUS, Do, answer, part_of
from assistant.actions.facts.only_mentioned import asks_of_another_place
from assistant.actions.facts.own_answer import CAUTION, is_trusted
from assistant.actions.own_case.proof import lost_letter
from assistant.actions.reply import Reply
from assistant.actions.several import DOUBT
from assistant.actions.situation import Situation
from assistant.actions.speaking.roles import says_agent
from assistant.actions.thread import ON_THE_SIDE, UNANSWERED, offer_person
from assistant.reading.clauses import Clause, asking

MOST = 3
"""So many are answered in one reply."""
SAYS_HOW = "choosing.enough_to_say"
OWN = frozenset({"my_choice_status", "my_provider", "my_decision"})
WISHES = frozenset({"choose_provider", "switch_provider", "keep_municipal"})
STAYS = frozenset({"choosing.keep_doing_nothing"})
PRAISE, PROBLEM = "praise", "report_problem"
PASSED_OVER = OWN | WISHES | {PRAISE, PROBLEM, "give_code", "new_letter"}
"""What asks for a code or begins something, where a question stands beside it."""
ABOUT_A_PROBLEM = frozenset({"money.not_come", "money.my_bill", "money.switching"})
OF_THE_CODE = frozenset(
    "letter.only_digits letter.code_taken letter.code letter.where_code choosing.own_code "
    "choosing.which_code fraud.code fraud.gave_code".split()
)
A_NEW_ONE = frozenset({"letter.only_digits", "letter.code_taken"})
ABOUT_THE_CODE = frozenset({"new_letter", "give_code"})
LONG = 20
"""Words of what is told by telephone: a word of the story may be taken for the question."""
A_STORY = 0.6
"""How much of a message may ask, for the rest to be a story."""
_A_RIGHT = re.compile(r"(?:kan|kunne|får|fær|går|gjeng|må|lyt|er|e|har)\b", re.IGNORECASE)
_ANOTHERS = re.compile(
    r"\b(?:tant[ea]\w*|onkel\w*|nabo\w*|venninn\w*|mor|mora|moren|far|faren|bestem\w*|søster\w*|bror\w*)\b",
    re.IGNORECASE,
)
"""Whose case a question about a case may be of."""


def answered(
    situation: Situation, questions: Mapping[str, Do], wish: Mapping[str, Do]
) -> Reply | None:
    """The answers to what is asked; None where another way of answering is the better one.

    Args:
        situation: the message in its place.
        questions: the dialogue's own answers by intent.
        wish: what a wish in the message goes on with, by intent.
    """
    if situation.intent in NEVER - OWN - ABOUT_THE_CODE or situation.pending not in ON_THE_SIDE:
        return None
    if is_outside(situation) or asks_of_another_place(situation):
        return None  # None of its questions is about here, though only one names the place.
    if situation.intent == CAUTION and is_trusted(situation):
        return None  # Who may have been cheated hears of that, whatever she asks besides.
    clauses = asking(situation.text)
    if len(clauses) > MOST:
        return None  # So much is taken one by one (`several`), and the rest kept.
    whole = apart.answered(situation)
    goes_on = situation.intent in PASSED_OVER or _hidden(situation, clauses)
    if whole is None and not goes_on and len(clauses) < SEVERAL:
        return None
    if situation.intent in WISHES and in_so_many_words(situation):
        # What a wish begins with asks nothing: «er det Måkesund, jeg husker ikke, jeg vil ha dem».
        clauses = [each for each in clauses if each.marked or each.end >= len(situation.text)]
    told, politely = _in_order(situation, clauses, questions, whole)
    if whole is not None and all(each is not whole for each in told):
        told.insert(0, whole)
    if whole is not None:
        told = [each for each in told if each is whole or _topic(each) not in apart.STATEMENTS]
    told = [each for each in each_once(told) if _belongs(situation, each)]
    if politely.messages and situation.intent in WISHES:
        return joined([*told, politely])
    if situation.intent.startswith("ask_") and len(told) < SEVERAL:
        known = situation.deps.catalogue.facts.statements
        told = [each for each in told if each is whole or _topic(each) in known]
    if not told or (not goes_on and whole is None and len(told) < SEVERAL):
        return _honest(situation, clauses)
    reply = joined(told)
    return reply.then(_way(situation, reply, questions, wish))


def _in_order(
    situation: Situation, clauses: list[Clause], questions: Mapping[str, Do], whole: Reply | None
) -> tuple[list[Reply], Reply]:
    """What answers the clauses in order, and the wish that one of them politely puts."""
    told, politely, before = list[Reply](), Reply(), 0
    for clause in clauses[:MOST]:
        part = part_of(situation, clause)
        if whole is not None and apart.answered(part) is not None:
            told += [] if any(each is whole for each in told) else [whole]
        elif polite.asks_for_another(asked := replace(part, intent=situation.intent)):
            politely = polite.answered(replace(asked, slots=situation.slots))
        elif (reply := answer(situation, clause, questions, before)) is not None:
            told.append(reply)
        before = clause.end
    return told, politely


def _belongs(situation: Situation, told: Reply) -> bool:
    """Whether an answer is about what the message is about: beside a lost code only the code is."""
    if situation.intent == PROBLEM:
        return _topic(told) in ABOUT_A_PROBLEM
    if situation.intent in OWN - {STATUS}:
        anothers = situation.person is None and bool(_ANOTHERS.search(situation.text))
        return _topic(told) == "oslo.decides" or (anothers and _topic(told) == "law.of_another")
    if situation.intent not in ABOUT_THE_CODE:
        return True
    return _topic(told) in OF_THE_CODE


def _topic(told: Reply) -> str:
    """The statement that a reply ends with."""
    return str((told.slots.get("topic") or {}).get("name"))


def _honest(situation: Situation, clauses: list[Clause]) -> Reply | None:
    """That the answer is not known, where a question would else be met with the code."""
    if situation.intent not in WISHES or in_so_many_words(situation) or not clauses:
        return None
    asks = clauses[0].start < len("unnskyld, men ") and _A_RIGHT.match(clauses[0].text)
    return offer_person(UNANSWERED, "facts.not_known") if asks else None


def _hidden(situation: Situation, clauses: list[Clause]) -> bool:
    """Whether a story hides the question, or it is about a firm: then the clause decides."""
    if situation.intent not in {"out_of_scope", "nlu_fallback"}:
        spoken = "?" not in situation.text and len(situation.text.split()) > LONG
        return spoken and situation.intent.startswith("ask_")
    parts = (part_of(situation, each) for each in clauses)
    if any(each.entity("provider") is not None for each in parts):
        return True
    return sum(len(each.text) for each in clauses) < len(situation.text) * A_STORY


def _way(
    situation: Situation, told: Reply, questions: Mapping[str, Do], wish: Mapping[str, Do]
) -> Reply:
    """How to go on: the wish itself where one was said, else the word to send."""
    if situation.intent == PRAISE and told.slots.get("pending") is None:
        return questions[PRAISE](situation)
    if situation.intent in ABOUT_THE_CODE:
        return lost_letter.offer(situation) if _topic(told) in A_NEW_ONE else Reply()
    if situation.intent == PROBLEM:
        return wish[PROBLEM](situation)
    if situation.intent == DOUBT and situation.readings:
        situation = replace(situation, intent=situation.readings[0][0])
    begins = situation.intent in WISHES | OWN
    if told.slots.get("pending") is not None or not begins:
        return Reply()
    if situation.person is None and says_agent(situation):
        return Reply()
    name = _topic(told)
    if name in STAYS or "must_i" in str(told.messages[0].get("say")):
        return Reply()  # Who is told to do nothing is asked for nothing.
    if situation.intent == STATUS or in_so_many_words(situation):
        reply = wish[situation.intent](situation)
        if _topic(told) == SAYS_HOW:
            reply.messages = [each for each in reply.messages if each.get("say") != "proof.why"]
        for message in reply.messages:
            if message.get("say") == "proof.why":
                message["say"] = "proof.then"
        return reply
    away = situation.person is None and name in apart.STATEMENTS
    return Reply().say("choice.way") if away else Reply()
