"""Several things in one message: up to three are answered at once, the others are kept for later.

Danger is answered alone. Questions are answered beside what is under way; one question of ours
stands last, and alone. What is not served now is said back, and kept across a menu, a code or a
birth date (`kept_for_later`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.actions.choosing.wishes.wished import TELLS_OR_ASKS, in_so_many_words
from assistant.actions.kept_for_later import CHOOSING, Do, further_choices, keep, noted
from assistant.actions.own_case.own_case import CHOICES
from assistant.actions.reply import Reply
from assistant.actions.situation import Act, Situation
from assistant.actions.speaking.roles import OF_MANDATES
from assistant.actions.thread import CHOICE_STEPS, ON_THE_SIDE, PROOF_STEPS
from assistant.reading.clauses import asking
from core.channel import Channel
from provider_catalog.facts.answering import asks_somewhere

AT_ONCE = 3
"""What is served in one reply."""
MOST_TEXTS: dict[str, int] = {Channel.SMS: 7, Channel.PHONE: 6, Channel.WEB: 12}
"""Texts in a reply, beyond which the rest is kept: nobody reads or hears more at a time."""
LIKELY_QUESTION, LIKELY_WISH = 0.2, 0.35
"""How likely another act must be, a question where several are plainly put, and anything else."""
OUTSIDE = "out_of_scope"
DOUBT, UNDOUBTED = "nlu_fallback", 0.67
"""Where understanding doubts its likeliest reading, that one is asked about and not answered too;
beside it only what a part of the message surely says is heard (the threshold of config.yml)."""
NO_WORDS = frozenset({"automatic", "reaction"})
"""Intents of messages that no person wrote: nothing in them is a wish."""
DANGER = "emergency"
GIVEN = frozenset({"give_code", "give_birth_date"})
"""What is taken in on the way to something else."""
HOW = frozenset({"ask_how_to_choose", "ask_how_to_switch"})
"""What is answered by doing it, where it is wished for in the same message."""
OWN_CASE = frozenset({"my_choice_status", "my_provider", "my_decision"})
GRAVE = frozenset({"report_abuse", "report_death"})
"""What is heard by itself first (`safety.care`): beside a question it must be surely said."""
NOT_BESIDE = {
    "ask_scam": frozenset({"new_letter", "must_i"}),
    "ask_complaint": frozenset({"report_problem"}),
    "keep_municipal": frozenset({"undo_choice"}),
    "switch_provider": frozenset({"undo_choice"}),
}
"""What is only spoken of beside another: the code, where somebody fears a fraud; the choice that is
regretted, where somebody else is wished for now."""
SAID_BACK = 0.7
"""How sure what is kept for later must be to be named: misheard it is a riddle, or a fright."""


READ_BACK = "choice.read_back"
"""How the names of the texts begin that read a choice back."""


@dataclass(frozen=True)
class Others:
    """What else a message may ask for, by intent.

    Attributes:
        questions: what is answered whatever else is under way.
        wishes: what is begun where nothing else is, and kept where something is.
        own: wishes that need proof: a code beside one of them is given for it.
    """

    questions: Mapping[str, Do]
    wishes: Mapping[str, Do]
    own: Mapping[str, Do]

    def first(self, intent: str) -> Do | None:
        """What an intent leads to by itself, where it is one of these."""
        return self.questions.get(intent) or self.wishes.get(intent)


def first_of(situation: Situation, act: Do, others: Others) -> tuple[Situation, Do]:
    """What to begin with: the wish, where the message gives a code or a birth date for it."""
    if situation.intent not in GIVEN:
        return situation, act
    for other in situation.acts:
        if other.intent in others.own and other.confidence >= LIKELY_WISH:
            return replace(situation, intent=other.intent), others.own[other.intent]
    return situation, act


def with_others(situation: Situation, first: Reply, others: Others) -> Reply:
    """The first answer with what else the message asks for.

    Args:
        situation: the message.
        first: what its first act is answered with.
        others: what can stand beside it.
    """
    if situation.intent in NO_WORDS:
        return first
    rest = _rest(situation, others)
    if situation.intent == DANGER:
        return keep(situation, first, [noted(situation, act) for act in rest])
    busy = situation.pending not in ON_THE_SIDE
    if rest and situation.intent == DOUBT and not busy:
        first = Reply()  # What was surely heard is answered, and the doubt is let go.
    reply, later, served = first, [], 1
    for act in rest:
        if served == AT_ONCE or _texts(reply) >= MOST_TEXTS[situation.channel]:
            if act.confidence >= SAID_BACK or _plainly_asks(situation, act, others):
                later.append(noted(situation, act))
            continue
        answer = others.questions.get(act.intent)
        if answer is not None:
            reply = _beside(reply, _new(reply, answer(_alone(situation, act))), busy=busy)
            served += 1
        elif _goes_on(situation, act):
            reply = _with_name(situation, reply, act, others)
            served += 1
        elif busy or (_waits(reply) and reply.slots["pending"] not in ON_THE_SIDE):
            if act.confidence >= SAID_BACK:
                later.append(noted(situation, act))
        else:
            begun = others.wishes[act.intent](_alone(situation, act))
            # The wish stands last: an offer on the side would only stand in its way.
            reply = (told(reply) if _waits(begun) and _waits(reply) else reply).then(begun)
            served += 1
    later[:0] = further_choices(situation, first)
    return keep(situation, reply, later, said=served + len(later))


def with_name_beside(situation: Situation, answer: Reply, others: Others) -> Reply:
    """An answer to a question with the choice of somebody by name that is wished for beside it."""
    for act in _rest(situation, others):
        if act.intent not in CHOOSING or not _names_somebody(situation, act, others):
            continue
        if _goes_on(situation, act):
            return _with_name(situation, answer, act, others)
        free = situation.pending in ON_THE_SIDE and not answer.slots.get("wish")
        if free and act.confidence >= UNDOUBTED and in_so_many_words(situation):
            return _with_name(situation, answer, act, others)
    return answer


def _with_name(situation: Situation, answer: Reply, wish: Act, others: Others) -> Reply:
    """A name said beside a question is whom she wants: not a second choice, where one waits."""
    again = replace(situation, intent=wish.intent, acts=())
    kept = told(answer)
    # What was read back before is not what she wants now.
    kept.messages = [m for m in kept.messages if not str(m.get("say")).startswith(READ_BACK)]
    return kept.then(others.wishes[wish.intent](again))


def says_more(situation: Situation) -> bool:
    """Whether the message surely holds another act beside its first."""
    first = _kind(situation.intent)
    others = (act for act in situation.acts if _kind(act.intent) != first)
    return any(act.confidence >= LIKELY_WISH for act in others)


def _rest(situation: Situation, others: Others) -> list[Act]:
    """The acts beside the first that can be served, each kind once."""
    seen, rest = {_kind(situation.intent)}, []
    doubted = situation.readings[0][0] if situation.readings else None
    for act in situation.acts:
        kind = _kind(act.intent)
        if kind in seen:
            continue
        question = act.intent in others.questions
        if situation.pending in OF_MANDATES and not (question and "?" in situation.text):
            continue  # «Velge for meg» answers how far a mandate goes, and is no wish of its own.
        if not question and act.intent not in others.wishes:
            continue
        if act.confidence < _least(situation, question=question):
            continue
        if situation.intent == DOUBT and act.intent == doubted:
            continue
        if kind == "choosing" and not _is_a_wish(situation, act, others):
            continue
        if act.intent in GRAVE and act.confidence < SAID_BACK:
            continue
        if act.intent in OWN_CASE and act.confidence < UNDOUBTED:
            continue  # A doubted one would send somebody for a code.
        if act.intent in NOT_BESIDE.get(situation.intent, ()):
            continue
        if question and _asked_already(situation, act):
            continue
        if act.intent in HOW and ("choosing" in seen or act.confidence < UNDOUBTED):
            continue
        seen.add(kind)
        rest.append(act)
    return rest


def _least(situation: Situation, *, question: bool) -> float:
    """How sure an act beside the first must be."""
    if situation.intent in (DOUBT, OUTSIDE):
        return UNDOUBTED  # Nothing of ours is forced upon who asks of the dustbins.
    return LIKELY_QUESTION if question and situation.text.count("?") > 1 else LIKELY_WISH


def _plainly_asks(situation: Situation, act: Act, others: Others) -> bool:
    """Whether several questions are put with their marks, and this is one of them."""
    several = situation.text.count("?") > 1
    return several and act.intent in others.questions and act.intent not in GRAVE


def _asked_already(situation: Situation, act: Act) -> bool:
    """Whether a question is heard in the very clause that the first act answers."""
    first = next((each for each in situation.acts if each.intent == situation.intent), None)
    clauses = asking(situation.text)
    if first is None or situation.intent == DOUBT or len(clauses) != 1:
        return False
    [clause] = clauses
    return all(min(each.end, clause.end) > max(each.start, clause.start) for each in (first, act))


def _is_a_wish(situation: Situation, act: Act, others: Others) -> bool:
    """Whether a choice is wished for, and says more than what is under way says already."""
    if _only_asks(situation, act):
        return False
    return not _goes_on(situation, act) or _names_somebody(situation, act, others)


def _only_asks(situation: Situation, act: Act) -> bool:
    """Whether nobody is wished for: a question in which choosing is spoken of."""
    wants = bool((situation.choice or {}).get("want"))
    asks = asks_somewhere(situation.text[act.start : act.end])
    if asks_somewhere(situation.text) and not in_so_many_words(situation):
        return situation.intent not in CHOOSING
    return situation.kind in TELLS_OR_ASKS and asks and not wants


def _goes_on(situation: Situation, act: Act) -> bool:
    """Whether a wish to choose is the very choice that is under way, said again or corrected."""
    waits_for_proof = situation.pending in PROOF_STEPS and situation.slots.get("wish") in CHOICES
    return act.intent in CHOOSING and (situation.pending in CHOICE_STEPS or waits_for_proof)


def _names_somebody(situation: Situation, act: Act, others: Others) -> bool:
    """Whether an act beside a question names a provider: then it says more than that one chooses.

    What is no question (a pick, a yes, a code) has been answered with the names in it already.
    """
    named = (each for each in situation.mentions if each.kind == "provider")
    inside = any(act.start <= each.start and each.end <= act.end for each in named)
    return situation.intent in others.questions and inside


def _kind(intent: str) -> str:
    return "choosing" if intent in CHOOSING else intent


def _alone(situation: Situation, act: Act) -> Situation:
    """The situation with one act alone; what was asked before is taken up by the first answer."""
    slots = {**situation.slots, "pending": None}
    return replace(situation, intent=act.intent, acts=(), slots=slots)


def _new(reply: Reply, other: Reply) -> Reply:
    """An answer without what the first has told already."""
    told = [(each.get("say"), each.get("values")) for each in reply.messages]
    other.messages = [
        each
        for each in other.messages
        if "expect" in each or (each.get("say"), each.get("values")) not in told
    ]
    return other


def _beside(reply: Reply, other: Reply, *, busy: bool) -> Reply:
    """An answer beside another: told first where the other ends in a question."""
    if busy or (_waits(reply) and not _waits(other)):
        return told(other).then(reply)
    if _waits(reply) and reply.slots["pending"] not in ON_THE_SIDE:
        return told(other).then(reply)
    return (told(reply) if _waits(other) and _waits(reply) else reply).then(other)


def _texts(reply: Reply) -> int:
    return sum("say" in message for message in reply.messages)


def _waits(reply: Reply) -> bool:
    """Whether it ends in a question."""
    return bool(reply.slots.get("pending"))


def told(reply: Reply) -> Reply:
    """What a reply tells and does, without the question that it ends in and what goes with it."""
    kept = Reply()
    kept.messages = [message for message in reply.messages if "expect" not in message]
    if not kept.messages and reply.messages:
        # All that is known stands in the question itself: «det vet vi ikke, vil du …».
        kept.messages = [
            {key: value for key, value in message.items() if key not in ("expect", "options")}
            for message in reply.messages
        ]
    # What was left for later is still said to come.
    return kept.set(later=reply.slots["later"]) if "later" in reply.slots else kept
