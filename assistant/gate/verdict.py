"""The gate: yes, no, changed or unclear, for an answer to a question whose yes changes something.

A false yes costs a hundred times a needless question (`FALSE_YES`): the old person gets another
helper at the door. So a yes must be shown by the words themselves, and whatever may make it none
turns it into a question; a no needs less, because it only leaves things as they are. No model says
yes here: one may take a yes away, or say no. The measured outcome is in docs/decisions/018.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.gate.answer import Answer, Answered, Mention, Verdict, unclear
from assistant.gate.changed import changed
from assistant.gate.clean import Clean, clean
from assistant.gate.learned.model import model
from assistant.gate.no import BARE_NO, says_no, says_own_yes, says_yes_too
from assistant.gate.own_words import echoes
from assistant.gate.wording import DOUBT, anywhere, table
from assistant.gate.yes import CLEAR, MOST_WORDS, says_yes, stands_alone

__all__ = [
    "FALSE_YES",
    "LEAST_CONFIDENCE",
    "Answer",
    "Answered",
    "Mention",
    "Verdict",
    "by_words",
    "holds_an_answer",
    "is_led_by_an_answer",
    "judge",
    "read",
    "weighed",
]

FALSE_YES = 100
"""What acting without having been asked costs, in needless questions (the unit)."""
LEAST_CONFIDENCE = 0.6
"""Of a recogniser, 0 to 1. Below it even a plain «ja» is confirmed by a key. Our judgement: Twilio
says neither what its figure means nor that there is one (facts about <Gather>, docs/decisions/018),
so it can take a yes away and never give one."""

SURE_NO = 0.5
"""How likely it must find a no where the words hold neither a yes nor a no that is known."""
DOUBTED = 0.2
"""Where the model finds a yes less likely than this, the words are asked about all the same. Both
are set on authors whom the model had not read (`bench.gate_model`, docs/decisions/018)."""

_SETTLED = frozenset({"nothing", "both", "question", "rejects_other"})
"""Why words are unclear whatever others meant by them."""
_WORDS = table("verdict")
_ASKS = anywhere(_WORDS["asks"])
_NOTHING_WRONG = anywhere(_WORDS["nothing_wrong"], flags=re.IGNORECASE)
_LIMITS = anywhere(_WORDS["limits"], flags=re.IGNORECASE)
_ANOTHER_SPEAKS = anywhere(_WORDS["another_speaks"])
_NO_ANSWER = anywhere(_WORDS["no_answer"])
_SIGN_INSIDE = re.compile(r"[^\w\s.'’&-]")
_QUOTE = re.compile(r"[«»“”„\"]")
_TRAILS_OFF = re.compile(r"(?:\.\.|…)\s*$")


def judge(answer: Answer) -> Verdict:
    """Judge an answer. Pure and quick: the same answer gives the same verdict.

    Args:
        answer: the message, what it answers and how it came.
    """
    if answer.given == "dtmf":
        return _of_key(answer)
    said = read(answer)
    found = by_words(answer, said)
    if not model().knows(answer.question):
        return found  # Of danger above all: there a no by likeness would be the costly mistake.
    return weighed(answer, said, found, model().likelihoods(answer, said, found))


def read(answer: Answer) -> Clean:
    """The words of an answer without courtesy, each name in them as one word.

    Args:
        answer: the message.
    """
    return clean(
        _NOTHING_WRONG.sub(" feilfritt ", _named(answer)),
        answer.names,
        asked=answer.asked,
        numbers=_numbers(answer),
    )


def by_words(answer: Answer, said: Clean) -> Verdict:
    """What the words alone come to.

    Args:
        answer: the message, what it answers and how it came.
        said: see `read`.
    """
    asks = _asks(said)
    if not asks and (other := changed(answer, " ".join(said.words))) is not None:
        return other
    if not said.words:
        return unclear("nothing")
    negative = says_no(answer, said)
    affirmative, why = says_yes(answer, said)
    if negative and (affirmative or asks or says_yes_too(answer, said)):
        return unclear("question" if asks else "both")
    if negative:
        return Verdict(Answered.NO, "said")
    if not affirmative:
        return unclear(why)
    for reason in _against(answer, said, asks=asks):
        return Verdict(Answered.UNCLEAR, reason, signer=said.signer)
    return Verdict(Answered.YES, why)


def weighed(
    answer: Answer, said: Clean, found: Verdict, likely: Mapping[Answered, float]
) -> Verdict:
    """What the words come to, held against what other people meant by such words.

    The model takes a yes away where it doubts it, and gives a no where no sentence is a yes. It
    gives no yes: what it lets pass an attacker finds (docs/decisions/018).

    Args:
        answer: the message, what it answers and how it came.
        said: see `read`.
        found: what the words alone come to.
        likely: how likely each is, by the model.
    """
    if found.answered is Answered.YES and likely[Answered.YES] < DOUBTED:
        return unclear("unlikely")
    if found.answered is not Answered.UNCLEAR or found.why in _SETTLED:
        return found
    if likely[Answered.NO] < SURE_NO or _asks(said) or stands_alone(answer, said):
        return found
    if DOUBT["uncertain"] & set(said.words):
        return found  # Who does not know has not said no.
    if says_own_yes(answer, said):
        return found  # «Slett de, bare slett de» is near to a yes, with words that no list knows.
    return Verdict(Answered.NO, "likely")


def holds_an_answer(answer: Answer) -> bool:
    """Whether a yes or a no stands in it, whatever else does.

    Args:
        answer: the message, what it answers and how it came.
    """
    said = read(answer)
    return bool((CLEAR | DOUBT["negation"]) & set(said.words)) or says_own_yes(answer, said)


def is_led_by_an_answer(answer: Answer) -> bool:
    """Whether a sentence of it begins or ends with a yes or a no, whatever else it tells.

    Args:
        answer: the message, what it answers and how it came.
    """
    said = read(answer)
    edges = {word for each in said.sentences for word in (each[0], each[-1])}
    return bool(edges & (CLEAR | BARE_NO)) or says_own_yes(answer, said)


def _asks(said: Clean) -> bool:
    return said.asks or any(_ASKS.match(" ".join(each)) for each in said.sentences)


def _of_key(answer: Answer) -> Verdict:
    """A key means what the channel says that it means, once."""
    if answer.repeated:
        return unclear("repeated")
    if answer.text == "ja":
        return Verdict(Answered.YES, "key")
    return Verdict(Answered.NO, "key") if answer.text == "nei" else unclear("other_key")


def _against(answer: Answer, said: Clean, *, asks: bool) -> Sequence[str]:
    """What there is against words that sound like a yes; any of it is enough."""
    unsure = answer.confidence is not None and answer.confidence < LEAST_CONFIDENCE
    found = {
        "question": asks,
        "quoted": answer.quotes_us or bool(_QUOTE.search(answer.text)),
        "sign": not any(each.isalpha() for word in said.unsigned for each in word),
        "repeated": answer.repeated,
        "early": answer.early,
        "unasked": answer.unasked,
        "confidence": answer.given == "speech" and unsure,
        "signer": said.signer is not None,
        "another_speaks": _another_speaks(answer, said),
        "no_answer": any(_NO_ANSWER.search(" ".join(each)) for each in said.sentences),
        "trails_off": bool(_TRAILS_OFF.search(answer.text)),
        "long": said.cut or len(said.words) > MOST_WORDS,
        "echo": answer.given == "speech" and echoes(answer.text, answer.asked),
    }
    return [reason for reason, holds in found.items() if holds]


def _another_speaks(answer: Answer, said: Clean) -> bool:
    """Whether the words are somebody else's, or meant for somebody else."""
    as_it_came = " ".join(_named(answer).lower().split())
    lines = (as_it_came, *(" ".join(each) for each in said.sentences))
    return any(_ANOTHER_SPEAKS.search(line) for line in lines)


def _numbers(answer: Answer) -> frozenset[str]:
    """The telephone numbers in the read-back; none where any number is only whose it is."""
    if answer.question != "confirm_mandate":
        return frozenset()
    return frozenset(each for each in answer.read_back if each.strip("+").isdecimal())


def _named(answer: Answer) -> str:
    """The text with each name as one word: the provider read back, or another; the services.

    A service is only repeated where every one that was read back is named: one of two is a change.
    """
    services = {each.value for each in answer.mentions if each.kind == "service"}
    same = bool(services) and services == answer.services and not _LIMITS.search(answer.text)
    text = answer.text
    for mention in sorted(answer.mentions, key=lambda each: -each.start):
        if _SIGN_INSIDE.search(text[mention.start : mention.end]):
            continue  # A sign between the words of a name may mean something.
        if mention.kind == "provider":
            word = "samename" if mention.value in answer.read_back else "othername"
        elif mention.kind == "service" and same:
            word = "sameservice"
        else:
            continue
        text = f"{text[: mention.start]} {word} {text[mention.end :]}"
    return text
