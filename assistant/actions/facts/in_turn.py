"""What a message asks is answered first, each question in turn, and in short.

A wish beside it waits for its answer, a story around it is left alone, and nobody is sent for a
code to hear what is the same for everybody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.actions.choosing import apart
from assistant.actions.facts.answering import NEVER, one_fact
from assistant.actions.facts.providers import about_provider
from assistant.actions.own_case import proof
from assistant.actions.reply import Reply
from assistant.actions.several import LIKELY_QUESTION, LIKELY_WISH
from assistant.actions.situation import OWN_SERVICE, Act, Situation
from assistant.actions.thread import ON_THE_SIDE, UNANSWERED, offer_person
from assistant.gate.verdict import Mention
from assistant.reading.clauses import Clause, asking
from provider_catalog.facts.judging import SURER

Do = Callable[[Situation], Reply]

SEVERAL = 2
MOST = 3
"""So many are answered in one reply."""
FIRST, NEXT = 3, 2
"""So much is said to the first of them, and to each of the next."""
OWN = frozenset({"my_choice_status", "my_provider", "my_decision"})
WISHES = frozenset({"choose_provider", "switch_provider", "keep_municipal"})
PRAISE = "praise"
PASSED_OVER = OWN | WISHES | {PRAISE, "give_code", "change_content", "ask_how_to_choose"}
"""What asks for a code or begins something, where a question stands beside it."""
ITS_OWN = frozenset({"must_i", "compare_providers"})
"""What the dialogue answers better than any one fact."""
SURELY = 0.9
"""How sure a fact must be that answers a clause without a question mark."""
NAME_AND_MORE = 3
"""Words: more asks something of a firm, and does not only name it."""
_A_RIGHT = re.compile(
    r"(?:kan|kunne|får|fær|går|gjeng|må|lyt|er|e|har)\b", re.IGNORECASE
)
_IN_GENERAL = re.compile(
    r"\b(?:fortell\w*|fortel|hva med|ka med|kva med|hva er|ka e|kva er|hvem er|kem e|kven er|vet du|veit du|"
    r"høre om|ekte|velge?|velje|bytt\w*|byt[ea]|få|fått|ha|angre\w*)\b",
    re.IGNORECASE,
)
"""What is answered with who the firm is, or how one gets it."""
NOT_SAID_BESIDE = frozenset("confused help ask_source ask_bot ask_word ask_mandates".split())
"""What a clause is easily taken for."""
_THEY = re.compile(r"\b(?:de der|de|dem|dei|der|firmaet)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:vil|ønsk\w+|ynskj\w+|skal|tenkt\w*)\s+"
    r"(?:(?:jeg|eg|æ|e|vi|nå|no|da|då|gjerne|helst|å|bare|berre|at)\s+){0,4}"
    r"(?:ha|få|velge?|velja|velje|bytte?|byt[ea]|skifte|bestille|tinge|melde)\b",
    re.IGNORECASE,
)
"""A wish in so many words."""


def wishes(situation: Situation) -> bool:
    """Whether somebody is wished for in so many words, and not only asked about."""
    wanted = any(each["provider"] for each in (situation.choice or {}).get("want") or ())
    text = situation.text
    for clause in reversed(asking(text)):
        text = f"{text[: clause.start]} {text[clause.end :]}"
    return bool(_WISHES.search(text)) or (wanted and situation.kind == "wish")


def answered(
    situation: Situation, questions: Mapping[str, Do], wish: Mapping[str, Do]
) -> Reply | None:
    """The answers to what is asked; None where another way of answering is the better one.

    Args:
        situation: the message in its place.
        questions: the dialogue's own answers by intent.
        wish: what a wish in the message goes on with, by intent.
    """
    if situation.intent in NEVER - OWN or situation.pending not in ON_THE_SIDE:
        return None
    clauses = asking(situation.text)
    whole = apart.answered(situation)
    goes_on = situation.intent in PASSED_OVER or _asks_of_a_firm(situation, clauses)
    if whole is None and not goes_on and len(clauses) < SEVERAL:
        return None
    if situation.intent in WISHES and wishes(situation):
        # What a wish begins with asks nothing: «er det Måkesund, jeg husker ikke, jeg vil ha dem».
        clauses = [each for each in clauses if each.marked or each.end >= len(situation.text)]
    told = list(filter(None, (_answer(situation, each, questions) for each in clauses[:MOST])))
    if whole is not None and not any(_told_by(whole) == _told_by(each) for each in told):
        told.insert(0, whole)
    told = _each_once(told)
    if not told or (not goes_on and whole is None and len(told) < SEVERAL):
        return _honest(situation, clauses)
    reply = _joined(told)
    return reply.then(_way(situation, reply, questions, wish))


def _told_by(reply: Reply) -> list[str]:
    return [_said(each) for each in reply.messages]


def _honest(situation: Situation, clauses: list[Clause]) -> Reply | None:
    """That the answer is not known, where a question would else be met with the code."""
    if situation.intent not in WISHES or wishes(situation) or not clauses:
        return None
    asks = clauses[0].start < len("unnskyld, men ") and _A_RIGHT.match(clauses[0].text)
    return offer_person(UNANSWERED, "facts.not_known") if asks else None


def _asks_of_a_firm(situation: Situation, clauses: list[Clause]) -> bool:
    if situation.intent not in {"out_of_scope", "nlu_fallback"}:
        return False
    parts = (_part(situation, each) for each in clauses)
    return any(each.entity("provider") is not None for each in parts)


def _answer(situation: Situation, clause: Clause, questions: Mapping[str, Do]) -> Reply | None:
    """What answers one clause: a firm's fact, what is known, or the dialogue's own answer."""
    part = _part(situation, clause)
    if (reply := apart.answered(part)) is not None:
        return reply
    least = SURER if clause.marked else SURELY
    best = _act_in(situation, clause, questions)
    if best is not None and best.intent in ITS_OWN and best.confidence >= SURELY:
        return questions[best.intent](replace(part, intent=best.intent))
    fact, like = one_fact(part, questions, least)
    facts, own = situation.house.catalogue.facts, _own(situation)
    if part.entity("provider") not in (None, own, OWN_SERVICE):
        asked = replace(part, intent="provider_details")
        if (reply := about_provider(asked, facts, like)) is not None:
            return reply
    if fact is not None:
        return fact
    if best is not None:
        return questions[best.intent](replace(part, intent=best.intent))
    if part.entity("provider") not in (None, own, OWN_SERVICE) and _particular(part):
        said = {"provider": part.entity("provider")}
        return Reply().say("provider.fact_missing", provider=said)
    return None


def _act_in(situation: Situation, clause: Clause, questions: Mapping[str, Do]) -> Act | None:
    """The dialogue's own question that was heard in a clause."""
    least = LIKELY_QUESTION if clause.marked else LIKELY_WISH
    covers = [
        each
        for each in situation.acts
        if each.intent in questions
        and each.intent not in NOT_SAID_BESIDE
        and each.confidence >= least
        and min(each.end, clause.end) > max(each.start, clause.start)
    ]
    return max(covers, key=lambda each: each.confidence, default=None)


def _particular(part: Situation) -> bool:
    """Whether something of its own is asked of a firm, and not who it is or how to get it."""
    return len(part.text.split()) > NAME_AND_MORE and not _IN_GENERAL.search(part.text)


def _part(situation: Situation, clause: Clause) -> Situation:
    """The clause as a message of its own; «de» are the firms that were named before it."""
    at = clause.start
    mentions = tuple(
        Mention(each.kind, each.value, each.start - at, each.end - at)
        for each in situation.mentions
        if at <= each.start and each.end <= clause.end
    )
    own = _own(situation)
    if not any(each.kind == "provider" for each in mentions):
        firms = list(
            dict.fromkeys(
                each.value
                for each in situation.mentions
                if each.kind == "provider" and each.value not in (own, OWN_SERVICE)
            )
        )
        they = _THEY.search(clause.text)
        if they is not None and 0 < len(firms) <= SEVERAL:
            mentions += tuple(Mention("provider", each, *they.span()) for each in firms)
    kinds: dict[str, list[Any]] = {}
    for each in mentions:
        kinds.setdefault(each.kind, []).append(each.value)
    slots = {**situation.slots, "pending": None}
    return replace(
        situation,
        text=clause.text,
        mentions=mentions,
        entities=kinds,
        slots=slots,
        acts=(),
        readings=(),
        choice=None,
        context={**situation.context, "story": situation.text},
        kind="question",
        intent="nlu_fallback",
    )


def _each_once(told: list[Reply]) -> list[Reply]:
    seen, kept = set[str](), []
    for reply in told:
        new = [each for each in reply.messages if _said(each) not in seen]
        seen |= {_said(each) for each in reply.messages}
        if new:
            only = Reply().set(**reply.slots)
            only.messages = new
            kept.append(only)
    return kept


def _said(message: Mapping[str, Any]) -> str:
    return f"{message.get('say')} {message.get('values')}"


def _joined(told: list[Reply]) -> Reply:
    """The answers one after the other, each in short; only the last may end in a question."""
    reply = Reply()
    for at, each in enumerate(told):
        last = at == len(told) - 1
        said = [m for m in each.messages if last or "expect" not in m]
        if not said:
            continue
        most = FIRST if at == 0 else NEXT
        if len(told) > 1:
            asked = [m for m in said if "expect" in m]
            said = [m for m in said if "expect" not in m][:most] + asked
        reply.messages += said
        slots = each.slots if last else {k: v for k, v in each.slots.items() if k == "topic"}
        reply.set(**slots)
    return reply


def _way(
    situation: Situation, told: Reply, questions: Mapping[str, Do], wish: Mapping[str, Do]
) -> Reply:
    """How to go on: the wish itself where one was said, else the word to send."""
    if situation.intent == PRAISE and told.slots.get("pending") is None:
        return questions[PRAISE](situation)
    begins = situation.intent in WISHES | OWN
    if told.slots.get("pending") is not None or not begins:
        return Reply()
    if situation.person is None and proof.for_another(situation):
        return Reply()
    if situation.intent in OWN or wishes(situation):
        reply = wish[situation.intent](situation)
        for message in reply.messages:
            if message.get("say") == "proof.why":
                message["say"] = "proof.then"
        return reply
    return Reply().say("choice.way") if situation.person is None else Reply()


def _own(situation: Situation) -> str:
    return situation.house.catalogue.municipal_provider(situation.municipality.id).id
