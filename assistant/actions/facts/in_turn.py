"""What a message asks is answered first, each question in turn, and in short.

A wish beside it waits for its answer, a story around it is left alone, and nobody is sent for a
code to hear what is the same for everybody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.actions.choosing import apart, polite
from assistant.actions.choosing.wished import in_so_many_words
from assistant.actions.facts.answering import NEVER, one_fact
from assistant.actions.facts.presenter import say_statement
from assistant.actions.facts.providers import LIKE_OF_ALL, TELL, about_provider, told_of
from assistant.actions.own_case import lost_letter
from assistant.actions.reply import Reply
from assistant.actions.several import DOUBT, LIKELY_QUESTION, LIKELY_WISH, UNDOUBTED
from assistant.actions.situation import OWN_SERVICE, Act, Situation
from assistant.actions.speaking.roles import says_agent
from assistant.actions.thread import ON_THE_SIDE, UNANSWERED, offer_person
from assistant.gate.verdict import Mention
from assistant.reading.clauses import Clause, asking
from provider_catalog.facts.judging import SURER

Do = Callable[[Situation], Reply]

SEVERAL = 2
MOST = 3
"""So many are answered in one reply."""
AT_MOST = 2
"""So much is said to each, where there are several."""
OFFER = "offer_person"
STATUS, SAYS_HOW = "my_choice_status", "choosing.enough_to_say"
OWN = frozenset({"my_choice_status", "my_provider", "my_decision"})
WISHES = frozenset({"choose_provider", "switch_provider", "keep_municipal"})
STAYS = frozenset({"choosing.keep_doing_nothing"})
PRAISE, PROBLEM = "praise", "report_problem"
PASSED_OVER = OWN | WISHES | {PRAISE, PROBLEM, "give_code", "new_letter"}
"""What asks for a code or begins something, where a question stands beside it."""
ABOUT_A_PROBLEM = frozenset({"money.not_come", "money.my_bill", "money.switching"})
OF_THE_CODE = frozenset({"letter.only_digits", "letter.code_taken", "choosing.own_code"})
A_NEW_ONE = frozenset({"letter.only_digits", "letter.code_taken"})
ABOUT_THE_CODE = frozenset({"new_letter", "give_code"})
ASKED = frozenset(
    "must_i compare_providers list_providers provider_details pause_help more_help".split()
)
"""The dialogue's own questions by other names."""
LONG = 20
"""Words of what is told by telephone: a word of the story may be taken for the question."""
A_STORY = 0.6
"""How much of a message may ask, for the rest to be a story."""
OF_A_FIRM = {"ask_same_helper": "same_helper", "ask_hours": "hours"}
"""What is asked of a firm that is named, by what it was understood as."""
ITS_OWN = frozenset({"must_i", "compare_providers"})
"""What the dialogue answers better than any one fact."""
SURELY = 0.88
"""How sure a fact must be that answers a clause without a question mark."""
NAME_AND_MORE = 2
"""Words: more asks something of a firm, and does not only name it."""
_A_RIGHT = re.compile(r"(?:kan|kunne|får|fær|går|gjeng|må|lyt|er|e|har)\b", re.IGNORECASE)
_ANOTHERS = re.compile(
    r"\b(?:tant[ea]\w*|onkel\w*|nabo\w*|venninn\w*|mor|mora|moren|far|faren|bestem\w*|søster\w*|bror\w*)\b",
    re.IGNORECASE,
)
"""Whose case a question about a case may be of."""
SPOKEN, BEFORE = 8, 7
"""Words of a spoken question that says little by itself, and of what leads to it."""
_STILL_THE_OLD = re.compile(
    r"\b(?:fortsatt|fremdeles|framleis|fremleis|enda|ennå|enno|"
    r"(?:de|dei) sam(?:me|e)|forfra|på nytt)\b",
    re.IGNORECASE,
)
"""A choice was made, and the old ones still come."""
_IN_GENERAL = re.compile(
    r"\b(?:fortell\w*|fortel|hva med|ka med|kva med|hva er|ka e|kva er|hvem er|kem e|kven er|"
    r"vet du|veit du|"
    r"høre om|ekte|velge?|velje|bytt\w*|byt[ea]|få|fått|ha|angre\w*)\b",
    re.IGNORECASE,
)
"""What is answered with who the firm is, or how one gets it."""
NOT_SAID_BESIDE = frozenset(
    "ask_source ask_word ask_mandates ask_how_to_choose ask_elsewhere".split()
)
"""What a clause is easily taken for."""
_THEY = re.compile(r"\b(?:de der|de|dem|dei|der|firmaet)\b", re.IGNORECASE)


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
    told = [each for each in _each_once(told) if _belongs(situation, each)]
    if politely.messages and situation.intent in WISHES:
        return _joined([*told, politely])
    if situation.intent.startswith("ask_") and len(told) < SEVERAL:
        known = situation.house.catalogue.facts.statements
        told = [each for each in told if each is whole or _topic(each) in known]
    if not told or (not goes_on and whole is None and len(told) < SEVERAL):
        return _honest(situation, clauses)
    reply = _joined(told)
    return reply.then(_way(situation, reply, questions, wish))


def _in_order(
    situation: Situation, clauses: list[Clause], questions: Mapping[str, Do], whole: Reply | None
) -> tuple[list[Reply], Reply]:
    """What answers the clauses in order, and the wish that one of them politely puts."""
    told, politely, before = list[Reply](), Reply(), 0
    for clause in clauses[:MOST]:
        part = _part(situation, clause)
        if whole is not None and apart.answered(part) is not None:
            told += [] if any(each is whole for each in told) else [whole]
        elif polite.asks_for_another(asked := replace(part, intent=situation.intent)):
            politely = polite.answered(replace(asked, slots=situation.slots))
        elif (reply := _answer(situation, clause, questions, before)) is not None:
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
    parts = (_part(situation, each) for each in clauses)
    if any(each.entity("provider") is not None for each in parts):
        return True
    return sum(len(each.text) for each in clauses) < len(situation.text) * A_STORY


def _answer(
    situation: Situation, clause: Clause, questions: Mapping[str, Do], before: int
) -> Reply | None:
    """What answers one clause: a firm's fact, what is known, or the dialogue's own answer.

    What was heard before the end of the clause `before` it belongs to that one.
    """
    part = _part(situation, clause)
    least = SURER if clause.marked else SURELY
    if situation.intent == STATUS and _STILL_THE_OLD.search(situation.text):
        told = situation.house.catalogue.facts.statements["choosing.start_over"]
        return say_statement(situation, told)
    best = _act_in(situation, clause, questions, before)
    if situation.intent == STATUS:
        return None  # What became of a choice stands in the case.
    if best is not None and best.intent in ITS_OWN and best.confidence >= SURELY:
        return questions[best.intent](replace(part, intent=best.intent))
    fact, like = None, 0.0
    if not clause.marked and (wider := _with_what_leads_to_it(part, clause)) is not None:
        fact, like = one_fact(wider, questions, least)
    if fact is None:
        fact, like = one_fact(part, questions, least)
    facts, own = situation.house.catalogue.facts, _own(situation)
    if part.entity("provider") not in (None, own, OWN_SERVICE):
        asked = replace(part, intent="provider_details")
        if (several := _of_several(asked)) is not None:
            return several
        if best is not None and best.intent in OF_A_FIRM:
            return told_of(asked, OF_A_FIRM[best.intent])
        if (reply := about_provider(asked, facts, like if fact else 0.0)) is not None:
            return reply
    if fact is not None:
        return fact
    of_a_firm = part.entity("provider") not in (None, own, OWN_SERVICE) and _particular(part)
    if best is not None and not (of_a_firm and best.confidence < UNDOUBTED):
        return questions[best.intent](replace(part, intent=best.intent))
    if of_a_firm:
        said = {"provider": part.entity("provider")}
        return Reply().say("provider.fact_missing", provider=said)
    return None


def _with_what_leads_to_it(part: Situation, clause: Clause) -> Situation | None:
    """A spoken question with the words before it: «var det riktig av henne» asks what she did."""
    if clause.start == 0 or len(clause.text.split()) > SPOKEN:
        return None
    before = part.story[: clause.start].split()[-BEFORE:]
    return replace(part, text=" ".join([*before, clause.text]), mentions=(), entities={})


def _of_several(part: Situation) -> Reply | None:
    """«Hvem av dem er størst»: one fact of each that was named before."""
    if len(part.entities["provider"]) < SEVERAL or not _THEY.search(part.text):
        return None
    best = part.house.catalogue.facts.of_provider(part.text, [])
    if best is None or best.score < LIKE_OF_ALL or best.entry not in TELL:
        return None
    return told_of(part, best.entry)


def _act_in(
    situation: Situation, clause: Clause, questions: Mapping[str, Do], before: int
) -> Act | None:
    """The dialogue's own question that was heard in a clause."""
    least = LIKELY_QUESTION if clause.marked else LIKELY_WISH
    covers = [
        each
        for each in situation.acts
        if each.intent in questions
        and (each.intent in ASKED or each.intent.startswith("ask_"))
        and each.intent not in NOT_SAID_BESIDE
        and each.confidence >= least
        and each.start >= before
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
    # What only asks back comes last: «i hvilken bydel bor du?» leads to an answer too.
    asks = [each for each in told if all("expect" in m for m in each.messages if "say" in m)]
    kept = [each for each in asks if each.slots.get("pending") != OFFER]
    told = [each for each in told if each not in asks] + (kept or asks)[:1]
    reply = Reply()
    for at, each in enumerate(told):
        last = at == len(told) - 1
        said = [m for m in each.messages if last or "expect" not in m]
        if not said:
            continue
        most = len(said) if said[0].get("say") == "compare.neutral" else AT_MOST
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


def _own(situation: Situation) -> str:
    return situation.house.catalogue.municipal_provider(situation.municipality.id).id
