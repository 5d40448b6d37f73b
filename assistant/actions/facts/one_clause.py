"""One clause that asks, as a message of its own: a firm's fact, a statement or the dialogue."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.actions.facts.asked import found_here
from assistant.actions.facts.likeliest import one_fact
from assistant.actions.facts.own_answer import leads_to
from assistant.actions.facts.presenter import say_statement
from assistant.actions.facts.providers import LIKE_OF_ALL, TELL, about_provider, told_of
from assistant.actions.reply import Reply
from assistant.actions.several import LIKELY_QUESTION, LIKELY_WISH, UNDOUBTED
from assistant.actions.situation import OWN_SERVICE, Act, Situation
from assistant.gate.verdict import Mention
from assistant.reading.clauses import Clause
from provider_catalog.facts.finding.judging import NEAR, SURE, SURER

Do = Callable[[Situation], Reply]

SEVERAL = 2
STATUS = "my_choice_status"
ASKED = frozenset(
    "must_i compare_providers list_providers provider_details pause_help more_help".split()
)
"""The dialogue's own questions by other names."""
OF_A_FIRM = {"ask_same_helper": "same_helper", "ask_hours": "hours"}
"""What is asked of a firm that is named, by what it was understood as."""
ITS_OWN = frozenset({"must_i", "compare_providers"})
"""What the dialogue answers better than any one fact."""
SURELY = 0.65
"""How sure a fact must be that answers a clause without a question mark."""
UNDOUBTED_ITS_OWN = 0.88
"""How sure understanding must be of those."""
NAME_AND_MORE = 2
"""Words: more asks something of a firm, and does not only name it."""
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


def answer(
    situation: Situation, clause: Clause, questions: Mapping[str, Do], before: int
) -> Reply | None:
    """What answers one clause: a firm's fact, what is known, or the dialogue's own answer.

    What was heard before the end of the clause `before` it belongs to that one.
    """
    if situation.intent == STATUS:
        return _beside_a_status(situation)
    part = part_of(situation, clause)
    best = _act_in(situation, clause, questions, before)
    if best is not None:
        part = replace(part, readings=((best.intent, best.confidence),))
    if best is not None and best.intent in ITS_OWN and best.confidence >= UNDOUBTED_ITS_OWN:
        return questions[best.intent](replace(part, intent=best.intent))
    fact, like = _fact(part, clause, questions, doubted=best is None or _is_doubted(best))
    facts, own = situation.deps.catalogue.facts, _own(situation)
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
    if best is not None and not (_is_doubted(best) and (of_a_firm or not _is_its_own(part, best))):
        return questions[best.intent](replace(part, intent=best.intent))
    if of_a_firm:
        said = {"provider": part.entity("provider")}
        return Reply().say("provider.fact_missing", provider=said)
    return None


def _beside_a_status(situation: Situation) -> Reply | None:
    """What became of a choice stands in the case; that one may begin anew does not."""
    if not _STILL_THE_OLD.search(situation.text):
        return None
    told = situation.deps.catalogue.facts.statements["choosing.start_over"]
    return say_statement(situation, told)


def _is_doubted(act: Act) -> bool:
    return act.confidence < UNDOUBTED


def _is_its_own(part: Situation, act: Act) -> bool:
    """Whether the dialogue's own answer is likely one to this very clause."""
    found = found_here(part, [])
    return any(each.sure >= NEAR and leads_to(each) == act.intent for each in found)


def _fact(
    part: Situation, clause: Clause, questions: Mapping[str, Do], *, doubted: bool
) -> tuple[Reply | None, float]:
    """What surely answers a clause, less surely where the dialogue's own answer is doubted."""
    if not clause.marked:
        wider = _with_what_leads_to_it(part, clause)
        fact, like = one_fact(wider, questions, SURELY) if wider is not None else (None, 0.0)
        return (fact, like) if fact is not None else one_fact(part, questions, SURELY)
    return one_fact(part, questions, SURE if doubted else SURER)


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
    best = part.deps.catalogue.facts.of_provider(part.text, [])
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


def part_of(situation: Situation, clause: Clause) -> Situation:
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


def _own(situation: Situation) -> str:
    return situation.deps.catalogue.municipal_provider(situation.municipality.id).id
